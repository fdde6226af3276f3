"""When does a school meet? School days, half-days, sessions, the school year and the terms the law counts by.

Days are local dates in Europe/London, moments are aware, half-days are integers. Working days and office time stand in
`schools.calendar`: a bank holiday that a head took out of the school's calendar is a school day, never a working day.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import IntEnum
from functools import cached_property

from dateutil.easter import easter

from schools.calendar import LONDON, ONE_DAY, at_local

TERM_NAMES = {1: "autumn", 2: "spring", 3: "summer"}


def autumn_of(day: date) -> int:
    """The year in whose autumn the school year of a day begins, as a page of a calendar shows it: August to July."""
    return day.year if day.month >= 8 else day.year - 1


def year_text(year: int) -> str:
    """The school year that begins in the autumn of a year: "2026–27"."""
    return f"{year}–{(year + 1) % 100:02}"


class Half(IntEnum):
    """The sessions of a school day. Each is half a day."""

    MORNING = 0
    AFTERNOON = 1


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date
    name: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Sessions:
    """When the sessions of a day open and close. A day that ends at midday has no afternoon."""

    morning: tuple[time, time]
    afternoon: tuple[time, time] | None


# What counts where a school has not said: a day begins and ends at about these times in most schools.
COMMON = Sessions((time(8, 45), time(12, 0)), (time(13, 0), time(15, 15)))


@dataclass(frozen=True)
class StatutoryTerm:
    """A term as the law counts exclusions by; the year is that of the autumn in which the school year begins."""

    year: int
    number: int
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def name(self) -> str:
        return f"{TERM_NAMES[self.number]} term {self.year + (self.number > 1)}"


class NoTerm(ValueError):
    """The school's calendar ends too early to count from this day."""

    def __init__(self, day: date) -> None:
        super().__init__(f"The calendar holds too few school days after {day}.")
        self.day = day


