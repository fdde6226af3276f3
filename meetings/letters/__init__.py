"""The words of letters about meetings: the facts they tell, and how they are put together. Reads no rows."""

from meetings.letters.compose import compose_cancelled, compose_draft, compose_invitation, says_the_same
from meetings.letters.facts import TITLES, Facts, Letter

__all__ = ["TITLES", "Facts", "Letter", "compose_cancelled", "compose_draft", "compose_invitation", "says_the_same"]
