"""What the worker does for packs: binds them, catches up on lost ones, deletes files that were kept long enough."""

import hashlib
import logging
import tempfile
import uuid
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.system import system_user
from cases.states import FileKind, FileState
from kernel.catching_up import AT_ONCE, LOST_AFTER, clear_strays, queue_lost
from kernel.jobs import PATIENCE
from packs import binding, papers
from packs.models import KEPT, Pack, PackLine
from packs.selectors.bundle import left_out
from packs.selectors.measures import measure_of
from packs.selectors.panel import told_us
from packs.services import drop_file, fail_pack, keep_pack, note_progress
from packs.states import PackState
from schools.selectors import trust

FOLDER = "packs"
# How often it is noted how far a pack is: each so many papers.
STEP = 10
WENT_WRONG = (
    "Something went wrong while it was made. Try again. If that does not help, tell whoever looks after the system."
)
MISSING = (
    "The file of a record in it is not there. Tell whoever looks after the system: the record is named in their log."
)
log = logging.getLogger(__name__)


@app.task(name="packs.make", retry=PATIENCE)
def make_pack(pack_id: int) -> None:
    """Bind a pack and keep its file, once. Done again after a crash it begins anew; what was half made is cleared away.

    Nothing is locked meanwhile, and no more of it is held in memory than how its papers are built.
    """
    rows = Pack.objects.select_related("school", "asked_by", "case", "person")
    pack = rows.filter(pk=pack_id, state=PackState.WAITING).first()
    if pack is None:
        return
    with tempfile.TemporaryDirectory(prefix="pack-") as folder:
        try:
            path, placed, pages = _bound(pack, Path(folder))
        except FileNotFoundError as error:
            log.error("Pack %s: a stored file is missing: %s", pack_id, Path(str(error.filename)).name)  # noqa: TRY400
            fail_pack(pack=pack, reason=MISSING, by=system_user())
            return
        except Exception as error:
            # Whatever a stored PDF lacks, whoever waits is told. What the papers say belongs in no log.
            log.error("Pack %s was not made: %s", pack_id, type(error).__name__)  # noqa: TRY400
            fail_pack(pack=pack, reason=WENT_WRONG, by=system_user())
            return
        with path.open("rb") as made:
            name = default_storage.save(f"{FOLDER}/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.pdf", File(made))
        kept = keep_pack(
            pack=pack, name=name, sha256=_sha256_of(path), pages=pages, size=path.stat().st_size, placed=placed,
            by=system_user(),
        )  # fmt: skip
    # Another worker was first.
    if kept.file.name != name:
        default_storage.delete(name)


def _bound(pack: Pack, folder: Path) -> tuple[Path, dict[int, tuple[int, int]], int]:
    """The whole as a file in a folder; where each of its lines stands; how many pages there are."""
    kept = ("record__case", "record__file", "record__sealed", "evidence__evidence__case", "evidence__added_by")
    lines = [*pack.lines.printed().select_related(*kept).defer("record__content")]
    stored = [_stored_paper(pack, line, place, folder) for place, line in enumerate(lines, 1)]
    counts = [paper.pages for paper in stored]
    first, starts, total = _front(pack, lines, counts)
    with binding.Binder(first, pages=total, stamp=pack.stamp, is_duplex=pack.is_duplex) as whole:
        for place, paper in enumerate(stored, 1):
            whole.add(paper)
            if place % STEP == 0:
                note_progress(pack=pack, done=place, by=system_user())
        out = folder / "pack.pdf"
        whole.write_to(out)
        pages = whole.pages
    return out, {line.pk: (start, count) for line, start, count in zip(lines, starts, counts, strict=True)}, pages


def _front(pack: Pack, lines: list[PackLine], counts: list[int]) -> tuple[bytes, list[int], int]:
    """The pages in front, where each paper begins behind them, and how many pages there are in all.

    How many they are themselves is known once they are set: mostly as many as were thought the first time.
    """
    pages, left = 2 + len(lines) // 18, left_out(pack) if pack.is_bundle else []
    told = told_us(pack)
    for _ in range(4):
        starts, total = binding.page_numbers(counts, pages, is_duplex=pack.is_duplex)
        made = papers.front(pack, trust(), papers.entries_of(lines, starts), total, left, told)
        if made.pages == pages:
            return made.data, starts, total
        pages = made.pages
    raise ValueError("the pages in front never fit their own contents")


def _stored_paper(pack: Pack, line: PackLine, place: int, folder: Path) -> binding.Paper:
    """A paper to bind: a record as it is stored; a file of evidence on a page of ours, made in a folder."""
    if line.record is not None:
        stamp = pack.stamp if pack.is_bundle else f"{pack.stamp} · {line.record.case.reference}"
        return binding.Paper(
            Path(default_storage.path(measure_of(line.record).name)), stamp, f"{place}. {line.record.title}"
        )
    file = line.evidence
    assert file is not None, "a line is of one of the two"
    if file.state != FileState.CLEANED:
        # Taken out since it was asked for: what is not kept is bound nowhere.
        raise FileNotFoundError(2, "taken out", f"evidence {file.pk}")
    sheet, name = folder / f"{line.pk}.pdf", f"{place}. {papers.name_of_file(pack, file)}"
    with file.served.open("rb") as served:
        sheet.write_bytes(papers.sheet_of(pack, file, served.read()).data)
    inner = Path(default_storage.path(str(file.served.name))) if file.kind == FileKind.PDF else None
    return binding.Paper(sheet, pack.stamp, name, inner=inner)


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- Catching up and clearing away --------------------------------------------------------------------------------
@app.periodic(cron="*/5 * * * *")
@app.task(name="packs.catch_up", queueing_lock="packs.catch_up")
def catch_up(timestamp: int) -> None:
    """Queue again what waits a while and has no job that would make it."""
    lost = Pack.objects.filter(state=PackState.WAITING, asked_at__lt=timezone.now() - LOST_AFTER)
    queue_lost("packs.make", "pack_id", lost.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


@app.periodic(cron="11 * * * *")
@app.task(name="packs.expire", queueing_lock="packs.expire")
def expire(timestamp: int) -> None:
    """Delete the files that were kept long enough; the rows stay."""
    for pack in Pack.objects.made_before(timezone.now() - KEPT).order_by("pk")[:AT_ONCE]:
        drop_file(pack=pack, by=system_user())


@app.task(name="packs.drop_bytes", retry=PATIENCE)
def drop_bytes(stored: str) -> None:
    """Remove stored bytes that no pack names any more."""
    if not Pack.objects.filter(file=stored).exists():
        default_storage.delete(stored)


@app.periodic(cron="1 4 * * *")
@app.task(name="packs.clear_orphans", queueing_lock="packs.clear_orphans")
def clear_orphans(timestamp: int) -> None:
    """Remove files that a worker stored and died before noting, once they are a day old."""
    clear_strays(FOLDER, lambda name: Pack.objects.filter(file=name).exists())
