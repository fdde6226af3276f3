"""Who is told of roles and of what an account belongs to, and who may look who holds which role."""

import pytest
from django.core.exceptions import PermissionDenied

from desk.services import people, roles
from kernel.refusal import Refused
from notices.models import Notice
from notices.services import tell
from schools.models import Membership, RoleProposal
from schools.services.roles import propose_role
from schools.states import Role
from tests.factories import CoverFactory, MembershipFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(school):
    return UserFactory(name="Lee Moss", role=(Role.DP_LEAD, None))


@pytest.fixture
def second_admin(school):
    return UserFactory(name="Una Frost", role=(Role.ADMINISTRATOR, None))


@pytest.fixture
def newcomer(school):
    return UserFactory(name="Imran Dale")


def offer(user, role, school, by):
    return roles.offer(user=user, role=role, school=school, by=by, from_at=None, until=None)


def told(kind):
    return {(row.to_user.name, row.audience, row.path) for row in Notice.objects.filter(kind=kind)}


def text_of(answer):
    return " ".join(answer.content.decode().split())


# --- Given and ended
def test_whoever_gives_a_role_that_opens_cases_tells_ceo_data_protection_lead_and_head(
    admin, newcomer, head, deputy, ceo, lead, stranger, school
):
    offer(newcomer, Role.SENIOR_LEADER, school, admin)
    assert told("role_given") == {
        ("Ruth Adeyemi", "head", "/roles/"),
        ("Dana Whitlock", "ceo", "/roles/"),
        ("Lee Moss", "colleague", "/roles/"),
    }
    assert {row.note for row in Notice.objects.all()} == {"Given: Imran Dale, Senior leader, Hillside Primary."}


def test_the_message_by_mail_names_nobody(admin, newcomer, head, ceo, school, run_jobs, mailoutbox):
    offer(newcomer, Role.SENIOR_LEADER, school, admin)
    run_jobs()
    assert len(mailoutbox) == 2
    assert not [one for one in mailoutbox if "Imran" in one.body + one.subject or "Hillside" in one.body + one.subject]


@pytest.mark.parametrize("role", [Role.OFFICE, Role.STAFF])
def test_a_role_that_opens_no_case_is_given_without_a_message(role, admin, newcomer, head, ceo, school):
    offer(newcomer, role, school, admin)
    assert not Notice.objects.exists()


def test_a_role_that_was_not_given_is_told_to_nobody(admin, deputy, head, ceo, school):
    with pytest.raises(Refused):
        offer(deputy, Role.SENIOR_LEADER, school, admin)
    assert not Notice.objects.exists()


def test_a_role_whose_message_cannot_be_written_is_not_given(admin, newcomer, head, school, monkeypatch):
    def broken(**facts):
        tell(**facts)
        raise OSError

    monkeypatch.setattr(roles, "tell", broken)
    with pytest.raises(OSError):
        offer(newcomer, Role.SENIOR_LEADER, school, admin)
    assert not newcomer.memberships.exists()
    assert not Notice.objects.exists()


def test_a_second_head_is_proposed_and_confirmed_and_told_to_the_first(
    client_of, admin, second_admin, newcomer, head, ceo, school
):
    client = client_of(admin)
    answer = client.post(f"/setup/accounts/{newcomer.pk}/roles/", {"role": "head", "school": school.pk}, follow=True)
    assert "The role is proposed." in text_of(answer)
    assert "Headteacher, Hillside Primary" in text_of(answer)
    assert told("role_proposed") == {
        ("Una Frost", "colleague", "/setup/proposals/"),
        ("Dana Whitlock", "ceo", "/setup/proposals/"),
    }
    proposal = RoleProposal.objects.get()
    assert "Headteacher, Hillside Primary" in text_of(client_of(ceo).get("/setup/proposals/"))
    client_of(ceo).post(f"/setup/proposals/{proposal.pk}/confirm/")
    assert told("role_given") == {("Ruth Adeyemi", "head", "/roles/")}
    assert Membership.objects.get(user=newcomer).role == Role.HEAD


