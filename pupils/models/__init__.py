"""Pupil suspensions: the decision with its reasons, half-days elsewhere, who is told, what follows."""

from pupils.models.after import Advice, AdviceAnswer, DaySixEducation, Reintegration, WorkSet
from pupils.models.board import (
    BoardAttendance,
    BoardMeeting,
    BoardMember,
    BoardOutcome,
    BoardReceipt,
    BoardRepresentation,
)
from pupils.models.exam import ExamNote
from pupils.models.suspension import HalfDaysElsewhere, PupilSuspension, SuspensionReason
from pupils.models.telling import OrderDecision

__all__ = [
    "Advice",
    "AdviceAnswer",
    "BoardAttendance",
    "BoardMeeting",
    "BoardMember",
    "BoardOutcome",
    "BoardReceipt",
    "BoardRepresentation",
    "DaySixEducation",
    "ExamNote",
    "HalfDaysElsewhere",
    "OrderDecision",
    "PupilSuspension",
    "Reintegration",
    "SuspensionReason",
    "WorkSet",
]
