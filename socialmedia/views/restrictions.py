"""Asking somebody to reach a school in other ways: the register, beginning, its page, terms, review, end, breach."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.models import Case
from cases.rules import cannot_change
from complaints.selectors.people import people_in
from kernel.components import Link
from kernel.forms import run
from kernel.text import whole_number
from schools.access import require_at
from socialmedia import services
from socialmedia.access import ANSWERS, RESTRICTS
from socialmedia.drafts import new_key, restriction_key
from socialmedia.forms.restriction import BreachForm, ChangeForm, EndForm, NewForm, ReviewForm, SetForm
from socialmedia.models import Restriction
from socialmedia.rules.restriction import cannot_alter, cannot_breach, cannot_drop, cannot_set
from socialmedia.selectors import restriction as known
from socialmedia.selectors.told import since_told
from socialmedia.states import RestrictionState
from socialmedia.views.contacts import FORM_METHODS


@require_safe
def register(request):
    """Who reaches these schools in other ways for now: what whoever answers the telephone has to know, and no more."""
    require_at(request.user, ANSWERS)
    context = {"rows": known.register(request.user), "never": known.NEVER, "now": timezone.now()}
    return render(request, "socialmedia/restrictions.html", context)


@require_http_methods(FORM_METHODS)
def new(request, reference):
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, RESTRICTS, case)
    if request.method != "POST":
        note_reading(row=case, by=request.user)
    people = people_in(case)
    asked = known.one_of(people, whole_number(request.GET.get("person", "")))
    form = NewForm(request.POST if request.method == "POST" else None, people=people, initial={"person": asked})
    service = services.warn_of_restriction if form.is_warning else services.restrict_at_once
    if form.is_bound and run(form, service, case=case, by=request.user):
        messages.success(request, "Noted. The letter is next.")
        return redirect(form.result or case)
    if not form.is_bound and (typed := restore(request.user, new_key(case))):
        form.show_typed(typed)
    crumbs = (Link("Cases", reverse("desk:cases")), Link(case.reference, case.get_absolute_url()))
    context = {"form": form, "case": case, "crumbs": crumbs, "draft_key": new_key(case), "reason": cannot_change(case)}
    return render(request, "socialmedia/restriction_new.html", context, status=422 if form.is_bound else 200)


@require_safe
def restriction(request, reference, pk):
    row = find(request, reference, pk)
    page = known.restriction_page(row, request.user)
    return render(request, "socialmedia/restriction.html", {"page": page})


@require_http_methods(FORM_METHODS)
def set_terms(request, reference, pk):
    row = worked_on(request, reference, pk)
    form = SetForm(request.POST if request.method == "POST" else None)
    return _act(request, row, form, services.set_restriction, "restriction_set", cannot_set(row))


@require_http_methods(FORM_METHODS)
def change(request, reference, pk):
    row = worked_on(request, reference, pk)
    reason = cannot_alter(row, timezone.now())
    initial = ChangeForm.initial_of(known.last_terms(row)) if reason is None else None
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=initial)
    return _act(request, row, form, services.change_terms, "restriction_change", reason)


@require_http_methods(FORM_METHODS)
def review(request, reference, pk):
    row = worked_on(request, reference, pk)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    reason = cannot_alter(row, timezone.now())
    return _act(request, row, form, services.keep_restriction, "restriction_review", reason)


@require_http_methods(FORM_METHODS)
def end(request, reference, pk):
    """End a restriction, or leave it at the warning."""
    row = worked_on(request, reference, pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    is_warned = row.state == RestrictionState.WARNED
    service = services.drop_warning if is_warned else services.end_restriction
    reason = cannot_drop(row) if is_warned else cannot_alter(row, timezone.now())
    return _act(request, row, form, service, "restriction_end", reason)


@require_http_methods(FORM_METHODS)
def breach(request, reference, pk):
    row = worked_on(request, reference, pk)
    form = BreachForm(request.POST if request.method == "POST" else None, contacts=known.contacts_to_note(row))
    now = timezone.now()
    reason = cannot_alter(row, now) or cannot_breach(since_told(row), now)
    return _act(request, row, form, services.note_breach, "restriction_breach", reason)


def _act(request, row, form, service, name, reason):
    """A form about a restriction: do it and lead back to its page, or show it."""
    if form.is_bound and run(form, service, restriction=row, by=request.user):
        messages.success(request, "Noted.")
        return redirect(row)
    key = restriction_key(name, row)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    page = known.restriction_page(row, request.user)
    context = {"page": page, "form": form, "draft_key": key, "reason": reason, "crumbs": (*page.crumbs,)}
    return render(request, f"socialmedia/{name}.html", context, status=422 if form.is_bound else 200)


def find(request, reference, pk):
    """The restriction, for whoever sees the file of its case. Who looked is noted."""
    rows = Restriction.objects.visible_to(request.user).with_people()
    row = get_object_or_404(rows, case__reference=reference, pk=pk)
    if request.method != "POST":
        note_reading(row=row, by=request.user)
    return row


def worked_on(request, reference, pk):
    """The same for whoever works on the case."""
    row = find(request, reference, pk)
    require(request.user, RESTRICTS, row.case)
    return row
