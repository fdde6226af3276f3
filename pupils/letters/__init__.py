"""The letters and notices about a suspended pupil, put together from facts. Nothing here reads rows."""

from pupils.letters.compose import compose, says_the_same
from pupils.letters.facts import TITLES, Board, Facts, Period, Pupil, Situation, school_days
from pupils.letters.office import compose_notice

__all__ = [
    "TITLES",
    "Board",
    "Facts",
    "Period",
    "Pupil",
    "Situation",
    "compose",
    "compose_notice",
    "says_the_same",
    "school_days",
]
