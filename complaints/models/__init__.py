"""A complaint, what it says point by point, and what was decided on it at each stage."""

from complaints.models.complaint import Complaint, Point
from complaints.models.deciding import Decision, Finding, NextStage

__all__ = ["Complaint", "Decision", "Finding", "NextStage", "Point"]
