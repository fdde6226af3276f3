"""What happened last to a suspension, and so what the person must be told? Derived from rows, never stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from accounts.models import User
from suspensions.models import Extension, Review, SiteSuspension, Variation
from suspensions.states import Outcome, SuspensionState


class Happened(Enum):
    """The events of which the person is told, in talk and in writing."""

    MADE = "made"
    EXTENDED = "extended"
    UPHELD = "upheld"
    VARIED = "varied"
    NOT_UPHELD = "not_upheld"
    CONTINUED = "continued"
    LIFTED = "lifted"
    VOID = "void"
    REPLACED = "replaced"


ENDS = {
    SuspensionState.NOT_UPHELD: Happened.NOT_UPHELD,
    SuspensionState.LIFTED: Happened.LIFTED,
    SuspensionState.VOID: Happened.VOID,
    SuspensionState.REPLACED: Happened.REPLACED,
}
# That a suspension was varied stands in its variation; that it was not upheld or lifted, in its state.
OF_REVIEW = (Outcome.UPHELD, Outcome.VARIED, Outcome.CONTINUED)
Decision = SiteSuspension | Extension | Review | Variation


@dataclass(frozen=True)
class Event:
    """One event with its moment (aware), who decided it, in which capacity, and the row that says so."""

    what: Happened
    at: datetime
    by: User
    capacity: str
    row: Decision

    @property
    def minute(self) -> datetime:
        """Its minute (aware): a talk in the same minute tells of it."""
        return self.at.replace(second=0, microsecond=0)


def newest_event(suspension: SiteSuspension) -> Event:
    """The newest event of a suspension: its end by somebody, else the latest decision on it. One query or two."""
    if suspension.ended_at is not None and suspension.ended_by is not None:
        return _end(suspension, suspension.ended_at, suspension.ended_by)
    mine = {"suspension": suspension}
    found = [
        _decisions(Variation.objects.filter(**mine), Value(Happened.VARIED.value)),
        _decisions(Extension.objects.filter(**mine), Value(Happened.EXTENDED.value)),
        _decisions(Review.objects.filter(**mine, outcome__in=OF_REVIEW), F("outcome")),
    ]
    rows = [*found[0].union(*found[1:], all=True)]
    if not rows:
        return made_event(suspension)
    # Of those of one moment the more particular one tells it: a variation before the review that made it.
    _, pk, what = max(rows, key=lambda row: (row[0], PARTICULAR.index(row[2])))
    happened = Happened(what)
    kinds: dict[Happened, type[Extension | Variation | Review]] = {
        Happened.EXTENDED: Extension,
        Happened.VARIED: Variation,
    }
    kind = kinds.get(happened, Review)
    return _of(happened, kind._default_manager.select_related("decided_by").get(pk=pk))


# Where several say of one moment what happened, the last of these counts.
PARTICULAR = [Happened.UPHELD.value, Happened.CONTINUED.value, Happened.EXTENDED.value, Happened.VARIED.value]


def _decisions(rows: Any, what: Any) -> Any:
    return rows.annotate(what=Cast(what, CharField())).order_by().values_list("decided_at", "pk", "what")


def _end(suspension: SiteSuspension, at: datetime, by: User) -> Event:
    """An end by somebody; where a review brought it, that says in which capacity."""
    review = suspension.reviews.filter(decided_at=at).last()
    capacity = review.capacity if review is not None else suspension.ended_as
    return Event(ENDS[SuspensionState(suspension.state)], at, by, capacity, review or suspension)


def made_event(suspension: SiteSuspension) -> Event:
    """The decision that began it."""
    return _of(Happened.MADE, suspension)


def _of(what: Happened, row: Decision) -> Event:
    return Event(what, row.decided_at, row.decided_by, row.capacity, row)


def minute_owed(suspension: SiteSuspension) -> datetime:
    """The minute (aware) from which a talk tells the person what they must be told: that of the newest event."""
    return newest_event(suspension).minute
