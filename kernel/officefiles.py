"""Is a Word, Excel or PowerPoint file only a document? Macros, hidden objects, remote parts and bombs are refused."""

import re
import zipfile
from io import BytesIO

from kernel.filetypes import MACROS, MB, Unfit

MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
MOST_PARTS = 5000
MOST_UNPACKED = 300 * MB
MOST_READ = 40 * MB
STEEPEST = 200
NOT_WHOLE = "This document is damaged or not what its name says. Save it as a PDF and send that."
BOMB = "This document unpacks to far more than its size says. Files like this are never kept."
CARRIES = "This document carries other files or controls inside it. Save it as a PDF and send that."
FETCHES = "This document fetches things from elsewhere when it is opened. Save it as a PDF and send that."
LOCKED = "This document is locked with a password. Save it without one and send that."
MACRO_PARTS = re.compile(r"vbaproject|vbadata|macrosheets|/dialogsheets/|attachedtoolbars", re.IGNORECASE)
OBJECT_PARTS = re.compile(
    r"activex|oleobject|/embeddings/.*\.(?!docx$|xlsx$|pptx$)|\.(exe|dll|js|vbs|hta|lnk)$", re.IGNORECASE
)
EXTERNAL = re.compile(rb"<[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.IGNORECASE)
WEB = re.compile(rb"Target\s*=\s*[\"'](https?:|mailto:|tel:|#)", re.IGNORECASE)
INSTRUCTION = re.compile(rb"<w:instrText[^>]*>([^<]*)</w:instrText>|w:instr\s*=\s*[\"']([^\"']*)")


def look_through(data: bytes, key: str) -> None:
    """Look through an Office document of a type ("docx", "xlsx", "pptx"). Raises `Unfit` with a sentence."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            _weigh(packed, len(data))
            _look(packed, key)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, KeyError) as error:
        raise Unfit(NOT_WHOLE) from error
    # A part that is locked with a password raises this.
    except RuntimeError as error:
        raise Unfit(LOCKED) from error


def _weigh(packed: zipfile.ZipFile, size: int) -> None:
    parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or (unpacked > 10 * MB and unpacked > STEEPEST * size):
        raise Unfit(BOMB)


def _look(packed: zipfile.ZipFile, key: str) -> None:
    names = packed.namelist()
    if MAIN[key] not in names or "[Content_Types].xml" not in names:
        raise Unfit(NOT_WHOLE)
    if any(MACRO_PARTS.search(name) for name in names) or b"macroEnabled" in _read(packed, "[Content_Types].xml"):
        raise Unfit(MACROS)
    if any(OBJECT_PARTS.search(name) for name in names):
        raise Unfit(CARRIES)
    for name in names:
        if name.endswith(".rels") and any(not _is_plain_link(one) for one in EXTERNAL.findall(_read(packed, name))):
            raise Unfit(FETCHES)
    for name in names:
        if name.startswith("xl/externalLinks/") or (
            name.startswith("word/") and name.endswith(".xml") and _asks(packed, name)
        ):
            raise Unfit(FETCHES)


def _is_plain_link(relation: bytes) -> bool:
    """A link that does nothing until somebody clicks it."""
    return bool(LINK.search(relation) and WEB.search(relation))


def _asks(packed: zipfile.ZipFile, name: str) -> bool:
    """A field that runs a command or brings in another file; its words may be cut into pieces."""
    found = INSTRUCTION.findall(_read(packed, name))
    text = b"".join(first or b" " + second for first, second in found).upper()
    return any(word in text for word in (b"DDE", b"INCLUDETEXT", b"INCLUDEPICTURE"))


def _read(packed: zipfile.ZipFile, name: str) -> bytes:
    """A part's bytes; what its entry says of its size is not believed."""
    with packed.open(name) as part:
        data = part.read(MOST_READ + 1)
    if len(data) > MOST_READ:
        raise Unfit(BOMB)
    return data
