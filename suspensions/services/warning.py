"""An adult is warned in writing: the decision, the letter, how it went, and again where it never came."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.access import require, require_still
from cases.deciding import capacity_on
from cases.duties import Kind
from cases.rules import cannot_change
from cases.services.case import lock
from cases.services.deciding import settle_decider
from cases.services.duties import discharge, open_duty
from cases.services.writing import claim, drop_draft, settle
from incidents.models import Incident
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_if
from notices.recipients import holders, not_walled
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_paper
from records.services import correct_record, issue_record, note_never_came, save_content, start_record
from records.states import CopyMethod, RecordKind
from schools.calendar import local_day
from schools.models import Person
from schools.states import Role
from suspensions import letters, rules
from suspensions.dispatch import went, wrong_time
from suspensions.drafts import warning_key
from suspensions.letters import WARNING_TITLE
from suspensions.models import BehaviourWarning
from suspensions.selectors.reaching import gives_away
from suspensions.selectors.standing import current
from suspensions.selectors.warning import (
    around_warning,
    cannot_issue,
    copies_of_warning,
    draft_warning,
    issued_warning,
    warning_facts,
    why_not_warn,
)
from suspensions.services._making import make_subject
from suspensions.services.sending import hand_to_person
from suspensions.states import Capacity

CORRECTION = "What the letter says has changed."


@transaction.atomic
def warn(*, incident: Incident, person: Person, reason: str, by: User) -> BehaviourWarning:
    """Decide to warn an adult in writing about an incident: the step short of suspending them.

    Refuses (`Refused`) a pupil, a colleague at their workplace, somebody suspended for it, and a second time. The letter
    is due one working day later.
    """
    require(by, "suspend", incident.case)
    case = lock(incident.case)
    require_still(by, "suspend", case)
    refuse_if(cannot_change(case), about=case)
    person = Person.objects.select_for_update(no_key=True).get(pk=current(person).pk)
    refuse_if(why_not_warn(person, case, incident.warnings.all()), about=case, field="warned")
    refuse_if(rules.cannot_warn_for(reason), about=case, field="reason")
    now = timezone.now()
    warning = BehaviourWarning(
        incident=incident,
        person=person,
        reason=reason.strip(),
        decided_at=now,
        decided_by=by,
        capacity=Capacity(capacity_on(case, by, power="suspend")),
    )
    full_check(warning)
    warning.save()
    make_subject(case, person, by)
    data = {"who": person.formal_name, "reason": warning.reason}
    write(chain=case.chain, verb="warning.decided", row=warning, by=by, at=now, data=data)
    _owe(warning, by)
    return warning


def _owe(warning: BehaviourWarning, by: User) -> None:
    """Sending it is the headteacher's; where the case is about them, or there is none, whoever decides on the case."""
    case = warning.case
    is_heads = bool(not_walled(holders(Role.HEAD, case.school), case))
    role = Role.HEAD if is_heads else settle_decider(case=case, by=by)
    about = current(warning.person).formal_name[:200]
    open_duty(case=case, kind=Kind.SEND_WARNING, subject=str(warning.pk), about=about, owner_role=role, by=by)


@transaction.atomic
def issue_warning(
    *,
    warning: BehaviourWarning,
    happened: str,
    reason: str,
    by: User,
    method: CopyMethod | None = None,
    address: str = "",
    is_checked: bool = False,
) -> WrittenRecord:
    """Issue the warning letter as it stands, and say how it goes: by hand, by post, or later.

    Where it was issued and something has changed since, it is a new version, and due to them. Raises `Refused`.
    """
    require(by, "work_case", warning.case)
    warning = _locked(warning)
    require_still(by, "work_case", warning.case)
    refuse_if(rules.cannot_leave_blank(happened), about=warning, field="happened")
    refuse_if(rules.cannot_warn_for(reason), about=warning, field="reason")
    here = around_warning(warning)
    facts = warning_facts(
        warning, here, happened=happened.strip(), reason=reason.strip(), method=method, address=address
    )
    content, issued = letters.compose_warning(facts), issued_warning(warning)
    refuse_if(cannot_issue(issued, content), about=warning)
    found = gives_away(here.kept, facts.typed, here.known)
    refuse_if(rules.cannot_tell_address(found, is_checked=is_checked), about=warning, field="is_checked")
    record = issue_record(record=_written(warning, content, issued, by), by=by)
    drop_draft(key=warning_key("warning", warning), by=by)
    if issued is not None:
        _owe(warning, by)
    if method is not None:
        _hand(warning, record, method, address, local_day(timezone.now()), by)
    return record


