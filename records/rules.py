"""Why something may not be done to a written record, or None."""

from typing import Any

from cases.rules import cannot_change
from records import content as contents
from records.models import Copy, WrittenRecord
from records.states import RecordState


def cannot_write(record: WrittenRecord) -> str | None:
    """Say why the text of this record cannot be changed."""
    if record.state == RecordState.DISCARDED:
        return "This draft was discarded."
    if record.is_frozen:
        return "This was issued: its text can no longer be changed. Correct it by a new version."
    return cannot_change(record.case)


def cannot_hold(content: dict[str, Any]) -> str | None:
    """Say why this text does not fit into a record."""
    if contents.length(content) > contents.LONGEST:
        return f"This is longer than the {contents.LONGEST:,} characters that fit into one record. Shorten it."
    return None


def cannot_issue(record: WrittenRecord) -> str | None:
    """Say why this record cannot be issued."""
    if record.is_frozen:
        return "This was issued already."
    if reason := cannot_write(record):
        return reason
    if contents.is_empty(record.content):
        return "There is nothing in it yet. Write what happened first."
    if record.supersedes is not None and not record.supersedes.is_current:
        return "The version this corrects no longer counts. Discard this draft and begin again from the current one."
    return None


def cannot_correct(record: WrittenRecord) -> str | None:
    """Say why no new version of this record can be begun."""
    if not record.is_frozen:
        return "This was not issued yet: change the draft instead."
    if not record.is_current:
        return "This version no longer counts. Correct the current one."
    return cannot_change(record.case)


def cannot_hand_over(record: WrittenRecord) -> str | None:
    """Say why nobody can be given a copy of this record."""
    if not record.is_frozen:
        return "Only what was issued can be handed over."
    if not record.is_current:
        return "This version no longer counts. Hand over the current one."
    return None


def cannot_arrive(copy: Copy) -> str | None:
    """Say why it cannot be noted that this copy arrived."""
    if copy.received_at is not None:
        return "It was noted already that this copy arrived."
    return None
