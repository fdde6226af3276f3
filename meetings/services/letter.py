"""The letter to a parent about a meeting is issued, it is noted how it went, and it goes again where it never came."""

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
from kernel.refusal import Refused, refuse_if
from meetings.keys import letter_key, lost_key
from meetings.letters import TITLES, Letter
from meetings.letters.facts import KINDS
from meetings.models import Attendee, Meeting
from meetings.selectors.letter import (
    around,
    cannot_issue,
    content_of,
    copies_to,
    due_again,
    is_said,
    issued_to,
    letter_facts,
    letter_now,
    letter_of,
    says_what_counts,
)
from meetings.services._shared import owe_letters, settle_record_due
from records.content import clean
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_paper
from records.selectors import draft_of
from records.services import correct_record, issue_record, note_never_came, save_content, start_record
from records.states import CopyMethod, RecordKind
from schools.calendar import local_day
from suspensions.dispatch import went, wrong_time
from suspensions.rules import cannot_have_gone, cannot_tell_address
from suspensions.selectors.reaching import gives_away
from suspensions.services.sending import hand_to_person

CORRECTION = "Something about the meeting has changed."


@transaction.atomic
def issue_letter(
    *, attendee: Attendee, by: User, method: CopyMethod | None = None, address: str = "", is_checked: bool = False
) -> WrittenRecord:
    """Issue the letter to a parent about a meeting as it stands, and say how it goes: by hand, by post, or later.

    Where it was issued and the meeting has changed since, it is a new version. Raises `Refused`.
    """
    attendee = _locked(attendee, by)
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

    Where the meeting has changed since it was issued, the fact is kept, and the letter that says so stays due. None if
    this form was sent before.
    """
    require(by, "work_case", attendee.meeting.case)
    if token is not None and claim(token=token, by=by):
        return None
    attendee = _locked(attendee, by)
    copy = _log(attendee, method, address, sent_on, by, sent_at)
    if token is not None:
        settle(token=token, led_to=attendee.meeting.get_absolute_url(), by=by)
    return copy


@transaction.atomic
def log_letter_posted(*, attendee: Attendee, method: CopyMethod, sent_on: date, by: User, address: str = "") -> Copy:
    """The same by whoever prints and posts, who need not see the file: the issued letter went on paper."""
    attendee = _locked(attendee, by, "handle_records")
    refuse_if(cannot_be_paper(method), about=attendee.meeting, field="method")
    return _log(attendee, method, address, sent_on, by)


def _log(
    attendee: Attendee, method: CopyMethod, address: str, sent_on: date, by: User, sent_at: time | None = None
) -> Copy:
    record = issued_to(attendee, letter_of(attendee.meeting) or Letter.INVITATION).first()
    if record is None or record.issued_at is None:
        raise Refused("Issue the letter first.", about=attendee.meeting)
    now = timezone.now()
    refuse_if(cannot_have_gone(record.issued_at, sent_on, local_day(now)), about=attendee.meeting, field="sent_on")
    refuse_if(wrong_time(method, record.issued_at, sent_on, sent_at, now), about=attendee.meeting, field="sent_at")
    return _hand(attendee, record, method, address, sent_on, by, sent_at)


@transaction.atomic
def send_letter_again(
    *,
    attendee: Attendee,
    copy: Copy,
    dispute: str,
    by: User,
    method: CopyMethod | None = None,
    address: str = "",
    token: UUID | None = None,
) -> Copy | None:
    """Note that a letter never came, and how it goes again, as it was issued; without a way it is due anew.

    Where the meeting has changed since, the letter as it reads now is due instead; where nobody waits for one any
    more, nothing is. None then, and if this form was sent before. Raises `Refused`.
    """
    require(by, "work_case", attendee.meeting.case)
    if token is not None and claim(token=token, by=by):
        return None
    attendee = _locked(attendee, by)
    meeting = attendee.meeting
    lost = copies_to(attendee).filter(pk=copy.pk).first()
    if lost is None:
        raise Refused("This is no letter to this person about this meeting.", about=meeting)
    note_never_came(copy=lost, dispute=dispute, by=by)
    drop_draft(key=lost_key(attendee, lost), by=by)
    if token is not None:
        settle(token=token, led_to=meeting.get_absolute_url(), by=by)
    now = due_again(attendee, lost)
    if now is None:
        return None
    owe_letters(meeting, [attendee], by)
    if method is None:
        return None
    if not now.goes_again or now.record is None:
        raise Refused("The meeting has changed since. Issue the letter as it reads now.", about=meeting, field="method")
    return _hand(attendee, now.record, method, address, local_day(timezone.now()), by)


def _locked(attendee: Attendee, by: User, power: str = "work_case") -> Attendee:
    """The attendee and the meeting as they stand, under the lock of the case, for whoever may still write; a known person."""
    require(by, power, attendee.meeting.case)
    lock(attendee.meeting.case)
    row: Attendee = Attendee.objects.with_people().get(pk=attendee.pk)
    row.meeting = Meeting.objects.with_people().get(pk=row.meeting_id)
    require_still(by, power, row.meeting.case)
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


def _hand(
    attendee: Attendee,
    record: WrittenRecord,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    """Log the parent's copy. It does the duty to write to them where it says what the letter would say now."""
    assert attendee.person is not None, "asked when it was locked"
    copy = hand_to_person(
        person=attendee.person, record=record, method=method, address=address, sent_on=sent_on, sent_at=sent_at,
        about=attendee.meeting, by=by,
    )  # fmt: skip
    if says_what_counts(attendee, record):
        kind, subject = Kind.MEETING_LETTER, letter_key(attendee)
        discharge(case=attendee.meeting.case, kind=kind, subject=subject, how=went(copy), by=by)
    if record.kind == RecordKind.MEETING_DRAFT:
        settle_record_due(attendee.meeting, by)
    return copy
