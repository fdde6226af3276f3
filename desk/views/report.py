"""The report of circumstances: writing, preview, issue; and reading it as the CEO."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.models import Case
from cases.selectors import others_writing
from desk.forms.case import ReportForm
from desk.selectors.report import draft_report, reading_page, report_page
from desk.services.informing import acknowledge_report
from desk.services.report import DRAFT_KEY, issue_report, write_report
from kernel.forms import run
from kernel.refusal import Refused
from kernel.text import whole_number
from records.content import read
from records.models import WrittenRecord


def _workable(request, reference):
    shown = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, "work_case", shown)
    if request.method != "POST":
        note_reading(row=shown, by=request.user)
    return shown


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, reference):
    """Write the report; what was logged is in it already."""
    case = _workable(request, reference)
    key = DRAFT_KEY.format(reference=reference)
    page = report_page(case)
    if request.method == "POST":
        form = ReportForm(request.POST, is_correction=page.is_correction)
        if run(form, write_report, case=case, by=request.user):
            return redirect("desk:report_preview", reference)
    else:
        form = ReportForm(initial=page.initial, is_correction=page.is_correction)
        if typed := restore(request.user, key):
            form.show_typed(typed)
    context = {"case": case, "form": form, "page": page, "draft_key": key}
    context["others"] = others_writing(key, request.user)
    return render(request, "desk/report.html", context, status=422 if form.is_bound else 200)


@require_safe
def report_preview(request, reference):
    """The report as it will be issued."""
    case = _workable(request, reference)
    record = draft_report(case)
    if record is None:
        return redirect("desk:report", reference)
    return render(
        request, "desk/report_preview.html", {"case": case, "record": record, "content": read(record.content)}
    )


@require_POST
def report_issue(request, reference):
    case = _workable(request, reference)
    return redirect(issue_report(case=case, by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def report_read(request, reference):
    """The CEO reads the report and confirms it."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    if request.method == "POST":
        seen = WrittenRecord.objects.visible_to(request.user).filter(case=case)
        shown = seen.filter(pk=whole_number(request.POST.get("record"))).first()
        if shown is None:
            raise Refused("Open the report first, then confirm that you have read it.", about=case)
        acknowledge_report(case=case, record=shown, by=request.user)
        return redirect(case)
    page = reading_page(case, request.user)
    if page.record is not None:
        note_reading(row=page.record, by=request.user)
    else:
        note_reading(row=case, by=request.user)
    return render(
        request,
        "desk/report_read.html",
        {"case": case, "page": page, "content": read(page.record.content) if page.record else None},
    )
