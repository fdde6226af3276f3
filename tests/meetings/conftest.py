"""A case about a father, and how a meeting with him is planned."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.services.case import involve
from cases.states import Part
from meetings.services import Plan, appoint_mediator, arrange_meeting, propose_mediation, write_note
from meetings.states import MeetingKind
from schools.calendar import local_day
from schools.states import Role
from tests import factories as make
from tests.meetings.sides import SECRET, say


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


@pytest.fixture
def proposed(case, father, deputy, ceo, clock):
    return propose_mediation(source=case, persons=[father], users=[deputy], about="How they talk.", by=ceo)


@pytest.fixture
def mediator(db):
    return make.UserFactory(name="Mo Fairley", role=(Role.MEDIATOR, None))


@pytest.fixture
def running(proposed, head, ceo, mediator):
    """All take part, and somebody of the trust mediates for ten days; a note is written."""
    say(proposed, head)
    until = local_day(timezone.now()) + timedelta(days=10)
    appoint_mediator(mediation=proposed, user=mediator, until_on=until, by=ceo)
    proposed.refresh_from_db()
    write_note(mediation=proposed, text=SECRET, by=mediator)
    return proposed
