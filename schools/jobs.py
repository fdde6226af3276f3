"""What the worker does for schools: imports in batches that go on where they were stopped; mail about a new address."""

import logging
from collections.abc import Iterator

from django.conf import settings
from procrastinate.contrib.django import app

from accounts.mail import send
from accounts.models import User
from accounts.system import system_user
from audit.models import Entry
from kernel.jobs import PATIENCE
from schools.importing.planning import Group
from schools.models import ImportRun
from schools.selectors.importing import planned
from schools.services.importing import finish_import, forget_imports, stop_import, write_batch
from schools.states import ImportState

ROWS_AT_ONCE = 500
log = logging.getLogger(__name__)


@app.task(name="schools.import", retry=PATIENCE)
def import_file(run_id: int) -> None:
    """Apply a file: batch after batch, each whole. Done again after a crash, it goes on behind the last whole batch."""
    run = ImportRun.objects.select_related("school", "queued_by").filter(pk=run_id, state=ImportState.QUEUED).first()
    if run is None or run.queued_by is None:
        return
    try:
        for groups in _batches(planned(run), run.rows_done):
            if not write_batch(run=run, groups=groups, by=run.queued_by):
                return
        finish_import(run=run, by=run.queued_by)
    except Exception as error:
        # What went wrong stands in the log without what the file says.
        log.error("Import %s stopped after %s rows: %s", run.pk, run.rows_done, type(error).__name__)  # noqa: TRY400
        reason = f"It stopped after row {run.rows_done + 1}. What was imported before stays. Try again."
        stop_import(run=run, reason=reason, by=run.queued_by)


def _batches(groups: Iterator[Group], done: int) -> Iterator[list[Group]]:
    """Some pupils at a time, without those whose rows were done before."""
    batch: list[Group] = []
    passed = rows = 0
    for group in groups:
        if passed < done:
            passed += len(group.lines)
            continue
        batch.append(group)
        rows += len(group.lines)
        if rows >= ROWS_AT_ONCE:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


@app.task(name="schools.address_changed", retry=PATIENCE)
def address_changed(user_id: int, entry_id: int) -> None:
    """Tell the old and the new address that an account's address has changed. History holds the old one, no job does."""
    user = User.objects.people().filter(pk=user_id).first()
    entry = Entry.objects.select_related("payload").filter(pk=entry_id).first()
    old = entry.payload.data.get("before", {}).get("email") if entry is not None else None
    for address in dict.fromkeys(one for one in (old, user and user.email) if one):
        send("address_changed", address, {"url": settings.BASE_URL})


@app.periodic(cron="53 3 * * *")
@app.task(name="schools.forget_imports", queueing_lock="schools.forget_imports")
def forget(timestamp: int = 0) -> None:
    """Drop what imports left behind a month ago."""
    forget_imports(by=system_user())
