"""What is owed on paper now: letters that were issued and have not gone, whole records to hand out, records to sign.

Read from the duties that are open, so that nothing is printed that is not owed, and nothing stays here that was done.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from accounts.models import User
from cases.access import reach
from cases.duties import Kind
from cases.models import Duty
from complaints.models import Complaint, Decision, PanelMember
from complaints.selectors.owed import DONE_BY_LETTER, is_asked_for
from complaints.selectors.panel_members import names_others
from complaints.states import About
from kernel.together import hang, together
from kernel.wording import counted
from meetings.letters.facts import KINDS as OF_A_MEETING
from meetings.models import Attendee
from meetings.selectors.letter import letter_of, says_what_counts
from packs.reading import TO_COMPLAINANTS
from pupils.recipients import NoticeKey
from records.access import handles, handles_some
from records.models import Copy, Signatory, Signature, WrittenRecord
from records.selectors.copies import is_held, is_of
from records.selectors.record import LETTERS, OF_MEETINGS, OF_POSTS, OF_PUPILS, OF_RESTRICTIONS
from records.states import CURRENT, RecordKind
from schools.models import AdultFacts, Person
from socialmedia.models import ConcernStep, Restriction
from socialmedia.selectors.restriction_letter import LetterKey
from suspensions.letters.facts import KINDS
from suspensions.models import BehaviourWarning, Extension, Review, SiteSuspension, Variation
from suspensions.selectors.event import newest_event
from suspensions.selectors.written import situation, subject_of

MOST = 300
OF_NOTICES = (
    Kind.WRITTEN_NOTICE,
    Kind.TELL_LOCAL_AUTHORITY,
    Kind.TELL_SOCIAL_WORKER,
    Kind.TELL_VIRTUAL_SCHOOL_HEAD,
    Kind.TELL_BOARD,
    Kind.BOARD_TELLS,
)
# The duties that a paper does, and the kinds of record that each may be.
PAPERS: dict[str, tuple[str, ...]] = {
    Kind.LETTER_TO_PARENT: tuple(LETTERS),
    Kind.SEND_WARNING: (RecordKind.BEHAVIOUR_WARNING,),
    Kind.MEETING_LETTER: tuple(OF_MEETINGS),
    Kind.RESTRICTION_LETTER: tuple(OF_RESTRICTIONS),
    Kind.ONLINE_PAPER: tuple(OF_POSTS),
    **dict.fromkeys(OF_NOTICES, tuple(OF_PUPILS)),
    # What a panel found goes to whoever it was about from hand to hand: no list in an office names them.
    **dict.fromkeys(DONE_BY_LETTER, TO_COMPLAINANTS),
}
OWED = (*PAPERS, Kind.COPY, Kind.SIGN)


class Why(StrEnum):
    """What a paper is owed for."""

    LETTER = "letter"
    COPY = "copy"
    SIGN = "sign"


@dataclass(frozen=True)
class Owed:
    """A paper that is owed: the record, to whom it goes and where they live, by when.

    `person` is who gets it where they are known; `about` is the row it belongs to: a suspension, a warning, a step about a
    post, somebody asked to a meeting, a pupil's notice, a complaint, whoever signs. A confidential address is not said.
    """

    why: Why
    record: WrittenRecord
    who: str
    due_at: datetime
    about: Any = None
    person: Person | None = None
    address: str = ""
    is_confidential: bool = False

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.why.value}-{self.about.pk if self.why == Why.COPY else self.record.pk}"


def owed_on_paper(user: User) -> list[Owed]:
    """Everything owed on paper on cases whose records this user handles, soonest due first. Nothing behind a wall.

    Three queries; some more for each letter about a meeting that was moved.
    """
    return owed_and_more(user)[0]


def owed_and_more(user: User) -> tuple[list[Owed], bool]:
    """The same, and whether there is more than is read at once."""
    duties = [*duties_on_paper(user)]
    return _with_addresses(_of_duties(duties[:MOST])), len(duties) > MOST


def owed_among(user: User, asked: Iterable[int]) -> list[WrittenRecord]:
    """Those of these records (ids) that are owed on paper on cases whose records this user handles."""
    wanted = {*asked}
    found = {one.record.pk: one.record for one in _owed(user)}
    return [row for pk, row in found.items() if pk in wanted]


def waiting_words(duties: Sequence[Duty]) -> str:
    """How much waits to be printed for these duties, as home says it; "" for nothing. One query."""
    count = len(_of_duties(duties[:MOST]))
    more = "more than " if len(duties) > MOST else ""
    return f"{more}{counted(count, 'paper')} {'waits' if count == 1 else 'wait'} to be printed" if count else ""


def duties_on_paper(user: User) -> "QuerySet[Any]":
    """The open duties that a paper does, on cases whose records this user handles, soonest due first: one more than is
    read, to know whether there are more. What nobody has written yet is not among them.
    """
    held = reach(user)
    rows = (
        Duty.objects.open().filter(handles(held, "case__"), _is_written(), kind__in=OWED)
        if handles_some(held)
        else Duty.objects.none()
    )
    asked: QuerySet[Any] = held.without_walled(rows, "case__").order_by("due_at", "pk")[: MOST + 1]
    return asked


def _is_written() -> Q:
    """A filter for duties whose case has a letter of such a kind that was issued and has not gone."""
    by_kinds: dict[tuple[str, ...], list[str]] = {}
    for duty, kinds in PAPERS.items():
        by_kinds.setdefault(kinds, []).append(duty)
    # One subquery for all kinds: the page with the count of the tray is everybody's first.
    asked = ExpressionWrapper(OuterRef("kind"), output_field=CharField())
    does_one = reduce(or_, (Q(duty__in=duties, kind__in=kinds) for kinds, duties in by_kinds.items()))
    letters = _unsent().alias(duty=asked).filter(does_one, case=OuterRef("case"))
    return Q(kind__in=(Kind.COPY, Kind.SIGN)) | Q(Exists(letters))


def _unsent() -> "QuerySet[Any]":
    """Records that count now, have their PDF, and have gone to nobody outside."""
    went = Copy.objects.filter(record=OuterRef("pk"), to_user__isnull=True, disputed_at__isnull=True)
    return WrittenRecord.objects.filter(~Exists(went), state__in=CURRENT, file__isnull=False)


def _owed(user: User) -> list[Owed]:
    return _of_duties([*duties_on_paper(user)[:MOST]])


def _of_duties(duties: Sequence[Duty]) -> list[Owed]:
    if not duties:
        return []
    known = _read(duties)
    found = [*_letters(duties, known), *_signed(duties, known)]
    return sorted(found, key=lambda one: (one.due_at, one.record.pk, one.key))


# --- What is read -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Known:
    """Everything that hangs on the duties."""

    letters: list[WrittenRecord]
    suspensions: list[SiteSuspension]
    warnings: list[BehaviourWarning]
    steps: list[ConcernStep]
    attendees: list[Attendee]
    restrictions: list[Restriction]
    people: dict[int, Person]
    complaints: list[Complaint]
    records: list[WrittenRecord]
    signers: list[Signatory]
    copies: list[Copy]
    answered: set[int]


def _read(duties: Sequence[Duty]) -> _Known:
    """What hangs on these duties, in one query."""
    of_suspensions = _numbers(duties, Kind.LETTER_TO_PARENT)
    asked = {one.subject.partition("-")[2] for one in duties if one.kind == Kind.MEETING_LETTER}
    restricted = {key.restriction for key in _keys(duties)}
    told = {key.to for one in duties if one.kind in OF_NOTICES if (key := NoticeKey.read(one.subject))}
    of_complaints = {one.case_id for one in duties if one.kind in DONE_BY_LETTER}
    letters = _unsent().filter(
        case__in={one.case_id for one in duties if one.kind in PAPERS},
        kind__in={kind for one in duties if one.kind in PAPERS for kind in PAPERS[one.kind]},
    )
    whole = WrittenRecord.objects.filter(
        pk__in=_numbers(duties, Kind.COPY, Kind.SIGN), state__in=CURRENT, file__isnull=False
    )
    ids = whole.values("pk")
    found = together(
        _told_apart(letters).annotate(lines=KT("content__to")).order_by("issued_at", "pk"),
        SiteSuspension.objects.filter(pk__in=of_suspensions).with_people(),
        Variation.objects.filter(suspension__in=of_suspensions).select_related("decided_by"),
        Extension.objects.filter(suspension__in=of_suspensions).select_related("decided_by"),
        Review.objects.filter(suspension__in=of_suspensions).select_related("decided_by"),
        BehaviourWarning.objects.with_people().filter(pk__in=_numbers(duties, Kind.SEND_WARNING)),
        ConcernStep.objects.with_people().filter(pk__in=_numbers(duties, Kind.ONLINE_PAPER), person__isnull=False),
        Attendee.objects.with_people().filter(pk__in=_digits(asked), person__isnull=False),
        Restriction.objects.with_people().filter(pk__in=restricted),
        Person.objects.filter(pk__in=_digits(told)).select_related("merged_into"),
        Complaint.objects.filter(case__in=of_complaints).with_people(),
        Decision.objects.filter(complaint__case__in=of_complaints).order_by("pk"),
        PanelMember.objects.filter(complaint__case__in=of_complaints),
        _told_apart(whole),
        Signatory.objects.filter(record__in=ids).select_related("person__merged_into", "user").order_by("order"),
        Copy.objects.filter(record__in=ids).order_by("pk"),
        Signature.objects.standing().filter(signatory__record__in=ids),
    )
    written, suspensions, variations, extensions, reviews, warnings, steps, attendees, *more = found
    restrictions, people, complaints, decisions, members, records, *rest = more
    hang(complaints, "decisions", decisions)
    hang(complaints, "panel_members", members)
    for name, rows in (("variations", variations), ("extensions", extensions), ("reviews", reviews)):
        hang(suspensions, name, rows)
    signers, copies, answers = rest
    return _Known(
        written, suspensions, warnings, steps, attendees, restrictions, {person.pk: person for person in people}, complaints,
        records, signers, copies, {answer.signatory_id for answer in answers},
    )  # fmt: skip


def _told_apart(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Records with what a list says of them and what prints them, without their text."""
    return rows.select_related("case__school", "file", "sealed").defer("content")


