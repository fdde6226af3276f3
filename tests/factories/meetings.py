"""The smallest valid row of each kind in meetings, with a trait for each state."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from meetings.models import (
    Action,
    AgreedRecord,
    Attendee,
    Comment,
    DraftGiven,
    Mediation,
    MediationParty,
    MediatorNote,
    Meeting,
    NotesRelease,
    PartyAnswer,
    Sitting,
)
from meetings.states import AttendeeCapacity, MediationState, MeetingKind, MeetingState, Outcome
from records.states import CopyMethod
from suspensions.states import Channel
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.moments import now
from tests.factories.schools import PersonFactory

NOTED = {"noted_at": now, "noted_by": factory.SubFactory(UserFactory)}


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    class Params:
        held = factory.Trait(state=MeetingState.HELD, **NOTED)
        adjourned = factory.Trait(state=MeetingState.ADJOURNED, **NOTED)
        not_attended = factory.Trait(state=MeetingState.NOT_ATTENDED, **NOTED)
        recorded = factory.Trait(
            state=MeetingState.RECORDED, recorded_at=now, recorded_by=factory.SubFactory(UserFactory), **NOTED
        )
        cancelled = factory.Trait(
            state=MeetingState.CANCELLED,
            cancelled_at=now,
            cancelled_by=factory.SubFactory(UserFactory),
            cancel_reason="The mother is ill",
        )

    case = factory.SubFactory(CaseFactory)
    kind = MeetingKind.INFORMAL_DISCUSSION
    convener = factory.SubFactory(UserFactory)
    school = factory.SelfAttribute("case.school")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    place = "Meeting room 2"
    about = "What happened at the gate."
    arranged_at = now
    arranged_by = factory.SubFactory(UserFactory)


class AttendeeFactory(DjangoModelFactory):
    class Meta:
        model = Attendee

    meeting = factory.SubFactory(MeetingFactory)
    capacity = AttendeeCapacity.PARENT
    person = factory.SubFactory(PersonFactory)
    named_at = now
    named_by = factory.SubFactory(UserFactory)


class SittingFactory(DjangoModelFactory):
    class Meta:
        model = Sitting

    class Params:
        not_attended = factory.Trait(outcome=Outcome.NOT_ATTENDED, began_at=None, ended_at=None, present="")

    meeting = factory.SubFactory(MeetingFactory, held=True)
    outcome = Outcome.HELD
    planned_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    began_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=50))
    ended_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=10))
    present = "Ruth Adeyemi: Convener"
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class AgreedRecordFactory(DjangoModelFactory):
    class Meta:
        model = AgreedRecord

    class Params:
        shared = factory.Trait(shared_at=now, shared_by=factory.SubFactory(UserFactory))

    meeting = factory.SubFactory(MeetingFactory, held=True)
    points = "He said that he is sorry."
    begun_at = now
    begun_by = factory.SubFactory(UserFactory)


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment

    attendee = factory.SubFactory(AttendeeFactory, has_attended=True)
    revision = 1
    is_agreed = True
    channel = Channel.TELEPHONE
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class DraftGivenFactory(DjangoModelFactory):
    class Meta:
        model = DraftGiven

    attendee = factory.SubFactory(AttendeeFactory, person=None, name="An aunt", has_attended=True)
    revision = 1
    method = CopyMethod.HAND
    given_on = factory.LazyFunction(timezone.localdate)
    deemed_on = factory.SelfAttribute("given_on")
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    class Params:
        owed = factory.Trait(owed_at=now, owed_by=factory.SubFactory(UserFactory))
        done = factory.Trait(owed=True, done_at=now, done_by=factory.SubFactory(UserFactory), how="I rang her.")

    meeting = factory.SubFactory(MeetingFactory, held=True)
    what = "Ring the mother each Friday"
    name = "The deputy"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    named_at = now
    named_by = factory.SubFactory(UserFactory)


class MediationFactory(DjangoModelFactory):
    class Meta:
        model = Mediation

    class Params:
        running = factory.Trait(
            state=MediationState.RUNNING,
            mediator=factory.SubFactory(UserFactory),
            access_ends_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=30)),
            appointed_at=now,
            appointed_by=factory.SubFactory(UserFactory),
        )
        ended = factory.Trait(
            running=True,
            state=MediationState.ENDED,
            ended_at=now,
            ended_by=factory.SubFactory(UserFactory),
            outcome="They found a way",
        )
        not_taken_up = factory.Trait(state=MediationState.NOT_TAKEN_UP)

    case = factory.SubFactory(CaseFactory)
    source = factory.SubFactory(CaseFactory, school=factory.SelfAttribute("..case.school"))
    about = "How they talk with each other."
    proposed_at = now
    proposed_by = factory.SubFactory(UserFactory)


class MediationPartyFactory(DjangoModelFactory):
    class Meta:
        model = MediationParty

    mediation = factory.SubFactory(MediationFactory)
    person = factory.SubFactory(PersonFactory)


class PartyAnswerFactory(DjangoModelFactory):
    class Meta:
        model = PartyAnswer

    party = factory.SubFactory(MediationPartyFactory)
    is_willing = True
    channel = Channel.TELEPHONE
    answered_on = factory.LazyFunction(timezone.localdate)
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class MediatorNoteFactory(DjangoModelFactory):
    class Meta:
        model = MediatorNote

    mediation = factory.SubFactory(MediationFactory, running=True)
    text = "Both are tired of it."
    written_at = now
    written_by = factory.SelfAttribute("mediation.mediator")


class NotesReleaseFactory(DjangoModelFactory):
    class Meta:
        model = NotesRelease

    mediation = factory.SubFactory(MediationFactory, running=True)
    reason = "The father asked for his own data."
    released_at = now
    released_by = factory.SubFactory(UserFactory)
