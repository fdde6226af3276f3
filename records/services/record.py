"""Everything that writes records: drafts, issue, correction, the stored file, copies."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import NOTHING, Chain
from audit.services import amend, move, write
from cases.access import may, reach, require
from cases.models import Case
from cases.rules import cannot_change
from cases.services.case import lock
from kernel.checking import full_check
from kernel.jobs import queue
from kernel.refusal import Refused, refuse_blank, refuse_if
from notices.models import Notice
from records import content as contents
from records import hashing, rules
from records.models import Copy, RecordFile, WrittenRecord
from records.selectors import draft_of, letterhead_of, standing
from records.selectors.signing import is_outstanding
from records.services._issuing import CHAIN_DIGITS, checked, next_number
from records.services.signing import Signer, leave_signatures, name_signatories
from records.states import OF_BOARD, OF_DATA, PANEL_RECORDS, RECORD_MOVES, CopyMethod, RecordKind, RecordState
from schools.access import forget_powers
from schools.calendar import local_day
from schools.models import Person


@transaction.atomic
def start_record(
    *, case: Case, kind: RecordKind, title: str, content: dict[str, Any], by: User, subject: str = ""
) -> WrittenRecord:
    """Begin a draft: one at a time for each kind and subject of a case.

    Refuses (`Refused`) where a draft is open (go on with `selectors.draft_of`) or one was issued (correct that one).
    """
    _require(by, kind, case)
    case = lock(case)
    refuse_if(cannot_change(case), about=case)
    if draft := draft_of(case, kind, subject):
        raise Refused("There is already a draft of this. Go on with that one.", about=draft)
    if issued := standing(case, kind, subject):
        raise Refused("This was issued already. Correct it by a new version.", about=issued)
    kept = checked(content, case)
    record = WrittenRecord(
        case=case, kind=kind, number=next_number(case), subject=subject, title=title, content=kept,
        started_at=timezone.now(), started_by=by,
    )  # fmt: skip
    full_check(record)
    record.save()
    write(chain=case.chain, verb="record.started", row=record, by=by, data={"kind": kind, **_named(record)})
    return record


@transaction.atomic
def save_content(*, record: WrittenRecord, content: dict[str, Any], by: User, title: str = "") -> WrittenRecord:
    """Put another text, and where given another title, into a draft. The history keeps the digest of each."""
    record = _locked(record, by)
    refuse_if(rules.cannot_write(record), about=record)
    kept, title = checked(content, record), title or record.title
    before = hashing.digest_of(record.content)
    if kept == record.content and title == record.title:
        return record
    record.content, record.title = kept, title
    full_check(record)
    record.save(update_fields=["content", "title"])
    data = {"before": {"digest": before}, "after": {"digest": hashing.digest_of(kept)}, **_named(record)}
    write(chain=record.chain, verb="record.written", row=record, by=by, data=data)
    return record


@transaction.atomic
def discard_record(*, record: WrittenRecord, by: User) -> None:
    """Discard a draft; it stays readable in the file and can never be issued."""
    record = _locked(record, by)
    _require_still(by, record.kind, record.case)
    refuse_if(rules.cannot_write(record), about=record)
    move(record, RecordState.DISCARDED, table=RECORD_MOVES, verb="record.discarded", by=by, data=_named(record))


@transaction.atomic
def issue_record(*, record: WrittenRecord, by: User, signers: Sequence[Signer] = ()) -> WrittenRecord:
    """Issue a draft: its text, letterhead and issuer are frozen and hashed, it gets its code, and its PDF is queued.

    A version that corrects another replaces it in the same act; what was signed stays with the old one. `signers` sign
    this version: it is complete when all who must have answered. Policy, Methods: the report of the circumstances.
    """
    record = _locked(record, by)
    refuse_if(rules.cannot_issue(record), about=record)
    now = timezone.now()
    frozen = {
        **record.content,
        "letterhead": letterhead_of(record.case),
        "issued_by": {"name": by.name, "job_title": by.job_title},
    }
    if signers:
        frozen["signing"] = [[one.name, one.capacity] for one in signers]
    if record.supersedes is not None:
        leave_signatures(record=record.supersedes, by=by)
        move(
            record.supersedes, RecordState.SUPERSEDED, table=RECORD_MOVES, verb="record.replaced", by=by, at=now,
            data=_named(record.supersedes),
        )  # fmt: skip
    digest, head = hashing.digest_of(frozen), Chain.objects.filter(pk=record.chain).first()
    move(
        record, RecordState.ISSUED, table=RECORD_MOVES, verb="record.issued", by=by, at=now,
        # The whole text stands in the record; the history keeps what proves it.
        data={"after": {"state": RecordState.ISSUED.value, "digest": digest}, **_named(record)},
        content=frozen, issued_at=now, issued_by=by, code=hashing.new_code(), digest=digest,
        chain_head=(head.head if head else NOTHING)[:CHAIN_DIGITS],
    )  # fmt: skip
    name_signatories(record=record, signers=signers, by=by)
    queue("records.render", record_id=record.pk)
    return record


@transaction.atomic
def correct_record(*, record: WrittenRecord, correction: str, by: User) -> WrittenRecord:
    """Begin a new version of an issued record, with its text, saying what it corrects; the old one counts meanwhile."""
    record = _locked(record, by)
    refuse_if(rules.cannot_correct(record), about=record)
    if draft := draft_of(record.case, record.kind, record.subject):
        raise Refused("There is already a draft of a new version. Go on with that one.", about=draft)
    version = WrittenRecord(
        case=record.case, kind=record.kind, number=record.number, version=record.version + 1, subject=record.subject,
        title=record.title, content=contents.clean(record.content), supersedes=record, correction=correction,
        started_at=timezone.now(), started_by=by,
    )  # fmt: skip
    full_check(version)
    version.save()
    data = {"correction": correction, **_named(version)}
    write(chain=record.chain, verb="record.correction_started", row=version, by=by, data=data)
    return version


@transaction.atomic
def withdraw_record(*, record: WrittenRecord, reason: str, by: User) -> WrittenRecord:
    """Withdraw an issued record, without another in its place: it stays readable, and no longer counts. Raises `Refused`."""
    record = _locked(record, by)
    refuse_if(rules.cannot_withdraw(record), about=record)
    refuse_blank(reason, "Say why it no longer counts.", about=record, field="reason")
    leave_signatures(record=record, by=by)
    data = {"reason": reason.strip(), **_named(record)}
    move(record, RecordState.WITHDRAWN, table=RECORD_MOVES, verb="record.withdrawn", by=by, data=data)
    return record


@transaction.atomic
def keep_file(*, record: WrittenRecord, name: str, sha256: str, pages: int, size: int, by: User) -> RecordFile:
    """Note the stored bytes of a record, once; unless somebody still must sign it is then complete. For the worker only."""
    if not by.is_system:
        raise PermissionDenied
    record = WrittenRecord.objects.select_for_update(no_key=True, of=("self",)).select_related("case").get(pk=record.pk)
    if known := RecordFile.objects.filter(record=record).first():
        return known
    file = RecordFile(record=record, file=name, sha256=sha256, pages=pages, size=size, stored_at=timezone.now())
    full_check(file)
    file.save()
    data = {"sha256": sha256, "pages": pages, "size": size, **_named(record)}
    if record.state == RecordState.ISSUED and not is_outstanding(record):
        move(record, RecordState.COMPLETE, table=RECORD_MOVES, verb="record.completed", by=by, data=data)
        if record.signatories.exists():
            queue("records.seal", record_id=record.pk)
    else:
        write(chain=record.chain, verb="record.stored", row=record, by=by, data=data)
    return file


@transaction.atomic
def hand_copy(
    *,
    record: WrittenRecord,
    by: User,
    method: CopyMethod,
    to_user: User | None = None,
    to_person: Person | None = None,
    to_name: str = "",
    notice: Notice | None = None,
    address: str = "",
    proof: str = "",
    handed_on: date | None = None,
    deemed_on: date | None = None,
) -> Copy:
    """Give somebody a copy: an account then sees this record and nothing else of the case. The same account once.

    `deemed_on` is the local day on which it counts as received.
    """
    if to_user:
        require(by, "work_case", record.case)
    else:
        _require(by, record.kind, record.case, "handle_records")
    lock(record.case)
    record = WrittenRecord.objects.select_related("case").get(pk=record.pk)
    if to_user and (known := Copy.objects.filter(record=record, to_user=to_user).first()):
        return known
    refuse_if(rules.cannot_hand_over(record), about=record)
    if to_user and record.case_id in reach(to_user).walled:
        raise Refused(f"{to_user.name} cannot be given anything of this case.", about=record, field="to_user")
    copy = Copy(
        record=record, to_user=to_user, to_person=to_person, to_name=to_name, method=method, notice=notice,
        address=address, proof=proof, handed_on=handed_on, deemed_on=deemed_on, given_at=timezone.now(), given_by=by,
    )  # fmt: skip
    full_check(copy)
    copy.save()
    data = {"to": copy.who, "way": copy.get_method_display().lower(), "proof": proof, **_named(record)}
    write(chain=record.chain, verb="record.copy_given", row=copy, by=by, data=data)
    return copy


@transaction.atomic
def note_received(*, copy: Copy, by: User) -> None:
    """Note that a copy arrived: said by whoever got it, or by somebody who hands out records."""
    _require_told(by, copy)
    lock(copy.record.case)
    forget_powers(by)
    _require_told(by, copy)
    copy.refresh_from_db()
    refuse_if(rules.cannot_arrive(copy), about=copy.record)
    data = {"to": copy.who, **_named(copy.record)}
    amend(copy, verb="record.copy_received", by=by, data=data, received_at=timezone.now())


@transaction.atomic
def note_never_came(*, copy: Copy, dispute: str, by: User) -> None:
    """Note that a copy never came, and how that is known. What follows is its letter's: it is sent again."""
    _require(by, copy.record.kind, copy.record.case)
    lock(copy.record.case)
    _require_still(by, copy.record.kind, copy.record.case)
    copy.refresh_from_db()
    refuse_if(cannot_change(copy.record.case), about=copy.record)
    refuse_if(rules.cannot_be_lost(copy, local_day(timezone.now())), about=copy.record)
    if not dispute.strip():
        raise Refused("Say how you know that it never came.", about=copy.record, field="dispute")
    now = timezone.now()
    amend(
        copy, verb="record.copy_lost", by=by, at=now, data={"to": copy.who, "dispute": dispute.strip(), **_named(copy.record)},
        disputed_at=now, disputed_by=by, dispute=dispute.strip(),
    )  # fmt: skip


