"""Pages of no room: a form whose safety check failed, and the two questions that monitoring asks."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a form that was sent from a page which is no longer valid: nothing was lost that can be sent again."""
    return render(request, "403_csrf.html", status=403)


@login_not_required
def absent(request: HttpRequest) -> HttpResponse:
    """A page that a library brings and this site does not offer."""
    raise Http404


@require_safe
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")
