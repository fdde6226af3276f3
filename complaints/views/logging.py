"""Logging a complaint: by itself, or from the case it arose from."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.access import require, sees
from cases.keeping import restore
from cases.models import Case
from complaints import services
from complaints.access import LOGS
from complaints.drafts import LOG_KEY, draft_key
from complaints.forms.complaint import LogForm
from complaints.rules import cannot_come_from
from complaints.selectors.handling import handler_of
from complaints.selectors.people import colleagues_of, found_for, people_in
from complaints.selectors.register import schools_to_log
from complaints.views.complaint import FORM_METHODS
from kernel.components import Link
from kernel.forms import run
from schools.access import require_at
from schools.calendar import local_day


@require_http_methods(FORM_METHODS)
def log(request):
    """Log a complaint. "Find" looks for a person and stores nothing."""
    require_at(request.user, LOGS)
    typed = request.POST if request.method == "POST" else restore(request.user, LOG_KEY)
    schools = schools_to_log(request.user)
    choices = {
        "schools": schools,
        "people": found_for(request.user, typed.get("find", "") if typed else ""),
        "colleagues": colleagues_of(schools),
    }
    return _log(request, LOG_KEY, choices, typed)


@require_http_methods(FORM_METHODS)
def log_from(request, reference):
    """Log a complaint that arose from a case."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, LOGS, case)
    if request.method != "POST":
        note_reading(row=case, by=request.user)
    key = draft_key("complaint_from", case)
    typed = request.POST if request.method == "POST" else restore(request.user, key)
    choices = {
        "schools": [case.school],
        "people": people_in(case),
        "colleagues": colleagues_of([case.school]),
        "is_from_case": True,
    }
    return _log(request, key, choices, typed, source=case)


def _log(request, key, choices, typed, source=None):
    is_sent = request.method == "POST" and "find_people" not in request.POST
    initial = {"received_on": local_day(timezone.now())}
    form = LogForm(request.POST if is_sent else None, initial=initial, **choices)
    if is_sent and run(form, services.log_complaint, source=source, by=request.user):
        return _done(request, form.result)
    if typed and not is_sent:
        form.show_typed(typed)
    crumbs = (
        (Link("Cases", reverse("desk:cases")), Link(source.reference, source.get_absolute_url()))
        if source is not None
        else (Link("Complaints", reverse("complaints:register")),)
    )
    reason = cannot_come_from(source) if source is not None else None
    context = {"form": form, "crumbs": crumbs, "source": source, "draft_key": key, "reason": reason}
    return render(request, "complaints/log.html", context, status=422 if is_sent else 200)


def _done(request, complaint):
    """To the complaint, for whoever sees it; the others learn its reference and that it is being dealt with."""
    who = handler_of(complaint, request.user) if complaint is not None and complaint.is_about_data else ""
    told = f"{who} deals with it and has been told." if who else "Whoever deals with it has been told."
    if complaint is not None and sees(request.user, complaint.case):
        messages.success(request, f"Logged. {told}")
        return redirect(complaint)
    if complaint is not None:
        said = f"Logged as {complaint.case.reference}. {told} Keep what came with it."
        messages.success(request, said)
    return redirect("complaints:register")
