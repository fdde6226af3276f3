"""Under which key what somebody types about posts, contacts and restrictions is kept."""

from cases.models import Case
from schools.models import Person
from socialmedia.models import Contact, Restriction

LOG_KEY = "online_log"
CONTACT_KEY = "contact_log"


def take_back_key(contact: Contact) -> str:
    """The key of the form that takes a contact back."""
    return f"contact_back:{contact.pk}"


def log_key_of(person: Person) -> str:
    """The key of the form that logs a contact of somebody chosen already."""
    return f"contact_of:{person.pk}"


def new_key(case: Case) -> str:
    """The key of the form that begins a restriction on a case."""
    return f"restriction_new:{case.reference}"


def restriction_key(form: str, restriction: Restriction) -> str:
    """The key of a form about a restriction: its first word names the form in `cases.keeping`."""
    return f"{form}:{restriction.case.reference}:{restriction.pk}"


def letter_key(form: str, case: Case, *more: object) -> str:
    """The key of a form about a letter."""
    return ":".join([form, case.reference, *map(str, more)])


def draft_key(form: str, case: Case, *more: object) -> str:
    """The key of a form about a post: its first word names the form in `cases.keeping`."""
    return ":".join([form, case.reference, *map(str, more)])
