"""What the worker does for records: makes their PDFs, catches up on lost ones, clears files that belong to nothing."""

import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.system import system_user
from kernel.jobs import PATIENCE, queue
from records.models import RecordFile, WrittenRecord
from records.pdf import render
from records.services import keep_file

FOLDER = "records"
LOST_AFTER = timedelta(minutes=10)
ORPHAN_AFTER = timedelta(days=1)
AT_ONCE = 50


@app.task(name="records.render", retry=PATIENCE)
def render_record(record_id: int) -> None:
    """Make and keep the PDF of an issued record, once. Neither rendering nor storing holds a lock or a transaction.

    Stopped between the two it leaves a file that no row names: the next try stores another, `clear_orphans` takes that.
    """
    record = WrittenRecord.objects.select_related("case__school", "supersedes").get(pk=record_id)
    if not record.is_frozen or RecordFile.objects.filter(record=record).exists():
        return
    paper = render(record)
    name = default_storage.save(f"{FOLDER}/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.pdf", ContentFile(paper.data))
    kept = keep_file(
        record=record, name=name, sha256=paper.sha256, pages=paper.pages, size=len(paper.data), by=system_user()
    )
    if kept.file.name != name:
        default_storage.delete(name)


@app.periodic(cron="*/5 * * * *")
@app.task(name="records.catch_up", queueing_lock="records.catch_up")
def catch_up(timestamp: int) -> None:
    """Queue again what was issued a while ago, has no file, and no job that would make it."""
    lost = WrittenRecord.objects.frozen().filter(file__isnull=True, issued_at__lt=timezone.now() - LOST_AFTER)
    for record_id in lost.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        waiting = ProcrastinateJob.objects.filter(
            task_name="records.render", status__in=["todo", "doing"], args__record_id=record_id
        )
        if not waiting.exists():
            queue("records.render", record_id=record_id)


@app.periodic(cron="41 3 * * *")
@app.task(name="records.clear_orphans", queueing_lock="records.clear_orphans")
def clear_orphans(timestamp: int) -> None:
    """Remove files that a worker stored and died before noting, once they are a day old."""
    before = timezone.now() - ORPHAN_AFTER
    for name in _stored(FOLDER):
        if default_storage.get_modified_time(name) < before and not RecordFile.objects.filter(file=name).exists():
            default_storage.delete(name)


def _stored(folder: str) -> list[str]:
    """Every stored file under a folder."""
    if not default_storage.exists(folder):
        return []
    folders, files = default_storage.listdir(folder)
    below = [name for one in folders for name in _stored(f"{folder}/{one}")]
    return [f"{folder}/{name}" for name in files] + below
