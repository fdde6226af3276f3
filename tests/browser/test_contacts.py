"""Three hundred e-mails of one parent: uploaded, counted, and answered with a warning, terms and their letters."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.services.case import involve
from cases.states import Part
from records.models import WrittenRecord
from socialmedia.models import Contact, Restriction
from tests import factories
from tests.browser import looks
from tests.browser.conftest import DESK, PHONE, wait_for_file
from tests.socialmedia import mails

COUNT = 300


@pytest.fixture
def kay(school):
    person = factories.PersonFactory(title="Ms", given_name="Kay", family_name="Lowe", at=school)
    factories.AdultFactsFactory(person=person, email="kay@letters.example", address="3 Bell Lane\nMiddleton")
    return person


@pytest.fixture
def case(school, cast, kay):
    row = factories.CaseFactory(school=school, opened_by=cast.head, title="Very many messages")
    involve(case=row, part=Part.SUBJECT, person=kay, by=cast.head)
    return row


def eml(n):
    at = timezone.now() - timedelta(hours=6 * (n + 1))
    return {"name": f"{n}.eml", "mimeType": "message/rfc822", "buffer": mails.mail(n, at=at)}


def fill_day(page, question, day):
    box = page.get_by_role("group", name=question)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        box.get_by_label(part).fill(str(value))


@pytest.mark.usefixtures("worker")
def test_three_hundred_messages_become_a_chart_a_warning_and_terms(page_of, cast, case, kay, pictures):
    page = page_of(cast.head, viewport=DESK)
    page.goto("/online/contacts/")
    page.get_by_role("link", name="Upload e-mails").click()
    hostile = {"name": "page.eml", "mimeType": "message/rfc822", "buffer": mails.FIT["page.eml"][0]}
    broken = {"name": "broken.eml", "mimeType": "message/rfc822", "buffer": mails.UNFIT["nobody.eml"][0]}
    page.get_by_label("E-mails, saved as .eml files").set_input_files(
        [*(eml(n) for n in range(COUNT)), hostile, broken]
    )
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/uploads/\d+/$"))

    expect(page.get_by_text(re.compile(r"301 logged, 1 not logged"))).to_be_visible(timeout=90_000)
    assert looks.faults(page) == []
    page.get_by_role("link", name="Not logged (1)").click()
    expect(page.get_by_text("This message does not say who sent it")).to_be_visible()

    page.goto(f"/online/contacts/people/{kay.pk}/")
    expect(page.get_by_role("img", name="Contacts of Kay Lowe by week")).to_be_visible()
    expect(page.get_by_text("301 in all")).to_be_visible()
    page.get_by_text("The same figures in a table").click()
    assert looks.faults(page) == []
    pictures(page, "contacts-by-week")
    page.goto(Contact.objects.get(person=kay, subject="(no subject)").get_absolute_url())
    expect(page.get_by_text("I wrote twice.")).to_be_visible()
    assert page.locator("main iframe, main img").count() == 0
    assert Contact.objects.filter(person=kay).count() == COUNT + 1

    page.goto(case.get_absolute_url())
    expect(page.get_by_text("301 contacts")).to_be_visible()
    page.get_by_role("link", name="Warn or restrict").click()
    page.get_by_label("Kay Lowe").check()
    page.get_by_label("So many messages that other work is left undone").check()
    page.get_by_label("What has happened?").fill("About 300 e-mails in eleven weeks on one matter.")
    page.get_by_role("button", name="Go on to the letter").click()
    page.get_by_role("link", name="The letter", exact=True).click()
    page.get_by_role("button", name="Issue letter").click()
    page.wait_for_url(re.compile(r"/records/\d+/$"))

    row = Restriction.objects.get(case=case)
    page.goto(row.get_absolute_url())
    page.get_by_role("link", name="Set terms").click()
    page.get_by_label("Whom can they write to or ask for?").fill("the school office")
    page.get_by_label("How often, and when are they answered?").fill("Please write once a week. We answer by Friday.")
    page.get_by_label("Telephone call").check()
    page.get_by_label("Could a disability, an illness or their language explain it?").fill("We asked her. No.")
    today = timezone.localdate()
    fill_day(page, "Which is the last day?", today + timedelta(days=60))
    fill_day(page, "When do you look at it again?", today + timedelta(days=30))
    page.get_by_role("button", name="Set these terms").click()
    expect(page.get_by_text("Not told yet: the letter has not gone", exact=True)).to_be_visible()
    page.get_by_role("link", name="The letter", exact=True).click()
    expect(page.get_by_text("A councillor, a Member of Parliament, a solicitor")).to_be_visible()
    assert looks.faults(page) == []
    pictures(page, "restriction-letter")
    page.get_by_role("button", name="Issue letter").click()
    page.wait_for_url(re.compile(r"/records/\d+/$"))
    wait_for_file(page, WrittenRecord.objects.get(case=case, kind="restriction_terms"))

    office = page_of(cast.office, viewport=PHONE)
    office.goto("/online/restrictions/")
    expect(office.get_by_text("Kay LOWE")).to_be_visible()
    expect(office.get_by_text("A councillor, MP or solicitor")).to_be_visible()
    assert looks.faults(office) == []
    pictures(office, "restrictions-register-phone")
