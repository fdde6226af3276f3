"""A suspension's own page, and what is done to it: made, lifted, void, arranged, told."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from kernel.forms import run
from kernel.text import whole_number
from suspensions import rules, services
from suspensions.access import is_ceo_with_a_part, may_end
from suspensions.drafts import draft_key
from suspensions.forms import ArrangementForm, LiftForm, TellForm, VoidForm
from suspensions.models import SiteSuspension
from suspensions.selectors.about import about
from suspensions.selectors.arrangement import arranged_at, sites_to_arrange
from suspensions.selectors.independence import sites_that_gave_way
from suspensions.selectors.page import page
from suspensions.selectors.review import link_to, renewal_of
from suspensions.states import ARRANGED

FORM_METHODS = ["GET", "HEAD", "POST"]


def find(request, reference, pk):
    """The suspension, for whoever sees the file of its case."""
    seen = SiteSuspension.objects.visible_to(request.user).with_people()
    return get_object_or_404(seen, case__reference=reference, pk=pk)


@require_safe
def show(request, reference, pk):
    suspension = find(request, reference, pk)
    note_reading(row=suspension, by=request.user)
    return render(request, "suspensions/suspension.html", {"page": page(suspension, request.user)})


@require_http_methods(FORM_METHODS)
def lift(request, reference, pk):
    suspension = find(request, reference, pk)
    require(request.user, "suspend", suspension.case)
    form = form_of(request, LiftForm, "lift", suspension)
    if request.method == "POST" and run(form, services.lift_suspension, suspension=suspension, by=request.user):
        messages.success(request, "Lifted. The office has been told. Now tell the person.")
        return redirect(suspension)
    renewal = renewal_of(suspension)
    reason = rules.cannot_lift(suspension, timezone.now(), renewal) or _why_not_end(request, suspension)
    return show_form(request, "lift", suspension, form, reason, first=link_to(renewal, timezone.now()))


@require_http_methods(FORM_METHODS)
def void(request, reference, pk):
    suspension = find(request, reference, pk)
    require(request.user, "suspend", suspension.case)
    form = form_of(request, VoidForm, "void_suspension", suspension)
    if request.method == "POST" and run(form, services.void_suspension, suspension=suspension, by=request.user):
        messages.success(request, "Marked as made in error. Whoever was told of it has been told.")
        return redirect(suspension)
    has_part = is_ceo_with_a_part(request.user, suspension)
    renewal, lost = renewal_of(suspension), sites_that_gave_way(suspension)
    reason = rules.cannot_void(suspension, timezone.now(), renewal, is_ceo_with_a_part=has_part)
    reason = reason or _why_not_end(request, suspension)
    first = link_to(renewal, timezone.now())
    return show_form(request, "void", suspension, form, reason, first=first, lost=lost)


def _why_not_end(request, suspension):
    return None if may_end(request.user, suspension) else rules.ONLY_CEO


@require_http_methods(FORM_METHODS)
def arrangement(request, reference, pk):
    suspension = find(request, reference, pk)
    require(request.user, "work_case", suspension.case)
    sites = sites_to_arrange(suspension)
    chosen = next((site.pk for site in sites if site.pk == whole_number(request.GET.get("site"))), sites[0].pk)
    known = arranged_at(suspension, chosen)
    initial = {"school": chosen, **{name: getattr(known, name, "") for name in ARRANGED}}
    form = form_of(request, ArrangementForm, "arrangement", suspension, initial, sites=sites)
    if request.method == "POST" and run(form, services.set_arrangement, suspension=suspension, by=request.user):
        messages.success(request, "Arrangements set. The gate register shows them, and the office has been told.")
        return redirect("suspensions:letter", reference, pk) if "to_letter" in request.POST else redirect(suspension)
    return show_form(request, "arrangement", suspension, form, rules.cannot_arrange(suspension, timezone.now()))


@require_http_methods(FORM_METHODS)
def tell(request, reference, pk):
    suspension = find(request, reference, pk)
    require(request.user, "work_case", suspension.case)
    form = form_of(request, TellForm, "tell", suspension, {"token": uuid4()})
    if request.method == "POST" and run(form, services.log_telling, suspension=suspension, by=request.user):
        messages.success(request, "Logged.")
        return redirect(suspension)
    return show_form(request, "tell", suspension, form)


def form_of(request, form_class, name, suspension, initial=None, **facts):
    """The form as it was sent; else as it was left half typed; else new."""
    if request.method == "POST":
        return form_class(request.POST, **facts)
    note_reading(row=suspension, by=request.user)
    form = form_class(initial=initial, **facts)
    typed = restore(request.user, draft_key(name, suspension))
    return form.show_typed(typed) if typed else form


def show_form(request, name, suspension, form, reason=None, **more):
    """The page of a form about a suspension, with the reason where it cannot be used."""
    key = "void_suspension" if name == "void" else name
    context = {
        "form": form,
        "page": about(suspension),
        "reason": reason,
        "draft_key": draft_key(key, suspension),
        **more,
    }
    return render(request, f"suspensions/{name}.html", context, status=_status(form))


def _status(form):
    return 422 if form.is_bound and form.errors else 200
