"""What a letter or notice about a suspended pupil says now, gathered from what is known; where its pages are."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from kernel import wording
from pupils.ages import is_compulsory_age
from pupils.board import was_over_by
from pupils.clocks import day_six_notice_by, public_place_days, return_on
from pupils.codeset import BY_CODE
from pupils.counting import Counts, band_of, length_of
from pupils.letters import Board, Facts, Period, Pupil, Situation, compose, compose_notice, says_the_same
from pupils.models import PupilSuspension
from pupils.recipients import OF_AUTHORITY, NoticeKey, Recipient, event_of, told_of
from pupils.selectors.invited import still_expected
from pupils.selectors.owed import is_of_now, largest_term, law_by
from pupils.selectors.reaching import Reached, reached
from pupils.selectors.recipients import Known, known_of
from pupils.selectors.taken_back import Wrong, told_wrongly
from pupils.states import OF_BOARD, OF_OUTCOME, BoardDecision, Capacity, Event, PupilSuspensionState
from pupils.telling import cannot_be_answered, cannot_be_found, cannot_tell
from records.content import clean
from records.models import WrittenRecord
from records.states import CURRENT, CopyMethod, RecordKind, RecordState
from schools.calendar import local_day
from schools.models import School, Trust
from schools.schooldays import Half, SchoolCalendar
from schools.selectors import trust
from schools.selectors.school_calendar import school_calendar
from suspensions.letters import Signed, Site
from suspensions.letters.facts import lines_of
from suspensions.selectors.letter import first_name, shown_address, site_of

KINDS = {
    Event.DECIDED: RecordKind.PUPIL_SUSPENDED,
    Event.DAY_SIX: RecordKind.PUPIL_DAY_SIX,
    Event.CANCELLED: RecordKind.PUPIL_CANCELLED,
    Event.REINSTATED: RecordKind.PUPIL_REINSTATED,
    Event.INVITED: RecordKind.PUPIL_INVITED,
    Event.OUTCOME: RecordKind.PUPIL_OUTCOME,
    Event.CONSIDERED: RecordKind.PUPIL_OUTCOME,
    Event.TAKEN_BACK: RecordKind.PUPIL_OUTCOME,
}
HALVES = {"am": Half.MORNING, "pm": Half.AFTERNOON}
ENDED = (Event.CANCELLED, Event.REINSTATED)
# What the board decided is told with its reasons as its clerk noted them, whoever sends it.
AS_NOTED = (*OF_OUTCOME, Event.TAKEN_BACK)
CLERK = "the clerk to the board"
SIGNS_AS = "Clerk to the board"


def kind_of(event: Event, to: Recipient) -> RecordKind:
    """As which record somebody is told of an event."""
    if to.is_family:
        return KINDS[event]
    return RecordKind.PUPIL_BOARD_NOTICE if event in OF_BOARD else RecordKind.PUPIL_NOTICE


@dataclass(frozen=True)
class Typed:
    """What the writer typed: the reason in plain words, how work reaches the pupil, where they are taught.

    No reason of theirs stands in a paper that gives the board's as they were noted.
    """

    reason: str
    work: str = ""
    day_six: str = ""


@dataclass(frozen=True)
class Subject:
    """A notice in the making: of which suspension, to whom, of what; how they are reached; the school's days."""

    known: Known
    key: NoticeKey
    to: Recipient
    reached: Reached
    whole: Trust
    days: SchoolCalendar

    @property
    def suspension(self) -> PupilSuspension:
        return self.known.suspension

    @property
    def kind(self) -> RecordKind:
        return kind_of(self.key.event, self.to)

    @property
    def situation(self) -> Situation:
        """Of what the paper tells, as things stand."""
        row, outcome, meeting = self.suspension, self.known.outcome, self.known.meeting
        return Situation.of(
            self.key.event,
            is_lunchtime=row.is_lunchtime,
            is_further=row.follows_id is not None,
            is_called_off=meeting is not None and meeting.called_off_at is not None,
            is_right=outcome is None or outcome.decision != BoardDecision.NOT_RIGHT,
        )

    @property
    def is_as_noted(self) -> bool:
        """Whether the paper gives the board's reasons as they were noted: nobody words them anew."""
        return self.key.event in AS_NOTED

    @property
    def asks_reason(self) -> bool:
        """Whether the paper gives a reason that its sender writes: an invitation gives none, nor does one to the sixth day."""
        return not self.is_as_noted and self.situation not in (Situation.DAY_SIX, Situation.INVITED)

    @property
    def is_compulsory(self) -> bool:
        """Of compulsory school age on the first day, or of an age nobody knows."""
        return is_compulsory_age(self.known.about.born_on, self.suspension.first_on) is not False

    @property
    def day_six_on(self) -> date | None:
        return self.known.day_six(self.days) if self.is_compulsory else None

    @property
    def issued(self) -> WrittenRecord | None:
        """The letter of this notice that counts now."""
        return self._of(CURRENT)

    @property
    def draft(self) -> WrittenRecord | None:
        return self._of((RecordState.DRAFT,))

    def _of(self, states: tuple[RecordState, ...]) -> WrittenRecord | None:
        mine = [one for one in self.known.written if one.kind == self.kind and one.state in states]
        return next((one for one in mine if self.known.key_of(one.subject) == self.key), None)

    @property
    def why_not(self) -> str | None:
        """Why nothing is issued about this event to this recipient."""
        outcome = self.known.outcome_of(self.key.event)
        reason = cannot_tell(
            self.suspension,
            self.key.event,
            self.to,
            has_day_six=self.day_six_on is not None,
            decided=event_of(outcome.decision) if outcome is not None else None,
            has_meeting=bool(self.known.invitation),
            was_told_wrongly=self.key.event == Event.TAKEN_BACK and bool(told_wrongly(self.known, self.key.to)),
        )
        return reason or self.why_no_answer or self.why_not_found

    @property
    def why_not_found(self) -> str | None:
        """Why it is not known to whom a notice goes."""
        return cannot_be_found(self.to, lacks_authority=self.known.about.lacks_authority)

    @property
    def why_no_answer(self) -> str | None:
        """Why a letter on the decision, or to the board's meeting, could not say where the family writes to the board."""
        if self.key.event not in (Event.DECIDED, Event.INVITED) or not self.to.is_family:
            return None
        clerk = clerk_of(self.whole)
        return cannot_be_answered(clerk.address, clerk.email)

    @property
    def law_by(self) -> datetime | None:
        """By when (aware) the law wants the family to have it in hand."""
        return law_by(self.known, self.key.event) if self.to.is_family else None


