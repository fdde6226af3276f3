"""How long does a six-page PDF take, beside bare WeasyPrint on the same HTML, its seal and its check, a print pack of two
hundred of them, and a bundle of fifty pages with photographs?

python -m tests.bench.papers ROUNDS: stores one such record, one JSON object on standard output
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspires.settings")
    django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import timezone
from PIL import Image
from weasyprint import HTML

from accounts.models import User
from cases.models import Case, Evidence, EvidenceFile
from cases.states import EvidenceKind, FileKind
from packs import binding
from packs.models import Pack, PackLine
from packs.papers import entries_of, front, sheet_of
from packs.states import Reader
from records import pdf, sealing, seals, verifying
from records.content import Text
from records.jobs import render_record
from records.models import WrittenRecord
from records.selectors.certificate import Line
from records.services import issue_record, start_record
from records.states import RecordKind
from schools.selectors import trust
from schools.states import Role
from tests.bench.fill import CONTENT, PARAGRAPHS
from tests.bench.pages import reader

TITLE = "Bench: six pages"
PAGES = 6
IN_A_PACK = 200
RECORDS_IN_A_BUNDLE, PHOTOGRAPHS = 6, 12
SIGNERS, DRAWN = 5, 2
WORDS = " ".join(PARAGRAPHS)


def six_pages(by: User) -> WrittenRecord:
    """An issued record of six pages on the newest case of this headteacher without one of its kind, made once."""
    known = WrittenRecord.objects.filter(title=TITLE).select_related("case__school").first()
    if known is not None:
        return known
    seen = Case.objects.visible_to(by).exclude(records__kind=RecordKind.INCIDENT_REPORT).order_by("-opened_at")
    record = start_record(
        case=seen[0], kind=RecordKind.INCIDENT_REPORT, title=TITLE, content={**CONTENT, "sections": _sections()}, by=by
    )
    return issue_record(record=record, by=by)


def _sections(parts: int = 18) -> list[dict[str, Any]]:
    rows = [["When", "Monday 2 November 2026, 08:05"], ["Where", "At the gate"], ["Police", "08:25, WX-0000-26"]]
    return [{"heading": f"Part {number}", "paragraphs": [WORDS], "rows": rows} for number in range(parts)]


def measure(rounds: int) -> dict[str, Any]:
    """Milliseconds of CPU for the record's PDF and for bare WeasyPrint, in turns."""
    record = six_pages(reader(Role.HEAD.value))
    render_record(record.pk)
    html = pdf.html_of(record)
    sheet, fonts = pdf._style()
    assets = pdf.Assets(pdf.qr_of(pdf.verify_url(record.code)))

    def bare() -> None:
        page = HTML(string=html, base_url=pdf.BASE, url_fetcher=assets)
        page.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")

    found: dict[str, Any] = {"pages": pdf.render(record).pages, "ours": [], "bare": []}
    bare()
    for _ in range(rounds):
        found["ours"].append(_cpu(lambda: pdf.render(record)))
        found["bare"].append(_cpu(bare))
    paper = pdf.render(record)
    found["seal"] = seal_seconds(record, paper, rounds)
    found["verify"] = verify_seconds(paper, rounds)
    found["pack"] = [pack_seconds(record, paper) for _ in range(min(rounds, 3))]
    found["bundle"] = [bundle_seconds(record, paper) for _ in range(min(rounds, 3))]
    return found


def seal_seconds(record: WrittenRecord, paper: pdf.Paper, rounds: int) -> list[float]:
    """Seconds for the page of five signatures, two of them drawn, and the seal on the whole; the key is read once before."""
    drawn, name = _drawing(), "drawn.png"
    said = (Text("Signed by hand, on a screen."), Text("Monday 2 November 2026, 15:40"))
    signers = [
        Line(Text(f"Bench Signer {place}"), Text("Was there"), said, Text(""), name if place < DRAWN else "")
        for place in range(SIGNERS)
    ]
    with tempfile.TemporaryDirectory() as folder:
        made = sealing.make("Bench Trust", now=timezone.now(), years=1, passphrase=b"bench")
        path = Path(folder) / made.name
        seals.write_alone(path.with_suffix(".key"), made.key)
        seals.write_alone(path, made.certificate)
        with override_settings(SEAL_DIR=folder, SEAL_PASSPHRASE="bench"):
            seal = seals.seal_in_use(timezone.now().date())
            assert seal is not None

            def act() -> None:
                page = pdf.certificate_of(
                    record,
                    sha256=paper.sha256,
                    fingerprint=made.fingerprint,
                    lines=signers,
                    disagreements=[],
                    pictures={name: drawn},
                )
                sealing.sealed(paper.data, page.data, seal, trust="Bench Trust")

            act()
            return [_seconds(act) for _ in range(rounds)]


