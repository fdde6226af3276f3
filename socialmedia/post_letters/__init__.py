"""The letters about a post, and the packs for the site, the police and solicitors. Typed texts are values here."""

from socialmedia.post_letters.letter import LetterFacts, compose
from socialmedia.post_letters.pack import PackFacts, Proof, compose_pack

__all__ = ["LetterFacts", "PackFacts", "Proof", "compose", "compose_pack", "says_the_same"]


def says_the_same(one: dict[str, object], other: dict[str, object]) -> bool:
    """Whether two papers say the same, whatever their dates and the way they go."""
    told = ("salutation", "summary", "sections")
    return [one[name] for name in told] == [other[name] for name in told]
