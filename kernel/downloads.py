"""How a stored file leaves the site: as a download, opened by nothing, kept by nothing in between."""

from pathlib import PurePosixPath
from typing import Any, Final

from django.http import FileResponse

OPAQUE = "application/octet-stream"
SERVED_TYPES: Final = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
}


def attachment(stored: Any, name: str, types: dict[str, str] | None = None) -> FileResponse:
    """Answer with a stored file for download. With `types` it is a copy of ours and says what it is, else it never does.

    A picture of ours still shows where a page of ours asks for it by `<img>`.
    """
    end = PurePosixPath(stored.name).suffix if types else ""
    kind = (types or {}).get(end, OPAQUE)
    response = FileResponse(stored.open(), as_attachment=True, filename=f"{name}{end}", content_type=kind)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
