"""What somebody knows of the terms they are to keep: nobody keeps to what they were never told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kernel import wording
from schools.calendar import local_day
from socialmedia.models import Restriction, Terms
from socialmedia.rules.restriction import NOT_TOLD
from socialmedia.states import TermsKind


@dataclass(frozen=True)
class Told:
    """The newest terms, which of all they know now, and since when (aware) they know any; None: not at all.

    `why_not` says that the newest are not told yet; "" where they are.
    """

    newest: Terms
    known: Terms | None
    since: datetime | None
    why_not: str


def told_of(terms: Sequence[Any], now: datetime) -> Told | None:
    """What is known of the terms of one restriction, in their order (`with_told`); None where there are none.

    Terms that were looked at again and stay as they were are known with those before them.
    """
    if not terms:
        return None
    known, at = None, None
    for one in terms:
        at = at if one.kind == TermsKind.KEPT else one.told_at
        if at is not None and at <= now:
            known = one
    since = min((one.told_at for one in terms if one.told_at is not None), default=None)
    return Told(terms[-1], known, since, _why_not(at, now, is_first=known is None))


def _why_not(at: datetime | None, now: datetime, *, is_first: bool) -> str:
    if at is not None and at <= now:
        return ""
    until = "Until then they reach us as before." if is_first else "Until then what they were told before holds."
    if at is None:
        return f"{NOT_TOLD} {until}"
    return f"Not told yet: the letter counts as received on {wording.full_day(local_day(at))}. {until}"


def since_told(restriction: Restriction) -> datetime | None:
    """Since when (aware) they know any terms of a restriction; None while no letter of them went."""
    rows: Any = restriction.terms.with_told()
    return min((one.told_at for one in rows if one.told_at is not None), default=None)
