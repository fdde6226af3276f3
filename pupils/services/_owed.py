"""Who has to be told of an event of a suspension, as duties: opened with the event, waived where another overtook it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from cases.duties import Kind
from cases.models import Duty
from cases.services.duties import discharge, open_duty, settle_waived
from kernel import wording
from pupils.clocks import day_six_notice_by, without_delay, written_notice_by
from pupils.models import PupilSuspension
from pupils.recipients import (
    BY_ITSELF,
    CALLED_OFF,
    DECIDED_BEFORE,
    GONE,
    KNOWN_BETTER,
    MERGED,
    NOBODY,
    NOT_INVITED,
    NOT_SO,
    OF_AUTHORITY,
    REINSTATED_BEFORE,
    NoticeKey,
    Order,
    Recipient,
    event_of,
    told_of,
)
from pupils.selectors.invited import still_expected
from pupils.selectors.owed import counts_in_time, is_of_now, outdated_papers
from pupils.selectors.recipients import Known, known_of
from pupils.selectors.taken_back import told_wrongly
from pupils.states import OF_BOARD, OF_OUTCOME, OFFICES, Event, RecipientKind
from records.models import Copy, WrittenRecord
from records.states import CURRENT
from schools.calendar import local_day
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
OF_OFFICES = {kind.value: KINDS[kind] for kind in OFFICES}
ABOUT = {
    Event.DECIDED: "the suspension of {pupil}",
    Event.DAY_SIX: "the education of {pupil} from the sixth day",
    Event.CANCELLED: "the suspension of {pupil}, which was cancelled",
    Event.REINSTATED: "{pupil} coming back, as the board decided",
    Event.INVITED: "the board’s meeting about {pupil}",
    Event.OUTCOME: "what the board decided about {pupil}",
    Event.CONSIDERED: "what the board answers about {pupil}",
    Event.TAKEN_BACK: "the board’s decision about {pupil}, which was noted wrongly",
}
# How the sentence of a duty of the board calls an office.
CALLED = {
    RecipientKind.AUTHORITY: "the local authority",
    RecipientKind.WORKER: "the social worker",
    RecipientKind.VIRTUAL: "the virtual school head",
}
# What is not told any more once the suspension has ended this way.
OVERTAKEN = {
    Event.CANCELLED: (Event.DECIDED, Event.DAY_SIX, Event.INVITED, Event.TAKEN_BACK),
    Event.REINSTATED: (Event.DAY_SIX, Event.INVITED, Event.CONSIDERED, Event.TAKEN_BACK),
    Event.OUTCOME: (Event.INVITED, Event.CONSIDERED, Event.TAKEN_BACK),
    Event.CONSIDERED: (Event.INVITED, Event.TAKEN_BACK),
}
OVERTAKEN_WHY = {
    Event.CANCELLED: "The suspension was cancelled before this was told.",
    Event.REINSTATED: REINSTATED_BEFORE,
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
    _settle_nobody(known, event, by)


def owe_notice(known: Known, event: Event, to: Recipient, by: User, *, due_at: datetime | None = None) -> None:
    """Open the duty to tell one recipient of an event; none where the headteacher decided that they are not told.

    `due_at` (aware) where it is not due when the event's other notices are.
    """
    key = NoticeKey(known.suspension.pk, to.key, event)
    if to.order is Order.WITHHELD or any(duty.is_open and known.key_of(duty.subject) == key for duty in known.duties):
        return
    name = to.name if to.is_family else CALLED.get(to.kind, "") if event in OF_BOARD else ""
    _open(known, event, _kind(event, to.kind), to.key, name, by, due_at)


def _kind(event: Event, kind: RecipientKind) -> Kind:
    """As which duty somebody is owed a notice: what the board tells is its clerk's."""
    return Kind.BOARD_TELLS if event in OF_BOARD else KINDS[kind]


def owe_called_off(suspension: PupilSuspension, by: User) -> None:
    """The board's meeting was called off: whoever expects one is owed that, and nobody else is invited any more.

    Also who was told of an earlier one, by whatever way, and not that it fell away. Within the caller's transaction.
    """
    known = known_of(suspension)
    for to in told_of(Event.INVITED, known.everybody):
        key = NoticeKey(suspension.pk, to.key, Event.INVITED)
        if still_expected(known, to.key) is not None:
            owe_notice(known, Event.INVITED, to, by)
            continue
        for duty in known.duties:
            if duty.is_open and known.key_of(duty.subject) == key:
                settle_waived(duty=duty, reason=CALLED_OFF, by=by)
    for duty in known.duties:
        if duty.is_open and duty.subject == str(NoticeKey(suspension.pk, NOBODY, Event.INVITED)):
            settle_waived(duty=duty, reason=CALLED_OFF, by=by)


