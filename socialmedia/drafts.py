"""Under which key what somebody types about contacts and restrictions is kept."""

from schools.models import Person
from socialmedia.models import Contact

CONTACT_KEY = "contact_log"


def take_back_key(contact: Contact) -> str:
    """The key of the form that takes a contact back."""
    return f"contact_back:{contact.pk}"


def log_key_of(person: Person) -> str:
    """The key of the form that logs a contact of somebody chosen already."""
    return f"contact_of:{person.pk}"
