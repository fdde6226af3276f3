"""Everything that writes what is said online and by message."""

from socialmedia.services.concern import (
    add_to_report,
    check_concern,
    log_concern,
    name_author,
    say_kinds,
    settle_concern,
)
from socialmedia.services.contact import log_contact, take_back_contact
from socialmedia.services.mail import name_sender, upload_mails
from socialmedia.services.restriction import (
    change_terms,
    drop_warning,
    end_restriction,
    end_restrictions_of,
    keep_restriction,
    note_breach,
    restrict_at_once,
    set_restriction,
    warn_of_restriction,
)
from socialmedia.services.restriction_letter import (
    issue_restriction_letter,
    log_restriction_letter_posted,
    log_restriction_letter_sent,
    send_restriction_letter_again,
)
from socialmedia.services.step_paper import (
    issue_step_paper,
    log_pack_sent,
    log_step_paper_posted,
    log_step_paper_sent,
    send_step_paper_again,
)
from socialmedia.services.steps import ask_legal, note_outcome, note_suspended, take_step
from socialmedia.services.telling import judge_data, log_told

__all__ = [
    "add_to_report",
    "ask_legal",
    "change_terms",
    "check_concern",
    "drop_warning",
    "end_restriction",
    "end_restrictions_of",
    "issue_restriction_letter",
    "issue_step_paper",
    "judge_data",
    "keep_restriction",
    "log_concern",
    "log_contact",
    "log_pack_sent",
    "log_restriction_letter_posted",
    "log_restriction_letter_sent",
    "log_step_paper_posted",
    "log_step_paper_sent",
    "log_told",
    "name_author",
    "name_sender",
    "note_breach",
    "note_outcome",
    "note_suspended",
    "restrict_at_once",
    "say_kinds",
    "send_restriction_letter_again",
    "send_step_paper_again",
    "set_restriction",
    "settle_concern",
    "take_back_contact",
    "take_step",
    "upload_mails",
    "warn_of_restriction",
]
