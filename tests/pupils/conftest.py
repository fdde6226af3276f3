"""A school with a calendar, its pupil with a mother, and a headteacher who may suspend."""

from datetime import date

import pytest

from pupils import services
from pupils.states import Category, HalfOfDay
from schools.states import Kinship
from tests import factories as make

WEIGHED = "Nothing of this kind is known; her teacher was asked."


@pytest.fixture
def terms(school):
    """A year in three terms with two half-terms; the clock of the tests stands on the first day after one."""
    make.TermFactory(school=school, name="Autumn", first_on=date(2026, 9, 3), last_on=date(2026, 12, 18))
    make.TermFactory(school=school, name="Spring", first_on=date(2027, 1, 4), last_on=date(2027, 3, 25))
    make.TermFactory(school=school, name="Summer", first_on=date(2027, 4, 12), last_on=date(2027, 7, 21))
    make.ClosureFactory(school=school, kind="half_term", first_on=date(2026, 10, 26), last_on=date(2026, 10, 30))
    make.ClosureFactory(school=school, kind="half_term", first_on=date(2027, 2, 15), last_on=date(2027, 2, 19))
    return school


@pytest.fixture
def pupil(school):
    pupil = make.PersonFactory(pupil=True, given_name="Alfie", family_name="Farrow", at=school)
    make.PupilFactsFactory(person=pupil, year_group="9", born_on=date(2013, 2, 1))
    mother = make.PersonFactory(given_name="Kay", family_name="Farrow", at=school)
    make.RelationshipFactory(adult=mother, pupil=pupil, kind=Kinship.MOTHER, has_parental_responsibility=True)
    return pupil


def decision(pupil, school, by, **changes):
    """What the service is given: two whole days from Monday 2 November, unless told otherwise."""
    return {
        "pupil": pupil,
        "school": school,
        "category": Category.SUSPENSION,
        "first_on": date(2026, 11, 2),
        "first_half": HalfOfDay.MORNING,
        "last_on": date(2026, 11, 3),
        "last_half": HalfOfDay.AFTERNOON,
        "conduct": "Threw a chair at another pupil.",
        "reasons": ["PP", "DM"],
        "probability": "Two teachers saw it.",
        "needs_considered": WEIGHED,
        "disability_considered": WEIGHED,
        "vulnerability_considered": WEIGHED,
        "alternatives": "A day apart from the class was tried.",
        "by": by,
        **changes,
    }


@pytest.fixture
def decide(clock, terms, pupil, head):
    """Decide a suspension of the pupil by the head, with what is different."""

    def decided(**changes):
        return services.decide_suspension(**{**decision(pupil, terms, head), **changes})

    return decided
