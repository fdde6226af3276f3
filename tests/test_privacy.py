"""Does any word of a case leave the pages it belongs to: by e-mail, in the log, in an address?"""

import logging
import re

import pytest
from django.core import mail
from django.db import connection

from audit.models import Entry
from cases.models import EvidenceFile
from notices.models import Notice
from records.models import Scan, WrittenRecord
from schools.models import AdultFacts, Person
from tests import factories as make
from tests import world as worlds
from tests.test_access import TRIES, response_of


@pytest.fixture
def told(db, clock, caplog, run_jobs, settings):
    """The journey from the gate to the letter, with all its e-mails sent and all its log kept."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="procrastinate")
    # What the database is asked is no log of ours: it is off outside these tests.
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    world = worlds.in_the_middle()
    world.asleep = make.UserFactory(is_active=False)
    run_jobs()
    clock.shift(60)
    return world


@pytest.fixture
def visited(built, clock, caplog):
    """The same journey, done before; what is logged while its pages are visited is kept."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    built.asleep = make.UserFactory(is_active=False)
    clock.shift(60)
    return built


# Readiness tells the operator of this machine's database, and nothing of a case.
NAMES = [name for name in TRIES if name != "desk:readyz"]


def leaks(text):
    """Which personal words of the world stand in a text."""
    return [word for word in worlds.PERSONAL.values() if word.lower() in text.lower()]


def test_the_words_looked_for_are_really_there(told):
    kept = [entry.payload.data for entry in Entry.objects.select_related("payload")]
    kept += [*Notice.objects.values_list("note"), *AdultFacts.objects.values_list("address", "phone")]
    kept += [*WrittenRecord.objects.values_list("content"), *Person.objects.values_list("given_name")]
    kept += [*EvidenceFile.objects.values_list("name"), *Scan.objects.values_list("name")]

    assert {*leaks(str(kept))} == {*worlds.PERSONAL.values()}


def test_no_email_says_a_word_of_the_case(told):
    assert len(mail.outbox) >= 5
    for message in mail.outbox:
        raw = message.message().as_string() + message.subject + message.body
        assert leaks(raw) == []


def test_an_email_names_nobody_but_its_addressee(told):
    names = {getattr(told, who).name for who in worlds.CAST}

    for message in mail.outbox:
        assert [name for name in names if name in message.subject + message.body] == []
        assert len(message.recipients()) == 1


def test_no_log_record_says_a_word_of_the_case(told, caplog):
    records = [record for record in caplog.get_records("setup") if not record.name.startswith(("factory", "faker"))]
    assert {"procrastinate.jobs"} <= {record.name for record in records}
    for record in records:
        assert leaks(f"{record.getMessage()} {record.exc_text or ''}") == [], record


def test_no_queued_job_carries_a_word_of_the_case(built):
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args::text FROM procrastinate_jobs")
        jobs = cursor.fetchall()

    assert len(jobs) >= 5
    assert [job for job in jobs if leaks(" ".join(job))] == []


@pytest.mark.parametrize("who", ["head", "ceo", "office", "chair"])
def test_no_address_and_no_log_of_a_visit_carries_a_word_of_the_case(visited, who, caplog):
    """Every page and every act: the links and forms on it, where it leads, and what is logged meanwhile."""
    caplog.clear()
    found = []
    for name in NAMES:
        response = response_of(visited, who, name)
        text = response.content.decode(errors="ignore") if not response.streaming else ""
        addresses = re.findall(r"(?:href|src|action|formaction|hx-\\w+)=\"([^\"]*)\"", text)
        addresses.append(response.headers.get("Location", ""))
        found += [(name, address) for address in addresses if leaks(address) and not address.startswith("tel:")]

    assert found == []
    assert [record.getMessage() for record in caplog.records if leaks(record.getMessage())] == []
