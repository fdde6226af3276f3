"""Somebody not involved decides on a suspension: over three screens, and later again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from cases.access import require
from cases.keeping import opened_at, payload_of, restore
from cases.services.writing import save_draft
from kernel.forms import run
from suspensions import judging, services
from suspensions.access import require_decider
from suspensions.drafts import draft_key
from suspensions.forms import LookAgainForm, RenewForm, ReviewForm, VaryForm
from suspensions.selectors.about import about
from suspensions.selectors.review import renewal_of, review_page
from suspensions.states import Outcome
from suspensions.views.suspension import FORM_METHODS, find, form_of, show_form

DECIDED = {
    Outcome.UPHELD: "Upheld. The headteacher has been told. The person must be told, also in writing.",
    Outcome.VARIED: "Upheld with other terms. The headteacher has been told. The person must be told, also in writing.",
    Outcome.NOT_UPHELD: "Not upheld. It ended just now, and the site has been told. The person must be told too.",
    Outcome.CONTINUED: "It goes on. The person must be told, also in writing.",
    Outcome.ENDED: "Lifted. The site has been told. The person must be told too.",
}


@require_safe
def review(request, reference, pk):
    """First screen: the report, and what is missing."""
    suspension = _reviewed(request, reference, pk)
    return _screen(request, "review", suspension, review_page(suspension, request.user))


@require_http_methods(FORM_METHODS)
def weigh(request, reference, pk):
    """Second screen: what was looked at, what the person says, what could explain it."""
    suspension = _reviewed(request, reference, pk)
    known = review_page(suspension, request.user)
    form, key = _form(request, suspension, known, is_weighing=True), draft_key("review", suspension)
    if request.method == "POST" and form.is_valid():
        save_draft(key=key, payload=payload_of(request.POST), opened_at=opened_at(request.POST, key), by=request.user)
        return redirect("suspensions:review_decide", reference, pk)
    return _screen(request, "review_weigh", suspension, known, form)


@require_http_methods(FORM_METHODS)
def decide(request, reference, pk):
    """Third screen: upheld or not, and why."""
    suspension = _reviewed(request, reference, pk)
    known = review_page(suspension, request.user)
    form = _form(request, suspension, known, is_weighing=False)
    if request.method == "POST":
        if run(form, services.review_site_suspension, suspension=suspension, by=request.user):
            messages.success(request, DECIDED[form.cleaned_data["outcome"]])
            return redirect(suspension)
    elif not form.initial.get("considered"):
        return redirect("suspensions:review_weigh", reference, pk)
    return _screen(request, "review_decide", suspension, known, form)


@require_http_methods(FORM_METHODS)
def again(request, reference, pk):
    """On its day: an upheld one goes on, or is lifted."""
    suspension = _reviewed(request, reference, pk, is_noted=False)
    form, known = form_of(request, LookAgainForm, "look_again", suspension), review_page(suspension, request.user)
    if request.method == "POST" and run(form, services.look_again, suspension=suspension, by=request.user):
        messages.success(request, DECIDED[form.cleaned_data["outcome"]])
        return redirect(suspension)
    return show_form(request, "look_again", suspension, form, known.reason, review=known)


@require_http_methods(FORM_METHODS)
def vary(request, reference, pk):
    suspension = _reviewed(request, reference, pk, is_noted=False)
    form, known = form_of(request, VaryForm, "vary", suspension), review_page(suspension, request.user)
    if request.method == "POST" and run(form, services.vary_site_suspension, suspension=suspension, by=request.user):
        messages.success(
            request, "The terms are changed. The site has been told. The person must be told, also in writing."
        )
        return redirect(suspension)
    return show_form(request, "vary", suspension, form, known.reason, review=known)


@require_http_methods(FORM_METHODS)
def renew(request, reference, pk):
    suspension = find(request, reference, pk)
    require_decider(request.user, suspension)
    form = form_of(request, RenewForm, "renew", suspension)
    if request.method == "POST" and run(form, services.renew_site_suspension, suspension=suspension, by=request.user):
        messages.success(request, "Suspended anew. The site has been told. Now tell the person today, and in writing.")
        return redirect(form.result or suspension)
    reason = judging.cannot_renew(suspension, renewal_of(suspension), timezone.now())
    return show_form(request, "renew", suspension, form, reason)


def _reviewed(request, reference, pk, *, is_noted=True):
    """The suspension, for whoever reviews it; that they looked is noted, unless its form does so."""
    suspension = find(request, reference, pk)
    require(request.user, "review", suspension.case)
    if is_noted and request.method != "POST":
        note_reading(row=suspension, by=request.user)
    return suspension


def _form(request, suspension, known, *, is_weighing):
    """The form as it was sent; else as it was left half typed; else new."""
    pieces = [(piece.pk, piece.description) for piece in known.pieces]
    facts = {"pieces": pieces, "has_unweighed": known.has_unweighed, "is_weighing": is_weighing}
    if request.method == "POST":
        return ReviewForm(request.POST, **facts)
    form = ReviewForm(initial={"risk": suspension.grounds}, **facts)
    typed = restore(request.user, draft_key("review", suspension))
    return form.show_typed(typed) if typed else form


def _screen(request, name, suspension, known, form=None):
    context = {
        "form": form,
        "page": about(suspension),
        "review": known,
        "draft_key": draft_key("review", suspension),
    }
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, f"suspensions/{name}.html", context, status=status)
