"""Meetings: when and where, who comes, what came of each day, what was agreed, what is to be done."""

from meetings.models.mediation import Mediation, MediationParty, MediatorNote, NotesRelease, PartyAnswer
from meetings.models.meeting import Attendee, Meeting, Sitting
from meetings.models.record import Action, AgreedRecord, Comment, DraftGiven

__all__ = [
    "Action",
    "AgreedRecord",
    "Attendee",
    "Comment",
    "DraftGiven",
    "Mediation",
    "MediationParty",
    "MediatorNote",
    "Meeting",
    "NotesRelease",
    "PartyAnswer",
    "Sitting",
]
