"""Everything that writes signatures: who signs, the scans that come back, who signed by pen, who did not and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, move, write
from cases.access import require
from cases.arrivals import Arrival
from cases.duties import Kind
from cases.models import Duty
from cases.services.case import lock
from cases.services.duties import discharge, open_duty
from cases.services.writing import claim, drop_draft, settle
from kernel import wording
from kernel.checking import full_check
from kernel.jobs import queue
from kernel.refusal import Refused, refuse_blank, refuse_if
from notices.recipients import reachable
from notices.services import tell
from notices.states import Audience, NoticeKind
from records import rules
from records.models import Copy, Scan, Signatory, Signature, WrittenRecord
from records.selectors.signing import is_outstanding, sign_url
from records.services._signing import (
    answering,
    answers_of,
    end_link_to,
    end_links,
    held,
    named,
    owner_of,
    settle_answer,
)
from records.states import SCAN_MOVES, SIGNED, UNSIGNED, RecordState, ScanState, SignMethod
from schools.calendar import local_day
from schools.models import Person


@dataclass(frozen=True)
class Signer:
    """Who is to sign a record when it is issued: the name and capacity that stand on it, and who that is if known.

    Whoever need not sign has room to, and holds nothing open.
    """

    name: str
    capacity: str
    person: Person | None = None
    user: User | None = None
    is_needed: bool = True


# --- Who signs ----------------------------------------------------------------------------------------------------
@transaction.atomic
def name_signatories(*, record: WrittenRecord, signers: Sequence[Signer], by: User) -> list[Signatory]:
    """Fix who signs a record, as a part of issuing it; whoever issues it owes the signatures from now."""
    rows = [
        Signatory(
            record=record, order=place, name=one.name, capacity=one.capacity, person=one.person, user=one.user,
            is_needed=one.is_needed,
        )
        for place, one in enumerate(signers, 1)
    ]  # fmt: skip
    for row in rows:
        full_check(row)
        row.save(force_insert=True)
    if any(row.is_needed for row in rows):
        owe_signatures(record=record, by=by)
    # Each reads and signs it in their own account; whoever issues it has it before them.
    asked = [row.user for row in rows if row.user is not None and row.user.pk != by.pk]
    for user in reachable(asked, record.case):
        tell(
            kind=NoticeKind.SIGN_ASKED, audience=Audience.COLLEAGUE, to=user, path=record.get_absolute_url(), by=by,
            case=record.case,
        )  # fmt: skip
    return rows


@transaction.atomic
def owe_signatures(*, record: WrittenRecord, by: User) -> Duty:
    """Open the duty to have a record signed, as a part of another act; it is `owner_of` the record's."""
    return open_duty(
        case=record.case, kind=Kind.SIGN, subject=str(record.pk), about=record.title, by=by, **owner_of(record, by)
    )


@transaction.atomic
def leave_signatures(*, record: WrittenRecord, by: User) -> None:
    """Say what becomes of the signatures of a version that another replaces, as a part of that act: they stay with it.

    Links to it and to its copies open nothing any more. Who had signed with an account is told.
    """
    how = "A later version took its place"
    for kind in (Kind.SIGN, Kind.COPY):
        discharge(case=record.case, kind=kind, subject=str(record.pk), by=by, how=how)
    for signatory in Signatory.objects.filter(record=record).select_related("record__case"):
        end_links(signatory, by)
    for copy in Copy.objects.filter(record=record).select_related("record__case").order_by("pk"):
        end_link_to(copy, by)
    signed = Signature.objects.standing().filter(signatory__record=record, method__in=SIGNED)
    rows = [*Signatory.objects.filter(signatures__in=signed).select_related("user").order_by("order")]
    if not rows:
        return
    data = {"names": wording.listed([row.name for row in rows]), **named(record)}
    write(chain=record.chain, verb="record.signatures_left", row=record, by=by, data=data)
    path = record.get_absolute_url()
    for user in reachable([row.user for row in rows if row.user is not None and row.user_id != by.pk], record.case):
        tell(
            kind=NoticeKind.SIGN_ANEW, audience=Audience.COLLEAGUE, to=user, path=path, by=by, case=record.case
        )  # fmt: skip


# --- Scans --------------------------------------------------------------------------------------------------------
@transaction.atomic
def take_scans(
    *, record: WrittenRecord, files: Sequence[Arrival], by: User, token: UUID | None = None
) -> list[Scan] | None:
    """Keep the scans of signed pages; the worker looks at each. The same bytes, and the same form, twice are one.

    None if this form was sent before. What is not taken at the door leaves its name and the reason.
    """
    require(by, "handle_records", record.case)
    if token is not None and claim(token=token, by=by):
        return None
    record = held(record, "handle_records", by)
    refuse_if(rules.cannot_take_scans(record), about=record, field="files")
    known = {*Scan.objects.filter(record=record).exclude(state=ScanState.REFUSED).values_list("sha256", flat=True)}
    rows = []
    for file in files:
        if file.stored and file.sha256 in known:
            continue
        known.add(file.sha256 if file.stored else "")
        rows.append(_taken(record, file, by))
    if token is not None:
        settle(token=token, led_to=sign_url(record), by=by)
    return rows


