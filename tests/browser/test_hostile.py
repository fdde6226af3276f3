"""What people may type to break a page, a letter or a rule: it is shown as text, or refused in a sentence with all kept."""

import re
import subprocess

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.models import Case
from records.models import WrittenRecord
from schools.states import PersonKind
from suspensions.models import SiteSuspension
from tests import factories
from tests.browser import looks
from tests.browser.conftest import NARROW, PHONE, wait_for_file

RUN = "<script>alert(1)</script><img src=x onerror=alert(2)>"
EVIL = "{{ 'EVIL'|lower }}"
BRACES = EVIL + "{% load x %}"
OTHERS = "\u202eright to left\u202c שלום عربي 😀👩‍👩‍👧 Zoë"
LINE = f"<b onclick=alert(3)>{BRACES}</b> שלום 😀\x07\x00"
TEXT = f"{RUN} {BRACES} {OTHERS}\x00\x07\x1b[31m " + "W" * 160 + "\r\n\r\n'); DROP TABLE cases; --"
ENDLESS = "Wolfeschlegelsteinhausenbergerdorff" * 2
ACCOUNT = "He shouted at the gate."


def assert_shown_as_text(page, *, wants=(RUN, EVIL, "שלום", "😀")):
    """The page shows what was typed, letter by letter, and keeps to a narrow phone."""
    said = page.inner_text("main")
    for text in wants:
        assert text in said, page.url
    assert "evil" not in said
    assert "\x07" not in said
    assert looks.sideways(page) <= 0, (page.url, looks.widest(page))


@pytest.mark.usefixtures("worker")
def test_whatever_is_typed_stands_as_text_on_every_page_and_on_paper(page_of, cast, school):
    head = page_of(cast.head, viewport=NARROW)
    head.goto("/log/")
    head.get_by_role("button", name="They are not in the list").click()
    head.get_by_label("First name").fill(f"<i>{EVIL}</i>")
    head.get_by_label("Surname").fill(ENDLESS)
    head.get_by_label("Suspend from site").check()
    head.get_by_label("What is the risk to staff or children?").fill(TEXT)
    head.get_by_label("At the gate").check()
    head.get_by_label("Something else").check()
    head.get_by_label("What else was it?").fill(LINE)
    head.get_by_label("What happened?").fill(TEXT)
    head.get_by_text("More, if it matters now").click()
    head.get_by_label("Exactly where?").fill(LINE)
    head.get_by_label("Whose report is this?").fill(LINE)
    head.get_by_role("button", name="Log incident").click()
    head.wait_for_url("**/logged/")
    assert_shown_as_text(head, wants=[f"<i>{EVIL}</i>"])
    case = Case.objects.get(school=school)
    suspension = SiteSuspension.objects.get(case=case)

    head.goto(f"/cases/{case.reference}/report/")
    for label in ("What led up to it?", "What was done?", "Was anybody hurt?"):
        head.get_by_label(label).fill(TEXT)
    head.get_by_label("Police reference").fill(LINE)
    head.get_by_role("button", name="Look at the report").click()
    head.wait_for_url("**/preview/")
    assert_shown_as_text(head)
    head.get_by_role("button", name="Issue report").click()
    head.wait_for_url(lambda url: "preview" not in url)

    head.goto(f"{suspension.get_absolute_url()}arrangement/")
    for label in ("Bringing the child", "Collecting the child", "School events", "How to reach the school"):
        head.get_by_label(label).fill(LINE)
    head.get_by_role("button", name="Set arrangements").click()
    head.wait_for_url(lambda url: "arrangement" not in url)
    assert_shown_as_text(head)
    head.goto(f"{suspension.get_absolute_url()}letter/")
    head.get_by_label("What happened").fill(TEXT)
    head.get_by_label("What the risk to staff or children was").fill(TEXT)
    head.get_by_label("I will say later how it went").check()
    head.get_by_role("button", name="Issue letter").click()
    head.wait_for_url("**/records/*/")
    assert_shown_as_text(head)

    ceo = page_of(cast.ceo, viewport=NARROW)
    ceo.goto(f"/cases/{case.reference}/report/read/")
    assert_shown_as_text(ceo)
    ceo.goto(f"/cases/{case.reference}/chair/inform/")
    ceo.get_by_label("What the Chair needs to know").fill(TEXT)
    ceo.get_by_role("button", name="Inform the Chair").click()
    ceo.wait_for_url(lambda url: "inform" not in url)
    chair = page_of(cast.chair, viewport=NARROW)
    chair.goto(f"/cases/{case.reference}/chair/")
    assert_shown_as_text(chair)

    for address in ("", "history/", "incidents/1/"):
        head.goto(f"/cases/{case.reference}/{address}")
        assert_shown_as_text(head, wants=[EVIL])
    head.goto(f"/people/{suspension.person_id}/")
    assert_shown_as_text(head, wants=[f"<i>{EVIL}</i>"])
    gate = page_of(cast.office, viewport=NARROW)
    for address in (f"/gate/{school.pk}/", f"/gate/{school.pk}/print/", f"/gate/here/{suspension.pk}/"):
        gate.goto(address)
        assert_shown_as_text(gate, wants=[EVIL, "שלום"])

    issued = WrittenRecord.objects.filter(case=case, issued_at__isnull=False)
    assert len(issued) == 2
    for record in issued:
        wait_for_file(head, record)
        paper = head.request.get(f"/records/{record.pk}.pdf").body()
        said = subprocess.run(["pdftotext", "-", "-"], input=paper, capture_output=True, check=True).stdout.decode()
        bare = re.sub(r"\s", "", said)
        assert re.sub(r"\s", "", RUN) in bare
        assert re.sub(r"\s", "", BRACES) in bare


