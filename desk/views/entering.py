"""Entering a suspension that the trust had before it used the system."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.keeping import restore
from cases.selectors import sent_before
from desk.forms.entering import EnterForm
from desk.selectors.entering import deciders_of, sites_of
from desk.services.entering import draft_key, enter_suspension
from desk.views.people import visible_person
from kernel.forms import run


@require_http_methods(["GET", "HEAD", "POST"])
def enter_new(request):
    """Of somebody nobody has added yet."""
    return _enter(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request, pk):
    """Of somebody the trust knows."""
    person = visible_person(request, pk)
    return _enter(request, person.merged_into or person)


def _enter(request, person):
    sites = sites_of(request.user)
    if not sites:
        raise PermissionDenied
    if request.method != "POST" and person is not None:
        note_reading(row=person, by=request.user)
    made = partial(EnterForm, schools=sites, deciders=deciders_of(request.user, sites), is_known=person is not None)
    key = draft_key(person)
    if request.method == "POST":
        form = made(request.POST)
        if run(form, enter_suspension, person=person, by=request.user):
            messages.success(request, "Entered. The site’s office has been told, and what is still to do stands below.")
            return redirect(form.result or sent_before(form.cleaned_data["token"], request.user) or "desk:home")
    else:
        form = made(initial={"school": sites[0].pk} if len(sites) == 1 else {})
        if typed := restore(request.user, key):
            form.show_typed(typed)
    context = {"form": form, "person": person, "draft_key": key}
    return render(request, "desk/enter.html", context, status=422 if form.is_bound else 200)
