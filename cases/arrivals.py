"""Keeps the bytes of files as they arrive, each with its hash, before any transaction begins."""

import hashlib
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone

from kernel.filetypes import cannot_take, shown_name

FOLDER = "evidence"
Judge = Callable[[str, int], str | None]


@dataclass(frozen=True)
class Arrival:
    """A file that was sent: stored under a name that says nothing, or not taken, with the reason."""

    name: str
    size: int
    sha256: str = ""
    stored: str = ""
    reason: str = ""


def keep(
    files: Iterable[Any],
    skipped: Iterable[tuple[str, str]] = (),
    folder: str = FOLDER,
    why_not: Judge = cannot_take,
) -> list[Arrival]:
    """Store what is taken at the door, where `why_not` gives no reason for its name and size.

    Bytes that no row names in the end are cleared away a day later by the worker.
    """
    kept = [_kept(file, folder, why_not) for file in files]
    return [*kept, *(Arrival(shown_name(name), 0, reason=why) for name, why in skipped)]


def _kept(file: Any, folder: str, why_not: Judge) -> Arrival:
    name = shown_name(file.name or "")
    sha256 = hashlib.sha256()
    for chunk in file.chunks():
        sha256.update(chunk)
    file.seek(0)
    if reason := why_not(name, file.size):
        return Arrival(name, file.size, sha256.hexdigest(), reason=reason)
    # No end of its own: nothing on the disk can be started by its name.
    stored = default_storage.save(f"{folder}/{timezone.now():%Y/%m}/{uuid.uuid4().hex}", file)
    return Arrival(name, file.size, sha256.hexdigest(), stored)
