"""How many half-days has a pupil been suspended for, in which term and school year, here and elsewhere?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from kernel.components import Item, Link
from kernel.together import together
from pupils import wording as words
from pupils.counting import Absence, Counts, Elsewhere, band_of, counts_with, days_of
from pupils.models import HalfDaysElsewhere, PupilSuspension
from pupils.states import TermNumber
from schools.models import Person, School
from schools.schooldays import TERM_NAMES, SchoolCalendar, StatutoryTerm
from schools.selectors.school_calendar import school_calendar


@dataclass(frozen=True)
class Before:
    """What counts of a pupil for a school: suspensions there, at the trust's other schools, and noted of any other."""

    school: School
    rows: tuple[PupilSuspension, ...] = ()
    noted: tuple[HalfDaysElsewhere, ...] = ()

    @property
    def absences(self) -> tuple[Absence, ...]:
        """The suspensions of the school that counts."""
        return tuple(row.absence for row in self.rows if row.school_id == self.school.pk)

    @property
    def elsewhere(self) -> tuple[Elsewhere, ...]:
        """The half-days of every other school: of the trust's by their own calendars, and as they were noted."""
        noted = [row for row in self.noted if row.taken_back_at is None]
        return (
            *(Elsewhere(row.year, int(row.term), row.half_days) for row in noted),
            *_at_other_schools(row for row in self.rows if row.school_id != self.school.pk),
        )

    @property
    def standing(self) -> tuple[PupilSuspension, ...]:
        return tuple(row for row in self.rows if row.is_standing)

    def until(self, decided_at: datetime) -> "Before":
        """What counts for a decision of this moment (aware): no suspension that was decided after it."""
        return replace(self, rows=tuple(row for row in self.rows if row.decided_at <= decided_at))

    def counts(self, absence: Absence, calendar: SchoolCalendar) -> Counts:
        """The totals with this absence, of every term and school year that it touches."""
        return counts_with(absence, self.absences, self.elsewhere, calendar)

    def as_result_of(self, suspension: PupilSuspension, calendar: SchoolCalendar) -> Counts:
        """The totals as a result of a suspension: of it and those decided before it. The one source of what letters and
        notices say and what the board owes.

        A later suspension moves nothing of an earlier one. Half-days at schools outside the trust count whenever they are
        noted: they happened in that term. SI 2012/1033 reg 24(1).
        """
        mine = (suspension.decided_at, suspension.pk)
        earlier = replace(self, rows=tuple(row for row in self.rows if (row.decided_at, row.pk) < mine))
        return earlier.counts(suspension.absence, calendar)


def record_of(person: Person, school: School, *, leave_out: int | None = None) -> Before:
    """Everything that counts of a pupil, under whichever record: one query, and one for each other school of the trust.

    `leave_out`: the suspension (id) that is asked about itself.
    """
    found, noted = together(*questions_of(person))
    return before_of(found, noted, school, leave_out=leave_out)


def questions_of(person: Person) -> tuple["QuerySet[Any]", "QuerySet[Any]"]:
    """What is asked for it, for pages that ask more along: suspensions, and half-days elsewhere."""
    same = Person.objects.same_as([person.pk])
    return (
        PupilSuspension.objects.filter(pupil__in=same).select_related("case", "school").order_by("first_on", "pk"),
        HalfDaysElsewhere.objects.filter(pupil__in=same).select_related("noted_by").order_by("year", "term", "pk"),
    )


def before_of(
    found: list[PupilSuspension], noted: list[HalfDaysElsewhere], school: School, *, leave_out: int | None = None
) -> Before:
    """The same from what was found."""
    return Before(school, tuple(row for row in found if row.pk != leave_out), tuple(noted))


def counts_of(suspension: PupilSuspension) -> Counts:
    """The totals of the terms and school years of a suspension, with all others, also those decided after it.

    For the limit of the school year; what a suspension obliges to is `Before.as_result_of`.
    """
    before = record_of(suspension.pupil, suspension.school, leave_out=suspension.pk)
    return before.counts(suspension.absence, school_calendar(suspension.school))


def _at_other_schools(rows: Iterable[PupilSuspension]) -> Iterable[Elsewhere]:
    """Suspensions at other schools of the trust, by the calendar of each."""
    for row in rows:
        calendar = school_calendar(row.school)
        for day, half_days in days_of([row.absence], calendar).items():
            term = calendar.statutory_term_of(day)
            yield Elsewhere(term.year, term.number, half_days)


@dataclass(frozen=True)
class Total:
    """A term or a school year with its half-days, here and elsewhere, and what the next half-day would trigger."""

    name: str
    here: int
    elsewhere: int
    next_text: str
    is_over: bool

    @property
    def total(self) -> int:
        return self.here + self.elsewhere

    @property
    def text(self) -> str:
        parts = f" ({words.in_days(self.elsewhere)} at other schools)" if self.elsewhere else ""
        return f"{words.in_days(self.total)}, {words.in_half_days(self.total)}{parts}"


