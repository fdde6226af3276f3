"""May a pupil's suspension be cancelled, and from when is the pupil back?"""

from datetime import date, datetime

from pupils import rules
from pupils.beginning import halves_after
from pupils.counting import band_of
from pupils.models import PupilSuspension
from pupils.selectors.counts import counts_of
from pupils.selectors.deciding import back_after, follower_of
from pupils.selectors.now import has_begun, is_over
from schools.calendar import local_day
from schools.schooldays import Half, NoTerm
from schools.selectors.school_calendar import school_calendar


def has_board_begun(suspension: PupilSuspension) -> bool:
    """The board's meeting about it has begun, where the board must be told of it: then it is for the board alone."""
    if not rules.must_tell_board(band_of(suspension.term_total), suspension.missed_exam):
        return False
    return False


def why_not_cancel(suspension: PupilSuspension) -> str | None:
    """Why this suspension cannot be cancelled now, or None."""
    counts = counts_of(suspension)
    return rules.cannot_cancel(
        suspension,
        most_in_a_year=counts.most_in_a_year,
        has_board_begun=has_board_begun(suspension),
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
