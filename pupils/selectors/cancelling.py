"""May a pupil's suspension be cancelled, and from when is the pupil back?"""

from datetime import date, datetime

from pupils import rules
from pupils.beginning import halves_after
from pupils.models import PupilSuspension
from pupils.selectors.board_clock import board_has_begun
from pupils.selectors.counts import counts_of
from pupils.selectors.deciding import back_after, follower_of
from pupils.selectors.now import has_begun, is_over
from schools.calendar import local_day
from schools.schooldays import Half, NoTerm
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
        return [back_after(absence, calendar) or (absence.last_on, Half.AFTERNOON)]
    try:
        found = halves_after(now, calendar, 3)
        latest = calendar.next_school_day(local_day(now))
    except NoTerm:
        return [(absence.last_on, Half.AFTERNOON)]
    return [one for one in found if one[0] <= latest]