def owe_taken_back(suspension: PupilSuspension, event: Event, by: User) -> None:
    """What was noted of the board's decision was taken back: whoever was told is owed that, nobody else is told it any more.

    `event`: as what it was told. Within the caller's transaction.
    """
    waive_notices(suspension, event, NOT_SO, by)
    _settle_taken_back(known_of(suspension), by)


def _settle_taken_back(known: Known, by: User) -> None:
    """Whoever was told what does not hold is owed that it does not, unless a paper that says so is owed to them already."""
    keyed = [(duty, known.key_of(duty.subject)) for duty in known.duties if duty.is_open]
    is_told_better = {key.to for _, key in keyed if key is not None and key.event in OF_OUTCOME}
    for to in told_of(Event.TAKEN_BACK, known.everybody):
        is_wrong = bool(told_wrongly(known, to.key)) and known.suspension.is_standing
        if is_wrong and to.key not in is_told_better:
            owe_notice(known, Event.TAKEN_BACK, to, by)
        if not is_wrong:
            for duty, key in keyed:
                if key is not None and (key.to, key.event) == (to.key, Event.TAKEN_BACK):
                    settle_waived(duty=duty, reason=KNOWN_BETTER, by=by)


def waive_uninvited(suspension: PupilSuspension, by: User) -> None:
    """The board's meeting has begun: who was not told of it by now was not invited. Within the caller's transaction."""
    waive_notices(suspension, Event.INVITED, NOT_INVITED, by)


def settle_notices(
    suspension: PupilSuspension, by: User, *, is_count_new: bool = True, is_nightly: bool = False
) -> None:
    """Let what is owed be what is owed by the records as they are now: nobody new is forgotten, nobody gone is owed.

    What was told to a record that was merged counts as told. A letter whose band has changed is owed anew; one that was
    posted is done on the day it counts as received. What somebody said of a letter that was owed anew goes on
    holding while nothing changed that it rests on: the half-days (`is_count_new`), an office's authority (not `is_nightly`).
    Within the caller's transaction, under the lock of the case.
    """
    _settle_merged(known_of(suspension), by)
    known = known_of(suspension)
    _waive_gone(known, by)
    for event in _events_now(known):
        for to in told_of(event, known.everybody):
            if not _is_settled(known, NoticeKey(suspension.pk, to.key, event)):
                owe_notice(known, event, to, by, due_at=max(_due_at(known, event, is_family=to.is_family), _soon()))
        _settle_nobody(known, event, by)
    _settle_posted(known, by)
    _settle_taken_back(known_of(suspension), by)
    _owe_outdated(known, by, is_count_new=is_count_new, is_nightly=is_nightly)


def _settle_merged(known: Known, by: User) -> None:
    """What is owed to a record that was merged stands under the one that is kept, due when it was."""
    for duty in known.duties:
        key = known.key_of(duty.subject)
        if key is None or not duty.is_open or duty.subject == str(key):
            continue
        settle_waived(duty=duty, reason=MERGED, by=by)
        to = next((one for one in told_of(key.event, known.everybody) if one.key == key.to), None)
        others = replace(known, duties=tuple(one for one in known.duties if one.pk != duty.pk))
        if to is not None and not _is_settled(others, key):
            owe_notice(others, key.event, to, by, due_at=duty.due_at)


def _waive_gone(known: Known, by: User) -> None:
    """Who is no parent or carer by the records any more, or has no such office, is owed nothing.

    But whoever expects a meeting of the board that fell away: no paper goes to them, and somebody tells them by word.
    """
    for duty in known.duties:
        key = known.key_of(duty.subject)
        if key is None or not duty.is_open or key.to == NOBODY:
            continue
        expected = still_expected(known, key.to) if key.event == Event.INVITED else None
        if expected is not None and not expected.is_ahead:
            continue
        if all(one.key != key.to for one in told_of(key.event, known.everybody)):
            settle_waived(duty=duty, reason=GONE, by=by)


