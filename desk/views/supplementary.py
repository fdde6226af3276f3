"""The supplementary report: writing, preview, issue; and reading it as the CEO."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from desk.forms.supplementary import SupplementaryForm
from desk.selectors.supplementary import supplementary_of, supplementary_page, supplementary_reading
from desk.services.informing import acknowledge_supplementary
from desk.services.supplementary import DRAFT_KEY, issue_supplementary, write_supplementary
from desk.views._reports import confirmed, visible_case, workable_case, writing
from records.content import read as read_content


@require_http_methods(["GET", "HEAD", "POST"])
def supplementary(request, reference):
    """Write the supplementary report; the interviews are in it already."""
    case = workable_case(request, reference)
    return writing(
        request,
        case,
        supplementary_page(case),
        form_class=SupplementaryForm,
        write=write_supplementary,
        draft_key=DRAFT_KEY,
        template="desk/supplementary.html",
        then="desk:supplementary_preview",
    )


@require_safe
def preview(request, reference):
    """The supplementary report as it will be issued."""
    case = workable_case(request, reference)
    record, _ = supplementary_of(case)
    if record is None:
        return redirect("desk:supplementary", reference)
    context = {"case": case, "record": record, "content": read_content(record.content)}
    return render(request, "desk/supplementary_preview.html", context)


@require_POST
def issue(request, reference):
    case = workable_case(request, reference)
    record = issue_supplementary(case=case, by=request.user)
    messages.success(request, "The supplementary report is issued. Whoever reads it has been told and has a copy.")
    return redirect(record)


@require_http_methods(["GET", "HEAD", "POST"])
def read(request, reference):
    """The CEO reads the supplementary report and confirms it."""
    case = visible_case(request, reference)
    if request.method == "POST":
        acknowledge_supplementary(case=case, record=confirmed(request, case), by=request.user)
        return redirect(case)
    page = supplementary_reading(case, request.user)
    note_reading(row=page.record or case, by=request.user)
    context = {"case": case, "page": page, "content": read_content(page.record.content) if page.record else None}
    return render(request, "desk/supplementary_read.html", context)
