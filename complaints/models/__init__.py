"""A complaint, what it says point by point, what was decided on it at each stage, and the panel that heard it."""

from complaints.models.complaint import Complaint, Point
from complaints.models.deciding import ActionTaken, Decision, Finding, NextStage
from complaints.models.panel import PanelMeeting, PanelMember, PanelSeat

__all__ = [
    "ActionTaken",
    "Complaint",
    "Decision",
    "Finding",
    "NextStage",
    "PanelMeeting",
    "PanelMember",
    "PanelSeat",
    "Point",
]
