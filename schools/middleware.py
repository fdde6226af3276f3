"""A session kept open at the desk is for accounts that open no case: judged again with every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from schools.access import powers

GetResponse = Callable[[HttpRequest], HttpResponse]


class DeskSessionMiddleware:
    """Ends a desk session's long life as soon as its account sees cases. Stands before the session's clock."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.get("is_desk") and powers(request.user).includes("view_cases"):
            del request.session["is_desk"]
        return self.get_response(request)
