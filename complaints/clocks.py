"""When is what due on a complaint? Pure: local days in, aware moments out, by the trust's procedure and the school's days."""

from datetime import date, datetime, time

from cases.duties import Kind
from schools.calendar import ONE_DAY, Calendar, at_local
from schools.schooldays import SchoolCalendar

# What is due by a school's days.
COUNTED = (Kind.ACKNOWLEDGE_COMPLAINT, Kind.RESOLVE_COMPLAINT)


def counts_from(day: date, days: SchoolCalendar) -> date:
    """The local day on which a complaint counts as received: in the holidays, the first school day after them."""
    return day if days.is_school_day(day) or not days.days else days.estimate(day, 1)[0]


def school_days_after(day: date, count: int, days: SchoolCalendar) -> date:
    """The last local day of a time of so many school days from a day that may lie in the holidays."""
    return days.estimate(counts_from(day, days), count)[0]


def due_in_school_days(day: date, count: int, days: SchoolCalendar) -> datetime:
    """The end of that day (aware, exclusive)."""
    return at_local(school_days_after(day, count, days) + ONE_DAY, time(0))


def due_in_working_days(day: date, count: int, calendar: Calendar) -> datetime:
    """The end of the day so many working days after a local day (aware, exclusive)."""
    return at_local(calendar.add_working_days(day, count) + ONE_DAY, time(0))
