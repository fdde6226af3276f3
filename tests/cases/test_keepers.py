"""Does every form in which somebody writes about a case keep what they type, and is every look at a case noted?"""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from audit.models import Reading
from cases import keeping
from cases.duties import Kind
from cases.services.duties import open_duty
from suspensions.services import lift_suspension
from tests import world as worlds
from tests.test_access import ACCESS, TRIES, sign_in
from tests.test_house import CODE

FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
KEEPER = re.compile(r'name="keeper" value="([^"]+)"')
# The envelope's address: filled in already, beside the letter that is kept.
EXCUSED = re.compile(r"/(letter|pupil-notices/[^/]+)/sent/")
# On the screen that is passed round somebody else writes: it is not kept as what the account that holds it typed.
PASSED_ROUND = ("records:sign_here", "records:sign_here post")
ABOUT_A_CASE = re.compile("/cases/[A-Z]+-|/log/")


@pytest.fixture
def world(built, clock):
    clock.shift(60)
    return built


def who_may(name):
    """The first of the cast who is let in."""
    columns = zip(("anyone", *worlds.CAST), ACCESS[name], strict=False)
    return next((who for who, status in columns if who != "anyone" and status in (200, 302, 422)), "head")


def opened(world, name):
    """The page of a route as it opens; None where it is no page."""
    client = Client()
    sign_in(world, who_may(name), client)
    answer = client.get(reverse(name.split()[0], args=TRIES[name].args(world)))
    list(getattr(answer, "streaming_content", []))
    return answer if answer.status_code == 200 and not answer.streaming else None


ROUTES = [name for name in TRIES if not name.startswith("schools:") and name not in ("desk:readyz", "records:pdf")]


def test_every_form_about_a_case_with_a_text_carries_a_keeper(world):
    open_duty(case=world.case, kind=Kind.INFORM_CEO, by=world.head)
    pages = {name: opened(world, name) for name in ROUTES}
    # The letter was issued: lifting makes a new one due.
    lift_suspension(suspension=world.suspension, reason="He apologised", by=world.head)
    pages["suspensions:letter"] = opened(world, "suspensions:letter")
    about_a_case = {name: page for name, page in pages.items() if page and ABOUT_A_CASE.match(page.wsgi_request.path)}
    written_in = [
        (name, form) for name, page in about_a_case.items() for form in FORM.findall(page.text) if "<textarea" in form
    ]

    assert len(written_in) >= 15
    assert [name for name, form in written_in if not excused(name, form) and not is_kept(form)] == []


def excused(name, form):
    return name in PASSED_ROUND or EXCUSED.search(form)


def is_kept(form):
    """It saves itself, and carries a keeper of ours under a key that is known."""
    return "data-autosave-url" in form and any(keeping.read_keeper(signed) for signed in KEEPER.findall(form))


@pytest.mark.parametrize("word", keeping.FORMS)
def test_every_key_word_is_used_by_a_form(word):
    """No key word stands in the list whose form was forgotten."""
    code = [path.read_text() for path in CODE if path.stem != "keeping"]

    assert any(re.search(rf'"{word}(:[^"]*)?"', text) for text in code)


def test_every_look_at_a_case_is_noted_once_and_no_act_is_a_look(world):
    wrong = {}
    for name in ROUTES:
        with transaction.atomic():
            if said := looked_at(world, name):
                wrong[name] = said
            transaction.set_rollback(True)

    assert wrong == {}


def looked_at(world, name):
    """What is wrong with how looks at a page are noted; None where nothing is, or where it is no page of a case."""
    page = opened(world, name)
    if page is None or not page.wsgi_request.path.startswith("/cases/HIL"):
        return None
    looks = Reading.objects.filter(user__email=f"{who_may(name)}@school.example")
    noted = looks.count()
    opened(world, name)
    page.client.post(page.wsgi_request.path, {})
    if not noted:
        return "the first look is not noted"
    return None if looks.count() == noted else "a second look, or an act, is noted as a look"
