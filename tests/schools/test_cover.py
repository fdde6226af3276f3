"""Standing in: who appoints whom for whom, standing deputies, and "I am acting head today"."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Entry
from kernel.refusal import Refused
from schools.access import forget_powers, powers
from schools.calendar import LONDON
from schools.models import Cover, StandingDeputy
from schools.selectors.roles import holders, told_of_cover
from schools.services import roles as services
from schools.states import CoverKind, Role
from tests import factories

pytestmark = pytest.mark.django_db


def powers_now(user):
    forget_powers(user)
    return powers(user)


def tomorrow():
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def standing_deputy(head, deputy, school):
    services.name_deputy(user=deputy, school=school, by=head)
    return deputy


# --- Acting head today ------------------------------------------------------------------------------------------------
def test_a_standing_deputy_is_acting_head_until_midnight(standing_deputy, school, clock):
    assert not powers_now(standing_deputy).includes("suspend", school.pk)

    cover = services.act_as_head(school=school, by=standing_deputy)

    assert cover.kind == CoverKind.STANDING
    assert cover.period.upper == datetime(2026, 11, 3, 0, 0, tzinfo=LONDON)
    assert powers_now(standing_deputy).includes("suspend", school.pk)
    assert powers_now(standing_deputy).is_acting(Role.HEAD, school.pk)
    clock.move_to(cover.period.upper)
    assert not powers_now(standing_deputy).includes("suspend")


def test_acting_is_written_in_the_schools_history_and_head_and_ceo_are_those_to_tell(
    standing_deputy, head, ceo, school, clock
):
    cover = services.act_as_head(school=school, by=standing_deputy)

    assert Entry.objects.of_chain(school.chain).last().verb == "cover.began"
    assert cover.of == head
    assert {*told_of_cover(cover, by=standing_deputy)} == {head, ceo}


@pytest.mark.parametrize("who", ["deputy", "office", "staff", "stranger", "ceo", "chair", "central", "admin"])
def test_nobody_else_says_they_are_acting_head(who, school, request):
    with pytest.raises(PermissionDenied):
        services.act_as_head(school=school, by=request.getfixturevalue(who))


def test_a_standing_deputy_of_one_school_is_none_of_another(standing_deputy, other_school):
    with pytest.raises(PermissionDenied):
        services.act_as_head(school=other_school, by=standing_deputy)


def test_acting_is_said_once_a_day(standing_deputy, school, clock):
    services.act_as_head(school=school, by=standing_deputy)

    with pytest.raises(Refused, match="already acting"):
        services.act_as_head(school=school, by=standing_deputy)
    assert Cover.objects.count() == 1


def test_a_deputy_whose_role_at_the_school_ran_out_cannot_act(school, head):
    gone = factories.UserFactory()
    factories.MembershipFactory(user=gone, role=Role.SENIOR_LEADER, school=school, ended=True)
    factories.StandingDeputyFactory(user=gone, school=school)

    with pytest.raises(Refused, match="no longer hold a role"):
        services.act_as_head(school=school, by=gone)


def test_acting_ends_early_when_the_head_is_back(standing_deputy, head, school, clock):
    cover = services.act_as_head(school=school, by=standing_deputy)
    clock.shift(3600)

    services.end_cover(cover=cover, by=head)

    assert not powers_now(standing_deputy).includes("suspend")
    with pytest.raises(Refused, match="already ended"):
        services.end_cover(cover=cover, by=head)


# --- Standing deputies ------------------------------------------------------------------------------------------------
def test_a_head_names_standing_deputies_of_their_own_school(head, deputy, school):
    services.name_deputy(user=deputy, school=school, by=head)

    assert StandingDeputy.objects.get().user == deputy
    assert Entry.objects.of_chain(school.chain).get().verb == "deputy.named"


@pytest.mark.parametrize("who", ["deputy", "office", "staff", "stranger", "ceo", "chair", "central", "admin"])
def test_nobody_else_names_standing_deputies(who, school, staff, request):
    with pytest.raises(PermissionDenied):
        services.name_deputy(user=staff, school=school, by=request.getfixturevalue(who))


def test_a_stand_in_names_no_standing_deputies(standing_deputy, staff, school):
    services.act_as_head(school=school, by=standing_deputy)
    forget_powers(standing_deputy)

    with pytest.raises(Refused, match="standing in"):
        services.name_deputy(user=staff, school=school, by=standing_deputy)


def test_a_head_names_neither_themselves_nor_a_stranger(head, stranger, school):
    with pytest.raises(Refused, match="themselves"):
        services.name_deputy(user=head, school=school, by=head)
    with pytest.raises(Refused, match="no role at this school"):
        services.name_deputy(user=stranger, school=school, by=head)


def test_removing_a_deputy_ends_their_acting_at_once(standing_deputy, head, school, clock):
    services.act_as_head(school=school, by=standing_deputy)
    clock.shift(60)

    services.remove_deputy(deputy=StandingDeputy.objects.get(), by=head)

    assert not powers_now(standing_deputy).includes("suspend")
    assert not StandingDeputy.objects.exists()


# --- Appointed --------------------------------------------------------------------------------------------------------
def test_the_ceo_appoints_somebody_for_any_schools_head(ceo, head, stranger, school, clock):
    cover = services.appoint_cover(role=Role.HEAD, school=school, user=stranger, of=head, until=tomorrow(), by=ceo)

    assert cover.kind == CoverKind.APPOINTED
    assert powers_now(stranger).includes("suspend", school.pk)
    clock.move_to(cover.period.upper)
    assert not powers_now(stranger).includes("suspend", school.pk)


def test_the_ceo_appoints_somebody_for_the_data_protection_lead(ceo, central):
    lead = factories.UserFactory(role=(Role.DP_LEAD, None))

    services.appoint_cover(role=Role.DP_LEAD, school=None, user=central, of=lead, until=tomorrow(), by=ceo)

    assert powers_now(central).holds(Role.DP_LEAD)


def test_the_chair_appoints_somebody_for_the_ceo(chair, ceo, central):
    services.appoint_cover(role=Role.CEO, school=None, user=central, of=ceo, until=tomorrow(), by=chair)

    assert powers_now(central).includes("delegate")


def test_the_ceo_does_not_choose_their_own_stand_in(ceo, central):
    with pytest.raises(PermissionDenied):
        services.appoint_cover(role=Role.CEO, school=None, user=central, of=ceo, until=tomorrow(), by=ceo)


def test_the_chair_does_not_choose_who_stands_in_for_a_head(chair, head, deputy, school):
    with pytest.raises(PermissionDenied):
        services.appoint_cover(role=Role.HEAD, school=school, user=deputy, of=head, until=tomorrow(), by=chair)


@pytest.mark.parametrize("who", ["head", "deputy", "office", "staff", "stranger", "central", "admin"])
def test_nobody_else_appoints(who, head, school, request):
    other = factories.UserFactory()
    with pytest.raises(PermissionDenied):
        services.appoint_cover(
            role=Role.HEAD, school=school, user=other, of=head, until=tomorrow(), by=request.getfixturevalue(who)
        )


def test_nobody_appoints_themselves(ceo, head, school):
    with pytest.raises(Refused, match="themselves"):
        services.appoint_cover(role=Role.HEAD, school=school, user=ceo, of=head, until=tomorrow(), by=ceo)


def test_nobody_stands_in_for_themselves_or_for_somebody_else_than_the_holder(ceo, head, deputy, staff, school):
    with pytest.raises(Refused, match="stands in for themselves"):
        services.appoint_cover(role=Role.HEAD, school=school, user=head, of=head, until=tomorrow(), by=ceo)
    with pytest.raises(Refused, match="does not hold the role"):
        services.appoint_cover(role=Role.HEAD, school=school, user=staff, of=deputy, until=tomorrow(), by=ceo)


@pytest.mark.parametrize(
    ("begin", "end", "why"),
    [
        (timedelta(0), timedelta(days=-1), "after the beginning"),
        (timedelta(days=3), timedelta(days=2), "after the beginning"),
        (timedelta(0), timedelta(days=800), "a year at most"),
        (timedelta(days=-3), timedelta(days=2), "before today"),
    ],
)
def test_standing_in_has_a_sensible_period(ceo, head, staff, school, begin, end, why):
    now = timezone.now()
    with pytest.raises(Refused, match=why):
        services.appoint_cover(
            role=Role.HEAD, school=school, user=staff, of=head, from_at=now + begin, until=now + end, by=ceo
        )


def test_the_same_standing_in_is_not_appointed_twice(ceo, head, staff, school):
    services.appoint_cover(role=Role.HEAD, school=school, user=staff, of=head, until=tomorrow(), by=ceo)

    with pytest.raises(Refused, match="already holds"):
        services.appoint_cover(role=Role.HEAD, school=school, user=staff, of=head, until=tomorrow(), by=ceo)


def test_an_account_that_is_switched_off_stands_in_for_nobody(ceo, head, school):
    with pytest.raises(Refused, match="switched off"):
        services.appoint_cover(
            role=Role.HEAD,
            school=school,
            user=factories.UserFactory(is_active=False),
            of=head,
            until=tomorrow(),
            by=ceo,
        )


def test_a_vacant_post_can_be_covered(ceo, staff, school):
    services.appoint_cover(role=Role.HEAD, school=school, user=staff, of=None, until=tomorrow(), by=ceo)

    assert powers_now(staff).includes("suspend", school.pk)


@pytest.mark.parametrize(("who", "may"), [("ceo", True), ("head", True), ("staff", False), ("admin", False)])
def test_who_ends_an_appointed_standing_in(who, may, ceo, head, stranger, school, request, clock):
    cover = services.appoint_cover(role=Role.HEAD, school=school, user=stranger, of=head, until=tomorrow(), by=ceo)
    clock.shift(60)
    by = request.getfixturevalue(who)

    if may:
        services.end_cover(cover=cover, by=by)
        assert not powers_now(stranger).includes("suspend", school.pk)
    else:
        with pytest.raises(PermissionDenied):
            services.end_cover(cover=cover, by=by)


def test_a_stand_in_may_lay_it_down(ceo, head, stranger, school, clock):
    cover = services.appoint_cover(role=Role.HEAD, school=school, user=stranger, of=head, until=tomorrow(), by=ceo)
    clock.shift(60)

    services.end_cover(cover=cover, by=stranger)

    assert not powers_now(stranger).includes("suspend", school.pk)


def test_an_appointment_that_has_not_begun_is_taken_back(ceo, head, stranger, school, clock):
    now = timezone.now()
    cover = services.appoint_cover(
        role=Role.HEAD,
        school=school,
        user=stranger,
        of=head,
        from_at=now + timedelta(days=2),
        until=now + timedelta(days=4),
        by=ceo,
    )

    services.end_cover(cover=cover, by=ceo)

    assert not Cover.objects.exists()


def later_cover(user, school, head, ceo):
    begin, end = timezone.now() + timedelta(days=2), timezone.now() + timedelta(days=4)
    return services.appoint_cover(role=Role.HEAD, school=school, user=user, of=head, from_at=begin, until=end, by=ceo)


def test_an_appointed_acting_head_stands_in_no_longer_than_they_work_there(ceo, admin, head, staff, school, clock):
    services.appoint_cover(role=Role.HEAD, school=school, user=staff, of=head, until=tomorrow(), by=ceo)
    later_cover(staff, school, head, ceo)
    assert powers_now(staff).includes("suspend", school.pk)
    clock.shift(60)

    services.end_role(membership=staff.memberships.get(), by=admin)

    assert powers_now(staff) == powers(factories.UserFactory())
    assert [cover.period.upper for cover in Cover.objects.all()] == [timezone.now()]


def test_a_head_who_stands_in_elsewhere_does_so_while_they_lead_somewhere(
    ceo, admin, head, stranger, school, other_school, clock
):
    services.appoint_cover(role=Role.HEAD, school=school, user=stranger, of=head, until=tomorrow(), by=ceo)
    factories.MembershipFactory(user=stranger, role=Role.STAFF, school=other_school)
    factories.MembershipFactory(user=stranger, role=Role.SENIOR_LEADER, school=other_school)
    clock.shift(60)

    services.end_role(membership=stranger.memberships.get(role=Role.HEAD), by=admin)
    assert powers_now(stranger).includes("suspend", school.pk)
    clock.shift(60)
    services.end_role(membership=stranger.memberships.get(role=Role.SENIOR_LEADER), by=admin)

    assert not powers_now(stranger).includes("suspend")
    assert powers_now(stranger).includes("log_incident", other_school.pk)


def test_a_role_that_ends_on_a_day_takes_the_standing_in_with_it(ceo, admin, head, staff, school, clock):
    end = timezone.now() + timedelta(hours=6)
    cover = services.appoint_cover(role=Role.HEAD, school=school, user=staff, of=head, until=tomorrow(), by=ceo)
    later_cover(staff, school, head, ceo)

    services.end_role(membership=staff.memberships.get(), at=end, by=admin)

    assert [(row, row.period.upper) for row in Cover.objects.all()] == [(cover, end)]
    assert powers_now(staff).includes("suspend", school.pk)
    assert {"cover.shortened", "cover.ended"} <= {*Entry.objects.of_chain(school.chain).values_list("verb", flat=True)}


@pytest.mark.parametrize(("role", "at_school"), [(Role.HEAD, True), (Role.CEO, False), (Role.CHAIR, False)])
def test_standing_in_counts_only_for_those_who_hold_a_role(role, at_school, school):
    user = factories.UserFactory()
    place = school if at_school else None
    cover = factories.CoverFactory(role=role, school=place, user=user)
    assert powers_now(user).positions == frozenset()
    assert user not in holders(role, place)

    factories.MembershipFactory(user=user, role=Role.STAFF, school=school)

    assert powers_now(user).is_acting(role, place and place.pk)
    assert [*Cover.objects.in_force()] == [cover]
    assert holders(role, place) == [user]


def test_taking_a_deputys_right_leaves_what_the_ceo_appointed(ceo, head, standing_deputy, school, clock):
    services.appoint_cover(role=Role.HEAD, school=school, user=standing_deputy, of=head, until=tomorrow(), by=ceo)

    services.remove_deputy(deputy=StandingDeputy.objects.get(), by=head)

    assert powers_now(standing_deputy).is_acting(Role.HEAD, school.pk)


def test_everybody_sees_the_covers_that_concern_them(ceo, chair, head, deputy, stranger, staff, school):
    cover = factories.CoverFactory(school=school, user=deputy)

    for user in (ceo, chair, head, deputy):
        assert [*Cover.objects.visible_to(user)] == [cover]
    for user in (stranger, staff):
        assert [*Cover.objects.visible_to(user)] == []
