"""Does an error of the database put what stood in the row into the log?"""

import io
import logging

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from kernel.logs import QuietFormatter
from schools.models import Person
from tests.factories import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
FAMILY, SAID = "Farrowby\nof Quince Passage", "Farrowby at the gate"


@pytest.fixture
def log():
    """A log of its own, and what was written to it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(QuietFormatter("%(levelname)s %(name)s: %(message)s"))
    logger = logging.Logger("tests.quiet")
    logger.addHandler(handler)
    logger.written = written.getvalue
    return logger


def breaking_a_check():
    """A row that a CHECK refuses: PostgreSQL quotes the whole of it."""
    person = PersonFactory(family_name="Farrowby")
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(family_name=FAMILY, kinds=["no kind at all"])


def taking_an_address_twice():
    user = UserFactory(email="secret.name@school.example")
    with transaction.atomic():
        UserFactory(email=user.email.upper())


def reading_nonsense():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::integer", [SAID])


def wrapped():
    try:
        breaking_a_check()
    except IntegrityError as error:
        raise RuntimeError("The job broke") from error


PERSONAL = ("Farrowby", "Quince", "secret.name", "SECRET.NAME", "gate", "DETAIL", "Failing row")


@pytest.mark.parametrize("breaks", [breaking_a_check, taking_an_address_twice, reading_nonsense, wrapped])
def test_a_traceback_says_what_broke_and_no_value_of_the_row(log, breaks):
    with pytest.raises((DatabaseError, RuntimeError)) as caught:
        breaks()
    assert any(word in _all_said(caught.value) for word in PERSONAL)

    log.error("Internal Server Error: /people/", exc_info=caught.value)

    assert [word for word in PERSONAL if word in log.written()] == []
    assert "Traceback (most recent call last)" in log.written()
    assert f"in {breaks.__name__}" in log.written()


def test_it_names_the_constraint(log):
    with pytest.raises(IntegrityError) as caught:
        breaking_a_check()

    log.error("Internal Server Error: /people/", exc_info=caught.value)

    assert 'violates check constraint "person_kinds_known"' in log.written()


@pytest.mark.parametrize("message", ["It broke: %s", "It broke: {}"])
def test_an_error_put_into_a_message_is_cut_too(log, message):
    with pytest.raises(IntegrityError) as caught:
        breaking_a_check()

    if "%s" in message:
        log.error(message, caught.value)
    else:
        log.error(message.format(caught.value))

    assert [word for word in PERSONAL if word in log.written()] == []
    assert "It broke: new row for relation" in log.written()


def test_what_a_model_refused_is_named_by_its_field_alone(log):
    log.error("Broke", exc_info=ValidationError({"kind": "“Farrowby” is no kind."}))

    assert "Farrowby" not in log.written()
    assert "kind: [values left out]" in log.written()


def test_other_lines_stay_as_they_are(log):
    log.error("Worker %s has stopped: %d jobs left", "one", 3)

    assert log.written() == "ERROR tests.quiet: Worker one has stopped: 3 jobs left\n"


def test_the_log_of_the_site_is_written_this_way(settings):
    formatters = settings.LOGGING["formatters"]

    assert {formatters[h["formatter"]]["()"] for h in settings.LOGGING["handlers"].values()} == {
        "kernel.logs.QuietFormatter"
    }


def _all_said(error):
    return f"{error} {error.__cause__} {error.__context__}"
