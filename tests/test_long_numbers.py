"""Does a number of thousands of digits, or none at all, break a page that asks for one?"""

import pytest
from django.test import Client
from django.urls import reverse

from tests import world as worlds
from tests.test_access import ACCESS, TRIES, sign_in

NUMBERS = ["9" * 5000, "9" * 30, "٣", "-1", "1e9", ""]
LOG = "/log/00000000-0000-0000-0000-0000000000ab/"


@pytest.fixture
def world(built, clock):
    clock.shift(60)
    return built


def asked_for_numbers(world):
    """Every form that is sent with the id of something, as somebody who may send it."""
    for name, tried in TRIES.items():
        if tried.method != "post" or not any(isinstance(value, int) for value in tried.sent(world).values()):
            continue
        columns = zip(("anyone", *worlds.CAST), ACCESS[name], strict=False)
        who = next(who for who, status in columns if who != "anyone" and status in (200, 302, 422))
        yield who, reverse(name.split()[0], args=tried.args(world)), tried.sent(world)


@pytest.mark.parametrize("number", NUMBERS, ids=len)
def test_an_id_that_is_none_is_answered(world, number):
    answers = {}
    for who, url, sent in asked_for_numbers(world):
        client = Client()
        sign_in(world, who, client)
        typed = {name: number if isinstance(value, int) else value for name, value in sent.items()}
        answers[url] = client.post(url, typed).status_code

    assert len(answers) >= 5
    assert {url: status for url, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize("number", NUMBERS, ids=len)
@pytest.mark.parametrize("field", ["add", "remove", "party", "p0-person", "school"])
def test_the_page_for_logging_answers_any_number(world, number, field):
    client = Client()
    sign_in(world, "head", client)

    assert client.post(LOG, {"party": "0", "p0-person": "", field: number}, follow=True).status_code in (200, 422)


@pytest.mark.parametrize("number", NUMBERS, ids=len)
def test_a_page_of_messages_answers_any_number(world, number):
    client = Client()
    sign_in(world, "office", client)

    assert client.get("/notices/", {"before": number}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "status"), [("abc", 400), ("9" * 5000, 400), ("9" * 15, 413), ("", 422)])
def test_the_page_that_checks_records_answers_any_length(length, status):
    assert Client().post("/verify/", {"code": "0000"}, CONTENT_LENGTH=length).status_code == status
