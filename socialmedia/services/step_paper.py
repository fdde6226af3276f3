"""The letter or pack of a step is issued, goes, and goes again where it never came."""

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
from kernel.refusal import Refused, refuse_blank, refuse_if
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_paper
from records.services import correct_record, hand_copy, issue_record, note_never_came, save_content, start_record
from records.states import CopyMethod
from schools.calendar import local_day
from socialmedia.access import power_for
from socialmedia.drafts import draft_key
from socialmedia.models import ConcernStep
from socialmedia.selectors.step_paper import (
    Words,
    around_step,
    cannot_issue,
    content_of,
    copies_of,
    draft_paper,
    is_advice,
    is_letter,
    issued_paper,
    kind_of,
    title_of,
)
from socialmedia.selectors.steps import has_paper
from socialmedia.services._concern import done
from socialmedia.services.steps import owe_step_paper
from socialmedia.states import StepKind
from suspensions.dispatch import went, wrong_time
from suspensions.rules import cannot_have_gone, cannot_tell_address
from suspensions.selectors.reaching import gives_away
from suspensions.services.sending import hand_to_person

CORRECTION = "What it says has changed."
NEEDED = {"seen_by": "Say who has seen it.", "harm": "Say what harm it does.", "favours": "Say what favours them."}


@transaction.atomic
def issue_step_paper(
    *,
    step: ConcernStep,
    said: str,
    by: User,
    seen_by: str = "",
    harm: str = "",
    favours: str = "",
    method: CopyMethod | None = None,
    address: str = "",
    is_checked: bool = False,
) -> WrittenRecord:
    """Issue the letter or pack of a step as it stands, and of a letter how it goes: by hand, by post, or later.

    What goes to solicitors says what favours whoever posted it: courts take back what was got without it. Raises `Refused`.
    """
    _require(by, step)
    step = _locked(step)
    _require_still(by, step)
    if not has_paper(step):
        raise Refused("Nothing is written for this step.", about=step)
    if step.kind != StepKind.THANKS:
        refuse_blank(said, "Say what it is about.", about=step, field="said")
    words = Words(said.strip(), seen_by.strip(), harm.strip(), favours.strip())
    for name, sentence in NEEDED.items() if is_advice(step) else ():
        refuse_blank(getattr(words, name), sentence, about=step, field=name)
    here = around_step(step)
    issued = issued_paper(step)
    content = content_of(step, words, here, method=method, address=address, issued=issued)
    refuse_if(cannot_issue(step, issued, content), about=step)
    if here is not None:
        found = gives_away(here.kept, "\n".join([words.said, step.concern.words]), here.known)
        refuse_if(cannot_tell_address(found, is_checked=is_checked), about=step, field="is_checked")
    record = issue_record(record=_written(step, content, issued, by), by=by)
    drop_draft(key=draft_key("online_paper", step.case, step.pk), by=by)
    if issued is not None:
        owe_step_paper(step=step, by=by)
    if method is not None and is_letter(step):
        _hand(step, record, method, address, local_day(timezone.now()), by)
    return record


def _written(step: ConcernStep, content: dict[str, Any], issued: WrittenRecord | None, by: User) -> WrittenRecord:
    """The draft that is issued: the one begun before, a new version of what was issued, or the first."""
    draft, title = draft_paper(step), title_of(step)
    if draft is None and issued is not None:
        draft = correct_record(record=issued, correction=CORRECTION, by=by)
    if draft is not None:
        return save_content(record=draft, content=content, title=title, by=by)
    return start_record(
        case=step.case, kind=kind_of(step), title=title, content=content, subject=str(step.pk), by=by
    )  # fmt: skip


@transaction.atomic
def log_step_paper_sent(
    *,
    step: ConcernStep,
    method: CopyMethod,
    sent_on: date,
    by: User,
    address: str = "",
    sent_at: time | None = None,
    token: UUID | None = None,
) -> Copy | None:
    """Note how the issued letter went, and on which local day (an e-mail: at what time). None if sent before."""
    _require(by, step)
    if token is not None and claim(token=token, by=by):
        return None
    step = _locked(step)
    _require_still(by, step)
    copy = _log(step, method, address, sent_on, by, sent_at)
    if token is not None:
        settle(token=token, led_to=step.get_absolute_url(), by=by)
    return copy


