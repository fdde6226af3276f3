"""The smallest valid row of each kind in audit, with a trait for each state."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audit.models import NOTHING, Chain, Entry, Payload, Reading
from tests.factories.accounts import UserFactory
from tests.factories.moments import now


class ChainFactory(DjangoModelFactory):
    class Meta:
        model = Chain

    name = factory.Sequence("HIL-2026-{}".format)


class EntryFactory(DjangoModelFactory):
    """A line that no chain vouches for; histories are made by `audit.services.write`."""

    class Meta:
        model = Entry

    chain = factory.SubFactory(ChainFactory)
    seq = 1
    at = now
    actor = factory.SubFactory(UserFactory)
    verb = "case.opened"
    subject = "cases.case:1"
    digest = previous_hash = hash = NOTHING


class PayloadFactory(DjangoModelFactory):
    class Meta:
        model = Payload

    entry = factory.SubFactory(EntryFactory)
    salt = "0" * 32
    data = factory.LazyFunction(lambda: {"title": "At the gate"})


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = Reading

    user = factory.SubFactory(UserFactory)
    subject = "cases.case:1"
    hour = factory.LazyFunction(lambda: timezone.now().replace(minute=0, second=0, microsecond=0))
