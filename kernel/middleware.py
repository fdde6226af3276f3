"""What happens around every request: addresses that cannot be, one answer a page, clocks, no caching, refusals."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import add_never_cache_headers

from kernel.once import one_page
from kernel.refusal import Refused

GetResponse = Callable[[HttpRequest], HttpResponse]
STARTED, SEEN = "clock_started", "clock_seen"


class NulMiddleware:
    """Answers 400 to an address with a NUL in it: no page of ours has one, and PostgreSQL cannot be asked about it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        return self.get_response(request)


class OnceAPageMiddleware:
    """Lets a page that is only looked at ask once for what is the same whoever asks: the trust, who holds a role.

    A request that may change something asks anew each time, so that no decision rests on what was so before it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_page():
            return self.get_response(request)


class SessionClockMiddleware:
    """Ends a session after 15 minutes idle or 12 hours in all; a page that refreshes itself does not keep it awake.

    A desk session (the gate register's, marked by its view) may stay idle until its 12 hours are over.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = int(time.time())
        session = request.session
        started, seen = session.setdefault(STARTED, now), session.get(SEEN, now)
        idle = settings.SESSION_ABSOLUTE_SECONDS if session.get("is_desk") else settings.SESSION_IDLE_SECONDS
        if now - seen >= idle or now - started >= settings.SESSION_ABSOLUTE_SECONDS:
            logout(request)
            return self.get_response(request)
        if now - seen >= 20 and not request.headers.get("X-Refresh"):
            session[SEEN] = now
        else:
            session.setdefault(SEEN, now)
        return self.get_response(request)


class NoStoreMiddleware:
    """Keeps every page of the site out of caches; files say so themselves where they may be kept."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class NotOpenedMiddleware:
    """Says in a page why an address that is only pressed shows nothing: after a new sign-in, or in a tab left open.

    The answer stays 405. Whoever does not ask for a page gets it as it is.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_refused = isinstance(response, HttpResponseNotAllowed) and request.method == "GET"
        if not (is_refused and "text/html" in request.headers.get("Accept", "")):
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page


class RefusalMiddleware:
    """Turns a refusal met by a button without fields into a message on the page of the thing refused."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        messages.error(request, exception.reason)
        return redirect(resolve_url(exception.about))
