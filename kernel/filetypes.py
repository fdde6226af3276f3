"""Which files may be evidence: by the end of their name, their size and number. Loads nothing that reads a file."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from kernel.text import clean_line

MB = 1024 * 1024
MOST_FILES = 20
MOST_IN_A_CASE = 200
MOST_TOGETHER = 250 * MB
MOST_PIXELS = 80_000_000
MOST_PAGES = 1000
LONGEST_NAME = 120


class Kind(StrEnum):
    """What a file turned out to be."""

    PICTURE = "picture"
    PDF = "pdf"
    TEXT = "text"
    VIDEO = "video"
    SOUND = "sound"
    OFFICE = "office"


@dataclass(frozen=True)
class FileType:
    """A type that is taken: the ends of names it goes by, and what each of two sniffers may call it."""

    key: str
    kind: Kind
    ends: tuple[str, ...]
    magic: tuple[str, ...]
    filetype: tuple[str, ...]
    most_bytes: int = 30 * MB


OOXML = "application/vnd.openxmlformats-officedocument."
ZIPPED = ("application/zip", "application/octet-stream")
TYPES = (
    FileType("jpeg", Kind.PICTURE, ("jpg", "jpeg", "jfif"), ("image/jpeg",), ("image/jpeg",)),
    FileType("png", Kind.PICTURE, ("png",), ("image/png",), ("image/png", "image/apng")),
    FileType("gif", Kind.PICTURE, ("gif",), ("image/gif",), ("image/gif",)),
    FileType("webp", Kind.PICTURE, ("webp",), ("image/webp",), ("image/webp",)),
    FileType("heic", Kind.PICTURE, ("heic", "heif"), ("image/heic", "image/heif"), ("image/heic", "image/heif")),
    FileType("pdf", Kind.PDF, ("pdf",), ("application/pdf",), ("application/pdf",)),
    # No sniffer knows text by a mark: the second one must know of nothing else that it is.
    FileType("text", Kind.TEXT, ("txt",), ("text/plain",), ("",), 2 * MB),
    FileType("mp4", Kind.VIDEO, ("mp4", "m4v"), ("video/mp4", "video/x-m4v"), ("video/mp4", "video/x-m4v"), 200 * MB),
    FileType("mov", Kind.VIDEO, ("mov",), ("video/quicktime",), ("video/quicktime", "video/mp4"), 200 * MB),
    FileType("3gp", Kind.VIDEO, ("3gp",), ("video/3gpp", "video/mp4"), ("video/3gpp", "video/mp4"), 200 * MB),
    FileType(
        "m4a",
        Kind.SOUND,
        ("m4a",),
        ("audio/x-m4a", "audio/mp4", "video/mp4"),
        ("audio/mp4", "audio/m4a", "video/mp4"),
        100 * MB,
    ),
    FileType("mp3", Kind.SOUND, ("mp3",), ("audio/mpeg",), ("audio/mpeg",), 100 * MB),
    FileType("wav", Kind.SOUND, ("wav",), ("audio/x-wav", "audio/wav"), ("audio/x-wav", "audio/wav"), 100 * MB),
    FileType("ogg", Kind.SOUND, ("ogg", "opus", "oga"), ("audio/ogg", "application/ogg"), ("audio/ogg",), 100 * MB),
    FileType(
        "docx",
        Kind.OFFICE,
        ("docx",),
        (f"{OOXML}wordprocessingml.document", *ZIPPED),
        (f"{OOXML}wordprocessingml.document", "application/zip"),
    ),
    FileType(
        "xlsx",
        Kind.OFFICE,
        ("xlsx",),
        (f"{OOXML}spreadsheetml.sheet", *ZIPPED),
        (f"{OOXML}spreadsheetml.sheet", "application/zip"),
    ),
    FileType(
        "pptx",
        Kind.OFFICE,
        ("pptx",),
        (f"{OOXML}presentationml.presentation", *ZIPPED),
        (f"{OOXML}presentationml.presentation", "application/zip"),
    ),
)
BY_END = {end: one for one in TYPES for end in one.ends}
TAKEN = "pictures, PDFs, videos, sound recordings, Word, Excel and PowerPoint files without macros, and plain text"
ACCEPT = ",".join(["image/*", "video/*", "audio/*", *(f".{end}" for end in BY_END)])

SAVE_AS_PDF = "Save it as a PDF and send that."
PACKED = "Files packed together are not taken. Unpack them and send them one by one."
PROGRAM = "Programs and shortcuts are never taken."
MACROS = "Documents with macros are not taken: they can run programs. Save it as a PDF and send that."
HINTS = {
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar", "bz2", "iso", "cab"), PACKED),
    **dict.fromkeys(
        ("exe", "com", "bat", "cmd", "scr", "msi", "ps1", "vbs", "js", "jar", "lnk", "hta", "apk", "sh", "url"), PROGRAM
    ),
    **dict.fromkeys(("docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam", "sldm"), MACROS),
    **dict.fromkeys(
        ("doc", "xls", "ppt", "rtf", "odt", "ods", "odp", "pages", "numbers", "key"),
        f"Documents of this kind are not taken. {SAVE_AS_PDF}",
    ),
    **dict.fromkeys(("html", "htm", "xhtml", "mht", "mhtml", "xml"), f"Web pages are not taken. {SAVE_AS_PDF}"),
    **dict.fromkeys(("eml", "msg"), "E-mail files are not taken. Print the e-mail to a PDF and send that."),
    **dict.fromkeys(("svg", "svgz"), "Drawings of this kind can carry scripts. Send a screenshot of it instead."),
    **dict.fromkeys(("tif", "tiff", "bmp", "dng", "raw", "psd"), "Save this picture as a JPEG or PNG and send that."),
    **dict.fromkeys(("avi", "mkv", "wmv", "webm", "flv"), "Save this video as MP4 and send that."),
}
EMPTY = "This file is empty. Look at it where it is kept, then send it again."
NO_END = "The name of this file does not say what it is. Give it an end such as .jpg or .pdf."
TOO_MUCH = f"These files together are larger than {MOST_TOGETHER // MB} MB. Send this one by itself."


def too_many(most: int) -> str:
    """What is said of a file beyond the most that go at once."""
    return f"More than {most} files were sent at once. Send the others after these."


class Unfit(Exception):
    """A file cannot be kept; the reason is a sentence fit for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Examined:
    """What a file turned out to be, a copy made anew that may be shown (where one can be made), what was taken out."""

    kind: Kind
    served: bytes | None = None
    end: str = ""
    note: str = ""


