"""The demonstration's mail as files: stored by the mail sink, read by the page that shows it."""

import os
import tempfile
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

MOST_FILES, MOST_BYTES = 1000, 1024 * 1024
TO_HEADER = "X-Sink-To"
ENDING = ".eml"


@dataclass(frozen=True)
class Letter:
    """A message as the page shows it."""

    name: str
    subject: str
    to: str
    date: str
    body: str


def store(folder: Path, recipients: list[str], content: bytes) -> Path:
    """Store a message with whom it was for; it is there whole or not at all, and the oldest make room."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    to = ", ".join(address.replace("\r", "").replace("\n", "") for address in recipients)
    handle, half = tempfile.mkstemp(dir=folder, suffix=".half")
    with os.fdopen(handle, "wb") as file:
        file.write(f"{TO_HEADER}: {to}\r\n".encode() + content)
        file.flush()
        os.fsync(file.fileno())
    whole = folder / f"{time.time_ns():020d}-{Path(half).stem}{ENDING}"
    Path(half).rename(whole)
    for old in sorted(folder.glob(f"*{ENDING}"))[:-MOST_FILES]:
        old.unlink(missing_ok=True)
    return whole


def letters_to(folder: Path, address: str, most: int = 50) -> list[Letter]:
    """The messages for one address, newest first."""
    found: list[Letter] = []
    for path in sorted(folder.glob(f"*{ENDING}"), reverse=True):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        addressed = [one.strip().lower() for one in str(message.get(TO_HEADER, "")).split(",")]
        if address.lower() in addressed:
            found.append(_letter(path, message))
        if len(found) >= most:
            break
    return found


def _letter(path: Path, message: EmailMessage) -> Letter:
    part = message.get_body(("plain",))
    return Letter(
        name=path.stem,
        subject=str(message.get("Subject", "")),
        to=str(message.get("To", "")),
        date=str(message.get("Date", "")),
        body=part.get_content().strip() if part is not None else "",
    )
