"""The main job as people do it: a head on a phone, the CEO, the Chair, reception, and a stranger."""

import re

import pytest
from django.utils import timezone

from cases.duties import Kind
from cases.models import Case
from cases.states import Part
from desk.services.log import Party
from notices.models import Notice
from records.models import WrittenRecord
from schools.calendar import next_midnight
from schools.services.roles import sync_roles
from schools.states import Role
from suspensions.models import SiteSuspension
from tests import factories
from tests import world as worlds
from tests.browser.conftest import DESK, PHONE, sign_in, wait_for_file

pytestmark = pytest.mark.usefixtures("worker")
ACCOUNT = "Came to the front gate and demanded to see Ms Bell. Shouted, stood very close and raised a fist."


def with_more_to_do(cast):
    """What else happens in the trust on that day."""
    one, two = factories.SchoolFactory(name="Brook Secondary"), factories.SchoolFactory(name="Fern Infants")
    sync_roles()
    heads = [
        factories.UserFactory(name=name, role=(Role.HEAD, at)) for name, at in (("Ola Berg", one), ("Di Ash", two))
    ]
    visitor = factories.PersonFactory(at=one, given_name="Karen", family_name="Whitby", title="Ms")
    caller = factories.PersonFactory(at=two, given_name="Owen", family_name="Pike")
    suspended = Party(part=Part.SUBJECT, person=visitor, is_suspended=True, risk="She pushed the receptionist.")
    worlds.log(one, heads[0], 901, parties=[suspended], account="She pushed the receptionist and left.")
    about = Party(part=Part.SUBJECT, person=caller)
    worlds.log(two, heads[1], 902, parties=[about], account="He swore on the telephone.", tells_ceo=True)


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
    with_more_to_do(cast)
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
    phone.wait_for_url("**/preview/")
    shown(phone)
    phone.get_by_role("button", name="Issue report").click()
    phone.wait_for_url(lambda url: "preview" not in url)
    inbox.wait_for(cast.ceo.email, case.reference, "a written report is ready to read")

    ceo = page_of(cast.ceo, viewport=DESK)
    ceo.goto("/")
    shown(ceo, "home-ceo")
    ceo.goto(f"/cases/{case.reference}/")
    shown(ceo)
    ceo.get_by_role("link", name="Read the report").click()
    shown(ceo)
    record = WrittenRecord.objects.get(case=case)
    wait_for_file(ceo, record)
    ceo.get_by_role("button", name="I have read this report", exact=True).click()
    ceo.get_by_role("link", name="Inform the Chair", exact=True).click()
    ceo.get_by_label("What the Chair needs to know").fill("A threat at the gate. The father is suspended for today.")
    shown(ceo)
    ceo.get_by_role("button", name="Inform the Chair").click()
    ceo.wait_for_url(lambda url: "inform" not in url)
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
    shown(ceo, "case")

    write_to_the_parent(page_of(cast.head), shown, case)

    gate = page_of(cast.office)
    gate.goto("/gate/")
    shown(gate, "gate")
    assert gate.get_by_text("Darren FARROW", exact=True).is_visible()
    said = gate.content()
    assert case.reference not in said
    assert "fist" not in said
    assert gate.goto(f"/cases/{case.reference}/").status == 404

    stranger = page_of(cast.stranger)
    assert stranger.goto(f"/cases/{case.reference}/").status == 404
    assert stranger.goto(f"/records/{record.pk}/").status == 404


def write_to_the_parent(head, shown, case):
    """The arrangements, the first letter and how it went; then what the file shows."""
    suspension = SiteSuspension.objects.get(case=case)
    head.goto(f"{suspension.get_absolute_url()}letter/")
    head.get_by_label("Collecting the child").fill("Grandmother, side gate, 15:20")
    head.get_by_role("button", name="Set arrangements").click()
    head.wait_for_url("**/letter/")
    shown(head, "letter")
    head.get_by_label("By hand").check()
    head.get_by_role("button", name="Issue letter").click()
    head.wait_for_url("**/records/*/")
    letter = WrittenRecord.objects.get(case=case, subject=str(suspension.pk))
    wait_for_file(head, letter)
    head.reload()
    shown(head, "record")
    assert not case.duties.open().filter(kind__in=[Kind.TELL_PARENT, Kind.LETTER_TO_PARENT]).exists()
    head.goto(f"/people/{suspension.person_id}/")
    shown(head, "people")


def test_an_administrator_finds_what_to_set_up(page_of, shown, cast):
    page = page_of(cast.admin)
    page.goto("/setup/")
    shown(page, "set-up")


def test_the_same_without_scripts(page_of, inbox, family, cast, school):
    phone = page_of(cast.head, viewport=PHONE, scripts=False)
    phone.goto("/")
    log_incident(phone, scripts=False)
    phone.get_by_role("button", name="Log incident").click()

    assert phone.url.endswith("/logged/")
    assert SiteSuspension.objects.filter(school=school).count() == 1
    inbox.wait_for(cast.ceo.email, Case.objects.get(school=school).reference)
    assert Notice.objects.filter(to_person=family).exists()
