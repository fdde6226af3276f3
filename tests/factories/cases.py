"""The smallest valid row of each kind in cases, with a trait for each state."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from psycopg.types.range import TimestamptzRange

from cases.duties import Kind
from cases.models import (
    AnsweredPrompt,
    Case,
    Delegation,
    Draft,
    Duty,
    Evidence,
    EvidenceFile,
    Grant,
    Involvement,
    Link,
    Sealing,
    Submission,
)
from cases.states import (
    CaseState,
    Cause,
    EvidenceKind,
    FileKind,
    FileState,
    LinkPurpose,
    Part,
    PromptAnswer,
    PromptKind,
)
from schools.states import ActsAs, Role
from tests.factories.accounts import UserFactory
from tests.factories.moments import now, since
from tests.factories.schools import PersonFactory, SchoolFactory

ALPHABET = "BCDFGHJKMNPQRTVWXYZ2346789"


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = Case

    class Params:
        void = factory.Trait(
            state=CaseState.VOID, voided_at=now, voided_by=factory.SubFactory(UserFactory), void_reason="Logged twice"
        )
        closed = factory.Trait(
            state=CaseState.CLOSED, closed_at=now, closed_by=factory.SubFactory(UserFactory), outcome="He apologised"
        )

    school = factory.SubFactory(SchoolFactory)
    reference = factory.LazyAttributeSequence(
        lambda case, n: f"{case.school.prefix}-2026-" + "".join(ALPHABET[n // 26**place % 26] for place in (3, 2, 1, 0))
    )
    title = "Mr D. Farrow: threatening behaviour at the gate"
    opened_at = now
    opened_by = factory.SubFactory(UserFactory)


class InvolvementFactory(DjangoModelFactory):
    class Meta:
        model = Involvement

    case = factory.SubFactory(CaseFactory)
    part = Part.SUBJECT
    person = factory.SubFactory(PersonFactory)
    added_at = now
    added_by = factory.SubFactory(UserFactory)


class LinkFactory(DjangoModelFactory):
    """A link that nobody has opened; those that open something are made by `cases.services.links.issue_link`."""

    class Meta:
        model = Link

    class Params:
        opened = factory.Trait(
            opened_at=now,
            session_digest="0" * 64,
            session_ends_at=factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=30)),
        )
        used = factory.Trait(opened=True, used_at=now)
        taken_back = factory.Trait(taken_back_at=now, taken_back_by=factory.SubFactory(UserFactory))

    case = factory.SubFactory(CaseFactory)
    purpose = LinkPurpose.STATEMENT
    subject = factory.Sequence(str)
    to_name = "Helen Marsh"
    sent_to = "helen.marsh@example.com"
    seed = factory.Sequence("{:032x}".format)
    token_digest = factory.Sequence("{:064x}".format)
    code_digest = factory.Sequence("{:064x}".format)
    issued_at = now
    issued_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=9))


class AnsweredPromptFactory(DjangoModelFactory):
    class Meta:
        model = AnsweredPrompt

    case = factory.SubFactory(CaseFactory)
    kind = PromptKind.CCTV
    answer = PromptAnswer.DONE
    answered_at = now
    answered_by = factory.SubFactory(UserFactory)


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    class Params:
        sealed = factory.Trait(sealed_at=now, sealed_by=factory.SubFactory(UserFactory))

    case = factory.SubFactory(CaseFactory)
    kind = EvidenceKind.CCTV
    description = "Front gate camera, kept in the office"
    added_at = now
    added_by = factory.SubFactory(UserFactory)


class EvidenceFileFactory(DjangoModelFactory):
    class Meta:
        model = EvidenceFile

    class Params:
        clean = factory.Trait(state=FileState.CLEAN, kind=FileKind.VIDEO, examined_at=now)
        cleaned = factory.Trait(
            state=FileState.CLEANED,
            kind=FileKind.PICTURE,
            examined_at=now,
            served=factory.django.FileField(data=b"copy", filename="copy.jpg"),
        )
        refused = factory.Trait(
            state=FileState.REFUSED, original="", examined_at=now, note="This picture is damaged or not whole."
        )
        removed = factory.Trait(
            state=FileState.REMOVED,
            original="",
            removed_at=now,
            removed_by=factory.SubFactory(UserFactory),
            remove_reason="Another child's",
        )

    evidence = factory.SubFactory(EvidenceFactory)
    name = "gate.jpg"
    size = 8
    sha256 = factory.Sequence("{:064x}".format)
    original = factory.django.FileField(data=b"original", filename="original")
    added_at = now
    added_by = factory.SubFactory(UserFactory)


class SealingFactory(DjangoModelFactory):
    class Meta:
        model = Sealing

    case = factory.SubFactory(CaseFactory)
    sealed_at = now
    sealed_by = factory.SubFactory(UserFactory)


class GrantFactory(DjangoModelFactory):
    class Meta:
        model = Grant

    case = factory.SubFactory(CaseFactory)
    user = factory.SubFactory(UserFactory)
    period = factory.LazyFunction(since)
    reason = "Looks into it for the CEO"
    granted_by = factory.SubFactory(UserFactory)


class DelegationFactory(DjangoModelFactory):
    class Meta:
        model = Delegation

    class Params:
        every_case = factory.Trait(
            case=None,
            period=factory.LazyFunction(lambda: TimestamptzRange(since().lower, timezone.now() + timedelta(days=7))),
        )
        chair = factory.Trait(to=None, acts_as=ActsAs.CHAIR, cause=Cause.INVOLVED)
        trustee = factory.Trait(acts_as=ActsAs.TRUSTEE)

    case = factory.SubFactory(CaseFactory)
    to = factory.SubFactory(UserFactory)
    acts_as = ActsAs.DELEGATE
    period = factory.LazyFunction(since)
    reason = "The CEO is away for the week"
    given_at = now
    given_by = factory.SubFactory(UserFactory)


class DutyFactory(DjangoModelFactory):
    class Meta:
        model = Duty

    class Params:
        discharged = factory.Trait(
            discharged_at=now, discharged_by=factory.SubFactory(UserFactory), how="The report was issued"
        )
        waived = factory.Trait(waived_at=now, waived_by=factory.SubFactory(UserFactory), waive_reason="Not needed")

    case = factory.SubFactory(CaseFactory)
    school = factory.SelfAttribute("case.school")
    kind = Kind.REPORT_TO_CEO
    owner_role = Role.HEAD
    opened_at = now
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))


class DraftFactory(DjangoModelFactory):
    class Meta:
        model = Draft

    user = factory.SubFactory(UserFactory)
    key = "log"
    payload = factory.LazyFunction(lambda: {"account": "He came to the gate"})
    saved_at = now


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = Submission

    user = factory.SubFactory(UserFactory)
    token = factory.Faker("uuid4")
    sent_at = now
