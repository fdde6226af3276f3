"""Meetings: when and where, who comes, what came of each day."""

from meetings.models.meeting import Attendee, Meeting, Sitting

__all__ = ["Attendee", "Meeting", "Sitting"]
