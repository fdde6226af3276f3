"""A real site for a real browser: one site and one database for the whole folder, a worker as a process of its own,
mail over SMTP, Chromium. Each test has a school of its own in it, so that nothing needs emptying in between."""

import io
import itertools
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client, override_settings
from PIL import Image
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from records.states import RecordState
from schools.services.roles import sync_roles
from schools.states import Role
from tests import factories
from tests import world as worlds
from tests.browser import looks
from tests.conftest import LEFT_OVER

ROOT = Path(__file__).resolve().parent.parent.parent
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
LARGEST_PICTURE, TALLEST_PICTURE = 150_000, 1400
# Schools for the tests to have one each; the first stands in the pictures.
PLACES = ("Orchard", "Beacon", "Canal", "Dale", "Elm", "Forge", "Grange", "Harbour", "Ivy", "Juniper", "Knoll", "Lark")
NUMBERS = itertools.count()

# Playwright's driver keeps an event loop in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.nodeid.split("::")[0]:
            item.add_marker(pytest.mark.browser)


# --- The site ------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker, own_files) -> Iterator[str]:
    """The address of the running site; its database is emptied when the last test of this folder is done."""
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_")
        with override_settings(WHITENOISE_AUTOREFRESH=False):
            server = LiveServer("127.0.0.1:0")
        server._live_server_modified_settings.enable()
        with override_settings(BASE_URL=server.url):
            yield server.url
        server.stop()
        server._live_server_modified_settings.disable()
        call_command("flush", verbosity=0, interactive=False, allow_cascade=True)
        with connection.cursor() as cursor:
            for table in LEFT_OVER:
                cursor.execute(f"DELETE FROM {table}")
        connections.close_all()


@pytest.fixture
def transactional_db(site) -> None:
    """What a browser test writes is committed; it stands on the site's database, which is emptied at the end alone."""


@pytest.fixture(autouse=True)
def nothing_left_over(transactional_db) -> None:
    """Nothing is emptied between these tests: each has a school of its own."""


class Inbox:
    """What arrived over SMTP."""

    def __init__(self) -> None:
        self.messages: list[SimpleNamespace] = []

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        text = f"{message['subject']}\n{message.get_body().get_content()}"
        self.messages.append(SimpleNamespace(to=envelope.rcpt_tos, text=text))
        return "250 OK"

    def wait_for(self, address: str, *containing: str, seconds: float = 60) -> str:
        """Subject and text of the first message to an address that says all this; waits for it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for message in self.messages:
                if address in message.to and all(said in message.text for said in containing):
                    return message.text
            time.sleep(0.1)
        raise AssertionError(f"no message to {address} containing {containing!r} among {len(self.messages)}")


@pytest.fixture(scope="package")
def inbox() -> Iterator[Inbox]:
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        inbox.port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    yield inbox
    controller.stop()


def database_url() -> str:
    """The address of the test's own database, as its owner, for processes beside the test."""
    as_owner = os.environ.get("MIGRATION_DATABASE_URL") or os.environ["DATABASE_URL"]
    return urlsplit(as_owner)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.fixture(scope="package")
def worker(site, inbox, tmp_path_factory) -> Iterator[subprocess.Popen]:
    """The worker as a process of its own, on the test's database, ended with the last test."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "MIGRATION_DATABASE_URL": database_url(),
        "DEMO": "1",
        "SECRET_KEY": settings.SECRET_KEY,
        "EMAIL_URL": f"smtp://127.0.0.1:{inbox.port}",
        "BASE_URL": site,
        "FILES_DIR": settings.STORAGES["default"]["OPTIONS"]["location"],
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    command = [sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker", "--concurrency", "2"]
    with open(tmp_path_factory.mktemp("worker") / "worker.log", "wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=ROOT)
        yield process
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


# --- Who is there --------------------------------------------------------------------------------------------------
@pytest.fixture(scope="package")
def world(site):
    """Schools with their cases in the middle of things, made at one stroke: a worker may be running."""
    with transaction.atomic():
        return worlds.in_the_middle()


@pytest.fixture(scope="package")
def trust_wide(site) -> SimpleNamespace:
    """Those who belong to the whole trust."""
    factories.TrustFactory()
    return SimpleNamespace(
        ceo=factories.UserFactory(name="Dana Whitlock", email="dana.whitlock@trust.example", role=(Role.CEO, None)),
        chair=factories.UserFactory(name="Edwin Marsh", email="edwin.marsh@trust.example", role=(Role.CHAIR, None)),
        admin=factories.UserFactory(name="Ivan Cole", email="ivan.cole@trust.example", role=(Role.ADMINISTRATOR, None)),
    )


@pytest.fixture
def school(trust_wide):
    """A school of this test's own."""
    number = next(NUMBERS)
    round_, place = number // len(PLACES), PLACES[number % len(PLACES)]
    name = f"{place} Primary" + (f" {round_ + 1}" if round_ else "")
    prefix = place[:3].upper() + (chr(64 + round_) if round_ else "")
    school = factories.SchoolFactory(name=name, prefix=prefix, phone="01632 960461")
    sync_roles()
    return school


