"""A case about a father, and how a meeting with him is planned."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.services.case import involve
from cases.states import Part
from meetings.services import Plan, arrange_meeting
from meetings.states import MeetingKind
from tests import factories as make


@pytest.fixture
def case(clock, head):
    return make.CaseFactory(school=head.memberships.get().school, opened_by=head)


@pytest.fixture
def father(case, head):
    person = make.PersonFactory(given_name="Darren", family_name="Farrow", at=case.school)
    make.AdultFactsFactory(person=person, address="17 Quince Passage")
    involve(case=case, part=Part.SUBJECT, person=person, by=head)
    return person


@pytest.fixture
def planned():
    """How a meeting is planned, from tomorrow this time for an hour, with what is said otherwise."""

    def plan(**more):
        facts = {
            "starts_at": timezone.now() + timedelta(days=1),
            "minutes": 60,
            "place": "Room 2",
            "about": "The gate.",
        }
        return Plan(**{**facts, **more})

    return plan


@pytest.fixture
def arrange(case, father, head, planned):
    """Arrange a meeting with the father: the head's informal discussion unless told otherwise."""

    def act(by=head, kind=MeetingKind.INFORMAL_DISCUSSION, parents=(father,), **more):
        return arrange_meeting(case=case, kind=kind, parents=parents, plan=planned(**more), by=by)

    return act
