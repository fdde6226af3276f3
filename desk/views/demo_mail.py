"""The mail of the signed-in account, in a demonstration only: nothing was really sent."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kernel.mailbox import letters_to


@require_safe
def demo_mail(request):
    if not settings.DEMO:
        raise Http404
    letters = letters_to(settings.VAR_DIR / "mail", request.user.email)
    return render(request, "desk/demo_mail.html", {"letters": letters})
