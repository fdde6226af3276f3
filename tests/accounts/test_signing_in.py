"""Signing in: by address and password, noted without keeping what a stranger typed, and asking for a new password."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import Error, transaction
from django.test import Client
from django.utils import timezone

from accounts.jobs import forget_sign_ins
from accounts.models import Outcome, SignIn, User
from accounts.system import system_user
from tests import factories
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return factories.UserFactory(email="ruth@school.example")


def try_to(email, password=PASSWORD, client=None):
    return (client or Client()).post("/account/login/", {"login": email, "password": password})


def test_somebody_signs_in_by_address_and_password(user):
    response = try_to("Ruth@School.example")

    assert response.status_code == 302
    noted = SignIn.objects.get()
    assert (noted.user, noted.outcome, noted.network_address) == (user, Outcome.SIGNED_IN, "127.0.0.1")


def test_a_wrong_password_is_noted_and_refused(user):
    response = try_to("ruth@school.example", "wrong")

    assert response.status_code == 200
    assert (SignIn.objects.get().user, SignIn.objects.get().outcome) == (user, Outcome.REFUSED)


def test_what_a_stranger_typed_is_kept_nowhere(user, caplog):
    with caplog.at_level(logging.DEBUG):
        try_to("my-password-in-the-wrong-box@x.example", "wrong")

    noted = SignIn.objects.get()
    assert (noted.user, noted.outcome) == (None, Outcome.REFUSED)
    assert "wrong-box" not in caplog.text


def test_nobody_signs_in_as_the_system(db):
    system_user()

    assert try_to("system@inspires.invalid", "!").status_code == 200
    assert SignIn.objects.get().outcome == Outcome.REFUSED


def test_an_account_that_is_off_is_refused(user):
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()

    try_to(user.email, client=client)

    assert "_auth_user_id" not in client.session


def test_five_wrong_passwords_close_the_door_for_a_while(user):
    for _ in range(5):
        try_to(user.email, "wrong")

    client = Client()
    try_to(user.email, client=client)

    assert "_auth_user_id" not in client.session
    cache.clear()
    try_to(user.email, client=client)
    assert "_auth_user_id" in client.session


def test_asking_for_a_password_answers_the_same_for_known_and_unknown(user, run_jobs):
    known = Client().post("/account/password/reset/", {"email": user.email})
    unknown = Client().post("/account/password/reset/", {"email": "nobody@school.example"})

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert run_jobs() == ["accounts.password_link"]
    assert [m.to for m in mail.outbox] == [["ruth@school.example"]]


def test_there_is_no_sign_up(db):
    response = Client().post(
        "/account/signup/", {"email": "a@b.example", "password1": "three blind mice", "password2": "three blind mice"}
    )

    assert not User.objects.people().exists()
    assert response.status_code in (200, 403, 404)


def test_what_was_noted_is_not_changed(user):
    try_to(user.email)

    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        SignIn.objects.update(outcome=Outcome.REFUSED)


def test_sign_ins_are_forgotten_after_a_year(user):
    old = factories.SignInFactory(at=timezone.now() - timedelta(days=400))
    new = factories.SignInFactory(at=timezone.now() - timedelta(days=300))

    forget_sign_ins()

    assert [*SignIn.objects.all()] == [new]
    assert old.pk not in SignIn.objects.values_list("pk", flat=True)
