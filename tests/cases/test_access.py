"""Who may do what, and who sees which case: by role, cover, grant and wall, at this minute."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from accounts.system import system_user
from audit.models import Entry
from cases.access import may, reach, require, sees
from cases.models import Case, Duty, Evidence, Grant, Involvement
from cases.selectors import NamedOwner, next_owed, owners_by_name
from cases.services.access import grant_sight
from cases.states import WALLING, Part
from incidents.models import Incident
from notices.models import Notice
from records.models import WrittenRecord
from schools.access import powers, require_at
from schools.models import Membership, Person, RoleGroup, School, SchoolGroupPermission
from schools.roles import POWERS, ROLE_POWERS
from schools.services.roles import sync_roles
from schools.states import SCHOOL_ROLES, TRUST_ROLES, Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def again(user):
    """The same account at its next request."""
    return User.objects.get(pk=user.pk)


def holder(role, school, **period):
    user = make.UserFactory()
    make.MembershipFactory(user=user, role=role, school=school if role in SCHOOL_ROLES else None, **period)
    return user


def seen(user):
    return set(Case.objects.visible_to(user))


@pytest.fixture
def case(school):
    return make.CaseFactory(school=school)


def test_sight_given_again_with_another_end_takes_the_place_of_the_first(case, ceo, clock):
    """Said to have worked, it has: three days become nine, and both stand in the history."""
    friend, now = make.UserFactory(role=(Role.STAFF, case.school)), timezone.now()
    first = grant_sight(case=case, user=friend, reason="Looks into it", until=now + timedelta(days=3), by=ceo)
    clock.shift(timedelta(hours=1))
    until = now + timedelta(days=9)

    second = grant_sight(case=case, user=friend, reason="It takes longer", until=until, by=ceo)
    third = grant_sight(case=case, user=friend, reason="It takes longer", until=until, by=ceo)
    without = grant_sight(case=case, user=friend, reason="For good", by=ceo)

    first.refresh_from_db()
    assert first.period.upper == second.period.lower
    assert (second, second.period.upper) == (third, until)
    assert without.period.upper is None
    assert Grant.objects.filter(case=case, period__contains=timezone.now()).get() == without
    clock.shift(timedelta(days=30))
    assert sees(again(friend), case)
    verbs = Entry.objects.filter(chain=case.chain, verb__startswith="case.sight").order_by("seq")
    given, ended = "case.sight_given", "case.sight_ended"
    assert [*verbs.values_list("verb", flat=True)] == [given, ended, given, ended, given]


# --- Powers ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", Role)
def test_a_role_has_exactly_the_powers_of_the_table(school, other_school, role):
    held, given = powers(holder(role, school)), {*ROLE_POWERS[role]}

    assert {power for power in POWERS if held.includes(power, school.pk)} == given
    assert {power for power in POWERS if held.includes(power)} == given
    elsewhere = {power for power in POWERS if held.includes(power, other_school.pk)}
    assert elsewhere == (given if role in TRUST_ROLES else set())


def test_the_table_of_roles_names_known_powers_only():
    assert set(ROLE_POWERS) == set(Role)
    assert {power for given in ROLE_POWERS.values() for power in given} <= set(POWERS)


@pytest.mark.parametrize("role", SCHOOL_ROLES)
def test_guardian_holds_a_schools_role_as_the_table_says(school, role):
    group = RoleGroup.objects.get(role=role, school=school).group
    rows = SchoolGroupPermission.objects.filter(group=group)

    assert {r.content_object for r in rows} == {school}
    assert {r.permission.codename for r in rows} == set(ROLE_POWERS[role])
    assert not group.permissions.exists()


@pytest.mark.parametrize("role", TRUST_ROLES)
def test_guardian_holds_a_trust_wide_role_as_the_table_says(school, role):
    group = RoleGroup.objects.get(role=role, school=None).group

    assert {p.codename for p in group.permissions.all()} == set(ROLE_POWERS[role])
    assert not SchoolGroupPermission.objects.filter(group=group).exists()


def test_a_power_that_was_added_to_guardian_by_hand_goes_with_the_next_sync(school):
    group = RoleGroup.objects.get(role=Role.STAFF, school=school).group
    permission = Permission.objects.get(codename="void_case")
    SchoolGroupPermission.objects.create(group=group, permission=permission, content_object=school)

    sync_roles()

    assert not powers(holder(Role.STAFF, school)).includes("void_case", school.pk)


def test_syncing_twice_changes_nothing(school):
    before = set(SchoolGroupPermission.objects.values_list("pk", flat=True))

    sync_roles()

    assert set(SchoolGroupPermission.objects.values_list("pk", flat=True)) == before


def test_roles_at_two_schools_add_up(school, other_school):
    user = holder(Role.HEAD, school)
    make.MembershipFactory(user=user, role=Role.STAFF, school=other_school)

    held = powers(user)

    assert held.includes("suspend", school.pk)
    assert held.includes("log_incident", other_school.pk)
    assert not held.includes("suspend", other_school.pk)


def test_only_memberships_count(school):
    """Not the group of a role, not a permission given to the account, not staff marks."""
    user = make.UserFactory()
    user.groups.add(RoleGroup.objects.get(role=Role.HEAD, school=school).group)
    user.groups.add(RoleGroup.objects.get(role=Role.CEO, school=None).group)
    user.user_permissions.add(Permission.objects.get(codename="administer"))

    assert powers(again(user)).held == {}
    assert not reach(again(user)).schools


def test_nobody_is_a_superuser():
    with pytest.raises(IntegrityError), transaction.atomic():
        make.UserFactory(is_superuser=True)
    with pytest.raises(ValidationError, match="unlimited power"):
        make.UserFactory.build(is_superuser=True).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=make.UserFactory().pk).update(is_superuser=True)


@pytest.mark.parametrize("who", [AnonymousUser, system_user], ids=["nobody", "the system"])
def test_nobody_and_the_system_have_no_powers(school, case, who):
    user = who()

    assert powers(user).held == {}
    assert not reach(user).sees(case)
    assert seen(user) == set()
    assert not School.objects.visible_to(AnonymousUser()).exists()


def test_a_power_is_required_at_the_school(school, other_school, head):
    require_at(head, "suspend", school)
    with pytest.raises(PermissionDenied):
        require_at(head, "suspend", other_school)
    with pytest.raises(PermissionDenied):
        require_at(head, "administer")


# --- Time ------------------------------------------------------------------------------------------------------------
def test_a_membership_counts_from_its_first_minute_to_its_last(school, case, clock):
    start, end = timezone.now() + timedelta(hours=1), timezone.now() + timedelta(hours=2)
    user = holder(Role.HEAD, school, period=TimestamptzRange(start, end))

    counts = []
    for moment in (start - timedelta(microseconds=1), start, end - timedelta(microseconds=1), end):
        clock.move_to(moment)
        counts.append((powers(again(user)).includes("suspend", school.pk), seen(again(user)) == {case}))

    assert counts == [(False, False), (True, True), (True, True), (False, False)]


def test_an_ended_membership_grants_nothing_from_that_minute(school, case, clock):
    """Neither the file nor what was handed over, logged or granted while it lasted."""
    end = timezone.now() + timedelta(hours=1)
    user = holder(Role.HEAD, school, period=TimestamptzRange(timezone.now() - timedelta(days=9), end))
    make.IncidentFactory(case=case, logged_by=user)
    make.CopyFactory(record=make.WrittenRecordFactory(case=case, issued=True), to_user=user)
    make.NoticeFactory(case=case, to_user=user)
    make.DutyFactory(case=case, owner_user=user)
    make.GrantFactory(case=make.CaseFactory(), user=user)
    doors = [Case, Incident, WrittenRecord, Notice, Duty, Person]

    clock.move_to(end - timedelta(seconds=1))
    assert [m.objects.visible_to(again(user)).exists() for m in doors[:-1]] == [True] * 5
    clock.move_to(end)

    assert [m.objects.visible_to(again(user)).exists() for m in doors] == [False] * 6
    assert not Duty.objects.owed_by(again(user)).exists()
    assert not Notice.objects.addressed_to(again(user)).exists()


def test_a_closed_account_sees_and_may_nothing(school, case):
    user = holder(Role.HEAD, school)
    make.IncidentFactory(case=case, logged_by=user)
    make.CopyFactory(record=make.WrittenRecordFactory(case=case, issued=True), to_user=user)
    make.NoticeFactory(case=case, to_user=user)
    make.DutyFactory(case=case)
    make.GrantFactory(case=make.CaseFactory(), user=user)
    assert seen(user)

    User.objects.filter(pk=user.pk).update(is_active=False)
    gone = again(user)

    assert powers(gone).held == {}
    for model in (Case, Incident, WrittenRecord, Notice, Duty, Evidence, Involvement, Person):
        assert not model.objects.visible_to(gone).exists(), model
    assert not School.objects.visible_to(gone).exists()
    assert not Duty.objects.owed_by(gone).exists()


def test_an_account_that_is_closed_within_a_request_loses_everything_at_once(school, case, head):
    assert seen(head) == {case}

    head.is_active = False

    assert seen(head) == set()
    assert not may(head, "suspend", case)


def test_cover_gives_the_powers_of_the_role_while_it_lasts(school, case, clock):
    user = holder(Role.SENIOR_LEADER, school)
    start, end = timezone.now() + timedelta(hours=1), timezone.now() + timedelta(hours=9)
    make.CoverFactory(user=user, role=Role.HEAD, school=school, period=TimestamptzRange(start, end))

    allowed = []
    for moment in (start - timedelta(seconds=1), start, end - timedelta(seconds=1), end):
        clock.move_to(moment)
        allowed.append(may(again(user), "suspend", case))

    assert allowed == [False, True, True, False]


def test_standing_in_is_told_from_holding_the_role(school, head):
    deputy = holder(Role.SENIOR_LEADER, school)
    make.CoverFactory(user=deputy, role=Role.HEAD, school=school)

    assert powers(deputy).is_acting(Role.HEAD, school.pk)
    assert not powers(head).is_acting(Role.HEAD, school.pk)
    assert powers(deputy).holds(Role.HEAD, school.pk)


def test_cover_for_the_ceo_reaches_every_school(school, other_school):
    user = holder(Role.TRUSTEE, None)
    make.CoverFactory(user=user, role=Role.CEO, school=None)
    cases = {make.CaseFactory(school=school), make.CaseFactory(school=other_school)}

    assert seen(user) == cases


# --- The file --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", Role)
def test_the_file_is_seen_by_those_who_hold_view_cases(school, other_school, case, role):
    elsewhere = make.CaseFactory(school=other_school)
    user = holder(role, school)

    own, whole_trust = "view_cases" in ROLE_POWERS[role], role in TRUST_ROLES
    assert seen(user) == (({case, elsewhere} if whole_trust else {case}) if own else set())
    assert sees(user, case) == own


def test_a_grant_opens_one_case_while_it_lasts(school, case, clock, chair):
    make.CaseFactory(school=school)
    start, end = timezone.now() + timedelta(hours=1), timezone.now() + timedelta(days=2)
    make.GrantFactory(case=case, user=chair, period=TimestamptzRange(start, end))

    opened = []
    for moment in (start - timedelta(seconds=1), start, end - timedelta(seconds=1), end):
        clock.move_to(moment)
        opened.append(seen(again(chair)))

    assert opened == [set(), {case}, {case}, set()]


def test_a_grant_gives_sight_and_no_power(case, chair):
    make.GrantFactory(case=case, user=chair)

    assert sees(chair, case)
    assert not may(chair, "work_case", case)
    with pytest.raises(PermissionDenied):
        require(chair, "work_case", case)


def test_a_grant_opens_what_belongs_to_the_case_too(case, chair):
    make.GrantFactory(case=case, user=chair)
    rows = [make.InvolvementFactory(case=case), make.EvidenceFactory(case=case), make.IncidentFactory(case=case)]
    rows += [make.WrittenRecordFactory(case=case), make.NoticeFactory(case=case), make.DutyFactory(case=case)]

    assert [type(row).objects.visible_to(chair).filter(pk=row.pk).exists() for row in rows] == [True] * len(rows)


# --- Walls -----------------------------------------------------------------------------------------------------------
WALLED_BY = {
    "their account": lambda user: {"user": user, "person": None},
    "themselves as a person": lambda user: {"person": make.PersonFactory(user=user)},
    "a person merged into them": lambda user: {"person": make.PersonFactory(merged_into=make.PersonFactory(user=user))},
    "a person merged twice over": lambda user: {
        "person": make.PersonFactory(merged_into=make.PersonFactory(merged_into=make.PersonFactory(user=user)))
    },
    "the person they were merged into": lambda user: {
        "person": make.PersonFactory(user=user, merged_into=make.PersonFactory()).merged_into
    },
}


@pytest.fixture(params=WALLED_BY)
def walled(request, case, ceo, head):
    """A case that is about the CEO and the head, in each way somebody can be known."""
    for user in (ceo, head):
        make.InvolvementFactory(case=case, part=Part.SUBJECT, **WALLED_BY[request.param](user))
    return case


def test_whoever_a_case_is_about_sees_nothing_of_it(walled, ceo, head, deputy):
    rows = [walled, make.EvidenceFactory(case=walled), make.DutyFactory(case=walled), *walled.involvements.all()]
    rows += [
        make.IncidentFactory(case=walled, logged_by=head),
        make.DutyFactory(case=walled, owner_user=ceo, subject="1"),
    ]
    record = make.WrittenRecordFactory(case=walled, issued=True)
    rows += [record, *(make.NoticeFactory(case=walled, to_user=user) for user in (ceo, head))]
    for user in (ceo, head):
        make.CopyFactory(record=record, to_user=user)
        make.GrantFactory(case=walled, user=user)

    for user in (ceo, head):
        assert [r for r in rows if type(r).objects.visible_to(user).filter(pk=r.pk).exists()] == []
        assert not Duty.objects.owed_by(user).exists()
        assert not Notice.objects.addressed_to(user).exists()
        assert not sees(user, walled)
    assert Case.objects.visible_to(deputy).filter(pk=walled.pk).exists()


def test_whoever_a_case_is_about_has_no_power_on_it(walled, ceo, head):
    assert [power for power in POWERS if may(ceo, power, walled) or may(head, power, walled)] == []


def test_a_wall_hides_one_case_only(walled, school, head, ceo):
    other = make.CaseFactory(school=school)

    assert seen(head) == seen(ceo) == {other}


@pytest.mark.parametrize("part", [part for part in Part if part not in WALLING])
def test_other_parts_in_a_case_build_no_wall(case, head, part):
    make.InvolvementFactory(case=case, part=part, user=head, person=None)

    assert seen(head) == {case}


# --- What was handed over --------------------------------------------------------------------------------------------
def test_staff_see_what_they_reported_and_not_the_file(case, staff):
    mine = make.IncidentFactory(case=case, logged_by=staff)
    make.IncidentFactory(case=case, number=2)

    assert [*Incident.objects.visible_to(staff)] == [mine]
    assert seen(staff) == set()


def test_the_chair_sees_the_copy_they_were_given_and_not_the_file(case, chair):
    mine = make.CopyFactory(record=make.WrittenRecordFactory(case=case, issued=True), to_user=chair).record
    make.WrittenRecordFactory(case=case, issued=True, subject="2")

    assert [*WrittenRecord.objects.visible_to(chair)] == [mine]
    assert seen(chair) == set()


def test_a_notice_is_seen_by_its_addressee_and_in_the_file(case, chair, office, head):
    notice = make.NoticeFactory(case=case, to_user=chair)

    assert [*Notice.objects.visible_to(chair)] == [notice]
    assert [*Notice.objects.visible_to(head)] == [notice]
    assert not Notice.objects.visible_to(office).exists()
    assert not Notice.objects.addressed_to(head).exists()


def test_duties_follow_the_role_at_the_school(case, school, other_school, head, stranger, ceo):
    of_head = make.DutyFactory(case=case, owner_role=Role.HEAD)
    of_ceo = make.DutyFactory(case=case, owner_role=Role.CEO, subject="1")
    of_other = make.DutyFactory(case=make.CaseFactory(school=other_school), owner_role=Role.HEAD)

    assert {*Duty.objects.owed_by(head)} == {of_head}
    assert {*Duty.objects.owed_by(ceo)} == {of_ceo}
    assert {*Duty.objects.owed_by(stranger)} == {of_other}


def closed(user):
    type(user).objects.filter(pk=user.pk).update(is_active=False)


def without_a_role(user):
    over = TimestamptzRange(timezone.now() - timedelta(days=9), timezone.now())
    Membership.objects.filter(user=user).update(period=over)


@pytest.mark.parametrize("leaves", [closed, without_a_role])
def test_a_duty_of_somebody_who_left_is_the_roles_again(case, head, deputy, ceo, clock, leaves):
    duty = make.DutyFactory(case=case, owner_role=Role.HEAD, owner_user=deputy)
    of_ceo = make.DutyFactory(case=case, owner_role=Role.CEO, owner_user=deputy, subject="1")
    assert [*Duty.objects.owed_by(head)] == []

    leaves(deputy)

    assert [*Duty.objects.owed_by(head)] == [duty]
    assert [*Duty.objects.owed_by(ceo)] == [of_ceo]
    assert next_owed(head, 9) == [duty]
    assert owners_by_name([duty]) == {duty.pk: NamedOwner(deputy.name, "who is no longer here")}


def test_a_duty_handed_to_one_account_is_no_longer_the_roles(case, head, deputy):
    duty = make.DutyFactory(case=case, owner_role=Role.HEAD, owner_user=deputy)

    assert not Duty.objects.owed_by(head).exists()
    assert [*Duty.objects.owed_by(deputy)] == [duty]


def test_whoever_stands_in_owes_the_duties(case, school, deputy):
    duty = make.DutyFactory(case=case, owner_role=Role.HEAD)
    make.CoverFactory(user=deputy, role=Role.HEAD, school=school)

    assert [*Duty.objects.owed_by(again(deputy))] == [duty]


# --- Cost ------------------------------------------------------------------------------------------------------------
def test_powers_and_reach_are_resolved_once_a_request(case, head, django_assert_num_queries):
    user = again(head)

    with django_assert_num_queries(2):
        for _ in range(3):
            powers(user)
            reach(user)
            may(user, "suspend", case)
            sees(user, case)