def subject_of(suspension: PupilSuspension, key: NoticeKey, known: Known | None = None) -> Subject | None:
    """The notice that a key names; None where nobody of that key is told of this event. `known`, if it was read before."""
    known = known or known_of(suspension)
    key = known.key_of(str(key)) or key
    to = next((one for one in told_of(key.event, known.everybody) if one.key == key.to), None)
    if to is None or key.suspension != suspension.pk:
        return None
    whole = trust()
    return Subject(known, key, to, reached(known, to, whole), whole, school_calendar(suspension.school))


# --- What it says -------------------------------------------------------------------------------------------------
def words_to_begin(subject: Subject) -> Typed:
    """What the writer begins with: as this letter, or the last one of this event, says it; else as it was decided."""
    known = subject.known
    for row in [subject.issued, *_alike(subject)]:
        if row is not None and is_of_now(known, row) and (source := row.content.get("source")):
            return Typed(source.get("reason", ""), source.get("work", ""), source.get("day_six", ""))
    default = _reason_of(subject)
    work = known.work.how if known.work is not None else _last(subject, "work")
    return Typed(default, work, arranged(known) or _last(subject, "day_six"))


def _reason_of(subject: Subject) -> str:
    """The reason as it was given where it was decided: the headteacher's, the board's, that of calling a meeting off."""
    event, known = subject.key.event, subject.known
    if event in ENDED:
        return subject.suspension.end_reason
    if event in (Event.OUTCOME, Event.CONSIDERED):
        noted = known.outcome_of(event)
        return noted.reasons if noted is not None else ""
    if event == Event.TAKEN_BACK:
        return "\n\n".join(dict.fromkeys(one.taken_back_why for one in wrong_of(subject).outcomes))
    if event == Event.INVITED:
        # Of several that were called off, the one they know of.
        meeting = still_expected(known, subject.key.to) or known.meeting
        return meeting.called_off_why if meeting is not None else ""
    return "" if event == Event.DAY_SIX else subject.suspension.conduct


def arranged(known: Known) -> str:
    """The education that was arranged, as a letter tells it: with whom, where, from when, whom to ask for."""
    row = known.education
    if row is None or not row.is_arranged or row.starts_on is None:
        return ""
    where = ", ".join(lines_of(row.address))
    said = [f"{row.provider}, {where}", f"From {wording.full_day(row.starts_on)}, {row.times}"]
    return "\n".join([*said, f"Ask for {row.report_to}"])


def _alike(subject: Subject) -> list[WrittenRecord]:
    """The issued papers of the same kind about the same event: what one parent reads, the other reads."""
    end = subject.key.slug.partition("-")[2].partition("-")[2]
    rows = [one for one in subject.known.written if one.kind == subject.kind and one.state in CURRENT]
    return [one for one in rows if one.subject.endswith(f"-{end}")]


