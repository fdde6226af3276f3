"""What happened last to a suspension, and so what the person must be told? Derived from rows, never stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db.models import Value

from suspensions.models import SiteSuspension
from suspensions.states import Outcome, SuspensionState


class Happened(Enum):
    """The events of which the person is told, in talk and in writing."""

    MADE = "made"
    EXTENDED = "extended"
    UPHELD = "upheld"
    VARIED = "varied"
    NOT_UPHELD = "not_upheld"
    LIFTED = "lifted"
    VOID = "void"
    REPLACED = "replaced"


ENDS = {
    SuspensionState.NOT_UPHELD: Happened.NOT_UPHELD,
    SuspensionState.LIFTED: Happened.LIFTED,
    SuspensionState.VOID: Happened.VOID,
    SuspensionState.REPLACED: Happened.REPLACED,
}
# A review that upholds says so by the same words; one under other terms as the variation does.
OF_REVIEW = (Outcome.UPHELD, Outcome.VARIED)


@dataclass(frozen=True)
class Event:
    """One event with its moment (aware)."""

    what: Happened
    at: datetime


def newest_event(suspension: SiteSuspension) -> Event:
    """The newest event of a suspension: its end by somebody, else the latest decision on it."""
    if suspension.ended_at is not None:
        return Event(ENDS[SuspensionState(suspension.state)], suspension.ended_at)
    extended = suspension.extensions.order_by().values_list(Value(Happened.EXTENDED.value), "decided_at")
    varied = suspension.variations.order_by().values_list(Value(Happened.VARIED.value), "decided_at")
    reviewed = suspension.reviews.order_by().filter(outcome__in=OF_REVIEW).values_list("outcome", "decided_at")
    found = [Event(Happened(what), at) for what, at in extended.union(varied, reviewed, all=True)]
    return max([Event(Happened.MADE, suspension.decided_at), *found], key=lambda event: event.at)


def minute_owed(suspension: SiteSuspension) -> datetime:
    """The minute (aware) from which a talk tells the person what they must be told: that of the newest event."""
    return newest_event(suspension).at.replace(second=0, microsecond=0)
