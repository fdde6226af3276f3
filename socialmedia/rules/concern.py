"""Why something may not be done about what is said online: a sentence, or None."""

from collections.abc import Collection
from datetime import date, datetime, time

from cases.rules import cannot_change
from kernel import wording
from schools.calendar import at_local, local_day
from schools.models import Person
from socialmedia.models import OnlineConcern
from socialmedia.states import JUDGED, Basis, ConcernKind, Presence, StepKind

INDECENT_FILE = (
    "You said that it may show a child undressed or in a sexual way, so no file was taken. Send this again without files: "
    "describe what there is. Do not copy or send it to anybody; the police say what to do with it."
)
SAYS_NOTHING = "Say what this step is about."


def cannot_have_been(posted_on: date | None, posted_time: time | None, seen_at: datetime, now: datetime) -> str | None:
    """Say why a post of a local day (and time) cannot have been seen at this moment (aware)."""
    if seen_at > now:
        return "This time is in the future."
    if posted_on is None:
        return None
    seen_on = local_day(seen_at)
    is_later = posted_time is not None and at_local(posted_on, posted_time) > seen_at
    return "It was seen before it was posted or sent. Check the days." if posted_on > seen_on or is_later else None


def cannot_report_own(author: Person | None, user_id: int) -> str | None:
    """Say that nobody reports what they posted themselves."""
    if author is not None and author.user_id == user_id:
        return "This is your own. Speak to your headteacher, or to the CEO."
    return None


def cannot_hold_file(*, is_indecent: bool, has_files: bool) -> str | None:
    """Say why no file of it is taken. Law: no indecent picture of a child is kept, also if it was made up or altered."""
    return INDECENT_FILE if is_indecent and has_files else None


def cannot_add(concern: OnlineConcern) -> str | None:
    """Say why whoever reported it adds nothing more to it."""
    if concern.settled_at is None and cannot_change(concern.case) is None:
        return None
    return "This has been dealt with. If it is back, or if there is more of it, report it anew."


def cannot_judge_without(kinds: Collection[str], signs: str, judged_by_name: str) -> str | None:
    """Say that what an AI matter was judged by, or who judged it, is missing. A machine is never found to have written."""
    if {*kinds} & {*JUDGED} and not (signs.strip() and judged_by_name.strip()):
        return "Say what you judge it by, and who judged it."
    if bool(signs.strip()) != bool(judged_by_name.strip()):
        return "Say what it was judged by, and who judged it."
    return None


def cannot_deal(concern: OnlineConcern) -> str | None:
    """Say why nothing can be done about this post now."""
    if reason := cannot_change(concern.case):
        return reason
    if concern.settled_at is not None:
        return (
            f"This was settled on {wording.full_day(local_day(concern.settled_at))}. If it is back, look at it again."
        )
    return None


def cannot_check(concern: OnlineConcern) -> str | None:
    """Say why nobody notes whether this post is still there."""
    return cannot_change(concern.case)


def cannot_look_again_on(found: Presence, again_on: date | None, today: date) -> str | None:
    """Say why a post is not looked at again on this local day."""
    if found == Presence.REMOVED or again_on is None:
        return None
    return "This day is over. Choose a later one." if again_on <= today else None


def cannot_settle(concern: OnlineConcern, owed: Collection[str]) -> str | None:
    """Say why this is not settled yet; `owed` is what must be done first, in words."""
    if reason := cannot_deal(concern):
        return reason
    return f"First: {wording.listed([*owed])}." if owed else None


def cannot_name_author(concern: OnlineConcern, author: Person) -> str | None:
    """Say why this person is not noted as who posted it."""
    if reason := cannot_change(concern.case):
        return reason
    if concern.author is not None:
        return f"It is noted that {concern.who} {concern.thing.did}. If that is wrong, mark it as logged in error."
    return f"{author.full_name} is a record that was merged." if author.merged_into_id else None


def cannot_say_kinds(kinds: Collection[str]) -> str | None:
    """Say that a post is of no kind."""
    return None if kinds else "Say what it is."


def cannot_judge_data(concern: OnlineConcern) -> str | None:
    """Say why there is nothing to judge about personal data."""
    if ConcernKind.AI_DATA not in concern.kinds:
        return "Nobody said that personal data was put into an AI tool."
    return cannot_change(concern.case)


def cannot_rest_on(kind: StepKind, basis: str) -> str | None:
    """Say that a report to the police rests on nothing. Mere criticism was never a matter for them."""
    if kind != StepKind.POLICE or basis in Basis.values:
        return None
    return "Say what it rests on: a threat, harassment or another crime."


def cannot_ask_on(day: date | None, today: date) -> str | None:
    """Say why nobody asks on this local day what came of it."""
    return "This day is over. Choose a later one." if day is not None and day <= today else None


def cannot_ask_self(*, decides: bool) -> str | None:
    """Say that nobody asks themselves for legal steps."""
    return "You decide this yourself: take the step." if decides else None