@dataclass(frozen=True)
class CountsPage:
    """The half-days of a pupil by term and school year, newest first, and what they are made of."""

    terms: tuple[Total, ...]
    years: tuple[Total, ...]
    suspensions: tuple[Item, ...]
    noted: tuple[Item, ...]
    lacks_calendar: str | None
    calendar_url: str


def counts_page(person: Person, school: School, user: User, today: date, *, may_note: bool) -> CountsPage:
    """What the counts page of a pupil shows; suspensions of cases that the reader sees are links."""
    before, calendar = record_of(person, school), school_calendar(school)
    here: dict[tuple[int, int], int] = {}
    for day, half_days in days_of(before.absences, calendar).items():
        term = calendar.statutory_term_of(day)
        here[term.year, term.number] = here.get((term.year, term.number), 0) + half_days
    there: dict[tuple[int, int], int] = {}
    for one in before.elsewhere:
        there[one.year, one.term] = there.get((one.year, one.term), 0) + one.half_days
    now = calendar.statutory_term_of(today)
    keys = sorted({*here, *there, (now.year, now.number)}, reverse=True)
    seen = {row.pk for row in PupilSuspension.objects.visible_to(user).filter(pk__in=[row.pk for row in before.rows])}
    return CountsPage(
        terms=tuple(_term(key, here.get(key, 0), there.get(key, 0)) for key in keys),
        years=tuple(_year(year, keys, here, there) for year in sorted({year for year, _ in keys}, reverse=True)),
        suspensions=tuple(_suspension(row, row.pk in seen, calendar) for row in reversed(before.rows)),
        noted=tuple(_noted(row, may_note=may_note) for row in reversed(before.noted)),
        lacks_calendar=None if calendar.knows(today) else f"The calendar of {school.name} has no term from today on.",
        calendar_url="" if calendar.knows(today) else calendar_url(school),
    )


def _term(key: tuple[int, int], here: int, there: int) -> Total:
    total = here + there
    return Total(term_name(*key), here, there, words.next_half_day(total), bool(band_of(total)))


def _year(
    year: int, keys: list[tuple[int, int]], here: dict[tuple[int, int], int], there: dict[tuple[int, int], int]
) -> Total:
    mine = [key for key in keys if key[0] == year]
    ours, theirs = sum(here.get(key, 0) for key in mine), sum(there.get(key, 0) for key in mine)
    total = ours + theirs
    return Total(year_name(year), ours, theirs, words.left_of_year(total), total >= 90)


def term_name(year: int, number: int) -> str:
    """ "autumn term 2026"; the year is that of the autumn in which the school year begins."""
    return f"{TERM_NAMES[number]} term {year + (number > 1)}"


def year_name(year: int) -> str:
    """ "2026–27"."""
    return f"{year}–{(year + 1) % 100:02}"


def totals_of(counts: Counts) -> tuple[list[tuple[StatutoryTerm, int]], list[tuple[int, int]]]:
    """The totals of terms and of school years, in order."""
    terms = sorted(counts.terms.items(), key=lambda one: (one[0].year, one[0].number))
    return terms, sorted(counts.years.items())


def calendar_url(school: School) -> str:
    """Where the terms of a school are entered."""
    return reverse("schools:school_calendar_now", args=[school.pk])


def _suspension(row: PupilSuspension, is_seen: bool, calendar: SchoolCalendar) -> Item:
    length = sum(days_of([row.absence], calendar).values())
    ended = "" if row.is_standing else f" {row.get_state_display()}."
    link = Link("Open", row.get_absolute_url(), about=f"the suspension {words.period(row.absence)}")
    return Item(
        lead="",
        title=f"{row.school.name}: ",
        text=f"{words.period(row.absence)}. Counted: {words.in_days(length)}.{ended}",
        links=(link,) if is_seen else (),
    )


def _noted(row: HalfDaysElsewhere, *, may_note: bool) -> Item:
    said = f"{words.in_days(row.half_days)} in the {term_name(row.year, int(row.term))}, noted by {row.noted_by.name}."
    if row.taken_back_at is not None:
        return Item(lead="", title=f"{row.where}: ", text=f"{said} Taken back: {row.taken_back_why}")
    back = reverse("pupils:elsewhere_back", args=[row.pupil_id, row.pk])
    links = (Link("Take back", back, about=f"what {row.where} noted, number {row.pk}"),) if may_note else ()
    return Item(lead="", title=f"{row.where}: ", text=said, links=links)


def term_choices(today: date, calendar: SchoolCalendar) -> list[tuple[str, str]]:
    """The terms that half-days elsewhere can be noted for: of this school year and the two before, newest first."""
    now = calendar.statutory_term_of(today)
    keys = [(year, number) for year in (now.year, now.year - 1, now.year - 2) for number in (3, 2, 1)]
    return [
        (f"{year}:{number}", term_name(year, number).capitalize())
        for year, number in keys
        if (year, number) <= (now.year, now.number)
    ]


def term_of(chosen: str) -> tuple[int, TermNumber]:
    """School year and term of a choice."""
    year, number = chosen.split(":")
    return int(year), TermNumber(number)
