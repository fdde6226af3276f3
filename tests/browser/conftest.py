"""A real site for a real browser: live server, worker as a process of its own, mail over SMTP, Chromium."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from tests import factories

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}

# Playwright's driver keeps an event loop in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.nodeid.split("::")[0]:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        yield browser
        browser.close()


class Inbox:
    """What arrived over SMTP."""

    def __init__(self) -> None:
        self.messages: list[SimpleNamespace] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        text = envelope.content.decode("utf-8", errors="replace")
        self.messages.append(SimpleNamespace(to=envelope.rcpt_tos, text=text))
        return "250 OK"

    def wait_for(self, address: str, containing: str, seconds: float = 30) -> str:
        """The text of the first message to an address that says something; waits for it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for message in self.messages:
                if address in message.to and containing in message.text:
                    return message.text
            time.sleep(0.1)
        raise AssertionError(f"no message to {address} containing {containing!r} among {len(self.messages)}")


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        inbox.port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    yield inbox
    controller.stop()


@pytest.fixture
def site(transactional_db, live_server, settings, tmp_path) -> str:
    """The address of the running site."""
    location = str(tmp_path / "files")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": location}},
    }
    settings.BASE_URL = live_server.url
    return live_server.url


def database_url() -> str:
    """The address of the test's own database, for processes beside the test."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.fixture
def worker(site, inbox, tmp_path) -> Iterator[subprocess.Popen]:
    """The worker as a process of its own, on the test's database, ended with the test."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DEMO": "1",
        "SECRET_KEY": django_settings.SECRET_KEY,
        "EMAIL_URL": f"smtp://127.0.0.1:{inbox.port}",
        "BASE_URL": site,
        "FILES_DIR": str(tmp_path / "files"),
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    command = [sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker", "--concurrency", "2"]
    with open(tmp_path / "worker.log", "wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=ROOT)  # noqa: S603
        yield process
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def page_of(chromium, site):
    """A page signed in as somebody: `page_of(head, viewport=PHONE)`; errors in the page's console fail the test."""
    contexts, complaints = [], []

    def open_page(user=None, *, viewport=DESK, scripts=True):
        context = chromium.new_context(
            viewport=viewport, base_url=site, java_script_enabled=scripts, bypass_csp=False, locale="en-GB"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text)
            if said.type == "error" and "status of 4" not in said.text
            else None,
        )
        page.set_default_timeout(15000)
        if user is not None:
            sign_in(page, user)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(page, user) -> None:
    """By the sign-in page, as a person does."""
    page.goto("/account/login/")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password", exact=True).fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")


AXE_RUN = """async () => {
  const found = await axe.run(document, {runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]});
  return found.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).slice(0, 3).join(" | "));
}"""


def axe(page) -> list[str]:
    """The accessibility violations of the page as it stands."""
    page.evaluate(AXE.read_text())
    return page.evaluate(AXE_RUN)


def sideways(page) -> int:
    """By how many pixels the page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def small_targets(page) -> list[str]:
    """Controls under 24 by 24 pixels that are not links in a sentence."""
    return page.evaluate(
        """() => [...document.querySelectorAll("button, select, summary, input:not([type=hidden]), .govuk-button")]
        .filter(e => e.offsetParent && !e.disabled)
        .map(e => [e, e.getBoundingClientRect()])
        .filter(([e, r]) => r.width > 0 && (r.width < 24 || r.height < 24))
        .map(([e, r]) => e.outerHTML.slice(0, 80) + " " + Math.round(r.width) + "x" + Math.round(r.height))"""
    )


@pytest.fixture
def pictures(tmp_path):
    """Keep a picture of a page: in docs/images where PICTURES=1 asks for it, else in the test's own folder."""
    folder = ROOT / "docs" / "images" if os.environ.get("PICTURES") else Path(os.environ.get("PICTURES_TO", tmp_path))

    def keep(page, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)

    return keep
