"""Accounts as administrators keep them: made, changed, switched off, linked with a person."""

import json
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.system import system_user
from audit.models import Entry
from kernel.refusal import Refused
from notices.models import Notice
from schools.access import forget_powers, powers
from schools.services import accounts as services
from schools.services.roles import end_role, give_role, propose_role
from schools.states import Role
from tests import factories
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(email, password=PASSWORD):
    client = Client()
    client.post("/account/login/", {"login": email, "password": password})
    return client


def is_signed_in(client):
    return "/account/login/" not in client.get("/account/password/change/").headers.get("Location", "")


def make(admin, **facts):
    return services.create_account(**{"email": "imran@school.example", "name": "Imran Dale", "by": admin} | facts)


def test_an_account_is_made_without_a_password_or_a_role(admin):
    user = make(admin, email=" Imran.Dale@School.example ", job_title="Teacher")

    assert (user.email, user.name, user.job_title) == ("imran.dale@school.example", "Imran Dale", "Teacher")
    assert not user.has_usable_password()
    assert powers(user).held == {}
    assert mail.outbox == []
    assert Entry.objects.get(verb="account.created").actor == admin


@pytest.mark.parametrize("who", ["head", "ceo", "chair", "central", "staff"])
def test_only_administrators_make_accounts(who, request):
    with pytest.raises(PermissionDenied):
        make(request.getfixturevalue(who))


@pytest.mark.parametrize(
    ("facts", "field"), [({"email": "not an address"}, "email"), ({"email": ""}, "email"), ({"name": ""}, "name")]
)
def test_a_wrong_address_or_no_name_is_said_beside_its_field(admin, facts, field):
    with pytest.raises(ValidationError) as refused:
        make(admin, **facts)

    assert field in refused.value.message_dict


def test_an_address_has_one_account_however_it_is_written(admin):
    make(admin)

    with pytest.raises((Refused, ValidationError), match="already an account"):
        make(admin, email="IMRAN@school.EXAMPLE")


def test_the_link_to_set_a_first_password_leads_to_signing_in(admin, run_jobs):
    user = make(admin)

    services.send_password_link(user=user, by=admin)
    assert mail.outbox == []
    assert run_jobs() == ["accounts.password_link"]

    message = mail.outbox[0]
    assert message.to == ["imran@school.example"]
    assert "Imran" not in message.body
    link = re.search(r"http://\S+(/account/\S+)", message.body).group(1)
    client = Client()
    form = client.get(link, follow=True)
    new = "three blind mice run"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert is_signed_in(sign_in(user.email, new))


def test_the_link_works_once(admin, run_jobs):
    user = make(admin)
    services.send_password_link(user=user, by=admin)
    run_jobs()
    link = re.search(r"http://\S+(/account/\S+)", mail.outbox[0].body).group(1)
    user.set_password("three blind mice run")
    user.save()

    assert Client().get(link, follow=True).context["token_fail"]


def test_no_job_holds_a_link(admin):
    user = make(admin)
    services.send_password_link(user=user, by=admin)

    assert jobs_of("accounts.password_link") == [{"user_id": user.pk}]


def jobs_of(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = %s", [name])
        return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]


def test_changing_an_account_keeps_old_and_new(admin):
    user = make(admin)

    services.change_account(user=user, email=user.email, name="Imran Dale-Khan", job_title="SENCO", by=admin)

    data = Entry.objects.get(verb="account.changed").payload.data
    assert data["before"]["name"] == "Imran Dale"
    assert data["after"] == {"name": "Imran Dale-Khan", "job_title": "SENCO"}


def test_both_addresses_are_told_when_an_address_changes(admin, run_jobs):
    user = make(admin)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)

    services.change_account(user=user, email="Dale@School.example", name=user.name, job_title="", by=admin)
    run_jobs()

    assert [m.to for m in mail.outbox] == [["imran@school.example"], ["dale@school.example"]]
    assert not EmailAddress.objects.exists()


