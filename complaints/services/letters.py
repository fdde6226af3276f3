"""A letter about a complaint is issued, goes, and goes again where it never came."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.access import require, require_still
from cases.duties import Kind
from cases.rules import cannot_change
from cases.services.duties import discharge
from cases.services.writing import claim, drop_draft, settle
from complaints import letters
from complaints.access import (
    require_handles,
    require_handles_still,
    require_runs_panel,
    require_runs_panel_still,
)
from complaints.drafts import draft_key
from complaints.models import Complaint
from complaints.selectors.letter import (
    LetterKey,
    addressed,
    cannot_issue,
    copies_of,
    draft_letter,
    facts_of,
    is_letter,
    issued_letter,
    known_of,
    name_of,
    needs_words,
    person_of,
    reached,
)
from complaints.selectors.owed import is_asked_for
from complaints.services._shared import RECEIVED, count_update_anew, locked, next_update_at, owe
from complaints.states import About
from kernel.refusal import Refused, refuse_if
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_paper
from records.services import correct_record, issue_record, note_never_came, save_content, start_record
from records.states import CopyMethod
from schools.calendar import local_day
from suspensions.dispatch import went, wrong_time
from suspensions.rules import cannot_have_gone, cannot_tell_address
from suspensions.selectors.reaching import gives_away
from suspensions.services.sending import hand_by

CORRECTION = "What the letter says has changed."
DOES = {
    About.ACKNOWLEDGED: Kind.ACKNOWLEDGE_COMPLAINT,
    About.UPDATE: Kind.HOLDING_UPDATE,
    About.OUTCOME: Kind.RESOLVE_COMPLAINT,
}
OF_DATA = {
    About.ACKNOWLEDGED: Kind.DATA_COMPLAINT,
    About.UPDATE: Kind.DATA_UPDATE,
    About.OUTCOME: Kind.DATA_ANSWER,
}
SAYS_BOTH = "The invitation says that we have it"
SAY_WHAT = "Say what the panel found that concerns them: the complaint is about several people."


def _does(complaint: Complaint, key: LetterKey) -> tuple[Kind, str] | None:
    """The duty that a letter does when it goes: its kind and its subject; None for one of an earlier stage."""
    if key.is_of_panel:
        kind, subject = Kind.PANEL_LETTER, str(key)
    else:
        kind, subject = (OF_DATA if key.is_of_data else DOES)[key.about], ""
    answered = [one.answers for one in complaint.decisions.all()]
    return (kind, subject) if is_asked_for(str(key), complaint, kind, subject, answered) else None


def _require_writes(by: User, complaint: Complaint, key: LetterKey) -> None:
    """Deny (403) unless the user writes this letter: the panel's whoever arranges it, the others whoever deals with it."""
    (require_runs_panel if key.is_of_panel else require_handles)(by, complaint)


def _locked(complaint: Complaint, key: LetterKey, by: User) -> Complaint:
    """The complaint as it stands, under the lock of its case, for somebody who may still write this letter."""
    complaint = locked(complaint)
    (require_runs_panel_still if key.is_of_panel else require_handles_still)(by, complaint)
    return complaint


def _owe_now(complaint: Complaint, key: LetterKey, by: User) -> None:
    """Let the letter be owed at once, if the complaint as it stands asks for it."""
    if does := _does(complaint, key):
        kind, subject = does
        about = name_of(complaint, addressed(complaint, key))
        owe(complaint, kind, timezone.now(), by, subject=subject, about=about)


def _page(complaint: Complaint, key: LetterKey) -> str:
    return complaint.panel_url if key.is_of_panel else complaint.get_absolute_url()


@transaction.atomic
def issue_letter(
    *,
    complaint: Complaint,
    key: LetterKey,
    said: str,
    by: User,
    method: CopyMethod | None = None,
    address: str = "",
    is_checked: bool = False,
) -> WrittenRecord:
    """Issue a letter to the complainant as it stands, and say how it goes: by hand, by post, or later.

    Where it was issued and something has changed since, it is a new version. Raises `Refused`.
    """
    _require_writes(by, complaint, key)
    complaint = _locked(complaint, key, by)
    known = known_of(complaint, key)
    if not is_letter(complaint, key, known):
        raise Refused("There is no such letter on this complaint.", about=complaint)
    if needs_words(key, known) and not said.strip():
        raise Refused("Say how far it is." if key.about is About.UPDATE else SAY_WHAT, about=complaint, field="said")
    facts = facts_of(complaint, key, known, by, said=said.strip(), method=method, address=address)
    content, issued = letters.compose(facts), known.issued
    refuse_if(cannot_issue(complaint, key, known, content), about=complaint)
    found = gives_away(known.here.kept, facts.typed, known.here.known)
    refuse_if(cannot_tell_address(found, is_checked=is_checked), about=complaint, field="is_checked")
    record = issue_record(record=_written(complaint, key, content, issued, by), by=by)
    drop_draft(key=draft_key("complaint_letter", complaint.case, key), by=by)
    if issued is not None:
        _owe_now(complaint, key, by)
    if method is not None:
        _hand(complaint, key, record, method, address, local_day(timezone.now()), by)
    return record