@dataclass(frozen=True)
class SchoolCalendar:
    """The terms of one school, the days in them on which it is closed, and the times of its sessions."""

    terms: tuple[Span, ...]
    closed: frozenset[date] = frozenset()
    usual: Sessions = COMMON
    different: Mapping[date, Sessions] = field(default_factory=dict)

    # --- School days ------------------------------------------------------------------------------------
    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every school day that is known, in order."""
        within = {term.first + n * ONE_DAY for term in self.terms for n in range((term.last - term.first).days + 1)}
        return tuple(sorted(day for day in within - self.closed if day.weekday() < 5))

    def is_school_day(self, day: date) -> bool:
        """A day, Monday to Friday within a term, on which the school meets."""
        at = bisect_left(self.days, day)
        return at < len(self.days) and self.days[at] == day

    def half_days_on(self, day: date) -> int:
        """How many half-days a day has: none if the school does not meet, one if it ends at midday, or two."""
        if not self.is_school_day(day):
            return 0
        return 2 if self.sessions_on(day).afternoon else 1

    def next_school_day(self, day: date) -> date:
        """The first school day after a day. Raises NoTerm where the calendar ends before it."""
        return self.add_school_days(day, 1)

    def add_school_days(self, day: date, n: int) -> date:
        """The day `n` school days after a day, itself not counted. Raises ValueError under 0, NoTerm past the end."""
        if n < 0:
            raise ValueError("School days are counted forwards.")
        if n == 0:
            return day
        at = bisect_right(self.days, day) + n - 1
        if at >= len(self.days):
            raise NoTerm(day)
        return self.days[at]

    def school_days_between(self, first: date, last: date) -> int:
        """How many school days come after `first`, up to and including `last`; 0 if `last` is not later."""
        return max(bisect_right(self.days, last) - bisect_right(self.days, first), 0)

    def school_days_in(self, first: date, last: date) -> list[date]:
        """The school days from `first` to `last`, both included."""
        return [*self.days[bisect_left(self.days, first) : bisect_right(self.days, last)]]

    def estimate(self, day: date, n: int) -> tuple[date, bool]:
        """As `add_school_days`, and whether it is an estimate: past the last known term every weekday is counted, so that
        the day is never later than the true one.
        """
        try:
            return self.add_school_days(day, n), False
        except NoTerm:
            left = n - (len(self.days) - bisect_right(self.days, day))
        day = max([day, *(term.last for term in self.terms)])
        while left:
            day += ONE_DAY
            left -= day.weekday() < 5
        return day, True

    def knows(self, day: date) -> bool:
        """A term ends on or after this day."""
        return any(term.last >= day for term in self.terms)

    # --- Sessions ---------------------------------------------------------------------------------------
    def sessions_on(self, day: date) -> Sessions:
        """The times of a day: its own, or else the usual ones."""
        return self.different.get(day, self.usual)

    def session_opens(self, day: date, half: Half) -> datetime:
        """When a session opens. Raises ValueError for the afternoon of a day that ends at midday."""
        return at_local(day, self._times(day, half)[0])

    def session_closes(self, day: date, half: Half) -> datetime:
        """When a session closes. Raises ValueError for the afternoon of a day that ends at midday."""
        return at_local(day, self._times(day, half)[1])

    def afternoon_ends(self, day: date) -> datetime:
        """The end of the afternoon session; of the morning where the day has no afternoon."""
        times = self.sessions_on(day)
        return at_local(day, (times.afternoon or times.morning)[1])

    def session_at(self, moment: datetime) -> tuple[date, Half] | None:
        """The session a moment lies in; None out of school, and over lunch."""
        local = moment.astimezone(LONDON)
        day = local.date()
        for half in [*Half][: self.half_days_on(day)]:
            if self.session_opens(day, half) <= local < self.session_closes(day, half):
                return day, half
        return None

    def _times(self, day: date, half: Half) -> tuple[time, time]:
        times = self.sessions_on(day)
        if half == Half.MORNING:
            return times.morning
        if times.afternoon is None:
            raise ValueError("The day has no afternoon session.")
        return times.afternoon

    # --- Years and terms --------------------------------------------------------------------------------
    def school_year_of(self, day: date) -> Span:
        """The school year of a day: from the first day of school after 31 July (1 September where none is known by the
        end of that month) to the day before the next one. Education Act 1996, section 579, as the guidance reads it.
        """
        year = day.year if day >= self._year_begins(day.year) else day.year - 1
        first, following = self._year_begins(year), self._year_begins(year + 1)
        return Span(first, following - ONE_DAY, year_text(year))

    def statutory_term_of(self, day: date) -> StatutoryTerm:
        """The term a day counts in (SI 2012/1033 reg 2): one of up to three terms, from its first day to the day before
        the next; in a year of more terms, or one not known, the parts into which 31 December, Easter Monday and 31 July
        fold it.
        """
        year = day.year if day >= self._terms_begin(day.year)[0] else day.year - 1
        begins = [*self._terms_begin(year), self._terms_begin(year + 1)[0]]
        number = bisect_right(begins, day)
        return StatutoryTerm(year, number, begins[number - 1], begins[number] - ONE_DAY)

    def _year_begins(self, year: int) -> date:
        found = self.school_days_in(date(year, 8, 1), date(year, 9, 30))
        return found[0] if found else date(year, 9, 1)

    def _terms_begin(self, year: int) -> tuple[date, date, date]:
        """The first days of autumn, spring and summer term in the school year that begins in this year's autumn."""
        parts = (date(year, 8, 1), date(year + 1, 1, 1), easter(year + 1) + ONE_DAY)
        firsts = sorted(term.first for term in self.terms if parts[0] <= term.first < date(year + 1, 8, 1))
        numbers = [_usual_number(first) for first in firsts]
        if len(firsts) == 3 and numbers.count(0) == 1:
            numbers = [0, 1, 2]
        if len({*numbers}) < len(numbers):
            return parts
        known = dict(zip(numbers, firsts, strict=True))
        if 0 in known and known[0] > date(year, 9, 30):  # the beginning of the autumn is not entered
            del known[0]
        autumn, spring, summer = (known.get(number, part) for number, part in enumerate(parts))
        return (autumn, spring, summer) if spring < summer else parts


def _usual_number(first: date) -> int:
    """Which of the three terms usually begins in this month, where not all three are known."""
    return 0 if first.month >= 8 else 1 if first.month < 4 else 2
