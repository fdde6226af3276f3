"""Why somebody cannot be told of a suspension in this way, or not now: a sentence, or None. Pure."""

from datetime import date

from cases.rules import cannot_change
from pupils.models import PupilSuspension
from pupils.recipients import Order, Recipient
from pupils.states import Event, PupilSuspensionState, RecipientKind
from records.states import CopyMethod

STATES = {
    Event.CANCELLED: PupilSuspensionState.CANCELLED,
    Event.REINSTATED: PupilSuspensionState.REINSTATED,
}


def cannot_tell(
    suspension: PupilSuspension,
    event: Event,
    to: Recipient,
    *,
    has_day_six: bool,
    decided: Event | None = None,
    has_meeting: bool = False,
    was_told_wrongly: bool = False,
) -> str | None:
    """Say why this recipient cannot be told of this event: nothing is told that is not so.

    `decided`: as what the board's decision is told, if it made one. `has_meeting`: one is ahead, or was called off.
    `was_told_wrongly`: of an outcome that was taken back, and they do not know that yet.
    """
    if reason := cannot_change(suspension.case):
        return reason
    if reason := cannot_know(to):
        return reason
    if event in STATES and suspension.state != STATES[event]:
        return "This has not been decided."
    if event in (Event.OUTCOME, Event.CONSIDERED) and event != decided:
        return "The board has not decided this."
    if event == Event.TAKEN_BACK and not suspension.is_standing:
        return "The suspension has ended since: the letter about that says what holds."
    if event == Event.TAKEN_BACK and not was_told_wrongly:
        return "They were told nothing that does not hold, or they know that it does not."
    if event == Event.INVITED and not (has_meeting and suspension.is_standing):
        return "No meeting of the board is ahead."
    if event == Event.DECIDED and suspension.state == PupilSuspensionState.CANCELLED:
        return "The suspension was cancelled. Tell them that instead: the letter says what was cancelled, and why."
    if event == Event.DAY_SIX and not (has_day_six and suspension.is_standing):
        return "No education from the sixth day is owed in this suspension."
    return None


def cannot_know(to: Recipient) -> str | None:
    """Say why nothing is issued to this recipient. Law: a court order may keep news of a child from a parent."""
    if to.order is Order.UNDECIDED:
        return f"A court order is noted about {to.name}. Decide first whether they are told."
    if to.order is Order.WITHHELD:
        return f"It was decided that {to.name} is not told, for a court order is noted."
    return None


def cannot_be_silent(
    reason: str, day_six: str, event: Event, *, is_office: bool, asks_reason: bool
) -> tuple[str, str] | None:
    """Say what is missing in a letter, and beside which question it is asked."""
    if not reason.strip() and asks_reason:
        return "reason", "Give the reason in plain words."
    if event == Event.DAY_SIX and not day_six.strip() and not is_office:
        return "day_six", "Say where it is, from when, at which times, and whom to ask for."
    return None


def cannot_go_by(method: CopyMethod, to: Recipient, *, address: str, email_agreed_on: date | None) -> str | None:
    """Say why a letter cannot go this way. Law: e-mail counts for a family only where they agreed to it."""
    if method == CopyMethod.EMAIL and to.is_family and email_agreed_on is None:
        return (
            "E-mail counts only if the person agreed to get formal letters by e-mail, and no such agreement is noted. "
            "Give it by hand or send it by post."
        )
    if method == CopyMethod.EMAIL and not to.is_family and "@" not in address:
        return "Enter the e-mail address it went to."
    if method == CopyMethod.POST and not address.strip():
        return "Enter the address it goes to, or give it by hand."
    return None


NO_ORDER = "No court order is noted about this person: they are told like every parent."


def cannot_weigh(to: Recipient) -> str | None:
    """Say why it cannot be decided whether this person is told."""
    return NO_ORDER if to.order is Order.NONE else None


def cannot_be_found(to: Recipient, *, lacks_authority: bool) -> str | None:
    """Say that it is not known whose virtual school head this is: the authority that looks after a child need not be the
    school's, and nothing of the child goes to another."""
    if to.kind != RecipientKind.VIRTUAL or not lacks_authority:
        return None
    return (
        "It is not known which local authority looks after the child. Its virtual school head must be told, and no other. "
        "Enter the authority first."
    )


def cannot_be_answered(address: str, email: str) -> str | None:
    """Say why no letter on a suspension is issued: it must name where the family writes to the board (reg 23(3)(b))."""
    if address.strip() or email.strip():
        return None
    return (
        "The letter must say where the family can write to the board, and neither the clerk nor the trust has an address "
        "or an e-mail address here. An administrator, the CEO or the clerk enters one."
    )
