"""The case page, its history, and a case that was logged in error."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.models import Case
from cases.rules import cannot_void
from desk.forms.case import VoidForm
from desk.selectors.case import case_page, history
from desk.services.informing import acknowledge_notice
from desk.services.voiding import DRAFT_KEY, void_case
from kernel.forms import run


def _case(request, reference):
    seen = Case.objects.visible_to(request.user).select_related("school", "opened_by", "voided_by")
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
    context = {"case": shown, "form": form, "reason": cannot_void(shown), "draft_key": key}
    return render(request, "desk/void.html", context, status=422 if form.is_bound else 200)
