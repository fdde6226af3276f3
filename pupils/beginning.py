"""From which half-day does a suspension of the rest of today count? Pure in what it is given.

What counts is the sessions really missed. Begun inside the last session of a day, it counts that half-day although the
pupil was there for a part of it: no exclusion is too short to be recorded (guidance; a cautious reading).
"""

from datetime import date, datetime

from schools.calendar import local_day
from schools.schooldays import Half, SchoolCalendar


def begins_at(left_at: datetime, *, is_marked_present: bool, calendar: SchoolCalendar) -> tuple[date, Half] | None:
    """The first half-day missed by a pupil who leaves at a moment (aware); None if no session of that day is left.

    `is_marked_present`: in the session under way. A mark that was given stays, so that the next session is the first
    missed, unless there is none that day.
    """
    day = local_day(left_at)
    left = [half for half in [*Half][: calendar.half_days_on(day)] if left_at < calendar.session_closes(day, half)]
    if not left:
        return None
    is_under_way = calendar.session_opens(day, left[0]) <= left_at
    return day, left[1] if is_under_way and is_marked_present and len(left) > 1 else left[0]


def was_there(left_at: datetime, first_half: Half, *, is_marked_present: bool, calendar: SchoolCalendar) -> bool:
    """The pupil was marked present in the first session that counts: no absence is entered for that one."""
    return is_marked_present and calendar.session_at(left_at) == (local_day(left_at), first_half)


def halves_after(moment: datetime, calendar: SchoolCalendar, count: int) -> list[tuple[date, Half]]:
    """The next half-days whose session opens at a moment (aware) or later. Raises NoTerm where the calendar ends."""
    found: list[tuple[date, Half]] = []
    day = local_day(moment)
    while True:
        halves = [*Half][: calendar.half_days_on(day)]
        found += [(day, half) for half in halves if calendar.session_opens(day, half) >= moment]
        if len(found) >= count:
            return found[:count]
        day = calendar.next_school_day(day)
