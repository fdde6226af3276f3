"""Why a suspension cannot be reviewed, upheld, varied, looked at again or renewed: a sentence, or None."""

from datetime import date, datetime, timedelta

from kernel import wording
from schools.calendar import local_day
from suspensions import clocks, rules
from suspensions.hearing import Window
from suspensions.models import Review, SiteSuspension
from suspensions.states import SuspensionState

# A renewal is decided when the end is near, so that it rests on how things are then.
RENEWED_WITHIN = timedelta(days=14)
LONGEST_ENTERED = timedelta(days=366)


def cannot_review(
    suspension: SiteSuspension, first: Review | None, not_independent: str | None, now: datetime
) -> str | None:
    """Say why it cannot be decided whether this is upheld, or not by this person. `first` is a review there was."""
    if reason := rules.why_settled(suspension, now):
        return reason
    if suspension.state == SuspensionState.UPHELD:
        return f"It was upheld already{_by(first, now)}."
    return not_independent


def _by(review: Review | None, now: datetime) -> str:
    return f" by {review.decided_by.name}, {wording.when(review.decided_at, now)}" if review is not None else ""


def cannot_uphold(window: Window, now: datetime) -> str | None:
    """Say why this cannot be upheld yet: beyond its first day nobody is judged unheard. Law on barring adults."""
    reason = rules.why_unheard(window, now)
    return f"{reason} Until then it cannot be upheld. Not to uphold it is possible at any time." if reason else None


def goes_on(suspension: SiteSuspension, now: datetime) -> bool:
    """It lasts beyond today, so that somebody must look at it again."""
    return suspension.period.upper > now and clocks.last_day(suspension) > local_day(now)


def wrong_review_day(suspension: SiteSuspension, day: date | None, now: datetime) -> str | None:
    """Say what is wrong with the local day on which this is looked at again."""
    if not goes_on(suspension, now):
        return None
    if day is None:
        return "Say on which day it is looked at again."
    if day <= local_day(now):
        return "Choose a day after today."
    return rules.cannot_look_again_on(day, clocks.last_day(suspension), local_day(now))


def wrong_new_end(suspension: SiteSuspension, until_on: date | None, now: datetime) -> str | None:
    """Say why this cannot end early on a local day, under other terms. Without a day its end stays."""
    if until_on is None:
        return None
    if suspension.period.upper <= now:
        return "It has ended already, so its end cannot change."
    last = clocks.last_day(suspension)
    if until_on < local_day(now):
        return "This day is in the past."
    if until_on < local_day(suspension.period.lower):
        return f"It begins on {wording.full_day(local_day(suspension.period.lower))}. Choose that day or a later one."
    if until_on >= last:
        return f"It ends on {wording.full_day(last)}. Choose an earlier day; for a later one, extend it."
    return None


def cannot_vary(suspension: SiteSuspension, not_independent: str | None, now: datetime) -> str | None:
    """Say why this cannot get other terms, or not by this person."""
    if reason := rules.why_settled(suspension, now):
        return reason
    if suspension.state != SuspensionState.UPHELD:
        return "It has not been upheld yet. Review it first: it can be upheld with other terms."
    if now >= suspension.period.upper:
        return f"It ended by itself, {wording.until(suspension.period.upper, now)}."
    return not_independent


def cannot_look_again(suspension: SiteSuspension, not_independent: str | None, now: datetime) -> str | None:
    """Say why this need not be looked at again, or not by this person."""
    if suspension.is_live and suspension.state != SuspensionState.UPHELD:
        return "It has not been upheld yet. Review it first."
    return cannot_vary(suspension, not_independent, now)


def cannot_renew(suspension: SiteSuspension, renewal: SiteSuspension | None, now: datetime) -> str | None:
    """Say why this cannot be renewed. `renewal` is one there is. Nothing ever renews itself."""
    if reason := rules.why_settled(suspension, now):
        return f"{reason} If there is a risk again, suspend them anew."
    if suspension.state != SuspensionState.UPHELD:
        return "Only one that was upheld is renewed. Until it is reviewed it can be extended."
    if renewal is not None:
        return f"It was renewed already, {wording.when(renewal.decided_at, now)}."
    if suspension.period.upper - now > RENEWED_WITHIN:
        first = wording.full_day(local_day(suspension.period.upper - RENEWED_WITHIN))
        return f"It lasts long enough. From {first} on it can be decided whether there is a new one after it."
    return None


def cannot_repeat(grounds: str, earlier: str) -> str | None:
    """Say why the reasons of a renewal are not new."""
    if " ".join(grounds.split()).casefold() == " ".join(earlier.split()).casefold():
        return "These are the reasons of the earlier decision, word for word. Say what the risk is now."
    return None


def cannot_enter_upheld(*, may_review: bool) -> str | None:
    """Say why this account cannot enter a suspension as upheld already: nobody looks at it again for months."""
    if may_review:
        return None
    return "Only the CEO, or whoever acts for them, can enter it as upheld. Choose “Not yet”: it is then reviewed."


def cannot_enter(
    *, from_on: date, until_on: date, decided_on: date, letter_on: date | None, today: date
) -> tuple[str, str] | None:
    """Say what is wrong with the days (local) of a suspension from before, as the field and the reason."""
    if decided_on > today:
        return "decided_on", "This day is in the future."
    if from_on > today:
        return "from_on", "This day is in the future. Suspend them here instead, on the day it begins."
    if decided_on > from_on:
        return "decided_on", "It was decided before it began, or on that day."
    if until_on < today:
        return "until_on", "It has ended already. Only what is in force is entered."
    if until_on - today > LONGEST_ENTERED:
        return "until_on", "Choose a day within twelve months from today. After that it is a new decision."
    if letter_on is not None and letter_on > today:
        return "letter_on", "This day is in the future."
    if letter_on is not None and letter_on < decided_on:
        return "letter_on", "The letter went after it was decided."
    return None
