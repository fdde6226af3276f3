"""Suspending somebody from site for what they posted: on a ground of risk of its own, never for criticism."""

from django.db import transaction

from accounts.models import User
from cases.access import require, require_still
from cases.services.case import lock
from cases.services.writing import drop_draft
from desk import rules
from desk.selectors.suspend import report_waits
from desk.services.informing import inform_ceo
from incidents.selectors import first_incident
from incidents.services import log_incident
from incidents.states import Category, Setting
from kernel.refusal import Refused, refuse_if
from socialmedia.models import OnlineConcern
from socialmedia.services import note_suspended
from socialmedia.states import ConcernKind
from suspensions.models import SiteSuspension
from suspensions.services import suspend_for_rest_of_today

DRAFT_KEY = "online_suspend:{reference}:{pk}"
# What a post is, as an incident is called.
AS_INCIDENT = {
    ConcernKind.THREAT: Category.THREATENING,
    ConcernKind.HARASSMENT: Category.HARASSMENT,
    ConcernKind.RACIST: Category.ABUSIVE,
    ConcernKind.OBSCENE: Category.ABUSIVE,
}


@transaction.atomic
def suspend_for_post(*, concern: OnlineConcern, grounds: str, by: User, skips_why: str = "") -> SiteSuspension:
    """Suspend whoever posted it for the rest of today; the CEO is informed at once. Policy: Social media, and Methods.

    `grounds` is the risk to staff or children at the site. The case gets an incident where it has none: what the CEO's
    report and the letter tell of. Refuses (`Refused`) criticism, and what suspending refuses.
    """
    require(by, "suspend", concern.case)
    case = lock(concern.case)
    require_still(by, "suspend", case)
    refuse_if(rules.cannot_bypass_report(report_waits(case)), about=case)
    concern = OnlineConcern.objects.with_people().get(pk=concern.pk)
    if concern.author is None:
        raise Refused(f"Nobody knows who {concern.thing.did}. Say who it is first.", about=concern)
    if first_incident(case) is None:
        kinds = [AS_INCIDENT[kind] for kind in AS_INCIDENT if kind in concern.kinds]
        is_ai = any(kind.startswith("ai_") for kind in concern.kinds)
        log_incident(
            case=case,
            occurred_at=concern.seen_at,
            setting=Setting.ONLINE,
            account=f"{concern.where}: {concern.words}",
            categories=[*dict.fromkeys(kinds), Category.ONLINE, *([Category.AI] if is_ai else [])],
            place=concern.place,
            by=by,
        )
    suspension = suspend_for_rest_of_today(case=case, person=concern.author, school=case.school, grounds=grounds, by=by)
    note_suspended(concern=concern, suspension=suspension, skips_why=skips_why, by=by)
    inform_ceo(case=case, is_suspended=True, by=by)
    drop_draft(key=DRAFT_KEY.format(reference=case.reference, pk=concern.pk), by=by)
    return suspension
