"""Importing pupils and contacts: upload, match the columns, check, apply in batches, discard."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import move, write
from kernel.checking import full_check
from kernel.jobs import queue
from kernel.refusal import Refused, refuse_if
from schools import rules
from schools.access import require_set_up
from schools.importing.columns import guess
from schools.importing.planning import Group, Line
from schools.importing.reading import Unreadable, read
from schools.importing.writing import write_groups
from schools.models import ImportLine, ImportRun, School
from schools.selectors.importing import mapping_of_last, planned
from schools.states import IMPORT_MOVES, ImportState, LineOutcome

KEPT = timedelta(days=30)
WAITING = (ImportState.UPLOADED, ImportState.CHECKED)


@transaction.atomic
def upload_file(*, school: School, file_name: str, content: bytes, by: User) -> ImportRun:
    """Keep a file until it is applied or discarded, with its columns guessed. The same file waiting twice is one."""
    require_set_up(by)
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    digest = hashlib.sha256(content).hexdigest()
    if same := ImportRun.objects.filter(school=school, sha256=digest, state__in=WAITING).first():
        return same
    try:
        table = read(content)
    except Unreadable as unreadable:
        raise Refused(unreadable.reason, about=school, field="file") from unreadable
    run = ImportRun(
        school=school,
        file_name=file_name[:200] or "file.csv",
        sha256=digest,
        size=len(content),
        content=content,
        encoding=table.encoding,
        delimiter=table.delimiter,
        headers=list(table.headers),
        mapping=guess(table.headers, mapping_of_last(school)),
        uploaded_at=timezone.now(),
        uploaded_by=by,
        row_count=len(table.rows),
    )
    full_check(run)
    run.save()
    write(chain=run.chain, verb="import.uploaded", row=run, by=by, data={"rows": run.row_count, "sha256": digest})
    return run


@transaction.atomic
def match_columns(*, run: ImportRun, mapping: Mapping[str, str], by: User) -> None:
    """Match columns with headings, and check the file: what every row would do, kept row by row. Nothing is imported."""
    require_set_up(by)
    run = ImportRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    refuse_if(rules.cannot_match(run, mapping), about=run)
    run.mapping = dict(mapping)
    groups = [*planned(run)]
    lines = sorted((line for group in groups for line in group.lines), key=lambda line: line.number)
    run.lines.all().delete()
    ImportLine.objects.bulk_create([_kept(run, line) for line in lines], batch_size=1000)
    move(
        run,
        ImportState.CHECKED,
        table=IMPORT_MOVES,
        verb="import.checked",
        by=by,
        mapping=run.mapping,
        **_counts(lines),
    )


def _kept(run: ImportRun, line: Line) -> ImportLine:
    return ImportLine(
        run=run,
        number=line.number,
        outcome=line.outcome,
        who=line.who[:300],
        notes=[note[:200] for note in line.notes[:20]],
        warnings=[warning[:200] for warning in line.warnings[:20]],
    )


def _counts(lines: Sequence[Line]) -> dict[str, Any]:
    outcomes = [line.outcome for line in lines]
    return {
        "new_count": outcomes.count(LineOutcome.NEW),
        "changed_count": outcomes.count(LineOutcome.CHANGED),
        "unchanged_count": outcomes.count(LineOutcome.UNCHANGED),
        "problem_count": outcomes.count(LineOutcome.PROBLEM),
        "warning_count": sum(bool(line.warnings) for line in lines),
    }


@transaction.atomic
def reopen(*, run: ImportRun, by: User) -> None:
    """Go back to matching the columns."""
    require_set_up(by)
    move(run, ImportState.UPLOADED, table=IMPORT_MOVES, verb="import.reopened", by=by)


@transaction.atomic
def start_import(*, run: ImportRun, by: User) -> None:
    """Let the worker apply a checked file, or go on with one that stopped."""
    require_set_up(by)
    School.objects.select_for_update(no_key=True).get(pk=run.school_id)
    is_busy = ImportRun.objects.filter(school=run.school_id, state=ImportState.QUEUED).exists()
    refuse_if(rules.cannot_start_import(run, is_busy=is_busy), about=run)
    fresh: dict[str, Any] = {} if run.state == ImportState.FAILED else {**_counts([]), "rows_done": 0}
    now = timezone.now()
    move(
        run,
        ImportState.QUEUED,
        table=IMPORT_MOVES,
        verb="import.started",
        by=by,
        at=now,
        queued_at=now,
        queued_by=by,
        failed_reason="",
        **fresh,
    )
    queue("schools.import", run_id=run.pk)


@transaction.atomic
def write_batch(*, run: ImportRun, groups: Sequence[Group], by: User) -> bool:
    """Write what was planned for some pupils and count it, all or nothing. False if another worker was there first."""
    kept = ImportRun.objects.select_for_update(no_key=True).defer("content").get(pk=run.pk)
    if kept.state != ImportState.QUEUED or kept.rows_done != run.rows_done:
        return False
    write_groups(groups, school=run.school, by=by, at=timezone.now())
    lines = [line for group in groups for line in group.lines]
    counts = {name: getattr(kept, name) + count for name, count in _counts(lines).items()}
    ImportRun.objects.filter(pk=run.pk).update(rows_done=kept.rows_done + len(lines), **counts)
    run.rows_done = kept.rows_done + len(lines)
    return True


@transaction.atomic
def finish_import(*, run: ImportRun, by: User) -> None:
    """Everything is written: the file goes, the counts stay, and so do the rows that somebody must look at."""
    run = ImportRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    counts = {
        "new": run.new_count,
        "changed": run.changed_count,
        "unchanged": run.unchanged_count,
        "problems": run.problem_count,
    }
    run.lines.exclude(outcome=LineOutcome.PROBLEM).filter(warnings=[]).delete()
    now = timezone.now()
    over: dict[str, Any] = {"content": None, "finished_at": now}
    move(run, ImportState.APPLIED, table=IMPORT_MOVES, verb="import.applied", by=by, at=now, data=counts, **over)
    # Who has to be told of a suspension may have changed with it.
    queue("pupils.settle_school", school_id=run.school_id)


@transaction.atomic
def stop_import(*, run: ImportRun, reason: str, by: User) -> None:
    """Something went wrong: what was written before stays, and somebody may try again."""
    move(run, ImportState.FAILED, table=IMPORT_MOVES, verb="import.stopped", by=by, failed_reason=reason[:300])


@transaction.atomic
def discard_import(*, run: ImportRun, by: User) -> None:
    """Drop a file that is not to be applied, with everything that was said of its rows."""
    require_set_up(by)
    run.lines.all().delete()
    over: dict[str, Any] = {"content": None, "finished_at": timezone.now(), "failed_reason": ""}
    move(run, ImportState.DISCARDED, table=IMPORT_MOVES, verb="import.discarded", by=by, **over)


@transaction.atomic
def forget_imports(*, by: User) -> None:
    """Drop files that waited for a month, and a month after an import the rows that were to be looked at."""
    before = timezone.now() - KEPT
    waiting = ImportRun.objects.filter(state__in=[*WAITING, ImportState.FAILED], uploaded_at__lt=before)
    for run in waiting.defer("content"):
        discard_import(run=run, by=by)
    ImportLine.objects.filter(run__finished_at__lt=before).delete()
