"""Who cannot be suspended from a site, and what the page says about it."""

import pytest

from kernel.refusal import Refused
from schools.states import PersonKind, Role
from suspensions import selectors, services
from suspensions.models import SiteSuspension
from tests import factories as make


def refusal(case, person, school, by, grounds="He raised a fist."):
    with pytest.raises(Refused) as refused:
        services.suspend_for_rest_of_today(case=case, person=person, school=school, grounds=grounds, by=by)
    assert not SiteSuspension.objects.exists()
    return refused.value


def test_a_pupil_is_never_suspended_for_what_a_parent_did(case, alfie, school, head):
    refused = refusal(case, alfie, school, head)

    assert "pupil" in refused.reason
    assert "own conduct" in refused.reason
    assert "Choose the adult" in refused.reason
    assert refused.field == "person"
    assert selectors.why_not_suspend(alfie, school) == refused.reason


def test_a_pupil_of_this_school_is_a_pupil_whatever_else_they_are(case, school, head):
    sister = make.PersonFactory(kinds=[PersonKind.PUPIL, PersonKind.RELATIVE], at=school)

    assert "pupil" in refusal(case, sister, school, head).reason


def test_a_grown_brother_who_is_a_pupil_elsewhere_can_be_suspended(case, school, other_school, head):
    brother = make.PersonFactory(kinds=[PersonKind.PUPIL, PersonKind.RELATIVE], at=other_school)

    assert services.suspend_for_rest_of_today(
        case=case, person=brother, school=school, grounds="He hit a teacher.", by=head
    )


@pytest.mark.parametrize("role", [Role.HEAD, Role.SENIOR_LEADER, Role.OFFICE, Role.STAFF])
def test_nobody_is_suspended_from_their_workplace(case, school, head, role):
    teacher = make.PersonFactory(user=make.UserFactory(role=(role, school)))

    reason = refusal(case, teacher, school, head).reason

    assert "works at Hillside Primary" in reason
    assert "HR" in reason


@pytest.mark.parametrize("role", [Role.CHAIR, Role.VICE_CHAIR, Role.TRUSTEE, Role.CLERK])
def test_nobody_of_the_board_is_suspended_from_a_site(case, school, head, role):
    trustee = make.PersonFactory(user=make.UserFactory(role=(role, None)))

    assert "Chair of Trustees" in refusal(case, trustee, school, head).reason


def test_a_colleague_known_only_as_staff_is_one(case, school, head):
    caretaker = make.PersonFactory(kinds=[PersonKind.STAFF, PersonKind.PARENT], at=school)

    assert "works at" in refusal(case, caretaker, school, head).reason


def test_a_teacher_of_another_school_is_a_parent_here(case, school, other_school, head):
    teacher = make.PersonFactory(user=make.UserFactory(role=(Role.STAFF, other_school)))

    assert selectors.why_not_suspend(teacher, school) is None


def test_somebody_whose_role_has_ended_no_longer_works_here(case, school, head):
    membership = make.MembershipFactory(role=Role.STAFF, school=school, ended=True)
    former = make.PersonFactory(user=membership.user)

    assert selectors.why_not_suspend(former, school) is None


def test_a_colleague_is_one_also_under_a_merged_row(case, school, head):
    merged = make.PersonFactory()
    make.PersonFactory(user=make.UserFactory(role=(Role.STAFF, school)), merged_into=merged)

    assert "works at" in refusal(case, merged, school, head).reason


@pytest.mark.parametrize("grounds", ["", "   ", "\n"])
def test_without_a_risk_nobody_is_suspended(case, father, school, head, grounds):
    refused = refusal(case, father, school, head, grounds)

    assert "risk to staff or children" in refused.reason
    assert refused.field == "grounds"


def test_a_second_suspension_of_the_same_person_is_refused_and_says_until_when(suspension, case, father, school, head):
    other_case = make.CaseFactory(school=school)

    with pytest.raises(Refused) as refused:
        services.suspend_for_rest_of_today(case=other_case, person=father, school=school, grounds="Again", by=head)

    assert refused.value.reason == "Darren Farrow is already suspended from Hillside Primary until tonight 23:59."


def test_a_merged_row_does_not_get_round_a_suspension(suspension, case, father, school, head):
    twin = make.PersonFactory(merged_into=father)

    with pytest.raises(Refused, match="already suspended"):
        services.suspend_for_rest_of_today(case=case, person=twin, school=school, grounds="Again", by=head)


def test_the_same_person_can_be_suspended_from_another_site(suspension, case, father, other_school, ceo):
    second = services.suspend_for_rest_of_today(
        case=case, person=father, school=other_school, grounds="Said he would go there next.", by=ceo
    )

    assert second.school == other_school


def test_a_void_case_takes_no_suspension(school, father, head):
    with pytest.raises(Refused, match="void"):
        services.suspend_for_rest_of_today(
            case=make.CaseFactory(school=school, void=True), person=father, school=school, grounds="x", by=head
        )
