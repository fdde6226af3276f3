"""What people type is never lost and never sent twice: drafts, ended sessions, presses, lost networks, two editors."""

import re
import time
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from cases.models import Case, Draft
from cases.states import Part
from complaints.models import Complaint
from desk.services.log import Party
from kernel.middleware import SEEN
from tests import world as worlds
from tests.browser.conftest import PHONE, sign_in

SAVED = re.compile(r"^Saved \d\d:\d\d$")
ACCOUNT = "Came to the gate and shouted."


def status(page):
    return page.locator("[data-autosave-status], .app-autosave").first


def begin(page):
    """A log page with something typed in it and somebody chosen; gives its address."""
    page.goto("/log/")
    page.get_by_label("Find them").fill("alf")
    page.get_by_role("button", name=re.compile("Darren Farrow")).click()
    page.get_by_label("Suspend from site").check()
    page.get_by_label("What is the risk to staff or children?").fill("He raised a fist.")
    page.get_by_label("At the gate").check()
    page.get_by_label("Threatening words or behaviour").check()
    page.get_by_label("What happened?").fill(ACCOUNT)
    return page.url.removesuffix("#who")


def assert_saved(page, user, account=ACCOUNT):
    """What stands on the page is kept on the server, within seconds and without a press."""
    expect(status(page)).to_have_text(SAVED)
    for _ in range(100):
        if Draft.objects.get(user=user, key__startswith="log:").payload["account"] == [account]:
            return
        page.wait_for_timeout(100)
    raise AssertionError("what was typed is not kept")


def assert_all_is_there(page, account=ACCOUNT):
    expect(page.get_by_label("What happened?")).to_have_value(account)
    expect(page.get_by_label("Suspend from site")).to_be_checked()
    expect(page.get_by_label("What is the risk to staff or children?")).to_have_value("He raised a fist.")
    expect(page.get_by_label("At the gate")).to_be_checked()
    expect(page.get_by_label("Threatening words or behaviour")).to_be_checked()
    expect(page.get_by_role("button", name="Take out Darren Farrow")).to_be_visible()


def session_of(page):
    key = next(one["value"] for one in page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME)
    return SessionStore(session_key=key)


def let_pass(page, **ago):
    """The server believes that this session was last used some time ago."""
    session = session_of(page)
    session[SEEN] -= int(timedelta(**ago).total_seconds())
    session.save()


def logged(school):
    return Case.objects.filter(school=school).count()


def test_a_closed_page_is_found_again_by_its_writer_and_nobody_else(page_of, cast, family, school):
    page = page_of(cast.head, viewport=PHONE)
    url = begin(page)
    assert_saved(page, cast.head)
    page.get_by_label("What happened?").press_sequentially(" He left.")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0
    again = page.context.new_page()
    page.close(run_before_unload=False)
    for _ in range(50):
        if Draft.objects.get(user=cast.head).payload["account"] == [f"{ACCOUNT} He left."]:
            break
        again.wait_for_timeout(100)

    again.goto("/")
    again.get_by_role("link", name=re.compile("^Incident, saved")).click()
    assert again.url == url
    assert_all_is_there(again, f"{ACCOUNT} He left.")

    other = page_of(cast.deputy)
    other.goto("/")
    expect(other.get_by_role("link", name=re.compile("^Incident, saved"))).to_have_count(0)
    other.goto(url)
    expect(other.get_by_label("What happened?")).to_have_value("")
    assert "Farrow" not in other.inner_text("main")


def test_what_is_typed_before_the_scripts_have_come_is_searched_for_when_they_have(page_of, cast, family, school):
    page, held = page_of(cast.head), []
    page.route(re.compile(r"/app\b.*\.js"), lambda route: held.append(route))
    page.goto("/log/", wait_until="commit")
    page.get_by_label("Find them").fill("alf")
    page.wait_for_timeout(500)
    assert len(held) == 1

    held[0].continue_()

    expect(page.get_by_role("button", name=re.compile("Darren Farrow"))).to_be_visible()


def test_a_session_that_ends_while_typing_loses_nothing(page_of, cast, family, school):
    page = page_of(cast.head)
    url = begin(page)
    assert_saved(page, cast.head)
    Session.objects.filter(pk=session_of(page).session_key).delete()

    page.get_by_label("What happened?").press_sequentially(" He left.")
    expect(status(page)).to_contain_text("you are signed out")
    page.get_by_role("button", name="Log incident").click()
    expect(page.get_by_text("What you typed is kept")).to_be_visible()
    assert logged(school) == 0
    sign_in(page, cast.head)

    assert page.url == url
    assert_all_is_there(page, f"{ACCOUNT} He left.")
    page.get_by_role("button", name="Log incident").click()
    page.wait_for_url("**/logged/")
    assert logged(school) == 1


def test_a_page_left_idle_warns_is_kept_awake_by_one_press_and_locks_what_is_typed(page_of, cast, family):
    page = page_of(cast.head)
    page.clock.install()
    page.goto(f"/people/{family.pk}/contact/")
    page.get_by_label("Telephone").fill("01632 960123")
    let_pass(page, minutes=14)
    page.clock.fast_forward("13:30")
    warning = page.get_by_role("dialog")
    expect(warning).to_contain_text("You will be signed out soon")
    page.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    assert time.time() - session_of(page)[SEEN] < 60

    page.clock.fast_forward("15:30")
    expect(page.get_by_role("heading", name="This page is locked")).to_be_visible()
    expect(page.get_by_label("Telephone")).to_be_hidden()
    page.context.new_page().goto("/")
    expect(page.get_by_label("Telephone")).to_be_visible()
    expect(page.get_by_label("Telephone")).to_have_value("01632 960123")


