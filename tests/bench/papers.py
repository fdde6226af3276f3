"""How long does a six-page PDF take, beside bare WeasyPrint on the same HTML?

python -m tests.bench.papers ROUNDS: stores one such record, one JSON object on standard output
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspires.settings")
    django.setup()

from weasyprint import HTML

from accounts.models import User
from cases.models import Case
from records import pdf
from records.jobs import render_record
from records.models import WrittenRecord
from records.services import issue_record, start_record
from records.states import RecordKind
from schools.states import Role
from tests.bench.fill import CONTENT, PARAGRAPHS
from tests.bench.pages import reader

TITLE = "Bench: six pages"
PAGES = 6
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
    return found


def _cpu(act: Callable[[], Any]) -> float:
    began = time.process_time_ns()
    act()
    return (time.process_time_ns() - began) / 1e6


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))  # noqa: T201  (read by the parent process)
