"""Binds papers into one tagged PDF: a stamp on every page, blank backs, bookmarks. Never for the web process.

Streams stay in the files they come from until the whole is written: what is held at once is how the papers are built,
not what is on them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf, String

from records.pdf import paper_of

WIDE, HIGH = 595.275591, 841.889764
MM = WIDE / 210
# Where the stamp stands: right-aligned, above the letterhead of a first page. Printers leave about 4 mm white.
# A paper of somebody else's is shown within these margins.
SIDE, FOOT, TOP = 12 * MM, 10 * MM, 14 * MM
STAMP_RIGHT, STAMP_BASE, STAMP_SIZE = 190 * MM, HIGH - 8 * MM, 8
# Every letter a stamp may need.
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz ·-,."
PAIRS = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]{4})>")
BLANK = "left blank"


@dataclass(frozen=True)
class Paper:
    """One tagged paper of ours to bind: its stored file, what the stamp on its pages and its bookmark say.

    `inner`: somebody else's paper behind it, whose pages are set into pages of ours.
    """

    path: Path
    stamp: str
    mark: str
    inner: Path | None = None

    @property
    def pages(self) -> int:
        return pages_of(self.path) + (pages_of(self.inner) if self.inner is not None else 0)


class Binder:
    """A PDF that grows paper by paper. `first` is ours: its title, language and metadata are the whole's."""

    def __init__(self, first: bytes, *, pages: int, stamp: str, is_duplex: bool) -> None:
        self._total, self._is_duplex = pages, is_duplex
        self._out = pikepdf.open(BytesIO(first))
        self._tree: Any = self._out.Root.StructTreeRoot
        self._numbers: Any = self._tree.ParentTree.Nums
        self._next = max((int(number) for number in list(self._numbers)[::2]), default=-1) + 1
        self._font = self._out.copy_foreign(_stamp_font())
        self._glyphs = _glyphs()
        self._papers = 0
        self._marks: list[tuple[str, int]] = []
        self._stamped = 0
        self._stamp(stamp)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._out.close()

    @property
    def pages(self) -> int:
        return len(self._out.pages)

    def add(self, paper: Paper) -> None:
        """Bind one more paper behind the others. Its file stays open until the whole is written, and is held nowhere else."""
        pdf = pikepdf.open(paper.path)
        self._papers += 1
        self._marks.append((paper.mark, self.pages))
        self._join(pdf)
        if paper.inner is not None:
            self._set_in(pikepdf.open(paper.inner), paper.mark)
        self._stamp(paper.stamp)

    def write_to(self, path: Path) -> None:
        """Write the whole to a file. Once."""
        with self._out.open_outline() as outline:
            outline.root.extend(OutlineItem(mark, page) for mark, page in self._marks)
        self._tree.ParentTreeNextKey = self._next
        self._out.save(
            path,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            fix_metadata_version=False,
            deterministic_id=True,
        )

    # --- Pages with their tags ----------------------------------------------------------------------------------------
    def _join(self, pdf: Pdf) -> None:
        """Take over the pages of a tagged paper of ours with their tags, without what a seal leaves on them."""
        after: Any = pdf.Root.StructTreeRoot
        for page in pdf.pages:
            page.StructParents = int(page.get("/StructParents", 0)) + self._next
            kept = [note for note in page.get("/Annots", Array()) if note.get("/Subtype") != Name.Widget]
            for note in kept:
                if "/StructParent" in note:
                    note.StructParent = int(note.StructParent) + self._next
            if kept:
                page.Annots = Array(kept)
            elif "/Annots" in page:
                del page["/Annots"]
        for part in after.K:
            _rename(part, f"p{self._papers}-")
        self._out.pages.extend(pdf.pages)
        # After the pages: what the tags name are then the pages as they stand here.
        copied = self._out.copy_foreign(pdf.make_indirect(after))
        theirs: Any = copied.ParentTree.Nums
        last = self._next
        for place in range(0, len(theirs), 2):
            number = int(theirs[place]) + self._next
            last = max(last, number)
            self._numbers.append(number)
            self._numbers.append(theirs[place + 1])
        for part in copied.K:
            part.P = self._tree
            self._tree.K.append(part)
        self._next = last + 1

    def _set_in(self, pdf: Pdf, title: str) -> None:
        """Set the pages of somebody else's paper into pages of ours, whatever their size, without what they link to.

        Each is one picture for whoever listens: what it says cannot be read out from here.
        """
        count = len(pdf.pages)
        for place, page in enumerate(pdf.pages, 1):
            self._out.add_blank_page(page_size=(WIDE, HIGH))
            mine = self._out.pages[-1]
            form = self._out.copy_foreign(page.as_form_xobject())
            name = mine.add_resource(form, Name.XObject)
            whole = page.calc_form_xobject_placement(
                form,
                name,
                pikepdf.Rectangle(SIDE, FOOT, WIDE - SIDE, HIGH - TOP),
                allow_expand=False,
                allow_shrink=True,
                invert_transformations=True,
            )
            self._figure(mine, whole, f"{title}, page {place} of {count}")

    def _figure(self, page: Page, drawn: bytes, alt: str) -> None:
        """Put what was drawn on a page of ours as one figure with words for it."""
        figure: Any = self._out.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Figure, P=self._tree, Pg=page.obj, K=0, Alt=String(alt))
        )
        figure.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=[SIDE, FOOT, WIDE - SIDE, HIGH - TOP])
        self._tree.K.append(figure)
        page.obj.StructParents = self._next
        page.obj.Tabs = Name.S
        self._numbers.append(self._next)
        self._numbers.append(Array([figure]))
        self._next += 1
        page.contents_add(b"/Figure <</MCID 0>> BDC\n" + drawn + b"\nEMC", prepend=False)

    # --- Stamps and backs ---------------------------------------------------------------------------------------------
    def _stamp(self, text: str) -> None:
        """Stamp the pages that have none yet, and leave a back blank, so that what follows begins on the right."""
        for page in self._out.pages[self._stamped :]:
            self._put(page, text, wrap=True)
            self._stamped += 1
        if self._is_duplex and self._stamped % 2:
            self._out.add_blank_page(page_size=(WIDE, HIGH))
            self._put(self._out.pages[-1], f"{BLANK} · {text}", wrap=False)
            self._stamped += 1

    def _put(self, page: Page, text: str, *, wrap: bool) -> None:
        line = f"{text} · page {self._stamped + 1} of {self._total}"
        codes = "".join(self._glyphs[letter][0] for letter in line if letter in self._glyphs)
        wide = sum(self._glyphs[letter][1] for letter in line if letter in self._glyphs) * STAMP_SIZE / 1000
        name = page.add_resource(self._font, Name.Font)
        left, base = float(page.mediabox[0]), float(page.mediabox[1])
        drawn = (
            f"/Artifact <</Type /Pagination>> BDC\nq 0.24 0.29 0.34 rg BT {name} {STAMP_SIZE} Tf "
            f"1 0 0 1 {left + STAMP_RIGHT - wide:.2f} {base + STAMP_BASE:.2f} Tm <{codes}> Tj ET Q\nEMC"
        )
        if wrap:
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q\n" + drawn.encode(), prepend=False)
        else:
            page.contents_add(drawn.encode(), prepend=False)


