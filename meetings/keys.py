"""Under which key what somebody types about a meeting is kept, and what letters and visits are called by."""

from meetings.models import Attendee, Mediation, Meeting
from records.models import Copy
from suspensions.models import SiteSuspension


def draft_key(form: str, meeting: Meeting, *more: int | str) -> str:
    """The key of a form about one meeting: `meeting_change:HIL-2026-7K4Q:12`."""
    return ":".join([form, meeting.case.reference, str(meeting.pk), *map(str, more)])


def letter_key(attendee: Attendee) -> str:
    """What the letter to somebody about a meeting is called: its duty, its address, its record's subject."""
    return f"{attendee.meeting_id}-{attendee.pk}"


def lost_key(attendee: Attendee, copy: Copy) -> str:
    """The key of the form about a letter that never came."""
    return f"meeting_lost:{attendee.meeting.case.reference}:{letter_key(attendee)}:{copy.pk}"


def invite_key(suspension: SiteSuspension) -> str:
    """The key of the form in which it is said why the person of a suspension is not invited."""
    return f"meeting_invite:{suspension.case.reference}:{suspension.pk}"


def mediation_key(form: str, mediation: Mediation) -> str:
    """The key of a form about a mediation: `mediation_end:HIL-2026-7K4Q`."""
    return f"{form}:{mediation.case.reference}"


def visit_key(meeting: Meeting) -> str:
    """What a permitted visit calls the meeting it is for."""
    return f"meeting-{meeting.pk}"
