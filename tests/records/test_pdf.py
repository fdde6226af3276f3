"""Is the PDF of a record tagged, whole, the same each time, and closed to whatever its text asks for?"""

import re
import subprocess
import sys
import zlib

import pytest
import segno
from weasyprint import HTML

from records import pdf
from records.hashing import codes_in
from records.services import correct_record, issue_record, start_record
from records.states import RecordKind
from tests.records.contents import HOSTILE, HOSTILE_TEXTS, LETTER, REPORT


@pytest.fixture
def letter(case, head):
    draft = start_record(case=case, kind=RecordKind.FIRST_LETTER, title="About the site", content=LETTER, by=head)
    return issue_record(record=draft, by=head)


@pytest.fixture
def hostile(case, head):
    title = "<script>alert(1)</script> محمد 😀"
    draft = start_record(
        case=case, kind=RecordKind.INCIDENT_REPORT, title=title, content=HOSTILE, subject="hostile", by=head
    )
    return issue_record(record=draft, by=head)


def told(program, paper, tmp_path, *arguments):
    """What one of poppler's programs says of a PDF."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper.data)
    command = [program, *arguments, str(path), *(["-"] if program == "pdftotext" else [])]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def unpacked(data):
    """The bytes of a PDF with every stream unpacked."""
    parts = [data]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            # A stream may end in a carriage return of its own, so its last byte may be missing here.
            parts.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)


def test_the_pdf_is_tagged_and_says_its_language_and_title(issued, tmp_path):
    paper = pdf.render(issued)
    raw = unpacked(paper.data)
    assert b"/MarkInfo" in raw
    assert b"/Marked true" in raw
    assert b"/StructTreeRoot" in raw
    assert b"/Lang (en-GB)" in raw
    assert b"DisplayDocTitle true" in raw
    assert b"pdfuaid:part" in paper.data, "the metadata is readable without unpacking"
    said = told("pdfinfo", paper, tmp_path)
    assert re.search(r"Tagged:\s+yes", said)
    assert f"Incident report, {issued.case.reference}, version 1" in said
    assert re.search(r"Page size:.*A4", said)


@pytest.mark.parametrize("tag", ["H1", "H2", "P", "Table", "TR", "TH", "TD", "L", "LI", "LBody", "Figure", "Link"])
def test_headings_lists_tables_and_links_are_tagged_as_such(issued, tag):
    assert re.search(rf"/S\s*/{tag}\b".encode(), unpacked(pdf.render(issued).data))


def test_every_font_is_embedded(hostile, tmp_path):
    rows = told("pdffonts", pdf.render(hostile), tmp_path).splitlines()[2:]
    assert len(rows) >= 5
    assert all(re.search(r"\syes\s+yes\s+yes\s+\d+\s+0$", row) for row in rows), rows


def test_names_of_all_kinds_can_be_read_out_of_it(hostile, tmp_path):
    text = told("pdftotext", pdf.render(hostile), tmp_path)
    for name in ("Łukasz Wójcik-Żółć", "Nguyễn Thị Phương Thảo", "Мария Иванова", "😀", "<script>alert(1)</script>"):
        assert name in text
    assert "�" not in text


def test_hostile_text_is_printed_and_never_obeyed(hostile):
    page = pdf.html_of(hostile)
    assert "<script" not in page
    assert page.count("<img") == 2
    assert page.count("<h1") == 1
    for text in HOSTILE_TEXTS:
        assert text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in page
    pdf.render(hostile)


def test_the_same_record_gives_the_same_bytes(issued, hostile, letter):
    first = [pdf.render(record).data for record in (issued, hostile, letter)]
    pdf._style.cache_clear()
    again = [pdf.render(record).data for record in (letter, hostile, issued)]
    assert first == again[::-1]


def test_another_process_gives_the_same_bytes(letter, tmp_path):
    """Two processes hash, allocate and cut fonts on their own: the bytes must not show it."""
    page = tmp_path / "page.html"
    page.write_text(pdf.html_of(letter))
    script = (
        "import django, sys, hashlib; django.setup(); from records import pdf; "
        "print(hashlib.sha256(pdf.paper_of(open(sys.argv[1]).read(), sys.argv[2]).data).hexdigest())"
    )
    from_here = pdf.render(letter).sha256
    done = subprocess.run(
        ["env", "DJANGO_SETTINGS_MODULE=inspires.settings", sys.executable, "-c", script, str(page), letter.code],
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().strip().splitlines()[-1] == from_here


def test_the_letter_has_one_page_with_the_address_in_the_window(letter, tmp_path):
    paper = pdf.render(letter)
    assert paper.pages == 1
    box = told("pdftotext", paper, tmp_path, "-bbox")
    word = re.search(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>Darren<', box)
    left, top = (float(value) / 72 * 25.4 for value in word.groups())
    assert 20 <= left <= 40
    assert 48 <= top <= 62


def test_no_line_of_a_long_address_is_lost(case, head, tmp_path):
    lines = [f"Line {number} of the address" for number in range(1, 15)]
    content = {**LETTER, "to": lines}
    draft = start_record(case=case, kind=RecordKind.FIRST_LETTER, title="Letter", content=content, by=head)
    text = told("pdftotext", pdf.render(issue_record(record=draft, by=head)), tmp_path, "-layout")
    assert [line for line in lines if line not in text] == []
    assert text.index("Line 14") < text.index("Dear Mr Farrow")


def test_every_page_carries_reference_code_and_number(case, head, tmp_path):
    sections = [{"heading": f"Part {n}", "paragraphs": ["He came to the gate. " * 120]} for n in range(8)]
    long = start_record(
        case=case,
        kind=RecordKind.INCIDENT_REPORT,
        title="Incident report",
        content={**REPORT, "sections": sections},
        by=head,
    )
    record = issue_record(record=long, by=head)
    paper = pdf.render(record)
    pages = told("pdftotext", paper, tmp_path).split("\f")[:-1]
    assert len(pages) == paper.pages >= 3
    for number, text in enumerate(pages, start=1):
        assert f"page {number} of {paper.pages}" in text
        assert record.case.reference in text
        assert record.shown_code in text
        assert "Confidential: for those named above." in text
    digits = " ".join(record.chain_head[start : start + 4] for start in range(0, 16, 4))
    assert digits in re.sub(r"\s+", " ", pages[-1])


def test_a_correction_says_on_paper_what_it_replaces(issued, head, tmp_path):
    version = correct_record(record=issued, correction="The time was 08:15, not 08:05.", by=head)
    text = told("pdftotext", pdf.render(issue_record(record=version, by=head)), tmp_path)
    assert "This is version 2. It replaces version 1." in text
    assert "The time was 08:15, not 08:05." in text


def test_the_qr_code_leads_to_the_page_that_checks_this_record(issued):
    url = pdf.verify_url(issued.code)
    assert url.endswith(f"/verify/?code={issued.code}")
    rows = [*segno.make(url, error="m", micro=False).matrix]
    drawn = pdf.qr_of(url).decode()
    assert f'viewBox="0 0 {len(rows)} {len(rows)}"' in drawn or f'width="{len(rows)}"' in drawn
    assert _modules(drawn, len(rows)) == [[bool(cell) for cell in row] for row in rows]


def _modules(svg, size):
    """Read the dark modules back from the path that segno draws: moves and horizontal strokes."""
    dark = [[False] * size for _ in range(size)]
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([MmhH])([-\d. ]+)", re.search(r' d="([^"]+)"', svg)[1]):
        values = [float(value) for value in re.findall(r"-?[\d.]+", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            for column in range(int(x), int(x + values[0])):
                dark[int(y)][column] = True
            x += values[0]
    return dark


def test_the_code_can_be_found_in_the_bytes(issued):
    data = pdf.render(issued).data
    assert codes_in(data) == {issued.code}
    assert data.count(b"inspires-record-" + issued.code.encode()) >= 1


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "file:///srv/secret",
        "http://127.0.0.1:9/x.png",
        "https://record.invalid/../../etc/passwd",
        "https://record.invalid/fonts/../record.css",
        "ftp://example.org/x",
        "data:text/plain,x",
        "https://record.invalid/qr.svg",
        "",
    ],
)
def test_nothing_but_our_own_files_is_loaded(url):
    with pytest.raises(pdf.NotOurs):
        pdf.Assets().fetch(url)


@pytest.mark.parametrize("source", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "/etc/passwd", "x.png"])
def test_a_document_that_asks_for_more_is_not_made(source):
    with pytest.raises(pdf.NotOurs):
        HTML(string=f'<img src="{source}">', base_url=pdf.BASE, url_fetcher=pdf.Assets()).write_pdf()


def test_nothing_that_was_written_reaches_the_log(case, head, caplog):
    odd = {**REPORT, "summary": "A name nobody can draw: \U000e0123\U0001f9ff\u0378"}
    draft = start_record(case=case, kind=RecordKind.INCIDENT_REPORT, title="Report", content=odd, by=head)
    pdf.render(issue_record(record=draft, by=head))
    assert "weasyprint" not in {entry.name.split(".")[0] for entry in caplog.records}


@pytest.mark.parametrize("body", ["shouted at the gate. " * 2400, "x" * 5000, "جاء إلى البوابة " * 3000])
def test_very_long_texts_fit_on_their_pages(case, head, body, tmp_path):
    content = {**REPORT, "sections": [{"heading": "What happened", "paragraphs": [body]}]}
    draft = start_record(case=case, kind=RecordKind.INCIDENT_REPORT, title="Report", content=content, by=head)
    paper = pdf.render(issue_record(record=draft, by=head))
    box = told("pdftotext", paper, tmp_path, "-bbox")
    assert max(float(right) for right in re.findall(r'xMax="([\d.]+)"', box)) < 595 - 40
