"""The pages of ours in a pack, set on paper: cover, contents. Never for the web process."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from kernel import wording
from kernel.wording import in_full
from packs.models import Pack, PackLine
from packs.selectors.page import SINCE, said_of
from records.content import Text
from records.pdf import MARK as MARK_URL
from records.pdf import Paper, paper_of, verify_url
from records.states import RecordState
from schools.models import Trust


@dataclass(frozen=True)
class Entry:
    """A line of the contents."""

    number: int
    title: Text
    note: str
    page: int


def entries_of(lines: Sequence[PackLine], starts: Sequence[int]) -> list[Entry]:
    """The contents: what stands on which page, and which version it is."""
    return [
        Entry(number, Text(said_of(line)), _note(line), start)
        for number, (line, start) in enumerate(zip(lines, starts, strict=True), 1)
    ]


def _note(line: PackLine) -> str:
    signed = "signed and sealed" if hasattr(line.record, "sealed") else ""
    since = SINCE.get(RecordState(line.record.state), "")
    return " · ".join(one for one in (line.record.case.reference, signed, since) if one)


def front(pack: Pack, trust: Trust, entries: Sequence[Entry], total: int) -> Paper:
    """Cover and contents, as one tagged PDF."""
    html = render_to_string(
        "packs/front.html",
        {
            "pack": pack,
            "trust": trust,
            "place": pack.school.name if pack.school is not None else "Several schools",
            "asked": in_full(pack.asked_at),
            "count": wording.counted(len(entries), "paper"),
            "total": wording.counted(total, "page"),
            "entries": entries,
            "mark_url": MARK_URL,
            "verify_page": verify_url(),
        },
    )
    return paper_of(html, pack.stamp)
