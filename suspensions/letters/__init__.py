"""The letters about a suspension from site, and the behaviour warning, put together from facts. Nothing here reads rows."""

from suspensions.letters.compose import compose, says_the_same
from suspensions.letters.facts import TITLES, Addressee, Facts, Hearing, Side, Signed, Site, Situation

__all__ = [
    "TITLES",
    "Addressee",
    "Facts",
    "Hearing",
    "Side",
    "Signed",
    "Site",
    "Situation",
    "compose",
    "says_the_same",
]