def _numbers(duties: Iterable[Duty], *kinds: Kind) -> set[int]:
    return _digits(one.subject for one in duties if one.kind in kinds)


def _digits(texts: Iterable[str]) -> set[int]:
    return {int(text) for text in texts if text.isdecimal()}


# --- Letters ------------------------------------------------------------------------------------------------------
def _letters(duties: Sequence[Duty], known: _Known) -> Iterable[Owed]:
    """The letters that these duties ask for and that were issued, but have not gone."""
    due = {(one.kind, one.case_id, one.subject): one.due_at for one in duties if one.kind in PAPERS}
    yield from _of_suspensions(due, known)
    yield from _of_warnings(due, known)
    yield from _of_posts(due, known)
    yield from _of_meetings(due, known)
    yield from _of_restrictions(due, known)
    yield from _of_pupils(due, known)
    yield from _of_complaints(duties, known)


Due = Mapping[tuple[str, int, str], datetime]


def _of_suspensions(due: Due, known: _Known) -> Iterable[Owed]:
    """Of each suspension the letter of its newest event: an older one says what no longer holds."""
    for suspension in known.suspensions:
        at = due.get((Kind.LETTER_TO_PARENT, suspension.case_id, str(suspension.pk)))
        event = newest_event(suspension)
        wanted = (suspension.case_id, KINDS[situation(suspension, event)], subject_of(suspension, event))
        for record in known.letters:
            if at is not None and (record.case_id, record.kind, record.subject) == wanted:
                yield _to_person(record, suspension.person, at, suspension)