@transaction.atomic
def log_letter_sent(
    *,
    complaint: Complaint,
    key: LetterKey,
    method: CopyMethod,
    sent_on: date,
    by: User,
    address: str = "",
    sent_at: time | None = None,
    token: UUID | None = None,
) -> Copy | None:
    """Note how the issued letter went, and on which local day (an e-mail: at what time). None if sent before."""
    _require_writes(by, complaint, key)
    if token is not None and claim(token=token, by=by):
        return None
    complaint = _locked(complaint, key, by)
    if token is not None:
        settle(token=token, led_to=_page(complaint, key), by=by)
    return _log(complaint, key, method, address, sent_on, by, sent_at)


@transaction.atomic
def log_letter_posted(
    *, complaint: Complaint, key: LetterKey, method: CopyMethod, sent_on: date, by: User, address: str = ""
) -> Copy:
    """The same by whoever prints and posts, who need not see the file: the issued letter went on paper."""
    require(by, "handle_records", complaint.case)
    complaint = locked(complaint)
    require_still(by, "handle_records", complaint.case)
    refuse_if(cannot_be_paper(method), about=complaint, field="method")
    return _log(complaint, key, method, address, sent_on, by)


def _log(
    complaint: Complaint,
    key: LetterKey,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    refuse_if(cannot_change(complaint.case), about=complaint)
    record = issued_letter(complaint, key)
    if record is None or record.issued_at is None:
        raise Refused("Issue the letter first.", about=complaint)
    now = timezone.now()
    refuse_if(cannot_have_gone(record.issued_at, sent_on, local_day(now)), about=complaint, field="sent_on")
    refuse_if(wrong_time(method, record.issued_at, sent_on, sent_at, now), about=complaint, field="sent_at")
    return _hand(complaint, key, record, method, address, sent_on, by, sent_at)


@transaction.atomic
def send_letter_again(
    *,
    complaint: Complaint,
    copy: Copy,
    dispute: str,
    by: User,
    method: CopyMethod | None = None,
    address: str = "",
    token: UUID | None = None,
) -> Copy | None:
    """Note that a letter never came, and log how it goes again, as it was issued. Without a way it is due now.

    None then, and if this form was sent before. Raises `Refused`.
    """
    key = LetterKey.read(copy.record.subject)
    if key is None:
        raise Refused("This is no letter about this complaint.", about=complaint)
    _require_writes(by, complaint, key)
    if token is not None and claim(token=token, by=by):
        return None
    complaint = _locked(complaint, key, by)
    lost = copies_of(complaint).filter(pk=copy.pk).first()
    record = issued_letter(complaint, key)
    if lost is None or record is None:
        raise Refused("This is no letter about this complaint.", about=complaint)
    note_never_came(copy=lost, dispute=dispute, by=by)
    drop_draft(key=draft_key("complaint_lost", complaint.case, key, lost.pk), by=by)
    if token is not None:
        settle(token=token, led_to=_page(complaint, key), by=by)
    if key.answers or complaint.is_running:
        _owe_now(complaint, key, by)
    if method is None:
        return None
    return _hand(complaint, key, record, method, address, local_day(timezone.now()), by)


def _written(
    complaint: Complaint, key: LetterKey, content: dict[str, Any], issued: WrittenRecord | None, by: User
) -> WrittenRecord:
    """The draft that is issued: the one begun before, a new version of what was issued, or the first."""
    draft = draft_letter(complaint, key)
    if draft is None and issued is not None:
        draft = correct_record(record=issued, correction=CORRECTION, by=by)
    if draft is not None:
        return save_content(record=draft, content=content, title=key.title, by=by)
    return start_record(case=complaint.case, kind=key.kind, title=key.title, content=content, subject=str(key), by=by)


def _hand(
    complaint: Complaint,
    key: LetterKey,
    record: WrittenRecord,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    """Log the copy of whoever it goes to: that does the duty to write; after an update the next one is owed."""
    part = addressed(complaint, key)
    person = person_of(complaint, part)
    copy = hand_by(
        record=record, known=reached(complaint, part), person=person, method=method, address=address, sent_on=sent_on,
        name=name_of(complaint, part) if person is None else "", sent_at=sent_at, about=complaint, by=by,
    )  # fmt: skip
    if key.about is About.INVITED:
        discharge(case=complaint.case, kind=Kind.PANEL_LETTER, subject=str(RECEIVED), how=SAYS_BOTH, by=by)
    if (does := _does(complaint, key)) is None:
        return copy
    kind, subject = does
    if discharge(case=complaint.case, kind=kind, subject=subject, how=went(copy), by=by):
        if key.about is About.UPDATE:
            owe(complaint, kind, next_update_at(timezone.now()), by)
        elif kind in (Kind.ACKNOWLEDGE_COMPLAINT, Kind.DATA_COMPLAINT):
            count_update_anew(complaint, by)
    return copy
