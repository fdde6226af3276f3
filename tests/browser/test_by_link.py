"""Somebody without an account writes their statement: from the e-mail to the copy, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from cases.models import Link
from cases.states import Part
from desk.services.involving import name_in_case
from incidents.models import Statement
from tests import factories
from tests.browser import looks
from tests.browser.conftest import DESK, PHONE

WORDS = "I stood by the bins. He raised his fist."


@pytest.fixture
def witness(school, cast):
    case = factories.CaseFactory(school=school, opened_by=cast.head, title="Mr D. Farrow: threats")
    factories.IncidentFactory(case=case, logged_by=cast.head)
    return name_in_case(case=case, part=Part.WITNESS, name="Helen Marsh", by=cast.head)


@pytest.fixture
def sent(page_of, cast, witness, inbox):
    """The head sends a link; its address as it came by e-mail, and the code from the head's page."""
    page, address = page_of(cast.head, viewport=DESK), f"helen{witness.pk}@example.com"
    page.goto(f"/cases/{witness.case.reference}/interviews/of/{witness.pk}/")
    page.get_by_role("link", name="Ask for a statement").click()
    page.get_by_label("They have no account: send them a link").check()
    page.get_by_label("Their e-mail address").fill(address)
    page.get_by_label("The telephone number on which you give them the code").fill("07700 900123")
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_role("heading", name="Give them the code")).to_be_visible()
    assert looks.faults(page) == []
    code = page.locator("#code").inner_text()
    text = inbox.wait_for(address)
    assert code not in text
    return re.search(r"https?://[^/\s]+(/statement/\S+)", text)[1], code


def saved_text(witness):
    return Statement.objects.get(involvement=witness).text


@pytest.mark.usefixtures("worker")
def test_an_outsider_writes_on_a_telephone_and_takes_the_copy(page_of, cast, sent, witness):
    url, code = sent
    page, other = page_of(viewport=PHONE), page_of(viewport=DESK)
    page.goto(url)
    page.get_by_label("Your code").fill("0000 0000")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert").first).to_contain_text("This link and this code open nothing.")
    assert looks.faults(page) == []
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/statement/")

    page.get_by_label("What did you see and hear?").fill(WORDS)
    expect(page.get_by_text(re.compile(r"^Saved \d\d:\d\d"))).to_be_visible()
    assert saved_text(witness) == WORDS
    page.reload()
    expect(page.get_by_label("What did you see and hear?")).to_have_value(WORDS)

    other.goto(url)
    other.get_by_label("Your code").fill(code)
    other.get_by_role("button", name="Go on").click()
    expect(other.get_by_text("open in another browser").first).to_be_visible()
    assert looks.faults(other) == []

    page.get_by_role("button", name="Save and read it through").click()
    page.get_by_label("This is true as I remember it.").check()
    page.get_by_role("button", name="Confirm my statement").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    with page.expect_download(timeout=60000) as download:
        page.get_by_role("button", name="Download my copy (PDF)").click(timeout=60000)
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.reload()
    expect(page.get_by_text("You have taken your copy.")).to_be_visible()
    assert Link.objects.get(to_name="Helen Marsh", case=witness.case).copy_taken_at is not None


@pytest.mark.usefixtures("worker")
def test_it_works_by_keyboard_alone_and_without_scripts(page_of, sent, witness):
    url, code = sent
    page = page_of(viewport=DESK, scripts=False)
    page.goto(url)
    page.get_by_label("Your code").focus()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/statement/")
    page.get_by_label("What did you see and hear?").focus()
    page.keyboard.type(WORDS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/statement/check/")
    page.get_by_label("This is true as I remember it.").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Statement.objects.get(involvement=witness).is_confirmed


@pytest.mark.usefixtures("worker")
def test_what_was_typed_when_the_time_was_over_is_still_there(page_of, sent, witness):
    url, code = sent
    page = page_of(viewport=PHONE)
    page.goto(url)
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What did you see and hear?").fill(WORDS)
    Link.objects.filter(case=witness.case).update(session_digest="", session_ends_at=None)
    page.get_by_role("button", name="Save and read it through").click()

    expect(page.get_by_label("What you wrote")).to_have_value(WORDS)
    assert looks.faults(page) == []
