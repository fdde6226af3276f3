"""How much may be sent in one go? What is beyond it is read past and named, so that everything else still arrives."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from kernel.filetypes import MB, MOST_FILES, MOST_TOGETHER, TOO_MUCH, TYPES, too_many

LARGEST = max(one.most_bytes for one in TYPES)
TOO_LONG = f"This file is larger than {LARGEST // MB} MB. Shorten it, or send it in parts."


def takes_files(most: int) -> Callable[[Any], Any]:
    """Let a view take more files at once than `MOST_FILES`."""

    def marked(view: Any) -> Any:
        view.most_files = most
        return view

    return marked


class LimitHandler(FileUploadHandler):
    """Stands before the handlers that keep bytes; what it skips stands in `request.uploads_skipped` with the reason."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.count = self.total = 0
        view = getattr(getattr(request, "resolver_match", None), "func", None)
        self.most: int = getattr(view, "most_files", MOST_FILES)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.count += 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        # Only here: a file skipped before the other handlers know of it would close the one before it.
        self.total += len(raw_data)
        if self.count > self.most:
            self._skip(too_many(self.most), raw_data)
        if start + len(raw_data) > LARGEST:
            self._skip(TOO_LONG, raw_data)
        if self.total > MOST_TOGETHER:
            self._skip(TOO_MUCH, raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _skip(self, reason: str, raw_data: bytes) -> None:
        self.total -= len(raw_data)
        if self.request is not None:
            skipped: list[tuple[str, str]] = getattr(self.request, "uploads_skipped", [])
            self.request.uploads_skipped = [*skipped, (self.file_name or "", reason)]  # type: ignore[attr-defined]
        raise SkipFile


def skipped_of(request: Any) -> list[tuple[str, str]]:
    """The files of a request that were skipped: each name with the reason. Asking for the files reads the body first."""
    return getattr(request, "uploads_skipped", []) if request.FILES is not None else []
