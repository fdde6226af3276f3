"""The smallest valid row of each kind in suspensions, with a trait for each state."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from psycopg.types.range import TimestamptzRange

from notices.states import Channel
from schools.calendar import next_midnight
from suspensions.models import (
    Arrangement,
    BehaviourWarning,
    Breach,
    Extension,
    PermittedVisit,
    Representation,
    Review,
    ReviewedEvidence,
    SiteSuspension,
    Telling,
    Variation,
)
from suspensions.states import Capacity, SuspensionState
from suspensions.states import Channel as HeardBy
from suspensions.states import Outcome as ReviewOutcome
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, EvidenceFactory
from tests.factories.incidents import IncidentFactory
from tests.factories.moments import now
from tests.factories.notices import NoticeFactory
from tests.factories.schools import PersonFactory


class SiteSuspensionFactory(DjangoModelFactory):
    class Meta:
        model = SiteSuspension

    class Params:
        upheld = factory.Trait(state=SuspensionState.UPHELD)
        not_upheld = factory.Trait(
            state=SuspensionState.NOT_UPHELD,
            ended_at=now,
            ended_by=factory.SubFactory(UserFactory),
            end_reason="The recording shows somebody else",
        )
        replaced = factory.Trait(
            state=SuspensionState.REPLACED,
            ended_at=now,
            ended_by=factory.SubFactory(UserFactory),
            end_reason="Suspended from every site of the trust instead",
        )
        lifted = factory.Trait(
            state=SuspensionState.LIFTED,
            ended_at=now,
            ended_by=factory.SubFactory(UserFactory),
            end_reason="He apologised",
        )
        void = factory.Trait(
            state=SuspensionState.VOID,
            ended_at=now,
            ended_by=factory.SubFactory(UserFactory),
            end_reason="Wrong person",
        )

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    school = factory.SelfAttribute("case.school")
    period = factory.LazyFunction(
        lambda: TimestamptzRange(timezone.now() - timedelta(minutes=5), next_midnight(timezone.now()))
    )
    counted_from = factory.LazyAttribute(lambda row: row.period.lower or timezone.now())
    grounds = "Shouted and raised a fist at a teacher at the gate."
    decided_at = now
    decided_by = factory.SubFactory(UserFactory)
    capacity = Capacity.HEAD


class ArrangementFactory(DjangoModelFactory):
    class Meta:
        model = Arrangement

    suspension = factory.SubFactory(SiteSuspensionFactory)
    school = factory.SelfAttribute("suspension.school")
    collection = "Grandmother, side gate, 15:20"
    set_at = now
    set_by = factory.SubFactory(UserFactory)


class ExtensionFactory(DjangoModelFactory):
    class Meta:
        model = Extension

    suspension = factory.SubFactory(SiteSuspensionFactory)
    previous_until = factory.LazyAttribute(lambda row: row.suspension.period.upper)
    until = factory.LazyAttribute(lambda row: row.previous_until + timedelta(days=7))
    reason = "He says that he will be back."
    considered = "Nothing points to a disability, an illness or a difficulty with English."
    decided_at = now
    decided_by = factory.SubFactory(UserFactory)
    capacity = Capacity.HEAD


class VariationFactory(DjangoModelFactory):
    class Meta:
        model = Variation

    suspension = factory.SubFactory(SiteSuspensionFactory, upheld=True)
    terms = "May come to the carol service, with a colleague beside him."
    reason = "He has kept away and apologised."
    decided_at = now
    decided_by = factory.SubFactory(UserFactory)
    capacity = Capacity.CEO


class RepresentationFactory(DjangoModelFactory):
    class Meta:
        model = Representation

    class Params:
        considered = factory.Trait(
            consideration="It does not change what two colleagues saw.",
            considered_at=now,
            considered_by=factory.SubFactory(UserFactory),
        )
        waiver = factory.Trait(is_waiver=True, is_all=True, text="I do not want to say anything to this.")

    suspension = factory.SubFactory(SiteSuspensionFactory)
    received_at = now
    channel = HeardBy.LETTER
    text = "I was upset because nobody had rung me."
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = Review

    suspension = factory.SubFactory(SiteSuspensionFactory, upheld=True)
    outcome = ReviewOutcome.UPHELD
    reasons = "Two colleagues saw it, and the recording shows it."
    considered = "Nothing points to a disability, an illness or a difficulty with English."
    risk = "He threatened to come back for the teacher."
    decided_at = now
    decided_by = factory.SubFactory(UserFactory)
    capacity = Capacity.CEO


class ReviewedEvidenceFactory(DjangoModelFactory):
    class Meta:
        model = ReviewedEvidence

    review = factory.SubFactory(ReviewFactory)
    evidence = factory.SubFactory(EvidenceFactory, case=factory.SelfAttribute("..review.suspension.case"))


class BreachFactory(DjangoModelFactory):
    class Meta:
        model = Breach

    suspension = factory.SubFactory(SiteSuspensionFactory)
    school = factory.SelfAttribute("suspension.school")
    seen_at = now
    seen_by = factory.SubFactory(UserFactory)


class TellingFactory(DjangoModelFactory):
    class Meta:
        model = Telling

    suspension = factory.SubFactory(SiteSuspensionFactory)
    notice = factory.SubFactory(NoticeFactory, channel=Channel.IN_PERSON, spoken_at=now, message_id="")


class BehaviourWarningFactory(DjangoModelFactory):
    class Meta:
        model = BehaviourWarning

    incident = factory.SubFactory(IncidentFactory)
    person = factory.SubFactory(PersonFactory)
    reason = "He shouted at a teacher in front of children."
    decided_at = now
    decided_by = factory.SubFactory(UserFactory)
    capacity = Capacity.HEAD


class PermittedVisitFactory(DjangoModelFactory):
    class Meta:
        model = PermittedVisit

    class Params:
        withdrawn = factory.Trait(withdrawn_at=now, withdrawn_by=factory.SubFactory(UserFactory))

    suspension = factory.SubFactory(SiteSuspensionFactory)
    school = factory.SelfAttribute("suspension.school")
    period = factory.LazyFunction(
        lambda: TimestamptzRange(timezone.now() + timedelta(minutes=30), timezone.now() + timedelta(minutes=90))
    )
    place = "Meeting room 2"
    subject = "meeting-12"
    permitted_at = now
    permitted_by = factory.SubFactory(UserFactory)
