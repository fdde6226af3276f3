"""What is shown before a pupil is suspended: how long it is, what it adds up to, and what that would trigger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from kernel import wording
from kernel.components import Row
from pupils import rules
from pupils import wording as words
from pupils.ages import is_compulsory_age
from pupils.clocks import arrange_by
from pupils.codeset import BY_CODE
from pupils.counting import DAY_SIX, Absence, Band, Counts, consecutive_days, days_of, length_of
from pupils.models import PupilSuspension
from pupils.selectors.counts import Before, record_of, totals_of, year_name
from pupils.states import PupilSuspensionState
from schools.models import Person, PupilFacts, School
from schools.schooldays import Half, NoTerm, SchoolCalendar
from schools.selectors.school_calendar import school_calendar

NO_AUTHORITY = (
    "It is not known which local authority looks after the pupil. Its virtual school head must be told, and no other. You can "
    "decide all the same, and enter the authority then."
)


@dataclass(frozen=True)
class Care:
    """What is known of a pupil, under any of their records, that a suspension must heed."""

    is_looked_after: bool = False
    authority: str = ""
    born_on: date | None = None


NOT_IN_CARE = Care()


@dataclass(frozen=True)
class Plan:
    """A suspension that is thought of: its half-days, the totals with it, what follows, or why it cannot be."""

    absence: Absence
    half_days: int
    counts: Counts
    rows: tuple[Row, ...]
    warnings: tuple[str, ...]
    reason: str | None
    lacks_authority: bool = False

    @property
    def band(self) -> Band:
        return self.counts.band


def plan_of(
    absence: Absence,
    school: School,
    before: Before,
    now: datetime,
    *,
    missed_exam: str = "",
    is_further: bool = False,
    care: Care = NOT_IN_CARE,
) -> Plan:
    """Count a suspension that is thought of, with what counts before it, at the moment (aware) it is decided.

    The limit of the year takes in those decided after it as well, where it is entered late.
    """
    calendar = school_calendar(school)
    why_not = (
        rules.cannot_begin(absence, now, calendar, school.name)
        or rules.cannot_end(absence, calendar, school.name)
        or rules.cannot_overlap(absence, before.standing)
    )
    if why_not:
        return Plan(absence, 0, Counts(), (), (), why_not)
    half_days, counts = length_of(absence, calendar), before.until(now).counts(absence, calendar)
    year = before.counts(absence, calendar).most_in_a_year
    reason = rules.cannot_last(half_days, year, year - half_days)
    return Plan(
        absence=absence,
        half_days=half_days,
        counts=counts,
        rows=_rows(absence, half_days, counts, calendar, missed_exam),
        warnings=_warnings(absence, before, calendar, care, now, is_further=is_further),
        reason=reason,
        lacks_authority=care.is_looked_after and not care.authority,
    )


def planned_for(person: Person, school: School, absence: Absence, now: datetime, **more: Any) -> Plan:
    """The same, asking for what counts before it, and what is known of the pupil."""
    return plan_of(absence, school, record_of(person, school), now, care=_care_of(person), **more)


def _care_of(person: Person) -> Care:
    """One query."""
    rows = [*PupilFacts.objects.filter(person__in=Person.objects.same_as([person.pk])).order_by("pk")]
    return Care(
        is_looked_after=any(row.is_looked_after for row in rows),
        authority=next((row.placing_authority for row in rows if row.placing_authority), ""),
        born_on=next((row.born_on for row in rows if row.born_on), None),
    )


def _rows(
    absence: Absence, half_days: int, counts: Counts, calendar: SchoolCalendar, missed_exam: str
) -> tuple[Row, ...]:
    terms, years = totals_of(counts)
    rows = [
        Row("This suspension", f"{words.in_days(half_days)}: {words.in_half_days(half_days)}, {words.period(absence)}")
    ]
    rows += [Row("Back in school", words.half_of(*back)) for back in [back_after(absence, calendar)] if back]
    rows += [
        Row(f"With it, in the {term.name}", [f"{words.in_days(total)}, {words.in_half_days(total)}"])
        for term, total in terms
    ]
    rows += [
        Row(f"With it, in the school year {year_name(year)}", [f"{words.in_days(total)}.", words.left_of_year(total)])
        for year, total in years
    ]
    follows = words.WHAT_FOLLOWS[counts.band]
    if missed_exam and counts.band < Band.OVER_FIFTEEN:
        follows = (
            "An examination or national test is missed. The board must be told without delay, and must meet within 15 "
            "school days, before the examination if it can."
        )
    rows.append(Row("What it triggers", follows))
    most = counts.most_in_a_term
    rows.append(Row("One half-day more", [text for text in (words.next_half_day(most), words.room_left(most)) if text]))
    return tuple(rows)


def _warnings(
    absence: Absence, before: Before, calendar: SchoolCalendar, care: Care, now: datetime, *, is_further: bool
) -> tuple[str, ...]:
    found = [rules.warns_of_lunchtimes(absence, calendar)]
    run = consecutive_days(absence, before.absences, calendar)
    if care.is_looked_after and not absence.is_lunchtime:
        found.append(_from_day_one(absence, run, calendar, care, now))
    elif len(run) >= DAY_SIX:
        found.append(
            f"The pupil misses {len(run)} school days on end. From the sixth, {wording.full_day(run[DAY_SIX - 1])}, the trust "
            "must arrange suitable full-time education for a pupil of compulsory school age."
        )
    if not is_further and any(_comes_right_after(absence, row, calendar) for row in before.standing):
        found.append(
            "It begins right after another suspension. That is lawful for new conduct only. For the same conduct, open the "
            "earlier suspension and choose “Further suspension”."
        )
    return tuple(text for text in found if text)


def _from_day_one(
    absence: Absence, run: Sequence[date], calendar: SchoolCalendar, care: Care, now: datetime
) -> str | None:
    """What a looked-after child is owed from the first day: their education goes on."""
    first = min(days_of([absence], calendar), default=None)
    if first is None or is_compulsory_age(care.born_on, first) is False:
        return None
    is_in_row = len(run) >= DAY_SIX and run[DAY_SIX - 1] <= first
    due_at = arrange_by(first, calendar, has_48_hours=is_in_row)
    when = f"by {wording.in_full(due_at)}" if due_at > now else "at once"
    return (
        f"The pupil is looked after: education goes on from the first day, {wording.full_day(first)}. The trust must arrange "
        f"it, suitable and full-time, {when}."
    )


def _comes_right_after(absence: Absence, row: PupilSuspension, calendar: SchoolCalendar) -> bool:
    return back_after(row.absence, calendar) == (absence.first_on, absence.first_half)


def back_after(absence: Absence, calendar: SchoolCalendar) -> tuple[date, Half] | None:
    """The first half-day on which the pupil is back after it; None past the last term that is known."""
    day = absence.last_on
    if absence.is_lunchtime:
        return None
    if absence.last_half == Half.MORNING and calendar.half_days_on(day) > 1:
        return day, Half.AFTERNOON
    try:
        return calendar.next_school_day(day), Half.MORNING
    except NoTerm:
        return None


def followable(person: Person, user: User) -> "QuerySet[Any]":
    """The suspensions of a pupil that stand, which a further one may follow, in the files of this user."""
    same = Person.objects.same_as([person.pk])
    rows = PupilSuspension.objects.visible_to(user).with_people()
    return rows.filter(pupil__in=same, state=PupilSuspensionState.DECIDED)


def follower_of(suspension: PupilSuspension) -> PupilSuspension | None:
    """The further suspension that follows this one and stands."""
    return PupilSuspension.objects.standing().select_related("case").filter(follows=suspension).first()


def answers(said: Mapping[str, Any], urls: Mapping[str, str]) -> tuple[tuple[str, str, tuple[Row, ...]], ...]:
    """What was answered, page by page, for checking: title, address of the page, rows."""
    exam, exam_on = said.get("missed_exam"), said.get("missed_exam_on")
    missed = f"{exam}, {wording.full_day(exam_on)}" if exam and exam_on else "None"
    reasons = [BY_CODE[code].words for code in said.get("reasons", ())]
    return (
        (
            "What the pupil did",
            urls["what"],
            (
                Row("Conduct", said.get("conduct")),
                Row("Reason" if len(reasons) == 1 else "Reasons", reasons),
                Row("Why more likely than not", said.get("probability")),
            ),
        ),
        (
            "What you weighed",
            urls["weigh"],
            (
                Row("Special educational needs", said.get("needs_considered")),
                Row("Disability", said.get("disability_considered")),
                Row("Vulnerability", said.get("vulnerability_considered")),
                Row("Instead of a suspension", said.get("alternatives")),
                Row("Examination or test missed", missed),
            ),
        ),
    )
