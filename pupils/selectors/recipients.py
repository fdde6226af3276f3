"""What is known around a suspension: who is told of it, what was written to them, the pupil's other suspensions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from cases.models import Duty
from kernel.together import together
from pupils.clocks import education_on, sixth_day_on
from pupils.counting import Counts
from pupils.exams import Exam, exams_of
from pupils.models import (
    BoardMeeting,
    BoardOutcome,
    DaySixEducation,
    ExamNote,
    HalfDaysElsewhere,
    OrderDecision,
    PupilSuspension,
    SuspensionReason,
    WorkSet,
)
from pupils.recipients import About, NoticeKey, Recipient, Tie, event_of, family_of, offices_of
from pupils.selectors.counts import Before
from pupils.states import OF_OUTCOME, Event
from records.models import Copy, WrittenRecord
from records.selectors.record import OF_PUPILS
from records.states import CURRENT, RecordState
from schools.calendar import local_day
from schools.models import Person, PupilFacts, Relationship
from schools.schooldays import SchoolCalendar
from schools.states import Kinship
from suspensions.selectors.standing import current, rows_of


@dataclass(frozen=True)
class Known:
    """Everything around a suspension that says who is told of what, and how: read in two queries.

    `kept` names each record that was merged by the one it goes on under (pks as texts): what was told to the old one was
    told to them. `written` are the letters and notices that count, newest first, and their drafts; `copies` how any version went.
    """

    suspension: PupilSuspension
    rows: tuple[Person, ...]
    about: About
    facts: tuple[PupilFacts, ...]
    ties: tuple[Tie, ...]
    decisions: tuple[OrderDecision, ...]
    others: tuple[PupilSuspension, ...]
    elsewhere: tuple[HalfDaysElsewhere, ...]
    reasons: tuple[SuspensionReason, ...]
    written: tuple[WrittenRecord, ...]
    copies: tuple[Copy, ...]
    duties: tuple[Duty, ...]
    education: DaySixEducation | None
    work: WorkSet | None
    exams: tuple[Exam, ...] = ()
    meetings: tuple[BoardMeeting, ...] = ()
    outcomes: tuple[BoardOutcome, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def pupil(self) -> Person:
        return self.rows[0]

    @property
    def placing(self) -> PupilFacts | None:
        """The record that says which authority looks after the child, and of its virtual school: the kept one's first."""
        return _placing(self.facts)

    @property
    def authority(self) -> str:
        """The local authority whose offices are this child's: the one that looks after them, or else the school's."""
        return self.about.placing_authority or self.suspension.school.local_authority

    @property
    def everybody(self) -> tuple[Recipient, ...]:
        """Who is told, the family first; merged records count as one person.

        A pupil who turns 18 is told in place of the parents of what happens from that day on (SI 2012/1033 reg 21): what
        was to be told before is told to the parents still.
        """
        workers = [tie.person.formal_name for tie in self.ties if tie.kind == Kinship.SOCIAL_WORKER]
        decided = {current(one.person).pk: one.is_told for one in self.decisions}
        authority, worker = self.suspension.school.local_authority, next(iter(workers), "")
        days: list[tuple[Event, date]] = [(event, self.day_of(event)) for event in Event if event != Event.TAKEN_BACK]
        # Whoever was told what does not hold is told that, whoever is told of what happens now.
        days += [(Event.TAKEN_BACK, local_day(one.noted_at)) for one in self.outcomes if not one.holds]
        family = []
        for is_adult in (self.about.is_adult, not self.about.is_adult):
            theirs = [(event, day) for event, day in days if replace(self.about, day=day).is_adult == is_adult]
            events, day = frozenset(event for event, _ in theirs), next((day for _, day in theirs), None)
            told = family_of(replace(self.about, day=day), self.ties, decided) if events else ()
            family += [replace(one, events=events) for one in told]
        return (
            *family,
            *offices_of(self.about, authority=authority, worker=worker),
        )

    def day_of(self, event: Event) -> date:
        """The local day of an event, from which on it is told; today, of one that there was not."""
        row, meeting = self.suspension, self.meeting
        at: datetime | None = timezone.now()
        if event in (Event.DECIDED, Event.DAY_SIX):
            return self.about.day
        if event == Event.CANCELLED:
            at = row.ended_at
        elif event in OF_OUTCOME:
            # What holds; else what was noted last, for whoever was told of it.
            mine = sorted((one for one in self.outcomes if event_of(one.decision) == event), key=lambda one: one.holds)
            at = mine[-1].noted_at if mine else row.ended_at if event == Event.REINSTATED else None
        elif meeting is not None:
            # Who was invited is told, too, that the meeting does not take place.
            at = meeting.arranged_at
        return local_day(at or timezone.now())

    def key_of(self, text: str) -> NoticeKey | None:
        """The notice that the subject of a duty or a record names, to the record its addressee goes on under."""
        key = NoticeKey.read(text)
        return None if key is None else replace(key, to=self.kept.get(key.to, key.to))

    @property
    def outcome(self) -> BoardOutcome | None:
        """What the board decided; not that it answered what was said, while it need not meet."""
        return self.outcome_of(Event.OUTCOME)

    def outcome_of(self, event: Event) -> BoardOutcome | None:
        """What the board decided or, of that event, answered."""
        is_answer = event == Event.CONSIDERED
        return next((one for one in self.outcomes if one.is_decision is not is_answer and one.holds), None)

    @property
    def taken_back(self) -> BoardOutcome | None:
        """What was noted of the board's decision or answer and taken back, the last of several."""
        return next((one for one in reversed(self.outcomes) if not one.holds), None)

    @property
    def meeting(self) -> BoardMeeting | None:
        """The board's meeting that is arranged or, while none is, the last one."""
        ahead = next((one for one in self.meetings if one.is_ahead), None)
        return ahead or next(reversed(self.meetings), None)

    @property
    def met(self) -> BoardMeeting | None:
        """The board's meeting that has begun, the last of several."""
        return next((one for one in reversed(self.meetings) if one.began_at is not None), None)

    @property
    def invitation(self) -> str:
        """What an invitation written now is about: a meeting that is ahead, or one that was called off; "" if neither."""
        meeting = self.meeting
        if meeting is None or meeting.began_at is not None:
            return ""
        return f"{meeting.pk}{'' if meeting.is_ahead else ' off'}"

    def counts(self, days: SchoolCalendar) -> Counts:
        """The totals of the terms and school years as a result of this suspension."""
        return Before(self.suspension.school, self.others, self.elsewhere).as_result_of(self.suspension, days)

    def day_six(self, days: SchoolCalendar) -> date | None:
        """The day of this suspension from which there is full-time education elsewhere; None if there is none.

        The day it was arranged for, or else the one from which it is owed: of a looked-after child the first; where the
        sixth day fell into the suspension before, the first as well.
        """
        if self.education is not None:
            return self.education.starts_on
        others, is_looked_after = [one.absence for one in self.others], self.about.is_looked_after
        return education_on(self.suspension.absence, others, days, is_looked_after=is_looked_after)

    def sixth_day(self, days: SchoolCalendar) -> date | None:
        """The day of this suspension that is the sixth in a row or a later one; None if it has none."""
        return sixth_day_on(self.suspension.absence, [one.absence for one in self.others], days)

    def is_at_once(self, starts_on: date, days: SchoolCalendar) -> bool:
        """Whether education from this local day is a looked-after child's that goes on at once: before any sixth day."""
        sixth = self.sixth_day(days)
        return self.about.is_looked_after and (sixth is None or starts_on < sixth)

    def has_48_hours(self, days: SchoolCalendar) -> bool:
        """Whether the law sets 48 hours for telling of the education: only of that from the sixth day (s.104)."""
        sixth, starts_on = self.sixth_day(days), self.day_six(days)
        return sixth is not None and starts_on is not None and starts_on >= sixth


