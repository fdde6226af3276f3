"""The smallest valid row of each kind in notices, with a trait for each state."""

from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from notices.models import Appointment, Notice
from notices.states import Audience, Channel, NoticeKind
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.moments import now


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    class Params:
        sent = factory.Trait(sent_at=now, attempts=1)
        failed = factory.Trait(failed_at=now, failed_reason="The address does not exist", attempts=5)
        read = factory.Trait(sent_at=now, acknowledged_at=now, acknowledged_by=factory.SelfAttribute("to_user"))

    case = factory.SubFactory(CaseFactory)
    kind = NoticeKind.CEO_INFORMED
    audience = Audience.CEO
    channel = Channel.EMAIL
    to_user = factory.SubFactory(UserFactory)
    queued_at = now
    queued_by = factory.SubFactory(UserFactory)
    message_id = factory.Sequence("<notice.{}@inspires.example>".format)


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    notice = factory.SubFactory(NoticeFactory)
    uid = factory.LazyFunction(uuid4)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    minutes = 60
    place = "Meeting room 2"
