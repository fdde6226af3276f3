"""A letter about how somebody can reach a school is issued, goes, and goes again where it never came."""

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
from kernel.refusal import Refused, refuse_if
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_paper
from records.services import correct_record, issue_record, note_never_came, save_content, start_record
from records.states import CopyMethod
from schools.calendar import local_day
from socialmedia.access import RESTRICTS
from socialmedia.drafts import letter_key
from socialmedia.letters.restriction import compose
from socialmedia.models import Restriction
from socialmedia.selectors.restriction_letter import (
    LetterKey,
    cannot_issue,
    copies_of,
    draft_letter,
    facts_of,
    is_letter,
    known_of,
)
from socialmedia.services._restriction import locked, owe_letter
from suspensions.dispatch import went, wrong_time
from suspensions.rules import cannot_have_gone, cannot_tell_address
from suspensions.selectors.reaching import gives_away
from suspensions.services.sending import hand_to_person

CORRECTION = "What the letter says has changed."


@transaction.atomic
def issue_restriction_letter(
    *,
    restriction: Restriction,
    key: LetterKey,
    said: str,
    by: User,
    method: CopyMethod | None = None,
    address: str = "",
    is_checked: bool = False,
) -> WrittenRecord:
    """Issue a letter as it stands, and say how it goes: by hand, by post, or later.

    Where it was issued and something has changed since, it is a new version. Raises `Refused`.
    """
    require(by, RESTRICTS, restriction.case)
    restriction = locked(restriction)
    require_still(by, RESTRICTS, restriction.case)
    known = known_of(restriction, key)
    if not is_letter(key, restriction, known):
        raise Refused("There is no such letter about this restriction.", about=restriction)
    facts = facts_of(restriction, key, known, said=said.strip(), method=method, address=address)
    content, issued = compose(facts), known.issued
    refuse_if(cannot_issue(restriction, issued, content), about=restriction)
    found = gives_away(known.here.kept, facts.typed, known.here.known)
    refuse_if(cannot_tell_address(found, is_checked=is_checked), about=restriction, field="is_checked")
    record = issue_record(record=_written(restriction, key, content, issued, by), by=by)
    drop_draft(key=letter_key("restriction_letter", restriction.case, key), by=by)
    if issued is not None:
        owe_letter(restriction, key, by)
    if method is not None:
        _hand(restriction, key, record, method, address, local_day(timezone.now()), by)
    return record


@transaction.atomic
def log_restriction_letter_sent(
    *,
    restriction: Restriction,
    key: LetterKey,
    method: CopyMethod,
    sent_on: date,
    by: User,
    address: str = "",
    sent_at: time | None = None,
    token: UUID | None = None,
) -> Copy | None:
    """Note how the issued letter went, and on which local day (an e-mail: at what time). None if sent before."""
    require(by, RESTRICTS, restriction.case)
    if token is not None and claim(token=token, by=by):
        return None
    restriction = locked(restriction)
    require_still(by, RESTRICTS, restriction.case)
    copy = _log(restriction, key, method, address, sent_on, by, sent_at)
    if token is not None:
        settle(token=token, led_to=restriction.get_absolute_url(), by=by)
    return copy


@transaction.atomic
def log_restriction_letter_posted(
    *, restriction: Restriction, key: LetterKey, method: CopyMethod, sent_on: date, by: User, address: str = ""
) -> Copy:
    """The same by whoever prints and posts, who need not see the file: the issued letter went on paper."""
    require(by, "handle_records", restriction.case)
    restriction = locked(restriction)
    require_still(by, "handle_records", restriction.case)
    refuse_if(cannot_be_paper(method), about=restriction, field="method")
    return _log(restriction, key, method, address, sent_on, by)


def _log(
    restriction: Restriction,
    key: LetterKey,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    refuse_if(cannot_change(restriction.case), about=restriction)
    record, now = known_of(restriction, key).issued, timezone.now()
    if record is None or record.issued_at is None:
        raise Refused("Issue the letter first.", about=restriction)
    refuse_if(cannot_have_gone(record.issued_at, sent_on, local_day(now)), about=restriction, field="sent_on")
    refuse_if(wrong_time(method, record.issued_at, sent_on, sent_at, now), about=restriction, field="sent_at")
    return _hand(restriction, key, record, method, address, sent_on, by, sent_at)


@transaction.atomic
def send_restriction_letter_again(
    *,
    restriction: Restriction,
    copy: Copy,
    dispute: str,
    by: User,
    method: CopyMethod | None = None,
    address: str = "",
    token: UUID | None = None,
) -> Copy | None:
    """Note that a letter never came, and log how it goes again, as it was issued. Without a way it is due again.

    None then, and if this form was sent before. Raises `Refused`.
    """
    require(by, RESTRICTS, restriction.case)
    if token is not None and claim(token=token, by=by):
        return None
    restriction = locked(restriction)
    require_still(by, RESTRICTS, restriction.case)
    lost = copies_of(restriction).filter(pk=copy.pk).first()
    key = LetterKey.read(lost.record.subject) if lost is not None else None
    record = known_of(restriction, key).issued if key is not None else None
    if lost is None or key is None or record is None:
        raise Refused("This is no letter about this restriction.", about=restriction)
    note_never_came(copy=lost, dispute=dispute, by=by)
    drop_draft(key=letter_key("restriction_lost", restriction.case, restriction.pk, lost.pk), by=by)
    if token is not None:
        settle(token=token, led_to=restriction.get_absolute_url(), by=by)
    owe_letter(restriction, key, by)
    if method is None:
        return None
    return _hand(restriction, key, record, method, address, local_day(timezone.now()), by)


def _written(
    restriction: Restriction, key: LetterKey, content: dict[str, Any], issued: WrittenRecord | None, by: User
) -> WrittenRecord:
    """The draft that is issued: the one begun before, a new version of what was issued, or the first."""
    draft = draft_letter(restriction, key)
    if draft is None and issued is not None:
        draft = correct_record(record=issued, correction=CORRECTION, by=by)
    if draft is not None:
        return save_content(record=draft, content=content, title=key.title, by=by)
    return start_record(case=restriction.case, kind=key.kind, title=key.title, content=content, subject=str(key), by=by)


def _hand(
    restriction: Restriction,
    key: LetterKey,
    record: WrittenRecord,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    """Log the person's copy: that does the duty to write."""
    copy = hand_to_person(
        person=restriction.person, record=record, method=method, address=address, sent_on=sent_on, sent_at=sent_at,
        about=restriction, by=by,
    )  # fmt: skip
    discharge(case=restriction.case, kind=Kind.RESTRICTION_LETTER, subject=str(key), how=went(copy), by=by)
    return copy