def test_whom_a_role_is_for_is_not_asked_to_confirm_it(admin, second_admin, ceo):
    offer(second_admin, Role.CLERK, None, admin)
    assert {name for name, _, _ in told("role_proposed")} == {"Dana Whitlock"}


def test_a_head_whose_role_ends_is_told_with_a_message_they_can_open(client_of, admin, head, ceo, school, other_school):
    MembershipFactory(user=head, role=Role.STAFF, school=other_school)
    roles.end(membership=head.memberships.get(role=Role.HEAD), by=admin)
    assert told("role_given") == {("Ruth Adeyemi", "head", ""), ("Dana Whitlock", "ceo", "/roles/")}
    page = text_of(client_of(head).get(f"/notices/{Notice.objects.get(to_user=head).pk}/"))
    assert "Ended: Ruth Adeyemi, Headteacher, Hillside Primary" in page


def test_whoever_holds_no_role_any_more_gets_no_message(admin, head, ceo, school):
    roles.end(membership=head.memberships.get(), by=admin)
    assert told("role_given") == {("Dana Whitlock", "ceo", "/roles/")}


def test_standing_in_that_ends_with_a_role_is_told_to_those_who_knew_of_it(admin, head, staff, ceo, school):
    CoverFactory(school=school, user=staff, of=head)
    roles.end(membership=staff.memberships.get(), by=admin)
    assert {name for name, _, _ in told("cover")} == {"Ruth Adeyemi", "Dana Whitlock", "Helen Bell"}


def test_standing_in_that_goes_on_is_not_told(admin, head, staff, ceo, school, other_school):
    CoverFactory(school=school, user=staff, of=head)
    other = MembershipFactory(user=staff, role=Role.OFFICE, school=other_school)
    roles.end(membership=other, by=admin)
    assert not told("cover")


# --- Who holds which role
def test_those_who_are_told_see_who_holds_which_role(client_of, cast, lead):
    for user in (cast.ceo, cast.admin, lead):
        page = text_of(client_of(user).get("/roles/"))
        for text in (
            "Sam Okoro",
            "Senior leader, Hillside Primary",
            "Headteacher, Brook Secondary",
            "Chair of Trustees",
        ):
            assert text in page
        assert "Helen Bell" not in page


def test_a_head_sees_those_of_their_own_school(client_of, cast):
    page = text_of(client_of(cast.head).get("/roles/"))
    assert "Senior leader, Hillside Primary" in page
    assert "Brook Secondary" not in page
    assert "Dana Whitlock" not in page


@pytest.mark.parametrize("who", ["deputy", "office", "staff", "chair", "central"])
def test_others_do_not(who, client_of, request):
    assert client_of(request.getfixturevalue(who)).get("/roles/").status_code == 403


@pytest.mark.parametrize("who", ["head", "ceo", "chair", "central", "staff"])
def test_only_administrators_offer_roles(who, newcomer, school, request):
    with pytest.raises(PermissionDenied):
        offer(newcomer, Role.STAFF, school, request.getfixturevalue(who))
    with pytest.raises(PermissionDenied):
        propose_role(user=newcomer, role=Role.CEO, by=request.getfixturevalue(who))


# --- Whom an account belongs to
def test_linking_an_account_with_a_person_and_taking_it_back_is_told(client_of, admin, head, ceo, lead, school):
    father = PersonFactory(at=school)
    people.link_account(user=head, person=father, by=admin)
    people.unlink_account(user=head, by=admin)
    rows = [*Notice.objects.filter(kind="account_linked").order_by("pk")]
    assert [row.to_user for row in rows] == [ceo, lead, ceo, lead]
    page = text_of(client_of(lead).get(f"/notices/{rows[-1].pk}/"))
    assert "The account of Ruth Adeyemi no longer belongs to the record of Darren Farrow." in page


def test_what_cannot_be_linked_is_told_to_nobody(admin, head, ceo, school):
    with pytest.raises(Refused):
        people.unlink_account(user=head, by=admin)
    assert not Notice.objects.exists()
