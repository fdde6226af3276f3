"""Pupil suspensions: the decision with its reasons, half-days at other schools, who is told."""

from pupils.models.suspension import HalfDaysElsewhere, PupilSuspension, SuspensionReason
from pupils.models.telling import OrderDecision

__all__ = ["HalfDaysElsewhere", "OrderDecision", "PupilSuspension", "SuspensionReason"]
