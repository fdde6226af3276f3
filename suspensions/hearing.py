"""How long may the suspended person answer, and were they heard? Pure in what it is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from schools.calendar import Calendar, at_local, next_midnight
from suspensions.models import Representation

# Working days after the day on which the letter counts as received, so that a holiday does not eat them up.
DAYS_TO_ANSWER = 10


class WindowState(Enum):
    """How their time to answer stands."""

    NONE = "none"
    WAITING = "waiting"
    OPEN = "open"
    HEARD = "heard"
    WAIVED = "waived"
    OVER = "over"


CLOSED = (WindowState.HEARD, WindowState.WAIVED, WindowState.OVER)


@dataclass(frozen=True)
class Window:
    """The time in which the person may give their side.

    `opens_on` is the local day on which the letter counts as received, `closes_at` the moment (aware) their time is
    over: a midnight, or earlier when they said that is all. `unconsidered` counts what nobody has considered yet.
    """

    opens_on: date | None
    closes_at: datetime | None
    state: WindowState
    unconsidered: int = 0

    @property
    def closed_early(self) -> bool:
        return self.state in (WindowState.HEARD, WindowState.WAIVED)

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED


def closing(heard_from: date, days: Calendar) -> datetime:
    """When the time to answer is over (aware), from the day the letter counts as received: a midnight."""
    last = days.add_working_days(heard_from, DAYS_TO_ANSWER)
    return next_midnight(at_local(last, datetime.min.time()))


def window_of(
    *,
    heard_from: date | None,
    is_one_day: bool,
    since: datetime,
    said: Sequence[Representation],
    days: Calendar,
    now: datetime,
) -> Window:
    """Work out the window from what is on record: the day of the letter, and what the person said so far.

    Words of before `since`, the moment (aware) from which it lasts longer than a day, do not close it: they were said
    to something smaller.
    """
    since = since.replace(second=0, microsecond=0)
    waiting = sum(1 for row in said if row.considered_at is None and not row.is_waiver)
    ending = next((row for row in said if (row.is_waiver or row.is_all) and row.received_at >= since), None)
    closes_at = None if heard_from is None else closing(heard_from, days)
    if ending is not None and (closes_at is None or ending.received_at < closes_at):
        state = WindowState.WAIVED if ending.is_waiver else WindowState.HEARD
        return Window(heard_from, ending.received_at, state, waiting)
    if closes_at is not None:
        return Window(heard_from, closes_at, WindowState.OVER if now >= closes_at else WindowState.OPEN, waiting)
    return Window(None, None, WindowState.NONE if is_one_day else WindowState.WAITING, waiting)
