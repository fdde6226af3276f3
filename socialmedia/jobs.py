"""What the worker does for messages: reads what was uploaded, file by file apart, and clears away what nobody names."""

from itertools import islice

from django.core.files.storage import default_storage
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.system import system_user
from kernel import virus
from kernel.apart import read_mails_apart
from kernel.catching_up import AT_ONCE, LOST_AFTER, clear_strays, queue_lost
from kernel.filetypes import MB, Unfit
from kernel.jobs import PATIENCE
from kernel.mailfiles import ReadMail
from socialmedia.models import MailFile, MailUpload
from socialmedia.services.mail import FOLDER, leave_unanswered, take_in
from socialmedia.services.restriction import clear_after_end

# So much is read in one process: the memory that it takes does not grow with what was uploaded.
FILES_AT_ONCE = 25
BYTES_AT_ONCE = 20 * MB


@app.task(name="socialmedia.read_mails", retry=PATIENCE)
def read_mails(upload_id: int) -> None:
    """Read what waits of an upload, some files at a time, each lot whole. Done again, it goes on behind the last."""
    upload = MailUpload.objects.select_related("school").get(pk=upload_id)
    while files := _next(upload):
        take_in(upload=upload, told=_read(files), by=system_user())


def _next(upload: MailUpload) -> list[MailFile]:
    found: list[MailFile] = []
    size = 0
    for file in islice(MailFile.objects.waiting().filter(upload=upload).order_by("number"), FILES_AT_ONCE):
        size += file.size
        if found and size > BYTES_AT_ONCE:
            break
        found.append(file)
    return found


def _read(files: list[MailFile]) -> dict[int, ReadMail | Unfit]:
    """What each file says, by its pk, or why it is not taken. A scanner that is away leaves them waiting."""
    told: dict[int, ReadMail | Unfit] = {}
    for file in files if virus.is_configured() else ():
        try:
            with default_storage.open(str(file.original.name)) as stored:
                virus.let_through(stored)
        except Unfit as unfit:
            told[file.pk] = unfit
    clean = [file for file in files if file.pk not in told]
    read = read_mails_apart([default_storage.path(str(file.original.name)) for file in clean]) if clean else []
    return told | {file.pk: one for file, one in zip(clean, read, strict=True)}


@app.task(name="socialmedia.drop_bytes", retry=PATIENCE)
def drop_bytes(names: list[str]) -> None:
    """Remove stored bytes that no message names any more."""
    for name in names:
        if not _is_named(name):
            default_storage.delete(name)


@app.periodic(cron="*/5 * * * *")
@app.task(name="socialmedia.catch_up", queueing_lock="socialmedia.catch_up")
def catch_up(timestamp: int) -> None:
    """Queue again what has waited a while and has no job that would read it."""
    lost = MailFile.objects.waiting().filter(upload__uploaded_at__lt=timezone.now() - LOST_AFTER)
    queue_lost("socialmedia.read_mails", "upload_id", lost.values_list("upload", flat=True).distinct()[:AT_ONCE])


@app.periodic(cron="11 4 * * *")
@app.task(name="socialmedia.leave_unanswered", queueing_lock="socialmedia.leave_unanswered")
def leave_out(timestamp: int) -> None:
    """Once a night: what nobody says whose it is, is not kept."""
    leave_unanswered(by=system_user())


@app.periodic(cron="7 * * * *")
@app.task(name="socialmedia.clear_after_end", queueing_lock="socialmedia.clear_after_end")
def clear_ended(timestamp: int) -> None:
    """Every hour: what was owed on a restriction that has ended by the clock is owed no more."""
    clear_after_end(by=system_user())


@app.periodic(cron="31 4 * * *")
@app.task(name="socialmedia.clear_orphans", queueing_lock="socialmedia.clear_orphans")
def clear_orphans(timestamp: int) -> None:
    """Remove bytes that arrived and never came to a row, once they are a day old."""
    clear_strays(FOLDER, _is_named)


def _is_named(name: str) -> bool:
    return MailFile.objects.filter(original=name).exists()
