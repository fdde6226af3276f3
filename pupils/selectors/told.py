"""Who was told of a suspension, of what, when and how; a copy that never came; a court order that is noted."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import User
from cases.access import may, sees
from cases.models import Duty
from cases.rules import cannot_change
from cases.selectors import duty_sentence
from kernel import wording
from kernel.components import Action, Band, Item, Link, Section, Tag
from pupils import wording as words
from pupils.access import may_say_untold, may_tell
from pupils.models import OrderDecision, PupilSuspension
from pupils.recipients import MERGED, NOBODY, NOT_INVITED, OF_AUTHORITY, NoticeKey, Order, Recipient, event_of, told_of
from pupils.selectors.addresses import crumbs_of, facts_link, not_told_url, notice_url, order_url, told_url
from pupils.selectors.letter import kind_of, subject_of
from pupils.selectors.owed import is_of_now, outdated_papers, posted_late
from pupils.selectors.reaching import Reached
from pupils.selectors.recipients import Known, known_of
from pupils.selectors.went import Went, went_of
from pupils.states import OF_BACK, OF_BOARD, OF_OUTCOME, Event, PupilSuspensionState
from pupils.telling import cannot_weigh
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_lost
from records.states import CURRENT, CopyMethod
from schools.calendar import local_day
from schools.models import Person, Relationship
from schools.selectors import calendar
from suspensions.dispatch import deemed_received
from suspensions.selectors.standing import current

NO_PARENT = "Nobody with parental responsibility or care of this pupil is on record."
ADD_PARENT = "Find out who is told, and add them on the pupil’s page. The letter is due all the same."
ALL_WITHHELD = "No parent on record may be told, for court orders are noted about them."
NO_AUTHORITY = "It is not known which local authority looks after the pupil."
ADD_AUTHORITY = "Its virtual school head must be told. Enter the authority, which need not be the one of your school."
ADD_ANOTHER = "Find out who has care of the pupil, and add them on the pupil’s page. The letter is due all the same."
NEW_BAND = (
    "What the board must do has changed: by the half-days of the term, or by an examination that is missed. It is owed "
    "anew."
)
ASK_SCHOOL = "Ask the school to find out who has care of the pupil. The letter is due all the same."
ASK_AUTHORITY = "Its virtual school head must be told. Ask the school to enter the authority."
ASK_HEAD = "Nothing goes to them until the headteacher has decided. Ask the headteacher to."
NEW_MEETING = "The meeting has changed since this was written. It is owed anew."
NEW_AUTHORITY = "Another local authority looks after the pupil, as it is known now. Its own office is owed it."
TAKEN_BACK = "This was noted wrongly, and taken back since. It does not hold."
ONLY_HEAD = "Only the headteacher decides this."


@dataclass(frozen=True)
class Line:
    """One recipient and one event: owed until, the paper, how it went, when it counts as received."""

    who: str
    why: str
    event: str
    tag: Tag
    due_at: datetime | None
    record: WrittenRecord | None
    went: tuple[Went, ...]
    note: str
    open: Link | None
    is_left: bool
    again: str = ""


@dataclass(frozen=True)
class ToldPage:
    """Everybody who is told of a suspension, event by event."""

    name: str
    sub: str
    crumbs: tuple[Link, ...]
    bands: tuple[Band, ...]
    nobody: tuple[Link, ...]
    lines: tuple[Line, ...]
    left: int
    printed_at: datetime
    is_of_board: bool = False


def told_page(suspension: PupilSuspension, user: User) -> ToldPage:
    """The page of who was told."""
    known = known_of(suspension)
    events, lines = events_for(known, user), tuple(lines_of(known, user))
    return ToldPage(
        name=known.pupil.full_name,
        sub=f"{suspension.school.name} · {suspension.case.reference} · {words.period(suspension.absence)}",
        crumbs=crumbs_of(suspension, user),
        bands=tuple(_bands(known, has_file=sees(user, suspension.case))) if events else (),
        nobody=tuple(_nobody_links(known, events)),
        lines=lines,
        left=sum(line.is_left for line in lines) + len(_nobody(known, events)),
        is_of_board=not sees(user, suspension.case),
        printed_at=timezone.now(),
    )


def told_section(suspension: PupilSuspension, user: User) -> Section:
    """Who was told, shortly, for the suspension's own page. Two queries."""
    known = known_of(suspension)
    lines, nobody = tuple(lines_of(known, user)), _nobody(known, events_for(known, user))
    items = tuple(_item(line) for line in lines)
    action = Action("Who was told, when and how", told_url(suspension))
    return Section("Who is told", items=items, actions=(action,), key="told", tag=_left(lines, nobody))


