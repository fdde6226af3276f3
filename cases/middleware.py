"""What is done around every page: a form sent after its session was over is kept for its writer before they are asked to
sign in; a session kept open at the desk is for accounts that open no case.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from cases.access import reach
from cases.keeping import keep_posted

GetResponse = Callable[[HttpRequest], HttpResponse]


class KeepTypedMiddleware:
    """Stands before Django's demand to sign in; the check against forged forms has passed by then.

    A session that the clock ends in this very request counts as over: all middleware that may end it runs first.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        page = keep_posted(request)
        return redirect_to_login(page) if page else None


class ReachMiddleware:
    """Asks what an account may do and what it sees in one query, before a page asks for one and then the other."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if request.user.is_authenticated:
            reach(request.user)


class DeskSessionMiddleware:
    """Ends a desk session's long life as soon as its account sees a case: judged again with every request.

    Stands before the session's clock.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.get("is_desk") and reach(request.user).sees_some:
            del request.session["is_desk"]
        return self.get_response(request)