def _last(subject: Subject, name: str) -> str:
    """What was said last in any letter about this suspension."""
    said = (one.content.get("source", {}).get(name, "") for one in subject.known.written)
    return next((text for text in said if text), "")


def content_of(
    subject: Subject, typed: Typed, *, method: CopyMethod | None, address: str, at: datetime | None = None
) -> tuple[Facts, dict[str, Any]]:
    """The facts and the content of the paper as it stands today."""
    facts = facts_of(subject, typed, method=method, address=address, at=at)
    return facts, clean(compose_notice(facts) if facts.is_office else compose(facts))


def is_said(subject: Subject, issued: WrittenRecord, typed: Typed) -> bool:
    """Whether a letter that was issued says what it would say with these words, whenever it was written."""
    facts, content = content_of(subject, typed, method=None, address="", at=issued.issued_at)
    # To another office it is another notice: whose virtual school head is told follows the facts of the child.
    is_to_them = not facts.is_office or issued.content["to"][: len(facts.addressee)] == [*facts.addressee]
    return is_to_them and says_the_same(issued.content, content)


def facts_of(
    subject: Subject, typed: Typed, *, method: CopyMethod | None, address: str, at: datetime | None = None
) -> Facts:
    """Gather what the paper says. Its address stands in it when it goes by post and is not confidential.

    `at` (aware): as if it were written then, to compare it with what was.
    """
    row, known, here = subject.suspension, subject.known, subject.reached
    sixth, counts = subject.day_six_on, known.counts(subject.days)
    term, in_term = largest_term(row, counts, subject.days)
    wrong = wrong_of(subject)
    return Facts(
        kind=subject.to.kind,
        situation=subject.situation,
        book=here.book,
        reference=row.case.reference,
        addressee=here.lines,
        salutation=here.salutation,
        address=shown_address(here.known, method, address),
        pupil=_pupil(known),
        period=_period(row, subject.days, counts, term.name, in_term),
        school=site_of(row.school, subject.whole),
        dfe_number=row.school.dfe_number,
        trust=Site(subject.whole.name, subject.whole.address, subject.whole.phone, subject.whole.email),
        clerk=clerk_of(subject.whole),
        authority=row.school.local_authority,
        decided=Signed(row.decided_by.name, str(Capacity(row.capacity).label), row.school.name, row.decided_at),
        ended=_ended(row, row.school),
        band=band_of(in_term),
        reasons=tuple((one.code, BY_CODE[one.code].words) for one in known.reasons),
        reason=_reason_of(subject) if subject.is_as_noted else typed.reason,
        work=typed.work,
        day_six=typed.day_six,
        today=local_day(timezone.now()),
        exams=known.exams,
        is_compulsory=subject.is_compulsory,
        public_days=tuple(
            public_place_days(
                row.absence, subject.days, taught_from(subject, typed), decided_at=row.left_at or row.decided_at
            )
        ),
        day_six_on=sixth,
        owed_on=replace(known, education=None).day_six(subject.days) or sixth,
        is_told_ahead=_is_told_ahead(subject, at or timezone.now()),
        further_reason=row.further_reason,
        further_basis=row.further_basis,
        board=_board(subject),
        judged_on=_judged_on(known, at),
        complaints_url=subject.whole.complaints_url,
        about_meeting=known.invitation if subject.key.event == Event.INVITED else "",
        office_of=known.authority if subject.to.kind in OF_AUTHORITY else "",
        about_outcome=_about_outcome(subject),
        told_wrongly_on=wrong.days,
        corrects=wrong.keys,
    )


def _about_outcome(subject: Subject) -> str:
    """Which outcome of the board a paper tells; "" for any other paper."""
    noted = subject.known.outcome_of(subject.key.event) if subject.key.event in OF_OUTCOME else None
    return str(noted.pk) if noted is not None else ""


def wrong_of(subject: Subject) -> Wrong:
    """What its reader was told that the board had not decided, where this paper puts that right.

    Of a paper that was issued and stands: as it was before that went.
    """
    known, event, issued = subject.known, subject.key.event, subject.issued
    if event not in AS_NOTED:
        return Wrong()
    return told_wrongly(known, subject.key.to, before=issued if issued and is_of_now(known, issued) else None)


def _judged_on(known: Known, at: datetime | None) -> date | None:
    """The local day on which the board had decided, where it had by a moment (aware); now, if none is given."""
    outcome = known.outcome
    return outcome.decided_on if outcome is not None and (at is None or outcome.noted_at <= at) else None


