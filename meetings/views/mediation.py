"""A mediation: proposed, shown, answered, mediated, ended; the mediator's notes, and their release."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from cases.access import require
from cases.models import Case
from cases.rules import cannot_change
from cases.selectors import colleagues_at
from kernel.components import Link
from kernel.forms import run
from meetings import mediating, services
from meetings.access import arranges_for, mediates
from meetings.forms.mediation import (
    AnswerForm,
    EndForm,
    MediatorForm,
    MeetForm,
    NoteForm,
    ProposeForm,
    ReleaseForm,
)
from meetings.keys import mediation_key
from meetings.models import Mediation
from meetings.selectors.mediation import (
    known_of,
    mediation_page,
    name_of_party,
    releasable,
    release_page,
    to_release,
)
from meetings.selectors.people import candidates, invitable
from meetings.services.mediation import PROPOSE_KEY
from meetings.views.shared import METHODS, form_for, status_of
from schools.access import powers
from schools.calendar import local_day


def find(request, reference):
    """A mediation this user may see: with its file, or as the mediator while their access lasts."""
    rows = Mediation.objects.visible_to(request.user).select_related("case__school", "source__school", "mediator")
    found = get_object_or_404(rows, case__reference=reference)
    if request.method != "POST":
        note_reading(row=found, by=request.user)
    return found


@require_http_methods(METHODS)
def mediate(request, reference):
    """Propose a mediation beside a case."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, "review", case)
    key, guests = PROPOSE_KEY.format(reference=reference), invitable(case)
    form = form_for(request, ProposeForm, key, people=guests.people, colleagues=colleagues_at(case.school))
    if form.is_bound and run(form, services.propose_mediation, source=case, by=request.user):
        messages.success(request, "The mediation is proposed. Ask each of them now, and note what they say.")
        return redirect(form.result) if form.result else redirect(case)
    if request.method != "POST":
        note_reading(row=case, by=request.user)
    nobody = None if guests.people else "Nobody is named in this case whom you could ask. Name them in the case first."
    context = {"case": case, "form": form, "draft_key": key, "reason": cannot_change(case) or nobody}
    return render(request, "meetings/mediate.html", context, status=status_of(form))


@require_http_methods(METHODS)
def mediation(request, reference):
    """The mediation; for the mediator with their notes."""
    found = find(request, reference)
    is_mediator = mediates(request.user, found)
    if request.method == "POST" and not is_mediator:
        raise Http404
    key = mediation_key("mediation_note", found)
    form = form_for(request, NoteForm, key) if is_mediator else None
    if form is not None and form.is_bound and run(form, services.write_note, mediation=found, by=request.user):
        messages.success(request, "Kept. Nobody else reads it.")
        return redirect(found)
    context = {"page": mediation_page(found, request.user), "form": form, "draft_key": key}
    return render(request, "meetings/mediation.html", context, status=status_of(form) if form is not None else 200)


@require_http_methods(METHODS)
def answer(request, reference):
    """Whether somebody takes part."""
    found = find(request, reference)
    require(request.user, "work_case", found.case)
    key, known = mediation_key("mediation_answer", found), known_of(found)
    for one in known.parties:
        one.mediation = found
    form = form_for(request, AnswerForm, key, parties=known.parties, initial={"answered_on": local_day(timezone.now())})
    if form.is_bound and run(form, services.note_answer, by=request.user):
        messages.success(request, "Noted.")
        return redirect(found)
    return _show(
        request, "mediation_answer", found, form, key, cannot_change(found.case) or mediating.cannot_answer(found)
    )


@require_http_methods(METHODS)
def mediator(request, reference):
    """Who mediates, and until when."""
    found = find(request, reference)
    require(request.user, "delegate", found.case)
    key, known = mediation_key("mediation_mediator", found), known_of(found)
    form = form_for(request, MediatorForm, key, candidates=candidates(found.source, request.user, mediates=True))
    if form.is_bound and run(form, services.appoint_mediator, mediation=found, by=request.user):
        messages.success(request, "The mediator is appointed. An account is told.")
        return redirect(found)
    waiting = mediating.cannot_appoint(found, [name_of_party(one) for one in known.unwilling])
    return _show(request, "mediator", found, form, key, cannot_change(found.case) or waiting)


@require_http_methods(METHODS)
def meet(request, reference):
    """A meeting of the mediation, with both sides or with one."""
    found = find(request, reference)
    if not arranges_for(request.user, found):
        raise PermissionDenied
    key, known = mediation_key("mediation_meet", found), known_of(found)
    form = form_for(request, MeetForm, key, parties=known.parties, initial={"about": found.about})
    if form.is_bound and run(form, services.arrange_mediation_meeting, mediation=found, by=request.user):
        messages.success(request, "The meeting is arranged. Colleagues are told; a letter to each parent is due.")
        return redirect(form.result) if form.result else redirect(found)
    reason = cannot_change(found.case) or mediating.cannot_meet(found)
    return _show(request, "mediation_meet", found, form, key, reason, needs=invitable(found.case).needs)


@require_http_methods(METHODS)
def end(request, reference):
    """How it ended."""
    found = find(request, reference)
    if not mediates(request.user, found):
        require(request.user, "work_case", found.case)
    key = mediation_key("mediation_end", found)
    form = form_for(request, EndForm, key)
    if form.is_bound and run(form, services.end_mediation, mediation=found, by=request.user):
        messages.success(request, "Noted how it ended.")
        return redirect(found)
    return _show(request, "mediation_end", found, form, key, cannot_change(found.case) or mediating.cannot_end(found))


def _show(request, name, found, form, key, reason, **more):
    context = {
        **more,
        "meeting": found,
        "form": form,
        "draft_key": key,
        "reason": reason,
        "crumbs": [Link("Mediation", found.get_absolute_url())],
        "here": HERE[name],
        "back_label": "Back to the mediation",
    }
    return render(request, f"meetings/{name}.html", context, status=status_of(form))


HERE = {"mediation_answer": "Answer", "mediator": "Mediator", "mediation_end": "End", "mediation_meet": "Meeting"}


# --- For whoever answers subject access requests --------------------------------------------------------------------
@require_safe
def notes(request):
    """The mediations whose notes can be released."""
    if not powers(request.user).includes("subject_access"):
        raise Http404
    return render(request, "meetings/notes.html", {"items": releasable(request.user)})


@require_http_methods(METHODS)
def notes_release(request, reference):
    """Release a mediator's notes, with the reason; then read them."""
    found = get_object_or_404(to_release(request.user), case__reference=reference)
    if request.method != "POST":
        note_reading(row=found, by=request.user)
    key = mediation_key("mediation_release", found)
    form = form_for(request, ReleaseForm, key)
    if form.is_bound and run(form, services.release_notes, mediation=found, by=request.user):
        messages.success(request, "Released to you. The mediator is told.")
        return redirect("meetings:notes_release", reference)
    context = {"page": release_page(found, request.user), "form": form, "draft_key": key}
    return render(request, "meetings/notes_release.html", context, status=status_of(form))
