"""The smallest valid row of each kind, with a trait for each state."""

from datetime import timedelta

import factory
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory
from psycopg.types.range import TimestamptzRange

from accounts.models import Outcome, SignIn, User
from accounts.system import system_user
from audit.models import NOTHING, Chain, Entry, Payload, Reading
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
    Sealing,
    Submission,
)
from cases.states import CaseState, Cause, EvidenceKind, FileKind, FileState, Part, PromptAnswer, PromptKind
from incidents.models import Addendum, Incident, Interview
from incidents.states import Conclusion, InterviewState, NoteForm, Setting, WitnessKind
from kernel.text import fold_variants
from notices.models import Notice
from notices.states import Audience, Channel, NoticeKind
from records.models import Copy, RecordFile, Wording, WrittenRecord
from records.states import CopyMethod, RecordKind, RecordState, WordingState
from schools.calendar import next_midnight
from schools.models import (
    AdultFacts,
    BankHoliday,
    Cover,
    ImportLine,
    ImportRun,
    Membership,
    Person,
    PupilFacts,
    Relationship,
    RoleGroup,
    RoleProposal,
    School,
    SchoolLink,
    StandingDeputy,
    Trust,
)
from schools.states import ActsAs, CoverKind, ImportState, Kinship, LineOutcome, PersonKind, Phase, ProposalState, Role
from suspensions.models import (
    Arrangement,
    Breach,
    Extension,
    Representation,
    Review,
    ReviewedEvidence,
    SiteSuspension,
    Telling,
    Variation,
)
from suspensions.states import Capacity, SuspensionState
from suspensions.states import Channel as HeardBy
from suspensions.states import Outcome as ReviewOutcome

PASSWORD = "correct horse battery"
HASHED = make_password(PASSWORD, hasher="pbkdf2_sha256")
now = factory.LazyFunction(timezone.now)
ALPHABET = "BCDFGHJKMNPQRTVWXYZ2346789"


def since(**ago: int) -> TimestamptzRange:
    """From some time ago, open at the end."""
    return TimestamptzRange(timezone.now() - timedelta(**ago or {"days": 30}), None)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("person{}@school.example".format)
    name = factory.Sequence("Person {}".format)
    password = HASHED

    @factory.post_generation
    def role(user, create, extracted):
        if extracted:
            role, school = extracted
            MembershipFactory(user=user, role=role, school=school)


class TrustFactory(DjangoModelFactory):
    class Meta:
        model = Trust
        django_get_or_create = ("id",)

    id = 1
    name = "Inspires Multi-Academy Trust"
    address = "1 Trust Way\nMiddleton"
    phone = "01632 960000"


def letters(number: int) -> str:
    return "".join(chr(65 + number // 26**place % 26) for place in (2, 1, 0))


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School
        django_get_or_create = ("name",)

    name = factory.Sequence("School {}".format)
    prefix = factory.Sequence(lambda n: "S" + letters(n))
    phase = Phase.PRIMARY
    phone = "01632 960001"


class BankHolidayFactory(DjangoModelFactory):
    class Meta:
        model = BankHoliday

    on = factory.Sequence(lambda n: timezone.now().date() + timedelta(days=n))
    name = "A holiday"


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    name = factory.Sequence("group {}".format)


class RoleGroupFactory(DjangoModelFactory):
    class Meta:
        model = RoleGroup

    role = Role.HEAD
    school = factory.SubFactory(SchoolFactory)
    group = factory.SubFactory(GroupFactory)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    class Params:
        ended = factory.Trait(
            period=factory.LazyFunction(
                lambda: TimestamptzRange(timezone.now() - timedelta(days=9), timezone.now() - timedelta(days=1))
            )
        )

    user = factory.SubFactory(UserFactory)
    role = Role.HEAD
    school = factory.SubFactory(SchoolFactory)
    period = factory.LazyFunction(since)
    granted_by = factory.LazyFunction(system_user)


class StandingDeputyFactory(DjangoModelFactory):
    class Meta:
        model = StandingDeputy

    user = factory.SubFactory(UserFactory)
    school = factory.SubFactory(SchoolFactory)
    named_by = factory.SubFactory(UserFactory)


class CoverFactory(DjangoModelFactory):
    class Meta:
        model = Cover

    role = Role.HEAD
    school = factory.SubFactory(SchoolFactory)
    user = factory.SubFactory(UserFactory)
    period = factory.LazyFunction(
        lambda: TimestamptzRange(timezone.now() - timedelta(hours=1), timezone.now() + timedelta(hours=8))
    )
    kind = CoverKind.STANDING
    appointed_by = factory.SubFactory(UserFactory)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        pupil = factory.Trait(kinds=[PersonKind.PUPIL], given_name="Alfie", title="")
        unknown = factory.Trait(
            given_name="", family_name="", title="", kinds=[PersonKind.OTHER], description="grey van"
        )

    title = "Mr"
    given_name = "Darren"
    family_name = "Farrow"
    kinds = [PersonKind.PARENT]
    search_key = factory.LazyAttribute(lambda p: fold_variants(f"{p.given_name} {p.family_name}"))
    added_at = now
    added_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def at(person, create, extracted):
        if extracted:
            SchoolLinkFactory(person=person, school=extracted)


class SchoolLinkFactory(DjangoModelFactory):
    class Meta:
        model = SchoolLink

    person = factory.SubFactory(PersonFactory)
    school = factory.SubFactory(SchoolFactory)


class PupilFactsFactory(DjangoModelFactory):
    class Meta:
        model = PupilFacts

    person = factory.SubFactory(PersonFactory, pupil=True)
    year_group = "3"


class AdultFactsFactory(DjangoModelFactory):
    class Meta:
        model = AdultFacts

    person = factory.SubFactory(PersonFactory)


class RelationshipFactory(DjangoModelFactory):
    class Meta:
        model = Relationship

    adult = factory.SubFactory(PersonFactory)
    pupil = factory.SubFactory(PersonFactory, pupil=True)
    kind = Kinship.FATHER
    has_parental_responsibility = True


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


class IncidentFactory(DjangoModelFactory):
    class Meta:
        model = Incident

    class Params:
        locked = factory.Trait(locked_at=now)
        concluded = factory.Trait(
            conclusion=Conclusion.NO_ACTION,
            conclusion_reason="A misunderstanding",
            concluded_at=now,
            concluded_by=factory.SubFactory(UserFactory),
        )

    case = factory.SubFactory(CaseFactory)
    occurred_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=14))
    logged_at = now
    logged_by = factory.SubFactory(UserFactory)
    setting = Setting.GATE
    account = "Came to the front gate, shouted and raised a fist."


