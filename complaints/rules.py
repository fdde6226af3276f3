"""Why something may not be done about a complaint: a sentence, or None."""

from collections.abc import Iterable
from datetime import date

from accounts.models import User
from cases.models import Case
from cases.rules import cannot_change
from complaints.models import Complaint, Point
from complaints.states import RUNNING, Stage
from kernel import wording

NOT_RUNNING = {
    Stage.CLOSED: "This complaint is answered. If the complainant is not content, note that they take it further.",
    Stage.WITHDRAWN: "This complaint was withdrawn.",
}


def cannot_have_come(received_on: date, today: date) -> str | None:
    """Say why a complaint cannot have come on this local day."""
    if received_on > today:
        return "This day is in the future."
    return "This is more than three years ago. Check the year." if received_on.year < today.year - 3 else None


def cannot_log_own(by: User, about: Iterable[User], *, is_own: bool) -> str | None:
    """Say why somebody does not log this complaint: it is about them, or their own."""
    if by in about:
        return "You cannot log a complaint about yourself. Ask a colleague, or the CEO, to log it."
    return "You cannot log your own complaint. Give it to a colleague, or to the CEO, to log." if is_own else None


def cannot_handle(complaint: Complaint) -> str | None:
    """Say why nothing can be done on this complaint now."""
    return cannot_change(complaint.case) or NOT_RUNNING.get(Stage(complaint.stage))


def cannot_take_back(points: Iterable[Point], point: Point) -> str | None:
    """Say why this point cannot be taken back: it is the last, it was decided on, it was taken back before."""
    if point.taken_back_at is not None:
        return "This point was taken back already."
    if point.findings.all():
        return "It was decided on this point, so it stays."
    others = [one for one in points if one.pk != point.pk and one.taken_back_at is None]
    return None if others else "A complaint has one point at least. Add the right one first."


def cannot_decide(complaint: Complaint, points: Iterable[Point], conflict: str | None) -> str | None:
    """Say why this complaint cannot be decided on now by whoever asks; `conflict` says why they may not."""
    if reason := cannot_handle(complaint):
        return reason
    if not [*points]:
        return "Say first, point by point, what is complained of."
    return conflict


def cannot_leave_open(points: Iterable[Point], found: Iterable[Point]) -> str | None:
    """Say that a point has no finding."""
    left = {point.pk for point in points} ^ {point.pk for point in found}
    return "Decide on every point of the complaint." if left else None


def cannot_find_without(reasons: Iterable[str]) -> str | None:
    """Say that a finding has no reasons."""
    return None if all(text.strip() for text in reasons) else "Give the reasons for every finding."


def cannot_go_further(complaint: Complaint, *, was_formal: bool) -> str | None:
    """Say why this complaint does not go to the formal stage. `was_formal`: it was decided on there."""
    if complaint.case.state == "void":
        return cannot_change(complaint.case)
    if complaint.stage == Stage.WITHDRAWN:
        return NOT_RUNNING[Stage.WITHDRAWN]
    if complaint.stage == Stage.FORMAL:
        return "This complaint is at the formal stage already."
    if was_formal:
        return "This was decided at the formal stage. The next stage is a panel, which the clerk to the board arranges."
    return None


def cannot_ask_on(complaint: Complaint, asked_on: date, today: date) -> str | None:
    """Say why they cannot have asked on this local day."""
    if asked_on > today:
        return "This day is in the future."
    return "This is before the complaint came." if asked_on < complaint.stage_on else None


def cannot_be_late(asked_on: date, until: date | None, late_reason: str) -> str | None:
    """Say that they asked too late (local days), unless a reason says why it is taken all the same."""
    if until is None or asked_on <= until or late_reason.strip():
        return None
    return f"They could ask until {wording.full_day(until)}. Say why it is taken all the same, or tell them it is too late."


def cannot_hand_over(complaint: Complaint, conflicts: Iterable[str | None]) -> str | None:
    """Say why this complaint is not handed to the Chair; `conflicts`: why the CEO may not decide on it, if that is so."""
    if reason := cannot_handle(complaint):
        return reason
    return None if any(conflicts) else "Nothing keeps the CEO from deciding on this complaint."


def cannot_withdraw(complaint: Complaint) -> str | None:
    """Say why this complaint cannot be noted as withdrawn."""
    return None if complaint.stage in RUNNING and complaint.case.is_open else cannot_handle(complaint)


def cannot_come_from(source: Case) -> str | None:
    """Say why a complaint cannot be said to arise from this case."""
    return "That case was logged in error." if source.state == "void" else None