def test_no_job_holds_an_address(admin):
    user = make(admin)

    services.change_account(user=user, email="dale@school.example", name=user.name, job_title="", by=admin)

    entry = Entry.objects.get(verb="account.changed")
    assert jobs_of("schools.address_changed") == [{"user_id": user.pk, "entry_id": entry.pk}]


def move_address(user, admin):
    services.change_account(user=user, email="new@school.example", name=user.name, job_title="", by=admin)


def switch_off_and_on(user, admin):
    services.deactivate_account(user=user, by=admin)
    services.reactivate_account(user=User.objects.get(pk=user.pk), by=admin)


@pytest.mark.parametrize("has_password", [True, False])
@pytest.mark.parametrize("act", [move_address, switch_off_and_on])
def test_a_link_that_went_to_the_old_address_is_dead(act, has_password, admin, staff, run_jobs):
    user = staff if has_password else make(admin)
    services.send_password_link(user=user, by=admin)
    run_jobs()
    link = re.search(r"http://\S+(/account/\S+)", mail.outbox[0].body).group(1)
    opened = Client()
    form = opened.get(link, follow=True).request["PATH_INFO"]
    assert form != link

    act(User.objects.get(pk=user.pk), admin)

    assert Client().get(link, follow=True).context["token_fail"]
    new = "three blind mice run"
    opened.post(form, {"password1": new, "password2": new})
    assert not User.objects.get(pk=user.pk).check_password(new)


def in_a_week():
    return timezone.now() + timedelta(days=7)


OPENS_CASES = {
    "the head": lambda user, school, admin: give_role(user=user, role=Role.HEAD, school=school, by=admin),
    "a senior leader": lambda user, school, admin: give_role(
        user=user, role=Role.SENIOR_LEADER, school=school, by=admin
    ),
    "a senior leader from next week": lambda user, school, admin: give_role(
        user=user, role=Role.SENIOR_LEADER, school=school, by=admin, from_at=in_a_week()
    ),
    "who stands in as head": lambda user, school, admin: factories.CoverFactory(user=user, school=school),
    "a standing deputy": lambda user, school, admin: factories.StandingDeputyFactory(user=user, school=school),
    "whom somebody proposed as a second head": lambda user, school, admin: (
        factories.UserFactory(role=(Role.HEAD, school)),
        propose_role(user=user, role=Role.HEAD, school=school, by=admin),
    ),
    "whom somebody proposed as CEO": lambda user, school, admin: propose_role(user=user, role=Role.CEO, by=admin),
}


@pytest.mark.parametrize("who", OPENS_CASES)
def test_one_administrator_does_not_move_the_mail_of_somebody_who_opens_cases(who, admin, school):
    user = make(admin)
    OPENS_CASES[who](user, school, admin)

    with pytest.raises(Refused, match="whoever reads that mail would") as refused:
        move_address(user, admin)

    assert refused.value.field == "email"
    assert User.objects.get(pk=user.pk).email == "imran@school.example"
    assert services.change_account(user=user, email=user.email, name="Imran Khan", job_title="", by=admin)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.STAFF])
def test_ceo_and_data_protection_lead_are_told_of_any_new_address(
    role, admin, school, ceo, head, run_jobs, client_of, mailoutbox
):
    lead = factories.UserFactory(role=(Role.DP_LEAD, None))
    user = make(admin)
    give_role(user=user, role=role, school=school, by=admin)

    move_address(user, admin)
    run_jobs()

    rows = [*Notice.objects.filter(kind="address_changed").order_by("pk")]
    assert [row.to_user for row in rows] == [ceo, lead]
    page = client_of(ceo).get(f"/notices/{rows[0].pk}/").text
    assert "Ivan Cole has changed the e-mail address of Imran Dale’s account." in page
    assert not [mail for mail in mailoutbox if "Dale" in mail.subject + mail.body]


def test_after_the_role_has_ended_the_address_moves(admin, head):
    end_role(membership=head.memberships.get(), by=admin)

    move_address(head, admin)

    assert User.objects.get(pk=head.pk).email == "new@school.example"


