"""What is stored of what is said online and by message."""

from socialmedia.models.concern import Check, Named, OnlineConcern, Screenshot, Told
from socialmedia.models.contact import Contact
from socialmedia.models.mail import MailFile, MailUpload
from socialmedia.models.restriction import Restriction, RestrictionBreach, Terms
from socialmedia.models.step import ConcernStep

__all__ = [
    "Check",
    "ConcernStep",
    "Contact",
    "MailFile",
    "MailUpload",
    "Named",
    "OnlineConcern",
    "Restriction",
    "RestrictionBreach",
    "Screenshot",
    "Terms",
    "Told",
]