def shown_name(name: str) -> str:
    """A file's name as it is kept and shown: without folders, control characters and marks that turn writing round."""
    # A name of Windows may come with its folders, whatever system we are.
    line = clean_line(name.replace("\\", "/")).replace("\ufffd", "")
    line = "".join(c for c in line if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cn"})
    last = re.sub(r'[<>:"|?*]+', "_", PurePosixPath(line).name).strip(". ")
    end = end_of(last)
    stem = last[: -len(end) - 1] if end else last
    stem = stem[: LONGEST_NAME - len(end) - 1].rstrip() or "file"
    return f"{stem}.{end}" if end else stem


def end_of(name: str) -> str:
    """What comes after the last dot, in small letters."""
    stem, dot, end = name.rpartition(".")
    return end.casefold() if dot and stem and len(end) <= 12 and end.isalnum() and end.isascii() else ""


def cannot_take(name: str, size: int) -> str | None:
    """Say why a file of this (shown) name and size (bytes) is not taken at the door; None lets it in to be examined."""
    end = end_of(name)
    taken = BY_END.get(end)
    if taken is None:
        return HINTS.get(end) or (f"Files ending in .{end} are not taken. You can send {TAKEN}." if end else NO_END)
    if size == 0:
        return EMPTY
    if size > taken.most_bytes:
        return f"This file is larger than {taken.most_bytes // MB} MB. Shorten it, or send it in parts."
    return None
