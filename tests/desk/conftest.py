"""A family of the school, and ways to log."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.states import Part
from desk.services.log import Party, submit_log
from incidents.states import Category, Setting
from tests.factories import PersonFactory, PupilFactsFactory, RelationshipFactory


@pytest.fixture
def son(school):
    son = PersonFactory(pupil=True, at=school, given_name="Alfie", family_name="Farrow")
    PupilFactsFactory(person=son)
    return son


@pytest.fixture
def father(school, son):
    father = PersonFactory(at=school)
    RelationshipFactory(adult=father, pupil=son)
    return father


@pytest.fixture
def logged(clock, school, father):
    """Log about the father by a service: `logged(by=head, is_suspended=True)`; gives the case."""

    def log(*, by, is_suspended=False, **changes):
        risk = "He threatened a teacher." if is_suspended else ""
        facts = {
            "token": uuid4(),
            "school": school,
            "occurred_at": timezone.now(),
            "setting": Setting.GATE,
            "account": "He shouted and raised a fist.",
            "categories": [Category.THREATENING],
            "why_not_suspended": "" if is_suspended else "He left at once and rang to say sorry.",
            "parties": [Party(part=Part.SUBJECT, person=father, is_suspended=is_suspended, risk=risk)],
            **changes,
        }
        return Case.objects.get(reference=submit_log(by=by, **facts).split("/")[2])

    return log


@pytest.fixture
def answers(school, father):
    """What a browser sends from the page for logging: `answers(when="other")`."""

    def fill(**changes):
        typed = {
            "school": school.pk,
            "opened_at": "",
            "when": "now",
            "at_time": "",
            "on_day_day": "",
            "on_day_month": "",
            "on_day_year": "",
            "setting": "gate",
            "place": "",
            "categories": ["threatening"],
            "other_category": "",
            "account": "He shouted and raised a fist.",
            "why_not_suspended": "He left at once and rang to say sorry.",
            "on_behalf_of": "",
            "party": ["0"],
            "p0-person": father.pk,
            "p0-part": "subject",
        }
        return {name: value for name, value in {**typed, **changes}.items() if value is not None}

    return fill


@pytest.fixture
def page_url():
    return reverse("desk:log_form", args=[uuid4()])
