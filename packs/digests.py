"""What a list showed, in short: whoever chose from it chose from that, and not from what has come since."""

import hashlib
from collections.abc import Iterable


def digest_of(shown: Iterable[object]) -> str:
    """The SHA-256 of what a list showed, in its order."""
    return hashlib.sha256(",".join(str(one) for one in shown).encode()).hexdigest()