def verify_seconds(paper: pdf.Paper, rounds: int) -> list[float]:
    """Seconds to answer whether the file, as somebody uploads it, is genuine; and one of which a byte was changed."""
    changed = bytes([*paper.data[:5000], paper.data[5000] ^ 1, *paper.data[5001:]])

    def act() -> None:
        for data in (paper.data, changed):
            verifying.by_file(SimpleUploadedFile("letter.pdf", data, content_type="application/pdf"))

    act()
    return [_seconds(act) / 2 for _ in range(rounds)]


def _drawing() -> bytes:
    out = BytesIO()
    Image.frombytes("L", (600, 180), bytes(255 if place % 7 else 0 for place in range(600 * 180))).save(out, "PNG")
    return out.getvalue()


def pack_seconds(record: WrittenRecord, paper: pdf.Paper) -> float:
    """Seconds to bind 200 such papers, each from a file of its own, with cover and contents, and to write the whole."""
    pack = Pack(
        pk=1, for_whom="The bench", purpose="To be measured", asked_at=timezone.now(), asked_by=record.issued_by
    )
    lines = [PackLine(pack=pack, order=place, record=record) for place in range(1, IN_A_PACK + 1)]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{line.order}.pdf" for line in lines]
        for path in paths:
            path.write_bytes(paper.data)
        began = time.monotonic()
        counts, pages = [binding.pages_of(path) for path in paths], 2 + IN_A_PACK // 18
        starts, total = binding.page_numbers(counts, pages, is_duplex=True)
        first = front(pack, trust(), entries_of(lines, starts), total)
        starts, total = binding.page_numbers(counts, first.pages, is_duplex=True)
        with binding.Binder(first.data, pages=total, stamp=pack.stamp, is_duplex=True) as whole:
            for path in paths:
                whole.add(binding.Paper(path, pack.stamp, record.title))
            whole.write_to(Path(folder) / "pack.pdf")
        return time.monotonic() - began


def photograph() -> bytes:
    """A picture as a telephone takes it, as large as a cleaned copy is."""
    drawn = BytesIO()
    Image.effect_noise((2048, 1536), 40).convert("RGB").save(drawn, "JPEG", quality=85)
    return drawn.getvalue()


def bundle_seconds(record: WrittenRecord, paper: pdf.Paper) -> float:
    """Seconds to bind six such papers and twelve photographs, each set on a page of its own: fifty pages with the cover."""
    pack = Pack(
        pk=2, case=record.case, reader=Reader.CHAIR, for_whom="The bench", purpose="To be measured",
        asked_at=timezone.now(), asked_by=record.issued_by,
    )  # fmt: skip
    shown, evidence = photograph(), Evidence(pk=1, case=record.case, kind=EvidenceKind.PHOTO, description="The gate")
    files = [
        EvidenceFile(
            pk=number, evidence=evidence, name=f"gate-{number}.jpg", kind=FileKind.PICTURE, sha256="a" * 64,
            added_at=timezone.now(), added_by=record.issued_by,
        )
        for number in range(1, PHOTOGRAPHS + 1)
    ]  # fmt: skip
    lines = [
        *(PackLine(pack=pack, order=place, record=record) for place in range(1, RECORDS_IN_A_BUNDLE + 1)),
        *(PackLine(pack=pack, order=RECORDS_IN_A_BUNDLE + file.pk, evidence=file) for file in files),
    ]
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        paths = [Path(folder) / f"{line.order}.pdf" for line in lines]
        for path, line in zip(paths, lines, strict=True):
            file = line.evidence
            path.write_bytes(paper.data if file is None else sheet_of(pack, file, shown).data)
        counts = [binding.pages_of(path) for path in paths]
        starts, total = binding.page_numbers(counts, 2, is_duplex=False)
        first = front(
            pack, trust(), entries_of(lines, starts), total, ["Old statement: a later version took its place"]
        )
        starts, total = binding.page_numbers(counts, first.pages, is_duplex=False)
        with binding.Binder(first.data, pages=total, stamp=pack.stamp, is_duplex=False) as whole:
            for path, line in zip(paths, lines, strict=True):
                whole.add(binding.Paper(path, pack.stamp, f"Paper {line.order}"))
            whole.write_to(Path(folder) / "bundle.pdf")
        return time.monotonic() - began


def _seconds(act: Callable[[], Any]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def _cpu(act: Callable[[], Any]) -> float:
    began = time.process_time_ns()
    act()
    return (time.process_time_ns() - began) / 1e6


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))  # noqa: T201  (read by the parent process)