def _of_warnings(due: Due, known: _Known) -> Iterable[Owed]:
    for warning in known.warnings:
        at = due.get((Kind.SEND_WARNING, warning.case.pk, str(warning.pk)))
        for record in known.letters:
            if at is not None and (record.kind, record.subject) == (RecordKind.BEHAVIOUR_WARNING, str(warning.pk)):
                yield _to_person(record, warning.person, at, warning)


def _of_posts(due: Due, known: _Known) -> Iterable[Owed]:
    """Letters about what was posted online; packs go to others, and by other ways."""
    for step in known.steps:
        at = due.get((Kind.ONLINE_PAPER, step.case.pk, str(step.pk)))
        for record in known.letters:
            if at is not None and record.kind in OF_POSTS and record.subject == str(step.pk):
                assert step.person is not None, "only letters to somebody were asked for"
                yield _to_person(record, step.person, at, step)


def _of_meetings(due: Due, known: _Known) -> Iterable[Owed]:
    """Of each parent asked to a meeting the letter about it as it stands; one that says what has changed since is none."""
    for attendee in known.attendees:
        meeting, subject = attendee.meeting, f"{attendee.meeting_id}-{attendee.pk}"
        at, letter = due.get((Kind.MEETING_LETTER, meeting.case_id, subject)), letter_of(meeting)
        kind = OF_A_MEETING[letter] if letter is not None else ""
        mine = [row for row in known.letters if (row.kind, row.subject) == (kind, subject)]
        if at is None or not mine or (meeting.revision > 1 and not says_what_counts(attendee, mine[-1])):
            continue
        assert attendee.person is not None, "only known people were asked for"
        yield _to_person(mine[-1], attendee.person, at, attendee)


