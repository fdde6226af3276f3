"""What happened last to a suspension, and so what the person must be told? Derived from rows, never stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

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
    """The newest event of a suspension: its end by somebody, else the latest decision on it."""
    if suspension.ended_at is not None and suspension.ended_by is not None:
        return _end(suspension, suspension.ended_at, suspension.ended_by)
    found: list[tuple[Happened, Variation | Extension | Review]] = [
        *((Happened.VARIED, row) for row in suspension.variations.all()),
        *((Happened.EXTENDED, row) for row in suspension.extensions.all()),
        *((Happened(row.outcome), row) for row in suspension.reviews.all() if row.outcome in OF_REVIEW),
    ]
    if not found:
        return made_event(suspension)
    # Of those of one moment the more particular one tells it: a variation before the review that made it.
    return _of(*max(found, key=lambda one: (one[1].decided_at, PARTICULAR.index(one[0]))))


# Where several say of one moment what happened, the last of these counts.
PARTICULAR = [Happened.UPHELD, Happened.CONTINUED, Happened.EXTENDED, Happened.VARIED]


def _end(suspension: SiteSuspension, at: datetime, by: User) -> Event:
    """An end by somebody; where a review brought it, that says in which capacity."""
    review = next((row for row in [*suspension.reviews.all()][::-1] if row.decided_at == at), None)
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
