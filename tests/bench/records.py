"""How long does a six-page report take, beside bare WeasyPrint on the same HTML? `python -m tests.bench.records`."""

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspires.settings")
django.setup()

from weasyprint import CSS, HTML  # noqa: E402

from cases.models import Case  # noqa: E402
from records import pdf  # noqa: E402
from records.content import clean  # noqa: E402
from records.models import WrittenRecord  # noqa: E402
from schools.models import School  # noqa: E402

CODE = "7K4Q9M2XBCDFGHJK"
ACCOUNT = (
    "He came to the front gate at 08:05 and asked to see a teacher. When he was asked to make an appointment he shouted, "
    "stood very close to her and raised a fist. Two families stood near and moved away. He left when a colleague came. "
)


@dataclass(frozen=True)
class Times:
    """CPU milliseconds, the middle of the rounds: ours; bare with fonts already loaded; bare as a first call pays."""

    pages: int
    ours: float
    bare: float
    bare_cold: float

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


def report() -> WrittenRecord:
    """A report of six pages that was never stored."""
    sections = [
        {
            "heading": f"Part {number}",
            "paragraphs": [ACCOUNT * 3, ACCOUNT * 4],
            "rows": [["When", "Monday 2 November 2026, 08:05"], ["Where", "Front gate"], ["Police", "Called 08:25"]],
            "entries": [[f"08:{minute:02}", "Somebody came, said something and left."] for minute in range(5, 11)],
        }
        for number in range(1, 7)
    ]
    head = {"trust": "Inspires Multi-Academy Trust", "school": "Hillside Primary", "address": ["Hill Road"]}
    content = clean({"kind": "report", "summary": ACCOUNT, "sections": sections, "sign_off": ["The headteacher"]})
    return WrittenRecord(
        case=Case(reference="HIL-2026-7K4Q", school=School(name="Hillside Primary", prefix="HIL")),
        kind="incident_report",
        title="Incident report",
        content={**content, "letterhead": head, "issued_by": {"name": "A headteacher", "job_title": ""}},
        code=CODE,
        chain_head="a3f29c11d0e4b677",
        issued_at=datetime(2026, 11, 2, 10, 15, tzinfo=UTC),
    )


def bare(html: str, *styles: object, **options: object) -> bytes:
    """WeasyPrint and nothing else, on the same HTML, stylesheet and fonts, with tags as well."""
    fetcher = pdf.Assets(pdf.qr_of(pdf.verify_url(CODE)))
    page = HTML(string=html, base_url=pdf.BASE, url_fetcher=fetcher)
    made: bytes = page.write_pdf(stylesheets=[*styles] or [CSS(pdf.SHEET, url_fetcher=fetcher)], **options)
    return made


def measure(rounds: int = 7) -> Times:
    """Take turns and count the time of this process alone, so that a busy machine counts for neither."""
    record = report()
    html, (sheet, fonts) = pdf.html_of(record), pdf._style()
    acts: dict[str, Callable[[], object]] = {
        "ours": lambda: pdf.render(record),
        "bare": lambda: bare(html, sheet, font_config=fonts, pdf_variant="pdf/ua-1"),
        "bare_cold": lambda: bare(html, pdf_variant="pdf/ua-1"),
    }
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(rounds + 1):
        for name, act in acts.items():
            gc.collect()
            began = time.process_time()
            act()
            taken[name].append((time.process_time() - began) * 1000)
    return Times(pages=pdf.render(record).pages, **{name: statistics.median(all_[1:]) for name, all_ in taken.items()})


if __name__ == "__main__":
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
    sys.stdout.write(
        f"{found.pages} pages: ours {found.ours:.0f} ms, bare WeasyPrint {found.bare:.0f} ms "
        f"({found.ratio:.2f} x), bare with fonts to load {found.bare_cold:.0f} ms\n"
    )
