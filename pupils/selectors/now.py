"""Has a pupil's suspension begun, is it in force, is it over? Read from the clock and the school's calendar."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from pupils.models import PupilSuspension
from schools.calendar import LONDON, local_day
from schools.models import School
from schools.schooldays import Half, SchoolCalendar
from schools.selectors.school_calendar import school_calendar


def begins(suspension: PupilSuspension, calendar: SchoolCalendar) -> datetime:
    """When its first session opens (aware); decided in the middle of that session, when it was decided."""
    absence = suspension.absence
    half = min(absence.first_half, Half(max(calendar.half_days_on(absence.first_on) - 1, 0)))
    opens = calendar.session_opens(absence.first_on, half)
    is_today = local_day(suspension.decided_at) == absence.first_on
    return max(opens, suspension.decided_at.astimezone(LONDON)) if is_today else opens


def ends(suspension: PupilSuspension, calendar: SchoolCalendar) -> datetime:
    """When its last session closes (aware); where it was cancelled or ended by the board, when the pupil is back."""
    absence = suspension.absence
    if absence.served_before is not None:
        day, half = absence.served_before
        return calendar.session_opens(day, half if calendar.sessions_on(day).afternoon else Half.MORNING)
    if absence.last_half == Half.MORNING and calendar.half_days_on(absence.last_on) == 2:
        return calendar.session_closes(absence.last_on, Half.MORNING)
    return calendar.afternoon_ends(absence.last_on)


def has_begun(suspension: PupilSuspension, now: datetime) -> bool:
    """Its first session has opened."""
    return now >= begins(suspension, school_calendar(suspension.school))


def is_over(suspension: PupilSuspension, now: datetime) -> bool:
    """Its last session has closed, or the pupil is back after it was cancelled or ended by the board."""
    return now >= ends(suspension, school_calendar(suspension.school))


def is_in_force(suspension: PupilSuspension, now: datetime) -> bool:
    """It has begun and is not over."""
    return has_begun(suspension, now) and not is_over(suspension, now)


def has_suspension_on(school: School, spans: Iterable[tuple[date, date]]) -> bool:
    """A pupil of this school was suspended for a time that touches one of these spans of local days, both inclusive."""
    touching = [Q(first_on__lte=last, last_on__gte=first) for first, last in spans]
    rows = PupilSuspension.objects.filter(school=school)
    return bool(touching) and rows.filter(reduce(or_, touching)).exists()