def _taken(record: WrittenRecord, file: Arrival, by: User) -> Scan:
    now = timezone.now()
    scan = Scan(
        record=record, name=file.name, size=file.size, sha256=file.sha256 or "0" * 64, original=file.stored,
        note=file.reason, state=ScanState.REFUSED if file.reason else ScanState.WAITING,
        examined_at=now if file.reason else None, added_at=now, added_by=by,
    )  # fmt: skip
    full_check(scan)
    scan.save()
    data = {"reason": file.reason, **_of(scan)}
    if file.reason:
        write(chain=scan.chain, verb="scan.refused", row=scan, by=by, at=now, data=data)
        return scan
    write(chain=scan.chain, verb="scan.sent", row=scan, by=by, at=now, data=data)
    queue("records.examine_scan", scan_id=scan.pk)
    return scan


@transaction.atomic
def note_scan(*, scan: Scan, served: str, note: str, codes: Sequence[str], is_scanned: bool, by: User) -> Scan | None:
    """Note what a scan shows and which codes of ours stand on it. None if it waits no more. Worker only.

    A page of another version or document is not kept: a signature counts only for what it was written on.
    """
    waiting = _waiting(scan, by)
    if waiting is None:
        return None
    record = waiting.record
    foreign = next((code for code in codes if code != record.code), None)
    if foreign is not None:
        return refuse_scan(scan=waiting, reason=_foreign(foreign, record), code=foreign, is_scanned=is_scanned, by=by)
    is_known = record.code in codes
    _move(
        waiting, ScanState.MATCHED if is_known else ScanState.UNREAD, "scan.matched" if is_known else "scan.unread",
        by, served=served, note=note, code=record.code if is_known else "", is_scanned=is_scanned,
        examined_at=timezone.now(),
    )  # fmt: skip
    return waiting


def _foreign(code: str, record: WrittenRecord) -> str:
    """Which document a foreign page is of, for everybody who sees this record: what is of another case is not named."""
    other = WrittenRecord.objects.frozen().select_related("case").filter(code=code).first()
    return rules.why_foreign(code, record, other, is_seen=other is not None and other.case_id == record.case_id)


@transaction.atomic
def refuse_scan(*, scan: Scan, reason: str, is_scanned: bool, by: User, code: str = "") -> Scan | None:
    """Note that a scan is not kept, and why; its bytes go. None if it waits no more. Worker only."""
    waiting = _waiting(scan, by)
    if waiting is None:
        return None
    _drop_bytes(waiting)
    _move(
        waiting, ScanState.REFUSED, "scan.refused", by, original="", note=reason, code=code, is_scanned=is_scanned,
        examined_at=timezone.now(),
    )  # fmt: skip
    return waiting


@transaction.atomic
def match_scan(*, scan: Scan, code: str, by: User) -> Scan:
    """Say by its code, as it stands at the foot of the page, that a scan is a page of this version.

    Raises `Refused` where the code is of another version or document, and names it.
    """
    require(by, "handle_records", scan.record.case)
    record, scan = held(scan.record, "handle_records", by), _fresh(scan)
    refuse_if(rules.cannot_match(scan), about=scan, field="code")
    if code != record.code:
        other = WrittenRecord.objects.frozen().select_related("case").filter(code=code).first()
        is_seen = other is not None and WrittenRecord.objects.visible_to(by).filter(pk=other.pk).exists()
        raise Refused(rules.why_foreign(code, record, other, is_seen=is_seen), about=scan, field="code")
    _move(scan, ScanState.MATCHED, "scan.code_typed", by, code=code, is_typed=True)
    return scan


@transaction.atomic
def remove_scan(*, scan: Scan, by: User) -> None:
    """Take a scan out of which nobody knows what it is a page of: its bytes go, the history keeps that it was there."""
    require(by, "handle_records", scan.record.case)
    held(scan.record, "handle_records", by)
    scan = _fresh(scan)
    refuse_if(rules.cannot_match(scan), about=scan)
    _drop_bytes(scan)
    note = f"Taken out by {by.name}"
    _move(scan, ScanState.REFUSED, "scan.removed", by, original="", served="", note=note)


