"""The case page, its history, and a case that was logged in error."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.models import Case
from cases.rules import cannot_close, cannot_reopen, cannot_void
from cases.services.prompts import answer_prompt
from cases.states import PromptAnswer, PromptKind
from complaints.selectors.case import why_not_void as why_not_void_complaint
from desk.forms.case import CloseForm, ReopenForm, VoidForm
from desk.selectors.case import case_page, history
from desk.selectors.closing import left_open, power_to_close
from desk.services.closing import CLOSE_KEY, REOPEN_KEY, close_case, reopen_case
from desk.services.informing import acknowledge_notice
from desk.services.voiding import DRAFT_KEY, void_case
from kernel.forms import run
from suspensions.access import why_not_void_case
from suspensions.selectors.warning import hold_warnings


def _case(request, reference):
    seen = Case.objects.visible_to(request.user).select_related("school", "opened_by", "voided_by", "closed_by")
    return get_object_or_404(seen, reference=reference)


@require_safe
def case(request, reference):
    shown = _case(request, reference)
    note_reading(row=shown, by=request.user)
    return render(request, "desk/case.html", case_page(shown, request.user))


@require_safe
def case_history(request, reference):
    shown = _case(request, reference)
    note_reading(row=shown, by=request.user)
    return render(request, "desk/history.html", {"case": shown, "entries": history(shown)})


@require_POST
def acknowledge(request, reference):
    """The CEO confirms having read what the headteacher sent."""
    shown = _case(request, reference)
    acknowledge_notice(case=shown, by=request.user)
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def void(request, reference):
    shown = _case(request, reference)
    require(request.user, "void_case", shown)
    if request.method != "POST":
        note_reading(row=shown, by=request.user)
    form = VoidForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, void_case, case=shown, by=request.user):
        return redirect(shown)
    key = DRAFT_KEY.format(reference=reference)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    warned = hold_warnings(shown)
    reason = cannot_void(shown) or why_not_void_case(shown, request.user) or why_not_void_complaint(shown, request.user)
    context = {"case": shown, "form": form, "reason": reason, "warned": warned, "draft_key": key}
    return render(request, "desk/void.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request, reference):
    shown = _case(request, reference)
    require(request.user, power_to_close(shown), shown)
    if request.method != "POST":
        note_reading(row=shown, by=request.user)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, close_case, case=shown, by=request.user):
        return redirect(shown)
    key, left = CLOSE_KEY.format(reference=reference), left_open(shown)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    reason = cannot_close(shown, [])
    context = {"case": shown, "form": form, "left": left, "reason": reason, "draft_key": key}
    return render(request, "desk/close.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, reference):
    shown = _case(request, reference)
    require(request.user, power_to_close(shown), shown)
    if request.method != "POST":
        note_reading(row=shown, by=request.user)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, reopen_case, case=shown, by=request.user):
        return redirect(shown)
    key = REOPEN_KEY.format(reference=reference)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {"case": shown, "form": form, "reason": cannot_reopen(shown), "draft_key": key}
    return render(request, "desk/reopen.html", context, status=422 if form.is_bound else 200)


@require_POST
def prompt(request, reference, kind, answer):
    """What came of a prompt: done, or not needed."""
    shown = _case(request, reference)
    answer_prompt(case=shown, kind=_one_of(PromptKind, kind), answer=_one_of(PromptAnswer, answer), by=request.user)
    return redirect(shown)


def _one_of(choices, value):
    if value not in choices.values:
        raise Http404
    return choices(value)