def _keys(duties: Iterable[Duty]) -> list[LetterKey]:
    """The letters about restrictions that these duties ask for."""
    asked = (LetterKey.read(one.subject) for one in duties if one.kind == Kind.RESTRICTION_LETTER)
    return [key for key in asked if key is not None]


def _of_restrictions(due: Due, known: _Known) -> Iterable[Owed]:
    """Of each restriction the letter that its duty asks for: an older one says what no longer holds."""
    by_pk = {one.pk: one for one in known.restrictions}
    for record in known.letters:
        key = LetterKey.read(record.subject) if record.kind in OF_RESTRICTIONS else None
        at = due.get((Kind.RESTRICTION_LETTER, record.case_id, record.subject))
        if key is not None and at is not None and (row := by_pk.get(key.restriction)):
            yield _to_person(record, row.person, at, row)


def _of_pupils(due: Due, known: _Known) -> Iterable[Owed]:
    """Letters to the family of a suspended pupil, and notices to offices."""
    by_key = {(case, NoticeKey.read(subject)): at for (kind, case, subject), at in due.items() if kind in OF_NOTICES}
    for record in known.letters:
        key = NoticeKey.read(record.subject) if record.kind in OF_PUPILS else None
        at = by_key.get((record.case_id, key))
        if key is None or at is None:
            continue
        person = known.people.get(int(key.to)) if key.to.isdecimal() else None
        if person is not None:
            yield _to_person(record, person, at, key)
        else:
            who, *address = json.loads(getattr(record, "lines", None) or "[]") or [""]
            yield Owed(Why.LETTER, record, who=str(who), due_at=at, about=key, address="\n".join(address))