def _left(lines: Sequence[Line], nobody: Sequence[Duty]) -> Tag | None:
    """How many are still to be told, by those who have to be told now and by what is owed."""
    left = sum(line.is_left for line in lines) + len(nobody)
    if not left:
        return None
    owed = [line.due_at for line in lines if line.due_at] + [duty.due_at for duty in nobody]
    return Tag(f"{left} still to tell", "late" if any(due_at <= timezone.now() for due_at in owed) else "soon")


def _nobody(known: Known, events: Collection[Event]) -> list[Duty]:
    """What is owed of these events to a family of whom nobody is known who can be told."""
    keyed = [(duty, NoticeKey.read(duty.subject)) for duty in known.duties if duty.is_open]
    return [duty for duty, key in keyed if key is not None and key.to == NOBODY and key.event in events]


def _nobody_links(known: Known, events: Collection[Event]) -> Iterator[Link]:
    """Where it is said why nobody of the family can be told."""
    for duty in _nobody(known, events):
        key = NoticeKey.read(duty.subject)
        if key is not None:
            about = wording.mid(str(key.event.label))
            yield Link("Say why nobody can be told", not_told_url(known.suspension, key), about=about)


def _item(line: Line) -> Item:
    return Item(
        lead="",
        title=line.who,
        text=f", about {wording.mid(line.event)}{f'. {line.again}' if line.again else ''}",
        links=(line.open,) if line.open else (),
        tag=line.tag,
    )


# --- The lines ----------------------------------------------------------------------------------------------------
def lines_of(known: Known, user: User) -> Iterator[Line]:
    """Every recipient of every event that there was, newest event first; without the file what the board tells."""
    everybody, case = known.everybody, known.suspension.case
    has_file = sees(user, case)
    for event in events_for(known, user):
        can_work = may_tell(user, case, event)
        for to in told_of(event, everybody):
            if event == Event.TAKEN_BACK and not _was_owed(known, NoticeKey(known.suspension.pk, to.key, event)):
                continue
            yield _line(known, event, to, can_work=can_work, has_file=has_file)


def events_for(known: Known, user: User) -> tuple[Event, ...]:
    """What there was to be told, as far as the user sees it: without the file only what the board tells."""
    has_file = sees(user, known.suspension.case)
    return tuple(event for event in events_of(known) if has_file or event in OF_BOARD)


def events_of(known: Known) -> tuple[Event, ...]:
    """What there was to be told, newest first. A meeting and the sixth day once they are owed, or were told."""
    state = known.suspension.state
    found = [Event(state)] if state != PupilSuspensionState.DECIDED else []
    found = [*dict.fromkeys([*found, *(event_of(one.decision) for one in reversed(known.outcomes))])]
    subjects = [*(duty.subject for duty in known.duties), *(record.subject for record in known.written)]
    named = {key.event for subject in subjects if (key := NoticeKey.read(subject)) is not None}
    if Event.TAKEN_BACK in named:
        # Before what was noted since, after what it takes back.
        found.insert(len({event_of(one.decision) for one in known.outcomes if one.holds}), Event.TAKEN_BACK)
    return (*found, *(event for event in (Event.INVITED, Event.DAY_SIX) if event in named), Event.DECIDED)


def _was_owed(known: Known, key: NoticeKey) -> bool:
    """Whether somebody was ever owed this notice."""
    return any(known.key_of(duty.subject) == key for duty in known.duties)


