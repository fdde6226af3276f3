"""Everything that writes meetings: arranged, changed, called off, who comes, what came of it, the letters."""

from meetings.services.held import note_outcome
from meetings.services.letter import issue_letter, log_letter_sent
from meetings.services.meeting import (
    Plan,
    arrange_meeting,
    cancel_meeting,
    cancel_meetings_of,
    change_meeting,
    let_come,
    name_attendee,
    remove_attendee,
)

__all__ = [
    "Plan",
    "arrange_meeting",
    "cancel_meeting",
    "cancel_meetings_of",
    "change_meeting",
    "issue_letter",
    "let_come",
    "log_letter_sent",
    "name_attendee",
    "note_outcome",
    "remove_attendee",
]
