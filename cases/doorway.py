"""The pages in front of what a link opens for somebody without an account: the code, one visit, what shuts it.

Every wrong link and every wrong code is answered alike. Opening the address changes nothing: mail is read by machines too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from accounts.system import system_user
from cases import visiting
from cases.links import NOT_OPEN, is_mark
from cases.models import Link
from cases.services import links
from cases.states import LinkPurpose

TOO_OFTEN = "Too many tries from here. Wait a minute, then try again."
OVER = "Your time here is over, so this was not saved. Copy what you typed, and open the link in the e-mail again."
OTHER = (
    "This browser has opened another link since, so this was not saved. Copy what you typed, and open this link again."
)
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Doorway:
    """What stands before the pages of one purpose: its words, the name of the page it leads to, what a link opens.

    `find` gives what the link is for, with everything its pages show, or None; `code_form` asks for the code. `typed`
    are the fields of long texts: a visit that is over gives back what was typed.
    """

    purpose: LinkPurpose
    inside: str
    title: str
    asks: str
    find: Callable[[Link], Any]
    code_form: Callable[..., Any]
    typed: tuple[str, ...] = ()

    def enter(self, request: HttpRequest, token: str) -> HttpResponse:
        """What a link opens first: a page that says nothing of the case and asks for the code.

        Its view is `csrf_exempt`: the page sends no referrer, without which Django's check refuses every form over
        https. Link and code are asked for in its place; behind it Django checks as everywhere.
        """
        form = self.code_form(request.POST) if request.method == "POST" else self.code_form()
        if not form.is_bound or not _is_from_here(request):
            return self._door(request, self.code_form())
        if visiting.tries_too_often(request):
            return self._door(request, form, status=429, refusal=TOO_OFTEN)
        if not form.is_valid():
            return self._door(request, form, status=422)
        before, machine = visiting.visit_of(request, self.purpose), system_user()
        held, code = visiting.held(request, self.purpose), form.cleaned_data["code"]
        opening = links.open_link(purpose=self.purpose, token=token, code=code, held=held, by=machine)
        if opening.elsewhere_until is not None:
            return self._door(request, self.code_form(), status=409, elsewhere_until=opening.elsewhere_until)
        if opening.link is None:
            form.add_error("code", NOT_OPEN)
            return self._door(request, form, status=422)
        if before is not None and before.pk != opening.link.pk:
            # A browser keeps one visit: the other link could not be opened again until its time is over.
            links.leave_link(link=before, by=machine)
        return visiting.remember(_discreet(redirect(self.inside)), self.purpose, opening.secret)

    def _door(self, request: HttpRequest, form: Any, *, status: int = 200, **more: Any) -> HttpResponse:
        context = {"door": self, "form": form, **more}
        return _discreet(render(request, "cases/door.html", context, status=status))

    def for_visit(self, view: View) -> View:
        """A page behind the code: its view gets the visit's link and what it opens; anybody else is told that it is shut.

        A form carries the mark of what it was made for: in another tab, another link may have been opened since.
        """

        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            link = visiting.visit_of(request, self.purpose)
            opened = self.find(link) if link is not None else None
            if link is None or opened is None:
                return self._shut(request)
            if request.method == "POST" and not is_mark(link, request.POST.get("visit", "")):
                return self._other(request)
            response = view(request, link, opened, *args, **kwargs)
            if request.method != "POST":
                return response
            links.keep_open(link=link, by=system_user())
            return visiting.remember(response, self.purpose, visiting.held(request, self.purpose))

        return shown

    def leave(self, request: HttpRequest) -> HttpResponse:
        """Stop for now: the link opens again with the code."""
        link = visiting.visit_of(request, self.purpose)
        if link is None:
            return self._shut(request)
        if not is_mark(link, request.POST.get("visit", "")):
            return self._other(request)
        links.leave_link(link=link, by=system_user())
        context = {"door": self, "is_left": True}
        return visiting.forget(render(request, "cases/door_shut.html", context), self.purpose)

    def _shut(self, request: HttpRequest) -> HttpResponse:
        """No visit is open in this browser. What was typed meanwhile is given back, to be copied."""
        if request.headers.get("X-Requested-With") == "fetch":
            return JsonResponse({"message": OVER}, status=409)
        context = {"door": self, "typed": self._typed(request)}
        return render(request, "cases/door_shut.html", context, status=403)

    def _other(self, request: HttpRequest) -> HttpResponse:
        """The form belongs to something else than what is open here: nothing is written, what was typed is shown."""
        if request.headers.get("X-Requested-With") == "fetch":
            return JsonResponse({"message": OTHER}, status=409)
        context = {"door": self, "typed": self._typed(request)}
        return render(request, "cases/door_other.html", context, status=409)

    def _typed(self, request: HttpRequest) -> str:
        if request.method != "POST":
            return ""
        return "\n\n".join(text for name in self.typed if (text := request.POST.get(name, "")))


def _is_from_here(request: HttpRequest) -> bool:
    """A form of another site, which browsers name as such, opens nothing."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def _discreet(response: HttpResponse) -> HttpResponse:
    """Tell nobody the address, which holds the token."""
    response["Referrer-Policy"] = "no-referrer"
    return response
