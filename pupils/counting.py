"""How many half-days, in which term and school year, and what follows from it? Pure in what it is given.

One school day is two half-days; a lunchtime is one (guidance: half a school day). Totals are of a statutory term and of
a school year, with what other schools suspended; every threshold is "more than" (SI 2012/1033 regs 22 to 24).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from schools.schooldays import Half, SchoolCalendar, Span, StatutoryTerm

# Half-days: 5, 15 and 45 school days.
BOARD_IS_TOLD, BOARD_MUST_MEET, YEAR_LIMIT = 10, 30, 90
DAY_SIX = 6


class Band(IntEnum):
    """What the total of a term makes of a suspension: at most 5 days, more than 5, more than 15."""

    UP_TO_FIVE = 0
    OVER_FIVE = 1
    OVER_FIFTEEN = 2


def band_of(half_days: int) -> Band:
    """The band of a term's total in half-days: 5.0 days is not more than 5, and 5.5 is."""
    if half_days > BOARD_MUST_MEET:
        return Band.OVER_FIFTEEN
    return Band.OVER_FIVE if half_days > BOARD_IS_TOLD else Band.UP_TO_FIVE


@dataclass(frozen=True)
class Absence:
    """A suspension as the count sees it: from a half of one local day to a half of another, both inclusive.

    `served_before`: cancelled or ended by the board, so that only what lies before the half of this day counts.
    """

    first_on: date
    last_on: date
    first_half: Half = Half.MORNING
    last_half: Half = Half.AFTERNOON
    is_lunchtime: bool = False
    served_before: tuple[date, Half] | None = None

    def halves_on(self, day: date, calendar: SchoolCalendar) -> set[Half]:
        """The halves of one local day that are missed: none where the school does not meet, none for a lunchtime."""
        if self.is_lunchtime:
            return set()
        return {half for half in Half if half < calendar.half_days_on(day) and self._holds(day, half)}

    def is_lunch_on(self, day: date, calendar: SchoolCalendar) -> bool:
        """The lunchtime of this local day is missed: one between two sessions, so none on a day that ends at midday.

        Ended from the afternoon of a day, the lunchtime before it is served; ended from its morning, it is not.
        """
        return self.is_lunchtime and calendar.half_days_on(day) == 2 and self._holds(day, Half.MORNING)

    def _holds(self, day: date, half: Half) -> bool:
        begins, ends = (self.first_on, self.first_half), (self.last_on, self.last_half)
        is_served = self.served_before is None or (day, half) < self.served_before
        return begins <= (day, half) <= ends and is_served


@dataclass(frozen=True)
class Elsewhere:
    """Half-days that another school suspended the pupil for, in one term (1 autumn, 2 spring, 3 summer) of a school
    year, which is named by the autumn it begins in."""

    year: int
    term: int
    half_days: int


@dataclass(frozen=True)
class Counts:
    """Totals in half-days, by statutory term and by the autumn in which a school year begins."""

    terms: Mapping[StatutoryTerm, int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)

    @property
    def most_in_a_term(self) -> int:
        return max(self.terms.values(), default=0)

    @property
    def most_in_a_year(self) -> int:
        return max(self.years.values(), default=0)

    @property
    def band(self) -> Band:
        return band_of(self.most_in_a_term)


def days_of(absences: Iterable[Absence], calendar: SchoolCalendar) -> dict[date, int]:
    """The school days of some absences with their half-days, 1 or 2. What two of them hold counts once."""
    absences = [*absences]
    days = {day for one in absences for day in calendar.school_days_in(one.first_on, one.last_on)}
    counted = {}
    for day in sorted(days):
        halves = set().union(*(one.halves_on(day, calendar) for one in absences))
        lunches = any(one.is_lunch_on(day, calendar) for one in absences)
        if half_days := min(2, len(halves) + lunches):
            counted[day] = half_days
    return counted


def length_of(absence: Absence, calendar: SchoolCalendar) -> int:
    """How many half-days an absence lasts."""
    return sum(days_of([absence], calendar).values())


def counts_with(
    this: Absence, others: Iterable[Absence], elsewhere: Iterable[Elsewhere], calendar: SchoolCalendar
) -> Counts:
    """The totals of every term and school year that this absence touches: it, the others, and half-days elsewhere.

    A suspension across a boundary is split. Days on which two overlap count once.
    """
    mine, merged = days_of([this], calendar), days_of([this, *others], calendar)
    terms = {calendar.statutory_term_of(day) for day in mine}
    years = {term.year for term in terms}
    by_term, by_year = dict.fromkeys(terms, 0), dict.fromkeys(years, 0)
    for day, half_days in merged.items():
        term = calendar.statutory_term_of(day)
        if term in by_term:
            by_term[term] += half_days
        if term.year in by_year:
            by_year[term.year] += half_days
    for row in elsewhere:
        for term in terms:
            if (term.year, term.number) == (row.year, row.term):
                by_term[term] += row.half_days
        if row.year in by_year:
            by_year[row.year] += row.half_days
    return Counts(by_term, by_year)


def consecutive_days(this: Absence, others: Iterable[Absence], calendar: SchoolCalendar) -> list[date]:
    """The unbroken run of school days of exclusion that this absence ends or stands in, in one period or several.

    Lunchtimes take no education away and do not count. Education is owed from the sixth (SI 2007/1870 as amended).
    """
    if this.is_lunchtime or not (mine := [*days_of([this], calendar)]):
        return []
    excluded = {*days_of([one for one in (this, *others) if not one.is_lunchtime], calendar)}
    days = calendar.days
    first = last = days.index(mine[0])
    while first and days[first - 1] in excluded:
        first -= 1
    while last + 1 < len(days) and days[last + 1] in excluded:
        last += 1
    return [*days[first : last + 1]]


def year_span(year: int, calendar: SchoolCalendar) -> Span:
    """The school year that begins in the autumn of `year`."""
    return calendar.school_year_of(date(year, 12, 1))
