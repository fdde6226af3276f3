"""Suspending a pupil begins with finding the pupil: the pages that decide it are the room's of pupils."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from desk.forms.filters import PupilSearchForm
from desk.selectors.lists import kept_for_list
from desk.selectors.people import found_pupils
from desk.services.searching import store_search
from kernel.forms import run
from pupils.access import SUSPENDS
from schools.access import require_at

LIST = "pupils"


@require_safe
def choose(request):
    """Whom a headteacher suspends: the pupils of their school, by name."""
    require_at(request.user, SUSPENDS)
    _, words = kept_for_list(request.user, LIST, request.GET.get("search", ""))
    return _show(request, PupilSearchForm(initial={"q": words}), words)


@require_POST
def choose_search(request):
    require_at(request.user, SUSPENDS)
    form = PupilSearchForm(request.POST)
    if run(form, store_search, list_name=LIST, by=request.user):
        return redirect(f"{reverse('desk:suspend_pupil')}?search={form.result}")
    return _show(request, form, "", status=422)


def _show(request, form, words, status=200):
    found, has_more = found_pupils(request.user, words) if words else ((), False)
    context = {"form": form, "words": words, "found": found, "has_more": has_more}
    return render(request, "desk/suspend_pupil.html", context, status=status)
