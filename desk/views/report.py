"""The report of circumstances: writing, preview, issue; and reading it as the CEO."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from desk.forms.case import ReportForm
from desk.selectors.report import draft_report, reading_page, report_page
from desk.services.informing import acknowledge_report
from desk.services.report import DRAFT_KEY, issue_report, write_report
from desk.views._reports import confirmed, visible_case, workable_case, writing
from records.content import read


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, reference):
    """Write the report; what was logged is in it already."""
    case = workable_case(request, reference)
    return writing(
        request,
        case,
        report_page(case),
        form_class=ReportForm,
        write=write_report,
        draft_key=DRAFT_KEY,
        template="desk/report.html",
        then="desk:report_preview",
    )


@require_safe
def report_preview(request, reference):
    """The report as it will be issued."""
    case = workable_case(request, reference)
    record = draft_report(case)
    if record is None:
        return redirect("desk:report", reference)
    return render(
        request, "desk/report_preview.html", {"case": case, "record": record, "content": read(record.content)}
    )


@require_POST
def report_issue(request, reference):
    case = workable_case(request, reference)
    return redirect(issue_report(case=case, by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def report_read(request, reference):
    """The CEO reads the report and confirms it."""
    case = visible_case(request, reference)
    if request.method == "POST":
        acknowledge_report(case=case, record=confirmed(request, case), by=request.user)
        return redirect(case)
    page = reading_page(case, request.user)
    note_reading(row=page.record or case, by=request.user)
    context = {"case": case, "page": page, "content": read(page.record.content) if page.record else None}
    return render(request, "desk/report_read.html", context)
