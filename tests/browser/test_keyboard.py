"""The main job by keyboard alone; where the focus goes; the menu on a phone; how few answers it takes."""

import re

import pytest
from playwright.sync_api import expect

from cases.models import Case
from records.models import WrittenRecord
from suspensions.models import SiteSuspension
from tests.browser import looks
from tests.browser.conftest import NARROW, PHONE

MOST_TABS = 60
HERE = """() => {
  const e = document.activeElement, own = e.labels ? [...e.labels].map(l => l.textContent) : [];
  return (e.getAttribute("aria-label") || own[0] || e.textContent || e.value || "").trim().replace(/\\s+/g, " ");
}"""
# An outline, a shadow or a ground of its own: on the control, or on the mark that its label draws for it.
IS_SEEN = """() => {
  const e = document.activeElement, plain = style => style.boxShadow === "none" &&
    (style.outlineStyle === "none" || style.outlineWidth === "0px");
  const drawn = [getComputedStyle(e), ...(e.labels ?? []).values().map(l => getComputedStyle(l, "::before"))];
  return e.matches(":focus-visible") && drawn.some(style => !plain(style));
}"""


@pytest.fixture
def keys(page_of):
    """Goes to controls by Tab alone and looks whether the focus can be seen on the way."""

    def go(page, label):
        for _ in range(MOST_TABS):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                continue
            said = page.evaluate(HERE)
            assert page.evaluate(IS_SEEN), f"the focus cannot be seen on {said!r}"
            if re.fullmatch(label, said):
                return
        raise AssertionError(f"{label!r} is not reached within {MOST_TABS} presses of Tab")

    return go


def test_logging_suspending_and_reporting_need_no_mouse(page_of, keys, cast, family, school):
    page = page_of(cast.head)
    page.goto("/")
    press = page.keyboard.press

    keys(page, "Log an incident")
    press("Enter")
    page.wait_for_url("**/log/*/")
    keys(page, "Find them")
    page.keyboard.type("alf")
    expect(page.get_by_role("button", name=re.compile("Darren Farrow"))).to_be_visible()
    keys(page, "Find")
    keys(page, "Darren Farrow.*")
    press("Enter")
    expect(page.get_by_label("Suspend from site")).to_be_visible()
    keys(page, "Suspend from site for the rest of today")
    press("Space")
    keys(page, "What is the risk to staff or children.*")
    page.keyboard.type("He raised a fist.")
    keys(page, "In school or on the grounds")
    press("ArrowDown")
    assert page.get_by_label("At the gate").is_checked()
    keys(page, "Threatening words or behaviour")
    press("Space")
    keys(page, "What happened.*")
    page.keyboard.type("He shouted at the gate.")
    keys(page, "Log incident")
    press("Enter")
    page.wait_for_url("**/logged/")
    case = Case.objects.get(school=school)
    assert SiteSuspension.objects.filter(case=case).count() == 1

    keys(page, "Write report.*")
    press("Enter")
    page.wait_for_url("**/report/")
    keys(page, "What was done.*")
    page.keyboard.type("He was told to leave.")
    keys(page, "Look at the report")
    press("Enter")
    page.wait_for_url("**/preview/")
    keys(page, "Issue report")
    press("Enter")
    page.wait_for_url(lambda url: "preview" not in url)
    assert WrittenRecord.objects.get(case=case).issued_at is not None


def test_the_first_press_of_tab_offers_to_skip_to_the_content(page_of, cast):
    page = page_of(cast.head)
    page.goto("/")

    page.keyboard.press("Tab")
    assert page.evaluate(HERE) == "Skip to main content"
    assert page.locator(".govuk-skip-link").bounding_box()["height"] > 20
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main-content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_refused_form_puts_the_focus_on_its_summary_and_each_link_on_its_control(page_of, keys, cast):
    page = page_of(cast.head, viewport=PHONE)
    page.goto("/log/")
    page.get_by_role("button", name="Log incident").click()

    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    page.get_by_role("link", name="Say who it was").click()
    assert page.evaluate("document.activeElement.name") == "q"
    page.locator(".govuk-error-summary").focus()
    assert "error-summary" in page.evaluate("document.activeElement.className")
    assert page.title().startswith("Error: Log an incident")
    keys(page, "Say what happened.*")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "account"
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


def test_the_menu_opens_on_a_phone_by_finger_and_by_key(page_of, cast):
    page = page_of(cast.head, viewport=NARROW)
    page.goto("/")
    menu, cases = page.get_by_role("button", name="Menu"), page.get_by_role("link", name="Cases", exact=True)

    expect(cases).to_be_hidden()
    menu.click()
    expect(cases).to_be_visible()
    assert looks.faults(page) == []
    page.keyboard.press("Escape")
    expect(cases).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(cases).to_be_visible()
    page.get_by_text("Ruth Adeyemi").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert looks.faults(page) == []


def test_the_menu_opens_without_scripts(page_of, cast):
    page = page_of(cast.head, viewport=PHONE, scripts=False)
    page.goto("/")

    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="At the gate").click()

    assert "/gate/" in page.url


def test_logging_with_a_suspension_takes_five_answers_and_fifteen_presses_at_most(page_of, cast, family, school):
    page = page_of(cast.head, viewport=PHONE)
    page.goto("/")
    presses = answers = 0

    def press(control):
        nonlocal presses
        control.click()
        presses += 1

    def answer(control, text=None):
        nonlocal answers
        press(control)
        if text is not None:
            page.keyboard.type(text)
        answers += 1

    press(page.get_by_role("link", name="Log an incident"))
    press(page.get_by_label("Find them"))
    page.keyboard.type("farr")
    answer(page.get_by_role("button", name=re.compile("Darren Farrow")))
    press(page.get_by_label("Suspend from site"))
    answer(page.get_by_label("What is the risk to staff or children?"), "He raised a fist.")
    answer(page.get_by_label("At the gate"))
    answer(page.get_by_label("Threatening words or behaviour"))
    answer(page.get_by_label("What happened?"), "He shouted at the gate.")
    press(page.get_by_role("button", name="Log incident"))
    page.wait_for_url("**/logged/")

    assert SiteSuspension.objects.filter(school=school).count() == 1
    assert answers <= 5
    assert presses <= 15
