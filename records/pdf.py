"""How an issued record becomes a PDF: tagged, in our own fonts, the same bytes each time. Never for the web process."""

import hashlib
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

import pydyf  # type: ignore[import-untyped]
import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from kernel.wording import in_full
from records import content as contents
from records import hashing
from records.models import WrittenRecord
from records.selectors.certificate import Disagreed, Line

SOURCES = settings.BASE_DIR / "static" / "src" / "pdf"
FONTS = settings.BASE_DIR / "static" / "build" / "fonts"
FONT_NAMES = ["atkinson-latin.woff2", "atkinson-latin-ext.woff2", *(f"emoji-{part}.woff2" for part in range(11))]
# A name that leads nowhere: what a document may load is named below, and nothing else is ever fetched.
BASE = "https://record.invalid/"
SHEET, MARK, QR = f"{BASE}record.css", f"{BASE}mark.svg", f"{BASE}qr.svg"
FILES: dict[str, tuple[Path, str]] = {
    SHEET: (SOURCES / "record.css", "text/css"),
    MARK: (SOURCES / "mark.svg", "image/svg+xml"),
    **{f"{BASE}fonts/{name}": (FONTS / name, "font/woff2") for name in FONT_NAMES},
}
# WeasyPrint warns of letters without a font by quoting them, and what people wrote belongs in no log.
for name in ("weasyprint", "weasyprint.progress", "fontTools"):
    logging.getLogger(name).setLevel(logging.ERROR)
# Fonts cut down for a document carry the moment of the cut, and no two renderings were the same; fontTools takes this.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")
# Pango's fonts are not to be touched by two threads.
ONE_AT_A_TIME = Lock()


class NotOurs(FatalURLFetchingError):  # type: ignore[misc]
    """The document asked for something that is not ours to load."""


class Assets(URLFetcher):  # type: ignore[misc]
    """Gives the stylesheet, the fonts, the mark, this document's QR code and pictures, each by its name; nothing else."""

    def __init__(self, qr: bytes = b"", pictures: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=())
        self.qr, self.pictures = qr, dict(pictures or {})

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url == QR and self.qr:
            return URLFetcherResponse(url, self.qr, {"Content-Type": "image/svg+xml"})
        if url in self.pictures:
            return URLFetcherResponse(url, self.pictures[url], {"Content-Type": "image/png"})
        if url not in FILES:
            raise NotOurs(f"refused to load {url[:80]}")
        path, kind = FILES[url]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


@dataclass(frozen=True)
class Paper:
    """A finished PDF."""

    data: bytes
    pages: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@cache
def _style() -> tuple[CSS, FontConfiguration]:
    """The stylesheet with its fonts, read once in the life of the process."""
    fonts = FontConfiguration()
    return CSS(url=SHEET, url_fetcher=Assets(), font_config=fonts), fonts


def verify_url(code: str = "") -> str:
    """The page on which a record is checked; with a code, filled in."""
    page = f"{settings.BASE_URL}{reverse('records:verify')}"
    return f"{page}?code={code}" if code else page


def qr_of(url: str) -> bytes:
    """A QR code as SVG, black on nothing, without the quiet zone that the layout gives it."""
    drawn = BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False, svgns=True, nl=False)
    return drawn.getvalue()


def html_of(record: WrittenRecord) -> str:
    """The document as HTML: every text escaped, nothing evaluated."""
    return render_to_string("records/pdf.html", _facts(record))


def _facts(record: WrittenRecord) -> dict[str, Any]:
    assert record.issued_at is not None, "only what was issued is put on paper"
    return {
        "record": record,
        "content": contents.read(record.content),
        "issued": in_full(record.issued_at),
        "issued_at": record.issued_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "mark": f"{hashing.MARK}{record.code}",
        "mark_url": MARK,
        "qr": QR,
        "verify_url": verify_url(record.code),
        "verify_page": verify_url(),
        "chain_head": " ".join(record.chain_head[start : start + 4] for start in range(0, len(record.chain_head), 4)),
        "on_paper": True,
    }


def _open_metadata(document: Document, pdf: pydyf.PDF) -> None:
    """Leave the metadata readable without unpacking: other programs, and `/verify/`, look for the code there."""
    for part in pdf.objects:
        if isinstance(part, pydyf.Stream) and part.extra.get("Type") == "/Metadata":
            part.compress = False


def render(record: WrittenRecord) -> Paper:
    """Make the PDF of an issued record: PDF/UA-1, the same bytes for the same record. Takes about a second."""
    return paper_of(html_of(record), record.code)


def certificate_of(
    record: WrittenRecord,
    *,
    sha256: str,
    fingerprint: str,
    lines: Sequence[Line],
    disagreements: Sequence[Disagreed],
    pictures: Mapping[str, bytes],
) -> Paper:
    """Make the page of signatures that is sealed with a record. `pictures`: what was drawn, by the name of its file."""
    drawn = {name: f"{BASE}drawn/{place}.png" for place, name in enumerate(pictures)}
    html = render_to_string(
        "records/certificate.html",
        {
            **_facts(record),
            "sha256": spaced(sha256),
            "fingerprint": spaced(fingerprint),
            "lines": [{**vars(line), "picture": drawn.get(line.drawn, "")} for line in lines],
            "disagreements": disagreements,
        },
    )
    return paper_of(html, record.code, {drawn[name]: data for name, data in pictures.items()})


def spaced(digits: str) -> str:
    """A long hash in groups, so that it breaks at the end of a line."""
    return " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))


def paper_of(html: str, code: str, pictures: Mapping[str, bytes] | None = None) -> Paper:
    """Set HTML of ours on paper, under the code of its record, with pictures by the address at which it shows them."""
    with ONE_AT_A_TIME:
        sheet, fonts = _style()
        page = HTML(string=html, base_url=BASE, url_fetcher=Assets(qr_of(verify_url(code)), pictures))
        document = page.render(font_config=fonts, stylesheets=[sheet], pdf_variant="pdf/ua-1")
        # The identifier of the file is the record's code, so that a changed copy can still be told apart.
        data = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=code.encode(), finisher=_open_metadata)
    return Paper(data, len(document.pages))
