"""Does any word of a case stand in an address, in a queued job, or in the log of a visit?"""

import logging
import re

import pytest
from django.db import connection

from tests import factories as make
from tests.test_access import TRIES, response_of
from tests.test_privacy import leaks


@pytest.fixture
def visited(built, clock, caplog):
    """The same journey, done before; what is logged while its pages are visited is kept."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    built.asleep = make.UserFactory(is_active=False)
    clock.shift(60)
    return built


# Readiness tells the operator of this machine's database, and nothing of a case.
NAMES = [name for name in TRIES if name != "desk:readyz"]


def test_no_queued_job_carries_a_word_of_the_case(built):
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args::text FROM procrastinate_jobs")
        jobs = cursor.fetchall()

    assert len(jobs) >= 5
    assert [job for job in jobs if leaks(" ".join(job))] == []


@pytest.mark.parametrize("who", ["head", "ceo", "office", "chair"])
def test_no_address_and_no_log_of_a_visit_carries_a_word_of_the_case(visited, who, caplog):
    """Every page and every act: the links and forms on it, where it leads, and what is logged meanwhile."""
    caplog.clear()
    found = []
    for name in NAMES:
        response = response_of(visited, who, name)
        text = response.content.decode(errors="ignore") if not response.streaming else ""
        addresses = re.findall(r"(?:href|src|action|formaction|hx-\\w+)=\"([^\"]*)\"", text)
        addresses.append(response.headers.get("Location", ""))
        found += [(name, address) for address in addresses if leaks(address) and not address.startswith("tel:")]

    assert found == []
    assert [record.getMessage() for record in caplog.records if leaks(record.getMessage())] == []
