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


# --- Restrictions on communication --------------------------------------------------------------------------------
class RestrictionState(TextChoices):
    """How far it is. *Set* is in force until the clock ends it, or somebody does."""

    WARNED = "warned", "Warned"
    SET = "set", "Set"
    ENDED = "ended", "Ended"
    DROPPED = "dropped", "Not taken further"


RESTRICTION_MOVES = {
    RestrictionState.WARNED: (RestrictionState.SET, RestrictionState.DROPPED),
    RestrictionState.SET: (RestrictionState.ENDED,),
    RestrictionState.ENDED: (),
    RestrictionState.DROPPED: (),
}
RESTRICTION_OVER = (RestrictionState.ENDED, RestrictionState.DROPPED)


class Ground(TextChoices):
    """Why somebody’s messages are more than a school can bear. Criticism is none of these."""

    VOLUME = "volume", "So many messages that other work is left undone"
    REPEATED = "repeated", "The same matter again and again, after it was answered"
    ABUSE = "abuse", "Insults, abuse or threats"
    ONE_PERSON = "one_person", "One colleague is written to, or rung, again and again"
    AUTOMATED = "automated", "Messages sent in great numbers by a program"


class TermsKind(TextChoices):
    """What made these terms: they were set, changed, or looked at again and left as they were."""

    SET = "set", "Set"
    CHANGED = "changed", "Changed"
    KEPT = "kept", "Looked at again: they stay"


class RestrictionLetter(TextChoices):
    """What a letter about a restriction tells."""

    WARNING = "warning", "Warning about messages and calls"
    TERMS = "terms", "How you can reach us"
    ENDED = "ended", "You can reach us as before"
