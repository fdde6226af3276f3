"""What is stored of what is said online and by message."""

from socialmedia.models.contact import Contact
from socialmedia.models.mail import MailFile, MailUpload

__all__ = ["Contact", "MailFile", "MailUpload"]