def test_an_address_of_somebody_else_is_refused(admin, head):
    user = make(admin)

    with pytest.raises((Refused, ValidationError), match="already an account"):
        services.change_account(user=user, email=head.email.upper(), name=user.name, job_title="", by=admin)


def test_switching_off_ends_sessions_at_once_and_for_good(admin, head):
    client = sign_in(head.email)
    assert is_signed_in(client)

    services.deactivate_account(user=head, by=admin)

    assert not is_signed_in(client)
    assert not is_signed_in(sign_in(head.email))
    services.reactivate_account(user=User.objects.get(pk=head.pk), by=admin)
    assert not is_signed_in(client)
    assert not is_signed_in(sign_in(head.email))


def test_switching_off_ends_nothing_else(admin, head, school):
    services.deactivate_account(user=head, by=admin)
    gone = User.objects.get(pk=head.pk)
    assert powers(gone).held == {}
    assert gone.memberships.in_force().count() == 0

    services.reactivate_account(user=gone, by=admin)

    back = User.objects.get(pk=head.pk)
    assert powers(back).includes("suspend", school.pk)


def test_nobody_switches_off_themselves(admin):
    with pytest.raises(Refused, match="their own"):
        services.deactivate_account(user=admin, by=admin)


def test_an_account_is_switched_off_and_on_once(admin, head):
    with pytest.raises(Refused, match="already switched on"):
        services.reactivate_account(user=head, by=admin)
    services.deactivate_account(user=head, by=admin)
    with pytest.raises(Refused, match="already switched off"):
        services.deactivate_account(user=User.objects.get(pk=head.pk), by=admin)


def test_the_systems_account_is_left_alone(admin):
    for act in (services.deactivate_account, services.reactivate_account, services.send_password_link):
        with pytest.raises(Refused):
            act(user=system_user(), by=admin)
    with pytest.raises(Refused):
        services.change_account(user=system_user(), email="x@y.example", name="X", job_title="", by=admin)


def test_an_account_that_is_off_gets_no_link(admin, head, run_jobs):
    services.deactivate_account(user=head, by=admin)

    with pytest.raises(Refused, match="switched off"):
        services.send_password_link(user=User.objects.get(pk=head.pk), by=admin)


def test_an_account_and_a_person_are_linked_once(admin, head, school):
    parent = factories.PersonFactory(at=school)
    services.link_person(user=head, person=parent, by=admin)

    parent.refresh_from_db()
    assert parent.user == head
    with pytest.raises(Refused, match="already linked"):
        services.link_person(user=head, person=factories.PersonFactory(), by=admin)
    with pytest.raises(Refused, match="already has an account"):
        services.link_person(user=factories.UserFactory(), person=parent, by=admin)

    services.unlink_person(user=head, by=admin)
    parent.refresh_from_db()
    assert parent.user is None
    with pytest.raises(Refused, match="not linked"):
        services.unlink_person(user=head, by=admin)


def test_a_linked_parent_sees_nothing_of_a_case_about_them(admin, head, school):
    parent = factories.PersonFactory(at=school)
    case = factories.CaseFactory(school=school)
    factories.InvolvementFactory(case=case, person=parent)
    assert case in type(case).objects.visible_to(head)

    services.link_person(user=head, person=parent, by=admin)
    forget_powers(head)

    assert case not in type(case).objects.visible_to(head)


def test_a_demonstration_account_signs_in_nowhere_else(head, settings):
    User.objects.filter(pk=head.pk).update(is_demo=True)
    assert is_signed_in(sign_in(head.email))

    settings.DEMO = False

    assert not is_signed_in(sign_in(head.email))


def test_a_session_of_the_demonstration_ends_with_it(head, staff, settings, client_of):
    User.objects.filter(pk=head.pk).update(is_demo=True)
    demo, real = sign_in(head.email), client_of(staff)
    assert is_signed_in(demo)

    settings.DEMO = False

    assert not is_signed_in(demo)
    assert is_signed_in(real)
