"""Does any word of a case leave the pages it belongs to: by e-mail, in the log, in an address?"""

import logging

import pytest
from django.core import mail

from audit.models import Entry
from cases.models import EvidenceFile
from complaints.models import Complaint, Decision, Finding, Point
from meetings.models import Action, AgreedRecord, Attendee, Comment, MediatorNote, Meeting
from notices.models import Notice
from pupils.models import PupilSuspension
from records.models import Scan, WrittenRecord
from schools.models import AdultFacts, Person
from socialmedia.models import ConcernStep, Contact, OnlineConcern, Restriction, RestrictionBreach, Terms
from tests import factories as make
from tests import world as worlds


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


def leaks(text):
    """Which personal words of the world stand in a text."""
    return [word for word in worlds.PERSONAL.values() if word.lower() in text.lower()]


def test_the_words_looked_for_are_really_there(told):
    kept = [entry.payload.data for entry in Entry.objects.select_related("payload")]
    kept += [*Notice.objects.values_list("note"), *AdultFacts.objects.values_list("address", "phone")]
    kept += [*WrittenRecord.objects.values_list("content"), *Person.objects.values_list("given_name")]
    kept += [*PupilSuspension.objects.values_list("needs_considered")]
    kept += [*Meeting.objects.values_list("about", "needs"), *Attendee.objects.values_list("name")]
    kept += [*AgreedRecord.objects.values_list("points"), *Comment.objects.values_list("text")]
    kept += [*MediatorNote.objects.values_list("text")]
    kept += [*Action.objects.values_list("what")]
    kept += [*Complaint.objects.values_list("words"), *Point.objects.values_list("text")]
    kept += [*Decision.objects.values_list("action"), *Finding.objects.values_list("reasons")]
    kept += [*Restriction.objects.values_list("why"), *Terms.objects.values_list("considered")]
    kept += [*RestrictionBreach.objects.values_list("what")]
    kept += [*Contact.objects.values_list("subject", "text")]
    kept += [*ConcernStep.objects.values_list("what")]
    kept += [*OnlineConcern.objects.values_list("words", "handle")]
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
