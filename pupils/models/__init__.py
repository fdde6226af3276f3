"""Pupil suspensions: the decision with its reasons, half-days at other schools."""

from pupils.models.suspension import HalfDaysElsewhere, PupilSuspension, SuspensionReason

__all__ = ["HalfDaysElsewhere", "PupilSuspension", "SuspensionReason"]
