"""Until when may a suspension last, and by when must somebody decide on it? Pure in what it is given."""

from datetime import date, datetime, timedelta

from schools.calendar import Calendar, at_local, local_day, next_midnight
from suspensions.hearing import Window
from suspensions.models import SiteSuspension
from suspensions.states import SuspensionState

# The start and 41 days more: six weeks.
PROVISIONAL_DAYS = 41
DAYS_BEFORE_END, DAYS_TO_REVIEW, DAYS_AFTER_HEARING = 2, 5, 2


def last_day(suspension: SiteSuspension) -> date:
    """The last local day of a suspension: its end is the midnight after it."""
    return last_day_before(suspension.period.upper)


def last_day_before(end: datetime) -> date:
    """The local day that ends with an exclusive end (aware)."""
    return local_day(end - timedelta(microseconds=1))


def is_one_day(suspension: SiteSuspension) -> bool:
    """It does not go beyond the day from which it is counted."""
    return last_day(suspension) <= local_day(suspension.counted_from)


def end_of(day: date) -> datetime:
    """The exclusive end of a local day: the midnight after it (aware)."""
    return next_midnight(at_local(day, datetime.min.time()))


def latest_day(counted_from: datetime, state: str) -> date:
    """The last local day a suspension may last: six weeks before it is upheld, twelve months after."""
    start = local_day(counted_from)
    if state == SuspensionState.UPHELD:
        return _year_on(start) - timedelta(days=1)
    return start + timedelta(days=PROVISIONAL_DAYS)


def _year_on(day: date) -> date:
    return date(day.year + 1, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def decide_by(suspension: SiteSuspension, days: Calendar, now: datetime) -> datetime:
    """When it must be decided whether it goes on (aware): the first day's end, or two working days before a later end."""
    if is_one_day(suspension):
        return suspension.period.upper
    return min(
        suspension.period.upper, max(end_of(_working_days_before(last_day(suspension), days)), next_midnight(now))
    )


def look_again_on(suspension_ends_on: date, days: Calendar, today: date) -> date:
    """The day on which it is looked at again where nobody chose one: two working days before the end, not before today."""
    return max(today, _working_days_before(suspension_ends_on, days))


def _working_days_before(day: date, days: Calendar, count: int = DAYS_BEFORE_END) -> date:
    while count:
        day -= timedelta(days=1)
        count -= days.is_working_day(day)
    return day


def review_by(suspension: SiteSuspension, window: Window, days: Calendar) -> datetime:
    """When it must be reviewed (aware): five working days after the decision, or two after their side's time is over.

    One that was entered from before the system was used: five working days after that.
    """
    first = days.add_working_days_to(suspension.entered_at or suspension.decided_at, DAYS_TO_REVIEW)
    if window.closes_at is None:
        return first
    if not window.closed_early:
        closed_on = local_day(window.closes_at - timedelta(microseconds=1))
        return max(first, end_of(days.add_working_days(closed_on, DAYS_AFTER_HEARING)))
    return max(first, days.add_working_days_to(window.closes_at, DAYS_AFTER_HEARING))