def _require(by: User, kind: str, case: Case, power: str = "work_case") -> None:
    """Deny (403) unless the user holds this power on the case; for board and panel, whoever does their business writes.

    What is about personal data, the data protection lead writes.
    """
    is_clerks = kind in (*OF_BOARD, *PANEL_RECORDS) and may(by, "board_duties", case)
    if not is_clerks and not (kind in OF_DATA and may(by, "subject_access", case)):
        require(by, power, case)


def _require_still(by: User, kind: str, case: Case) -> None:
    """The same asked anew, under the lock of the case."""
    forget_powers(by)
    _require(by, kind, case)


def _require_told(by: User, copy: Copy) -> None:
    """Deny (403) unless this is whoever got the copy, or somebody who hands out records."""
    if by.pk != copy.to_user_id and not may(by, "handle_records", copy.record.case):
        raise PermissionDenied


def _named(record: WrittenRecord) -> dict[str, Any]:
    """What history calls a record."""
    return {"title": record.title, "number": record.number, "version": record.version}


def _locked(record: WrittenRecord, by: User) -> WrittenRecord:
    """The record as it stands, under the lock of its case, for somebody who may write it."""
    _require(by, record.kind, record.case)
    lock(record.case)
    return WrittenRecord.objects.select_related("case__school", "supersedes__case").get(pk=record.pk)
