"""What a letter or a pack of this room says: `restriction` on reaching a school, `post` and `pack` on what was posted."""

from collections.abc import Mapping
from typing import Any

TOLD = ("salutation", "summary", "sections")


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two papers tell the same, whatever their dates, who signs them and the way they go."""
    return [one[name] for name in TOLD] == [other[name] for name in TOLD]
