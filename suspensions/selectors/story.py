"""Everything that hangs on a suspension, fetched at once for a page that shows it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from kernel.together import hang, together
from suspensions.models import (
    Arrangement,
    Breach,
    Extension,
    Representation,
    Review,
    ReviewedEvidence,
    SiteSuspension,
    Telling,
    Variation,
)

# What hangs on a suspension, by the name of the relation, with the rows that its page names.
HANGS: dict[str, "QuerySet[Any]"] = {
    "extensions": Extension.objects.select_related("decided_by"),
    "variations": Variation.objects.select_related("decided_by"),
    "reviews": Review.objects.select_related("decided_by"),
    "representations": Representation.objects.select_related("noted_by", "considered_by"),
    "breaches": Breach.objects.select_related("seen_by"),
    "arrangements": Arrangement.objects.select_related("school"),
    "tellings": Telling.objects.select_related("notice__queued_by"),
}


def fetch_along(
    suspension: SiteSuspension, *questions: "QuerySet[Any]", names: Iterable[str] = HANGS
) -> list[list[Any]]:
    """Hang on a suspension what belongs to it, and answer further questions on the way: one query for all.

    For pages. A service reads the rows anew, under its lock: it never meets a suspension on which they hang.
    """
    names = [*names]
    mine = [HANGS[name].filter(suspension=suspension) for name in names]
    looked_at = ReviewedEvidence.objects.filter(review__suspension=suspension).select_related("evidence")
    seen = [looked_at] if "reviews" in names else []
    found = together(*mine, *seen, *questions)
    for name, rows in zip(names, found, strict=False):
        hang([suspension], name, rows)
    if seen:
        hang(suspension.reviews.all(), "evidence", found[len(names)])
    return found[len(names) + len(seen) :]
