"""The main job as people do it: a head on a phone, the CEO, the Chair, reception, and a stranger."""

import re

import pytest
from django.utils import timezone

from cases.models import Case
from notices.models import Notice
from records.models import WrittenRecord
from schools.calendar import next_midnight
from suspensions.models import SiteSuspension
from tests.browser.conftest import DESK, PHONE, sign_in, wait_for_file

pytestmark = pytest.mark.usefixtures("worker")
ACCOUNT = "Came to the front gate and demanded to see Ms Bell. Shouted, stood very close and raised a fist."


def log_incident(page, *, scripts=True):
    """From the home page to the page that says what was done, on a phone."""
    page.get_by_role("link", name="Log an incident").click()
    page.get_by_label("Find them").fill("alf")
    if not scripts:
        page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("button", name=re.compile("Darren Farrow")).click()
    page.get_by_label("Suspend from site for the rest of today").check()
    page.get_by_label("What is the risk to staff or children?").fill("He threatened a teacher and raised a fist.")
    page.get_by_label("I have told them in person").check()
    page.get_by_label("At the gate").check()
    page.get_by_label("Threatening words or behaviour").check()
    page.get_by_label("What happened?").fill(ACCOUNT)


def test_from_the_gate_to_the_chair(page_of, shown, inbox, family, cast, school):
    phone = page_of(viewport=PHONE)
    sign_in(phone, cast.head)
    shown(phone, "home-phone")
    log_incident(phone)
    shown(phone, "log-phone")
    phone.get_by_role("button", name="Log incident").click()
    phone.wait_for_url("**/logged/")
    shown(phone, "logged-phone")
    case = Case.objects.get(school=school)
    assert phone.get_by_role("heading", name="Incident logged").is_visible()
    assert phone.get_by_text("Write the report for the CEO").first.is_visible()
    assert SiteSuspension.objects.get(case=case).period.upper == next_midnight(timezone.now())

    message = inbox.wait_for(cast.ceo.email, case.reference)
    assert "Farrow" not in message
    assert "fist" not in message
    assert f"/cases/{case.reference}/" in message

    phone.goto(f"/cases/{case.reference}/report/")
    phone.get_by_label("What was done?").fill("He was told to leave and left when a second colleague came.")
    phone.get_by_role("button", name="Look at the report").click()
    shown(phone)
    phone.get_by_role("button", name="Issue report").click()
    inbox.wait_for(cast.ceo.email, "report")

    ceo = page_of(cast.ceo, viewport=DESK)
    ceo.goto("/")
    shown(ceo, "home-ceo")
    ceo.goto(f"/cases/{case.reference}/")
    shown(ceo, "case")
    ceo.get_by_role("link", name="Read the report").click()
    shown(ceo)
    record = WrittenRecord.objects.get(case=case)
    wait_for_file(ceo, record)
    ceo.get_by_role("button", name="I have read this report", exact=True).click()
    ceo.get_by_role("link", name="Inform the Chair", exact=True).click()
    ceo.get_by_label("What the Chair needs to know").fill(
        "A threat at the gate at Hillside. The father is suspended today."
    )
    shown(ceo)
    ceo.get_by_role("button", name="Inform the Chair").click()
    inbox.wait_for(cast.chair.email, case.reference)

    chair = page_of(cast.chair)
    chair.goto(f"/cases/{case.reference}/chair/")
    shown(chair, "chair")
    answer = chair.request.get(f"/records/{record.pk}.pdf")
    assert answer.status == 200
    assert answer.body()[:5] == b"%PDF-"
    chair.get_by_role("button", name="I have read this report").click()
    assert chair.get_by_text("You confirmed reading this").is_visible()
    assert chair.goto(f"/cases/{case.reference}/").status == 404

    ceo.goto(f"/cases/{case.reference}/")
    chain = ceo.get_by_role("list", name=re.compile("inform", re.IGNORECASE))
    assert chain.get_by_text("Chair read it").is_visible()
    assert "not yet" not in chain.inner_text()

    gate = page_of(cast.office)
    gate.goto(f"/gate/{school.pk}/")
    shown(gate, "gate")
    assert gate.get_by_text("Darren FARROW", exact=True).is_visible()
    said = gate.content()
    assert case.reference not in said
    assert "fist" not in said
    assert gate.goto(f"/cases/{case.reference}/").status == 404

    stranger = page_of(cast.stranger)
    assert stranger.goto(f"/cases/{case.reference}/").status == 404
    assert stranger.goto(f"/records/{record.pk}/").status == 404


def test_the_same_without_scripts(page_of, inbox, family, cast, school):
    phone = page_of(cast.head, viewport=PHONE, scripts=False)
    phone.goto("/")
    log_incident(phone, scripts=False)
    phone.get_by_role("button", name="Log incident").click()

    assert phone.url.endswith("/logged/")
    assert SiteSuspension.objects.filter(school=school).count() == 1
    inbox.wait_for(cast.ceo.email, Case.objects.get(school=school).reference)
    assert Notice.objects.filter(to_person=family).exists()
