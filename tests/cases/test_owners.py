"""A duty that was handed to one account is the role's again when that account is gone or does not see the case any more."""

from datetime import timedelta

import pytest
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from cases.access import reach
from cases.models import Case, Duty
from cases.owners import nobody_by_name
from cases.selectors import next_owed
from cases.services.access import end_sight, grant_sight
from cases.services.case import involve
from cases.services.delegation import delegate, end_delegation, grant_review
from cases.services.duties import hand_to
from cases.states import Part
from desk.services.people import link_account
from schools.services.people import merge_people
from schools.services.roles import end_role, give_role
from schools.states import Role
from tests import factories as make

pytestmark = pytest.mark.usefixtures("clock")
WHY = {"reason": "She leads on these"}


def again(user):
    return type(user).objects.get(pk=user.pk)


@pytest.fixture
def case(school, head):
    return make.CaseFactory(school=school, opened_by=head)


@pytest.fixture
def duty(case):
    return make.DutyFactory(case=case, owner_role=Role.HEAD)


def over(row):
    """End by the clock alone, as time does: nobody acts."""
    row.period = TimestamptzRange(row.period.lower - timedelta(days=2), timezone.now() - timedelta(days=1))
    type(row).objects.filter(pk=row.pk).update(period=row.period)


class World:
    """The cast, and each way in which an account comes to see a case and ends to."""

    def __init__(self, case, cast, other_school):
        self.case, self.other_school = case, other_school
        self.__dict__.update(vars(cast))

    def sight(self):
        grant = grant_sight(case=self.case, user=self.staff, by=self.ceo, **WHY)
        return self.staff, lambda: end_sight(grant=grant, by=again(self.ceo))

    def sight_that_runs_out(self):
        grant = grant_sight(case=self.case, user=self.stranger, by=self.ceo, **WHY)
        return self.stranger, lambda: over(grant)

    def moving_to_another_school(self):
        def move():
            end_role(membership=self.deputy.memberships.get(), by=self.admin)
            give_role(user=self.deputy, role=Role.SENIOR_LEADER, school=self.other_school, by=self.admin)

        return self.deputy, move

    def standing_in(self):
        cover = make.CoverFactory(user=self.staff, role=Role.HEAD, school=self.case.school)
        return self.staff, lambda: over(cover)

    def a_delegation(self):
        row = delegate(case=self.case, to=self.central, by=self.ceo, **WHY)
        return self.central, lambda: end_delegation(delegation=row, by=again(self.ceo))

    def a_delegation_of_every_case(self):
        until = timezone.now() + timedelta(days=7)
        row = delegate(case=None, to=self.central, until=until, by=self.ceo, **WHY)
        return self.central, lambda: over(row)

    def a_delegation_of_every_case_where_the_chair_decides_now(self):
        until = timezone.now() + timedelta(days=7)
        delegate(case=None, to=self.central, until=until, by=self.ceo, **WHY)
        return self.central, lambda: involve(case=self.case, part=Part.TARGET, user=self.ceo, by=again(self.head))

    def a_delegation_of_every_case_and_a_part_in_this(self):
        until = timezone.now() + timedelta(days=7)
        delegate(case=None, to=self.central, until=until, by=self.ceo, **WHY)
        return self.central, lambda: involve(case=self.case, part=Part.WITNESS, user=self.central, by=again(self.head))

    def a_delegation_without_its_role(self):
        delegate(case=self.case, to=self.central, by=self.ceo, **WHY)
        make.MembershipFactory(user=self.central, role=Role.STAFF, school=self.case.school)
        return self.central, lambda: over(self.central.memberships.get(role=Role.CENTRAL_TEAM))

    def the_office_of_the_chair(self):
        involve(case=self.case, part=Part.TARGET, user=self.ceo, by=self.head)
        make.MembershipFactory(user=self.chair, role=Role.STAFF, school=self.case.school)
        return self.chair, lambda: over(self.chair.memberships.get(role=Role.CHAIR))

    def standing_in_for_the_chair(self):
        involve(case=self.case, part=Part.TARGET, user=self.ceo, by=self.head)
        cover = make.CoverFactory(user=self.staff, role=Role.CHAIR, school=None)
        return self.staff, lambda: over(cover)

    def a_review(self):
        involve(case=self.case, part=Part.TARGET, user=self.ceo, by=self.head)
        trustee = make.UserFactory(role=(Role.TRUSTEE, None))
        row = grant_review(case=self.case, to=trustee, by=again(self.chair), **WHY)
        return trustee, lambda: end_delegation(delegation=row, by=again(self.chair))

    def the_role_of_ceo(self):
        return self.ceo, lambda: over(self.ceo.memberships.get())

    def nobody_s_case(self):
        return self.deputy, lambda: involve(case=self.case, part=Part.SUBJECT, user=self.deputy, by=again(self.head))

    def nobody_s_case_as_a_known_person(self):
        person = make.PersonFactory(at=self.case.school)
        make.InvolvementFactory(case=self.case, person=person)
        return self.deputy, lambda: link_account(user=self.deputy, person=person, by=self.admin)

    def nobody_s_case_as_two_records(self):
        mine, theirs = make.PersonFactory(at=self.case.school), make.PersonFactory(at=self.case.school)
        make.InvolvementFactory(case=self.case, person=theirs)
        link_account(user=self.deputy, person=mine, by=self.admin)
        return self.deputy, lambda: merge_people(person=theirs, into=mine, by=again(self.head))


WAYS = [name for name in vars(World) if not name.startswith("_")]


@pytest.mark.parametrize("way", WAYS)
def test_a_duty_is_the_roles_again_exactly_when_its_owner_sees_the_case_no_more(
    way, case, duty, cast, other_school, head, client_of
):
    owner, ends = getattr(World(case, cast, other_school), way)()
    hand_to(duty=duty, to=owner, reason="Please", by=head)
    assert reach(again(owner)).sees(case)
    assert Duty.objects.filter(pk=duty.pk).owed_by(again(owner)).exists()
    assert not Duty.objects.filter(pk=duty.pk).owed_by(again(head)).exists()
    assert not Duty.objects.filter(nobody_by_name(), pk=duty.pk).exists()

    ends()

    assert not reach(again(owner)).sees(case)
    assert not Duty.objects.filter(pk=duty.pk).owed_by(again(owner)).exists()
    assert Duty.objects.filter(pk=duty.pk).owed_by(again(head)).exists()
    assert duty in next_owed(again(head), 99)
    page = client_of(head).get(case.get_absolute_url()).text
    is_here = owner.memberships.in_force().exists()
    assert f"Was handed to {owner.name}, who {'no longer sees this case' if is_here else 'is no longer here'}" in page


def test_words_of_ones_own_stay_ones_own_without_the_file(case, head, staff):
    own = make.DutyFactory(case=case, kind="write_statement", owner_role=Role.HEAD, owner_user=staff)

    assert Duty.objects.filter(pk=own.pk).owed_by(again(staff)).exists()
    assert not Duty.objects.filter(pk=own.pk).owed_by(again(head)).exists()
    assert Case.objects.get() not in Case.objects.visible_to(again(staff))
