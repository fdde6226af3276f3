"""The gate register as reception lives with it: it keeps itself current, says when it cannot, and raises the alarm."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from cases.models import Case
from cases.states import Part
from desk.services.log import Party
from kernel.middleware import SEEN, STARTED
from suspensions.models import Breach
from tests import factories
from tests import world as worlds
from tests.browser import looks
from tests.browser.conftest import NARROW, PHONE


def suspend(school, head, person, token):
    """Suspend somebody for the rest of today; gives the case."""
    party = Party(part=Part.SUBJECT, person=person, is_suspended=True, risk="He raised a fist.")
    return worlds.log(school, head, token, parties=[party])


def session_of(page):
    key = next(one["value"] for one in page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME)
    return SessionStore(session_key=key)


def let_pass(page, stamp, **ago):
    session = session_of(page)
    session[stamp] -= int(timedelta(**ago).total_seconds())
    session.save()


def test_the_register_keeps_itself_current_and_says_loudly_when_it_cannot(page_of, cast, family, school):
    page = page_of(cast.office)
    page.clock.install()
    page.goto("/gate/")
    register, status = page.locator("#register"), page.locator("[data-refresh-status]")
    expect(register).to_contain_text("Nobody is suspended from this site now.")
    suspend(school, cast.head, family, 1)

    page.clock.fast_forward("01:01")
    expect(register).to_contain_text("Darren FARROW")
    page.get_by_role("button", name="They are here").focus()
    with page.expect_response(re.compile("/gate/")):
        page.clock.fast_forward("01:01")
    expect(status).to_contain_text("Shown as it was at")
    assert "They are here" in page.evaluate("document.activeElement.textContent")

    page.context.set_offline(True)
    page.clock.fast_forward("01:01")
    expect(page.get_by_role("alert")).to_contain_text("Not refreshed since")
    assert looks.faults(page) == []
    page.context.set_offline(False)
    expect(status).to_contain_text("Shown as it was at")

    session_of(page).delete()
    page.clock.fast_forward("01:01")
    expect(page.get_by_role("alert")).to_contain_text("Not refreshed since")


@pytest.mark.usefixtures("worker")
def test_they_are_here_alerts_the_head_and_senior_leaders_and_says_what_to_do(page_of, inbox, cast, family, school):
    case = suspend(school, cast.head, family, 1)
    page = page_of(cast.office, viewport=PHONE)
    page.goto("/gate/")
    page.get_by_role("button", name="They are here").click()
    page.wait_for_url("**/gate/here/*/")

    expect(page.get_by_text("They are here: this is logged")).to_be_visible()
    expect(page.get_by_text(re.compile("Told: .*Ruth Adeyemi.*Sam Okoro"))).to_be_visible()
    expect(page.get_by_role("link", name="999").first).to_be_visible()
    expect(page.get_by_text("Please leave.")).to_be_visible()
    assert looks.faults(page) == []
    assert case.reference not in page.content()
    for user in (cast.head, cast.deputy):
        message = inbox.wait_for(user.email, "Reception has pressed “They are here”")
        assert "Farrow" not in message
    head = page_of(cast.head)
    head.goto("/")
    told = head.get_by_role("link", name=re.compile("Somebody is on site who may not be"))
    expect(told.first).to_be_visible()
    page.reload()
    assert Breach.objects.filter(suspension__case=case).count() == 1


def test_the_print_version_is_one_page_without_menus_and_says_when(page_of, cast, family, school):
    for number in range(6):
        other = factories.PersonFactory(at=school, given_name=f"Person{number}", family_name="Longish-Name")
        suspend(school, cast.head, other, number + 1)
    page = page_of(cast.office)
    page.goto("/gate/")
    page.get_by_role("link", name="Print version").click()
    page.emulate_media(media="print")

    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_text("Not for public view.").first).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d\d:\d\d")).first).to_be_visible()
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_reception_keeps_the_register_open_at_the_desk_until_the_day_is_over(page_of, cast, family, school):
    suspend(school, cast.head, family, 1)
    page = page_of(cast.office, viewport=NARROW)
    page.goto("/gate/")
    assert page.locator("body").get_attribute("data-idle-seconds") == "900"
    page.get_by_role("button", name="Keep this page open at the desk").click()
    expect(page.get_by_text("stays open at the desk until")).to_be_visible()
    assert page.locator("body").get_attribute("data-idle-seconds") is None

    let_pass(page, SEEN, hours=3)
    page.reload()
    expect(page.get_by_text("Darren FARROW", exact=True)).to_be_visible()
    assert Case.objects.get(school=school).reference not in page.content()
    let_pass(page, STARTED, hours=12, minutes=1)
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_who_sees_cases_cannot_leave_a_page_open_and_is_told_why(page_of, cast, family, school):
    page = page_of(cast.head)
    page.goto(f"/gate/{school.pk}/")

    assert page.get_by_role("button", name="Keep this page open at the desk").get_attribute("aria-disabled") == "true"
    expect(page.locator(".app-action__reason")).not_to_be_empty()
