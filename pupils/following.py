"""Why something that follows a pupil's suspension may not be noted so, or None. Pure."""

from datetime import date, datetime

from kernel import wording
from pupils import clocks
from pupils.models import PupilSuspension
from schools.calendar import local_day
from schools.schooldays import SchoolCalendar


def cannot_arrange(suspension: PupilSuspension) -> str | None:
    """Say why no education is arranged during this suspension."""
    if not suspension.is_standing:
        return "This suspension has been cancelled, or the board has ended it. The pupil has lessons at school."
    if suspension.is_lunchtime:
        return "A lunchtime suspension takes no lessons away. There is no education to arrange."
    return None


def too_late(starts_on: date, owed_on: date | None, late_reason: str) -> str | None:
    """Say that a beginning later than the law's needs a reason. EIA 2006 s.100."""
    if owed_on is None or starts_on <= owed_on or late_reason.strip():
        return None
    return f"The law asks for education from {wording.full_day(owed_on)}. Say why it begins later."


def too_short(starts_on: date, days: SchoolCalendar, now: datetime, *, has_consent: bool) -> str | None:
    """Say that the family must know 48 hours before, unless the parent agrees to less. SI 2007/1870 reg 6.

    What has begun already is a fact and is noted.
    """
    if has_consent or starts_on < local_day(now) or now <= clocks.day_six_notice_by(starts_on, days):
        return None
    return (
        "The family must know 48 hours before it begins, and that is too late now. Ask the parent whether they agree to "
        "less and say so here, or let it begin later and say why."
    )


def wrong_talk_day(held_on: date | None, suspension: PupilSuspension, now: datetime) -> str | None:
    """Say why the talk on coming back cannot have been held on this local day."""
    if held_on is None:
        return "Enter the day of the talk."
    if held_on > local_day(now):
        return "This day is in the future. Note the talk once it has been held."
    if held_on < local_day(suspension.decided_at):
        return f"The suspension was decided on {wording.full_day(local_day(suspension.decided_at))}. Enter a later day."
    return None
