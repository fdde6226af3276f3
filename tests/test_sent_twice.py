"""The same form sent twice: does it make one thing?"""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from tests import world as worlds
from tests.test_access import ACCESS, TRIES, sign_in
from tests.test_models import OURS

ROOMS = (
    "desk:",
    "cases:",
    "notices:",
    "incidents:",
    "suspensions:",
    "pupils:",
    "complaints:",
    "meetings:",
    "packs:",
    "socialmedia:",
)
# Each time a pack is fetched, or the papers of a panel are opened, is entered: somebody may read it twice.
EACH_TIME = {"packs:file", "packs:panel_file"}
SENT = [
    name for name, tried in TRIES.items() if tried.method == "post" and name.startswith(ROOMS) and name not in EACH_TIME
]
# What a second press may leave behind: who looked, which session, what lists were asked.
PASSING = {"audit.Reading", "cases.Draft", "cases.Submission", "accounts.SignIn"}
COUNTED = [model for model in OURS if model._meta.label not in PASSING]
TOKEN = re.compile(r'<input type="hidden" name="token" value="([^"]+)"')
# Forms that stand on another page than the one they are sent to.
STANDS_ON = {
    "suspensions:letter_sent": "suspensions:letter",
    "suspensions:warning_sent": "suspensions:warning",
    "pupils:notice_sent": "pupils:notice",
    "complaints:sent": "complaints:letter",
    "socialmedia:terms_sent": "socialmedia:terms_letter",
    "meetings:letter_sent": "meetings:letter",
    "socialmedia:step_sent": "socialmedia:step_paper",
    "socialmedia:pack_sent": "socialmedia:step_paper",
    "incidents:statement_renew": "incidents:statement",
}


@pytest.fixture
def world(built, clock):
    clock.shift(60)
    return built


def sender(name):
    """Somebody who may send this form and is not refused."""
    columns = ("anyone", *worlds.CAST)
    found = [
        who for who, status in zip(columns, ACCESS[name], strict=False) if status in (200, 302) and who != "anyone"
    ]
    return found[0] if found else None


def token_on(client, world, name):
    """The token of the form, as its page gives it."""
    tried, address = TRIES[name], name.split()[0]
    page = client.get(reverse(STANDS_ON.get(address, address), args=tried.args(world)), follow=True)
    found = TOKEN.search(page.content.decode())
    return {"token": found[1]} if found else {}


def test_the_same_form_sent_twice_makes_one_thing(world):
    made = {}
    for name in SENT:
        if who := sender(name):
            with transaction.atomic():
                if more := made_by_the_second(world, name, who):
                    made[name] = more
                transaction.set_rollback(True)

    assert made == {}


def made_by_the_second(world, name, who):
    """What sending a form again makes, beside what the first sending made."""
    client = Client()
    sign_in(world, who, client)
    tried, url = TRIES[name], reverse(name.split()[0], args=TRIES[name].args(world))
    url = f"{url}?{query}" if (query := tried.query(world)) else url
    sent = {**tried.sent(world), **token_on(client, world, name)}
    first = client.post(url, sent)
    if first.status_code not in (200, 302):
        return f"{first.status_code} at first"
    once, verbs = counts(), Entry.objects.count()
    client.post(url, sent)
    written = [*Entry.objects.order_by("pk").values_list("verb", flat=True)][verbs:]
    return {**dict.fromkeys(written, "written"), **{label: n for label, n in counts().items() if once[label] != n}}


def counts():
    return {model._meta.label: model._base_manager.count() for model in COUNTED}
