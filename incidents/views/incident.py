"""What was reported: reading it, changing it before the report is issued, adding to it afterwards."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.access import may, require, sees
from cases.keeping import restore
from cases.selectors import others_writing
from incidents import rules
from incidents.forms.incident import AddendumForm, IncidentForm, initial_of
from incidents.models import Incident
from incidents.selectors import facts, last_change
from incidents.services import add_addendum, amend_incident
from kernel.forms import run

INCIDENT_KEY = "incident:{reference}:{number}"
ADDENDUM_KEY = "addendum:{reference}:{number}"


def _incident(request, reference, number):
    seen = Incident.objects.visible_to(request.user).select_related("case__school", "logged_by", "concluded_by")
    return get_object_or_404(seen, case__reference=reference, number=number)


@require_http_methods(["GET", "HEAD", "POST"])
def incident(request, reference, number):
    """One's own report to read; for whoever works on the case, the form to change it while that is open."""
    shown = _incident(request, reference, number)
    if request.method != "POST":
        note_reading(row=shown, by=request.user)
    if not may(request.user, "work_case", shown.case) or rules.cannot_amend(shown) or not shown.case.is_open:
        if request.method == "POST":
            require(request.user, "work_case", shown.case)
        return _read_only(request, shown)
    key = INCIDENT_KEY.format(reference=reference, number=number)
    form = IncidentForm(request.POST) if request.method == "POST" else IncidentForm(initial=initial_of(shown))
    if form.is_bound and run(form, amend_incident, incident=shown, draft_key=key, by=request.user):
        return redirect(shown.case)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {"case": shown.case, "incident": shown, "form": form, "draft_key": key}
    context["others"] = others_writing(key, request.user)
    if getattr(form, "is_stale", False):
        context |= {"theirs": _incident(request, reference, number), **last_change(shown)}
    return render(request, "incidents/incident.html", context, status=422 if form.is_bound else 200)


def _read_only(request, shown):
    in_file = sees(request.user, shown.case)
    rows = facts(shown, shows_decision=in_file)
    context = {"case": shown.case, "incident": shown, "rows": rows, "sees_file": in_file}
    context["reason"] = rules.cannot_amend(shown) if may(request.user, "work_case", shown.case) else None
    status = 422 if request.method == "POST" else 200
    return render(request, "incidents/read.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def addendum(request, reference, number):
    shown = _incident(request, reference, number)
    require(request.user, "work_case", shown.case)
    if request.method != "POST":
        note_reading(row=shown, by=request.user)
    key = ADDENDUM_KEY.format(reference=reference, number=number)
    form = AddendumForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, add_addendum, incident=shown, draft_key=key, by=request.user):
        return redirect(shown.case)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {"case": shown.case, "incident": shown, "form": form, "draft_key": key}
    context["reason"] = rules.cannot_add_to(shown)
    return render(request, "incidents/addendum.html", context, status=422 if form.is_bound else 200)
