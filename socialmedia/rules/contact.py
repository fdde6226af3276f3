"""Why a contact or an uploaded e-mail is not logged: a sentence, or None."""

from datetime import datetime, timedelta

from kernel.mailfiles import ReadMail
from schools.models import Person
from schools.states import PersonKind
from socialmedia.models import Contact, MailFile
from socialmedia.states import MailState

OLDEST = timedelta(days=3653)
# Clocks of mail programs are wrong by minutes; what is wrong by more is not believed.
CLOCKS_DIFFER = timedelta(minutes=15)
NO_SUBJECT = "(no subject)"
LOGGED_BEFORE = "This message was logged before."


def cannot_have_happened(at: datetime, now: datetime) -> str | None:
    """Say why a contact cannot have been at this moment (aware)."""
    if at > now:
        return "This time is in the future."
    return "This is more than ten years ago. Check the year." if at < now - OLDEST else None


def cannot_count(person: Person) -> str | None:
    """Say why the contacts of this person are not counted here: a pupil’s own messages are no correspondence."""
    if person.kinds == [PersonKind.PUPIL]:
        return "Contacts of adults are counted, not those of pupils. What a pupil writes belongs with the pupil."
    return None


def what_moment(mail: ReadMail, now: datetime) -> datetime | None:
    """The moment (aware) at which a message was sent: as it says, else as the last server that passed it on says."""
    for at in (mail.dated, mail.received):
        if at is not None and now - OLDEST <= at <= now + CLOCKS_DIFFER:
            return min(at, now)
    return None


def cannot_date(mail: ReadMail, now: datetime) -> str | None:
    """Say why a message cannot be put in its week."""
    if what_moment(mail, now) is not None:
        return None
    if mail.dated is None:
        return "This message has no date that can be read. Log it by hand."
    if mail.dated > now:
        return "This message is dated in the future. Log it by hand, with the day it really came."
    return "This message is dated more than ten years ago. Log it by hand if that is wrong."


def cannot_answer(file: MailFile) -> str | None:
    """Say why nobody is asked any more whose this message is."""
    return None if file.state == MailState.ASKED else "Somebody has said already what becomes of these messages."


def cannot_take_back(contact: Contact) -> str | None:
    """Say why this contact cannot be taken back."""
    return "This contact was taken back already." if contact.taken_back_at is not None else None