def _line(known: Known, event: Event, to: Recipient, *, can_work: bool, has_file: bool) -> Line:
    row, key = known.suspension, NoticeKey(known.suspension.pk, to.key, event)
    mine = [one for one in known.duties if known.key_of(one.subject) == key]
    kind = kind_of(event, to)
    papers = [one for one in known.written if one.kind == kind and one.state in CURRENT]
    record = next((one for one in papers if known.key_of(one.subject) == key), None)
    went = went_of(known, kind, key)
    owed = next((one for one in mine if one.is_open), None)
    waived = [one for one in mine if one.waived_at is not None and one.waive_reason != MERGED and owed is None]
    is_closed = to.order is Order.UNDECIDED and not has_file
    # Nobody is invited any more to a meeting that was held or fell away, or answered once the board has decided.
    is_over = known.outcome is not None if event == Event.CONSIDERED else not (known.invitation and row.is_standing)
    does_hold = event not in OF_OUTCOME or any(event_of(one.decision) == event and one.holds for one in known.outcomes)
    is_past = record is None and ((event in (Event.INVITED, Event.CONSIDERED) and is_over) or not does_hold)
    # Invited to a meeting that fell away, and not to the one that was held.
    is_missed = owed is None and bool(waived) and waived[-1].waive_reason == NOT_INVITED
    tag = Tag("not told") if is_missed else _tag(to, went, owed, is_waived=bool(waived) or is_past)
    again = _why_again(known, key, record) if owed is not None else ""
    # The clerk, who does not see the file, decides on no order.
    is_closed = is_closed or (to.order is Order.WITHHELD and record is None and not has_file)
    return Line(
        who=to.name,
        why=to.why,
        event=str(event.label),
        tag=tag,
        is_left=owed is not None or tag.tone == "soon",
        due_at=owed.due_at if owed is not None else None,
        record=record,
        went=went,
        note=_note(known, to, () if is_missed else went, waived, has_file=has_file)
        or again
        or ("" if does_hold or not went else TAKEN_BACK)
        or (posted_late(known, key) if owed is not None else ""),
        open=_open(row, key, to, record, went, is_again=bool(again))
        if can_work and not (is_closed or is_past)
        else None,
        again=again,
    )


def _tag(to: Recipient, went: Iterable[Went], owed: Duty | None, *, is_waived: bool) -> Tag:
    came = [one for one in went if not one.dispute]
    if to.order is Order.WITHHELD:
        return Tag("not told: court order")
    if to.order is Order.UNDECIDED:
        return Tag("decide first: court order", "late")
    if owed is not None:
        return Tag(
            "late" if owed.due_at <= timezone.now() else "to be told",
            "late" if owed.due_at <= timezone.now() else "soon",
        )
    if came:
        return Tag("told", "ok")
    return Tag("not told") if is_waived else Tag("not told yet", "soon")


def _note(known: Known, to: Recipient, went: Iterable[Went], waived: list[Duty], *, has_file: bool) -> str:
    """Why somebody is not told: what was decided about an order, or what overtook the event."""
    decided = next((one for one in known.decisions[::-1] if to.person and current(one.person).pk == to.person.pk), None)
    if decided is not None and to.order is not Order.NONE:
        return _decided(decided, has_file=has_file)
    if waived and not any(not one.dispute for one in went):
        return waived[-1].waive_reason
    return ""


def _why_again(known: Known, key: NoticeKey, record: WrittenRecord | None) -> str:
    """Why a paper that was issued is written once more: what it says has changed; "" where it stands."""
    if record is not None and not is_of_now(known, record):
        return NEW_MEETING
    if record is not None and any(one.pk == record.pk for _, _, one in outdated_papers(known)):
        return NEW_AUTHORITY if key.to in OF_AUTHORITY else NEW_BAND
    return ""


def _decided(row: OrderDecision, *, has_file: bool) -> str:
    """What was decided about an order, and the reason for whoever sees the file."""
    said = "told, although a court order is noted" if row.is_told else "not told, for a court order is noted"
    day = wording.full_day(local_day(row.decided_at))
    said = f"{row.decided_by.name} decided on {day}: {said}."
    return f"{said} {row.reason}" if has_file else said


def _open(
    row: PupilSuspension,
    key: NoticeKey,
    to: Recipient,
    record: WrittenRecord | None,
    went: tuple[Went, ...],
    *,
    is_again: bool,
) -> Link:
    about = f"{to.name}, {wording.mid(str(key.event.label))}"
    if to.order is Order.UNDECIDED:
        return Link("Decide whether they are told", order_url(row, to), about=about)
    if to.order is Order.WITHHELD and record is None:
        return Link("Change the decision", order_url(row, to), about=about)
    has_gone = record is not None and any(one.version == record.version for one in went)
    if is_again and to.order is not Order.WITHHELD:
        label = "Write it again"
    else:
        label = (
            "Open" if has_gone else "Say how it went" if record else f"Prepare {'letter' if to.is_family else 'notice'}"
        )
    return Link(label, notice_url(row, key), about=about)


