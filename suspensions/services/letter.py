"""The letter about a suspension is issued, and goes to the person."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.access import require
from cases.duties import Kind
from cases.services.duties import discharge
from cases.services.writing import claim, settle
from kernel import wording
from kernel.refusal import Refused, refuse_if
from records.models import Copy, WrittenRecord
from records.services import correct_record, hand_copy, issue_record, save_content, start_record
from records.states import CopyMethod, RecordKind
from schools.calendar import local_day
from suspensions import letters, rules
from suspensions.models import SiteSuspension
from suspensions.selectors.letter import (
    cannot_issue,
    draft_letter,
    gives_away,
    issued_letter,
    letter_facts,
    reachable,
    situation,
)
from suspensions.selectors.standing import current
from suspensions.services._shared import forget_draft, locked


@transaction.atomic
def issue_letter(
    *,
    suspension: SiteSuspension,
    happened: str,
    risk: str,
    by: User,
    method: CopyMethod | None = None,
    address: str = "",
    is_checked: bool = False,
) -> WrittenRecord:
    """Issue the letter as it stands, and say how it goes: by hand, by post, or later. Law: a bar is put in writing.

    A letter whose suspension was lifted, voided or arranged anew since is replaced by a new version. Raises `Refused`.
    """
    require(by, "work_case", suspension.case)
    suspension = locked(suspension)
    known = reachable(suspension)
    facts = letter_facts(
        suspension, known, happened=happened.strip(), risk=risk.strip(), method=method, address=address
    )
    content = letters.compose(facts)
    issued = issued_letter(suspension)
    if facts.situation is not letters.Situation.VOID:
        refuse_if(rules.cannot_leave_blank(happened), about=suspension, field="happened")
        refuse_if(rules.cannot_rest_on(risk), about=suspension, field="risk")
    refuse_if(cannot_issue(facts, content, issued), about=suspension)
    found = gives_away(suspension, facts, known)
    refuse_if(rules.cannot_tell_address(found, is_checked=is_checked), about=suspension, field="is_checked")
    if method is not None:
        _check_way(suspension, method, address)
    record = issue_record(record=_written(suspension, content, issued, by), by=by)
    forget_draft(form="letter", suspension=suspension, by=by)
    if method is not None:
        _hand(suspension, record, method, address, local_day(timezone.now()), by)
    return record


@transaction.atomic
def log_letter_sent(
    *,
    suspension: SiteSuspension,
    method: CopyMethod,
    sent_on: date,
    by: User,
    address: str = "",
    token: UUID | None = None,
) -> Copy | None:
    """Note how an issued letter went, and on which local day. E-mail counts only where the person agreed to it.

    None if this form was sent before.
    """
    require(by, "work_case", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    record = issued_letter(suspension)
    if record is None or record.issued_at is None:
        raise Refused("Issue the letter first.", about=suspension)
    refuse_if(
        rules.cannot_have_gone(record.issued_at, sent_on, local_day(timezone.now())), about=suspension, field="sent_on"
    )
    _check_way(suspension, method, address)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return _hand(suspension, record, method, address, sent_on, by)


def _written(
    suspension: SiteSuspension, content: dict[str, Any], issued: WrittenRecord | None, by: User
) -> WrittenRecord:
    """The draft that is issued: the one begun before, a new version of what was issued, or the first."""
    stands = situation(suspension)
    title = letters.TITLES[stands]
    draft = draft_letter(suspension)
    if draft is None and issued is not None:
        draft = correct_record(record=issued, correction=letters.CORRECTIONS[stands], by=by)
    if draft is None:
        return start_record(
            case=suspension.case,
            kind=RecordKind.FIRST_LETTER,
            title=title,
            content=content,
            subject=str(suspension.pk),
            by=by,
        )
    return save_content(record=draft, content=content, title=title, by=by)


def _check_way(suspension: SiteSuspension, method: CopyMethod, address: str) -> None:
    agreed_on = reachable(suspension).email_agreed_on
    field = "address" if method == CopyMethod.POST else "method"
    refuse_if(rules.cannot_send_by(method, address=address, email_agreed_on=agreed_on), about=suspension, field=field)


def _hand(
    suspension: SiteSuspension, record: WrittenRecord, method: CopyMethod, address: str, sent_on: date, by: User
) -> Copy:
    """Hand the person their copy; the duty to write to them is done."""
    to = reachable(suspension).email if method == CopyMethod.EMAIL else address if method == CopyMethod.POST else ""
    copy = hand_copy(
        record=record,
        to_person=current(suspension.person),
        method=method,
        address=to.strip(),
        handed_on=sent_on,
        proof="From the school’s own mail" if method == CopyMethod.EMAIL else "",
        by=by,
    )
    how = f"{record}: {CopyMethod(method).label.lower()}, {wording.full_day(sent_on)}"
    discharge(case=suspension.case, kind=Kind.LETTER_TO_PARENT, subject=str(suspension.pk), how=how, by=by)
    return copy
