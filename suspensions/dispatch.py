"""On which day a letter counts as received, by the way it went. Reads no rows."""

from datetime import date, time

from records.states import CopyMethod
from schools.calendar import Calendar

# First-class post counts on the second working day after posting (SI 2012/1033, regulation 17(3), for notices of
# exclusion); the trust takes the same rule for every letter.
DAYS_IN_POST = 2
# E-mail, where the person agreed to it, counts the same day on a working day up to this time.
EMAIL_COUNTS_UNTIL = time(16, 30)


def deemed_received(method: CopyMethod, day: date, days: Calendar, at: time | None = None) -> date:
    """The local day on which a letter that went on a local day counts as received; `at` is when an e-mail went.

    By hand: that day. By post: the second working day after. By e-mail: that day if it is a working day and it went by
    16:30, else the next working day; without a time the careful reading, the next working day.
    """
    if method == CopyMethod.POST:
        return days.add_working_days(day, DAYS_IN_POST)
    if method == CopyMethod.EMAIL:
        is_same_day = days.is_working_day(day) and at is not None and at <= EMAIL_COUNTS_UNTIL
        return day if is_same_day else days.next_working_day(day)
    return day
