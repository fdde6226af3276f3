"""What the worker does for records: makes their PDFs, looks at scans, catches up on lost ones, clears stray files."""

import logging
import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.system import system_user
from kernel import virus
from kernel.apart import IN_VAIN, MOST_TRIES, NotExamined, codes_apart, examine_apart
from kernel.catching_up import AT_ONCE, LOST_AFTER, clear_strays, queue_lost
from kernel.filetypes import Examined, Unfit, end_of
from kernel.jobs import PATIENCE, queue
from records.hashing import codes_read
from records.models import RecordFile, Scan, SealedFile, Signatory, Signature, WrittenRecord
from records.pdf import certificate_of, render
from records.sealing import sealed
from records.seals import NONE_YET, seal_in_use
from records.selectors.certificate import disagreed_of, lines_of
from records.services import keep_file
from records.services.sealing import keep_sealed
from records.services.signing import note_scan, refuse_scan
from records.states import SCANS, SIGNATURES, RecordState, ScanState
from schools.selectors import trust

FOLDER = "records"
# A version that was replaced meanwhile is sealed all the same: it was signed.
SEALED = (RecordState.COMPLETE, RecordState.SUPERSEDED)
log = logging.getLogger(__name__)


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


@app.task(name="records.seal", retry=PATIENCE)
def seal_record(record_id: int) -> None:
    """Seal a record that everybody has answered, once, as `render_record` stores one. Without a seal it waits for one."""
    record = WrittenRecord.objects.select_related("case__school", "file", "supersedes").get(pk=record_id)
    seal = seal_in_use(timezone.now().date())
    if record.state not in SEALED or SealedFile.objects.filter(record=record).exists():
        return
    if not record.signatories.exists():
        return
    if seal is None:
        log.error("Record %s cannot be sealed: %s", record_id, NONE_YET)
        return
    lines = lines_of(record)
    certificate = certificate_of(
        record,
        sha256=record.file.sha256,
        fingerprint=seal.fingerprint,
        lines=lines,
        disagreements=disagreed_of(record),
        pictures={line.drawn: _read(line.drawn) for line in lines if line.drawn},
    )
    paper = sealed(_read(str(record.file.file.name)), certificate.data, seal, trust=trust().name)
    name = default_storage.save(f"{FOLDER}/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.pdf", ContentFile(paper.data))
    kept = keep_sealed(
        record=record, name=name, sha256=paper.sha256, fingerprint=seal.fingerprint, pages=paper.pages,
        size=len(paper.data), by=system_user(),
    )  # fmt: skip
    if kept.file.name != name:
        default_storage.delete(name)


def _read(name: str) -> bytes:
    with default_storage.open(name) as stored:
        return bytes(stored.read())


# --- Scans of signed pages ----------------------------------------------------------------------------------------
@app.task(name="records.examine_scan", retry=PATIENCE)
def examine_scan(scan_id: int, tries: int = 0) -> None:
    """Check a scan like a file of evidence, and read the codes on it. A virus scanner that is away leaves it waiting.

    `tries`: how often the examination itself has failed before. After a few it is refused.
    """
    scan = Scan.objects.select_related("record__case").get(pk=scan_id)
    if not scan.is_waiting:
        return
    is_scanned = virus.is_configured()
    path, end = default_storage.path(str(scan.original.name)), end_of(scan.name)
    try:
        if is_scanned:
            with default_storage.open(str(scan.original.name)) as stored:
                virus.let_through(stored)
        found = examine_apart(path, end)
        codes = codes_read(codes_apart(path, end))
    except Unfit as unfit:
        refuse_scan(scan=scan, reason=unfit.reason, is_scanned=is_scanned, by=system_user())
        return
    except NotExamined as failed:
        log.warning("Scan %s was not examined: %s", scan_id, failed)
        if tries + 1 >= MOST_TRIES:
            refuse_scan(scan=scan, reason=IN_VAIN, is_scanned=is_scanned, by=system_user())
        else:
            queue("records.examine_scan", at=timezone.now() + PATIENCE.wait(tries), scan_id=scan_id, tries=tries + 1)
        return
    served = _store(found)
    noted = note_scan(scan=scan, served=served, note=found.note, codes=codes, is_scanned=is_scanned, by=system_user())
    # Read anew: a page of another document is not kept, and another worker may have been first.
    if noted is None or noted.served.name != served:
        default_storage.delete(served)


def _store(found: Examined) -> str:
    """Keep the copy that is shown. Pictures and PDFs, and nothing else is taken, always have one."""
    name = f"{SCANS}/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.{found.end}"
    return default_storage.save(name, ContentFile(found.served or b""))


@app.task(name="records.drop_scan", retry=PATIENCE)
def drop_scan(names: list[str]) -> None:
    """Remove stored bytes that no scan names any more."""
    for name in names:
        if not _is_named(name):
            default_storage.delete(name)


def _is_named(name: str) -> bool:
    return Scan.objects.filter(Q(original=name) | Q(served=name)).exists()


# --- Catching up --------------------------------------------------------------------------------------------------
@app.periodic(cron="*/5 * * * *")
@app.task(name="records.catch_up", queueing_lock="records.catch_up")
def catch_up(timestamp: int) -> None:
    """Queue again what was issued a while ago, has no file, and no job that would make it."""
    lost = WrittenRecord.objects.frozen().filter(file__isnull=True, issued_at__lt=timezone.now() - LOST_AFTER)
    queue_lost("records.render", "record_id", lost.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    _catch_up_scans()
    _catch_up_seals()


def _catch_up_scans() -> None:
    lost = Scan.objects.filter(state=ScanState.WAITING, added_at__lt=timezone.now() - LOST_AFTER)
    queue_lost("records.examine_scan", "scan_id", lost.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def _catch_up_seals() -> None:
    """Seal what was signed while there was no seal, or lost its job."""
    if seal_in_use(timezone.now().date()) is None:
        return
    before = timezone.now() - LOST_AFTER
    signed = Signatory.objects.filter(record=OuterRef("pk"))
    lost = WrittenRecord.objects.filter(Exists(signed), state=RecordState.COMPLETE, sealed__isnull=True)
    lost = lost.filter(file__stored_at__lt=before).order_by("pk")
    queue_lost("records.seal", "record_id", lost.values_list("pk", flat=True)[:AT_ONCE])


@app.periodic(cron="41 3 * * *")
@app.task(name="records.clear_orphans", queueing_lock="records.clear_orphans")
def clear_orphans(timestamp: int) -> None:
    """Remove files that a worker stored and died before noting, once they are a day old."""
    clear_strays(FOLDER, _is_kept)
    clear_strays(SIGNATURES, lambda name: Signature.objects.filter(drawing=name).exists())
    clear_strays(SCANS, _is_named)


def _is_kept(name: str) -> bool:
    return RecordFile.objects.filter(file=name).exists() or SealedFile.objects.filter(file=name).exists()