def _events_now(known: Known) -> list[Event]:
    """What there is to be told still: each event of which somebody was owed a notice, unless its end overtook it.

    That something was taken back is told only to those who had been told that.
    """
    keyed = [(duty, known.key_of(duty.subject)) for duty in known.duties]
    named = {key.event for duty, key in keyed if key is not None}
    is_standing, meeting = known.suspension.is_standing, known.meeting
    if not (is_standing and meeting is not None and meeting.is_ahead):
        named.discard(Event.INVITED)
    named -= {*OF_OUTCOME, Event.TAKEN_BACK} - {event_of(one.decision) for one in known.outcomes if one.holds}
    if known.outcome is not None:
        named.discard(Event.CONSIDERED)
    if not is_standing:
        named -= {Event.DECIDED, Event.DAY_SIX}
    elif known.education is None or not known.education.is_arranged:
        named.discard(Event.DAY_SIX)
    return [event for event in Event if event in named]


def _is_settled(known: Known, key: NoticeKey) -> bool:
    """Whether this is owed already, was told, or was waived for a reason that holds."""
    mine = [duty for duty in known.duties if known.key_of(duty.subject) == key]
    noted = known.outcome_of(key.event) if key.event in OF_OUTCOME else None
    if noted is not None:
        # What was done of an outcome that was taken back is not done of this one.
        mine = [duty for duty in mine if duty.opened_at >= noted.noted_at]
    if any(duty.waived_at is None or not duty.waive_reason.startswith(BY_ITSELF) for duty in mine):
        return True
    came = (one.record for one in known.copies if one.disputed_at is None and known.key_of(one.record.subject) == key)
    # Of a meeting that fell away they were told all the same; not of a decision that was not made.
    return any(key.event not in OF_OUTCOME or is_of_now(known, record) for record in came)


def _settle_nobody(known: Known, event: Event, by: User) -> None:
    """Where nobody of the family can be told somebody must be found; once somebody is, that is done."""
    family = [one for one in told_of(event, known.everybody) if one.is_family]
    found = next((one for one in family if one.order is not Order.WITHHELD), None)
    key = NoticeKey(known.suspension.pk, NOBODY, event)
    if found is not None:
        how = f"{found.name} is on record now"
        kind = _kind(event, RecipientKind.PARENT)
        discharge(case=known.suspension.case, kind=kind, subject=str(key), how=how, by=by)
    elif not _is_settled(known, key):
        name = "somebody with care of the pupil (no parent may be told)" if family else "a parent (none is known yet)"
        _open(known, event, _kind(event, RecipientKind.PARENT), NOBODY, name, by)


def _settle_posted(known: Known, by: User) -> None:
    """A letter that was posted too late for the law is done on the day on which it counts as received."""
    today = local_day(timezone.now())
    # What does not hold any more does nothing that is owed anew.
    outdated = {record.pk for _, _, record in outdated_papers(known, though_judged=True)}
    for copy in known.copies:
        key = known.key_of(copy.record.subject)
        is_there = copy.disputed_at is None and copy.deemed_on is not None and copy.deemed_on <= today
        if copy.record_id in outdated:
            continue
        if key is not None and is_there and copy.record.state in CURRENT and is_of_now(known, copy.record):
            finish_notice(known, key, copy, by)


def _owe_outdated(known: Known, by: User, *, is_count_new: bool, is_nightly: bool) -> None:
    """A paper does not hold any more, by what the board must do or by who looks after the child: it is owed anew."""
    for key, to, record in outdated_papers(known):
        rests_on_count = to.kind not in OF_AUTHORITY
        holds = is_nightly or (rests_on_count and not is_count_new)
        if holds and was_said_otherwise(known, key, record):
            continue
        owe_notice(known, key.event, to, by, due_at=_soon())


def was_said_otherwise(known: Known, key: NoticeKey, record: WrittenRecord) -> bool:
    """Whether a paper was owed anew after this one, and somebody said how its addressee knows, or why they cannot be told."""
    anew = (duty for duty in known.duties if record.issued_at is not None and duty.opened_at > record.issued_at)
    return any(
        duty.waived_at is not None and not duty.waive_reason.startswith(BY_ITSELF) and known.key_of(duty.subject) == key
        for duty in anew
    )


def finish_notice(known: Known, key: NoticeKey, copy: Copy, by: User) -> None:
    """Note that a recipient has been told, under whichever record they were owed it; how it went stands with it."""
    how = how_it_went(copy, is_late=not counts_in_time(known, key, copy))
    for duty in known.duties:
        if duty.is_open and known.key_of(duty.subject) == key and duty.subject != str(key):
            discharge(case=known.suspension.case, kind=Kind(duty.kind), subject=duty.subject, how=how, by=by)
    kind = Kind.BOARD_TELLS if key.event in OF_BOARD else OF_OFFICES.get(key.to, Kind.WRITTEN_NOTICE)
    discharge(case=known.suspension.case, kind=kind, subject=str(key), how=how, by=by)