def known_of(suspension: PupilSuspension) -> Known:
    """What is known around a suspension, under every record of the pupil. Two queries."""
    rows = rows_of(suspension.pupil)
    mine = {"case": suspension.case_id, "subject__startswith": f"{suspension.pk}-", "kind__in": OF_PUPILS}
    found = together(
        PupilFacts.objects.filter(person__in=rows),
        Relationship.objects.filter(pupil__in=rows).select_related("adult__merged_into").order_by("pk"),
        OrderDecision.objects.filter(suspension=suspension).select_related("person__merged_into", "decided_by"),
        PupilSuspension.objects.filter(pupil__in=rows)
        .exclude(pk=suspension.pk)
        .select_related("school")
        .order_by("first_on", "pk"),
        HalfDaysElsewhere.objects.filter(pupil__in=rows).order_by("pk"),
        SuspensionReason.objects.filter(suspension=suspension).order_by("place"),
        WrittenRecord.objects.filter(**mine, state__in=[*CURRENT, RecordState.DRAFT])
        .select_related("issued_by")
        .order_by("-number", "-version"),
        Copy.objects.filter(**{f"record__{name}": value for name, value in mine.items()})
        .select_related("record", "to_person", "given_by")
        .order_by("given_at", "pk"),
        Duty.objects.filter(case=suspension.case_id, subject__startswith=f"{suspension.pk}:").order_by(
            "opened_at", "pk"
        ),
        DaySixEducation.objects.filter(suspension=suspension).order_by("-pk")[:1],
        WorkSet.objects.filter(suspension=suspension).order_by("-pk")[:1],
        ExamNote.objects.filter(suspension=suspension).order_by("pk"),
        BoardMeeting.objects.filter(suspension=suspension).select_related("arranged_by").order_by("arranged_at", "pk"),
        BoardOutcome.objects.filter(suspension=suspension).select_related("noted_by", "taken_back_by").order_by("pk"),
    )
    found_facts, ties, decisions, others, elsewhere, reasons, written, copies, duties, education, work, *more = found
    notes, meetings, outcomes = more
    # The record that is kept speaks first, then those merged into it, nearest first.
    order = {row.pk: place for place, row in enumerate(rows)}
    facts = sorted(found_facts, key=lambda one: order[one.person_id])
    return Known(
        suspension=suspension,
        rows=tuple(rows),
        about=_about(suspension, rows[0], facts),
        facts=tuple(facts),
        ties=tuple(_tie(row) for row in ties),
        decisions=tuple(decisions),
        others=tuple(others),
        elsewhere=tuple(elsewhere),
        reasons=tuple(reasons),
        written=tuple(written),
        copies=tuple(copies),
        duties=tuple(duties),
        education=next(iter(education), None),
        work=next(iter(work), None),
        exams=exams_of(suspension, notes),
        meetings=tuple(meetings),
        outcomes=tuple(outcomes),
        kept=_kept([*rows, *(row.adult for row in ties), *(one.person for one in decisions)]),
    )