def test_two_presses_and_two_tabs_and_going_back_make_one_case(page_of, cast, family, school):
    page = page_of(cast.head)
    url = begin(page)
    assert_saved(page, cast.head)
    twin = page.context.new_page()
    twin.goto(url)
    page.get_by_role("button", name="Log incident").dblclick()
    # The second press breaks off the answer to the first: the address is asked until it is there.
    expect(page).to_have_url(re.compile("/logged/"), timeout=30_000)
    done = page.url
    assert logged(school) == 1

    twin.get_by_role("button", name="Log incident").click()
    twin.wait_for_url("**/logged/")
    assert twin.url == done
    page.go_back()
    page.wait_for_load_state()
    if "/log/" in page.url:
        page.get_by_role("button", name="Log incident").click()
    page.wait_for_url(re.compile("/logged/"))
    assert page.url.removesuffix("#who") == done
    assert logged(school) == 1


def test_a_form_that_was_sent_is_empty_when_one_goes_back_to_it(page_of, cast, school):
    page = page_of(cast.head)
    page.goto("/")
    page.goto("/complaints/log/")
    page.get_by_label("What did they say or write?").fill("Nobody rang me back.")
    page.get_by_label("Or somebody who is not known yet").fill("Jo Bright")
    page.get_by_label("Telephone").check()
    page.get_by_role("button", name="Log complaint").click()
    page.wait_for_url(re.compile(r"/complaints/[A-Z]+-"))
    page.go_back()
    page.wait_for_url("**/complaints/log/")

    expect(page.get_by_label("What did they say or write?")).to_have_value("")
    page.get_by_role("button", name="Log complaint").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    assert Complaint.objects.count() == 1


def test_two_presses_make_one_case_without_scripts_too(page_of, cast, family, school):
    page = page_of(cast.head, scripts=False)
    page.goto("/log/")
    page.get_by_label("Find them").fill("alf")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("button", name=re.compile("Darren Farrow")).click()
    page.get_by_label("At the gate").check()
    page.get_by_label("Threatening words or behaviour").check()
    page.get_by_label("What happened?").fill(ACCOUNT)
    expect(page.get_by_label("Why is nobody suspended?")).to_have_count(0)
    # After a threat the page asks why nobody is suspended, once it knows that it applies.
    page.get_by_role("button", name="Log incident").click()
    page.get_by_label("Why is nobody suspended?").fill("He said sorry at once.")
    assert logged(school) == 0
    page.get_by_role("button", name="Log incident").dblclick()
    expect(page).to_have_url(re.compile("/logged/"), timeout=30_000)

    assert logged(school) == 1


def test_enter_in_a_box_sends_nothing_and_takes_nobody_out(page_of, cast, family, school):
    page = page_of(cast.head)
    begin(page)
    page.get_by_label("Earlier today").check()
    page.get_by_label("At what time?").fill("08:05")
    page.get_by_label("At what time?").press("Enter")
    page.wait_for_url("**#who")

    assert_all_is_there(page)
    expect(page.get_by_label("At what time?")).to_have_value("08:05")
    assert logged(school) == 0


def test_a_lost_network_loses_nothing(page_of, cast, family, school):
    page = page_of(cast.head, viewport=PHONE)
    begin(page)
    assert_saved(page, cast.head)
    page.context.set_offline(True)
    page.get_by_label("What happened?").press_sequentially(" He left.")
    expect(status(page)).to_contain_text("no connection")
    page.get_by_role("button", name="Log incident").click()
    expect(page.get_by_text("Nothing was sent, and what you typed is still here.")).to_be_visible()
    assert_all_is_there(page, f"{ACCOUNT} He left.")

    page.context.set_offline(False)
    expect(page.get_by_text("Nothing was sent")).to_have_count(0)
    page.get_by_role("button", name="Log incident").click()
    page.wait_for_url("**/logged/")
    assert Case.objects.get(school=school).incidents.get().account == f"{ACCOUNT} He left."


def test_of_two_editors_the_second_sees_both_texts_and_overwrites_neither(page_of, cast, family, school):
    party = Party(part=Part.SUBJECT, person=family)
    case = worlds.log(school, cast.head, 77, parties=[party], tells_ceo=True)
    url = f"/cases/{case.reference}/incidents/1/"
    first, second = page_of(cast.head), page_of(cast.deputy)
    for page in (first, second):
        page.goto(url)
    first.get_by_label("What happened?").fill("He shouted twice.")
    first.get_by_role("button", name="Save", exact=True).click()
    first.wait_for_url("**/cases/*/")
    second.get_by_label("What happened?").fill("He shouted three times.")
    with second.expect_navigation() as answer:
        second.get_by_role("button", name="Save", exact=True).click()

    assert answer.value.status == 422
    both = second.get_by_role("group", name="What happened: two texts")
    expect(both).to_contain_text("He shouted twice.")
    expect(both).to_contain_text("He shouted three times.")
    expect(both).to_contain_text("Ruth Adeyemi")
    expect(second.get_by_label("What happened?")).to_have_value("He shouted three times.")
    assert case.incidents.get().account == "He shouted twice."
    second.get_by_role("button", name="Save", exact=True).click()
    second.wait_for_url("**/cases/*/")
    assert case.incidents.get().account == "He shouted three times."
