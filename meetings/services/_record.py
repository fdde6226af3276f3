"""What several acts on the draft of a record do alike: open it to be changed, note that it came, take what is said to it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases import rules as case_rules
from cases.services.links import take_back_links
from cases.states import LinkPurpose
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_blank, refuse_if
from meetings import recording
from meetings.access import require_writes
from meetings.models import Attendee, Comment, DraftGiven, Meeting
from meetings.selectors.people import name_of
from meetings.selectors.record import Told, given_how
from meetings.services._shared import locked, settle_record_due
from notices.services import drop_links
from records.states import CopyMethod
from schools.selectors import calendar
from suspensions.dispatch import deemed_received
from suspensions.states import Channel

ONLY_PARTIES = "Only those who were there comment."


@dataclass(frozen=True)
class Saying:
    """What somebody says to a draft: it is right, or what is not; how they said it, for the row and in words."""

    is_agreed: bool
    text: str
    channel: Channel
    how: str


def writable(meeting: Meeting, by: User) -> Meeting:
    """The meeting under its case's lock, if its record may be written."""
    require_writes(by, meeting)
    meeting = locked(meeting)
    require_writes(by, meeting, is_still=True)
    refuse_if(case_rules.cannot_change(meeting.case), about=meeting)
    refuse_if(recording.cannot_write(meeting), about=meeting)
    return meeting


def add_comment(told: Told, attendee: Attendee, said: Saying, by: User) -> Comment:
    """Keep what somebody who was there says to the draft. Of a mediation history says that they answered, not what."""
    meeting = told.meeting
    refuse_if(case_rules.cannot_change(meeting.case), about=meeting)
    refuse_if(recording.cannot_comment(meeting, told.text), about=meeting)
    assert told.text is not None, "refused above"
    party = next((one for one in told.parties if one.pk == attendee.pk), None)
    if party is None:
        raise Refused(ONLY_PARTIES, about=meeting, field="attendee")
    if not said.is_agreed:
        refuse_blank(said.text, "Write down what is not right.", about=meeting, field="text")
    comment = Comment(
        attendee=party, revision=told.text.revision, is_agreed=said.is_agreed, text=said.text.strip(),
        channel=said.channel, noted_at=timezone.now(), noted_by=by,
    )  # fmt: skip
    full_check(comment)
    comment.save(force_insert=True)
    words = wording.closed(comment.text) or "It is right."
    if meeting.is_mediated:
        words = "an answer that stays with the mediator."
    data = {"who": name_of(party), "said": words, "channel": said.how}
    write(chain=meeting.chain, verb="meeting_record.commented", row=comment, by=by, data=data)
    return comment


def note_given(told: Told, party: Attendee, method: CopyMethod, given_on: date, by: User) -> DraftGiven:
    """Note that the draft as it stands came to somebody, on which local day: the record is due once they had their time."""
    meeting, text, now = told.meeting, told.text, timezone.now()
    assert text is not None, "there is a draft"
    row = DraftGiven(
        attendee=party, revision=text.revision, method=method, given_on=given_on,
        deemed_on=deemed_received(method, given_on, calendar()), noted_at=now, noted_by=by,
    )  # fmt: skip
    full_check(row)
    row.save(force_insert=True)
    how = given_how(row)
    data = {"who": name_of(party), "how": how, "day": wording.full_day(given_on)}
    write(chain=meeting.chain, verb="meeting_record.given", row=row, by=by, at=now, data=data)
    settle_record_due(meeting, by)
    return row


def drop_draft_links(meeting: Meeting, by: User) -> None:
    """The links that open the draft of a meeting open nothing any more, as a part of the act that says so: visits too."""
    for pk in meeting.attendees.order_by("pk").values_list("pk", flat=True):
        dropped = take_back_links(case=meeting.case, purpose=LinkPurpose.DRAFT, subject=str(pk), by=by)
        drop_links(links=dropped, by=by)
