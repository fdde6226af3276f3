"""A school with a calendar, its pupils with their parents, and a headteacher who may suspend."""

from datetime import date

import pytest

from pupils import services
from pupils.models import PupilSuspension
from pupils.services import board
from pupils.services._owed import owe_notices
from pupils.states import Category, Event, HalfOfDay
from schools.states import Kinship, Role
from tests import factories as make

TODAY = date(2026, 11, 2)
SIXTEEN = {"last_on": date(2026, 11, 23), "half_days": 32}
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


def again(row):
    return PupilSuspension.objects.with_people().get(pk=row.pk)


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


@pytest.fixture
def office_addresses(trust, school):
    trust.address, trust.clerk_address, trust.clerk_email = (
        "1 Hall Road",
        "The Clerk’s Office\n5 Hall Road",
        "c@t.example",
    )
    trust.save()
    school.local_authority, school.local_authority_email = "Exampleshire", "exclusions@council.example"
    school.social_care_email, school.virtual_school_email = "care@council.example", "virtual@council.example"
    school.dfe_number = "815/2010"
    school.save()


@pytest.fixture
def child(clock, terms, office_addresses):
    """Mia is thirteen."""
    child = make.PersonFactory(pupil=True, given_name="Mia", family_name="Farrow", at=terms)
    make.PupilFactsFactory(person=child, year_group="9", born_on=date(2013, 2, 1), upn="B801200005001")
    return child


def parent_of(child, school, given, kind=Kinship.OTHER, address="", **tie):
    """An adult around a child, with an address of their own."""
    adult = make.PersonFactory(title="", given_name=given, family_name="Farrow", at=school)
    make.AdultFactsFactory(
        person=adult, address=address, is_address_confidential=tie.pop("confidential", False), **tie.pop("facts", {})
    )
    make.RelationshipFactory(adult=adult, pupil=child, kind=kind, **{"has_parental_responsibility": False, **tie})
    return adult


@pytest.fixture
def mother(child, terms):
    return parent_of(
        child, terms, "Kay", Kinship.MOTHER, "12 Elm Close\nExampleton\nEX1 2AB", has_parental_responsibility=True
    )


@pytest.fixture
def dad(child, terms):
    return parent_of(
        child, terms, "Darren", Kinship.FATHER, "9 Quarry Road\nExampleton\nEX9 8ZZ", has_parental_responsibility=True
    )


@pytest.fixture
def suspend(child, terms, head):
    """Suspend Mia: two whole days from Monday 2 November, unless told otherwise; everybody is owed the notice."""

    def suspended(*, reasons=("PP",), owed=True, **changes):
        facts = {"first_on": date(2026, 11, 2), "last_on": date(2026, 11, 3), "half_days": 4, **changes}
        facts.setdefault("term_total", facts["half_days"])
        facts.setdefault("year_total", facts["term_total"])
        case = facts.pop("case", None) or make.CaseFactory(school=terms)
        row = make.PupilSuspensionFactory(
            case=case, pupil=child, school=terms, decided_by=head, conduct="Mia threw a chair.", **facts
        )
        if row.term_total > row.half_days:
            # What the totals have more than this one, another school noted.
            make.HalfDaysElsewhereFactory(pupil=child, school=terms, half_days=row.term_total - row.half_days)
        for place, code in enumerate(reasons, 1):
            make.SuspensionReasonFactory(suspension=row, place=place, code=code)
        if owed:
            owe_notices(row, Event.DECIDED, head)
        return row

    return suspended


@pytest.fixture
def clerk(school):
    return make.UserFactory(name="Cleo Ward", role=(Role.CLERK, None))


@pytest.fixture
def told(suspend, head):
    """A suspension of which the board was told: sixteen days, unless told otherwise."""

    def row(**changes):
        suspension = suspend(owed=False, **{**SIXTEEN, **changes})
        board.note_board_told(suspension=again(suspension), received_on=TODAY, by=head)
        return again(suspension)

    return row
