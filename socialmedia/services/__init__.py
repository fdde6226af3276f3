"""Everything that writes what is said online and by message."""

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

__all__ = [
    "change_terms",
    "drop_warning",
    "end_restriction",
    "end_restrictions_of",
    "issue_restriction_letter",
    "keep_restriction",
    "log_contact",
    "log_restriction_letter_posted",
    "log_restriction_letter_sent",
    "name_sender",
    "note_breach",
    "restrict_at_once",
    "send_restriction_letter_again",
    "set_restriction",
    "take_back_contact",
    "upload_mails",
    "warn_of_restriction",
]
