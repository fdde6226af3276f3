"""The draft of a record read at home: a link is sent, it was read, somebody says whether it is right."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.system import require_machine
from cases.models import Link
from cases.services.links import issue_link, use_link
from cases.services.writing import claim, settle
from cases.states import LinkPurpose
from kernel.refusal import Refused, Stale, refuse_if
from meetings import recording
from meetings.access import mediation_of, require_writes, writes
from meetings.models import Attendee, Comment, Meeting
from meetings.selectors.by_link import is_open_to, strangers_account
from meetings.selectors.people import name_of
from meetings.selectors.record import gets_it_otherwise, told_of
from meetings.services._record import ONLY_PARTIES, Saying, add_comment, note_given, writable
from meetings.services._shared import locked, tell_one
from notices.services import send_link
from notices.states import NoticeKind
from records.states import CopyMethod
from schools.calendar import local_day
from suspensions.states import Channel

PURPOSE = LinkPurpose.DRAFT
# Five working days, with a holiday among them.
LIVES = timedelta(days=14)


@dataclass(frozen=True)
class Sent:
    """Somebody who was sent a link, and its code, which nobody can look up later."""

    attendee: Attendee
    link: Link
    code: str


@transaction.atomic
def send_draft_link(
    *, meeting: Meeting, attendee: Attendee, email: str, phone: str, by: User, token: UUID | None = None
) -> Sent | None:
    """Send somebody who was there a link to read the draft and say whether it is right; the code goes by `phone`.

    It lives two weeks, and of a mediation never longer than the mediator's access. One sent before opens no more. None
    if this form was sent before. Raises `Refused`.
    """
    require_writes(by, meeting)
    if token is not None and claim(token=token, by=by):
        return None
    meeting = writable(meeting, by)
    told = told_of(meeting)
    party = next((one for one in told.parties if one.pk == attendee.pk), None)
    if party is None:
        raise Refused(ONLY_PARTIES, about=meeting)
    refuse_if(recording.cannot_send_link(party, told.text, gets_otherwise=gets_it_otherwise(party)), about=meeting)
    stranger = strangers_account(party, email)
    reason = recording.cannot_send_to(name_of(party), stranger.name if stranger is not None else "")
    refuse_if(reason, about=meeting, field="email")
    mediation, until = mediation_of(meeting), timezone.now() + LIVES
    if mediation is not None and mediation.access_ends_at is not None:
        until = min(until, mediation.access_ends_at)
    issued = issue_link(
        case=meeting.case, purpose=PURPOSE, subject=str(party.pk), to_name=name_of(party), sent_to=email, phone=phone,
        expires_at=until, by=by,
    )  # fmt: skip
    send_link(kind=NoticeKind.DRAFT_LINK, link=issued.link, by=by)
    if token is not None:
        settle(token=token, led_to=meeting.get_absolute_url(), by=by)
    return Sent(party, issued.link, issued.code)


@transaction.atomic
def note_draft_read(*, attendee: Attendee, by: User) -> None:
    """Note that somebody has the draft open by their link: their five working days begin, once. For the machine alone."""
    require_machine(by)
    told = told_of(locked(attendee.meeting))
    party = next((one for one in told.parties if one.pk == attendee.pk), None)
    if party is None or told.text is None or told.text.shared_at is None:
        return
    known = [one for one in told.given if one.attendee_id == party.pk and one.revision == told.text.revision]
    if not any(one.method == CopyMethod.LINK for one in known):
        note_given(told, party, CopyMethod.LINK, local_day(timezone.now()), by)


@transaction.atomic
def comment_by_link(
    *,
    link: Link,
    attendee: Attendee,
    is_agreed: bool,
    revision: int,
    by: User,
    text: str = "",
    token: UUID | None = None,
) -> Comment | None:
    """Take what the one who has the link open says to the draft; the link is used up. For the machine alone.

    `revision` is that of the text they read; raises `Stale` where another stands there now. None if sent before.
    """
    require_machine(by)
    if token is not None and claim(token=token, by=by):
        return None
    meeting = locked(attendee.meeting)
    attendee.meeting = meeting
    link = Link.objects.select_related("case", "issued_by").get(pk=link.pk)
    is_open = link.used_at is None and link.taken_back_at is None and is_open_to(attendee)
    refuse_if(recording.cannot_answer_here(is_open=is_open), about=meeting)
    told = told_of(meeting)
    if told.text is None or told.text.revision != revision:
        raise Stale(recording.READ_AGAIN, about=meeting)
    said = Saying(is_agreed=is_agreed, text=text, channel=Channel.FORM, how="by the link")
    comment = add_comment(told, attendee, said, by)
    use_link(link=link, by=by)
    _tell_answered(meeting, link.issued_by, by)
    if token is not None:
        settle(token=token, led_to=meeting.get_absolute_url(), by=by)
    return comment


def _tell_answered(meeting: Meeting, asker: User, by: User) -> None:
    """Whoever sent the link learns that there is an answer, while the record is theirs to write."""
    if asker.is_active and writes(asker, meeting):
        tell_one(meeting, NoticeKind.DRAFT_ANSWERED, asker, by, has_appointment=False)
