"""Everything that writes records, their signatures and the trust's own wording."""

from records.services.by_link import ask_to_sign, decline_by_link, sign_by_link
from records.services.copies import give_whole, note_arrived, note_lost, send_whole, take_whole
from records.services.handed_in import issue_handed_in
from records.services.on_screen import note_disagreement, sign_in_room
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
    withdraw_record,
)
from records.services.signing import (
    Signer,
    match_scan,
    note_signed,
    note_unsigned,
    remove_scan,
    take_back,
    take_scans,
)
from records.services.wording import approve_wording, decline_wording, propose_wording, withdraw_wording

__all__ = [
    "Signer",
    "approve_wording",
    "ask_to_sign",
    "correct_record",
    "decline_by_link",
    "decline_wording",
    "discard_record",
    "give_whole",
    "hand_copy",
    "issue_handed_in",
    "issue_own_words",
    "issue_record",
    "keep_file",
    "match_scan",
    "note_arrived",
    "note_disagreement",
    "note_lost",
    "note_never_came",
    "note_received",
    "note_signed",
    "note_unsigned",
    "propose_wording",
    "remove_scan",
    "save_content",
    "send_whole",
    "sign_by_link",
    "sign_in_room",
    "start_record",
    "take_back",
    "take_scans",
    "take_whole",
    "withdraw_record",
    "withdraw_wording",
]
