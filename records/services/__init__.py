"""Everything that writes records and the trust's own wording."""

from records.services.own_words import issue_own_words
from records.services.record import (
    correct_record,
    discard_record,
    hand_copy,
    issue_record,
    keep_file,
    note_never_came,
    note_received,
    save_content,
    start_record,
)
from records.services.wording import approve_wording, decline_wording, propose_wording, withdraw_wording

__all__ = [
    "approve_wording",
    "correct_record",
    "decline_wording",
    "discard_record",
    "hand_copy",
    "issue_own_words",
    "issue_record",
    "keep_file",
    "note_never_came",
    "note_received",
    "propose_wording",
    "save_content",
    "start_record",
    "withdraw_wording",
]
