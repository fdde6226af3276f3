"""When did the stories of the demonstration happen? The clock stands at each of their moments while they are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import time_machine

from schools.calendar import LONDON, Calendar, at_local, local_day

# The trust was founded this long before the day of loading.
FOUNDED_BEFORE = timedelta(days=420)
EARLY = timedelta(minutes=90)
BEGINS, ENDS = time(8, 40), time(18, 0)


@dataclass(frozen=True)
class Later:
    """How long after the step before: working days at the same time of day, then clock time.

    What takes minutes happens at once, at whatever hour; what takes longer waits for the next morning of work.
    """

    days: int = 0
    hours: int = 0
    minutes: int = 0

    def after(self, at: datetime, days: Calendar) -> datetime:
        moment = days.add_working_days_to(at, self.days) if self.days else at
        moment += timedelta(hours=self.hours, minutes=self.minutes)
        return _at_work(moment, days) if self.days or self.hours else moment


def _at_work(at: datetime, days: Calendar) -> datetime:
    """The moment itself, or the working morning that follows where nobody is at work."""
    local = at.astimezone(LONDON)
    if not days.is_working_day(local.date()) or local.time() >= ENDS:
        return at_local(days.next_working_day(local.date()), BEGINS)
    return max(at, at_local(local.date(), BEGINS))


def minutes(count: int) -> Later:
    return Later(minutes=count)


def hours(count: int) -> Later:
    return Later(hours=count)


def days(count: int) -> Later:
    """Working days later, at the same time of day."""
    return Later(days=count)


class Clock:
    """Moves this process's clock to the moments of the stories, never past the moment of loading.

    The services ask the time as they always do and know nothing of this. Only the command that loads the demonstration
    uses it: the clock of the web process and of the worker cannot be moved.
    """

    def __init__(self, now: datetime, days: Calendar) -> None:
        self.now = now
        self.days = days
        self._traveller: time_machine.Traveller | None = None

    @contextmanager
    def stopped(self) -> Iterator["Clock"]:
        """Stop the clock on the day the trust was founded; afterwards it goes as it did."""
        with time_machine.travel(self.founding, tick=False) as self._traveller:
            yield self

    def go_to(self, at: datetime) -> None:
        """Let it be this moment (aware)."""
        if self._traveller is None:
            raise RuntimeError("The clock goes: stop it first.")
        self._traveller.move_to(min(at, self.now))

    @property
    def founding(self) -> datetime:
        return at_local(local_day(self.now - FOUNDED_BEFORE), time(9))

    def workday(self, before: int) -> date:
        """The working day so many working days before today; today itself, whatever day it is, for 0."""
        day = local_day(self.now)
        while before:
            day -= timedelta(days=1)
            before -= self.days.is_working_day(day)
        return day

    def day(self, offset: int) -> date:
        """A working day so many working days from today, or before it for a number below 0."""
        return self.days.add_working_days(local_day(self.now), offset) if offset > 0 else self.workday(-offset)

    def moment(self, before: int, clock: str) -> datetime:
        """A time of day so many working days ago. Today's lies an hour and a half back if the day is still young."""
        hour, minute = map(int, clock.split(":"))
        at = at_local(self.workday(before), time(hour, minute))
        if before:
            return at
        midnight = at_local(local_day(self.now), time(0))
        return max(midnight, min(at, self.now - EARLY))

    def minutes_ago(self, minutes: int) -> datetime:
        """A moment a while ago, today."""
        return max(at_local(local_day(self.now), time(0)), self.now - timedelta(minutes=minutes))
