"""Telling a CEO who has no account here: by word of mouth, logged; in the system as soon as there is one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.models import Case
from desk.forms.case import CeoToldForm
from desk.selectors.ceo import ceo_page
from desk.services.informing import inform_ceo_now, log_ceo_told
from kernel.forms import run

DRAFT_KEY = "ceo:{reference}"


def _case(request, reference):
    shown = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, "work_case", shown)
    return shown


@require_http_methods(["GET", "HEAD", "POST"])
def told(request, reference):
    """Log how the CEO was told."""
    case = _case(request, reference)
    if request.method != "POST":
        note_reading(row=case, by=request.user)
    key = DRAFT_KEY.format(reference=reference)
    form = CeoToldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, log_ceo_told, case=case, draft_key=key, by=request.user):
        messages.success(request, "Logged.")
        return redirect(case)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {"case": case, "form": form, "draft_key": key, **ceo_page(case)}
    return render(request, "desk/tell_ceo.html", context, status=422 if form.is_bound else 200)


@require_POST
def now(request, reference):
    """Tell the CEO in the system, who has an account by now."""
    case = _case(request, reference)
    inform_ceo_now(case=case, by=request.user)
    messages.success(request, "They have been told.")
    return redirect(case)
