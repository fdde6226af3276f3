"""The headteacher decides on a report that a colleague logged."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from cases.access import require, require_still
from cases.duties import Kind
from cases.services.case import lock
from cases.services.duties import discharge
from cases.services.writing import drop_draft
from desk import rules
from desk.services.informing import explain_no_suspension, inform_ceo
from incidents.models import Incident
from incidents.rules import is_serious
from incidents.services import conclude_incident
from incidents.states import Conclusion
from kernel.refusal import Refused, refuse_if
from notices.models import Notice
from notices.recipients import reachable
from notices.services import acknowledge, log_conversation, tell
from notices.states import Audience, CallResult, Channel, NoticeKind
from schools.models import Person
from suspensions.services import suspend_for_rest_of_today, warn


@transaction.atomic
def decide_on_report(
    *,
    incident: Incident,
    conclusion: Conclusion,
    reason: str,
    by: User,
    suspended: Sequence[Person] = (),
    warned: Sequence[Person] = (),
    talked_to: Person | None = None,
    talk_channel: Channel | None = None,
    talk_moment: datetime | None = None,
    talk_note: str = "",
    why_not_suspended: str = "",
    draft_key: str = "",
) -> None:
    """Suspend from site for the rest of today, warn in writing, log a talk, or take no action with the reason.

    `reason` is the risk to staff or children where somebody is suspended; `why_not_suspended` the sentence for the CEO
    where nobody is after an attack or a threat. The colleague who logged it is told that it was decided; a suspension
    informs the CEO. Raises `Refused`. Policy: Methods.
    """
    require(by, "suspend", incident.case)
    case = lock(incident.case)
    require_still(by, "suspend", case)
    refuse_if(rules.cannot_decide(case, [*case.site_suspensions.live()]), about=incident.case)
    is_suspension = conclusion == Conclusion.SUSPEND
    if is_suspension and not suspended:
        raise Refused("Choose who is suspended.", about=case, field="suspended")
    if conclusion == Conclusion.WARNING and not warned:
        raise Refused("Choose who is warned.", about=case, field="warned")
    conclude_incident(incident=incident, conclusion=conclusion, reason=reason, by=by)
    if not is_suspension and is_serious(incident.categories, incident.injuries):
        explain_no_suspension(incident=incident, why=why_not_suspended, by=by)
    for person in suspended if is_suspension else ():
        suspend_for_rest_of_today(case=case, person=person, school=case.school, grounds=reason, by=by)
    for person in warned if conclusion == Conclusion.WARNING else ():
        warn(incident=incident, person=person, reason=reason, by=by)
    if conclusion == Conclusion.TALK:
        if talked_to is None or talk_channel is None or talk_moment is None:
            raise Refused("Say with whom you spoke, how and when.", about=case, field="talked_to")
        log_conversation(
            case=case,
            kind=NoticeKind.TOLD,
            audience=Audience.PARENT,
            channel=talk_channel,
            spoken_at=talk_moment,
            call_result=CallResult.SPOKE,
            note=talk_note,
            to_person=talked_to,
            by=by,
        )
    for notice in Notice.objects.filter(case=case, to_user=by, kind=NoticeKind.DECIDE, acknowledged_at__isnull=True):
        acknowledge(notice=notice, by=by)
    discharge(case=case, kind=Kind.DECIDE_ON_REPORT, by=by, how=Conclusion(conclusion).label)
    if is_suspension:
        inform_ceo(case=case, is_suspended=True, by=by)
    if draft_key:
        drop_draft(key=draft_key, by=by)
    if incident.logged_by_id != by.pk and reachable([incident.logged_by], case):
        path = reverse("incidents:incident", args=[case.reference, incident.number])
        tell(kind=NoticeKind.CONCLUDED, audience=Audience.COLLEAGUE, to=incident.logged_by, path=path, by=by, case=case)
