"""Meetings: when and where, who comes, what came of each day, what was agreed, what is to be done."""

from meetings.models.meeting import Attendee, Meeting, Sitting
from meetings.models.record import Action, AgreedRecord, Comment, DraftGiven

__all__ = ["Action", "AgreedRecord", "Attendee", "Comment", "DraftGiven", "Meeting", "Sitting"]