def page_numbers(counts: Iterable[int], front: int, *, is_duplex: bool) -> tuple[list[int], int]:
    """On which page (from 1) each paper of so many pages begins behind `front` pages, and how many there are in all."""
    at, starts = _whole(front, is_duplex=is_duplex), []
    for count in counts:
        starts.append(at + 1)
        at += _whole(count, is_duplex=is_duplex)
    return starts, at


def _whole(count: int, *, is_duplex: bool) -> int:
    """A number of pages with the blank back behind an odd last one."""
    return count + count % 2 if is_duplex else count


def pages_of(path: Path) -> int:
    """How many pages a stored PDF has."""
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _rename(part: Any, prefix: str) -> None:
    """Give the cells of tables names of their own: those of two papers may be the same."""
    if not isinstance(part, Dictionary):
        return
    if "/ID" in part:
        part.ID = String(f"{prefix}{part.ID}")
    for about in _many(part.get("/A")):
        if "/Headers" in about:
            about.Headers = Array([String(f"{prefix}{head}") for head in about.Headers])
    for below in _many(part.get("/K")):
        _rename(below, prefix)


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return [*value] if isinstance(value, Array) else [value]


# --- The font of the stamp --------------------------------------------------------------------------------------------
@cache
def _stamp_paper() -> Pdf:
    """A page on which every letter of a stamp stands: it carries our own font cut down to them."""
    html = f'<html lang="en-GB"><head><title>Stamp</title></head><body><p>{LETTERS}</p></body></html>'
    return pikepdf.open(BytesIO(paper_of(html, "stamp").data))


def _stamp_font() -> Object:
    fonts: Any = _stamp_paper().pages[0].Resources.Font
    font: Object = next(iter(dict(fonts.items()).values()))
    return font if font.is_indirect else _stamp_paper().make_indirect(font)


@cache
def _glyphs() -> dict[str, tuple[str, int]]:
    """For each letter how the stamp's font calls it, and its width in thousandths."""
    font: Any = _stamp_font()
    known = {int(code, 16): chr(int(letter, 16)) for code, letter in PAIRS.findall(font.ToUnicode.read_bytes())}
    widths: dict[int, int] = {}
    runs = [*font.DescendantFonts[0].W]
    for first, run in zip(runs[::2], runs[1::2], strict=True):
        widths |= {int(first) + place: round(float(wide)) for place, wide in enumerate(run)}
    return {letter: (f"{code:04x}", widths.get(code, 500)) for code, letter in known.items()}
