"""A letter about a suspension is issued, goes to the person, and goes again where it never came."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.access import require, require_still
from cases.duties import Kind
from cases.services.duties import discharge
from cases.services.evidence import note_new_fact
from cases.services.writing import claim, drop_draft, settle
from kernel.refusal import Refused, refuse_if
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_paper
from records.services import (
    correct_record,
    issue_record,
    note_never_came,
    save_content,
    start_record,
)
from records.states import CopyMethod
from schools.calendar import local_day
from suspensions import letters, rules
from suspensions.dispatch import went, wrong_time
from suspensions.drafts import draft_key
from suspensions.letters import TITLES, Situation
from suspensions.letters.facts import KINDS
from suspensions.models import SiteSuspension
from suspensions.selectors.event import Event, newest_event
from suspensions.selectors.letter import cannot_issue, letter_facts, said_in
from suspensions.selectors.reaching import around, gives_away
from suspensions.selectors.written import (
    copies_to_person,
    draft_letter,
    issued_letter,
    letter_to_repeat,
    letters_of,
    situation,
    subject_of,
)
from suspensions.services._shared import forget_draft, locked, owe_letter
from suspensions.services._window import open_for
from suspensions.services.hearing import stop_window
from suspensions.services.sending import hand_to_person
from suspensions.states import SuspensionState

CORRECTION = "The arrangements or the dates have changed, or what every letter of ours says."
REWORDED = "What happened, or the reason, is put in other words."
NEVER_CAME = "The earlier letter did not arrive. It is sent again, with the days that count now."


@transaction.atomic
def issue_letter(
    *,
    suspension: SiteSuspension,
    happened: str,
    reason: str,
    by: User,
    method: CopyMethod | None = None,
    address: str = "",
    is_checked: bool = False,
) -> WrittenRecord:
    """Issue the letter as it stands, and say how it goes: by hand, by post, or later. Law: a bar is put in writing.

    The letter is that of the newest event, a record of its own, and says the whole; where the letter of this event has
    been issued and something has changed since, it is a new version. Raises `Refused`.
    """
    require(by, "work_case", suspension.case)
    suspension = locked(suspension)
    require_still(by, "work_case", suspension.case)
    return _issue(suspension, happened, reason, method, address, is_checked, by)


@transaction.atomic
def send_letter_again(
    *,
    suspension: SiteSuspension,
    copy: Copy,
    dispute: str,
    by: User,
    method: CopyMethod | None = None,
    address: str = "",
    is_checked: bool = False,
    token: UUID | None = None,
) -> WrittenRecord | None:
    """Note that a letter never came, and issue it anew with the days that count now; the time to answer begins anew.

    What goes is the letter of the newest event, which says the whole; where that one was not issued yet, it is due now
    and nothing else goes. None then, and if this form was sent before. Raises `Refused`. Law: who was not told in
    writing had no chance to answer.
    """
    require(by, "work_case", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_still(by, "work_case", suspension.case)
    lost = next((one for one in copies_to_person(suspension) if one.pk == copy.pk), None)
    if lost is None:
        raise Refused("This is no letter about this suspension.", about=suspension)
    note_never_came(copy=lost, dispute=dispute, by=by)
    stop_window(suspension=suspension, lost_on=lost.deemed_on, by=by)
    note_new_fact(case=suspension.case, by=by)
    drop_draft(key=draft_key("never_came", suspension, lost.pk), by=by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    suspension = locked(suspension)
    if suspension.state != SuspensionState.REPLACED:
        # The letter about the one for every site has a duty of its own until it goes.
        owe_letter(suspension=suspension, by=by)
    again = letter_to_repeat(suspension)
    if again is None:
        return None
    happened, reason = said_in(again)
    return _issue(suspension, happened, reason, method, address, is_checked, by, lost=lost)


def _issue(
    suspension: SiteSuspension,
    happened: str,
    reason: str,
    method: CopyMethod | None,
    address: str,
    is_checked: bool,
    by: User,
    lost: Copy | None = None,
) -> WrittenRecord:
    """The letter of the newest event as it stands; where a copy was lost, also if it says the same as before."""
    event = newest_event(suspension)
    here = around(suspension, local_day(event.at))
    facts = letter_facts(
        suspension, event, here, happened=happened.strip(), reason=reason.strip(), method=method, address=address
    )
    content = letters.compose(facts)
    issued = issued_letter(suspension, event)
    if facts.situation is not Situation.VOID:
        refuse_if(rules.cannot_leave_blank(happened), about=suspension, field="happened")
        refuse_if(rules.cannot_give_no_reason(reason, facts.situation), about=suspension, field="reason")
    same = issued if lost is None else None
    refuse_if(cannot_issue(suspension, event, facts, content, same), about=suspension)
    found = gives_away(here.kept, facts.typed, here.known)
    refuse_if(rules.cannot_tell_address(found, is_checked=is_checked), about=suspension, field="is_checked")
    correction = _correction(issued, happened, reason) if lost is None else NEVER_CAME
    record = issue_record(record=_written(suspension, event, content, issued, correction, by), by=by)
    forget_draft(form="letter", suspension=suspension, by=by)
    if method is not None:
        _hand(suspension, record, method, address, local_day(timezone.now()), by)
    return record


def _correction(issued: WrittenRecord | None, happened: str, reason: str) -> str:
    """What the person is told has changed since the version before."""
    is_reworded = issued is not None and said_in(issued) != (happened.strip(), reason.strip())
    return REWORDED if is_reworded else CORRECTION


@transaction.atomic
def log_letter_sent(
    *,
    suspension: SiteSuspension,
    method: CopyMethod,
    sent_on: date,
    by: User,
    address: str = "",
    sent_at: time | None = None,
    record: WrittenRecord | None = None,
    token: UUID | None = None,
) -> Copy | None:
    """Note how an issued letter went, and on which local day (an e-mail: at what time). E-mail only where agreed.

    `record` is one of the letters about this suspension; without it, that of the newest event. None if this form was
    sent before.
    """
    require(by, "work_case", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_still(by, "work_case", suspension.case)
    copy = _log(suspension, record, method, address, sent_on, by, sent_at)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return copy


@transaction.atomic
def log_letter_posted(
    *,
    suspension: SiteSuspension,
    record: WrittenRecord,
    method: CopyMethod,
    sent_on: date,
    by: User,
    address: str = "",
) -> Copy:
    """The same by whoever prints and posts, who need not see the file: an issued letter that went on paper."""
    require(by, "handle_records", suspension.case)
    suspension = locked(suspension)
    require_still(by, "handle_records", suspension.case)
    refuse_if(cannot_be_paper(method), about=suspension, field="method")
    return _log(suspension, record, method, address, sent_on, by)


def _log(
    suspension: SiteSuspension,
    record: WrittenRecord | None,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    chosen = issued_letter(suspension) if record is None else _mine(suspension, record)
    if chosen is None or chosen.issued_at is None:
        raise Refused("Issue the letter first.", about=suspension)
    now = timezone.now()
    refuse_if(rules.cannot_have_gone(chosen.issued_at, sent_on, local_day(now)), about=suspension, field="sent_on")
    refuse_if(wrong_time(method, chosen.issued_at, sent_on, sent_at, now), about=suspension, field="sent_at")
    return _hand(suspension, chosen, method, address, sent_on, by, sent_at)


def _mine(suspension: SiteSuspension, record: WrittenRecord) -> WrittenRecord | None:
    return next((row for row in letters_of(suspension) if row.pk == record.pk), None)


def _written(
    suspension: SiteSuspension,
    event: Event,
    content: dict[str, Any],
    issued: WrittenRecord | None,
    correction: str,
    by: User,
) -> WrittenRecord:
    """The draft that is issued: the one begun before, a new version of what was issued, or the first."""
    stands = situation(suspension, event)
    title, draft = TITLES[stands], draft_letter(suspension, event)
    if draft is None and issued is not None:
        draft = correct_record(record=issued, correction=correction, by=by)
    if draft is None:
        subject = subject_of(suspension, event)
        return start_record(
            case=suspension.case, kind=KINDS[stands], title=title, content=content, subject=subject, by=by
        )
    return save_content(record=draft, content=content, title=title, by=by)


def _hand(
    suspension: SiteSuspension,
    record: WrittenRecord,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    """Hand the person their copy: their time to answer begins. The newest event's letter does the duty to write."""
    copy = hand_to_person(
        person=suspension.person, record=record, method=method, address=address, sent_on=sent_on, sent_at=sent_at,
        about=suspension, by=by,
    )  # fmt: skip
    is_anew = suspension.heard_from is None and any(one.disputed_at for one in copies_to_person(suspension))
    if copy.deemed_on is not None:
        open_for(locked(suspension), copy.deemed_on, by, issued_at=record.issued_at, is_anew=is_anew)
    if issued_letter(suspension) == record:
        kind, subject = Kind.LETTER_TO_PARENT, str(suspension.pk)
        discharge(case=suspension.case, kind=kind, subject=subject, how=went(copy), by=by)
    return copy