def how_it_went(copy: Copy, *, is_late: bool) -> str:
    """The paper, how it went, and when it counts as received."""
    day = f", {wording.full_day(copy.handed_on)}" if copy.handed_on else ""
    counts = f"; counts as received on {wording.full_day(copy.deemed_on)}" if copy.deemed_on else ""
    late = ", after the time the law sets" if is_late else ""
    return f"{copy.record}: {copy.get_method_display().lower()}{day}{counts}{late}"


def _soon() -> datetime:
    return without_delay(timezone.now(), calendar())


def _open(known: Known, event: Event, kind: Kind, to: str, name: str, by: User, due_at: datetime | None = None) -> None:
    suspension = known.suspension
    what = ABOUT[event].format(pupil=current(suspension.pupil).full_name)
    open_duty(
        case=suspension.case,
        kind=kind,
        subject=str(NoticeKey(suspension.pk, to, event)),
        about=(f"{name} about {what}" if name else what)[:200],
        due_at=due_at or _due_at(known, event, is_family=kind == Kind.WRITTEN_NOTICE),
        by=by,
    )


def _due_at(known: Known, event: Event, *, is_family: bool) -> datetime:
    """When somebody must have been told of an event (aware); at once where that moment has passed.

    The family of a decision by the clock of section 104, which we keep for pupils of every age; of the sixth day 48
    hours before the education starts, of sooner education without delay. Everybody else, and of everything else, without delay.
    """
    suspension, now = known.suspension, timezone.now()
    days = school_calendar(suspension.school)
    if event == Event.DAY_SIX and (starts_on := known.day_six(days)) is not None and known.has_48_hours(days):
        return max(day_six_notice_by(starts_on, days), now)
    if event == Event.DECIDED and is_family:
        return max(written_notice_by(suspension.absence, suspension.decided_at, days), now)
    happened_at = suspension.decided_at if event == Event.DECIDED else (suspension.ended_at or now)
    if event in (Event.OUTCOME, Event.CONSIDERED) and (noted := known.outcome_of(event)) is not None:
        happened_at = noted.noted_at
    if event == Event.TAKEN_BACK and known.taken_back is not None:
        happened_at = known.taken_back.taken_back_at or now
    if event == Event.INVITED and known.meeting is not None:
        happened_at = known.meeting.called_off_at or known.meeting.arranged_at
    return max(without_delay(happened_at, calendar()), now)


def _waive_overtaken(suspension: PupilSuspension, event: Event, by: User) -> None:
    why = OVERTAKEN_WHY.get(event, DECIDED_BEFORE)
    if not OVERTAKEN.get(event):
        return
    known = known_of(suspension)
    if event == Event.OUTCOME:
        _waive_outdated(known, by)
    everybody = known.everybody
    reached = {one.key for one in told_of(event, everybody)}
    for before in OVERTAKEN[event]:
        # Whom the new event is not told goes on being owed the old one: that a meeting does not take place.
        others = {one.key for one in told_of(before, everybody)} - reached
        waive_notices(suspension, before, why, by, but=others)


def _waive_outdated(known: Known, by: User) -> None:
    """The board has decided: a letter that was owed anew only for what the board had to do is owed no more."""
    keys = {key for key, _, _ in outdated_papers(known, though_judged=True) if key.event == Event.DECIDED}
    for duty in known.duties:
        if duty.is_open and known.key_of(duty.subject) in keys:
            settle_waived(duty=duty, reason=DECIDED_BEFORE, by=by)


def waive_notices(suspension: PupilSuspension, event: Event, why: str, by: User, *, but: Collection[str] = ()) -> None:
    """Waive what is still to be told of an event that is not told any more, `but` to these (keys of recipients).

    Within the caller's transaction.
    """
    subjects = Duty.objects.open().filter(
        case=suspension.case,
        kind__in=[*KINDS.values(), Kind.BOARD_TELLS],
        subject__startswith=f"{suspension.pk}:",
        subject__endswith=f":{event.value}",
    )
    for duty in subjects.select_related("case"):
        key = NoticeKey.read(duty.subject)
        if key is None or key.to not in but:
            settle_waived(duty=duty, reason=why, by=by)
