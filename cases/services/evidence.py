"""Everything that writes evidence: describing it, its files as they come in and are examined, sealing by a decision."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import move, write
from cases import rules
from cases.access import require
from cases.arrivals import Arrival
from cases.models import Case, Evidence, EvidenceFile, Sealing
from cases.services.case import lock
from cases.services.writing import claim, settle
from cases.states import FILE_MOVES, KEPT, EvidenceKind, FileKind, FileState
from kernel.checking import full_check
from kernel.jobs import queue
from kernel.refusal import Refused, refuse_if


@transaction.atomic
def add_evidence(
    *,
    case: Case,
    kind: EvidenceKind,
    description: str,
    by: User,
    captured_at: datetime | None = None,
    source_url: str = "",
    files: Sequence[Arrival] = (),
    token: UUID | None = None,
) -> Evidence | None:
    """Describe a piece of evidence (what it is, where it is kept, where it came from), with its files.

    None if this form was sent before.
    """
    require(by, "work_case", case)
    if token is not None and claim(token=token, by=by):
        return None
    row = enter_evidence(
        case=case,
        kind=kind,
        description=description,
        captured_at=captured_at,
        source_url=source_url,
        files=files,
        by=by,
    )
    if token is not None:
        settle(token=token, led_to=row.get_absolute_url(), by=by)
    return row


@transaction.atomic
def enter_evidence(
    *,
    case: Case,
    kind: EvidenceKind,
    description: str,
    by: User,
    captured_at: datetime | None = None,
    source_url: str = "",
    files: Sequence[Arrival] = (),
    is_sensitive: bool = False,
) -> Evidence:
    """The same as a part of another act, which has checked its own power: somebody reports a post with what they saw.

    What `is_sensitive` is sealed at once, and blurred until somebody asks to see it.
    """
    case = lock(case)
    refuse_if(rules.cannot_change(case), about=case)
    if captured_at is not None and captured_at > timezone.now():
        raise Refused("This time is in the future.", about=case, field="captured_at")
    row = Evidence(
        case=case,
        kind=kind,
        description=description,
        captured_at=captured_at,
        source_url=source_url,
        is_sensitive=is_sensitive,
        added_at=timezone.now(),
        added_by=by,
    )
    full_check(row)
    row.save()
    data = {"kind": kind, "description": description, "source_url": source_url}
    write(chain=case.chain, verb="case.evidence_added", row=row, by=by, data=data)
    _take_in(row, files, by)
    if is_sensitive:
        row.sealed_at, row.sealed_by = timezone.now(), by
        row.save(update_fields=["sealed_at", "sealed_by"])
        write(chain=case.chain, verb="evidence.sealed_alone", row=row, by=by, data={"description": description})
    note_new_fact(case=case, by=by)
    return row


@transaction.atomic
def add_files(
    *, evidence: Evidence, files: Sequence[Arrival], by: User, token: UUID | None = None
) -> list[EvidenceFile]:
    """Add files to a piece of evidence that no decision has sealed. The same bytes, and the same form, twice are one."""
    require(by, "work_case", evidence.case)
    if token is not None and claim(token=token, by=by):
        return []
    case = lock(evidence.case)
    refuse_if(rules.cannot_change(case), about=case)
    evidence = Evidence.objects.select_related("case").get(pk=evidence.pk)
    refuse_if(rules.cannot_add_files(evidence), about=evidence, field="files")
    rows = _take_in(evidence, files, by)
    if rows:
        note_new_fact(case=case, by=by)
    if token is not None:
        settle(token=token, led_to=evidence.get_absolute_url(), by=by)
    return rows


def _take_in(evidence: Evidence, files: Sequence[Arrival], by: User) -> list[EvidenceFile]:
    """A row for each file that was sent, those not taken too; the taken ones are examined by the worker."""
    held = EvidenceFile.objects.kept().filter(evidence__case=evidence.case_id)
    reason = rules.cannot_hold_more(held.count() + len(files)) if files else None
    refuse_if(reason, about=evidence.case, field="files")
    known = {*held.filter(evidence=evidence).values_list("sha256", flat=True)}
    rows = []
    for file in files:
        if file.stored and file.sha256 in known:
            continue
        known.add(file.sha256 if file.stored else "")
        rows.append(_row(evidence, file, by))
    return rows


def _row(evidence: Evidence, file: Arrival, by: User) -> EvidenceFile:
    now = timezone.now()
    row = EvidenceFile(
        evidence=evidence, name=file.name, size=file.size, sha256=file.sha256, original=file.stored, note=file.reason,
        state=FileState.REFUSED if file.reason else FileState.WAITING, examined_at=now if file.reason else None,
        added_at=now, added_by=by,
    )  # fmt: skip
    full_check(row)
    row.save()
    data = {"name": file.name, "size": file.size, "sha256": file.sha256, "reason": file.reason}
    write(
        chain=evidence.chain,
        verb="evidence.file_refused" if file.reason else "evidence.file_sent",
        row=row,
        by=by,
        at=now,
        data=data,
    )
    if not file.reason:
        queue("cases.examine", file_id=row.pk)
    return row


@transaction.atomic
def note_examined(
    *, file: EvidenceFile, kind: FileKind, served: str, note: str, is_scanned: bool, by: User
) -> EvidenceFile | None:
    """Note what a file turned out to be, and the stored copy that is shown. None if it waits no more. Worker only."""
    waiting = _waiting(file, by)
    if waiting is None:
        return None
    target = FileState.CLEANED if served else FileState.CLEAN
    changes: dict[str, Any] = {"kind": kind, "served": served, "note": note, "is_scanned": is_scanned}
    _move(waiting, target, "evidence.file_examined", by, examined_at=timezone.now(), **changes)
    return waiting


@transaction.atomic
def refuse_file(*, file: EvidenceFile, reason: str, is_scanned: bool, by: User) -> EvidenceFile | None:
    """Note that a file is not kept, and why; its bytes go. None if it waits no more. Worker only."""
    waiting = _waiting(file, by)
    if waiting is None:
        return None
    _drop_bytes(waiting)
    changes: dict[str, Any] = {"original": "", "note": reason, "is_scanned": is_scanned}
    _move(waiting, FileState.REFUSED, "evidence.file_refused", by, examined_at=timezone.now(), **changes)
    return waiting


def _waiting(file: EvidenceFile, by: User) -> EvidenceFile | None:
    """The file under its case's lock, if it still waits to be examined."""
    if not by.is_system:
        raise PermissionDenied
    lock(file.evidence.case)
    fresh = EvidenceFile.objects.select_related("evidence__case").get(pk=file.pk)
    return fresh if fresh.is_waiting else None


