"""Reporting something online: by itself, or on a case that is open."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.access import require, sees
from cases.keeping import restore
from cases.models import Case
from cases.rules import cannot_change
from kernel.byscript import how_sent, is_by_script, led_to
from kernel.components import Link
from kernel.forms import run
from schools.access import require_at
from socialmedia import services
from socialmedia.access import REPORTS
from socialmedia.drafts import LOG_KEY, draft_key
from socialmedia.forms import AddForm, LogForm
from socialmedia.models import OnlineConcern
from socialmedia.selectors.concern import deals_with
from socialmedia.selectors.people import colleagues_of, found_for, schools_to_log
from socialmedia.selectors.reported import reported_page
from socialmedia.views.shared import METHODS


@require_http_methods(METHODS)
def log(request):
    """Report something online. "Find" looks for people and stores nothing."""
    require_at(request.user, REPORTS)
    return _log(request, LOG_KEY, schools_to_log(request.user))


@require_http_methods(METHODS)
def log_from(request, reference):
    """Report something online on a case that is open."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, "work_case", case)
    if request.method != "POST":
        note_reading(row=case, by=request.user)
    return _log(request, draft_key("online_from", case), [case.school], case)


def _log(request, key, schools, case=None):
    is_sent = request.method == "POST" and "find_people" not in request.POST
    typed = request.POST if request.method == "POST" else restore(request.user, key)
    choices = {
        "schools": schools,
        "people": found_for(request.user, typed.get("find", "") if typed else "", case),
        "colleagues": colleagues_of(schools),
    }
    sent = (request.POST, request.FILES) if is_sent else ()
    form = LogForm(*sent, **choices, **how_sent(request))
    if is_sent and run(form, services.log_concern, case=case, by=request.user):
        return _done(request, form.result, case)
    if typed and not is_sent:
        form.show_typed(typed)
    crumbs = (
        (Link("Cases", reverse("desk:cases")), Link(case.reference, case.get_absolute_url()))
        if case is not None
        else (Link("Online", reverse("socialmedia:concerns")),)
    )
    context = {
        "form": form,
        "case": case,
        "crumbs": crumbs,
        "draft_key": key,
        "reason": cannot_change(case) if case is not None else None,
    }
    # Our script, which holds the files, shows an answer in place where it is 422.
    is_looking = request.method == "POST" and not is_sent and is_by_script(request)
    return render(request, "socialmedia/log.html", context, status=422 if is_sent or is_looking else 200)


def _done(request, concern, case):
    """To the post, for whoever sees its case; the others learn the reference and that somebody deals with it."""
    if concern is None:
        return led_to(request, case or reverse("socialmedia:concerns"))
    if sees(request.user, concern.case):
        is_mine = deals_with(concern, request.user)
        then = (
            "You deal with it yourself: what is due stands here." if is_mine else "Whoever deals with it has been told."
        )
        messages.success(request, f"Reported. {then}")
        return led_to(request, concern)
    said = f"Reported as {concern.case.reference}. Whoever deals with it has been told. Do not answer it."
    messages.success(request, said)
    return led_to(request, concern.reported_url)


@require_http_methods(METHODS)
def reported(request, reference, pk):
    """What somebody reported, for whoever does not see its file: that it came, how it stands, and adding to it."""
    rows = OnlineConcern.objects.reported_by(request.user).with_people()
    found = get_object_or_404(rows, case__reference=reference, pk=pk)
    require_at(request.user, REPORTS, found.case.school)
    if request.method != "POST":
        note_reading(row=found, by=request.user)
    if request.method != "POST" and sees(request.user, found.case):
        return redirect(found)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, key = AddForm(*sent, **how_sent(request)), draft_key("online_reported", found.case, found.pk)
    if form.is_bound and run(form, services.add_to_report, concern=found, by=request.user):
        messages.success(request, "Added. Whoever deals with it has been told.")
        return led_to(request, found.reported_url)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {"page": reported_page(found, request.user), "form": form, "draft_key": key}
    return render(request, "socialmedia/reported.html", context, status=422 if form.is_bound else 200)