@pytest.fixture
def cast(school, trust_wide) -> SimpleNamespace:
    """The people of this test's own school, and those of the whole trust."""
    other_school = factories.SchoolFactory()
    sync_roles()
    return SimpleNamespace(
        head=factories.UserFactory(name="Ruth Adeyemi", role=(Role.HEAD, school)),
        deputy=factories.UserFactory(name="Sam Okoro", role=(Role.SENIOR_LEADER, school)),
        office=factories.UserFactory(name="Pat Lund", role=(Role.OFFICE, school)),
        staff=factories.UserFactory(name="Helen Bell", role=(Role.STAFF, school)),
        stranger=factories.UserFactory(name="Noor Haddad", role=(Role.HEAD, other_school)),
        **vars(trust_wide),
    )


@pytest.fixture
def family(school):
    """A father, his son in Year 3 at the school, and where he lives."""
    father = factories.PersonFactory(at=school)
    son = factories.PersonFactory(pupil=True, at=school, given_name="Alfie", family_name="Farrow")
    factories.PupilFactsFactory(person=son)
    factories.AdultFactsFactory(person=father, address="2 Mill Lane\nMiddleton")
    factories.RelationshipFactory(adult=father, pupil=son)
    father.son = son
    return father


# --- The browser ---------------------------------------------------------------------------------------------------
@contextmanager
def pages(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens pages signed in as somebody; whatever their consoles complain of fails the test."""
    contexts, complaints = [], []

    def open_page(user=None, *, viewport=DESK, scripts=True) -> Page:
        context = chromium.new_context(
            viewport=viewport, base_url=site, java_script_enabled=scripts, bypass_csp=False, locale="en-GB"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.set_default_timeout(20000)
        if user is not None:
            bring_cookie(page, user, site)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def is_complaint(said) -> bool:
    """An error in the console; not the browser's own line about an answer of 4xx or about a network that was away."""
    is_network = said.text.startswith("Failed to load resource") and "status of 5" not in said.text
    return said.type == "error" and not is_network


@pytest.fixture
def page_of(chromium, site):
    """A page signed in as somebody: `page_of(head, viewport=PHONE)`; errors in the page's console fail the test."""
    with pages(chromium, site) as open_page:
        yield open_page


def bring_cookie(page: Page, user, site: str) -> None:
    """Signed in already, as on a device that was used before."""
    client = Client()
    user.refresh_from_db()  # a first sign-in by password stores a newer hash, on which sessions rest
    client.force_login(user, backend="accounts.backends.Backend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def sign_in(page: Page, user) -> None:
    """By the sign-in page, as a person does; from where it was asked for, or from its own address."""
    if "/account/login/" not in page.url:
        page.goto("/account/login/")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password", exact=True).fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/account/login/" not in url)


def wait_for_file(page: Page, record) -> None:
    """The worker stores the PDF within seconds."""
    for _ in range(200):
        record.refresh_from_db()
        if record.state == RecordState.COMPLETE:
            return
        page.wait_for_timeout(100)
    raise AssertionError("the PDF was not made")


# --- Looking -------------------------------------------------------------------------------------------------------
@pytest.fixture
def shown(pictures):
    """Looks at a page: no violation, no sideways scroll, no tiny control; keeps a picture under a name."""

    def look(page: Page, name: str = "") -> None:
        assert looks.faults(page) == []
        if name:
            pictures(page, name)

    return look


@pytest.fixture
def pictures(tmp_path):
    """Keep a picture of what a page shows first: in docs/images where PICTURES=1 asks for it, else nowhere."""

    def keep(page: Page, name: str) -> None:
        if not os.environ.get("PICTURES"):
            return
        folder = ROOT / "docs" / "images"
        folder.mkdir(parents=True, exist_ok=True)
        page.evaluate("scrollTo(0, 0)")
        size = page.viewport_size
        high = max(size["height"], min(page.evaluate("document.documentElement.scrollHeight"), TALLEST_PICTURE))
        clip = {"x": 0, "y": 0, "width": size["width"], "height": high}
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True, clip=clip))).convert("RGB")
        picture = picture.quantize(colors=128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        picture.save(folder / f"{name}.png", optimize=True)
        assert (folder / f"{name}.png").stat().st_size <= LARGEST_PICTURE

    return keep