@transaction.atomic
def log_step_paper_posted(*, step: ConcernStep, method: CopyMethod, sent_on: date, by: User, address: str = "") -> Copy:
    """The same by whoever prints and posts, who need not see the file: the issued letter went on paper."""
    require(by, "handle_records", step.case)
    step = _locked(step)
    require_still(by, "handle_records", step.case)
    refuse_if(cannot_be_paper(method), about=step, field="method")
    return _log(step, method, address, sent_on, by)


def _log(
    step: ConcernStep, method: CopyMethod, address: str, sent_on: date, by: User, sent_at: time | None = None
) -> Copy:
    record = _issued(step)
    now = timezone.now()
    assert record.issued_at is not None, "it was issued"
    refuse_if(cannot_have_gone(record.issued_at, sent_on, local_day(now)), about=step, field="sent_on")
    refuse_if(wrong_time(method, record.issued_at, sent_on, sent_at, now), about=step, field="sent_at")
    return _hand(step, record, method, address, sent_on, by, sent_at)


@transaction.atomic
def log_pack_sent(
    *,
    step: ConcernStep,
    to_name: str,
    method: CopyMethod,
    sent_on: date,
    by: User,
    token: UUID | None = None,
) -> Copy | None:
    """Note to whom a pack went, how, and on which local day. None if sent before. Raises `Refused`."""
    _require(by, step)
    if token is not None and claim(token=token, by=by):
        return None
    step = _locked(step)
    _require_still(by, step)
    record = _issued(step)
    assert record.issued_at is not None, "it was issued"
    refuse_blank(to_name, "Say to whom it went.", about=step, field="to_name")
    refuse_if(cannot_have_gone(record.issued_at, sent_on, local_day(timezone.now())), about=step, field="sent_on")
    copy = hand_copy(record=record, to_name=to_name.strip(), method=method, handed_on=sent_on, by=by)
    _did(step, copy, by)
    if token is not None:
        settle(token=token, led_to=step.get_absolute_url(), by=by)
    return copy


@transaction.atomic
def send_step_paper_again(
    *,
    step: ConcernStep,
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
    _require(by, step)
    if token is not None and claim(token=token, by=by):
        return None
    step = _locked(step)
    _require_still(by, step)
    lost, record = copies_of(step).filter(pk=copy.pk).first(), issued_paper(step)
    if lost is None or record is None or not is_letter(step):
        raise Refused("This is no copy of this letter.", about=step)
    note_never_came(copy=lost, dispute=dispute, by=by)
    drop_draft(key=draft_key("online_lost", step.case, step.pk, lost.pk), by=by)
    if token is not None:
        settle(token=token, led_to=step.get_absolute_url(), by=by)
    owe_step_paper(step=step, by=by)
    return _hand(step, record, method, address, local_day(timezone.now()), by) if method is not None else None


def _issued(step: ConcernStep) -> WrittenRecord:
    """The version that counts now, on a case that can be changed."""
    refuse_if(cannot_change(step.case), about=step)
    record = issued_paper(step) if has_paper(step) else None
    if record is None:
        raise Refused("Issue it first.", about=step)
    return record


def _require(by: User, step: ConcernStep) -> None:
    require(by, _power(step), step.case)


def _require_still(by: User, step: ConcernStep) -> None:
    require_still(by, _power(step), step.case)


def _power(step: ConcernStep) -> str:
    """What goes to solicitors is written by whoever takes legal steps."""
    return power_for(step.kind)


def _locked(step: ConcernStep) -> ConcernStep:
    """The step as it stands, under the lock of its case."""
    lock(step.case)
    row: ConcernStep = ConcernStep.objects.with_people().get(pk=step.pk)
    return row


def _hand(
    step: ConcernStep,
    record: WrittenRecord,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    """Log the person's copy: that does the duty to write."""
    if step.person is None:
        raise Refused("Log to whom it went on its page.", about=step)
    copy = hand_to_person(
        person=step.person, record=record, method=method, address=address, sent_on=sent_on, sent_at=sent_at,
        about=step, by=by,
    )  # fmt: skip
    _did(step, copy, by)
    return copy


def _did(step: ConcernStep, copy: Copy, by: User) -> None:
    """What went does the duty to write it; what went to the police tells them."""
    discharge(case=step.case, kind=Kind.ONLINE_PAPER, subject=str(step.pk), how=went(copy), by=by)
    if step.kind == StepKind.POLICE:
        done(step.concern, Kind.TELL_POLICE, went(copy), by)
