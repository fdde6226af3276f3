"""Does the worker make each PDF once, whatever happens to it?"""

import hashlib
import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.system import system_user
from audit.models import Entry
from records import jobs
from records.models import RecordFile, WrittenRecord
from records.services import correct_record, issue_record, keep_file
from records.states import RecordState


def stored(files):
    return [path for path in files.rglob("*") if path.is_file()]


def test_the_file_is_stored_once_and_completes_the_record(complete, files):
    assert complete.state == RecordState.COMPLETE
    with complete.file.file.open() as kept:
        data = kept.read()
    assert data.startswith(b"%PDF-1.7")
    assert complete.file.sha256 == hashlib.sha256(data).hexdigest()
    assert (complete.file.size, complete.file.pages) == (len(data), 1)
    assert len(stored(files)) == 1
    entry = Entry.objects.of_chain(complete.chain).last()
    assert (entry.verb, entry.actor) == ("record.completed", system_user())


def test_the_name_in_the_store_says_nothing(complete):
    assert complete.case.reference not in complete.file.file.name
    assert re.fullmatch(r"records/\d{4}/\d\d/[0-9a-f]{32}\.pdf", complete.file.file.name)


def test_the_same_job_again_changes_nothing(complete, files):
    before = RecordFile.objects.get()
    jobs.render_record(complete.pk)
    assert RecordFile.objects.get().pk == before.pk
    assert len(stored(files)) == 1


def test_of_two_workers_at_once_one_stores(issued, files, monkeypatch):
    render = jobs.render

    def slow(record):
        paper = render(record)
        other = default_storage.save("records/other.pdf", ContentFile(paper.data))
        facts = {"sha256": paper.sha256, "pages": paper.pages, "size": len(paper.data)}
        keep_file(record=record, name=other, **facts, by=system_user())
        return paper

    monkeypatch.setattr(jobs, "render", slow)
    jobs.render_record(issued.pk)
    assert RecordFile.objects.get().file.name == "records/other.pdf"
    assert [path.name for path in stored(files)] == ["other.pdf"]


def test_a_crash_between_storing_and_noting_leaves_a_record_that_is_rendered_again(
    issued, files, monkeypatch, run_jobs
):
    def crash(**facts):
        raise SystemExit("the worker was killed")

    with monkeypatch.context() as broken:
        broken.setattr(jobs, "keep_file", crash)
        with pytest.raises(SystemExit):
            jobs.render_record(issued.pk)
    assert not RecordFile.objects.exists()
    assert WrittenRecord.objects.get(pk=issued.pk).state == RecordState.ISSUED
    run_jobs(raising=True)
    file = RecordFile.objects.get()
    assert len(stored(files)) == 2

    for path in stored(files):
        os.utime(path, (0, 0))
    jobs.clear_orphans(0)
    assert [default_storage.path(file.file.name)] == [str(path) for path in stored(files)]


def test_a_fresh_file_without_a_row_is_left_for_its_worker(files, db):
    jobs.clear_orphans(0)
    default_storage.save("records/2026/11/just-now.pdf", ContentFile(b"%PDF"))
    jobs.clear_orphans(0)
    assert len(stored(files)) == 1


def test_a_draft_is_never_rendered(draft):
    jobs.render_record(draft.pk)
    assert not RecordFile.objects.exists()


def test_what_was_replaced_before_it_was_rendered_still_gets_its_file(issued, head, run_jobs):
    issue_record(record=correct_record(record=issued, correction="The time", by=head), by=head)
    run_jobs(raising=True)
    assert RecordFile.objects.count() == 2
    issued.refresh_from_db()
    assert issued.state == RecordState.SUPERSEDED


def test_a_failing_rendering_is_tried_again(issued, monkeypatch, run_jobs):
    def fail(record):
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(jobs, "render", fail)
        assert run_jobs() == []
    job = ProcrastinateJob.objects.get(task_name="records.render")
    assert job.scheduled_at > timezone.now()


def test_a_lost_job_is_queued_again_and_a_waiting_one_is_left(issued, clock_after):
    jobs.catch_up(0)
    assert ProcrastinateJob.objects.filter(task_name="records.render").count() == 1
    ProcrastinateJob.objects.filter(task_name="records.render").delete()
    with clock_after(timedelta(minutes=5)):
        jobs.catch_up(0)
        assert not ProcrastinateJob.objects.filter(task_name="records.render").exists()
    with clock_after(timedelta(minutes=11)):
        jobs.catch_up(0)
        jobs.catch_up(0)
    assert ProcrastinateJob.objects.filter(task_name="records.render").count() == 1


# What makes and seals PDFs, and what opens files that people sent. Of the latter the worker's own process loads only
# pikepdf, which puts PDFs of ours together.
HEAVY = {"weasyprint", "pydyf", "segno", "records.pdf", "pyhanko", "cryptography", "records.sealing"}
OPENERS = {"PIL", "pillow_heif", "pikepdf", "lxml", "magic", "filetype", "kernel.uploads"}
OPENERS |= {"pypdfium2", "zxingcpp", "kernel.codes"}


def test_the_web_process_never_loads_the_makers_of_pdfs_and_openers_of_files():
    script = (
        "import django, sys; django.setup(); import inspires.urls, inspires.wsgi; "
        f"sys.exit(bool({HEAVY | OPENERS} & set(sys.modules)))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "inspires.settings"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
