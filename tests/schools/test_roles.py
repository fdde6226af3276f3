"""Who may give which role to whom, from when until when, and what a role that ended still grants: nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.system import system_user
from audit.models import Entry
from kernel.refusal import Refused
from schools.access import forget_powers, powers
from schools.models import Membership, RoleGroup, RoleProposal, SchoolGroupPermission, StandingDeputy
from schools.roles import POWERS, ROLE_POWERS
from schools.selectors.roles import holders, told_of_role
from schools.services import roles as services
from schools.states import SCHOOL_ROLES, TRUST_ROLES, ProposalState, Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(school):
    return factories.UserFactory(name="Imran Dale")


@pytest.fixture
def second_admin(school):
    return factories.UserFactory(name="Una Frost", role=(Role.ADMINISTRATOR, None))


def powers_now(user):
    forget_powers(user)
    return powers(user)


def verbs(chain):
    return [*Entry.objects.of_chain(chain).values_list("verb", flat=True)]


# --- The table --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", SCHOOL_ROLES)
def test_a_role_at_a_school_grants_its_powers_there_and_nowhere_else(role, school, other_school):
    held = powers(factories.UserFactory(role=(role, school)))

    assert {power for power in POWERS if held.includes(power, school.pk)} == set(ROLE_POWERS[role])
    assert not any(held.includes(power, other_school.pk) for power in POWERS)


@pytest.mark.parametrize("role", TRUST_ROLES)
def test_a_role_in_the_trust_grants_its_powers_at_every_school(role, school, other_school):
    held = powers(factories.UserFactory(role=(role, None)))

    for site in (school, other_school):
        assert {power for power in POWERS if held.includes(power, site.pk)} == set(ROLE_POWERS[role])


@pytest.mark.parametrize("power", ["view_cases", "work_case", "suspend", "void_case", "log_incident", "view_gate"])
def test_administrators_reach_nothing_of_a_case(admin, power):
    assert not powers(admin).includes(power)


def test_powers_cost_one_query_a_request(head):
    head = type(head).objects.get(pk=head.pk)

    with CaptureQueriesContext(connection) as queries:
        for power in POWERS:
            powers(head).includes(power)

    assert len(queries) == 1


def test_syncing_again_changes_nothing_and_mends_what_somebody_changed(school, head):
    before = powers_now(head)
    services.sync_roles()
    assert powers_now(head) == before

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM schools_schoolgrouppermission")
    assert not powers_now(head).includes("suspend", school.pk)
    services.sync_roles()
    assert powers_now(head) == before


def test_what_a_role_gives_no_more_or_gives_elsewhere_is_taken_out(school, other_school, head):
    group = RoleGroup.objects.get(role=Role.HEAD, school=school).group
    right = SchoolGroupPermission.objects.filter(group=group)
    rows = [*right.values_list("permission_id", "content_object_id")]
    other = Permission.objects.get(content_type__app_label="schools", codename="administer")
    SchoolGroupPermission.objects.create(group=group, permission=other, content_object=school)
    SchoolGroupPermission.objects.create(group=group, permission_id=rows[0][0], content_object=other_school)

    services.sync_roles(school)

    assert sorted(right.values_list("permission_id", "content_object_id")) == sorted(rows)


def test_roles_of_many_schools_cost_the_same_queries(school):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            services.sync_roles()
        return len(queries)

    known = cost()
    for number in range(5):
        factories.SchoolFactory(prefix="QRSTU"[number] * 3)
    new = cost()

    assert known == 5 + 2
    assert new == known + 4
    assert cost() == known


# --- Roles at a school ------------------------------------------------------------------------------------------------
def test_a_role_counts_from_the_moment_it_is_given(admin, newcomer, school):
    services.give_role(user=newcomer, role=Role.STAFF, school=school, by=admin)

    assert powers_now(newcomer).includes("log_incident", school.pk)
    assert verbs(school.chain) == ["role.given"]


def test_a_role_counts_only_between_its_ends(admin, newcomer, school, clock):
    begin = timezone.now() + timedelta(days=1)
    services.give_role(
        user=newcomer, role=Role.STAFF, school=school, from_at=begin, until=begin + timedelta(days=2), by=admin
    )

    assert not powers_now(newcomer).includes("log_incident")
    clock.move_to(begin)
    assert powers_now(newcomer).includes("log_incident", school.pk)
    clock.move_to(begin + timedelta(days=2) - timedelta(seconds=1))
    assert powers_now(newcomer).includes("log_incident")
    clock.move_to(begin + timedelta(days=2))
    assert not powers_now(newcomer).includes("log_incident")


def test_a_role_that_was_ended_grants_nothing_from_that_moment(admin, newcomer, school, clock):
    role = services.give_role(user=newcomer, role=Role.HEAD, school=school, by=admin)
    clock.shift(60)

    services.end_role(membership=role, by=admin)

    assert powers_now(newcomer).held == {}
    assert verbs(school.chain) == ["role.given", "role.ended"]


def test_a_role_ended_in_advance_counts_until_then(admin, newcomer, school, clock):
    role = services.give_role(user=newcomer, role=Role.STAFF, school=school, by=admin)
    end = timezone.now() + timedelta(days=5)

    services.end_role(membership=role, at=end, by=admin)

    assert powers_now(newcomer).includes("log_incident")
    clock.move_to(end)
    assert not powers_now(newcomer).includes("log_incident")


def test_a_role_that_has_not_begun_is_taken_back_whole(admin, newcomer, school, clock):
    begin = timezone.now() + timedelta(days=3)
    role = services.give_role(user=newcomer, role=Role.STAFF, school=school, from_at=begin, by=admin)

    services.end_role(membership=role, by=admin)

    assert not Membership.objects.filter(pk=role.pk).exists()
    assert verbs(school.chain) == ["role.given", "role.ended"]


def test_a_role_is_not_ended_twice(admin, newcomer, school, clock):
    role = services.give_role(user=newcomer, role=Role.STAFF, school=school, by=admin)
    clock.shift(60)
    services.end_role(membership=role, by=admin)

    with pytest.raises(Refused, match="already ended"):
        services.end_role(membership=role, by=admin)


def test_nobody_gives_a_role_to_themselves(admin, school):
    with pytest.raises(Refused, match="themselves"):
        services.give_role(user=admin, role=Role.HEAD, school=school, by=admin)


@pytest.mark.parametrize("who", ["head", "deputy", "office", "staff", "ceo", "chair", "central", "stranger"])
def test_only_administrators_give_roles(who, newcomer, school, request):
    with pytest.raises(PermissionDenied):
        services.give_role(user=newcomer, role=Role.STAFF, school=school, by=request.getfixturevalue(who))


def test_an_administrator_whose_role_ended_gives_none(admin, newcomer, school):
    Membership.objects.filter(user=admin).update(
        period=TimestamptzRange(timezone.now() - timedelta(days=2), timezone.now() - timedelta(minutes=1))
    )
    forget_powers(admin)

    with pytest.raises(PermissionDenied):
        services.give_role(user=newcomer, role=Role.STAFF, school=school, by=admin)


def test_a_role_is_held_once_at_a_time(admin, newcomer, school):
    services.give_role(user=newcomer, role=Role.STAFF, school=school, by=admin)

    with pytest.raises(Refused, match="already holds this role"):
        services.give_role(
            user=newcomer, role=Role.STAFF, school=school, until=timezone.now() + timedelta(days=1), by=admin
        )


@pytest.mark.parametrize(
    ("begin", "end", "why"),
    [
        (timedelta(days=2), timedelta(days=1), "after the beginning"),
        (timedelta(days=-2), None, "before today"),
        (timedelta(0), timedelta(0), "after the beginning"),
    ],
)
def test_a_role_has_a_sensible_period(admin, newcomer, school, begin, end, why):
    now = timezone.now()
    with pytest.raises(Refused, match=why):
        services.give_role(
            user=newcomer,
            role=Role.STAFF,
            school=school,
            from_at=now + begin,
            until=now + end if end is not None else None,
            by=admin,
        )


def test_an_account_that_is_switched_off_gets_no_role(admin, school):
    gone = factories.UserFactory(is_active=False)

    with pytest.raises(Refused, match="switched off"):
        services.give_role(user=gone, role=Role.STAFF, school=school, by=admin)


def test_a_school_that_is_closed_gives_no_role(admin, newcomer):
    closed = factories.SchoolFactory(is_open=False)

    with pytest.raises(Refused, match="closed"):
        services.give_role(user=newcomer, role=Role.STAFF, school=closed, by=admin)


def test_whoever_leaves_a_school_is_no_standing_deputy_of_it(admin, head, deputy, school, clock):
    services.name_deputy(user=deputy, school=school, by=head)
    services.act_as_head(school=school, by=deputy)
    clock.shift(60)

    services.end_role(membership=deputy.memberships.get(), by=admin)

    assert not StandingDeputy.objects.exists()
    assert powers_now(deputy).held == {}
    assert verbs(school.chain)[-3:] == ["role.ended", "deputy.removed", "cover.ended"]


# --- Roles in the trust need two people -----------------------------------------------------------------------------------
@pytest.mark.parametrize("role", TRUST_ROLES)
def test_one_administrator_alone_gives_no_role_in_the_trust(admin, newcomer, role):
    with pytest.raises(Refused, match="needs a second person"):
        services.give_role(user=newcomer, role=role, school=None, by=admin)


def test_a_proposed_role_grants_nothing_until_it_is_confirmed(admin, second_admin, newcomer):
    proposal = services.propose_role(user=newcomer, role=Role.CENTRAL_TEAM, by=admin)
    assert powers_now(newcomer).held == {}

    services.confirm_role(proposal=proposal, by=second_admin)

    assert powers_now(newcomer).includes("handle_records")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (ProposalState.CONFIRMED, second_admin)
    assert verbs("trust") == ["role.proposed", "role.confirmed", "role.given"]


def test_the_ceo_may_be_the_second_person(admin, ceo, newcomer):
    proposal = services.propose_role(user=newcomer, role=Role.CLERK, by=admin)

    services.confirm_role(proposal=proposal, by=ceo)

    assert powers_now(newcomer).holds(Role.CLERK)


def test_whoever_proposed_a_role_does_not_confirm_it(admin, newcomer):
    proposal = services.propose_role(user=newcomer, role=Role.CEO, by=admin)

    with pytest.raises(Refused, match="second person"):
        services.confirm_role(proposal=proposal, by=admin)


def test_whoever_a_role_is_for_does_not_confirm_it(admin, second_admin):
    proposal = services.propose_role(user=second_admin, role=Role.CEO, by=admin)

    with pytest.raises(Refused, match="for you"):
        services.confirm_role(proposal=proposal, by=second_admin)


@pytest.mark.parametrize("who", ["head", "deputy", "staff", "chair", "central"])
def test_others_confirm_no_role(who, admin, newcomer, request):
    proposal = services.propose_role(user=newcomer, role=Role.CEO, by=admin)

    with pytest.raises(PermissionDenied):
        services.confirm_role(proposal=proposal, by=request.getfixturevalue(who))


def test_a_role_is_confirmed_once(admin, second_admin, ceo, newcomer):
    proposal = services.propose_role(user=newcomer, role=Role.CLERK, by=admin)
    services.confirm_role(proposal=proposal, by=second_admin)

    with pytest.raises(Refused, match="already decided"):
        services.confirm_role(proposal=proposal, by=ceo)
    assert newcomer.memberships.count() == 1


def test_a_role_is_declined_with_a_reason(admin, second_admin, newcomer):
    proposal = services.propose_role(user=newcomer, role=Role.CEO, by=admin)
    with pytest.raises(Refused, match="Say why"):
        services.decline_role(proposal=proposal, reason="", by=second_admin)

    services.decline_role(proposal=proposal, reason="We have a CEO.", by=second_admin)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.decline_reason) == (ProposalState.DECLINED, "We have a CEO.")
    assert powers_now(newcomer).held == {}


def test_a_proposal_is_withdrawn_by_whoever_made_it(admin, second_admin, newcomer):
    proposal = services.propose_role(user=newcomer, role=Role.CEO, by=admin)
    with pytest.raises(Refused, match="Only the person who proposed"):
        services.withdraw_role(proposal=proposal, by=second_admin)

    services.withdraw_role(proposal=proposal, by=admin)

    assert not RoleProposal.objects.waiting().exists()


def test_a_role_confirmed_late_begins_when_it_is_confirmed(admin, ceo, newcomer, clock):
    proposal = services.propose_role(user=newcomer, role=Role.CLERK, by=admin)
    clock.shift(timedelta(days=3))

    role = services.confirm_role(proposal=proposal, by=ceo)

    assert role.period.lower == timezone.now()


def test_a_second_head_of_a_school_needs_two_people(admin, second_admin, head, newcomer, school):
    with pytest.raises(Refused, match="This school has a headteacher"):
        services.give_role(user=newcomer, role=Role.HEAD, school=school, by=admin)

    proposal = services.offer_role(user=newcomer, role=Role.HEAD, school=school, by=admin, from_at=None, until=None)
    assert powers_now(newcomer).held == {}
    services.confirm_role(proposal=proposal, by=second_admin)

    assert powers_now(newcomer).includes("view_cases", school.pk)
    assert verbs(school.chain) == ["role.proposed", "role.confirmed", "role.given"]


def test_switching_the_head_off_does_not_make_room_for_another(admin, head, newcomer, school):
    type(head).objects.filter(pk=head.pk).update(is_active=False)

    with pytest.raises(Refused, match="second person"):
        services.give_role(user=newcomer, role=Role.HEAD, school=school, by=admin)


def test_a_head_who_comes_after_a_later_one_needs_two_people_too(admin, newcomer, school):
    begin = timezone.now() + timedelta(days=7)
    services.give_role(user=newcomer, role=Role.HEAD, school=school, from_at=begin, by=admin)

    with pytest.raises(Refused, match="second person"):
        services.give_role(user=factories.UserFactory(), role=Role.HEAD, school=school, by=admin)


def test_the_first_head_of_a_school_and_its_other_roles_need_no_second_person(admin, head, newcomer, school):
    empty = factories.SchoolFactory()
    services.sync_roles(empty)

    for role, place in ((Role.SENIOR_LEADER, school), (Role.OFFICE, school), (Role.HEAD, empty)):
        made = services.offer_role(user=newcomer, role=role, school=place, by=admin, from_at=None, until=None)
        assert isinstance(made, Membership)
        with pytest.raises(Refused, match="needs no second person"):
            services.propose_role(user=factories.UserFactory(), role=Role.STAFF, school=place, by=admin)


def test_a_role_whose_time_is_over_is_not_confirmed(admin, ceo, newcomer, clock):
    until = timezone.now() + timedelta(days=2)
    proposal = services.propose_role(user=newcomer, role=Role.CLERK, until=until, by=admin)
    clock.shift(timedelta(days=3))

    with pytest.raises(Refused, match="is over"):
        services.confirm_role(proposal=proposal, by=ceo)


def test_the_system_sets_up_the_first_roles_by_command(newcomer):
    services.give_role(user=newcomer, role=Role.ADMINISTRATOR, school=None, by=system_user())

    assert powers_now(newcomer).includes("administer")


def test_the_only_administrator_stays(admin, ceo, second_admin, clock):
    services.end_role(membership=second_admin.memberships.get(), by=admin)
    clock.shift(1)
    with pytest.raises(Refused, match="only administrator"):
        services.end_role(membership=admin.memberships.get(), by=admin)


def test_ceo_and_data_protection_lead_are_those_to_tell(admin, ceo, head, school):
    lead = factories.UserFactory(role=(Role.DP_LEAD, None))

    assert told_of_role(Role.CLERK, None, by=admin) == [ceo, lead]
    assert told_of_role(Role.CLERK, None, by=ceo) == [lead]


@pytest.mark.parametrize("role", SCHOOL_ROLES)
def test_of_a_role_that_opens_cases_the_head_is_to_be_told_too(role, admin, ceo, head, school):
    opens = "view_cases" in ROLE_POWERS[role]

    assert told_of_role(role, school, by=admin) == ([ceo, head] if opens else [])


def test_holders_are_those_who_can_act_now_each_once(school, head, deputy):
    factories.MembershipFactory(role=Role.HEAD, school=school, ended=True)
    factories.UserFactory(is_active=False, role=(Role.HEAD, school))
    factories.CoverFactory(school=school, user=deputy)
    factories.CoverFactory(school=school, user=deputy)

    assert holders(Role.HEAD, school) == [head, deputy]
