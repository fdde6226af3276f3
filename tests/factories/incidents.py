"""The smallest valid row of each kind in incidents, with a trait for each state."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cases.states import Part
from incidents.models import Addendum, Incident, Interview, Statement
from incidents.states import Conclusion, InterviewState, NoteForm, Setting, StatementState, WitnessKind
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, InvolvementFactory
from tests.factories.moments import now


class IncidentFactory(DjangoModelFactory):
    class Meta:
        model = Incident

    class Params:
        locked = factory.Trait(locked_at=now)
        concluded = factory.Trait(
            conclusion=Conclusion.NO_ACTION,
            conclusion_reason="A misunderstanding",
            concluded_at=now,
            concluded_by=factory.SubFactory(UserFactory),
        )

    case = factory.SubFactory(CaseFactory)
    occurred_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=14))
    logged_at = now
    logged_by = factory.SubFactory(UserFactory)
    setting = Setting.GATE
    account = "Came to the front gate, shouted and raised a fist."


class AddendumFactory(DjangoModelFactory):
    class Meta:
        model = Addendum

    incident = factory.SubFactory(IncidentFactory, locked=True)
    text = "He came back at 09:10 and apologised."
    added_at = now
    added_by = factory.SubFactory(UserFactory)


class InterviewFactory(DjangoModelFactory):
    class Meta:
        model = Interview

    class Params:
        noted = factory.Trait(
            interviewer=factory.SubFactory(UserFactory),
            started_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=10)),
            ended_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=2)),
            note_form=NoteForm.SUMMARY,
            account="She stood at the gate and saw him raise a fist.",
            is_read_back=True,
            noted_at=now,
            noted_by=factory.SubFactory(UserFactory),
            state=InterviewState.HELD,
        )
        held = factory.Trait(noted=True)
        agreed = factory.Trait(
            noted=True, state=InterviewState.AGREED, settled_at=now, settled_by=factory.SubFactory(UserFactory)
        )
        not_agreed = factory.Trait(
            noted=True,
            state=InterviewState.NOT_AGREED,
            settled_at=now,
            settled_by=factory.SubFactory(UserFactory),
            disagreement="The fist: she did not see it.",
        )
        not_possible = factory.Trait(
            state=InterviewState.NOT_POSSIBLE,
            given_up_at=now,
            given_up_by=factory.SubFactory(UserFactory),
            given_up_reason="They do not want to speak",
        )

    involvement = factory.SubFactory(InvolvementFactory, part=Part.WITNESS)
    witness_kind = WitnessKind.OUTSIDER
    planned_at = now
    planned_by = factory.SubFactory(UserFactory)


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement

    class Params:
        written = factory.Trait(state=StatementState.WRITTEN, written_at=now, text="I stood at the gate.")
        confirmed = factory.Trait(
            state=StatementState.CONFIRMED, written_at=now, text="I stood at the gate.", confirmed_at=now
        )
        declined = factory.Trait(state=StatementState.DECLINED, declined_at=now)
        withdrawn = factory.Trait(
            state=StatementState.WITHDRAWN,
            withdrawn_at=now,
            withdrawn_by=factory.SubFactory(UserFactory),
            withdraw_reason="They were not there",
        )

    involvement = factory.SubFactory(InvolvementFactory, part=Part.WITNESS)
    about_on = factory.LazyFunction(lambda: timezone.now().date())
    about_place = "The front gate"
    asked_at = now
    asked_by = factory.SubFactory(UserFactory)
