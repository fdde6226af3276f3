"""What a screen reader finds in a PDF: language, title, and its headings, tables and texts in the order they are read out."""

import re
import subprocess
from io import BytesIO
from itertools import pairwise

import pikepdf


def structure_faults(data, title, signers, folder):
    """All that is wrong with the structure of a record's PDF; `signers` are the names of its table of signatures."""
    path = folder / "paper.pdf"
    path.write_bytes(data)
    read_out = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True).stdout.decode()
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [*_whole(pdf, title)]
        parts = [*_parts(pdf.Root.StructTreeRoot.K)]
    headings = [int(one.S[1:]) for one in map(_named, parts) if re.fullmatch(r"H\d", one.S)]
    if headings[:1] != [1] or headings.count(1) != 1 or any(later - one > 1 for one, later in pairwise(headings)):
        found.append(f"headings {headings}")
    found += [f"cell {one}" for one in _cells(parts)]
    return [*found, *_signatures(read_out, signers)]


class _Named:
    """An element of the structure, and what it is."""

    def __init__(self, part):
        self.part, self.S = part, str(part.get("/S", "/"))[1:]


def _named(part):
    return _Named(part)


def _whole(pdf, title):
    if str(pdf.Root.get("/Lang", "")) != "en-GB":
        yield "no language"
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        yield "not tagged"
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "its title is not shown"
    if str(pdf.docinfo.get("/Title", "")) != title:
        yield f"title {pdf.docinfo.get('/Title', '')}"
    if b"pdfuaid:part" not in pdf.Root.Metadata.read_bytes():
        yield "does not say that it is accessible"
    if any("/StructParents" not in page for page in pdf.pages):
        yield "a page without tags"


def _parts(below):
    """Every element, in the order in which it is read out."""
    for part in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(part, pikepdf.Dictionary):
            yield part
            if "/K" in part:
                yield from _parts(part.K)


def _cells(parts):
    """Rows of a table that nothing heads."""
    for table in (one.part for one in map(_named, parts) if one.S == "Table"):
        rows = [one for one in map(_named, _parts(table.K)) if one.S == "TR"]
        if not rows:
            yield "table without rows"
        for number, row in enumerate(rows):
            if not any(one.S == "TH" for one in map(_named, _parts(row.part.K))):
                yield f"row {number} without a heading"


def _signatures(read_out, signers):
    """The table is read out heading by heading, then a row for each who signs, in their order."""
    said = re.sub(r"\s+", " ", " ".join(re.findall(r'"(.*)"', read_out)))
    if not signers:
        return
    at = [said.rfind(word) for word in ("Signatures", "What is not agreed with")]
    block = said[at[0] :]
    places = [block.find(re.sub(r"\s+", " ", word)) for word in ("Name", "Signature ", "Date", *signers)]
    if -1 in (*at, *places[:1], *places[2:]) or places[3:] != sorted(places[3:]):
        yield f"signatures are read out as {block[:300]}"
