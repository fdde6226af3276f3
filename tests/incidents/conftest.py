"""What the tests of statements share: a case with a witness, and the ways of asking and writing."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client

from cases import links, visiting
from cases.models import Link
from cases.states import LinkPurpose, Part
from desk.services.involving import name_in_case
from incidents.models import Statement
from incidents.services.statements import ask_statement, confirm_statement, save_words
from incidents.statements import mark_of
from tests.factories import CaseFactory, IncidentFactory

MONDAY = date(2026, 11, 2)
WORDS = "I stood by the bins.\n\nHe raised his fist and shouted."


class Visitor(Client):
    """The browser of somebody with a link: its forms carry the mark of the statement open in it, as the pages write it."""

    def post(self, path, data=None, **more):
        kept = self.cookies.get(visiting.cookie_of(LinkPurpose.STATEMENT))
        is_door = re.fullmatch("/statement/[^/]{22}/", path)
        held = Link.objects.filter(session_digest=links.digest_of(kept.value)).first() if kept and not is_door else None
        mark = {"visit": links.mark_of(held)} if held else {}
        return super().post(path, {**mark, **(data or {})}, **more)


@pytest.fixture
def case(school, head):
    case = CaseFactory(school=school, opened_by=head, title="Mr D. Farrow: threatening behaviour at the gate")
    IncidentFactory(case=case, logged_by=head, account="He brandished a croquet mallet.")
    return case


@pytest.fixture
def witness(case, head):
    return name_in_case(case=case, part=Part.WITNESS, name="Helen Marsh", by=head)


@pytest.fixture
def asked_of(head):
    """Ask a colleague: `asked_of(witness, staff)`."""

    def ask(row, author, by=head):
        return ask_statement(
            involvement=row, author=author, about_on=MONDAY, about_place="The front gate", by=by
        ).statement

    return ask


@pytest.fixture
def linked(head, run_jobs, settings):
    """Send somebody a link: its statement, its address as it stands in the e-mail, and its code."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def send(row, by=head, email="helen@example.com", **more):
        asked = ask_statement(
            involvement=row,
            email=email,
            phone="07700 900123",
            about_on=MONDAY,
            about_place="The front gate",
            by=by,
            **more,
        )
        run_jobs()
        return SimpleNamespace(statement=asked.statement, code=asked.code, url=address_in(mail.outbox[-1]))

    return send


def address_in(message) -> str:
    """The path of the link in an e-mail."""
    return re.search(r"https?://[^/\s]+(/statement/\S+)", message.body)[1]


@pytest.fixture
def confirmed():
    """Write and confirm a statement as its author: `confirmed(statement, staff)`."""

    def confirm(statement, by, text=WORDS):
        save_words(statement=statement, text=text, by=by)
        return confirm_statement(statement=statement, mark=mark_of(text), by=by)

    return confirm


@pytest.fixture
def visitor(linked, witness):
    """Somebody who has given the code: a browser in which the statement is open."""
    link = linked(witness)
    browser = Visitor()
    assert browser.post(link.url, {"code": link.code}).status_code == 302
    return SimpleNamespace(browser=browser, **vars(link))


def fresh(statement) -> Statement:
    return Statement.objects.get(pk=statement.pk)
