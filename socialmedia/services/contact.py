"""A contact is logged by hand, or taken back."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.services.writing import claim, drop_draft, settle
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from schools.access import require_at
from schools.models import Person, School
from socialmedia.access import LOGS, UPLOADS
from socialmedia.drafts import CONTACT_KEY, log_key_of, take_back_key
from socialmedia.models import Contact
from socialmedia.rules import contact as rules
from socialmedia.states import ContactChannel

LOG_PAGE = "/online/contacts/log/"


@transaction.atomic
def log_contact(
    *,
    school: School,
    person: Person,
    happened_at: datetime,
    channel: ContactChannel,
    subject: str,
    by: User,
    token: UUID | None = None,
) -> Contact | None:
    """Log that an adult got in touch with a school: when (aware), how, in one line about what. None if sent before.

    Anybody who logs incidents there may. Raises `Refused` for a pupil and for a time that cannot be.
    """
    require_at(by, LOGS, school)
    if token is not None and claim(token=token, by=by):
        return None
    now = timezone.now()
    person = person.merged_into or person
    refuse_if(rules.cannot_count(person), about=LOG_PAGE, field="person")
    refuse_if(rules.cannot_have_happened(happened_at, now), about=LOG_PAGE, field="happened_at")
    refuse_blank(subject, "Say in one line what it was about.", about=LOG_PAGE, field="subject")
    contact = Contact(
        school=school,
        person=person,
        happened_at=happened_at,
        channel=channel,
        subject=subject.strip(),
        logged_at=now,
        logged_by=by,
    )
    full_check(contact)
    contact.save()
    write(chain=contact.chain, verb="contact.logged", row=contact, by=by, at=now, data={"channel": channel.label})
    for key in (CONTACT_KEY, log_key_of(person)):
        drop_draft(key=key, by=by)
    if token is not None:
        settle(token=token, led_to=LOG_PAGE, by=by)
    return contact


@transaction.atomic
def take_back_contact(*, contact: Contact, reason: str, by: User) -> None:
    """Take back a contact that was logged in error: it counts no more, and stays to be read. Raises `Refused`.

    Whoever logged it by hand, and whoever works on cases at its school, may.
    """
    if contact.logged_by_id != by.pk or contact.mail_id is not None:
        require_at(by, UPLOADS, contact.school)
    require_at(by, LOGS, contact.school)
    _deny_own(contact, by)
    contact = Contact.objects.select_for_update(no_key=True, of=("self",)).select_related("school").get(pk=contact.pk)
    refuse_if(rules.cannot_take_back(contact), about=contact)
    refuse_blank(reason, "Say why.", about=contact, field="reason")
    contact.taken_back_at, contact.taken_back_by, contact.taken_back_why = timezone.now(), by, reason.strip()
    full_check(contact)
    contact.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])
    write(chain=contact.chain, verb="contact.taken_back", row=contact, by=by)
    drop_draft(key=take_back_key(contact), by=by)


def _deny_own(contact: Contact, by: User) -> None:
    """Deny (403) it to whoever got in touch themselves."""
    if not Contact.objects.filter(pk=contact.pk).not_of(by).exists():
        raise PermissionDenied
