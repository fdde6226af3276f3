"""The letter to a parent about a meeting is issued, and it is noted how it went."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.access import require, require_still
from cases.duties import Kind
from cases.rules import cannot_change
from cases.services.case import lock
from cases.services.duties import discharge
from cases.services.writing import claim, drop_draft, settle
from kernel import wording
from kernel.refusal import Refused, refuse_if
from meetings.keys import letter_key
from meetings.letters import TITLES, Letter
from meetings.letters.facts import KINDS
from meetings.models import Attendee, Meeting
from meetings.selectors.letter import (
    around,
    cannot_issue,
    content_of,
    is_said,
    issued_to,
    letter_facts,
    letter_now,
    letter_of,
)
from records.content import clean
from records.models import Copy, WrittenRecord
from records.selectors import draft_of
from records.services import correct_record, hand_copy, issue_record, save_content, start_record
from records.states import CopyMethod
from schools.calendar import local_day
from schools.selectors import calendar
from suspensions.dispatch import deemed_received, wrong_time
from suspensions.rules import cannot_have_gone, cannot_send_by, cannot_tell_address
from suspensions.selectors.reaching import gives_away, reachable
from suspensions.selectors.standing import current

CORRECTION = "Something about the meeting has changed."


@transaction.atomic
def issue_letter(
    *, attendee: Attendee, by: User, method: CopyMethod | None = None, address: str = "", is_checked: bool = False
) -> WrittenRecord:
    """Issue the letter to a parent about a meeting as it stands, and say how it goes: by hand, by post, or later.

    Where it was issued and the meeting has changed since, it is a new version. Raises `Refused`.
    """
    require(by, "work_case", attendee.meeting.case)
    attendee = _locked(attendee)
    require_still(by, "work_case", attendee.meeting.case)
    refuse_if(cannot_change(attendee.meeting.case), about=attendee.meeting)
    known = around(attendee)
    letter = letter_now(attendee.meeting, known)
    refuse_if(cannot_issue(letter, None, is_current=False), about=attendee.meeting)
    assert letter is not None, "refused above"
    facts = letter_facts(attendee, known, method=method, address=address)
    content = clean(content_of(letter, facts))
    is_current = is_said(known.issued, content)
    refuse_if(cannot_issue(letter, known.issued, is_current=is_current), about=attendee.meeting)
    found = gives_away(known.here.kept, facts.typed, known.here.known)
    refuse_if(cannot_tell_address(found, is_checked=is_checked), about=attendee.meeting, field="is_checked")
    if method is not None:
        _check_way(attendee, method, address)
    record = issue_record(record=_written(attendee, letter, content, known.issued, by), by=by)
    drop_draft(key=_key(attendee), by=by)
    if method is not None:
        _hand(attendee, record, method, address, local_day(timezone.now()), by)
    return record


@transaction.atomic
def log_letter_sent(
    *,
    attendee: Attendee,
    method: CopyMethod,
    sent_on: date,
    by: User,
    address: str = "",
    sent_at: time | None = None,
    token: UUID | None = None,
) -> Copy | None:
    """Note how the issued letter went, and on which local day (an e-mail: at what time). E-mail only where agreed.

    None if this form was sent before.
    """
    require(by, "work_case", attendee.meeting.case)
    if token is not None and claim(token=token, by=by):
        return None
    attendee = _locked(attendee)
    record = issued_to(attendee, letter_of(attendee.meeting) or Letter.INVITATION).first()
    if record is None or record.issued_at is None:
        raise Refused("Issue the letter first.", about=attendee.meeting)
    now = timezone.now()
    refuse_if(cannot_have_gone(record.issued_at, sent_on, local_day(now)), about=attendee.meeting, field="sent_on")
    refuse_if(wrong_time(method, record.issued_at, sent_on, sent_at, now), about=attendee.meeting, field="sent_at")
    _check_way(attendee, method, address)
    if token is not None:
        settle(token=token, led_to=attendee.meeting.get_absolute_url(), by=by)
    return _hand(attendee, record, method, address, sent_on, by, sent_at)


def _locked(attendee: Attendee) -> Attendee:
    """The attendee and the meeting as they stand, under the lock of the case; a known person."""
    lock(attendee.meeting.case)
    row: Attendee = Attendee.objects.with_people().get(pk=attendee.pk)
    row.meeting = Meeting.objects.with_people().get(pk=row.meeting_id)
    if row.person is None:
        raise Refused("Only parents are written to.", about=row.meeting)
    return row


def _key(attendee: Attendee) -> str:
    return f"meeting_letter:{attendee.meeting.case.reference}:{letter_key(attendee)}"


def _written(
    attendee: Attendee, letter: Letter, content: dict[str, Any], issued: WrittenRecord | None, by: User
) -> WrittenRecord:
    """The draft that is issued: the one begun before, a new version of what was issued, or the first."""
    case, kind, subject, title = attendee.meeting.case, KINDS[letter], letter_key(attendee), TITLES[letter]
    draft = draft_of(case, kind, subject)
    if draft is None and issued is not None:
        draft = correct_record(record=issued, correction=CORRECTION, by=by)
    if draft is not None:
        return save_content(record=draft, content=content, title=title, by=by)
    return start_record(case=case, kind=kind, title=title, content=content, subject=subject, by=by)


def _check_way(attendee: Attendee, method: CopyMethod, address: str) -> None:
    assert attendee.person is not None, "asked when it was locked"
    agreed_on = reachable(attendee.person).email_agreed_on
    field = "address" if method == CopyMethod.POST else "method"
    reason = cannot_send_by(method, address=address, email_agreed_on=agreed_on)
    refuse_if(reason, about=attendee.meeting, field=field)


def _hand(
    attendee: Attendee,
    record: WrittenRecord,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    """Log the parent's copy: that does the duty to write to them."""
    assert attendee.person is not None, "asked when it was locked"
    is_email = method == CopyMethod.EMAIL
    to = reachable(attendee.person).email if is_email else address if method == CopyMethod.POST else ""
    went_at = f", {sent_at:%H:%M}" if sent_at and is_email else ""
    copy = hand_copy(
        record=record,
        to_person=current(attendee.person),
        method=method,
        address=to.strip(),
        handed_on=sent_on,
        deemed_on=deemed_received(method, sent_on, calendar(), sent_at),
        proof=f"From the school’s own mail{went_at}" if is_email else "",
        by=by,
    )
    how = f"{record}: {copy.get_method_display().lower()}, {wording.full_day(sent_on)}"
    kind, subject = Kind.MEETING_LETTER, letter_key(attendee)
    discharge(case=attendee.meeting.case, kind=kind, subject=subject, how=how, by=by)
    return copy
