"""The smallest valid row of each kind in complaints, with a trait for each stage."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from complaints.models import Complaint, Decision, Finding, NextStage, Point
from complaints.states import Answered, Capacity, Channel, Result, Stage
from schools.calendar import local_day
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.moments import now
from tests.factories.schools import PersonFactory

today = factory.LazyFunction(lambda: local_day(timezone.now()))


class ComplaintFactory(DjangoModelFactory):
    class Meta:
        model = Complaint

    class Params:
        formal = factory.Trait(stage=Stage.FORMAL)
        closed = factory.Trait(stage=Stage.CLOSED)
        withdrawn = factory.Trait(stage=Stage.WITHDRAWN)
        by_name = factory.Trait(complainant=None, name="Kay Lowe", address="9 Mill Lane\nMiddleton")

    case = factory.SubFactory(CaseFactory)
    complainant = factory.SubFactory(PersonFactory)
    received_on = today
    channel = Channel.LETTER
    words = "Nobody rang me back about what happened at the gate."
    stage_on = factory.SelfAttribute("received_on")
    logged_at = now
    logged_by = factory.SubFactory(UserFactory)


class PointFactory(DjangoModelFactory):
    class Meta:
        model = Point

    class Params:
        taken_back = factory.Trait(
            taken_back_at=now, taken_back_by=factory.SubFactory(UserFactory), taken_back_why="Written down twice"
        )

    complaint = factory.SubFactory(ComplaintFactory)
    text = "Nobody rang back."
    added_at = now
    added_by = factory.SubFactory(UserFactory)


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    complaint = factory.SubFactory(ComplaintFactory, closed=True)
    answers = Answered.INFORMAL
    remedy = "We ring back within a day."
    action = "The office was reminded."
    decided_at = now
    decided_by = factory.SubFactory(UserFactory)
    capacity = Capacity.HEAD


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    decision = factory.SubFactory(DecisionFactory)
    point = factory.SubFactory(PointFactory, complaint=factory.SelfAttribute("..decision.complaint"))
    result = Result.UPHELD
    reasons = "The call was noted and forgotten."


class NextStageFactory(DjangoModelFactory):
    class Meta:
        model = NextStage

    complaint = factory.SubFactory(ComplaintFactory, formal=True)
    asked_on = today
    words = "I want it in writing."
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)