def _of_complaints(duties: Sequence[Duty], known: _Known) -> Iterable[Owed]:
    """Letters to somebody who complained, about the stage that it is at, or the one that was decided last."""
    by_case = {one.case_id: one for one in known.complaints}
    for duty in duties:
        complaint = by_case.get(duty.case_id) if duty.kind in DONE_BY_LETTER else None
        if complaint is None:
            continue
        answered = [one.answers for one in complaint.decisions.all()]
        members = complaint.panel_members.all()
        for record in known.letters:
            is_mine = record.case_id == complaint.case_id and record.kind in TO_COMPLAINANTS
            is_invitation = record.subject.startswith(f"{About.INVITED.value}-")
            if is_invitation and record.issued_at is not None and names_others(record.issued_at, members):
                continue
            if is_mine and is_asked_for(record.subject, complaint, duty.kind, duty.subject, answered):
                yield _to_complainant(record, complaint, duty.due_at)


def _to_complainant(record: WrittenRecord, complaint: Complaint, due_at: datetime) -> Owed:
    if complaint.complainant is not None:
        return _to_person(record, complaint.complainant, due_at, complaint)
    return Owed(Why.LETTER, record, who=complaint.name, due_at=due_at, about=complaint, address=complaint.address)


def _to_person(record: WrittenRecord, person: Person, due_at: datetime, about: Any) -> Owed:
    return Owed(Why.LETTER, record, who=person.formal_name, due_at=due_at, about=about, person=person)


# --- Records that are signed --------------------------------------------------------------------------------------
def _signed(duties: Sequence[Duty], known: _Known) -> Iterable[Owed]:
    """Whole records that somebody who signs does not hold yet, and records that still have to be signed."""
    due = {(one.kind, one.subject): one.due_at for one in duties}
    for record in known.records:
        signers = [row for row in known.signers if row.record_id == record.pk]
        at = due.get((Kind.SIGN, str(record.pk)))
        if at is not None and (waiting := [row.name for row in signers if row.pk not in known.answered]):
            yield Owed(Why.SIGN, record, who=", ".join(waiting), due_at=at)
        at = due.get((Kind.COPY, str(record.pk)))
        if at is not None and hasattr(record, "sealed"):
            copies = [row for row in known.copies if row.record_id == record.pk]
            for row in _without(record, signers, copies):
                row.record = record
                yield Owed(Why.COPY, record, who=row.name, due_at=at, about=row, person=row.person)


def _without(record: WrittenRecord, signers: Iterable[Signatory], copies: Iterable[Copy]) -> list[Signatory]:
    """Those who sign a sealed record and do not hold the whole of it; whoever has an account finds it in the system."""
    whole = [copy for copy in copies if copy.given_at >= record.sealed.stored_at or copy.to_user_id is not None]
    return [row for row in signers if not any(is_of(copy, row) and is_held(copy) for copy in whole)]


# --- Addresses ----------------------------------------------------------------------------------------------------
def _with_addresses(found: Sequence[Owed]) -> list[Owed]:
    """The same with where each person lives, under whichever record; a confidential address is not said. One query."""
    people = {one.person.pk for one in found if one.person}
    if not people:
        return [*found]
    same = Person.objects.same_as(people)
    rows, facts = together(
        Person.objects.filter(pk__in=same), AdultFacts.objects.filter(person__in=same).exclude(address="")
    )
    into = {row.pk: row.merged_into_id for row in rows}
    by_root: dict[int, list[AdultFacts]] = {}
    for fact in facts:
        by_root.setdefault(_root(fact.person_id, into), []).append(fact)
    return [_addressed(one, by_root, into) for one in found]


def _root(person: int, into: Mapping[int, int | None]) -> int:
    """The record somebody goes on under, after merges."""
    while (next_one := into.get(person)) is not None:
        person = next_one
    return person


def _addressed(one: Owed, by_root: Mapping[int, list[AdultFacts]], into: Mapping[int, int | None]) -> Owed:
    if one.person is None:
        return one
    root = _root(one.person.pk, into)
    known = sorted(by_root.get(root, []), key=lambda fact: fact.person_id != root)
    if not known:
        return one
    # Confidential under one record it is confidential under all.
    is_secret = any(fact.is_address_confidential for fact in known)
    return replace(one, address="" if is_secret else known[0].address, is_confidential=is_secret)
