"""Why something may not be done to a case, or None."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.models import User
from cases.duties import DUTIES
from cases.models import Case, Delegation, Duty, Evidence, EvidenceFile
from cases.states import CaseState, FileState
from kernel.filetypes import MOST_IN_A_CASE
from schools.states import Role

LONGEST_DELEGATION = timedelta(days=366)


def cannot_change(case: Case) -> str | None:
    """Say why nothing may be added to this case."""
    if case.state == CaseState.VOID:
        return "This case is void: it was logged in error. Log what happened as a new incident."
    if case.state == CaseState.CLOSED:
        return "This case is closed. Whoever may close it can open it again, with a reason."
    return None


def cannot_void(case: Case) -> str | None:
    """Say why this case cannot be voided."""
    if case.state == CaseState.VOID:
        return "This case is void already."
    return "This case is closed. Open it again first." if case.state == CaseState.CLOSED else None


def cannot_close(case: Case, left: Sequence[str]) -> str | None:
    """Say why this case cannot be closed. `left`: what is still due, in force or open, in words."""
    if case.state == CaseState.CLOSED:
        return "This case is closed already."
    if reason := cannot_change(case):
        return reason
    if not left:
        return None
    return f"This case cannot be closed yet. Still open: {'; '.join(left)}."


def cannot_reopen(case: Case) -> str | None:
    """Say why this case cannot be opened again."""
    if case.state == CaseState.VOID:
        return "This case is void, which is for good. Log what happened as a new incident."
    return "This case is open." if case.state == CaseState.OPEN else None


def cannot_waive(duty: Duty, *, is_theirs: bool) -> str | None:
    """Say why this duty cannot be waived: it is not theirs, or settled, or its own page says what is said instead."""
    return cannot_settle(duty, is_theirs=is_theirs) or DUTIES[duty.kind].instead or None


def cannot_hand_on(duty: Duty, *, is_theirs: bool) -> str | None:
    """Say why this duty cannot be handed to somebody else: it is not theirs, or settled, or it is somebody's own words."""
    if reason := cannot_settle(duty, is_theirs=is_theirs):
        return reason
    return "Only they can write their own statement." if DUTIES[duty.kind].is_personal else None


def cannot_settle(duty: Duty, *, is_theirs: bool) -> str | None:
    """Say why this duty cannot be waived or handed on. `is_theirs`: it is not owed by a role above them.

    Nobody sets aside what somebody above them is to look at. Policy, Methods: the CEO decides, and informs the Chair.
    """
    if duty.discharged_at is not None:
        return "This is done already."
    if duty.waived_at is not None:
        return "This was waived already."
    if not is_theirs:
        owner = duty.owner_user.name if duty.owner_user is not None else f"The {Role(duty.owner_role).label}"
        return f"{owner} owes this. Only they, or whoever stands in for them, can set it aside or hand it on."
    return None


# --- Acting for the CEO -------------------------------------------------------------------------------------------
def cannot_delegate_on(case: Case, decider: Role) -> str | None:
    """Say why the CEO's part of a case cannot be delegated to the Central Team. `decider`: who holds that part."""
    if reason := cannot_change(case):
        return reason
    if decider != Role.CEO:
        return (
            f"The {decider.label} decides in this case, because the CEO is in it. "
            "It cannot go to the Central Team, who answer to the CEO."
        )
    return None


def cannot_grant_review(case: Case, decider: Role) -> str | None:
    """Say why the review of a case cannot be granted to a trustee. `decider`: who decides what the CEO decides."""
    if reason := cannot_change(case):
        return reason
    return "The CEO decides in this case. A trustee reviews only where the CEO cannot." if decider == Role.CEO else None


def cannot_be_delegate(to: User, by: User, *, is_member: bool) -> str | None:
    """Say why this account cannot act for the CEO. `is_member`: it works and belongs to the Central Team."""
    if to.pk == by.pk:
        return "Nobody delegates to themselves."
    return None if is_member else f"{to.name} is not in the Central Team. The CEO delegates to the Central Team only."


def cannot_be_reviewer(to: User, by: User, *, is_trustee: bool) -> str | None:
    """Say why this account cannot review in the CEO's place. `is_trustee`: it works and belongs to the trustees."""
    if to.pk == by.pk:
        return "You decide in this case already."
    return (
        None if is_trustee else f"{to.name} is not a trustee. Never give the review to somebody who works for the CEO."
    )


def cannot_delegate_every_case(*, is_standing_in: bool) -> str | None:
    """Say why this account cannot delegate every case: it would outlast the cover, and open the whole trust."""
    return (
        "You stand in for the CEO: delegate single cases. Every case only the CEO delegates."
        if is_standing_in
        else None
    )


def wrong_delegation_start(from_at: datetime, now: datetime) -> str | None:
    """Say what is wrong with the beginning of a delegation (aware datetimes)."""
    return "This beginning is in the past." if from_at < now else None


def wrong_delegation_end(from_at: datetime, until: datetime | None, *, is_every: bool) -> str | None:
    """Say what is wrong with the end of a delegation (aware datetimes); one for every case has an end."""
    if until is None:
        return "Say until when, if it is for every case." if is_every else None
    if until <= from_at:
        return "The end is before the beginning."
    if until - from_at > LONGEST_DELEGATION:
        return "This lasts a year at most. Delegate again when the year is over."
    return None


def has_delegation_already(to: User, *, is_given: bool) -> str | None:
    """Say that this was given to them already in that time."""
    return f"{to.name} has this already in that time." if is_given else None


def cannot_end_delegation(delegation: Delegation, now: datetime) -> str | None:
    """Say why this cannot be taken back (aware datetime)."""
    if delegation.to_id is None:
        return "The Chair decides here because the CEO is involved. It ends when that turns out to be wrong."
    upper = delegation.period.upper
    return "This has ended already." if upper is not None and upper <= now else None


# --- Evidence -----------------------------------------------------------------------------------------------------
def cannot_add_files(evidence: Evidence) -> str | None:
    """Say why files cannot join this piece of evidence."""
    if evidence.is_sensitive:
        return "This was sealed when it came. Add what you have as new evidence."
    if evidence.is_sealed:
        return (
            "A decision rests on this as it is. Add what you have as new evidence: it will be marked as added after it."
        )
    return None


def cannot_hold_more(count: int) -> str | None:
    """Say why a case cannot hold so many files."""
    if count > MOST_IN_A_CASE:
        return f"A case holds at most {MOST_IN_A_CASE} files. Describe where the others are kept."
    return None


def cannot_remove_file(file: EvidenceFile) -> str | None:
    """Say why this file cannot be taken out."""
    if file.state == FileState.REMOVED:
        return "This file was taken out already."
    if file.state == FileState.REFUSED:
        return "This file was not kept, so there is nothing to take out."
    if file.evidence.is_sealed and not file.evidence.is_sensitive:
        return "A decision rests on this evidence. Nothing of it can be taken out any more."
    return None
