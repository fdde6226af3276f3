"""Informing the Chair of Trustees, and what the Chair sees."""

from typing import cast

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.models import Case
from desk.forms.case import ChairForm
from desk.selectors.chair import handed_to_chair, informing_page
from desk.services.informing import acknowledge_as_chair, inform_chair
from kernel.forms import run
from kernel.text import whole_number
from notices.models import Notice

DRAFT_KEY = "chair:{reference}"


@require_http_methods(["GET", "HEAD", "POST"])
def inform(request, reference):
    """The CEO's covering note to the Chair; with the report, if one is issued."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, "inform_chair", case)
    key = DRAFT_KEY.format(reference=reference)
    if request.method != "POST":
        note_reading(row=case, by=request.user)
    form = ChairForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, inform_chair, case=case, draft_key=key, by=request.user):
        return redirect(case)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {"case": case, "form": form, "draft_key": key, **informing_page(case)}
    return render(request, "desk/inform_chair.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def chair(request, reference):
    """What the CEO sent the Chair: the note and the report, and nothing else of the case."""
    mine = Notice.objects.visible_to(request.user).filter(case__reference=reference, to_user=request.user)
    notice = get_object_or_404(mine.for_chair().select_related("case__school", "queued_by").order_by("-queued_at")[:1])
    case = cast(Case, notice.case)
    if request.method == "POST":
        acknowledge_as_chair(case=case, upto=whole_number(request.POST.get("upto")), by=request.user)
        return redirect("desk:chair", reference)
    note_reading(row=notice, by=request.user)
    return render(request, "desk/chair.html", handed_to_chair(case, request.user))
