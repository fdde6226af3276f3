"""Somebody is told of a pupil's suspension: the letter issued, how it went, again where it never came, court orders."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.access import require
from cases.rules import cannot_change
from cases.services.case import lock
from cases.services.duties import settle_waived
from cases.services.writing import claim, drop_draft, settle
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_blank, refuse_if
from pupils.access import INSTEAD_OF_STAFF, may_say_untold, require_tells, require_untied
from pupils.keys import lost_key, not_told_key, notice_key, order_key
from pupils.models import OrderDecision, PupilSuspension
from pupils.recipients import KEPT_FROM, NOBODY, NoticeKey
from pupils.selectors.addresses import notice_url, told_url
from pupils.selectors.letter import Subject, Typed, content_of, is_said, subject_of
from pupils.selectors.owed import counts_in_time, is_of_now, owed_of
from pupils.selectors.recipients import known_of
from pupils.services._after import settle_board, settle_education_now
from pupils.services._owed import finish_notice, owe_notice, settle_notices
from pupils.services._receipts import keep_receipt
from pupils.states import OF_BACK, OF_OUTCOME, Event, RecipientKind
from pupils.telling import NO_ORDER, cannot_be_silent, cannot_go_by, cannot_weigh
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_lost, cannot_be_paper
from records.services import correct_record, hand_copy, issue_record, note_never_came, save_content, start_record
from records.states import CopyMethod
from schools.access import forget_powers
from schools.calendar import local_day
from schools.selectors import calendar
from suspensions.dispatch import deemed_received, wrong_time
from suspensions.rules import cannot_have_gone, cannot_tell_address
from suspensions.selectors.reaching import gives_away
from suspensions.selectors.standing import current

CORRECTION = "What the letter says has changed."
NOTHING_OWED = "They are owed nothing of this: they were told, or it is said why not."
NOT_TOLD = "Nobody of this kind is told of this event."


@transaction.atomic
def issue_notice(
    *,
    suspension: PupilSuspension,
    key: NoticeKey,
    reason: str,
    by: User,
    work: str = "",
    day_six: str = "",
    method: CopyMethod | None = None,
    address: str = "",
    is_checked: bool = False,
) -> WrittenRecord:
    """Issue the letter or notice of an event to one recipient, and say how it goes: by hand, by post, or later.

    Each recipient has their own; nothing of another's stands in it. Issued before, it is a new version. Raises `Refused`.
    """
    require_untied(by, suspension, INSTEAD_OF_STAFF)
    require_tells(by, suspension.case, key.event)
    suspension = _locked_to_tell(suspension, by, key.event)
    subject = _subject(suspension, key)
    refuse_if(subject.why_not, about=suspension)
    is_office, asks_reason = not subject.to.is_family, subject.asks_reason
    if missing := cannot_be_silent(reason, day_six, key.event, is_office=is_office, asks_reason=asks_reason):
        refuse_if(missing[1], about=suspension, field=missing[0])
    typed = Typed(reason.strip(), work.strip(), day_six.strip())
    facts, content = content_of(subject, typed, method=method, address=address)
    issued = subject.issued
    if issued is not None and is_said(subject, issued, typed):
        raise Refused("This letter was issued, and nothing in it has changed since.", about=suspension)
    found = gives_away(subject.reached.kept, facts.typed, subject.reached.known)
    refuse_if(cannot_tell_address(found, is_checked=is_checked), about=suspension, field="is_checked")
    if method is not None:
        _check_way(subject, method, address)
    record = issue_record(record=_written(subject, facts.title, content, by), by=by)
    drop_draft(key=notice_key(suspension, key), by=by)
    if issued is not None:
        owe_notice(subject.known, key.event, subject.to, by)
    if method is not None:
        _hand(subject, record, method, address, local_day(timezone.now()), by)
    return record


@transaction.atomic
def log_notice_sent(
    *,
    suspension: PupilSuspension,
    key: NoticeKey,
    method: CopyMethod,
    sent_on: date,
    by: User,
    address: str = "",
    sent_at: time | None = None,
    token: UUID | None = None,
) -> Copy | None:
    """Note how an issued letter or notice went, on which local day (an e-mail: at what time).

    To a family by e-mail only where they agreed; to an office by the school's own secure mail. None if sent before.
    """
    require_untied(by, suspension, INSTEAD_OF_STAFF)
    require_tells(by, suspension.case, key.event)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = _locked_to_tell(suspension, by, key.event)
    copy = _log(suspension, key, method, address, sent_on, by, sent_at)
    if token is not None:
        settle(token=token, led_to=notice_url(suspension, key), by=by)
    return copy


@transaction.atomic
def log_notice_posted(
    *, suspension: PupilSuspension, key: NoticeKey, method: CopyMethod, sent_on: date, by: User, address: str = ""
) -> Copy:
    """The same by whoever prints and posts, who need not see the file: an issued letter or notice went on paper."""
    require_untied(by, suspension, INSTEAD_OF_STAFF)
    require(by, "handle_records", suspension.case)
    suspension = _locked(suspension, by, power="handle_records")
    refuse_if(cannot_be_paper(method), about=suspension, field="method")
    return _log(suspension, key, method, address, sent_on, by)


def _log(
    suspension: PupilSuspension,
    key: NoticeKey,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    subject = _subject(suspension, key)
    record = subject.issued
    if record is None or record.issued_at is None:
        raise Refused("Issue the letter first.", about=suspension)
    now = timezone.now()
    refuse_if(cannot_have_gone(record.issued_at, sent_on, local_day(now)), about=suspension, field="sent_on")
    refuse_if(wrong_time(method, record.issued_at, sent_on, sent_at, now), about=suspension, field="sent_at")
    _check_way(subject, method, address)
    return _hand(subject, record, method, address, sent_on, by, sent_at)


@transaction.atomic
def send_notice_again(
    *,
    suspension: PupilSuspension,
    copy: Copy,
    dispute: str,
    by: User,
    method: CopyMethod | None = None,
    address: str = "",
    token: UUID | None = None,
) -> Copy | None:
    """Note that a letter never came, and log how it goes again, as it was issued. Without a way it is owed again.

    None then, and if this form was sent before. Whether a letter came is a matter of fact. Raises `Refused`.
    """
    require_untied(by, suspension, INSTEAD_OF_STAFF)
    named = NoticeKey.read(copy.record.subject)
    event = Event.DECIDED if named is None else named.event
    require_tells(by, suspension.case, event)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = _locked_to_tell(suspension, by, event)
    lost = next((one for one in known_of(suspension).copies if one.pk == copy.pk), None)
    key = NoticeKey.read(lost.record.subject) if lost is not None else None
    if lost is None or key is None:
        raise Refused("This is no copy of a letter about this suspension.", about=suspension)
    lost = Copy.objects.select_related("record__case", "to_person").get(pk=lost.pk)
    refuse_if(cannot_be_lost(lost, local_day(timezone.now())), about=suspension)
    note_never_came(copy=lost, dispute=dispute, by=by)
    drop_draft(key=lost_key(suspension, lost.pk), by=by)
    if token is not None:
        settle(token=token, led_to=told_url(suspension), by=by)
    subject = _subject(suspension, key)
    # What was noted wrongly, and taken back since, is told to nobody any more; nor that it was, to who never heard it.
    if key.event not in OF_BACK or (key.event in OF_OUTCOME and is_of_now(subject.known, lost.record)):
        owe_notice(subject.known, key.event, subject.to, by)
    elif method is not None:
        refuse_if(subject.why_not, about=suspension, field="method")
    if key.event in OF_BACK:
        settle_notices(suspension, by, is_count_new=False)
    settle_board(suspension, by, why="The board’s notice never came.")
    if method is None or subject.issued is None:
        return None
    _check_way(subject, method, address)
    return _hand(subject, subject.issued, method, address, local_day(timezone.now()), by)


@transaction.atomic
def decide_on_order(
    *,
    suspension: PupilSuspension,
    person_pk: int,
    is_told: bool,
    reason: str,
    by: User,
    token: UUID | None = None,
) -> OrderDecision | None:
    """Decide whether somebody is told of a suspension of whom a court order about contact is noted, with the reason.

    For whoever may suspend pupils. Told, they are owed the newest letter; not told, what is owed is waived. None if this
    form was sent before.
    """
    require_untied(by, suspension)
    require(by, "suspend_pupil", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = _locked(suspension, by, power="suspend_pupil")
    refuse_if(cannot_change(suspension.case), about=suspension)
    to = next((one for one in known_of(suspension).everybody if one.key == str(person_pk)), None)
    if to is None:
        raise Refused(NO_ORDER, about=suspension)
    refuse_if(cannot_weigh(to), about=suspension)
    refuse_blank(reason, "Say why.", about=suspension, field="reason")
    now = timezone.now()
    row = OrderDecision(
        suspension=suspension, person=to.person, is_told=is_told, reason=reason.strip(), decided_at=now, decided_by=by
    )
    full_check(row)
    row.save()
    data = {"who": to.person.formal_name, "reason": row.reason}
    write(
        chain=suspension.chain,
        verb="pupil_notice.allowed" if is_told else "pupil_notice.withheld",
        row=row,
        by=by,
        at=now,
        data=data,
    )
    drop_draft(key=order_key(suspension, person_pk), by=by)
    if token is not None:
        settle(token=token, led_to=told_url(suspension), by=by)
    if not is_told:
        _waive_of(suspension, to.key, f"{KEPT_FROM} {row.reason}", by)
    settle_notices(suspension, by)
    return row


@transaction.atomic
def note_not_told(
    *, suspension: PupilSuspension, key: NoticeKey, reason: str, by: User, token: UUID | None = None
) -> None:
    """Note how somebody knows of it without the paper, or why they cannot be told. For whoever may suspend pupils.

    Of what the board tells also for whoever does its business.
    It is said of one notice, with the reason, and stands on the page of who was told. Raises `Refused`.
    """
    require_untied(by, suspension)
    if not may_say_untold(by, suspension.case, key.event):
        raise PermissionDenied
    if token is not None and claim(token=token, by=by):
        return
    suspension = _locked(suspension, by, power=None)
    if not may_say_untold(by, suspension.case, key.event):
        raise PermissionDenied
    refuse_if(cannot_change(suspension.case), about=suspension)
    owed = owed_of(known_of(suspension), key)
    refuse_if(None if owed else NOTHING_OWED, about=suspension)
    refuse_blank(reason, "Say how they know of it, or why they cannot be told.", about=suspension, field="reason")
    for duty in owed:
        settle_waived(duty=duty, reason=reason.strip(), by=by)
    drop_draft(key=not_told_key(suspension, key), by=by)
    if token is not None:
        settle(token=token, led_to=told_url(suspension), by=by)


@transaction.atomic
def resettle_notices(*, suspension: PupilSuspension, by: User, is_nightly: bool = False) -> None:
    """Let what is owed about a suspension follow who has to be told of it now, after the records about them changed.

    And education, for a child who is looked after has it from the first day.
    A part of another act, or of the worker's night (`is_nightly`): nobody's power is asked for. Nothing in a case that is
    closed.
    """
    lock(suspension.case)
    row: PupilSuspension = PupilSuspension.objects.with_people().get(pk=suspension.pk)
    if cannot_change(row.case) is None:
        settle_education_now(row, by)
        settle_notices(row, by, is_count_new=False, is_nightly=is_nightly)


def _waive_of(suspension: PupilSuspension, key: str, why: str, by: User) -> None:
    """Waive what somebody is owed, under whichever of their records."""
    known = known_of(suspension)
    for duty in known.duties:
        named = known.key_of(duty.subject)
        if duty.is_open and named is not None and named.to == key:
            settle_waived(duty=duty, reason=why, by=by)


def _locked(suspension: PupilSuspension, by: User, power: str | None) -> PupilSuspension:
    """The suspension as it stands, under the lock of its case, for somebody who still has the power, if one is named."""
    lock(suspension.case)
    row: PupilSuspension = PupilSuspension.objects.with_people().get(pk=suspension.pk)
    forget_powers(by)
    if power is not None:
        require(by, power, row.case)
    return row


def _locked_to_tell(suspension: PupilSuspension, by: User, event: Event) -> PupilSuspension:
    """The same for somebody who may still write about this event."""
    row = _locked(suspension, by, power=None)
    require_tells(by, row.case, event)
    return row


def _subject(suspension: PupilSuspension, key: NoticeKey) -> Subject:
    subject = subject_of(suspension, key)
    if subject is None:
        raise Refused(NOT_TOLD, about=suspension)
    return subject


def _check_way(subject: Subject, method: CopyMethod, address: str) -> None:
    """Refuse a way by which a paper cannot go to this recipient."""
    agreed_on = subject.reached.known.email_agreed_on
    reason = cannot_go_by(method, subject.to, address=address, email_agreed_on=agreed_on)
    field = "method" if subject.to.is_family and method == CopyMethod.EMAIL else "address"
    refuse_if(reason, about=subject.suspension, field=field)


def _written(subject: Subject, title: str, content: dict[str, Any], by: User) -> WrittenRecord:
    """The draft that is issued: the one begun before, a new version of what was issued, or the first."""
    draft, issued = subject.draft, subject.issued
    if draft is not None:
        draft = WrittenRecord.objects.select_related("case").get(pk=draft.pk)
    elif issued is not None:
        issued = WrittenRecord.objects.select_related("case").get(pk=issued.pk)
        draft = correct_record(record=issued, correction=CORRECTION, by=by)
    if draft is not None:
        return save_content(record=draft, content=content, title=title, by=by)
    case, slug = subject.suspension.case, subject.key.slug
    return start_record(case=case, kind=subject.kind, title=title, content=content, subject=slug, by=by)


def _hand(
    subject: Subject,
    record: WrittenRecord,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    """Log the hand-over: that does the duty to tell them."""
    to, is_email = subject.to, method == CopyMethod.EMAIL
    known = subject.reached.known.email if is_email and to.is_family else address
    copy = hand_copy(
        record=WrittenRecord.objects.select_related("case").get(pk=record.pk),
        to_person=current(to.person) if to.is_family else None,
        to_name="" if to.is_family else to.name,
        method=method,
        address="" if method == CopyMethod.HAND else known.strip(),
        handed_on=sent_on,
        deemed_on=deemed_received(method, sent_on, calendar(), sent_at),
        proof=f"From the school’s own mail{f', {sent_at:%H:%M}' if sent_at else ''}" if is_email else "",
        by=by,
    )
    _discharge(subject, copy, by)
    if to.kind == RecipientKind.BOARD and subject.key.event == Event.DECIDED and copy.deemed_on is not None:
        keep_receipt(subject.suspension, copy.deemed_on, copy, by)
    return copy


def _discharge(subject: Subject, copy: Copy, by: User) -> None:
    """The duty to tell this recipient is done; so is finding somebody of the family, and telling of the sixth day where
    the first letter tells its details. What is posted too late for the law is owed until it counts as received."""
    key, record = subject.key, copy.record
    keys = [key]
    if subject.to.is_family:
        keys.append(NoticeKey(key.suspension, NOBODY, key.event))
        if key.event == Event.DECIDED and record.content.get("source", {}).get("day_six"):
            keys.append(NoticeKey(key.suspension, key.to, Event.DAY_SIX))
    today = local_day(timezone.now())
    is_there = copy.deemed_on is not None and copy.deemed_on <= today
    for one in keys:
        is_of_this = is_of_now(subject.known, copy.record)
        if is_of_this and (is_there or counts_in_time(subject.known, one, copy)):
            finish_notice(subject.known, one, copy, by)
