"""The smallest valid row of what the board does and of what follows a pupil's suspension."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from pupils.models import (
    Advice,
    AdviceAnswer,
    BoardAttendance,
    BoardMeeting,
    BoardMember,
    BoardOutcome,
    BoardReceipt,
    BoardRepresentation,
    DaySixEducation,
    Reintegration,
    WorkSet,
)
from pupils.states import AdviserCapacity, BoardDecision, Came, NoEducation, SaidBy
from tests.factories.accounts import UserFactory
from tests.factories.moments import now
from tests.factories.pupils import PupilSuspensionFactory
from tests.factories.schools import PersonFactory

A_MONDAY = date(2026, 11, 2)


class _Noted(DjangoModelFactory):
    class Meta:
        abstract = True

    suspension = factory.SubFactory(PupilSuspensionFactory)
    noted_at = now
    noted_by = factory.SubFactory(UserFactory)


class BoardReceiptFactory(_Noted):
    class Meta:
        model = BoardReceipt

    received_on = A_MONDAY


class BoardRepresentationFactory(_Noted):
    class Meta:
        model = BoardRepresentation

    received_at = now
    channel = SaidBy.LETTER
    said_by = "The pupil’s mother"
    text = "He was pushed first, and nobody asked him."


class BoardMeetingFactory(DjangoModelFactory):
    class Meta:
        model = BoardMeeting

    class Params:
        papered = factory.Trait(
            papers="The notice, the headteacher’s statement and what the mother wrote.",
            papers_on=A_MONDAY,
            papers_at=now,
            papers_by=factory.SubFactory(UserFactory),
        )
        begun = factory.Trait(began_at=now, began_by=factory.SubFactory(UserFactory))
        called_off = factory.Trait(
            called_off_at=now, called_off_by=factory.SubFactory(UserFactory), called_off_why="A member is ill."
        )

    suspension = factory.SubFactory(PupilSuspensionFactory)
    meets_at = now
    place = "Central office, meeting room"
    arranged_at = now
    arranged_by = factory.SubFactory(UserFactory)


class BoardMemberFactory(DjangoModelFactory):
    class Meta:
        model = BoardMember

    class Params:
        account = factory.Trait(user=factory.SubFactory(UserFactory), name="")

    meeting = factory.SubFactory(BoardMeetingFactory)
    name = "Priya Shah"


class BoardAttendanceFactory(DjangoModelFactory):
    class Meta:
        model = BoardAttendance

    noted_at = now
    noted_by = factory.SubFactory(UserFactory)
    meeting = factory.SubFactory(BoardMeetingFactory)
    person = factory.SubFactory(PersonFactory)
    came = Came.CAME
    with_whom = "Ann Lee, a friend"


class BoardOutcomeFactory(_Noted):
    class Meta:
        model = BoardOutcome

    class Params:
        reinstated = factory.Trait(decision=BoardDecision.REINSTATED, back_on=A_MONDAY)
        taken_back = factory.Trait(
            taken_back_at=now,
            taken_back_by=factory.SubFactory(UserFactory),
            taken_back_why="The wrong line was ticked.",
        )

    decision = BoardDecision.UPHELD
    decided_on = A_MONDAY
    reasons = "Two adults saw it, and other ways had been tried."


class WorkSetFactory(_Noted):
    class Meta:
        model = WorkSet

    what = "English and mathematics for three days."
    how = "On the school’s own site for homework."
    marker = "The class teacher"


class DaySixEducationFactory(_Noted):
    class Meta:
        model = DaySixEducation

    class Params:
        excepted = factory.Trait(
            exception=NoEducation.YEAR_11,
            reason="Sat the last examination in June.",
            **dict.fromkeys(("provider", "address", "times", "report_to"), ""),
            starts_on=None,
        )

    provider = "Larch Learning Centre"
    address = "4 Mill Lane"
    times = "09:15 to 14:45"
    starts_on = A_MONDAY
    report_to = "The centre’s office"


class ReintegrationFactory(_Noted):
    class Meta:
        model = Reintegration

    class Params:
        missed = factory.Trait(
            is_held=False, held_on=None, who_came="", agreed="", why_not="The mother could not leave work."
        )

    is_held = True
    held_on = A_MONDAY
    who_came = "The pupil, the mother and the head of year."
    agreed = "A quiet place at lunch for two weeks."


class AdviceFactory(DjangoModelFactory):
    class Meta:
        model = Advice

    class Params:
        doubted = factory.Trait(is_supported=False, reasons="The one witness was not asked.")

    suspension = factory.SubFactory(PupilSuspensionFactory)
    is_supported = True
    reasons = "The evidence is clear and the length is fair."
    given_at = now
    given_by = factory.SubFactory(UserFactory)
    capacity = AdviserCapacity.CEO


class AdviceAnswerFactory(DjangoModelFactory):
    class Meta:
        model = AdviceAnswer

    advice = factory.SubFactory(AdviceFactory)
    reasons = "A second witness has been asked since."
    answered_at = now
    answered_by = factory.SubFactory(UserFactory)
