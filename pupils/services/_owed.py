"""Who has to be told of an event of a suspension, as duties: opened with the event, waived where another overtook it."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from cases.duties import Kind
from cases.models import Duty
from cases.services.duties import open_duty, settle_waived
from pupils.clocks import day_six_notice_by, without_delay, written_notice_by
from pupils.models import PupilSuspension
from pupils.recipients import NOBODY, NoticeKey, Order, Recipient, told_of
from pupils.selectors.recipients import Known, known_of
from pupils.states import Event, RecipientKind
from schools.selectors import calendar
from schools.selectors.school_calendar import school_calendar
from suspensions.selectors.standing import current

KINDS = {
    RecipientKind.PARENT: Kind.WRITTEN_NOTICE,
    RecipientKind.PUPIL: Kind.WRITTEN_NOTICE,
    RecipientKind.AUTHORITY: Kind.TELL_LOCAL_AUTHORITY,
    RecipientKind.WORKER: Kind.TELL_SOCIAL_WORKER,
    RecipientKind.VIRTUAL: Kind.TELL_VIRTUAL_SCHOOL_HEAD,
    RecipientKind.BOARD: Kind.TELL_BOARD,
}
ABOUT = {
    Event.DECIDED: "the suspension of {pupil}",
    Event.DAY_SIX: "the education of {pupil} from the sixth day",
    Event.CANCELLED: "the suspension of {pupil}, which was cancelled",
    Event.REINSTATED: "{pupil} coming back, as the board decided",
}
# What is not told any more once the suspension has ended this way.
OVERTAKEN = {
    Event.CANCELLED: (Event.DECIDED, Event.DAY_SIX),
    Event.REINSTATED: (Event.DAY_SIX,),
}


def owe_notices(suspension: PupilSuspension, event: Event, by: User) -> None:
    """Open the duty to tell each recipient of an event of a suspension; what the event overtook is waived.

    Where no parent is known there is a duty all the same: somebody must find out who is told. Within the caller's
    transaction.
    """
    _waive_overtaken(suspension, event, by)
    known = known_of(suspension)
    told = told_of(event, known.everybody)
    for one in told:
        owe_notice(known, event, one, by)
    if not any(one.is_family for one in told):
        _open(known, event, Kind.WRITTEN_NOTICE, NOBODY, "a parent (none is known yet)", by)


def owe_notice(known: Known, event: Event, to: Recipient, by: User) -> None:
    """Open the duty to tell one recipient of an event; none where the headteacher decided that they are not told."""
    if to.order is Order.WITHHELD:
        return
    _open(known, event, KINDS[to.kind], to.key, to.name if to.is_family else "", by)


def _open(known: Known, event: Event, kind: Kind, to: str, name: str, by: User) -> None:
    suspension = known.suspension
    what = ABOUT[event].format(pupil=current(suspension.pupil).full_name)
    open_duty(
        case=suspension.case,
        kind=kind,
        subject=str(NoticeKey(suspension.pk, to, event)),
        about=(f"{name} about {what}" if name else what)[:200],
        due_at=_due_at(known, event, is_family=kind == Kind.WRITTEN_NOTICE),
        by=by,
    )


def _due_at(known: Known, event: Event, *, is_family: bool) -> datetime:
    """When somebody must have been told of an event (aware); at once where that moment has passed.

    The family of a decision by the clock of section 104, which we keep for pupils of every age; of the sixth day 48
    hours before the education starts. Everybody else, and of everything else, without delay.
    """
    suspension, now = known.suspension, timezone.now()
    days = school_calendar(suspension.school)
    if event == Event.DAY_SIX and (starts_on := known.day_six(days)) is not None:
        return max(day_six_notice_by(starts_on, days), now)
    if event == Event.DECIDED and is_family:
        return max(written_notice_by(suspension.absence, suspension.decided_at, days), now)
    happened_at = suspension.decided_at if event == Event.DECIDED else suspension.ended_at or now
    return max(without_delay(happened_at, calendar()), now)


def _waive_overtaken(suspension: PupilSuspension, event: Event, by: User) -> None:
    why = "The suspension was cancelled before this was told." if event == Event.CANCELLED else "The board reinstated."
    for before in OVERTAKEN.get(event, ()):
        subjects = Duty.objects.open().filter(
            case=suspension.case,
            kind__in=KINDS.values(),
            subject__startswith=f"{suspension.pk}:",
            subject__endswith=f":{before.value}",
        )
        for duty in subjects.select_related("case"):
            settle_waived(duty=duty, reason=why, by=by)
