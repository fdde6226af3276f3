"""What the worker does for cases: forgetting old drafts, settling who decides, examining files of evidence."""

import logging
import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.models import User
from accounts.system import system_user
from cases.arrivals import FOLDER
from cases.models import EvidenceFile
from cases.services.deciding import settle_cases_of
from cases.services.evidence import note_examined, refuse_file
from cases.services.writing import purge_drafts
from cases.states import FileKind, FileState
from kernel import virus
from kernel.apart import IN_VAIN, MOST_TRIES, NotExamined, examine_apart
from kernel.catching_up import AT_ONCE, LOST_AFTER, clear_strays, queue_lost
from kernel.filetypes import Examined, Unfit, end_of
from kernel.jobs import PATIENCE, queue

log = logging.getLogger(__name__)


@app.periodic(cron="41 2 * * *")
@app.task(name="cases.purge_drafts", queueing_lock="cases.purge_drafts")
def purge_old_drafts(timestamp: int) -> None:
    """Once a night."""
    purge_drafts(by=system_user())


@app.task(name="cases.settle_deciders", retry=PATIENCE)
def settle_deciders(user_id: int) -> None:
    """Hand to the Chair what somebody who is now the CEO, or stands in, may not decide: they have a part in it."""
    settle_cases_of(user=User.objects.get(pk=user_id), by=system_user())


# --- Files of evidence --------------------------------------------------------------------------------------------
@app.task(name="cases.examine", retry=PATIENCE)
def examine_file(file_id: int, tries: int = 0) -> None:
    """Scan a file and examine it, once, without a lock or a transaction. A scanner that is away leaves it waiting.

    `tries`: how often the examination itself has failed before. After a few it is refused.
    """
    file = EvidenceFile.objects.select_related("evidence__case").get(pk=file_id)
    if not file.is_waiting:
        return
    is_scanned = virus.is_configured()
    try:
        if is_scanned:
            with default_storage.open(str(file.original.name)) as stored:
                virus.let_through(stored)
        found = examine_apart(default_storage.path(str(file.original.name)), end_of(file.name))
    except Unfit as unfit:
        refuse_file(file=file, reason=unfit.reason, is_scanned=is_scanned, by=system_user())
        return
    except NotExamined as failed:
        log.warning("File %s was not examined: %s", file_id, failed)
        if tries + 1 >= MOST_TRIES:
            refuse_file(file=file, reason=IN_VAIN, is_scanned=is_scanned, by=system_user())
        else:
            queue("cases.examine", at=timezone.now() + PATIENCE.wait(tries), file_id=file_id, tries=tries + 1)
        return
    served = _store(found)
    kind = FileKind(found.kind.value)
    noted = note_examined(file=file, kind=kind, served=served, note=found.note, is_scanned=is_scanned, by=system_user())
    if noted is None and served:
        default_storage.delete(served)


def _store(found: Examined) -> str:
    """Keep the copy that is shown; "" where there is none."""
    if found.served is None:
        return ""
    name = f"{FOLDER}/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.{found.end}"
    return default_storage.save(name, ContentFile(found.served))


@app.task(name="cases.drop_bytes", retry=PATIENCE)
def drop_bytes(names: list[str]) -> None:
    """Remove stored bytes that no file of evidence names any more."""
    for name in names:
        if not _is_named(name):
            default_storage.delete(name)


@app.periodic(cron="*/5 * * * *")
@app.task(name="cases.catch_up", queueing_lock="cases.catch_up")
def catch_up(timestamp: int) -> None:
    """Queue again what has waited a while and has no job that would examine it."""
    lost = EvidenceFile.objects.filter(state=FileState.WAITING, added_at__lt=timezone.now() - LOST_AFTER)
    queue_lost("cases.examine", "file_id", lost.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


@app.periodic(cron="51 3 * * *")
@app.task(name="cases.clear_orphans", queueing_lock="cases.clear_orphans")
def clear_orphans(timestamp: int) -> None:
    """Remove bytes that arrived or were made and never came to a row, once they are a day old."""
    clear_strays(FOLDER, _is_named)


def _is_named(name: str) -> bool:
    return EvidenceFile.objects.filter(Q(original=name) | Q(served=name)).exists()
