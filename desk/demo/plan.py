"""Which pupil is suspended in a story, for how long and for what; and on which school days that happens."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from schools.schooldays import SchoolCalendar

NOTHING_KNOWN = "Nothing of the kind is known. The teacher who knows the pupil best was asked."
# A decision is made when school is over.
OVER = time(15, 40)
# The stories go on by working days: no holiday lies within them, only weekends, a Monday or a Friday off.
LONG_WEEKEND = timedelta(days=4)
# So many school days more must be known: for the return, and for a further suspension.
SPARE = 5


@dataclass(frozen=True)
class Plan:
    """A pupil who is suspended: whom, from the school day so many before today, for how many half-days, for what.

    It is decided on the school day before, when school is over. Where it would run into a holiday it happens sooner, so
    that it lies in one term of the law and its band is always the one that the story tells of. `elsewhere`: at which other school
    the pupil was suspended for how many half-days of that term.
    """

    pupil: str
    before: int
    half_days: int
    conduct: str
    reasons: tuple[str, ...]
    probability: str
    alternatives: str
    vulnerability: str = NOTHING_KNOWN
    needs: str = NOTHING_KNOWN
    is_lunchtime: bool = False
    elsewhere: tuple[str, int] | None = None

    @property
    def days(self) -> int:
        """On how many school days some of it lies."""
        return self.half_days if self.is_lunchtime else (self.half_days + 1) // 2

    def place(self, calendar: SchoolCalendar, today: date) -> tuple[date, date] | None:
        """The school day of the decision and the first day; None where the calendar holds too few."""
        days = calendar.days
        at = bisect_left(days, today) - self.before
        while at > 0 and not self._fits(at, calendar):
            at -= 1
        return (days[at - 1], days[at]) if at > 0 else None

    def _fits(self, at: int, calendar: SchoolCalendar) -> bool:
        """From the decision to the day back there is no holiday, and all that is missed lies in one term."""
        days = calendar.days[at - 1 : at + self.days + SPARE]
        if len(days) < 1 + self.days + SPARE:
            return False
        used = days[: self.days + 2]
        is_in_a_row = all(later - earlier <= LONG_WEEKEND for earlier, later in pairwise(used))
        return is_in_a_row and used[-2] in calendar.statutory_term_of(used[1])
