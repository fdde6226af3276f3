"""Why something may not be done to a case, or None."""

from cases.models import Case, Duty
from cases.states import CaseState


def cannot_change(case: Case) -> str | None:
    """Say why nothing may be added to this case."""
    if case.state == CaseState.VOID:
        return "This case is void: it was logged in error. Log what happened as a new incident."
    return None


def cannot_void(case: Case) -> str | None:
    """Say why this case cannot be voided."""
    if case.state == CaseState.VOID:
        return "This case is void already."
    return None


def cannot_settle(duty: Duty) -> str | None:
    """Say why this duty cannot be waived or handed on."""
    if duty.discharged_at is not None:
        return "This is done already."
    if duty.waived_at is not None:
        return "This was waived already."
    return None