class AddendumFactory(DjangoModelFactory):
    class Meta:
        model = Addendum

    incident = factory.SubFactory(IncidentFactory, locked=True)
    text = "He came back at 09:10 and apologised."
    added_at = now
    added_by = factory.SubFactory(UserFactory)


class InterviewFactory(DjangoModelFactory):
    class Meta:
        model = Interview

    class Params:
        noted = factory.Trait(
            interviewer=factory.SubFactory(UserFactory),
            started_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=10)),
            ended_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=2)),
            note_form=NoteForm.SUMMARY,
            account="She stood at the gate and saw him raise a fist.",
            is_read_back=True,
            noted_at=now,
            noted_by=factory.SubFactory(UserFactory),
            state=InterviewState.HELD,
        )
        held = factory.Trait(noted=True)
        agreed = factory.Trait(
            noted=True, state=InterviewState.AGREED, settled_at=now, settled_by=factory.SubFactory(UserFactory)
        )
        not_agreed = factory.Trait(
            noted=True,
            state=InterviewState.NOT_AGREED,
            settled_at=now,
            settled_by=factory.SubFactory(UserFactory),
            disagreement="The fist: she did not see it.",
        )
        not_possible = factory.Trait(
            state=InterviewState.NOT_POSSIBLE,
            given_up_at=now,
            given_up_by=factory.SubFactory(UserFactory),
            given_up_reason="They do not want to speak",
        )

    involvement = factory.SubFactory(InvolvementFactory, part=Part.WITNESS)
    witness_kind = WitnessKind.OUTSIDER
    planned_at = now
    planned_by = factory.SubFactory(UserFactory)


class SiteSuspensionFactory(DjangoModelFactory):
    class Meta:
        model = SiteSuspension

    class Params:
        upheld = factory.Trait(state=SuspensionState.UPHELD)
        not_upheld = factory.Trait(
            state=SuspensionState.NOT_UPHELD,
            ended_at=now,
            ended_by=factory.SubFactory(UserFactory),
            end_reason="The recording shows somebody else",
        )
        replaced = factory.Trait(
            state=SuspensionState.REPLACED,
            ended_at=now,
            ended_by=factory.SubFactory(UserFactory),
            end_reason="Suspended from every site of the trust instead",
        )
        lifted = factory.Trait(
            state=SuspensionState.LIFTED,
            ended_at=now,
            ended_by=factory.SubFactory(UserFactory),
            end_reason="He apologised",
        )
        void = factory.Trait(
            state=SuspensionState.VOID,
            ended_at=now,
            ended_by=factory.SubFactory(UserFactory),
            end_reason="Wrong person",
        )

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    school = factory.SelfAttribute("case.school")
    period = factory.LazyFunction(
        lambda: TimestamptzRange(timezone.now() - timedelta(minutes=5), next_midnight(timezone.now()))
    )
    counted_from = factory.LazyAttribute(lambda row: row.period.lower or timezone.now())
    grounds = "Shouted and raised a fist at a teacher at the gate."
    decided_at = now
    decided_by = factory.SubFactory(UserFactory)
    capacity = Capacity.HEAD


class ArrangementFactory(DjangoModelFactory):
    class Meta:
        model = Arrangement

    suspension = factory.SubFactory(SiteSuspensionFactory)
    school = factory.SelfAttribute("suspension.school")
    collection = "Grandmother, side gate, 15:20"
    set_at = now
    set_by = factory.SubFactory(UserFactory)