def _bands(known: Known, *, has_file: bool) -> Iterator[Band]:
    everybody = known.everybody
    link = Link("Open the pupil’s page", known.pupil.get_absolute_url()) if has_file else None
    if not any(one.is_family for one in everybody):
        yield Band(NO_PARENT, ADD_PARENT if has_file else ASK_SCHOOL, link=link, tone="late")
    elif all(one.order is Order.WITHHELD for one in everybody if one.is_family):
        yield Band(ALL_WITHHELD, ADD_ANOTHER if has_file else ASK_SCHOOL, link=link, tone="late")
    if known.about.lacks_authority:
        facts = facts_link(known) if has_file else None
        yield Band(NO_AUTHORITY, ADD_AUTHORITY if has_file else ASK_AUTHORITY, link=facts, tone="late")
    for one in everybody:
        if one.order is Order.UNDECIDED and not has_file:
            yield Band(f"A court order is noted about {one.name}.", ASK_HEAD, tone="soon")
        elif one.order is Order.UNDECIDED:
            link = Link("Decide", order_url(known.suspension, one), about=f"whether {one.name} is told")
            yield Band(
                f"A court order is noted about {one.name}.", "Nothing goes to them until you decide.", link, "soon"
            )


# --- A copy that never came ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class LostPage:
    """A copy that is said never to have come, and by which ways the paper can go again."""

    suspension: PupilSuspension
    copy: Copy
    name: str
    crumbs: tuple[Link, ...]
    told_url: str
    reason: str | None
    reached: Reached
    is_family: bool
    deemed: tuple[tuple[CopyMethod, date], ...]


def lost_page(suspension: PupilSuspension, copy_pk: int, user: User) -> LostPage | None:
    """The page about a copy that never came; None where there is no such copy of a paper that the user may write."""
    known = known_of(suspension)
    copy = next((one for one in known.copies if one.pk == copy_pk), None)
    key = NoticeKey.read(copy.record.subject) if copy is not None else None
    may_write = key is not None and may_tell(user, suspension.case, key.event)
    subject = subject_of(suspension, key, known) if key is not None and may_write else None
    if copy is None or subject is None:
        return None
    today, days = local_day(timezone.now()), calendar()
    return LostPage(
        suspension=suspension,
        copy=copy,
        name=subject.to.name,
        crumbs=crumbs_of(suspension, user),
        told_url=told_url(suspension),
        # Whether a paper came is a matter of fact, also of one that holds no more.
        reason=(None if subject.key.event in OF_BACK else subject.why_not) or cannot_be_lost(copy, today),
        reached=subject.reached,
        is_family=subject.to.is_family,
        deemed=tuple((way, deemed_received(way, today, days)) for way in (CopyMethod.POST, CopyMethod.HAND)),
    )


# --- A court order ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class OrderPage:
    """Somebody of whom a court order is noted: what it says, what was decided before, why nothing can be decided."""

    suspension: PupilSuspension
    name: str
    crumbs: tuple[Link, ...]
    told_url: str
    orders: tuple[str, ...]
    decided: tuple[str, ...]
    reason: str | None


def order_page(suspension: PupilSuspension, person_pk: int, user: User) -> OrderPage | None:
    """The page on which it is decided whether they are told; None for somebody who is no parent of the pupil."""
    known = known_of(suspension)
    to = next((one for one in known.everybody if one.key == str(person_pk)), None)
    if to is None or not to.is_family:
        return None
    mine = Person.objects.same_as([to.person.pk])
    noted = Relationship.objects.filter(adult__in=mine, pupil__in=known.rows).exclude(contact_order="")
    is_head = may(user, "suspend_pupil", suspension.case)
    return OrderPage(
        suspension=suspension,
        name=to.name,
        crumbs=crumbs_of(suspension, user),
        told_url=told_url(suspension),
        orders=tuple(noted.values_list("contact_order", flat=True)),
        decided=tuple(
            _decided(one, has_file=True) for one in known.decisions if current(one.person).pk == to.person.pk
        ),
        reason=cannot_weigh(to) or (None if is_head else ONLY_HEAD),
    )


# --- Why somebody gets no paper -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class NotTold:
    """What is owed to somebody, and why nothing can be said about it."""

    what: str
    crumbs: tuple[Link, ...]
    told_url: str
    reason: str | None


def not_told_page(suspension: PupilSuspension, key: NoticeKey, user: User) -> NotTold | None:
    """The page on which it is said how somebody knows of it without the paper; None where there is no such notice."""
    known = known_of(suspension)
    mine = [duty for duty in known.duties if known.key_of(duty.subject) == known.key_of(str(key))]
    if not mine:
        return None
    is_theirs = may_say_untold(user, suspension.case, key.event)
    nothing = None if any(duty.is_open for duty in mine) else "They are owed nothing of this any more."
    return NotTold(
        what=duty_sentence(mine[-1]),
        crumbs=crumbs_of(suspension, user),
        told_url=told_url(suspension),
        reason=cannot_change(suspension.case) or nothing or (None if is_theirs else ONLY_HEAD),
    )
