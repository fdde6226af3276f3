"""A school in term, whoever deals with complaints there, and one that came in."""

from datetime import date

import pytest
from django.utils import timezone

from complaints import services
from complaints.states import Channel
from schools.calendar import local_day
from tests import factories as make

WORDS = "Nobody rang me back."


@pytest.fixture
def term(school):
    """Monday 2 November 2026 is in term; half-term was the week before, Christmas begins on 19 December."""
    make.TermFactory(school=school, name="Autumn 1", first_on=date(2026, 9, 2), last_on=date(2026, 10, 23))
    make.TermFactory(school=school, name="Autumn 2", first_on=date(2026, 11, 2), last_on=date(2026, 12, 18))
    return make.TermFactory(school=school, name="Spring", first_on=date(2027, 1, 4), last_on=date(2027, 3, 26))


@pytest.fixture
def kay(school):
    person = make.PersonFactory(given_name="Kay", family_name="Lowe", title="Mrs", at=school)
    make.AdultFactsFactory(person=person, address="9 Mill Lane\nMiddleton")
    return person


@pytest.fixture
def staff_of_trust(clock, term, head, office, ceo, chair):
    """Everybody who deals with a complaint is there."""


@pytest.fixture
def log(school, kay, office, staff_of_trust):
    def act(**more):
        facts = {
            "school": school,
            "received_on": local_day(timezone.now()),
            "channel": Channel.LETTER,
            "words": WORDS,
            "complainant": kay,
            "by": office,
            **more,
        }
        return services.log_complaint(**facts)

    return act


@pytest.fixture
def complaint(log):
    return log()
