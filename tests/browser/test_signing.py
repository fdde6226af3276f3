"""Does signing on a screen work where people do it: with a finger, turned round, by keyboard, without scripts?"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from records.models import Signature
from records.services import issue_record, start_record
from records.services.signing import Signer
from records.states import RecordKind, SignMethod
from tests import factories
from tests.browser import looks
from tests.browser.conftest import DESK, PHONE
from tests.records.contents import REPORT

SIGNERS = (Signer("Helen Bell", "Was interviewed"), Signer("Ruth Adeyemi", "Held the interview"))


@pytest.fixture
def note(school, cast):
    case = factories.CaseFactory(school=school)
    draft = start_record(
        case=case, kind=RecordKind.INTERVIEW_NOTE, title="Interview note: Helen Bell", content=REPORT, by=cast.head,
        subject="1",
    )  # fmt: skip
    return issue_record(record=draft, signers=SIGNERS, by=cast.head)


def room(note):
    return reverse("records:room", args=[note.case.reference, note.pk])


def draw(page):
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 90)
    page.mouse.down()
    for step in range(1, 30):
        page.mouse.move(box["x"] + 30 + step * 8, box["y"] + 90 + (step % 7) * 9 - 27)
    page.mouse.up()


INK = """canvas => {
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at] < 128) dark += 1;
  return dark;
}"""


def ink(page):
    """How many dark points the box shows."""
    return page.locator("canvas").evaluate(INK)


def test_a_signature_is_drawn_and_stays_when_the_screen_is_turned(page_of, cast, note):
    page = page_of(cast.head, viewport=PHONE)
    page.goto(room(note))
    page.get_by_role("link", name="Read and sign Helen Bell").click()
    assert ink(page) == 0

    draw(page)
    assert ink(page) > 100
    page.set_viewport_size({"width": PHONE["height"], "height": PHONE["width"]})
    page.wait_for_timeout(200)
    assert ink(page) > 100
    # An address bar that comes and goes.
    page.set_viewport_size({"width": PHONE["height"], "height": PHONE["width"] - 60})
    page.wait_for_timeout(200)
    assert ink(page) > 100
    assert looks.sideways(page) == 0
    assert looks.axe(page) == []

    # Not read: the page comes back with what was drawn.
    page.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_selector(".govuk-error-summary")
    page.wait_for_timeout(200)
    assert ink(page) > 100
    page.get_by_label("I have read this").check()
    page.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_url(f"**{room(note)}")

    row = Signature.objects.get(signatory__record=note)
    assert (row.method, row.signatory.name) == (SignMethod.SCREEN, "Helen Bell")


def test_a_box_that_was_cleared_signs_nothing(page_of, cast, note):
    page = page_of(cast.head, viewport=DESK)
    page.goto(reverse("records:sign_here", args=[note.case.reference, note.signatories.get(order=1).pk]))
    draw(page)
    page.get_by_role("button", name="Clear the box").click()
    assert ink(page) == 0
    page.get_by_label("I have read this").check()
    page.get_by_role("button", name="Sign", exact=True).click()

    page.wait_for_selector("text=Sign in the box, or type your name.")


@pytest.mark.usefixtures("worker")
def test_somebody_at_home_reads_and_signs_on_a_telephone(page_of, cast, note, inbox):
    desk, phone, address = page_of(cast.head, viewport=DESK), page_of(viewport=PHONE), f"helen{note.pk}@example.com"
    desk.goto(reverse("records:sign", args=[note.case.reference, note.pk]))
    desk.get_by_role("link", name="Send a link Helen Bell").click()
    desk.get_by_label("Their e-mail address").fill(address)
    desk.get_by_label("The telephone number").fill("07700 900123")
    desk.get_by_role("button", name="Send the link").click()
    code = desk.locator("#code").inner_text()
    text = inbox.wait_for(address)
    assert code not in text

    phone.goto(re.search(r"https?://[^/\s]+(/sign/\S+)", text)[1])
    phone.get_by_label("Your code").fill("0000 0000")
    phone.get_by_role("button", name="Go on").click()
    expect(phone.get_by_role("alert").first).to_contain_text("This link and this code open nothing.")
    phone.get_by_label("Your code").fill(code)
    phone.get_by_role("button", name="Go on").click()
    phone.wait_for_url("**/sign/")
    draw(phone)
    assert ink(phone) > 100
    phone.get_by_label("Is there something you do not agree with?").fill("It was 08:10.")
    phone.get_by_label("I have read this").check()
    phone.get_by_role("button", name="Sign", exact=True).click()
    phone.wait_for_url("**/sign/thanks/")

    desk.get_by_role("button", name="I have given them the code").click()
    expect(desk.locator("main")).to_contain_text("with a link and a code")
    expect(desk.locator("main")).to_contain_text("It was 08:10.")
    assert Signature.objects.get(signatory__record=note).method == SignMethod.LINK


def test_a_name_is_typed_by_keyboard_and_without_scripts(page_of, cast, note):
    page = page_of(cast.head, viewport=PHONE, scripts=False)
    page.goto(room(note))
    page.get_by_role("link", name="Read and sign Ruth Adeyemi").press("Enter")
    page.get_by_label("Or type your name").press_sequentially("Ruth Adeyemi")
    page.get_by_label("I have read this").press("Space")
    page.get_by_role("button", name="Sign", exact=True).press("Enter")
    page.wait_for_url(f"**{room(note)}")

    assert Signature.objects.get(signatory__record=note).typed == "Ruth Adeyemi"
