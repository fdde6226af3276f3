"""Why somebody cannot be asked to reach a school in fewer ways, or why that cannot be changed: a sentence, or None."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from cases.rules import cannot_change
from kernel import wording
from schools.calendar import local_day
from schools.models import Person
from schools.states import PersonKind
from socialmedia.models import Contact, Restriction
from socialmedia.states import ContactChannel, RestrictionState

# Half a year is usual, and a school that wants more decides anew.
LONGEST = timedelta(days=184)
CRITICISM = "Criticism or a complaint alone is no ground. Log what they say as a complaint: it is answered as every complaint is."
NOT_TOLD = "Not told yet: the letter has not gone."
NO_WAY_LEFT = "Leave at least one way open: they may need to reach you about a child."


def cannot_restrict(person: Person, standing: Restriction | None) -> str | None:
    """Say why this person is not restricted now; `standing` is one at this school that is not over."""
    if person.kinds == [PersonKind.PUPIL]:
        return "This is about adults. What a pupil writes belongs with the pupil."
    if PersonKind.STAFF in person.kinds:
        return "Somebody who works here is spoken to by their line manager. Ask the CEO."
    if standing is None:
        return None
    is_warned = standing.state == RestrictionState.WARNED
    said = "was warned already" if is_warned else "has a restriction at this school already"
    return f"This person {said}. Open that one ({standing.case.reference}) and go on from there."


def cannot_begin_on(grounds: list[str]) -> str | None:
    """Say why this is no reason to restrict."""
    return None if grounds else CRITICISM


def cannot_skip_warning(skip_reason: str) -> str | None:
    """Say why nobody may restrict without a warning before."""
    if skip_reason.strip():
        return None
    return "A warning comes first. If it cannot wait, say why: for example threats, or hundreds of messages a day."


def cannot_last(until_on: date, review_on: date, today: date, since: date | None = None) -> str | None:
    """Say why a restriction cannot last until this local day, to be looked at again on that one.

    `since` is the local day from which it has held, where it holds already: it is not made longer bit by bit.
    """
    if until_on <= today:
        return "The last day must be later than today."
    if until_on > (since or today) + LONGEST:
        return "Six months is the longest. If it must go on then, it is decided anew."
    return cannot_review_on(review_on, until_on, today)


def cannot_review_on(review_on: date, until_on: date, today: date) -> str | None:
    """Say why it cannot be looked at again on this local day."""
    if review_on <= today:
        return "The day to look at it again must be later than today."
    return "Look at it again before it ends." if review_on > until_on else None


def cannot_close(channels: Collection[str]) -> str | None:
    """Say that every way would be closed: somebody may need to reach a school about a child."""
    return NO_WAY_LEFT if {*channels} >= {*ContactChannel} else None


def cannot_set(restriction: Restriction) -> str | None:
    """Say why terms cannot be set now after a warning."""
    if reason := cannot_change(restriction.case):
        return reason
    return None if restriction.state == RestrictionState.WARNED else "This warning was followed up already."


def is_running(restriction: Restriction, now: datetime) -> bool:
    """Set, and not over by the clock (aware)."""
    is_set = restriction.state == RestrictionState.SET
    return bool(is_set and restriction.period is not None and now < restriction.period.upper)


def cannot_alter(restriction: Restriction, now: datetime) -> str | None:
    """Say why the terms cannot be changed, looked at again or ended now (aware)."""
    if reason := cannot_change(restriction.case):
        return reason
    return None if is_running(restriction, now) else "This restriction is not in force any more."


def cannot_drop(restriction: Restriction) -> str | None:
    """Say why a warning cannot be left at that now."""
    return cannot_set(restriction)


def cannot_breach(since: datetime | None, at: datetime) -> str | None:
    """Say why nobody can have broken terms at a moment: they know any only `since` another, or not at all (aware)."""
    if since is None:
        return f"{NOT_TOLD} Nobody can keep to what they were never told, so there is no breach."
    if at < since:
        return f"They were told from {wording.full_day(local_day(since))} on: what came before that is no breach."
    return None


def cannot_note_breach(
    restriction: Restriction, happened_at: datetime, since: datetime | None, now: datetime
) -> str | None:
    """Say why it was no breach at this moment (aware): the terms did not hold then, or nobody had told them (`since`)."""
    if reason := cannot_change(restriction.case):
        return reason
    if happened_at > now:
        return "This time is in the future."
    period = restriction.period
    if period is None or not period.lower <= happened_at < period.upper:
        return "The restriction was not in force then."
    return cannot_breach(since, happened_at)


def cannot_be_of(restriction: Restriction, contact: Contact | None, is_same: bool) -> str | None:
    """Say why this contact is no breach of it."""
    if contact is None or (is_same and contact.school_id == restriction.school_id):
        return None
    return "This contact was with another school, or of somebody else."
