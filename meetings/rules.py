"""Why a meeting cannot be arranged, changed or noted like this: a sentence, or None."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from kernel import wording
from meetings.models import Attendee, Meeting
from meetings.states import MEDIATED_KINDS, NAMED_LATER, AttendeeCapacity, MeetingKind, MeetingState, Outcome
from schools.calendar import LONDON, Calendar

ONLY_DECIDERS = (
    "The CEO, or whoever decides in their place, invites a parent to an interview. "
    "You can arrange an informal discussion, or ask them."
)
ON_ITS_PAGE = "The meetings of a mediation are arranged on the mediation’s own page."
NOBODY_COMES_BACK = "No talk on coming back is due in this case. Arrange an informal discussion."
# People who sit down together now give the minute at which they did.
JUST_NOW = timedelta(minutes=15)
NEEDS_COMPANION = (
    "The policy asks for a companion who has nothing to do with the case. Choose one, or say why it goes without: "
    "the CEO is told."
)


def cannot_convene(
    kind: MeetingKind, *, is_decider: bool, is_mediation: bool = False, is_awaited: bool = True
) -> str | None:
    """Say why this account does not arrange a meeting of this kind. Policy, Methods: the CEO may invite the parent.

    `is_mediation`: the case is a mediation's, whose meetings are arranged on its own page. `is_awaited`: a pupil comes
    back from a suspension in this case, and nobody has talked about it yet.
    """
    if is_mediation or kind in MEDIATED_KINDS:
        return ON_ITS_PAGE
    if kind == MeetingKind.REINTEGRATION and not is_awaited:
        return NOBODY_COMES_BACK
    return ONLY_DECIDERS if kind == MeetingKind.PARENT_INTERVIEW and not is_decider else None


def cannot_leave_uninvited(*, is_owed: bool) -> str | None:
    """Say why it is not noted that a parent is not invited."""
    return None if is_owed else "It is settled already: they are invited, or it is said why not."


def cannot_start(starts_at: datetime, now: datetime) -> str | None:
    """Say why a meeting cannot be arranged for then (aware)."""
    if starts_at >= now - JUST_NOW:
        return None
    return "This time is over. If you have met already, arrange it for now and note what came of it."


def warns_of_hours(starts_at: datetime, ends_at: datetime, days: Calendar) -> str:
    """What to mind about a time (aware) outside the trust's hours; "" if nothing."""
    if not days.is_working_day(starts_at.astimezone(LONDON).date()):
        return "This is not a working day."
    if not (days.is_office_time(starts_at) and ends_at.astimezone(LONDON).time() <= days.closes):
        return f"This is outside the trust’s hours, {days.opens:%H:%M} to {days.closes:%H:%M}."
    return ""


def cannot_meet_nobody(parents: Collection[int], known: Collection[int]) -> str | None:
    """Say why these people (ids) cannot be invited. `known`: the adults of the case, and the parents of its pupils."""
    if not parents:
        return "Choose whom you invite."
    return None if {*parents} <= {*known} else "Choose people of this case."


def cannot_go_alone(kind: MeetingKind, *, has_companion: bool, tie: str, why: str) -> str | None:
    """Say why a parent interview cannot be arranged with this companion. Policy, Methods: one not directly involved.

    `tie` is what the companion has to do with the case, with their name; `why` the reason for going on all the same.
    """
    if kind != MeetingKind.PARENT_INTERVIEW or why.strip() or (has_companion and not tie):
        return None
    return f"{tie}. {NEEDS_COMPANION}" if tie else NEEDS_COMPANION


def cannot_be_two(*, is_account: bool, name: str) -> str | None:
    """Say why a companion cannot be both a colleague with an account and somebody by name."""
    return "Choose a colleague or name somebody else, not both." if is_account and name else None


def cannot_change(meeting: Meeting) -> str | None:
    """Say why this meeting cannot be changed or set for a new day."""
    if meeting.state == MeetingState.CANCELLED:
        return "This meeting was called off. Arrange another one."
    if meeting.state in (MeetingState.HELD, MeetingState.RECORDED):
        return "This meeting was held. Arrange another one."
    return None


def cannot_cancel(meeting: Meeting) -> str | None:
    """Say why this meeting cannot be called off."""
    if meeting.is_arranged:
        return None
    if meeting.state == MeetingState.CANCELLED:
        return "This meeting was called off already."
    return "There is no day to call off: it is noted what came of this meeting."


def cannot_name(meeting: Meeting, capacity: str) -> str | None:
    """Say why nobody is added to those who come."""
    if capacity not in NAMED_LATER:
        return "Choose as what they come."
    return None if meeting.is_arranged else "Only to a meeting that is still to come can somebody be added."


def cannot_take_off(attendee: Attendee) -> str | None:
    """Say why somebody stays among those who come."""
    if attendee.capacity not in NAMED_LATER:
        return "Who leads it, a companion and those invited come with the meeting. Change the meeting instead."
    return None if attendee.meeting.is_arranged else "It is noted already what came of this meeting."


def cannot_note(meeting: Meeting, now: datetime) -> str | None:
    """Say why it cannot be noted what came of this meeting."""
    if meeting.state == MeetingState.CANCELLED:
        return "This meeting was called off."
    if not meeting.is_arranged:
        return "It is noted already what came of this meeting. Set a new day if it goes on."
    if meeting.starts_at > now:
        return f"It begins {wording.when(meeting.starts_at, now)}. Change its time if you have met earlier."
    return None


def cannot_have_sat(
    outcome: Outcome, began_at: datetime | None, ended_at: datetime | None, now: datetime
) -> str | None:
    """Say why a meeting cannot have been from then until then (aware)."""
    if outcome == Outcome.NOT_ATTENDED:
        return None
    if began_at is None or ended_at is None:
        return "Say when it began and when it ended."
    if ended_at <= began_at:
        return "It ended before it began. Check the times."
    return "This time is in the future." if ended_at > now else None


def cannot_be_empty(outcome: Outcome, came: Iterable[Attendee], kind: MeetingKind) -> str | None:
    """Say why a meeting with these people was none: with no parent there, the parent did not come.

    A mediation with both sides together needs both, one with one side alone that side.
    """
    if outcome == Outcome.NOT_ATTENDED:
        return None
    there = {one.capacity for one in came if one.is_invited}
    if kind == MeetingKind.MEDIATION_JOINT:
        is_both = {AttendeeCapacity.PARENT, AttendeeCapacity.PARTY} <= there
        return None if is_both else "One side is not ticked. Choose “They did not come”, or tick who was there."
    if kind == MeetingKind.MEDIATION_SEPARATE:
        return None if there else "Nobody is ticked. Choose “They did not come”, or tick who was there."
    if AttendeeCapacity.PARENT in there:
        return None
    return "No parent is ticked. Choose “The parent did not come”, or tick who was there."
