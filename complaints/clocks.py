"""When is what due on a complaint? Pure: local days in, aware moments out, by the trust's procedure and the school's days."""

from datetime import date, datetime, time, timedelta

from cases.duties import Kind
from cases.duty_kinds import OF_PANEL
from schools.calendar import ONE_DAY, Calendar, at_local
from schools.schooldays import SchoolCalendar

# What is due by a school's days.
COUNTED = (Kind.ACKNOWLEDGE_COMPLAINT, Kind.RESOLVE_COMPLAINT, *OF_PANEL)
# School days before a panel meets, in which the papers are to be read; and after it, until its findings are written.
PAPERS_BEFORE, FOUND_AFTER = 5, 5
# Calendar days from the day a complaint about personal data came, that day counted: by when the law wants it acknowledged
# (section 164A(3) of the Data Protection Act 2018), and our own aim for the answer, which the law wants without undue delay.
DATA_ACKNOWLEDGED_WITHIN, DATA_ANSWERED_WITHIN = 30, 42
FAR_BACK = timedelta(days=60)
A_MOMENT = timedelta(microseconds=1)


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


def last_day_within(received_on: date, count: int) -> date:
    """The last local day of a time of so many calendar days that begins with the day something came."""
    return received_on + (count - 1) * ONE_DAY


def school_days_before(day: date, count: int, days: SchoolCalendar) -> date:
    """The local day so many school days before a day; where the calendar does not reach that far, weekdays are counted."""
    known = days.school_days_in(day - FAR_BACK, day - ONE_DAY)
    if len(known) >= count:
        return known[-count]
    while count:
        day -= ONE_DAY
        count -= day.weekday() < 5
    return day


def end_of(day: date) -> datetime:
    """The end of a local day (aware, exclusive)."""
    return at_local(day + ONE_DAY, time(0))