class ExtensionFactory(DjangoModelFactory):
    class Meta:
        model = Extension

    suspension = factory.SubFactory(SiteSuspensionFactory)
    previous_until = factory.LazyAttribute(lambda row: row.suspension.period.upper)
    until = factory.LazyAttribute(lambda row: row.previous_until + timedelta(days=7))
    reason = "He says that he will be back."
    considered = "Nothing points to a disability, an illness or a difficulty with English."
    decided_at = now
    decided_by = factory.SubFactory(UserFactory)
    capacity = Capacity.HEAD


class VariationFactory(DjangoModelFactory):
    class Meta:
        model = Variation

    suspension = factory.SubFactory(SiteSuspensionFactory, upheld=True)
    terms = "May come to the carol service, with a colleague beside him."
    reason = "He has kept away and apologised."
    decided_at = now
    decided_by = factory.SubFactory(UserFactory)
    capacity = Capacity.CEO


class RepresentationFactory(DjangoModelFactory):
    class Meta:
        model = Representation

    class Params:
        considered = factory.Trait(
            consideration="It does not change what two colleagues saw.",
            considered_at=now,
            considered_by=factory.SubFactory(UserFactory),
        )
        waiver = factory.Trait(is_waiver=True, is_all=True, text="I do not want to say anything to this.")

    suspension = factory.SubFactory(SiteSuspensionFactory)
    received_at = now
    channel = HeardBy.LETTER
    text = "I was upset because nobody had rung me."
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = Review

    suspension = factory.SubFactory(SiteSuspensionFactory, upheld=True)
    outcome = ReviewOutcome.UPHELD
    reasons = "Two colleagues saw it, and the recording shows it."
    considered = "Nothing points to a disability, an illness or a difficulty with English."
    risk = "He threatened to come back for the teacher."
    decided_at = now
    decided_by = factory.SubFactory(UserFactory)
    capacity = Capacity.CEO


class ReviewedEvidenceFactory(DjangoModelFactory):
    class Meta:
        model = ReviewedEvidence

    review = factory.SubFactory(ReviewFactory)
    evidence = factory.SubFactory(EvidenceFactory, case=factory.SelfAttribute("..review.suspension.case"))


class BreachFactory(DjangoModelFactory):
    class Meta:
        model = Breach

    suspension = factory.SubFactory(SiteSuspensionFactory)
    school = factory.SelfAttribute("suspension.school")
    seen_at = now
    seen_by = factory.SubFactory(UserFactory)


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


class SignInFactory(DjangoModelFactory):
    class Meta:
        model = SignIn

    user = factory.SubFactory(UserFactory)
    outcome = Outcome.SIGNED_IN


DECIDED = {"decided_at": now, "decided_by": factory.SubFactory(UserFactory)}


class RoleProposalFactory(DjangoModelFactory):
    class Meta:
        model = RoleProposal

    class Params:
        confirmed = factory.Trait(**DECIDED, state=ProposalState.CONFIRMED)
        declined = factory.Trait(**DECIDED, state=ProposalState.DECLINED, decline_reason="Not needed")
        withdrawn = factory.Trait(**DECIDED, state=ProposalState.WITHDRAWN)

    user = factory.SubFactory(UserFactory)
    role = Role.CENTRAL_TEAM
    period = factory.LazyFunction(since)
    proposed_at = now
    proposed_by = factory.SubFactory(UserFactory)


QUEUED = {"queued_at": now, "queued_by": factory.SubFactory(UserFactory)}


class ImportRunFactory(DjangoModelFactory):
    class Meta:
        model = ImportRun

    class Params:
        checked = factory.Trait(state=ImportState.CHECKED)
        queued = factory.Trait(**QUEUED, state=ImportState.QUEUED)
        failed = factory.Trait(**QUEUED, state=ImportState.FAILED, failed_reason="The worker stopped")
        applied = factory.Trait(**QUEUED, state=ImportState.APPLIED, content=None, finished_at=now)
        discarded = factory.Trait(state=ImportState.DISCARDED, content=None, finished_at=now)

    school = factory.SubFactory(SchoolFactory)
    file_name = "pupils.csv"
    sha256 = "0" * 64
    size = 9
    content = b"id,name\n1"
    encoding = "utf-8"
    delimiter = ","
    headers = factory.LazyFunction(lambda: ["id", "name"])
    uploaded_at = now
    uploaded_by = factory.SubFactory(UserFactory)


class ImportLineFactory(DjangoModelFactory):
    class Meta:
        model = ImportLine

    run = factory.SubFactory(ImportRunFactory)
    number = 1
    outcome = LineOutcome.NEW


class TellingFactory(DjangoModelFactory):
    class Meta:
        model = Telling

    suspension = factory.SubFactory(SiteSuspensionFactory)
    notice = factory.SubFactory(NoticeFactory, channel=Channel.IN_PERSON, spoken_at=now, message_id="")