def _move(file: EvidenceFile, target: FileState, verb: str, by: User, **changes: Any) -> None:
    data = {"name": file.name, "sha256": file.sha256, "reason": changes.get("note", "")}
    move(file, target, table=FILE_MOVES, verb=verb, by=by, data=data, **changes)


def _drop_bytes(file: EvidenceFile) -> None:
    """Have the worker remove a file's bytes once this is done."""
    queue("cases.drop_bytes", names=[name for name in (file.original.name, file.served.name) if name])


@transaction.atomic
def remove_file(*, file: EvidenceFile, reason: str, by: User) -> None:
    """Take a file out that does not belong here, before a decision rests on it: its bytes go, the history keeps it."""
    require(by, "work_case", file.evidence.case)
    case = lock(file.evidence.case)
    refuse_if(rules.cannot_change(case), about=case)
    file = EvidenceFile.objects.select_related("evidence__case").get(pk=file.pk)
    refuse_if(rules.cannot_remove_file(file), about=file)
    _drop_bytes(file)
    now = timezone.now()
    move(
        file,
        FileState.REMOVED,
        table=FILE_MOVES,
        verb="evidence.file_removed",
        by=by,
        at=now,
        data={"name": file.name, "sha256": file.sha256, "reason": reason},
        original="",
        served="",
        removed_at=now,
        removed_by=by,
        remove_reason=reason,
    )


@transaction.atomic
def seal(*, case: Case, by: User, at: datetime | None = None) -> Sealing:
    """Seal all evidence there is, as a part of a decision that has checked its own power: nothing is taken out any more.

    What is added afterwards is marked so (`cases.selectors.evidence`).
    """
    case = lock(case)
    now = at or timezone.now()
    sealing = Sealing(case=case, sealed_at=now, sealed_by=by)
    full_check(sealing)
    sealing.save()
    unsealed = Evidence.objects.unsealed().filter(case=case)
    files = EvidenceFile.objects.filter(evidence__in=unsealed, state__in=KEPT).order_by("pk")
    data = {
        "pieces": [*unsealed.order_by("pk").values_list("pk", flat=True)],
        "files": [*files.values_list("sha256", flat=True)],
    }
    unsealed.update(sealed_at=now, sealed_by=by)
    write(chain=case.chain, verb="evidence.sealed", row=sealing, by=by, at=now, data=data)
    return sealing


@transaction.atomic
def note_new_fact(*, case: Case, by: User) -> None:
    """Something came to a case: where a decision rests on what there was, whoever decided hears of it, by a job."""
    if Sealing.objects.filter(case=case).exists():
        queue("suspensions.new_facts", case_id=case.pk)
