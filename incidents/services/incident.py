"""Everything that changes an incident."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from audit.services import amend, write
from cases import rules as case_rules
from cases.access import require, require_still
from cases.models import Case
from cases.services.case import lock
from cases.services.evidence import note_new_fact
from cases.services.writing import claim, drop_draft, settle
from incidents import rules
from incidents.models import Addendum, Incident
from incidents.states import Category, Conclusion, Setting
from kernel.checking import full_check
from kernel.refusal import Stale, refuse_blank, refuse_if
from schools.access import require_at

CHANGED_MEANWHILE = (
    "Somebody else has changed this since you opened it. Both texts are below: "
    "put together what is right and save again."
)


@transaction.atomic
def log_incident(
    *,
    case: Case,
    occurred_at: datetime,
    setting: Setting,
    account: str,
    categories: Sequence[Category],
    by: User,
    other_category: str = "",
    place: str = "",
    discovered_at: datetime | None = None,
    on_behalf_of: str = "",
    on_paper_at: datetime | None = None,
    is_child_at_risk: bool = False,
) -> Incident:
    """Log what happened (aware datetimes). Raises `Refused` for a time in the future. Policy: Methods, the report."""
    require_at(by, "log_incident", case.school)
    case = lock(case)
    refuse_if(case_rules.cannot_change(case), about=case)
    refuse_if(rules.cannot_have_happened(occurred_at, discovered_at), about=case, field="occurred_at")
    last = case.incidents.aggregate(last=Max("number"))["last"] or 0
    incident = Incident(
        case=case,
        number=last + 1,
        occurred_at=occurred_at,
        discovered_at=discovered_at,
        logged_at=timezone.now(),
        logged_by=by,
        on_behalf_of=on_behalf_of,
        on_paper_at=on_paper_at,
        place=place,
        setting=setting,
        categories=[str(category) for category in categories],
        other_category=other_category,
        account=account,
        is_child_at_risk=is_child_at_risk,
    )
    full_check(incident)
    incident.save()
    data = {
        "occurred_at": occurred_at,
        "setting": setting,
        "categories": incident.categories,
        "place": place,
        "account": account,
        "is_child_at_risk": is_child_at_risk,
        "on_behalf_of": on_behalf_of,
    }
    write(chain=case.chain, verb="incident.logged", row=incident, by=by, data=data)
    return incident


@transaction.atomic
def amend_incident(*, incident: Incident, revision: int, by: User, draft_key: str = "", **changes: Any) -> bool:
    """Change what was reported, before the report is issued. `revision` is the one the form was opened on.

    Raises `Stale` if somebody else has saved since; `Refused` once the report is issued. False if nothing differs.
    """
    require(by, "work_case", incident.case)
    lock(incident.case)
    incident.refresh_from_db()
    refuse_if(case_rules.cannot_change(incident.case), about=incident)
    refuse_if(rules.cannot_amend(incident), about=incident)
    if incident.revision != revision:
        raise Stale(CHANGED_MEANWHILE, about=incident)
    occurred_at = changes.get("occurred_at", incident.occurred_at)
    discovered_at = changes.get("discovered_at", incident.discovered_at)
    refuse_if(rules.cannot_have_happened(occurred_at, discovered_at), about=incident, field="occurred_at")
    if draft_key:
        drop_draft(key=draft_key, by=by)
    if not amend(incident, verb="incident.amended", by=by, **changes):
        return False
    Incident.objects.filter(pk=incident.pk).update(revision=revision + 1)
    incident.refresh_from_db()
    return True


@transaction.atomic
def lock_incident(*, incident: Incident, by: User) -> None:
    """Lock what was reported: its report is issued. Locking twice is one lock."""
    require(by, "work_case", incident.case)
    now = timezone.now()
    if Incident.objects.filter(pk=incident.pk, locked_at__isnull=True).update(locked_at=now):
        write(chain=incident.chain, verb="incident.locked", row=incident, by=by, at=now)
    incident.refresh_from_db()


@transaction.atomic
def add_addendum(
    *, incident: Incident, text: str, by: User, draft_key: str = "", token: UUID | None = None
) -> Addendum | None:
    """Add a dated text below an incident whose report is issued. None if this form was sent before."""
    require(by, "work_case", incident.case)
    if token is not None and claim(token=token, by=by):
        return None
    lock(incident.case)
    incident.refresh_from_db()
    refuse_if(case_rules.cannot_change(incident.case), about=incident)
    refuse_if(rules.cannot_add_to(incident), about=incident)
    addendum = Addendum(incident=incident, text=text, added_at=timezone.now(), added_by=by)
    full_check(addendum)
    addendum.save()
    write(chain=incident.chain, verb="incident.added_to", row=addendum, by=by, data={"text": text})
    note_new_fact(case=incident.case, by=by)
    if draft_key:
        drop_draft(key=draft_key, by=by)
    if token is not None:
        settle(token=token, led_to=incident.case.get_absolute_url(), by=by)
    return addendum


@transaction.atomic
def conclude_incident(*, incident: Incident, conclusion: Conclusion, reason: str, by: User) -> None:
    """Decide on a report that a colleague logged: suspend, a talk, or no action with the reason. Policy: Methods."""
    require(by, "suspend", incident.case)
    lock(incident.case)
    require_still(by, "suspend", incident.case)
    incident.refresh_from_db()
    refuse_if(case_rules.cannot_change(incident.case), about=incident)
    refuse_if(rules.cannot_conclude(incident), about=incident)
    refuse_blank(reason, "Say why.", about=incident, field="reason")
    now = timezone.now()
    Incident.objects.filter(pk=incident.pk).update(
        conclusion=conclusion, conclusion_reason=reason, concluded_at=now, concluded_by=by
    )
    incident.refresh_from_db()
    full_check(incident)
    data = {"conclusion": conclusion, "reason": reason}
    write(chain=incident.chain, verb="incident.decided", row=incident, by=by, at=now, data=data)


@transaction.atomic
def say_why_not_suspended(*, incident: Incident, why: str, by: User) -> bool:
    """Keep the sentence why nobody was suspended after an attack or a threat. False if it was said before."""
    require(by, "work_case", incident.case)
    lock(incident.case)
    incident.refresh_from_db()
    if incident.not_suspended_why:
        return False
    refuse_if(rules.cannot_leave_unsaid(why), about=incident, field="why_not_suspended")
    now = timezone.now()
    amend(
        incident,
        verb="incident.not_suspended",
        by=by,
        at=now,
        data={"why": why.strip()},
        not_suspended_why=why.strip(),
        not_suspended_at=now,
        not_suspended_by=by,
    )
    return True
