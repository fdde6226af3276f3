"""The fixed words of online concerns, contacts and restrictions, and their moves."""

from django.db.models import TextChoices


# --- Contacts -----------------------------------------------------------------------------------------------------
class ContactChannel(TextChoices):
    """How somebody got in touch with the school."""

    EMAIL = "email", "E-mail"
    CALL = "call", "Telephone call"
    MESSAGE = "message", "Text or app message"
    FORM = "form", "Form on our site"
    LETTER = "letter", "Letter or note"
    IN_PERSON = "in_person", "In person"


class MailState(TextChoices):
    """How far an uploaded e-mail is. *Asked*: read, and nobody has said yet who its sender is."""

    WAITING = "waiting", "Waiting to be read"
    ASKED = "asked", "Whose is it?"
    TAKEN = "taken", "Logged"
    REFUSED = "refused", "Not logged"
    LEFT_OUT = "left_out", "Left out"


MAIL_MOVES = {
    MailState.WAITING: (MailState.TAKEN, MailState.ASKED, MailState.REFUSED),
    MailState.ASKED: (MailState.TAKEN, MailState.LEFT_OUT, MailState.REFUSED),
    MailState.TAKEN: (),
    MailState.REFUSED: (),
    MailState.LEFT_OUT: (),
}
# The states in which the bytes are there.
MAIL_KEPT = (MailState.WAITING, MailState.ASKED, MailState.TAKEN)
