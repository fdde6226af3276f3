"""The person is told of their suspension: in person or by telephone, or nobody could be reached."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.access import require
from cases.duties import Kind
from cases.services.duties import discharge
from cases.services.writing import claim, settle
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import refuse_if
from notices.services import log_conversation
from notices.states import Audience, CallResult, Channel, NoticeKind
from suspensions import rules
from suspensions.models import SiteSuspension, Telling
from suspensions.selectors.event import minute_owed
from suspensions.services._shared import forget_draft, locked


@transaction.atomic
def log_telling(
    *,
    suspension: SiteSuspension,
    channel: Channel,
    spoken_at: datetime,
    call_result: CallResult,
    note: str,
    by: User,
    token: UUID | None = None,
) -> Telling | None:
    """Log that the person was told, or that a call reached nobody (aware datetimes). Policy, Methods.

    Only speaking to them does the duty, and only after what they must be told. None if this form was sent before.
    """
    require(by, "work_case", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    now = timezone.now()
    refuse_if(rules.cannot_have_told(suspension, spoken_at, now), about=suspension, field="spoken_at")
    notice = log_conversation(
        case=suspension.case,
        kind=NoticeKind.TOLD,
        audience=Audience.PARENT,
        channel=channel,
        spoken_at=spoken_at,
        call_result=call_result,
        note=note,
        to_person=suspension.person,
        by=by,
    )
    # The notice's own entry in the history says it all.
    telling = Telling(suspension=suspension, notice=notice)
    full_check(telling)
    telling.save()
    how = f"{notice.get_channel_display()}, {wording.in_full(spoken_at)}"
    if call_result == CallResult.SPOKE and spoken_at >= minute_owed(suspension):
        discharge(case=suspension.case, kind=Kind.TELL_PARENT, subject=str(suspension.pk), how=how, by=by)
    forget_draft(form="tell", suspension=suspension, by=by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return telling
