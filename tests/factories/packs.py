"""The smallest valid row of each kind in packs, with a trait for each state."""

import factory
from factory.django import DjangoModelFactory

from packs.models import HandedBundle, Pack, PackLine
from packs.states import PackState
from tests.factories.accounts import UserFactory
from tests.factories.complaints import ComplaintFactory
from tests.factories.moments import now
from tests.factories.records import WrittenRecordFactory

DONE = {"made_at": now, "sha256": "a" * 64, "pages": 2, "size": 8}


class PackFactory(DjangoModelFactory):
    class Meta:
        model = Pack

    class Params:
        made = factory.Trait(
            **DONE, state=PackState.MADE, file=factory.django.FileField(data=b"%PDF-1.7", filename="pack.pdf")
        )
        failed = factory.Trait(state=PackState.FAILED, failed_reason="Something went wrong.")
        gone = factory.Trait(**DONE, state=PackState.GONE, gone_at=now)

    for_whom = "The office"
    purpose = "To be signed at the interviews"
    asked_at = now
    asked_by = factory.SubFactory(UserFactory)
    line_count = 1


class HandedBundleFactory(DjangoModelFactory):
    class Meta:
        model = HandedBundle

    class Params:
        taken_back = factory.Trait(taken_back_at=now, taken_back_by=factory.SubFactory(UserFactory))

    complaint = factory.SubFactory(ComplaintFactory, panel=True)
    pack = factory.SubFactory(PackFactory, made=True, case=factory.SelfAttribute("..complaint.case"), reader="panel")
    handed_at = now
    handed_by = factory.SubFactory(UserFactory)


class PackLineFactory(DjangoModelFactory):
    class Meta:
        model = PackLine

    pack = factory.SubFactory(PackFactory)
    order = factory.Sequence(lambda n: n % 30000 + 1)
    record = factory.SubFactory(WrittenRecordFactory, issued=True)
