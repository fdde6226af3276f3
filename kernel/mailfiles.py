"""What does a saved e-mail (.eml) say: from whom, when, about what? Or a sentence why it is not taken.

Only a process of its own runs this (`kernel.apart`): `python -m kernel.mailfiles` reads a line with the sizes of several
files from standard input, then their bytes, and answers with a line for each. It knows no settings, no database and no
secret, and may use only so much memory and time. Nothing of a message is ever run, fetched or shown as a web page.
"""

import codecs
import json
import re
import resource
import signal
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any

from kernel.filetypes import EMPTY, MB, Unfit, end_of
from kernel.text import clean, clean_line

MOST_BYTES = 10 * MB
MOST_FILES = 500
MOST_HEADERS = 256 * 1024
MOST_PARTS = 500
MOST_HTML = 2 * MB
LONGEST_TEXT = 20_000
LONGEST_LINE = 300
LONGEST_ADDRESS = 254
MOST_MEMORY = 1024 * MB
MOST_SECONDS, SECONDS_EACH = 240, 5
NOT_MAIL = "This is not a saved e-mail. In your mail program choose “Save as” and the kind .eml."
OUTLOOK = (
    "This is a file of Outlook (.msg). Drag the message out of Outlook on the web, or save it as .eml, and send that."
)
SEVERAL = "This file holds several messages. Save each of them as an .eml file of its own."
TOO_LARGE = f"This message is larger than {MOST_BYTES // MB} MB. Log it by hand, and add what it brought as evidence."
NO_SENDER = "This message does not say who sent it. Log it by hand."
TOO_DEEP = "This message is wrapped in itself too many times to be read. Log it by hand."
TOO_LONG = "This message would take far more memory or time to read than its size says. Log it by hand."
BROKEN = "This message is damaged and could not be read. Save it again, or log it by hand."
OTHERS = (
    (b"\xd0\xcf\x11\xe0", OUTLOOK),
    (b"PK\x03\x04", NOT_MAIL),
    (b"%PDF", NOT_MAIL),
    (b"\x89PNG", NOT_MAIL),
    (b"\xff\xd8\xff", NOT_MAIL),
)
NEXT_MESSAGE = re.compile(rb"\n\r?\nFrom \S+ [^\n]*\r?\n[A-Za-z-]+:")
BODY_BEGINS = re.compile(rb"\r?\n\r?\n")
FIRST_HEADER = re.compile(rb"\A(From [^\n]*\n)?[!-9;-~]+[ \t]*:")
HIDDEN = ("script", "style", "head", "title", "template")
BLOCKS = ("p", "div", "br", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "hr", "pre")


@dataclass(frozen=True)
class ReadMail:
    """What a message says. `dated` and `received` are aware moments where it gives them; `text` is plain text."""

    sender: str
    name: str = ""
    subject: str = ""
    message_id: str = ""
    dated: datetime | None = None
    received: datetime | None = None
    text: str = ""
    notes: tuple[str, ...] = ()


def cannot_take_mail(name: str, size: int) -> str | None:
    """Say why a file of this (shown) name and size (bytes) is not taken as a message; None lets it in to be read."""
    if end_of(name) == "msg":
        return OUTLOOK
    if end_of(name) != "eml":
        return NOT_MAIL
    if size == 0:
        return EMPTY
    return TOO_LARGE if size > MOST_BYTES else None


def read_mail(data: bytes) -> ReadMail:
    """Read a message. Raises `Unfit` with a sentence, and nothing else, whatever the bytes are."""
    try:
        return _read(data)
    except Unfit:
        raise
    except RecursionError as error:
        raise Unfit(TOO_DEEP) from error
    except MemoryError as error:
        raise Unfit(TOO_LONG) from error
    # A parser of hostile text raises whatever it stumbles over.
    except Exception as error:
        raise Unfit(BROKEN) from error


def _read(data: bytes) -> ReadMail:
    data = _in_bytes(data)
    _look_at(data)
    message = message_from_bytes(data, policy=policy.default)
    sender, name = _sender(message)
    if not sender:
        raise Unfit(NO_SENDER)
    text, notes = _text_of(message)
    return ReadMail(
        sender=sender,
        name=name,
        subject=_cut(_line(message, "subject")),
        message_id=_cut(_line(message, "message-id")),
        dated=_moment(_line(message, "date")),
        received=_moment(_line(message, "received").rpartition(";")[2]),
        text=text,
        notes=notes,
    )


def _in_bytes(data: bytes) -> bytes:
    """The message without a mark of its encoding, and from UTF-16 in UTF-8."""
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            return data.decode("utf-16", errors="replace").encode()
    return data.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")


def _look_at(data: bytes) -> None:
    """Refuse what is plainly something else, or has headers that no mail program writes."""
    if not data.strip():
        raise Unfit(EMPTY)
    if len(data) > 2 * MOST_BYTES:
        raise Unfit(TOO_LARGE)
    for mark, reason in OTHERS:
        if data.startswith(mark):
            raise Unfit(reason)
    if not FIRST_HEADER.match(data[:MOST_HEADERS]):
        raise Unfit(NOT_MAIL)
    if data.startswith(b"From ") and NEXT_MESSAGE.search(data):
        raise Unfit(SEVERAL)
    body = BODY_BEGINS.search(data, 0, MOST_HEADERS + 4)
    if body is None and len(data) > MOST_HEADERS:
        raise Unfit(TOO_LONG)


