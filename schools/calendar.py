"""When is that due? Working days, office time and clock time in England; school days have their own functions.

Every unit has its own function, because one "add days" is always wrong for somebody. Instants are aware datetimes;
days are local dates in Europe/London; a period's end is the next local midnight, exclusive.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)


def local_day(at: datetime) -> date:
    """The day an aware moment falls on in London."""
    return at.astimezone(LONDON).date()


def at_local(day: date, clock: time) -> datetime:
    """A wall-clock time on a day in London: the first of an hour that comes twice, one hour on from one skipped."""
    moment = datetime.combine(day, clock, LONDON)
    return moment.astimezone(ZoneInfo("UTC")).astimezone(LONDON)


def next_midnight(at: datetime) -> datetime:
    """The next local midnight after a moment: the exclusive end of "the rest of today", shown as 23:59."""
    return at_local(local_day(at) + ONE_DAY, time(0))


@dataclass(frozen=True)
class Calendar:
    """The trust's days and hours: bank holidays of England, and the hours its offices keep on working days."""

    bank_holidays: frozenset[date] = field(default_factory=frozenset)
    opens: time = time(8, 0)
    closes: time = time(17, 0)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and not a bank holiday."""
        return day.weekday() < 5 and day not in self.bank_holidays

    def next_working_day(self, day: date) -> date:
        """The first working day after a day."""
        day += ONE_DAY
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The day `count` working days after a day; the day itself is not counted. Raises ValueError under 0."""
        if count < 0:
            raise ValueError("Working days are counted forwards.")
        for _ in range(count):
            day = self.next_working_day(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days come after `first`, up to and including `last`; 0 if `last` is not later."""
        days = (last - first).days
        return sum(self.is_working_day(first + timedelta(days=n)) for n in range(1, days + 1))

    def add_working_days_to(self, at: datetime, count: int) -> datetime:
        """The same time of day, `count` working days later (aware in, aware out)."""
        local = at.astimezone(LONDON)
        return at_local(self.add_working_days(local.date(), count), local.time())

    def is_office_time(self, at: datetime) -> bool:
        """Within the trust's office hours on a working day."""
        local = at.astimezone(LONDON)
        return self.is_working_day(local.date()) and self.opens <= local.time() < self.closes

    def add_office_time(self, at: datetime, length: timedelta) -> datetime:
        """The moment when `length` of office time has passed since `at`. Raises ValueError for a negative length."""
        if length < timedelta(0):
            raise ValueError("Office time is counted forwards.")
        day = local_day(at)
        while True:
            if self.is_working_day(day):
                start = max(at, at_local(day, self.opens))
                left = at_local(day, self.closes) - start
                if left > timedelta(0) and length <= left:
                    return (start + length).astimezone(LONDON)
                length -= max(left, timedelta(0))
            day += ONE_DAY

    def office_time_between(self, first: datetime, last: datetime) -> timedelta:
        """How much office time lies between two moments; none if `last` is not later."""
        total, day = timedelta(0), local_day(first)
        while day <= local_day(last):
            if self.is_working_day(day):
                start = max(first, at_local(day, self.opens))
                end = min(last, at_local(day, self.closes))
                total += max(end - start, timedelta(0))
            day += ONE_DAY
        return total

    def end_of_day(self, at: datetime) -> datetime:
        """The end of the local day of a moment: the next midnight."""
        return next_midnight(at)