# --- Signatures ---------------------------------------------------------------------------------------------------
@transaction.atomic
def note_signed(*, scan: Scan, signatories: Iterable[Signatory], signed_on: date, by: User) -> list[Signature]:
    """Note who signed by pen, as it is seen on a scan; `signed_on` is the local day they wrote.

    With the last one the record is complete. Raises `Refused` for a scan whose code is not this version's.
    """
    require(by, "handle_records", scan.record.case)
    record, scan = held(scan.record, "handle_records", by), _fresh(scan)
    refuse_if(rules.cannot_sign_by(scan), about=scan)
    assert record.issued_at is not None, "a scan is matched to what was issued"
    now = timezone.now()
    reason = rules.cannot_have_signed_on(signed_on, local_day(record.issued_at), local_day(now))
    refuse_if(reason, about=scan, field="signed_on")
    rows = []
    for signatory in sorted(signatories, key=lambda one: one.order):
        if signatory.record_id != record.pk:
            raise PermissionDenied
        refuse_if(rules.cannot_sign(signatory, answers_of(signatory)), about=scan, field="signatories")
        rows.append(_signed(signatory, scan, signed_on, by))
        end_links(signatory, by)
    settle_answer(record, by)
    return rows


def _signed(signatory: Signatory, scan: Scan, signed_on: date, by: User) -> Signature:
    row = Signature(
        signatory=signatory, method=SignMethod.PEN, digest=scan.record.digest, signed_on=signed_on, scan=scan,
        captured_at=timezone.now(), captured_by=by,
    )  # fmt: skip
    full_check(row)
    row.save()
    data = {
        "who": signatory.name, "day": wording.full_day(signed_on), "digest": row.digest, "scan": scan.sha256,
        **named(scan.record),
    }  # fmt: skip
    write(chain=row.chain, verb="signature.signed", row=row, by=by, at=row.captured_at, data=data)
    return row


@transaction.atomic
def note_unsigned(
    *, signatory: Signatory, method: SignMethod, reason: str, witness: str, by: User, draft_key: str = ""
) -> Signature:
    """Note that somebody did not want to sign, or could not, why, and who saw it: that holds the record open no longer."""
    require(by, "handle_records", signatory.record.case)
    record, signatory = answering(signatory, "handle_records", by)
    if method not in UNSIGNED:
        raise Refused("A signature is noted where it was given.", about=record, field="method")
    refuse_blank(witness, "Say who saw it.", about=record, field="witness")
    refuse_if(rules.cannot_go_unsigned(signatory, answers_of(signatory)), about=record)
    row = Signature(
        signatory=signatory, method=method, digest=record.digest, reason=reason, witness=witness,
        captured_at=timezone.now(), captured_by=by,
    )  # fmt: skip
    full_check(row)
    row.save()
    what = wording.mid(str(row.get_method_display()))
    data = {
        "who": signatory.name, "what": what, "reason": reason, "witness": witness, "digest": row.digest, **named(record),
    }  # fmt: skip
    write(chain=row.chain, verb="signature.not_given", row=row, by=by, at=row.captured_at, data=data)
    end_links(signatory, by)
    settle_answer(record, by)
    if draft_key:
        drop_draft(key=draft_key, by=by)
    return row


@transaction.atomic
def take_back(*, signature: Signature, reason: str, by: User, draft_key: str = "") -> None:
    """Say that what was noted of a signature was an error, before the record is complete; it is owed again."""
    require(by, "handle_records", signature.signatory.record.case)
    record = held(signature.signatory.record, "handle_records", by)
    signature = Signature.objects.select_related("signatory__record__case").get(pk=signature.pk)
    refuse_if(rules.cannot_take_back(signature), about=record)
    data = {"who": signature.signatory.name, "reason": reason, **named(record)}
    amend(
        signature, verb="signature.taken_back", by=by, data=data, taken_back_at=timezone.now(), taken_back_by=by,
        taken_back_reason=reason,
    )  # fmt: skip
    if record.state == RecordState.ISSUED and is_outstanding(record):
        owe_signatures(record=record, by=record.issued_by or by)
    if draft_key:
        drop_draft(key=draft_key, by=by)


# --- Shared -------------------------------------------------------------------------------------------------------
def _fresh(scan: Scan) -> Scan:
    return Scan.objects.select_related("record__case").get(pk=scan.pk)


def _waiting(scan: Scan, by: User) -> Scan | None:
    """The scan under its case's lock, if it still waits to be looked at. For the worker."""
    if not by.is_system:
        raise PermissionDenied
    lock(scan.record.case)
    fresh = _fresh(scan)
    return fresh if fresh.is_waiting else None


def _move(scan: Scan, target: ScanState, verb: str, by: User, **changes: Any) -> None:
    data = {"reason": changes.get("note", ""), **_of(scan)}
    move(scan, target, table=SCAN_MOVES, verb=verb, by=by, data=data, **changes)


def _drop_bytes(scan: Scan) -> None:
    """Have the worker remove a scan's bytes once this is done."""
    queue("records.drop_scan", names=[name for name in (scan.original.name, scan.served.name) if name])


def _of(scan: Scan) -> dict[str, Any]:
    return {"sha256": scan.sha256, **named(scan.record)}
