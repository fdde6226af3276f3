"""Why something that follows a pupil's suspension may not be noted so, or None. Pure."""

import re
from collections.abc import Collection
from datetime import date, datetime

from kernel import wording
from kernel.text import fold
from pupils import clocks
from pupils.ages import is_compulsory_age
from pupils.models import PupilSuspension
from pupils.states import NoEducation
from schools.calendar import local_day
from schools.schooldays import SchoolCalendar

# Of the days of a week, counted from Monday as 0.
SATURDAY = 5


def cannot_arrange(suspension: PupilSuspension) -> str | None:
    """Say why no education is arranged during this suspension."""
    if not suspension.is_standing:
        return "This suspension has been cancelled, or the board has ended it. The pupil has lessons at school."
    if suspension.is_lunchtime:
        return "A lunchtime suspension takes no lessons away. There is no education to arrange."
    return None


def cannot_except(
    exception: NoEducation, owed_on: date | None, born_on: date | None, year_groups: Collection[str]
) -> str | None:
    """Say why this is no reason to arrange no education: what is on file says otherwise. What is not known is believed.

    `owed_on`: the local day from which education would be owed. EIA 2006 s.100; SI 2007/1870.
    """
    is_too_young_or_old = exception == NoEducation.NOT_SCHOOL_AGE
    if is_too_young_or_old and born_on is not None and owed_on is not None and is_compulsory_age(born_on, owed_on):
        return (
            f"The pupil was born on {wording.full_day(born_on)}, as the file has it, and is of compulsory school age on "
            f"{wording.full_day(owed_on)}. If the birthday is wrong, put it right on the pupil’s page first."
        )
    known = [group for group in year_groups if group.strip()]
    if exception == NoEducation.YEAR_11 and known and not any(_is_year_11(group) for group in known):
        return (
            f"The pupil is in {_year(known[0])}, as the file has it, not in Year 11. If that is wrong, put it right on the "
            "pupil’s page first."
        )
    return None


def _is_year_11(group: str) -> bool:
    return re.sub(r"(?i)^(year|yr?)\s*", "", group.strip()) == "11"


def _year(group: str) -> str:
    """ "9" as people say it: "Year 9"."""
    return f"Year {group.strip()}" if group.strip().isdigit() else group.strip()


def too_late(starts_on: date, owed_on: date | None, late_reason: str) -> str | None:
    """Say that a beginning later than the law's needs a reason. EIA 2006 s.100."""
    if owed_on is None or starts_on <= owed_on or late_reason.strip():
        return None
    return f"The law asks for education from {wording.full_day(owed_on)}. Say why it begins later."


def wrong_place(provider: str, school: str) -> str | None:
    """Say that education from the sixth day is not given by the school that suspended the pupil. EIA 2006 s.100."""
    if fold(provider.strip()) != fold(school.strip()):
        return None
    return "The pupil is suspended from this school. Name another one, or whoever else teaches the pupil."


def wrong_start(starts_on: date) -> str | None:
    """Say that nobody is taught from this local day on: schools do not meet at weekends."""
    if starts_on.weekday() < SATURDAY:
        return None
    return f"{wording.full_day(starts_on)} is at a weekend. Enter the first day on which the pupil is taught."


def too_short(
    starts_on: date, days: SchoolCalendar, now: datetime, *, has_consent: bool, is_at_once: bool = False
) -> str | None:
    """Say that the family must know 48 hours before, unless the parent agrees to less. SI 2007/1870 reg 6.

    What has begun already is a fact and is noted. `is_at_once`: of a looked-after child, whose education goes on from the
    first day: that is none of section 100, and waits for no notice.
    """
    if is_at_once or has_consent or starts_on < local_day(now) or now <= clocks.day_six_notice_by(starts_on, days):
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


def cannot_say_not_held(back_on: date, now: datetime) -> str | None:
    """Say that the talk on coming back may still be held: before that local day nobody can say that it was not."""
    if local_day(now) >= back_on:
        return None
    return f"The pupil comes back on {wording.full_day(back_on)}. Until then the talk can still be held: say then how it was."
