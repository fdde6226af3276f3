"""The smallest valid row of each kind in socialmedia, with a trait for each state."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from psycopg.types.range import TimestamptzRange

from schools.calendar import local_day
from socialmedia.models import (
    Check,
    ConcernStep,
    Contact,
    MailFile,
    MailUpload,
    Named,
    OnlineConcern,
    Restriction,
    RestrictionBreach,
    Screenshot,
    Terms,
    Told,
)
from socialmedia.states import (
    ConcernKind,
    ContactChannel,
    Ground,
    MailState,
    Platform,
    Presence,
    RestrictionState,
    StepKind,
    TermsKind,
    Whom,
)
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, EvidenceFactory
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


def in_days(count):
    """The local day so many days from now."""
    return factory.LazyFunction(lambda: local_day(timezone.now()) + timedelta(days=count))


class RestrictionFactory(DjangoModelFactory):
    class Meta:
        model = Restriction

    class Params:
        set = factory.Trait(
            state=RestrictionState.SET,
            set_at=now,
            set_by=factory.SubFactory(UserFactory),
            period=factory.LazyFunction(lambda: TimestamptzRange(timezone.now(), timezone.now() + timedelta(days=90))),
        )
        ended = factory.Trait(
            state=RestrictionState.ENDED,
            set_at=now,
            set_by=factory.SubFactory(UserFactory),
            period=factory.LazyFunction(lambda: TimestamptzRange(timezone.now(), timezone.now() + timedelta(days=90))),
            over_at=now,
            over_by=factory.SubFactory(UserFactory),
            over_reason="It is quiet.",
        )
        dropped = factory.Trait(
            state=RestrictionState.DROPPED,
            over_at=now,
            over_by=factory.SubFactory(UserFactory),
            over_reason="They rang and it is settled.",
        )

    case = factory.SubFactory(CaseFactory)
    school = factory.SelfAttribute("case.school")
    person = factory.SubFactory(PersonFactory)
    grounds = factory.LazyFunction(lambda: [Ground.VOLUME.value])
    why = "Three hundred messages in three weeks."
    opened_at = now
    opened_by = factory.SubFactory(UserFactory)


class TermsFactory(DjangoModelFactory):
    class Meta:
        model = Terms

    restriction = factory.SubFactory(RestrictionFactory, set=True)
    number = 1
    kind = TermsKind.SET
    channels = factory.LazyFunction(lambda: [ContactChannel.CALL.value])
    single_contact = "The school office"
    frequency = "Please write once a week. We answer by Friday."
    considered = "We asked. Nothing points to it."
    reason = "Three hundred messages in three weeks."
    until_on = in_days(90)
    review_on = in_days(45)
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class RestrictionBreachFactory(DjangoModelFactory):
    class Meta:
        model = RestrictionBreach

    restriction = factory.SubFactory(RestrictionFactory, set=True)
    what = "Rang four times on Monday."
    happened_at = now
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class OnlineConcernFactory(DjangoModelFactory):
    class Meta:
        model = OnlineConcern

    class Params:
        removed = factory.Trait(state=Presence.REMOVED)
        unreachable = factory.Trait(state=Presence.UNREACHABLE)
        settled = factory.Trait(
            settled_at=now, settled_by=factory.SubFactory(UserFactory), settled_why="They took it down."
        )
        by_handle = factory.Trait(author=None, handle="@millparent")

    case = factory.SubFactory(CaseFactory)
    platform = Platform.FACEBOOK
    author = factory.SubFactory(PersonFactory)
    words = "The head hides what happened at the gate."
    kinds = factory.LazyFunction(lambda: [ConcernKind.DEFAMATORY])
    seen_at = now
    logged_at = now
    logged_by = factory.SubFactory(UserFactory)


class NamedFactory(DjangoModelFactory):
    class Meta:
        model = Named

    concern = factory.SubFactory(OnlineConcernFactory)
    user = factory.SubFactory(UserFactory)


class ScreenshotFactory(DjangoModelFactory):
    class Meta:
        model = Screenshot

    concern = factory.SubFactory(OnlineConcernFactory)
    evidence = factory.SubFactory(EvidenceFactory, case=factory.SelfAttribute("..concern.case"))


class CheckFactory(DjangoModelFactory):
    class Meta:
        model = Check

    concern = factory.SubFactory(OnlineConcernFactory)
    found = Presence.LIVE
    checked_at = now
    checked_by = factory.SubFactory(UserFactory)


class ConcernStepFactory(DjangoModelFactory):
    class Meta:
        model = ConcernStep

    concern = factory.SubFactory(OnlineConcernFactory)
    kind = StepKind.DISCUSSION
    what = "Rang her. She will think about it."
    taken_at = now
    taken_by = factory.SubFactory(UserFactory)


class ToldFactory(DjangoModelFactory):
    class Meta:
        model = Told

    concern = factory.SubFactory(OnlineConcernFactory)
    whom = Whom.POLICE
    name = "Call handler 4411"
    told_at = now
    told_by = factory.SubFactory(UserFactory)
