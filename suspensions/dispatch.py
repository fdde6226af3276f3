"""On which day a letter counts as received, by the way it went, and when it cannot have gone. Reads no rows."""

from datetime import date, datetime, time

from kernel import wording
from records.models import Copy
from records.states import CopyMethod
from schools.calendar import Calendar, at_local

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


def wrong_time(method: CopyMethod, issued_at: datetime, day: date, at: time | None, now: datetime) -> str | None:
    """Say why an e-mail with a letter issued at a moment (aware) cannot have gone on this local day at this time."""
    if method != CopyMethod.EMAIL or at is None:
        return None
    went_at = at_local(day, at)
    if went_at > now:
        return "This time is in the future."
    if went_at < issued_at.replace(second=0, microsecond=0):
        return "This is before the letter was issued."
    return None


def went(copy: Copy) -> str:
    """How a letter went, as the duty to send it says that it is done."""
    day = f", {wording.full_day(copy.handed_on)}" if copy.handed_on else ""
    counts = f"; counts as received on {wording.full_day(copy.deemed_on)}" if copy.deemed_on else ""
    return f"{copy.record}: {copy.get_method_display().lower()}{day}{counts}"
