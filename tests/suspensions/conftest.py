"""A father who shouted at the gate, his child, his case."""

import pytest

from incidents.states import Category
from schools.states import Kinship
from suspensions import services
from tests import factories as make


@pytest.fixture
def father(school):
    return make.PersonFactory(at=school)


@pytest.fixture
def alfie(school, father):
    pupil = make.PersonFactory(pupil=True, at=school)
    make.PupilFactsFactory(person=pupil, year_group="3")
    make.RelationshipFactory(adult=father, pupil=pupil, kind=Kinship.FATHER)
    return pupil


@pytest.fixture
def case(clock, school, father):
    case = make.CaseFactory(school=school)
    make.InvolvementFactory(case=case, person=father)
    make.IncidentFactory(case=case, categories=[Category.THREATENING], account="SECRET ACCOUNT")
    return case


@pytest.fixture
def suspension(case, father, school, head, office):
    return services.suspend_for_rest_of_today(
        case=case, person=father, school=school, grounds="Raised a fist at a teacher.", by=head
    )
