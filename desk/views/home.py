"""The home page: what needs me next."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.selectors.home import home as home_of
from notices.selectors import undelivered_of_trust


@require_safe
def home(request):
    context = {"home": home_of(request.user), "undelivered": undelivered_of_trust(request.user)}
    return render(request, "desk/home.html", context)
