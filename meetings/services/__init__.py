"""Everything that writes meetings: arranged, changed, called off, who comes, what came of it, the letters."""

from meetings.services.by_link import comment_by_link, note_draft_read, send_draft_link
from meetings.services.held import note_outcome
from meetings.services.inviting import leave_uninvited
from meetings.services.letter import issue_letter, log_letter_posted, log_letter_sent, send_letter_again
from meetings.services.mediated import arrange_mediation_meeting
from meetings.services.mediation import appoint_mediator, end_mediation, note_answer, propose_mediation
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
from meetings.services.notes import release_notes, write_note
from meetings.services.record import (
    finish_action,
    issue_meeting_record,
    name_action,
    note_comment,
    note_draft_given,
    remove_action,
    share_record,
    write_topic,
)

__all__ = [
    "Plan",
    "appoint_mediator",
    "arrange_mediation_meeting",
    "arrange_meeting",
    "cancel_meeting",
    "cancel_meetings_of",
    "change_meeting",
    "comment_by_link",
    "end_mediation",
    "finish_action",
    "issue_letter",
    "issue_meeting_record",
    "leave_uninvited",
    "let_come",
    "log_letter_posted",
    "log_letter_sent",
    "name_action",
    "name_attendee",
    "note_answer",
    "note_comment",
    "note_draft_given",
    "note_draft_read",
    "note_outcome",
    "propose_mediation",
    "release_notes",
    "remove_action",
    "remove_attendee",
    "send_draft_link",
    "send_letter_again",
    "share_record",
    "write_note",
    "write_topic",
]
