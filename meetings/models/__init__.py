"""Meetings: when and where, who comes, what came of each day, what was agreed, what is to be done."""

from meetings.models.meeting import Attendee, Meeting, Sitting
from meetings.models.record import Action, AgreedRecord, Comment

__all__ = ["Action", "AgreedRecord", "Attendee", "Comment", "Meeting", "Sitting"]
