"""The smallest valid row of each kind in pupil suspensions, with a trait for each state."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from pupils.models import ExamNote, HalfDaysElsewhere, OrderDecision, PupilSuspension, SuspensionReason
from pupils.states import Capacity, PupilSuspensionState, TermNumber
from schools.calendar import local_day
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.moments import now
from tests.factories.schools import PersonFactory, SchoolFactory

NONE_KNOWN = "Nothing of this kind is known; the teacher who knows the pupil best was asked."


class PupilSuspensionFactory(DjangoModelFactory):
    class Meta:
        model = PupilSuspension

    class Params:
        late = factory.Trait(
            decided_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
            entered_at=now,
            late_reason="The headteacher was on a school trip without a connection.",
        )
        cancelled = factory.Trait(
            state=PupilSuspensionState.CANCELLED,
            ended_at=now,
            ended_by=factory.SubFactory(UserFactory),
            end_reason="The recording shows another pupil",
            back_on=factory.SelfAttribute("first_on"),
        )
        reinstated = factory.Trait(
            state=PupilSuspensionState.REINSTATED,
            ended_at=now,
            ended_by=factory.SubFactory(UserFactory),
            end_reason="The board found that the evidence does not carry it",
            back_on=factory.SelfAttribute("last_on"),
        )

    case = factory.SubFactory(CaseFactory)
    pupil = factory.SubFactory(PersonFactory, pupil=True)
    school = factory.SelfAttribute("case.school")
    first_on = factory.LazyFunction(lambda: local_day(timezone.now()))
    last_on = factory.LazyAttribute(lambda row: row.first_on + timedelta(days=1))
    half_days = 4
    term_total = factory.SelfAttribute("half_days")
    year_total = factory.SelfAttribute("half_days")
    conduct = "Hit another pupil in the face in the dining hall."
    probability = "Two lunchtime supervisors saw it, and the pupil says so."
    needs_considered = NONE_KNOWN
    disability_considered = NONE_KNOWN
    vulnerability_considered = NONE_KNOWN
    alternatives = "A day apart from the class was tried in October."
    decided_at = now
    decided_by = factory.SubFactory(UserFactory)
    capacity = Capacity.HEAD


class SuspensionReasonFactory(DjangoModelFactory):
    class Meta:
        model = SuspensionReason

    suspension = factory.SubFactory(PupilSuspensionFactory)
    place = 1
    code = "PP"


class HalfDaysElsewhereFactory(DjangoModelFactory):
    class Meta:
        model = HalfDaysElsewhere

    pupil = factory.SubFactory(PersonFactory, pupil=True)
    school = factory.SubFactory(SchoolFactory)
    where = "Fernside Academy"
    year = 2026
    term = TermNumber.AUTUMN
    half_days = 3
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class ExamNoteFactory(DjangoModelFactory):
    class Meta:
        model = ExamNote

    class Params:
        taken_back = factory.Trait(is_missed=False, reason="It was written down for another pupil.")

    suspension = factory.SubFactory(PupilSuspensionFactory)
    exam = "GCSE English Language"
    exam_on = factory.SelfAttribute("suspension.first_on")
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class OrderDecisionFactory(DjangoModelFactory):
    class Meta:
        model = OrderDecision

    suspension = factory.SubFactory(PupilSuspensionFactory)
    person = factory.SubFactory(PersonFactory)
    is_told = True
    reason = "The order is about where the child lives. It does not keep school news from him."
    decided_at = now
    decided_by = factory.SubFactory(UserFactory)