def recipients(suspension: PupilSuspension) -> tuple[Recipient, ...]:
    """Everybody who is told of a suspension, the family first. Two queries."""
    return known_of(suspension).everybody


def _about(suspension: PupilSuspension, pupil: Person, known: Sequence[PupilFacts]) -> About:
    """What is known of a pupil under any of their records."""
    placing = _placing(known)
    return About(
        pupil=pupil,
        day=local_day(suspension.decided_at),
        born_on=next((one.born_on for one in known if one.born_on), None),
        is_looked_after=any(one.is_looked_after for one in known),
        has_social_worker=any(one.has_social_worker for one in known),
        placing_authority=placing.placing_authority if placing is not None else "",
    )


def _placing(facts: Iterable[PupilFacts]) -> PupilFacts | None:
    return next((one for one in facts if one.placing_authority), None)


def _kept(people: Iterable[Person]) -> dict[str, str]:
    """Under which record each goes on, and those between."""
    found = {}
    for person in people:
        last, row = str(current(person).pk), person
        while row.merged_into is not None:
            found[str(row.pk)], row = last, row.merged_into
    return found


def _tie(row: Any) -> Tie:
    return Tie(
        person=current(row.adult),
        kind=Kinship(row.kind),
        has_parental_responsibility=row.has_parental_responsibility,
        lives_with=row.lives_with,
        has_order=bool(row.contact_order),
    )