def _written(
    warning: BehaviourWarning, content: dict[str, Any], issued: WrittenRecord | None, by: User
) -> WrittenRecord:
    """The draft that is issued: the one begun before, a new version of what was issued, or the first."""
    draft = draft_warning(warning)
    if draft is None and issued is not None:
        draft = correct_record(record=issued, correction=CORRECTION, by=by)
    if draft is not None:
        return save_content(record=draft, content=content, title=WARNING_TITLE, by=by)
    return start_record(
        case=warning.case,
        kind=RecordKind.BEHAVIOUR_WARNING,
        title=WARNING_TITLE,
        content=content,
        subject=str(warning.pk),
        by=by,
    )


@transaction.atomic
def log_warning_sent(
    *,
    warning: BehaviourWarning,
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
    require(by, "work_case", warning.case)
    if token is not None and claim(token=token, by=by):
        return None
    warning = _locked(warning)
    require_still(by, "work_case", warning.case)
    copy = _log(warning, method, address, sent_on, by, sent_at)
    if token is not None:
        settle(token=token, led_to=warning.get_absolute_url(), by=by)
    return copy


@transaction.atomic
def log_warning_posted(
    *, warning: BehaviourWarning, method: CopyMethod, sent_on: date, by: User, address: str = ""
) -> Copy:
    """The same by whoever prints and posts, who need not see the file: the issued letter went on paper."""
    require(by, "handle_records", warning.case)
    warning = _locked(warning)
    require_still(by, "handle_records", warning.case)
    refuse_if(cannot_be_paper(method), about=warning, field="method")
    return _log(warning, method, address, sent_on, by)


def _log(
    warning: BehaviourWarning,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    record = issued_warning(warning)
    if record is None or record.issued_at is None:
        raise Refused("Issue the letter first.", about=warning)
    now = timezone.now()
    refuse_if(rules.cannot_have_gone(record.issued_at, sent_on, local_day(now)), about=warning, field="sent_on")
    refuse_if(wrong_time(method, record.issued_at, sent_on, sent_at, now), about=warning, field="sent_at")
    return _hand(warning, record, method, address, sent_on, by, sent_at)


@transaction.atomic
def send_warning_again(
    *,
    warning: BehaviourWarning,
    copy: Copy,
    dispute: str,
    by: User,
    method: CopyMethod | None = None,
    address: str = "",
    token: UUID | None = None,
) -> Copy | None:
    """Note that the letter never came, and log how it goes again: it names no day, so that it goes as it was issued.

    Without a way it is due again. None then, and if this form was sent before. Raises `Refused`.
    """
    require(by, "work_case", warning.case)
    if token is not None and claim(token=token, by=by):
        return None
    warning = _locked(warning)
    require_still(by, "work_case", warning.case)
    lost, record = copies_of_warning(warning).filter(pk=copy.pk).first(), issued_warning(warning)
    if lost is None or record is None:
        raise Refused("This is no copy of this letter.", about=warning)
    note_never_came(copy=lost, dispute=dispute, by=by)
    drop_draft(key=warning_key("warning_lost", warning, lost.pk), by=by)
    if token is not None:
        settle(token=token, led_to=warning.get_absolute_url(), by=by)
    _owe(warning, by)
    if method is None:
        return None
    return _hand(warning, record, method, address, local_day(timezone.now()), by)


def _locked(warning: BehaviourWarning) -> BehaviourWarning:
    """The warning as it stands, under the lock of its case."""
    lock(warning.case)
    row: BehaviourWarning = BehaviourWarning.objects.with_people().get(pk=warning.pk)
    return row


def _hand(
    warning: BehaviourWarning,
    record: WrittenRecord,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    """Log the person's copy: that does the duty to send it."""
    copy = hand_to_person(
        person=warning.person, record=record, method=method, address=address, sent_on=sent_on, sent_at=sent_at,
        about=warning, by=by,
    )  # fmt: skip
    kind, subject = Kind.SEND_WARNING, str(warning.pk)
    discharge(case=warning.case, kind=kind, subject=subject, how=went(copy), by=by)
    return copy
