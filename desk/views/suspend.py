"""Suspending or warning somebody on a case that is open already."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.models import Case
from cases.rules import cannot_change
from desk.forms.suspend import SuspendForm, WarnForm
from desk.selectors.report import asks_why
from desk.selectors.suspend import report_waits, sites_of, subjects_of, warnable_of, who_was_told
from desk.services.suspending import DRAFT_KEY, WARN_KEY, suspend_on_case, warn_on_case
from kernel.components import Link
from kernel.forms import run


@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request, reference):
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, "suspend", case)
    if request.method != "POST":
        note_reading(row=case, by=request.user)
    if report_waits(case):
        return redirect("desk:decide", reference)
    form = SuspendForm(
        request.POST if request.method == "POST" else None,
        people=subjects_of(case),
        schools=sites_of(case, request.user),
        initial={"school": case.school_id},
    )
    if request.method == "POST" and run(form, suspend_on_case, case=case, by=request.user):
        messages.success(request, f"Suspended for the rest of today. {who_was_told(case, request.user)}")
        return redirect(form.result)
    key = DRAFT_KEY.format(reference=reference)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {
        "form": form,
        "case": case,
        "reason": cannot_change(case),
        "people_link": Link("Add a person", reverse("desk:involved", args=[reference])),
        "draft_key": key,
    }
    return render(request, "desk/suspend.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def warn(request, reference):
    """Warning adults in writing: the decision; the letter comes after it."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, "suspend", case)
    if request.method != "POST":
        note_reading(row=case, by=request.user)
    if report_waits(case):
        return redirect("desk:decide", reference)
    form = WarnForm(
        request.POST if request.method == "POST" else None, people=warnable_of(case), asks_why=asks_why(case)
    )
    if request.method == "POST" and run(form, warn_on_case, case=case, by=request.user):
        messages.success(request, "Decided. Now write the letter: it is due in one working day.")
        return redirect(form.result[0] if len(form.result) == 1 else case)
    key = WARN_KEY.format(reference=reference)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {
        "form": form,
        "case": case,
        "reason": cannot_change(case),
        "people_link": Link("Add a person", reverse("desk:involved", args=[reference])),
        "draft_key": key,
    }
    return render(request, "desk/warn.html", context, status=422 if form.is_bound else 200)
