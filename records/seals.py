"""Where the trust's seals lie on disk, and which one is in use. Loads nothing that reads a certificate.

A seal is a certificate and its key. A newer one takes over; the certificates of older ones stay, their keys do not.
"""

import os
import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"(?P<made>\d{8}T\d{6}Z)-(?P<until>\d{8})-(?P<fingerprint>[0-9a-f]{64})\.pem")
PASSPHRASE = "passphrase"  # noqa: S105  (the name of a file)
SOON_DAYS = 60
NONE_YET = "No seal is set up, so records that were signed cannot be sealed. Run: manage.py make_seal"


@dataclass(frozen=True)
class Seal:
    """A certificate of ours: the SHA-256 of its bytes, the last day it is valid, where it and its key lie."""

    fingerprint: str
    until: date
    certificate: Path
    key: Path


def folder() -> Path:
    """Where they lie."""
    return Path(settings.SEAL_DIR)


def seals() -> list[Seal]:
    """Every seal there ever was here, oldest first."""
    if not folder().is_dir():
        return []
    found = ((path, NAME.fullmatch(path.name)) for path in sorted(folder().iterdir()))
    return [_seal(path, match["until"], match["fingerprint"]) for path, match in found if match]


def _seal(path: Path, until: str, fingerprint: str) -> Seal:
    return Seal(fingerprint, datetime.strptime(until, "%Y%m%d").date(), path, path.with_suffix(".key"))  # noqa: DTZ007


def seal_in_use(today: date) -> Seal | None:
    """The newest that has a key and is valid on a local day."""
    return next((one for one in reversed(seals()) if one.until >= today and one.key.exists()), None)


def why_unready(today: date) -> str:
    """Why nothing can be sealed now, or will soon be, as a sentence; "" if all is well."""
    seal = seal_in_use(today)
    if seal is None:
        return NONE_YET
    if (seal.until - today).days < SOON_DAYS:
        return f"The seal is valid until {seal.until:%d %B %Y}. Make the next one: manage.py make_seal"
    return ""


def passphrase() -> bytes:
    """What the key is encrypted with: from the environment, else from a file of its own, made once for this user alone."""
    if settings.SEAL_PASSPHRASE:
        return str(settings.SEAL_PASSPHRASE).encode()
    path = folder() / PASSPHRASE
    if not path.exists():
        write_alone(path, secrets.token_urlsafe(32).encode())
    return path.read_bytes()


def write_alone(path: Path, data: bytes) -> None:
    """Write a file that nobody else may read and that was not there before, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.link(half, path)
    half.unlink()
