"""Forms with files that our own script sends, so that the files chosen stay on the page."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, resolve_url

from kernel.uploadhandler import skipped_of


def is_by_script(request: HttpRequest) -> bool:
    """Whether our script sent this, and not the browser by itself."""
    return request.headers.get("X-Requested-With") == "fetch"


def how_sent(request: HttpRequest) -> dict[str, Any]:
    """What a form of files has to know of how they were sent: too many or too large to be read; by our script."""
    return {"skipped": skipped_of(request), "is_held": is_by_script(request)}


def led_to(request: HttpRequest, where: Any) -> HttpResponseBase:
    """Go on, or tell the script that sent the files where to go on."""
    return JsonResponse({"url": resolve_url(where)}) if is_by_script(request) else redirect(where)
