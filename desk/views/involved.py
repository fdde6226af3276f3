"""Who has a part in a case: adding them, taking out who was named in error."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases import rules, selectors
from cases.access import require
from cases.keeping import restore
from cases.models import Case, Involvement
from complaints.selectors.case import why_stays as why_of_complaint
from desk.forms.involved import PersonInCaseForm, ReasonForm
from desk.services.involving import DRAFT_KEY, name_in_case, take_out
from incidents.rules import cannot_take_out, cannot_take_out_asked
from incidents.selectors.interviews import of_person
from incidents.selectors.statements import of_person as asked_of
from kernel.forms import run
from schools.models import Person
from socialmedia.selectors.concern_case import why_stays as why_author_stays
from socialmedia.selectors.messages_case import why_stays as why_restricted_stays
from suspensions.selectors.standing import why_stays

MOST_FOUND = 20


@require_http_methods(["GET", "HEAD", "POST"])
def involved(request, reference):
    """Who has a part in the case; add one. "Find" looks for a person and stores nothing."""
    case = _case(request, reference)
    key = DRAFT_KEY.format(reference=reference)
    typed = request.POST if request.method == "POST" else restore(request.user, key)
    choices = {"found": _found(request, typed), "colleagues": selectors.colleagues_at(case.school)}
    if request.method == "POST" and "find_people" not in request.POST:
        form = PersonInCaseForm(request.POST, **choices)
        if run(form, name_in_case, case=case, by=request.user):
            messages.success(request, f"{form.result.who} is part of this case now.")
            return redirect("desk:involved", reference)
        return _show(request, case, key, form, status=422)
    form = PersonInCaseForm(**choices)
    return _show(request, case, key, form.show_typed(typed) if typed else form)


@require_http_methods(["GET", "HEAD", "POST"])
def involved_remove(request, reference, pk):
    case = _case(request, reference)
    rows = Involvement.objects.visible_to(request.user).select_related("person", "user", "case")
    row = get_object_or_404(rows, case=case, pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, take_out, involvement=row, by=request.user):
        messages.success(request, "They are taken out of this case. The history keeps that they were named.")
        return redirect("desk:involved", reference)
    said = cannot_take_out(of_person(row)) or cannot_take_out_asked(asked_of(row))
    reason = rules.cannot_change(case) or said or why_stays(row) or why_of_complaint(row, request.user)
    reason = reason or why_restricted_stays(row) or why_author_stays(row)
    context = {"case": case, "row": row, "form": form, "reason": reason}
    return render(request, "desk/involved_remove.html", context, status=422 if form.is_bound else 200)


def _case(request, reference):
    """The case, if this user sees its file; denied without the power. Who looked is noted."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, "work_case", case)
    if request.method != "POST":
        note_reading(row=case, by=request.user)
    return case


def _found(request, typed):
    words = typed.get("find", "") if typed else ""
    seen = Person.objects.visible_to(request.user).unmerged()
    found = seen.named_like(words).order_by("family_name", "given_name", "pk").values("pk")[:MOST_FOUND]
    return seen.filter(pk__in=[row["pk"] for row in found])


def _show(request, case, key, form, status=200):
    rows = selectors.people_of_case(case)
    reason = rules.cannot_change(case)
    context = {"case": case, "form": form, "rows": rows, "draft_key": key, "reason": reason}
    return render(request, "desk/involved.html", context, status=status)
