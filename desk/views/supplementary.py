"""The supplementary report: writing, preview, issue; and reading it as the CEO."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.models import Case
from cases.selectors import others_writing
from desk.forms.supplementary import SupplementaryForm
from desk.selectors.supplementary import supplementary_of, supplementary_page, supplementary_reading
from desk.services.informing import acknowledge_supplementary
from desk.services.supplementary import DRAFT_KEY, issue_supplementary, write_supplementary
from kernel.forms import run
from kernel.refusal import Refused
from kernel.text import whole_number
from records.content import read as read_content
from records.models import WrittenRecord


def _workable(request, reference):
    shown = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, "work_case", shown)
    if request.method != "POST":
        note_reading(row=shown, by=request.user)
    return shown


@require_http_methods(["GET", "HEAD", "POST"])
def supplementary(request, reference):
    """Write the supplementary report; the interviews are in it already."""
    case = _workable(request, reference)
    key = DRAFT_KEY.format(reference=reference)
    page = supplementary_page(case)
    if request.method == "POST":
        form = SupplementaryForm(request.POST, is_correction=page.is_correction)
        if run(form, write_supplementary, case=case, by=request.user):
            return redirect("desk:supplementary_preview", reference)
    else:
        form = SupplementaryForm(initial=page.initial, is_correction=page.is_correction)
        if typed := restore(request.user, key):
            form.show_typed(typed)
    context = {"case": case, "form": form, "page": page, "draft_key": key}
    context["others"] = others_writing(key, request.user)
    return render(request, "desk/supplementary.html", context, status=422 if form.is_bound else 200)


@require_safe
def preview(request, reference):
    """The supplementary report as it will be issued."""
    case = _workable(request, reference)
    record, _ = supplementary_of(case)
    if record is None:
        return redirect("desk:supplementary", reference)
    context = {"case": case, "record": record, "content": read_content(record.content)}
    return render(request, "desk/supplementary_preview.html", context)


@require_POST
def issue(request, reference):
    case = _workable(request, reference)
    record = issue_supplementary(case=case, by=request.user)
    messages.success(request, "The supplementary report is issued. Whoever reads it has been told and has a copy.")
    return redirect(record)


@require_http_methods(["GET", "HEAD", "POST"])
def read(request, reference):
    """The CEO reads the supplementary report and confirms it."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    if request.method == "POST":
        seen = WrittenRecord.objects.visible_to(request.user).filter(case=case)
        shown = seen.filter(pk=whole_number(request.POST.get("record"))).first()
        if shown is None:
            raise Refused("Open the report first, then confirm that you have read it.", about=case)
        acknowledge_supplementary(case=case, record=shown, by=request.user)
        return redirect(case)
    page = supplementary_reading(case, request.user)
    note_reading(row=page.record or case, by=request.user)
    context = {"case": case, "page": page, "content": read_content(page.record.content) if page.record else None}
    return render(request, "desk/supplementary_read.html", context)
