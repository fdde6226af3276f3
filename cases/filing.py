"""The files of a form in whichever room: kept as they arrive, once everything else is in order."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.arrivals import keep
from kernel.filefield import FilesField
from kernel.filetypes import MB, MOST_FILES, MOST_TOGETHER

INDECENT = (
    "If one might: do not open, copy or send it. Call the police on 101 (999 if a child is in danger now), tell your "
    "safeguarding lead, and only describe here what there is."
)
SEND_AGAIN = "Choose the files again: browsers forget them when a page comes back."


class FilesFields(forms.Form):
    """The files, and what is known of how they were sent."""

    files = FilesField(  # type: ignore[assignment]
        label="Files",
        error_messages={"required": "Choose at least one file."},
        help_text=(
            f"Photographs, screenshots, PDFs, videos, voice messages, documents. Up to {MOST_FILES} at once, "
            f"{MOST_TOGETHER // MB} MB together. Keep them where they are until they are checked."
        ),
    )

    def __init__(
        self, *args: Any, skipped: Sequence[tuple[str, str]] = (), is_held: bool = False, **kwargs: Any
    ) -> None:
        """`skipped` were not read for their number or size; `is_held` says that the page keeps the files chosen."""
        super().__init__(*args, **kwargs)
        self.skipped, self.is_held = skipped, is_held
        self.fields["files"].required = not skipped

    def keep_files(self, known: dict[str, Any]) -> dict[str, Any]:
        """Keep the bytes where nothing is wrong; else ask for the files again, which no browser sends twice."""
        files = known.get("files") or []
        if self.errors:
            if files and not self.is_held and "files" not in self.errors:
                self.add_error("files", SEND_AGAIN)
            return known
        return {**known, "files": keep(files, self.skipped)}
