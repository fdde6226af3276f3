"""The smallest valid row of each kind in socialmedia, with a trait for each state."""

import factory
from factory.django import DjangoModelFactory

from socialmedia.models import Contact, MailFile, MailUpload
from socialmedia.states import ContactChannel, MailState
from tests.factories.accounts import UserFactory
from tests.factories.moments import now
from tests.factories.schools import PersonFactory, SchoolFactory

TOLD = {
    "sender": "kay@letters.example",
    "name": "Kay",
    "subject": "Again about Monday",
    "message_id": "<1@letters.example>",
    "dated": "2026-11-02T08:00:00+00:00",
    "received": None,
    "text": "Nobody rang.",
    "notes": [],
}


class MailUploadFactory(DjangoModelFactory):
    class Meta:
        model = MailUpload

    school = factory.SubFactory(SchoolFactory)
    uploaded_at = now
    uploaded_by = factory.SubFactory(UserFactory)


class MailFileFactory(DjangoModelFactory):
    class Meta:
        model = MailFile

    class Params:
        asked = factory.Trait(
            state=MailState.ASKED, read_at=now, sender=TOLD["sender"], told=factory.LazyFunction(lambda: {**TOLD})
        )
        taken = factory.Trait(state=MailState.TAKEN, read_at=now, sender=TOLD["sender"])
        refused = factory.Trait(state=MailState.REFUSED, original="", read_at=now, note="This file is empty.")
        left_out = factory.Trait(
            state=MailState.LEFT_OUT,
            original="",
            read_at=now,
            note="Left out.",
            answered_at=now,
            answered_by=factory.SubFactory(UserFactory),
        )

    upload = factory.SubFactory(MailUploadFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = "monday.eml"
    size = 8
    sha256 = factory.Sequence("{:064x}".format)
    original = factory.django.FileField(data=b"From: x", filename="original")


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    class Params:
        taken_back = factory.Trait(
            taken_back_at=now, taken_back_by=factory.SubFactory(UserFactory), taken_back_why="Somebody else"
        )
        from_mail = factory.Trait(
            channel=ContactChannel.EMAIL,
            sender=TOLD["sender"],
            text="Nobody rang.",
            mail=factory.SubFactory(MailFileFactory, taken=True),
            same_key=factory.Sequence("{:064x}".format),
        )

    school = factory.SubFactory(SchoolFactory)
    person = factory.SubFactory(PersonFactory)
    happened_at = now
    channel = ContactChannel.CALL
    subject = "When is the trip?"
    logged_at = now
    logged_by = factory.SubFactory(UserFactory)
