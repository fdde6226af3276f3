"""Does ClamAV know this file as a virus? Speaks clamd's INSTREAM over a Unix socket or to a host; says no word of names.

A client of our own: the one on PyPI that is still kept is under another licence, and takes an empty answer for a clean one.
"""

import socket
import struct
from contextlib import closing
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings

from kernel.filetypes import Unfit

CHUNK = 256 * 1024
SECONDS = 120
QUICK_SECONDS = 3
LONGEST_ANSWER = 4096
INFECTED = (
    "The virus scanner found something in this file. Do not open it where it is kept; "
    "ask whoever looks after your computers."
)
TOO_LARGE = "This file is too large for the virus scanner. Shorten it, or send it in parts."


class ScannerAway(Exception):
    """The scanner gave no answer that says a file is clean or is not: nothing is let through."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner says; `found` is the name of the virus, "" for a clean file."""

    found: str = ""
    is_too_large: bool = False


def is_configured() -> bool:
    """Whether this site has a virus scanner."""
    return bool(settings.CLAMD_URL)


def scan(file: IO[bytes]) -> Verdict:
    """Send a file to clamd and read its verdict. Raises `ScannerAway` for anything but a plain answer."""
    try:
        with closing(_connect(SECONDS)) as line:
            line.sendall(b"zINSTREAM\0")
            try:
                while chunk := file.read(CHUNK):
                    line.sendall(struct.pack("!L", len(chunk)) + chunk)
                line.sendall(struct.pack("!L", 0))
            except (BrokenPipeError, ConnectionResetError):
                # clamd says that a file is too large while it is still being sent, and hangs up.
                return _verdict(_answer(line))
            return _verdict(_answer(line))
    except OSError as error:
        raise ScannerAway(f"no answer ({type(error).__name__})") from error


def let_through(file: IO[bytes]) -> None:
    """Raises `Unfit` for what the scanner finds, `ScannerAway` where it gives no answer: then nothing is let through."""
    verdict = scan(file)
    if verdict.found:
        raise Unfit(INFECTED)
    if verdict.is_too_large:
        raise Unfit(TOO_LARGE)


def ping() -> str:
    """Why the scanner is not well, or nothing."""
    try:
        with closing(_connect(QUICK_SECONDS)) as line:
            line.sendall(b"zPING\0")
            return "" if _answer(line) == "PONG" else "does not answer"
    except (OSError, ScannerAway) as error:
        return f"not there ({type(error).__name__})"


def _connect(seconds: int) -> socket.socket:
    """A line to `unix:///run/clamav/clamd.ctl` or `tcp://host:3310`."""
    address = urlsplit(settings.CLAMD_URL)
    if address.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(seconds)
        try:
            line.connect(address.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((address.hostname or "", address.port or 3310), timeout=seconds)


def _answer(line: socket.socket) -> str:
    """One answer, up to its NUL. An answer without it is none: the line broke in the middle."""
    said = b""
    while not said.endswith(b"\0"):
        more = line.recv(1024)
        if not more or len(said) > LONGEST_ANSWER:
            raise ScannerAway("an answer that does not end")
        said += more
    return said[:-1].decode("utf-8", "replace").strip()


def _verdict(answer: str) -> Verdict:
    if answer == "stream: OK":
        return Verdict()
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return Verdict(found=answer.removeprefix("stream: ").removesuffix(" FOUND") or "a virus")
    if answer.startswith("INSTREAM size limit exceeded"):
        return Verdict(is_too_large=True)
    raise ScannerAway("an answer that says neither")
