"""The smallest valid row of each kind in records, with a trait for each state."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from records.models import (
    Copy,
    Disagreement,
    RecordFile,
    Scan,
    SealedFile,
    Signatory,
    Signature,
    Wording,
    WrittenRecord,
)
from records.states import CopyMethod, RecordKind, RecordState, ScanState, SignMethod, WordingState
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


class SealedFileFactory(DjangoModelFactory):
    class Meta:
        model = SealedFile

    record = factory.SubFactory(WrittenRecordFactory, complete=True)
    file = factory.django.FileField(data=b"%PDF-1.7", filename="sealed.pdf")
    sha256 = factory.Sequence("{:064x}".format)
    fingerprint = "f" * 64
    pages = 2
    size = 8
    stored_at = now


class SignatoryFactory(DjangoModelFactory):
    class Meta:
        model = Signatory

    record = factory.SubFactory(WrittenRecordFactory, issued=True)
    order = factory.Sequence(lambda n: n % 30000 + 1)
    name = "Helen Bell"
    capacity = "Was interviewed"


COPIED = {"examined_at": now, "served": factory.django.FileField(data=b"copy", filename="copy.jpg")}


class ScanFactory(DjangoModelFactory):
    class Meta:
        model = Scan

    class Params:
        unread = factory.Trait(**COPIED, state=ScanState.UNREAD)
        matched = factory.Trait(**COPIED, state=ScanState.MATCHED, code=factory.SelfAttribute("record.code"))
        refused = factory.Trait(
            state=ScanState.REFUSED, original="", note="This is a page of version 1.", examined_at=now
        )

    record = factory.SubFactory(WrittenRecordFactory, issued=True)
    name = "page.jpg"
    size = 8
    sha256 = factory.Sequence("{:064x}".format)
    original = factory.django.FileField(data=b"original", filename="original")
    added_at = now
    added_by = factory.SubFactory(UserFactory)


class SignatureFactory(DjangoModelFactory):
    class Meta:
        model = Signature

    class Params:
        pen = factory.Trait(
            method=SignMethod.PEN,
            reason="",
            signed_on=factory.LazyFunction(lambda: timezone.localdate()),
            scan=factory.SubFactory(ScanFactory, matched=True, record=factory.SelfAttribute("..signatory.record")),
        )
        drawn = factory.Trait(
            method=SignMethod.SCREEN,
            reason="",
            drawing=factory.django.FileField(data=b"drawn", filename="drawn.png"),
            drawing_sha256="d" * 64,
        )
        by_link = factory.Trait(method=SignMethod.LINK, reason="", typed="Helen Bell")
        by_name = factory.Trait(method=SignMethod.TYPED, reason="", typed="Helen Bell")
        taken_back = factory.Trait(
            taken_back_at=now, taken_back_by=factory.SubFactory(UserFactory), taken_back_reason="The wrong line"
        )

    signatory = factory.SubFactory(SignatoryFactory)
    method = SignMethod.DECLINED
    digest = factory.SelfAttribute("signatory.record.digest")
    reason = "She signs nothing"
    captured_at = now
    captured_by = factory.SubFactory(UserFactory)


class DisagreementFactory(DjangoModelFactory):
    class Meta:
        model = Disagreement

    signatory = factory.SubFactory(SignatoryFactory)
    text = "He never raised his hand."
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


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