# --- Headers ------------------------------------------------------------------------------------------------------
def _line(message: Message, name: str) -> str:
    """A header in one line; as it was written where it cannot be taken apart."""
    try:
        return clean_line(str(message[name] or ""))
    except (MemoryError, RecursionError):
        raise
    # The parser of headers raises whatever it stumbles over.
    except Exception:
        raw: list[str] = [str(value) for key, value in message._headers if key.lower() == name]  # type: ignore[attr-defined]
        return clean_line(raw[0] if raw else "")


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


def _sender(message: Message) -> tuple[str, str]:
    """The first address of the From line (else of the Sender line), in small letters, and the name beside it."""
    for header in ("from", "sender"):
        try:
            found = message[header]
            for one in getattr(found, "addresses", ()):
                address = clean_line(one.addr_spec).lower()
                if _is_address(address):
                    return address, clean_line(one.display_name)[:200]
        except (MemoryError, RecursionError):
            raise
        except Exception:  # noqa: S110  (an address may still be read from the line as it stands)
            pass
        # A line that no parser takes apart may still hold one address, in brackets or by itself.
        bare = re.findall(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+", _line(message, header)[:2000])
        if bare and _is_address(bare[-1].lower()):
            return bare[-1].lower(), ""
    return "", ""


def _is_address(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    return bool(at and local and domain) and len(address) <= LONGEST_ADDRESS and " " not in address


def _moment(line: str) -> datetime | None:
    """An aware moment from a line of a message; one without a zone is taken as UTC."""
    try:
        found = parsedate_to_datetime(line.strip()[:200])
        aware = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, TypeError, IndexError, AttributeError, OverflowError):
        return None


# --- Text ---------------------------------------------------------------------------------------------------------
def _text_of(message: Message) -> tuple[str, tuple[str, ...]]:
    """The plain text of a message (made from its web page where it has nothing else), and what is to be said of it."""
    plain, page, others = None, None, 0
    for part in _leaves(message):
        kind, is_apart = part.get_content_type(), part.get_content_disposition() == "attachment"
        if kind == "text/plain" and not is_apart and plain is None:
            plain = part
        elif kind == "text/html" and not is_apart and page is None:
            page = part
        else:
            others += 1
    notes: list[str] = []
    text = _decoded(plain, notes) if plain is not None else ""
    if not text.strip() and page is not None:
        text = _without_tags(_decoded(page, notes))
        notes.append("Its text was taken out of a web page.")
    if others:
        notes.append(f"It brought {others} {'file' if others == 1 else 'files'}, which are in the original only.")
    text = clean(text)
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
        notes.append("Only the beginning is shown: the whole is in the original.")
    return text, tuple(notes)


def _leaves(message: Message) -> list[Message]:
    """The parts that hold something, in order; what was forwarded as a file is one of them. No recursion."""
    found: list[Message] = []
    waiting = [message]
    while waiting:
        if len(found) + len(waiting) > MOST_PARTS:
            raise Unfit(TOO_DEEP)
        part = waiting.pop(0)
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting[:0] = [one for one in inside if isinstance(one, Message)]
        else:
            found.append(part)
    return found


def _decoded(part: Message, notes: list[str]) -> str:
    data: Any = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    data = data[:MOST_HTML]
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return data.decode(charset)
        # A charset may be a word that no codec has, or the name of one that raises what it likes.
        except Exception:  # noqa: S112
            continue
    notes.append("Some letters of it could not be read.")
    return data.decode("cp1252", errors="replace")


class _Words(HTMLParser):
    """The words of a web page, one block under the other; what a reader would not see is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hidden = 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.hidden += tag in HIDDEN
        if tag in BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(self.hidden - (tag in HIDDEN), 0)
        if tag in BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(re.sub(r"\s+", " ", data))


def _without_tags(page: str) -> str:
    words = _Words()
    words.feed(page)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


# --- The process --------------------------------------------------------------------------------------------------
def bound() -> None:
    """Take away from this process what it does not need: memory, time, files, dumps."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class OutOfTime(BaseException):
    """The time for one message is used up; no handler of what a parser raises takes it for its own."""


def _give_up(*_: Any) -> None:
    raise OutOfTime


def answer(data: bytes) -> dict[str, Any]:
    """What a message says, as JSON can hold it; or under `unfit` why it is not taken. So much time for each."""
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_EACH)
    try:
        return asdict(read_mail(data))
    except Unfit as unfit:
        return {"unfit": unfit.reason}
    except OutOfTime:
        return {"unfit": TOO_LONG}
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def from_answer(said: dict[str, Any]) -> ReadMail:
    """The message as the process told it. Raises `Unfit` where it was not taken."""
    if reason := said.get("unfit"):
        raise Unfit(clean(reason))
    moments = {name: datetime.fromisoformat(said[name]) if said[name] else None for name in ("dated", "received")}
    return ReadMail(**{**said, **moments, "notes": tuple(said["notes"])})


def main() -> None:
    """Answer on standard output, a line for each file."""
    bound()
    signal.signal(signal.SIGVTALRM, _give_up)
    for size in json.loads(sys.stdin.buffer.readline()):
        told = json.dumps(answer(sys.stdin.buffer.read(size)), default=datetime.isoformat)
        sys.stdout.write(f"{told}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
