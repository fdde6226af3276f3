"""The smallest valid row of each kind in records, with a trait for each state."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from records.models import Copy, RecordFile, Wording, WrittenRecord
from records.states import CopyMethod, RecordKind, RecordState, WordingState
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.moments import now


class WrittenRecordFactory(DjangoModelFactory):
    class Meta:
        model = WrittenRecord

    class Params:
        issued = factory.Trait(
            state=RecordState.ISSUED,
            issued_at=now,
            issued_by=factory.SubFactory(UserFactory),
            code=factory.Sequence("{:016d}".format),
            digest="0" * 64,
        )
        complete = factory.Trait(issued=True, state=RecordState.COMPLETE)
        superseded = factory.Trait(issued=True, state=RecordState.SUPERSEDED)
        withdrawn = factory.Trait(issued=True, state=RecordState.WITHDRAWN)
        discarded = factory.Trait(state=RecordState.DISCARDED)

    case = factory.SubFactory(CaseFactory)
    kind = RecordKind.INCIDENT_REPORT
    number = factory.Sequence(lambda n: n % 30000 + 1)
    title = "Incident report"
    content = factory.LazyFunction(lambda: {"kind": "report", "sections": []})
    started_at = now
    started_by = factory.SubFactory(UserFactory)


class RecordFileFactory(DjangoModelFactory):
    class Meta:
        model = RecordFile

    record = factory.SubFactory(WrittenRecordFactory, issued=True)
    file = factory.django.FileField(data=b"%PDF-1.7", filename="record.pdf")
    sha256 = factory.Sequence("{:064x}".format)
    pages = 1
    size = 8
    stored_at = now


class CopyFactory(DjangoModelFactory):
    class Meta:
        model = Copy

    class Params:
        lost = factory.Trait(disputed_at=now, disputed_by=factory.SubFactory(UserFactory), dispute="It came back.")

    record = factory.SubFactory(WrittenRecordFactory, issued=True)
    to_user = factory.SubFactory(UserFactory)
    method = CopyMethod.LINK
    given_at = now
    given_by = factory.SubFactory(UserFactory)


class WordingFactory(DjangoModelFactory):
    class Meta:
        model = Wording

    class Params:
        approved = factory.Trait(
            state=WordingState.APPROVED, decided_at=now, decided_by=factory.SubFactory(UserFactory)
        )
        declined = factory.Trait(
            state=WordingState.DECLINED, decided_at=now, decided_by=factory.SubFactory(UserFactory), reason="Too long"
        )
        withdrawn = factory.Trait(
            state=WordingState.WITHDRAWN, decided_at=now, decided_by=factory.SubFactory(UserFactory)
        )

    name = "help"
    text = "Ring [school telephone], and we will help you with this letter."
    effective_on = factory.LazyFunction(lambda: timezone.now().date())
    why = "Plainer"
    proposed_at = now
    proposed_by = factory.SubFactory(UserFactory)