def test_a_text_of_200_kilobytes_is_refused_in_a_sentence_and_kept(page_of, cast, family):
    page = page_of(cast.head, viewport=NARROW)
    long = "He said it again. " * 12_000
    page.goto("/log/")
    page.get_by_label("At the gate").check()
    page.get_by_label("What happened?").fill(long)
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Log incident").click()

    assert answer.value.status == 422
    expect(page.get_by_role("alert").first).to_contain_text("longer than the 50,000 characters")
    assert len(page.get_by_label("What happened?").input_value()) == len(long)
    expect(page.get_by_label("At the gate")).to_be_checked()
    assert looks.sideways(page) <= 0


def fill(page, *, at="", account=ACCOUNT):
    """The answers that a report needs besides the people."""
    page.get_by_label("At the gate").check()
    page.get_by_label("Threatening words or behaviour").check()
    page.get_by_label("What happened?").fill(account)
    if at:
        page.get_by_label("Earlier today").check()
        page.get_by_label("At what time?").fill(at)


def choose(page, name, *, risk=""):
    page.get_by_label(re.compile("Find them|Add another person")).fill(name)
    page.get_by_role("button", name=re.compile(name, re.IGNORECASE)).first.click()
    page.wait_for_url("**#who")
    if risk:
        page.get_by_label("Suspend from site").check()
        page.get_by_label("What is the risk to staff or children?").fill(risk)


def assert_refused(page, because, *, account=ACCOUNT):
    """The report is refused in a sentence with 422; nothing is saved; what was typed is still there."""
    before = Case.objects.count()
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Log incident").click()
    assert answer.value.status == 422
    expect(page.get_by_role("alert").first).to_contain_text(because)
    expect(page.get_by_label("What happened?")).to_have_value(account)
    expect(page.get_by_label("At the gate")).to_be_checked()
    assert Case.objects.count() == before


def test_a_time_to_come_no_account_and_an_unknown_school_are_refused_with_all_that_was_typed(
    page_of, cast, family, school
):
    page = page_of(cast.head, viewport=PHONE)
    page.goto("/log/")
    choose(page, "Darren Farrow", risk="He raised a fist.")
    fill(page, at=f"{timezone.localtime() + timezone.timedelta(minutes=3):%H:%M}")
    assert_refused(page, "This time is in the future.")
    assert page.get_by_label("Suspend from site").is_checked()

    page.get_by_label("Just now").check()
    page.get_by_label("What happened?").fill("")
    assert_refused(page, "Say what happened.", account="")

    page.get_by_label("What happened?").fill(ACCOUNT)
    page.locator("[name=school]").evaluate("field => field.value = 987654")
    assert_refused(page, "Choose one of your schools.")


def test_a_pupil_a_colleague_and_somebody_already_suspended_are_refused_with_the_way_that_is_open(
    page_of, cast, family, school
):
    colleague = factories.PersonFactory(
        at=school, given_name="Helen", family_name="Bell", kinds=[PersonKind.STAFF], user=cast.staff
    )
    page = page_of(cast.head, viewport=PHONE)
    page.goto("/log/")
    choose(page, "Alfie Farrow")
    page.get_by_label("Their part").select_option(label="The person it is about")
    fill(page)
    expect(page.get_by_label("Suspend from site")).to_have_count(0)
    assert_refused(page, "Say in one sentence why nobody is")
    page.get_by_label("Why is nobody suspended?").fill("He is a child.")
    assert_refused(page, "Alfie Farrow is a pupil.")
    expect(page.get_by_role("alert").first).to_contain_text("Choose the adult")

    page.goto("/log/")
    choose(page, colleague.full_name, risk="Nobody knows.")
    fill(page)
    assert_refused(page, "works at")

    page.goto("/log/")
    choose(page, "Darren Farrow", risk="He raised a fist.")
    fill(page)
    page.get_by_role("button", name="Log incident").click()
    page.wait_for_url("**/logged/")
    page.goto("/log/")
    choose(page, "Darren Farrow", risk="He came back.")
    fill(page)
    assert_refused(page, "is already suspended from")
    assert SiteSuspension.objects.filter(school=school).count() == 1


def test_an_end_before_its_start_is_refused(page_of, cast, school):
    factories.StandingDeputyFactory(user=cast.deputy, school=school, named_by=cast.head)
    page = page_of(cast.ceo, viewport=PHONE)
    page.goto(f"/cover/appoint/?for=head:{school.pk}")
    page.get_by_label("Who stands in?").select_option(str(cast.deputy.pk))
    day, month, year = ("1", "2", str(timezone.now().year + 1))
    for group, days in (("From", day), ("Last day", "1")):
        boxes = page.get_by_role("group", name=group)
        boxes.get_by_label("Day").fill(days)
        boxes.get_by_label("Month").fill(month if group == "From" else "1")
        boxes.get_by_label("Year").fill(year)
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Appoint").click()

    assert answer.value.status == 422
    expect(page.get_by_role("alert").first).not_to_be_empty()
    expect(page.get_by_role("group", name="From").get_by_label("Month")).to_have_value("2")
