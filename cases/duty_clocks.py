"""When a duty is due, from the trust's calendar and the moment it opened (aware)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from schools.calendar import Calendar

Clock = Callable[[Calendar, datetime], datetime]


def at_once(calendar: Calendar, opened_at: datetime) -> datetime:
    """Due the moment it opens."""
    return opened_at


def minutes(count: int) -> Clock:
    """Due so many minutes later."""
    return lambda calendar, opened_at: opened_at + timedelta(minutes=count)


def office_hours(count: int) -> Clock:
    """Due after so many hours of the trust's office time."""
    return lambda calendar, opened_at: calendar.add_office_time(opened_at, timedelta(hours=count))


def working_days(count: int) -> Clock:
    """Due after so many working days."""
    return lambda calendar, opened_at: calendar.add_working_days_to(opened_at, count)


def same_day(calendar: Calendar, opened_at: datetime) -> datetime:
    """Due at the end of the local day."""
    return calendar.end_of_day(opened_at)
