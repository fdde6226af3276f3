"""Why a mediation cannot be proposed, answered, mediated, ended, or its notes released: a sentence, or None. No rows."""

from collections.abc import Collection
from datetime import date, datetime

from kernel import wording
from meetings.models import Mediation
from meetings.states import MediationState, MeetingKind


def cannot_propose(persons: Collection[int], known: Collection[int], users: Collection[int]) -> str | None:
    """Say why these cannot be asked: at least one parent of the case (ids), and one of the school."""
    if not persons or not {*persons} <= {*known}:
        return "Choose the parent, of those in this case."
    return None if users else "Choose who takes part for the school."


def cannot_answer(mediation: Mediation) -> str | None:
    """Say why nobody's answer is noted any more."""
    if mediation.state in (MediationState.ASKED, MediationState.RUNNING):
        return None
    return "This mediation is over."


def wrong_answer_day(answered_on: date, proposed_on: date, today: date) -> str | None:
    """Say why somebody cannot have answered on this local day."""
    if answered_on > today:
        return "This day is in the future."
    return "They had not been asked on that day." if answered_on < proposed_on else None


def cannot_appoint(mediation: Mediation, waiting: Collection[str]) -> str | None:
    """Say why no mediator is appointed. `waiting` are the parties who have not said that they take part."""
    if mediation.state not in (MediationState.ASKED, MediationState.RUNNING):
        return "This mediation is over."
    if waiting:
        return (
            f"Mediation is for those who want it. It waits for {wording.listed([*waiting])} to say that they take part."
        )
    return None


def cannot_mediate(name: str, tie: str, *, is_party: bool, is_walled: bool) -> str | None:
    """Say why this account cannot mediate. `tie` is what they have to do with the matter, as words after their name."""
    if is_walled:
        return f"{name} cannot be told anything of this case."
    if is_party:
        return f"{name} takes part themselves. A mediator takes nobody’s side."
    return f"{name} {tie}. A mediator has nothing to do with the matter." if tie else None


def cannot_be_one(*, is_account: bool, name: str) -> str | None:
    """Say why this is not one mediator."""
    if is_account and name:
        return "Choose a colleague or name somebody from outside, not both."
    return None if is_account or name else "Choose who mediates."


def wrong_end_of_access(until: datetime, now: datetime) -> str | None:
    """Say why a mediator’s access cannot end at this moment (aware, exclusive)."""
    return None if until > now else "This day is over."


def cannot_meet(mediation: Mediation) -> str | None:
    """Say why no meeting of a mediation is arranged."""
    if mediation.state == MediationState.RUNNING:
        return None
    return "A mediator is appointed first." if mediation.state == MediationState.ASKED else "This mediation is over."


def cannot_meet_with(kind: MeetingKind, *, parents: int, others: int) -> str | None:
    """Say why a meeting of this kind is not with so many parents and so many who take part for the school."""
    if kind == MeetingKind.MEDIATION_JOINT:
        return None if parents and others else "Together means both sides: choose a parent and somebody of the school."
    return None if parents + others == 1 else "Alone means one person: choose who."


def cannot_meet_later(mediation: Mediation, ends_at: datetime) -> str | None:
    """Say why a meeting of a mediation cannot end at this moment (aware): its mediator's access is over by then."""
    if mediation.mediator_id is None or mediation.access_ends_at is None or ends_at <= mediation.access_ends_at:
        return None
    last = wording.in_full(wording.last_moment(mediation.access_ends_at))
    return f"The mediator’s access ends on {last}. Choose a time before, or ask the CEO for a later last day."


def cannot_end(mediation: Mediation, still_to_come: Collection[str] = ()) -> str | None:
    """Say why a mediation cannot be ended. `still_to_come`: the days of its meetings that wait, in words."""
    if mediation.state == MediationState.RUNNING:
        if not still_to_come:
            return None
        days = wording.listed([*still_to_come])
        return f"A meeting is still to come: {days}. Call it off, or say first what came of it."
    return "It has not begun." if mediation.state == MediationState.ASKED else "This mediation is over."


def cannot_release(*, has_notes: bool) -> str | None:
    """Say why there is nothing to release."""
    return None if has_notes else "There are no notes in the system. Ask the mediator."
