"""What the letter to a parent about a meeting says now, what was issued, how it went."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from cases.rules import cannot_change
from kernel import wording
from kernel.components import Link
from kernel.together import together
from meetings import letters, recording
from meetings.keys import letter_key, visit_key
from meetings.letters import TITLES, Facts, Letter
from meetings.letters.facts import KINDS
from meetings.models import Attendee, Meeting
from meetings.selectors.crumbs import crumbs_of
from meetings.selectors.people import name_of
from meetings.selectors.record import Told, facts_of, told_of
from meetings.states import AttendeeCapacity, MeetingKind, MeetingState
from pupils.selectors.letter import back_at
from records.content import Content, clean, read
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_lost
from records.sending import way_of
from records.states import CURRENT, CopyMethod, RecordKind
from schools.calendar import local_day
from schools.models import Person, Trust
from schools.selectors import calendar, trust
from schools.selectors.school_calendar import school_calendar
from suspensions.dispatch import deemed_received
from suspensions.letters import Site
from suspensions.models import PermittedVisit, SiteSuspension
from suspensions.selectors.letter import first_name, shown_address, site_of
from suspensions.selectors.reaching import (
    Around,
    Reachable,
    addressee_of,
    around_person,
    gives_away,
)
from suspensions.selectors.standing import current
from suspensions.states import Capacity

WAYS = (CopyMethod.POST, CopyMethod.HAND)
# By which way, on which local day it counts as received, whether that is too late for the meeting.
Deemed = tuple[tuple[CopyMethod, date, bool], ...]
AT_SCHOOL = (Capacity.HEAD, Capacity.ACTING_HEAD)
AS_WHAT = {
    AttendeeCapacity.CONVENER: "Leads the meeting",
    AttendeeCapacity.COMPANION: "Accompanies them; has had nothing to do with what happened",
    AttendeeCapacity.PARENT: "Invited as well",
    AttendeeCapacity.SUPPORTER: "Comes with a parent",
    AttendeeCapacity.INTERPRETER: "Interprets",
    AttendeeCapacity.OTHER: "Will be there too",
    AttendeeCapacity.MEDIATOR: "Mediates, and takes nobody’s side",
    AttendeeCapacity.PARTY: "Takes part for the school",
}
LETTERS = {
    MeetingState.ARRANGED: Letter.INVITATION,
    MeetingState.CANCELLED: Letter.CANCELLED,
    MeetingState.HELD: Letter.DRAFT,
    MeetingState.RECORDED: Letter.DRAFT,
}
BESIDE = "Accompanies them"
MEDIATIONS = {MeetingKind.MEDIATION_JOINT: "joint", MeetingKind.MEDIATION_SEPARATE: "separate"}


def letter_of(meeting: Meeting) -> Letter | None:
    """Which letter is written about a meeting as it stands; None where there is nothing to write.

    No letter carries the draft of a mediation's record: letters stand in the file.
    """
    letter = LETTERS.get(MeetingState(meeting.state))
    return None if meeting.is_mediated and letter is Letter.DRAFT else letter


def letter_now(meeting: Meeting, known: "Known") -> Letter | None:
    """The same, once it is known whether a draft of the record was sent for comment."""
    letter = letter_of(meeting)
    return None if letter is Letter.DRAFT and not known.is_sent else letter


def written_to(meeting: Meeting) -> set[str]:
    """The parents to whom an invitation to a meeting was issued, by the names of their letters."""
    rows = WrittenRecord.objects.filter(
        case=meeting.case, kind=RecordKind.MEETING_INVITATION, subject__startswith=f"{meeting.pk}-", state__in=CURRENT
    )
    return {*rows.values_list("subject", flat=True)}


def issued_to(attendee: Attendee, letter: Letter) -> "QuerySet[Any]":
    """The issued letter of a kind to somebody that counts now, as a question that is asked along with others."""
    rows = WrittenRecord.objects.filter(case=attendee.meeting.case, kind=KINDS[letter], subject=letter_key(attendee))
    return rows.filter(state__in=CURRENT).select_related("issued_by")


def copies_to(attendee: Attendee) -> "QuerySet[Any]":
    """Every copy of a letter about the meeting that went to somebody, oldest first."""
    mine = Q(record__case=attendee.meeting.case, record__subject=letter_key(attendee), to_person__isnull=False)
    rows = Copy.objects.filter(mine, record__kind__in=[*KINDS.values()])
    return rows.select_related("record", "to_person", "given_by").order_by("given_at", "pk")


# --- The page -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Went:
    """How a copy of a letter went."""

    title: str
    way: str
    went_on: date | None
    deemed_on: date | None
    by: str
    dispute: str
    is_of_now: bool
    never_came: Link | None


@dataclass(frozen=True)
class LetterPage:
    """The letter as it stands: as it was issued, or what it would say now; how it can go, how it went."""

    meeting: Meeting
    attendee: Attendee
    key: str
    title: str
    name: str
    crumbs: tuple[Link, ...]
    text: Content | None
    record: WrittenRecord
    issued: WrittenRecord | None
    is_current: bool
    copies: tuple[Went, ...]
    reachable: Reachable
    why_not: str | None
    gives_away: tuple[str, ...]
    deemed: Deemed
    is_barred: bool

    @property
    def is_late_by_post(self) -> bool:
        """Posted today it would not count as received before the meeting, and they do not have it as it stands."""
        has_it = self.is_current and any(not one.dispute and one.is_of_now for one in self.copies)
        return not has_it and any(is_late for *_, is_late in self.deemed)

    @property
    def url(self) -> str:
        return reverse("meetings:letter", args=[self.meeting.case.reference, self.key])


@dataclass(frozen=True)
class Known:
    """What is read for a letter: what surrounds the person, who comes, what was issued, what bars them and what does not."""

    here: Around
    people: list[Attendee]
    issued: WrittenRecord | None
    copies: list[Copy]
    visits: list[PermittedVisit]
    bars: list[SiteSuspension]
    told: Told | None

    @property
    def is_sent(self) -> bool:
        """The draft of the record was sent to the parties as it stands."""
        return self.told is not None and self.told.text is not None and self.told.text.shared_at is not None


def around(attendee: Attendee) -> Known:
    """Everything a letter to somebody needs, in the wording of the day on which the meeting was arranged."""
    meeting, person = attendee.meeting, attendee.person
    assert person is not None, "parents are known people"
    same, letter = Person.objects.same_as([person.pk]), letter_of(meeting) or Letter.INVITATION
    period = TimestamptzRange(meeting.starts_at, meeting.ends_at)
    bars = SiteSuspension.objects.live().at(meeting.school).filter(person__in=same, period__overlap=period)
    visits = PermittedVisit.objects.standing().filter(
        subject=visit_key(meeting), suspension__person__in=same, period__overlap=period
    )
    people, issued, copies, permitted, barred = together(
        meeting.attendees.with_people().order_by("pk"), issued_to(attendee, letter), copies_to(attendee), visits, bars
    )
    day = local_day(meeting.arranged_at)
    return Known(
        here=around_person(person, meeting.case, meeting.school, day),
        people=people,
        issued=next(iter(issued), None),
        copies=copies,
        visits=permitted,
        bars=barred,
        told=told_of(meeting) if letter is Letter.DRAFT else None,
    )


def letter_page(attendee: Attendee, typed: Mapping[str, str]) -> LetterPage:
    """The letter with what was typed of its way so far, and why it cannot be issued as it is."""
    meeting, known = attendee.meeting, around(attendee)
    letter, to = letter_now(meeting, known), known.here.known
    deemed = deemed_for(meeting)
    # As the form begins: by post where there is an address, unless that comes too late.
    by_post = None if any(is_late for *_, is_late in deemed) else CopyMethod.POST
    method = by_post if to.address else CopyMethod.HAND
    facts = letter_facts(
        attendee,
        known,
        method=way_of(typed["method"]) if "method" in typed else method,
        address=typed.get("address", to.address),
    )
    content = clean(content_of(letter, facts)) if letter is not None else None
    is_current = content is not None and is_said(known.issued, content)
    shown = known.issued.content if known.issued is not None and (is_current or content is None) else content
    title = TITLES[letter or Letter.INVITATION]
    return LetterPage(
        meeting=meeting,
        attendee=attendee,
        key=letter_key(attendee),
        title=title,
        name=name_of(attendee),
        crumbs=crumbs_of(meeting),
        text=read(shown) if shown is not None else None,
        record=WrittenRecord(case=meeting.case, title=title),
        issued=known.issued,
        is_current=is_current,
        copies=tuple(_went(copy, attendee, known.issued) for copy in known.copies),
        reachable=to,
        why_not=cannot_change(meeting.case) or cannot_issue(letter, known.issued, is_current=is_current),
        gives_away=gives_away(known.here.kept, facts.typed, to),
        deemed=deemed,
        is_barred=facts.is_barred and facts.may_come_from is None and meeting.is_arranged,
    )


def deemed_for(meeting: Meeting) -> Deemed:
    """When a letter that goes today counts as received, by each way, and whether that is too late for the meeting."""
    today, days, is_to_come = local_day(timezone.now()), calendar(), meeting.starts_at > timezone.now()
    is_about_day = is_to_come and letter_of(meeting) in (Letter.INVITATION, Letter.CANCELLED)
    meets_on = local_day(meeting.starts_at)
    found = [(way, deemed_received(way, today, days)) for way in WAYS]
    return tuple((way, day, is_about_day and way == CopyMethod.POST and day >= meets_on) for way, day in found)


def _went(copy: Copy, attendee: Attendee, issued: WrittenRecord | None) -> Went:
    title = f"{copy.record.title}, version {copy.record.version}"
    is_lost = cannot_be_lost(copy, local_day(timezone.now())) is not None
    url = reverse("meetings:letter_lost", args=[attendee.meeting.case.reference, letter_key(attendee), copy.pk])
    about = f"{copy.record}, {copy.get_method_display().lower()}, copy {copy.pk}"
    link = None if is_lost else Link("It never came", url, about=about)
    return Went(
        title=title,
        way=copy.get_method_display(),
        went_on=copy.handed_on,
        deemed_on=copy.deemed_on,
        by=copy.given_by.name,
        dispute=copy.dispute,
        is_of_now=issued is not None and copy.record_id == issued.pk,
        never_came=link,
    )


# --- A letter that never came -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Again:
    """What is due where a letter never came: the letter as it was issued, or a new one because the meeting changed."""

    record: WrittenRecord | None
    goes_again: bool


def due_again(attendee: Attendee, lost: Copy, known: "Known | None" = None) -> Again | None:
    """What is written again; None where nobody waits for it: another copy came, or it is another letter's turn.

    `known`: what is known `around` the attendee, where it has been gathered.
    """
    known = known or around(attendee)
    letter = letter_now(attendee.meeting, known)
    if letter is None or lost.record.kind != KINDS[letter]:
        return None
    if letter is Letter.INVITATION and attendee.meeting.starts_at <= timezone.now():
        return None
    is_current = known.issued is not None and _is_current(attendee, known, letter, known.issued)
    came = [one for one in known.copies if one.pk != lost.pk and one.disputed_at is None]
    if is_current and any(one.record_id == known.issued.pk for one in came if known.issued is not None):
        return None
    return Again(known.issued, is_current)


def says_what_counts(attendee: Attendee, record: WrittenRecord) -> bool:
    """Whether an issued letter says what a letter to this parent would say now."""
    known = around(attendee)
    letter = letter_now(attendee.meeting, known)
    return letter is not None and record.kind == KINDS[letter] and _is_current(attendee, known, letter, record)


def _is_current(attendee: Attendee, known: "Known", letter: Letter, record: WrittenRecord) -> bool:
    return is_said(record, clean(content_of(letter, letter_facts(attendee, known, method=None))))


@dataclass(frozen=True)
class LostPage:
    """A copy of a letter that is said never to have come, and what follows."""

    meeting: Meeting
    attendee: Attendee
    name: str
    crumbs: tuple[Link, ...]
    copy: Copy
    again: Again | None
    reason: str | None
    reachable: Reachable
    deemed: Deemed

    @property
    def back(self) -> str:
        return reverse("meetings:letter", args=[self.meeting.case.reference, letter_key(self.attendee)])

    @property
    def goes_again(self) -> bool:
        """It goes as it was issued."""
        return self.again is not None and self.again.goes_again


def lost_page(attendee: Attendee, copy_pk: int) -> LostPage | None:
    """The page about a copy that never came; None where the parent got no such copy."""
    if attendee.person is None:
        return None
    known, meeting = around(attendee), attendee.meeting
    copy = next((one for one in known.copies if one.pk == copy_pk), None)
    if copy is None:
        return None
    return LostPage(
        meeting=meeting,
        attendee=attendee,
        name=name_of(attendee),
        crumbs=crumbs_of(meeting),
        copy=copy,
        again=due_again(attendee, copy, known),
        reason=cannot_change(meeting.case) or cannot_be_lost(copy, local_day(timezone.now())),
        reachable=known.here.known,
        deemed=deemed_for(meeting),
    )


def cannot_issue(letter: Letter | None, issued: WrittenRecord | None, *, is_current: bool) -> str | None:
    """Say why no letter about the meeting can be issued."""
    if letter is None:
        return "There is nothing to write about this meeting now."
    return "This letter is issued as it stands." if issued is not None and is_current else None


# --- What it says -------------------------------------------------------------------------------------------------
def content_of(letter: Letter, facts: Facts) -> dict[str, Any]:
    """The content of a letter from its facts."""
    if letter is Letter.DRAFT:
        return letters.compose_draft(facts)
    return letters.compose_cancelled(facts) if letter is Letter.CANCELLED else letters.compose_invitation(facts)


def is_said(issued: WrittenRecord | None, content: Mapping[str, Any]) -> bool:
    """Whether the issued letter tells the person what it would tell them now."""
    return issued is not None and letters.says_the_same(issued.content, content)


def letter_facts(attendee: Attendee, known: Known, *, method: CopyMethod | None, address: str = "") -> Facts:
    """Gather what the letter says today. Its address stands in it when it goes by post and is not confidential."""
    meeting, whole = attendee.meeting, trust()
    assert attendee.person is not None, "parents are known people"
    visit = next(iter(known.visits), None)
    return Facts(
        book=known.here.book,
        reference=meeting.case.reference,
        addressee=addressee_of(attendee.person),
        address=shown_address(known.here.known, method, address),
        school=site_of(meeting.school, whole),
        trust=Site(whole.name, whole.address, whole.phone, whole.email),
        is_interview=meeting.is_interview,
        mediation=MEDIATIONS.get(MeetingKind(meeting.kind), ""),
        child=_child(meeting),
        back=_back(meeting),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        is_remote=meeting.is_remote,
        how_to_join=meeting.how_to_join,
        about=meeting.about,
        people=tuple(_who(one, meeting) for one in known.people if one.pk != attendee.pk),
        convener=_convener(meeting),
        mediator=next((name_of(one) for one in known.people if one.capacity == AttendeeCapacity.MEDIATOR), ""),
        sign_off=_sign_off(meeting, known.people, whole),
        is_changed=known.issued is not None,
        may_come_from=visit.period.lower if visit is not None and not meeting.is_remote else None,
        is_barred=bool(known.bars) and not meeting.is_remote,
        record=tuple(recording.sections(facts_of(known.told, is_draft=True))) if known.told is not None else (),
        today=local_day(timezone.now()),
    )


def _who(one: Attendee, meeting: Meeting) -> tuple[str, str]:
    """Somebody who comes, and as what; a companion who is not uninvolved is not called so."""
    capacity = AttendeeCapacity(one.capacity)
    what = AS_WHAT[capacity]
    if capacity == AttendeeCapacity.COMPANION and (meeting.no_companion_why or not meeting.is_interview):
        what = BESIDE
    title = f", {one.user.job_title}" if one.user is not None and one.user.job_title else ""
    return f"{name_of(one)}{title}", what


def _capacity(meeting: Meeting) -> str:
    return str(Capacity(meeting.capacity).label) if meeting.capacity else meeting.convener.job_title


def _convener(meeting: Meeting) -> str:
    """ "Dana Whitlock, CEO," within a sentence."""
    capacity = _capacity(meeting)
    capacity = capacity if capacity.isupper() else capacity[:1].lower() + capacity[1:]
    return f"{meeting.convener.name}, {capacity}," if capacity else meeting.convener.name


def _sign_off(meeting: Meeting, people: Iterable[Attendee], whole: Trust) -> tuple[str, ...]:
    leads = [name_of(one) for one in people if one.capacity == AttendeeCapacity.MEDIATOR]
    if leads:
        return (*leads, "Mediator", whole.name)
    is_at_school = not meeting.capacity or meeting.capacity in AT_SCHOOL
    of = meeting.case.school.name if is_at_school else whole.name
    return tuple(line for line in (meeting.convener.name, _capacity(meeting), of) if line)


def _child(meeting: Meeting) -> str:
    """What the pupil is called who comes back; "" where the meeting is about something else."""
    pupil = current(meeting.back_after.pupil) if meeting.back_after is not None else None
    return first_name(pupil) if pupil is not None else ""


def _back(meeting: Meeting) -> str:
    """When they are back, in full, by the school's days as they are now."""
    suspension = meeting.back_after
    if suspension is None:
        return ""
    return wording.in_full(back_at(suspension, school_calendar(suspension.school)))
