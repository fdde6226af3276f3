"""The smallest valid row of each kind in schools, with a trait for each state."""

from datetime import date, time, timedelta

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory
from psycopg.types.range import TimestamptzRange

from accounts.system import system_user
from kernel.text import fold_variants
from schools.models import (
    AdultFacts,
    BankHoliday,
    Closure,
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
    SessionTimes,
    StandingDeputy,
    Term,
    Trust,
)
from schools.states import (
    ClosureKind,
    CoverKind,
    ImportState,
    Kinship,
    LineOutcome,
    PersonKind,
    Phase,
    ProposalState,
    Role,
)
from tests.factories.accounts import UserFactory
from tests.factories.moments import now, since


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


class TermFactory(DjangoModelFactory):
    """Terms of twelve weeks with three between, none of which meets another of its school."""

    class Meta:
        model = Term

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence("Term {}".format)
    first_on = factory.Sequence(lambda n: date(2026, 9, 7) + timedelta(weeks=15 * (n % 200)))
    last_on = factory.LazyAttribute(lambda term: term.first_on + timedelta(weeks=12, days=-3))


class ClosureFactory(DjangoModelFactory):
    class Meta:
        model = Closure

    school = factory.SubFactory(SchoolFactory)
    kind = ClosureKind.INSET
    first_on = factory.Sequence(lambda n: date(2026, 9, 7) + timedelta(days=n))
    last_on = factory.LazyAttribute(lambda closure: closure.first_on)


class SessionTimesFactory(DjangoModelFactory):
    class Meta:
        model = SessionTimes

    class Params:
        midday = factory.Trait(afternoon_opens=None, afternoon_closes=None)

    school = factory.SubFactory(SchoolFactory)
    morning_opens = time(8, 45)
    morning_closes = time(12, 0)
    afternoon_opens = time(13, 0)
    afternoon_closes = time(15, 15)


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
