"""The pages of ours in a pack, set on paper: cover, contents. Never for the web process."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from cases.models import EvidenceFile
from cases.states import FileKind
from kernel import wording
from kernel.wording import in_full
from packs.models import Pack, PackLine
from packs.reading import WITHOUT_GIVER
from packs.selectors.page import SINCE, said_of
from packs.selectors.panel import ToldUs
from records.content import Text
from records.pdf import BASE, Paper, paper_of, spaced, verify_url
from records.pdf import MARK as MARK_URL
from records.states import RecordState
from schools.calendar import local_day
from schools.models import Trust

PICTURE = f"{BASE}evidence/picture"


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
        Entry(number, Text(_called(line)), _note(line), start)
        for number, (line, start) in enumerate(zip(lines, starts, strict=True), 1)
    ]


def _called(line: PackLine) -> str:
    """A file of evidence is called by its kind where its name or description could say whose it is."""
    return said_of(line) if line.evidence is None else name_of_file(line.pack, line.evidence)


def _note(line: PackLine) -> str:
    if line.record is None:
        return ""
    issued = line.record.issued_at
    day = f"of {wording.full_day(local_day(issued))}" if issued is not None else ""
    signed = "signed and sealed" if hasattr(line.record, "sealed") else ""
    since = SINCE.get(RecordState(line.record.state), "")
    return " · ".join(one for one in (line.record.case.reference, day, signed, since) if one)


def front(
    pack: Pack,
    trust: Trust,
    entries: Sequence[Entry],
    total: int,
    left: Sequence[str] = (),
    told: ToldUs | None = None,
) -> Paper:
    """Cover, contents, what was left out and, for a panel, what whoever complains told us, as one tagged PDF."""
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
            "left": left,
            "told": told,
            "reader": pack.get_reader_display(),
            "mark_url": MARK_URL,
            "verify_page": verify_url(),
        },
    )
    return paper_of(html, pack.stamp)


# --- Evidence -----------------------------------------------------------------------------------------------------
def name_of_file(pack: Pack, file: EvidenceFile) -> str:
    """What a file of evidence is called; for a parent by its kind alone: what it is called may name somebody."""
    if pack.reader in WITHOUT_GIVER:
        return f"Evidence {file.pk}, {wording.mid(file.get_kind_display())}"
    return f"Evidence: {file.name}"


def sheet_of(pack: Pack, file: EvidenceFile, served: bytes) -> Paper:
    """A page of ours for a file of evidence: what it is, its hash, when and from whom it came; of a picture the picture."""
    is_picture = file.kind == FileKind.PICTURE
    facts = {
        "pack": pack,
        "file": file,
        "name": Text(name_of_file(pack, file)),
        "description": Text(file.evidence.description if pack.reader not in WITHOUT_GIVER else ""),
        "captured": in_full(file.evidence.captured_at) if file.evidence.captured_at else "not known",
        "added": in_full(file.added_at),
        "giver": file.added_by.name if pack.reader not in WITHOUT_GIVER else "The school",
        "served_sha256": spaced(hashlib.sha256(served).hexdigest()),
        "sha256": spaced(file.sha256),
        "picture": PICTURE if is_picture else "",
    }
    html = render_to_string("packs/evidence.html", facts)
    return paper_of(html, f"{pack.stamp} {file.pk}", {PICTURE: served} if is_picture else None)
