"""What is stored of what is said online and by message."""

from socialmedia.models.contact import Contact
from socialmedia.models.mail import MailFile, MailUpload
from socialmedia.models.restriction import Restriction, RestrictionBreach, Terms

__all__ = ["Contact", "MailFile", "MailUpload", "Restriction", "RestrictionBreach", "Terms"]
