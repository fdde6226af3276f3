"""Half-days, periods and totals of a pupil suspension in plain words. Pure."""

from datetime import date

from kernel import wording
from pupils.counting import BOARD_IS_TOLD, BOARD_MUST_MEET, YEAR_LIMIT, Absence, Band, band_of
from schools.schooldays import Half

HALF_NAMES = {Half.MORNING: "morning", Half.AFTERNOON: "afternoon"}
WHAT_FOLLOWS = {
    Band.UP_TO_FIVE: "Not more than 5 days in the term. The board considers what the parents write, and need not meet.",
    Band.OVER_FIVE: (
        "More than 5 days in the term. The board must be told without delay. It meets within 50 school days if the "
        "parents make representations."
    ),
    Band.OVER_FIFTEEN: (
        "More than 15 days in the term. The board must be told without delay, and must meet within 15 school days."
    ),
}


def in_days(half_days: int) -> str:
    """Half-days as people say them: "half a day", "1 day", "1½ days", "6 days"."""
    whole, half = divmod(half_days, 2)
    if whole == 0:
        return "half a day" if half else "no days"
    return f"{whole}{'½' if half else ''} day{'' if half_days == 2 else 's'}"


def in_half_days(half_days: int) -> str:
    """ "1 half-day", "12 half-days"."""
    return f"{half_days} half-day{'' if half_days == 1 else 's'}"


def period(absence: Absence) -> str:
    """ "from Monday 2 November 2026, afternoon, to Thursday 5 November 2026"; what is whole days names no half."""
    if absence.is_lunchtime:
        if absence.first_on == absence.last_on:
            return f"the lunchtime of {wording.full_day(absence.first_on)}"
        return f"the lunchtimes from {wording.full_day(absence.first_on)} to {wording.full_day(absence.last_on)}"
    if absence.first_on == absence.last_on:
        return _one_day(absence)
    begins = wording.full_day(absence.first_on) + (", afternoon," if absence.first_half == Half.AFTERNOON else "")
    ends = wording.full_day(absence.last_on) + (", morning" if absence.last_half == Half.MORNING else "")
    return f"from {begins} to {ends}"


def half_to_half(absence: Absence) -> tuple[str, str]:
    """From when and until when, each as a half of a day: "morning of Monday 2 November 2026"."""
    if absence.is_lunchtime:
        return f"lunchtime of {wording.full_day(absence.first_on)}", f"lunchtime of {wording.full_day(absence.last_on)}"
    return (
        f"{HALF_NAMES[absence.first_half]} of {wording.full_day(absence.first_on)}",
        f"{HALF_NAMES[absence.last_half]} of {wording.full_day(absence.last_on)}",
    )


def _one_day(absence: Absence) -> str:
    day = wording.full_day(absence.first_on)
    if absence.first_half != absence.last_half:
        return f"{day}, the whole day"
    return f"{day}, the {HALF_NAMES[absence.first_half]}"


def half_of(day: date, half: Half) -> str:
    """ "Tuesday 3 November 2026, morning"."""
    return f"{wording.full_day(day)}, {HALF_NAMES[half]}"


def next_half_day(half_days: int) -> str:
    """What the next half-day of the same term would trigger, by the term's total in half-days. Strictly more than."""
    if band_of(half_days + 1) == band_of(half_days):
        return "The next half-day in this term would trigger nothing new."
    if half_days == BOARD_IS_TOLD:
        return (
            "The next half-day in this term makes it more than 5 days: the board must then be told at once, and must "
            "meet if the parents make representations."
        )
    return "The next half-day in this term makes it more than 15 days: the board must then meet within 15 school days."


def room_left(half_days: int) -> str:
    """How far the next threshold of a term is, by its total in half-days; "" where none is left."""
    for most, days in ((BOARD_IS_TOLD, 5), (BOARD_MUST_MEET, 15)):
        if half_days < most:
            return f"{in_days(most - half_days).capitalize()} more would make exactly {days} days in the term."
    return ""


def left_of_year(half_days: int) -> str:
    """How much of the 45 days of a school year is left, by its total in half-days."""
    left = YEAR_LIMIT - half_days
    if left <= 0:
        return "The next half-day would be more than 45 days in the school year. The law does not allow it."
    return f"{in_days(left).capitalize()} of the 45 that the law allows in a school year {'is' if left <= 2 else 'are'} left."
