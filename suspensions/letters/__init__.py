"""The letters about a suspension from site, and the behaviour warning, put together from facts. Nothing here reads rows."""

from suspensions.letters.compose import compose, says_the_same
from suspensions.letters.facts import TITLES, Addressee, Facts, Hearing, Side, Signed, Site, Situation
from suspensions.letters.warning import WARNING_TITLE, WarningFacts, compose_warning

__all__ = [
    "TITLES",
    "WARNING_TITLE",
    "Addressee",
    "Facts",
    "Hearing",
    "Side",
    "Signed",
    "Site",
    "Situation",
    "WarningFacts",
    "compose",
    "compose_warning",
    "says_the_same",
]
