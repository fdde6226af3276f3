"""What does an uploaded file say? From bytes to a header and rows of cells, or a sentence why it cannot be read."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from kernel.text import clean_line

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 100
DELIMITERS = ",;\t|"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_CSV = (
    (b"PK\x03\x04", "This is an Excel or zip file. In Excel choose “Save as” and “CSV UTF-8”, then upload that file."),
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old Excel file. In Excel choose “Save as” and “CSV UTF-8”, then upload that file.",
    ),
    (b"%PDF", "This is a PDF. Ask your system for a CSV file."),
)
NO_TEXT = "This file cannot be read as text. Ask your system for a CSV file, or save it as “CSV UTF-8”."


class Unreadable(Exception):
    """The file cannot be read; the reason is a sentence fit for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Table:
    """A header and the rows under it, each with its number as a spreadsheet shows it; blank rows are left out."""

    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str
    delimiter: str


def read(content: bytes) -> Table:
    """Read a CSV file. Raises `Unreadable` with a sentence."""
    if not content.strip(b" \t\r\n\x00"):
        raise Unreadable("This file is empty.")
    if len(content) > MOST_BYTES:
        raise Unreadable(f"This file is larger than {MOST_BYTES // 1024 // 1024} MB. Export one school at a time.")
    text, encoding = decode(content)
    named, text = _named_delimiter(text)
    delimiter = named or _delimiter(text)
    records = _records(text, delimiter)
    headers = _headers(records)
    rows = tuple(_rows(records))
    if not rows:
        raise Unreadable("There are no rows under the header.")
    return Table(headers, rows, encoding, delimiter)


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and its encoding: by its mark, else UTF-8, else UTF-16 by its NULs, else Windows-1252."""
    for start, reason in NOT_CSV:
        if content.startswith(start):
            raise Unreadable(reason)
    marked = next((name for mark, name in BOMS if content.startswith(mark)), None)
    for encoding in [marked] if marked else [_by_nuls(content), "utf-8", "cp1252"]:
        if encoding is None:
            continue
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, UnicodeError):
            continue
        if _is_text(text):
            return text, encoding
    raise Unreadable(NO_TEXT)


def _by_nuls(content: bytes) -> str | None:
    """UTF-16 without a mark shows by a NUL beside nearly every letter."""
    if len(content) % 2 or b"\x00" not in content:
        return None
    half = len(content) / 2
    if content[1::2].count(0) > half * 0.4:
        return "utf-16-le"
    return "utf-16-be" if content[::2].count(0) > half * 0.4 else None


def _is_text(text: str) -> bool:
    odd = sum(ord(char) < 32 and char not in "\t\r\n\x0b\x0c" for char in text)
    return "\x00" not in text and odd <= len(text) / 1000


def _named_delimiter(text: str) -> tuple[str, str]:
    """Excel may say on a line of its own how cells are parted: "sep=;"."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"')
    if said.lower().startswith("sep=") and len(said) == 5 and said[4] in DELIMITERS:
        return said[4], rest
    return "", text


def _delimiter(text: str) -> str:
    """The delimiter that parts the first line into the most cells."""
    line = next((line for line in text.splitlines() if line.strip()), "")

    def parts(delimiter: str) -> int:
        return len(next(csv.reader([line], delimiter=delimiter), []))

    return max(DELIMITERS, key=parts)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with its number, the header being 1. Raises `Unreadable` where quotation marks do not pair."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(_broken(str(error), number)) from error


def _broken(error: str, number: int) -> str:
    if "unexpected end" in error:
        return f"A quotation mark is opened in row {number} and never closed. Mend the file and upload it again."
    if "field larger" in error:
        return f"A cell of row {number} is far too long. Perhaps a quotation mark is opened there and never closed."
    return f"Row {number} has a quotation mark in the middle of a cell. Mend the file and upload it again."


def _headers(records: Iterator[tuple[int, list[str]]]) -> tuple[str, ...]:
    """The first record that is not blank; unnamed and repeated columns get names of their own."""
    for _, cells in records:
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            break
    else:
        raise Unreadable("This file is empty.")
    if len(cells) < 2:
        raise Unreadable("Only one column was found. Cells are parted by commas, semicolons or tabs.")
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(f"This file has more than {MOST_COLUMNS} columns. Export only those that are needed.")
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = clean_line(cell)[:80] or f"Column {place}"
        count = sum(known == name or known.startswith(f"{name} (") for known in names)
        names.append(f"{name} ({count + 1})" if count else name)
    return tuple(names)


def _rows(records: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    found = 0
    for number, cells in records:
        if any(cell.strip() for cell in cells):
            found += 1
            if found > MOST_ROWS:
                raise Unreadable(f"This file has more than {MOST_ROWS:,} rows. Export one school at a time.")
            yield number, tuple(cells)
