"""The smallest valid row of each kind in complaints, with a trait for each stage."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from complaints.models import (
    ActionTaken,
    Complaint,
    Decision,
    Finding,
    NextStage,
    PanelMeeting,
    PanelMember,
    PanelSeat,
    Point,
)
from complaints.states import Answered, Came, Capacity, Channel, Further, Result, Stage
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
        panel = factory.Trait(stage=Stage.PANEL)
        data = factory.Trait(stage=Stage.DATA, is_about_data=True)
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
        handed_on = factory.Trait(
            handed_on_at=now,
            handed_on_by=factory.SubFactory(UserFactory),
            handed_on_to=factory.SubFactory(ComplaintFactory, data=True),
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

    class Params:
        late = factory.Trait(
            until_on=factory.LazyFunction(lambda: local_day(timezone.now()) - timedelta(days=1)),
            late_reason="She was in hospital",
        )
        panel = factory.Trait(asked_for=Further.PANEL, complaint=factory.SubFactory(ComplaintFactory, panel=True))

    complaint = factory.SubFactory(ComplaintFactory, formal=True)
    asked_on = today
    words = "I want it in writing."
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class ActionTakenFactory(DjangoModelFactory):
    class Meta:
        model = ActionTaken

    complaint = factory.SubFactory(ComplaintFactory)
    text = "Every call is written down since Monday."
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class PanelMemberFactory(DjangoModelFactory):
    class Meta:
        model = PanelMember

    class Params:
        independent = factory.Trait(user=None, name="Ada Quist", is_independent=True, who="Chair of another trust")
        stood_down = factory.Trait(
            stood_down_at=now, stood_down_by=factory.SubFactory(UserFactory), stood_down_why="She is ill"
        )

    complaint = factory.SubFactory(ComplaintFactory, panel=True)
    user = factory.SubFactory(UserFactory)
    named_at = now
    named_by = factory.SubFactory(UserFactory)


class PanelMeetingFactory(DjangoModelFactory):
    class Meta:
        model = PanelMeeting

    class Params:
        held = factory.Trait(met_at=now, met_by=factory.SubFactory(UserFactory), came=Came.CAME)
        called_off = factory.Trait(
            called_off_at=now, called_off_by=factory.SubFactory(UserFactory), called_off_why="She is ill"
        )

    complaint = factory.SubFactory(ComplaintFactory, panel=True)
    meets_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
    place = "Central office, room 4"
    arranged_at = now
    arranged_by = factory.SubFactory(UserFactory)


class PanelSeatFactory(DjangoModelFactory):
    class Meta:
        model = PanelSeat

    meeting = factory.SubFactory(PanelMeetingFactory, held=True)
    member = factory.SubFactory(PanelMemberFactory, complaint=factory.SelfAttribute("..meeting.complaint"))
