"""The home page: what needs me next."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.selectors.home import home as home_of


@require_safe
def home(request):
    return render(request, "desk/home.html", {"home": home_of(request.user)})
