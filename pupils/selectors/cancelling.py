"""May a pupil's suspension be cancelled, and from when is the pupil back?"""

from contextlib import suppress
from datetime import date, datetime

from pupils import rules
from pupils.beginning import halves_after
from pupils.clocks import return_on
from pupils.models import PupilSuspension
from pupils.selectors.board_clock import board_has_begun
from pupils.selectors.counts import counts_of
from pupils.selectors.deciding import follower_of
from pupils.selectors.now import has_begun, is_over
from schools.calendar import local_day
from schools.schooldays import Half, NoTerm, SchoolCalendar
from schools.selectors.school_calendar import school_calendar


def why_not_cancel(suspension: PupilSuspension) -> str | None:
    """Why this suspension cannot be cancelled now, or None."""
    counts = counts_of(suspension)
    return rules.cannot_cancel(
        suspension,
        most_in_a_year=counts.most_in_a_year,
        has_board_begun=board_has_begun(suspension),
        follower=follower_of(suspension),
    )


def return_choices(suspension: PupilSuspension, now: datetime) -> list[tuple[date, Half]]:
    """The half-days from which the pupil is back, if it is cancelled at a moment (aware): soonest first.

    Not begun, as if it had never been; over, as it ended; in force, the next sessions until the end of the next school
    day: the law says without delay.
    """
    absence, calendar = suspension.absence, school_calendar(suspension.school)
    if not has_begun(suspension, now):
        return [(absence.first_on, absence.first_half)]
    if is_over(suspension, now):
        return [return_on(absence, calendar)]
    today = local_day(now)
    if (
        absence.is_lunchtime
        and calendar.half_days_on(today) == 2
        and now < calendar.session_closes(today, Half.MORNING)
    ):
        # Cancelled before the lunchtime of today, that lunchtime is not served.
        return [(today, Half.MORNING)]
    try:
        latest = calendar.next_school_day(today)
    except NoTerm:
        latest = calendar.estimate(today, 1)[0]
    # Past the last term that is known the pupil is back with the next one, on a day that can only be estimated.
    found = [one for one in _next_halves(now, calendar) if one[0] <= latest]
    return found or [(latest, Half.MORNING)]


def _next_halves(now: datetime, calendar: SchoolCalendar) -> list[tuple[date, Half]]:
    """The next three half-days, or as many as the calendar still holds."""
    for count in (3, 2, 1):
        with suppress(NoTerm):
            return halves_after(now, calendar, count)
    return []