def _board(subject: Subject) -> Board | None:
    """What a letter says of the board's meeting, and of its decision; its clerk signs for it."""
    known, name = subject.known, subject.whole.name
    meeting, outcome, met = known.meeting, known.outcome_of(subject.key.event), known.met
    met_on = local_day(met.began_at) if met is not None and met.began_at is not None else None
    if subject.key.event == Event.TAKEN_BACK:
        return _taken_back(subject)
    if outcome is not None:
        signed = Signed(outcome.noted_by.name, SIGNS_AS, name, outcome.noted_at)
        over = was_over_by(known.suspension, outcome.decided_on)
        return Board(signed, met_on=met_on, decided_on=outcome.decided_on, is_over=over)
    if meeting is None or not (meeting.is_ahead or subject.key.event == Event.INVITED):
        return None
    signed = Signed(meeting.arranged_by.name, SIGNS_AS, name, meeting.arranged_at)
    if meeting.called_off_at is not None:
        # Of several that were called off, the one they know of.
        meeting = still_expected(known, subject.key.to) or meeting
    return Board(signed, meets_at=meeting.meets_at, place=meeting.place, is_remote=meeting.is_remote, met_on=met_on)


def _taken_back(subject: Subject) -> Board | None:
    """What a letter says of what was taken back; whoever took the last of it back signs for the board."""
    row = next(reversed(wrong_of(subject).outcomes), None)
    if row is None or row.taken_back_by is None or row.taken_back_at is None:
        return None
    signed = Signed(row.taken_back_by.name, SIGNS_AS, subject.whole.name, row.taken_back_at)
    return Board(signed, decided_on=row.decided_on, is_over=was_over_by(subject.suspension, local_day(timezone.now())))


def taught_from(subject: Subject, typed: Typed) -> date | None:
    """The day on which full-time education really starts: arranged, told in the letter, or the sixth day in a row.

    What is owed to a looked-after child from the first day starts nothing until it is arranged.
    """
    if not subject.known.about.is_looked_after or arranged(subject.known) or typed.day_six.strip():
        return subject.day_six_on
    return subject.known.sixth_day(subject.days)


def _is_told_ahead(subject: Subject, at: datetime) -> bool:
    """Whether at that moment (aware) the details of education from the sixth day can follow 48 hours before it."""
    sixth = subject.day_six_on
    if sixth is None or not subject.known.has_48_hours(subject.days):
        return False
    return at < day_six_notice_by(sixth, subject.days)


def clerk_of(whole: Trust) -> Site:
    """Where the board is written to: the clerk's own address, or else the trust's."""
    return Site(CLERK, whole.clerk_address or whole.address, email=whole.clerk_email or whole.email)


def _pupil(known: Known) -> Pupil:
    facts = known.facts
    return Pupil(
        full_name=known.pupil.formal_name,
        called=first_name(known.pupil),
        born_on=known.about.born_on,
        upn=next((one.upn for one in facts if one.upn), ""),
        year_group=next((one.year_group for one in facts if one.year_group), ""),
        is_looked_after=known.about.is_looked_after,
        has_social_worker=known.about.has_social_worker,
        has_ehcp=any(one.has_ehcp for one in facts),
        has_sen=any(one.has_sen for one in facts),
    )


def _period(row: PupilSuspension, days: SchoolCalendar, counts: Counts, term: str, in_term: int) -> Period:
    times = days.sessions_on(row.first_on)
    return Period(
        first_on=row.first_on,
        first_half=HALVES[row.first_half],
        last_on=row.last_on,
        last_half=HALVES[row.last_half],
        # As the calendar has its days now, as every total.
        half_days=length_of(replace(row.absence, served_before=None), days) or row.half_days,
        term_total=in_term,
        year_total=counts.most_in_a_year or row.year_total,
        term=term,
        is_lunchtime=row.is_lunchtime,
        back_at=back_at(row, days),
        left_at=row.left_at,
        lunch=(times.morning[1], times.afternoon[0]) if row.is_lunchtime and times.afternoon else None,
        served=0 if row.is_standing else length_of(row.absence, days),
    )


def back_at(row: PupilSuspension, days: SchoolCalendar) -> datetime:
    """When the pupil comes back (aware): as the session opens; after a lunchtime suspension, as lunch begins."""
    if row.is_lunchtime and row.is_standing:
        following, _ = days.estimate(row.last_on, 1)
        return days.session_closes(following, Half.MORNING)
    day, half = return_on(row.absence, days)
    if half == Half.AFTERNOON and days.sessions_on(day).afternoon is None:
        half = Half.MORNING
    return days.session_opens(day, half)


def _ended(row: PupilSuspension, school: School) -> Signed | None:
    if row.state == PupilSuspensionState.DECIDED or row.ended_by is None or row.ended_at is None:
        return None
    return Signed(row.ended_by.name, row.ended_by.job_title, school.name, row.ended_at)
