"""Why a mediation cannot be proposed, answered, mediated, ended, or its notes released: a sentence, or None. No rows."""

from collections.abc import Collection
from datetime import date, datetime

from kernel import wording
from meetings.models import Mediation
from meetings.states import MediationState


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


def cannot_end(mediation: Mediation) -> str | None:
    """Say why a mediation cannot be ended."""
    if mediation.state == MediationState.RUNNING:
        return None
    return "It has not begun." if mediation.state == MediationState.ASKED else "This mediation is over."


def cannot_release(*, has_notes: bool) -> str | None:
    """Say why there is nothing to release."""
    return None if has_notes else "There are no notes in the system. Ask the mediator."
