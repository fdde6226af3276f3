"""An examination that a pupil misses by a suspension is found out, or taken back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.rules import cannot_change
from kernel.forms import run
from pupils import exams
from pupils.access import INSTEAD_OF_STAFF, why_tied
from pupils.drafts import draft_key
from pupils.forms.exam import ExamBackForm, ExamForm
from pupils.judging import cannot_be_heard
from pupils.selectors.exams import missed_by
from pupils.selectors.page import about
from pupils.services.exams import note_exam, take_back_exam
from pupils.views.suspension import FORM_METHODS, find
from schools.selectors.school_calendar import school_calendar

NOTED = "Noted. Now tell the board and the family: the list of who is told says whom, and by when."
TAKEN_BACK = "Noted that it is not missed. What was noted before stays readable."


@require_http_methods(FORM_METHODS)
def note(request, reference, pk):
    suspension = _worked_on(request, reference, pk)
    form = ExamForm(request.POST if request.method == "POST" else None, days=school_calendar(suspension.school))
    if request.method == "POST" and run(form, note_exam, suspension=suspension, by=request.user):
        messages.success(request, NOTED)
        return redirect(suspension)
    reason = cannot_be_heard(suspension.case) or exams.cannot_be_missed(suspension.absence)
    return _show(request, "exam", suspension, form, reason)


@require_http_methods(FORM_METHODS)
def back(request, reference, pk):
    suspension = _worked_on(request, reference, pk)
    known = missed_by(suspension)
    form = ExamBackForm(request.POST if request.method == "POST" else None, exams=known)
    if request.method == "POST" and run(form, take_back_exam, suspension=suspension, by=request.user):
        messages.success(request, TAKEN_BACK)
        return redirect(suspension)
    reason = cannot_change(suspension.case) or exams.cannot_take_back(None, known)
    return _show(request, "exam_back", suspension, form, reason)


def _worked_on(request, reference, pk):
    """The suspension, for whoever works on its case."""
    suspension = find(request, reference, pk)
    require(request.user, "work_case", suspension.case)
    return suspension


def _show(request, name, suspension, form, reason):
    key = draft_key(f"pupil_{name}", suspension)
    if not form.is_bound:
        note_reading(row=suspension, by=request.user)
        if typed := restore(request.user, key):
            form.show_typed(typed)
    reason = why_tied(request.user, suspension.pupil, INSTEAD_OF_STAFF) or reason or exams.cannot_note(suspension)
    context = {"form": form, "page": about(suspension), "reason": reason, "draft_key": key}
    context["reopens"] = suspension.case.closed_at
    return render(request, f"pupils/{name}.html", context, status=422 if form.is_bound else 200)
