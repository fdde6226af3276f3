"""Everything that writes what is said online and by message."""

from socialmedia.services.contact import log_contact, take_back_contact
from socialmedia.services.mail import name_sender, upload_mails

__all__ = ["log_contact", "name_sender", "take_back_contact", "upload_mails"]
