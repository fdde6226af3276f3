"""A pupil's suspension on its own page; cancelling it; what goes into the MIS; the counts of a pupil."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from cases.keeping import restore
from cases.rules import cannot_change
from kernel.forms import run
from pupils import rules, services
from pupils.access import require_head
from pupils.drafts import back_key, draft_key, elsewhere_key
from pupils.forms.changing import CancelForm, ElsewhereForm, TakeBackForm
from pupils.models import PupilSuspension
from pupils.selectors.cancelling import return_choices, why_not_cancel
from pupils.selectors.counts import counts_page, term_choices, term_of
from pupils.selectors.elsewhere import noted_row
from pupils.selectors.mis import mis_panel
from pupils.selectors.page import about, page
from pupils.selectors.pupil import SEES, counts_url, for_user
from schools.access import powers
from schools.calendar import local_day
from schools.models import Person
from schools.selectors.school_calendar import school_calendar

FORM_METHODS = ["GET", "HEAD", "POST"]


def find(request, reference, pk):
    """The suspension of a pupil, for whoever sees the file of its case."""
    seen = PupilSuspension.objects.visible_to(request.user).with_people()
    return get_object_or_404(seen, case__reference=reference, pk=pk)


@require_safe
def show(request, reference, pk):
    suspension = find(request, reference, pk)
    note_reading(row=suspension, by=request.user)
    context = {"page": page(suspension, request.user), "no_extension": rules.NO_EXTENSION}
    return render(request, "pupils/suspension.html", {**context, "no_permanent": rules.NO_PERMANENT})


@require_safe
def mis(request, reference, pk):
    """What to enter in the school's own system."""
    suspension = find(request, reference, pk)
    note_reading(row=suspension, by=request.user)
    return render(request, "pupils/mis.html", {"page": about(suspension), "panel": mis_panel(suspension)})


@require_http_methods(FORM_METHODS)
def cancel(request, reference, pk):
    suspension = find(request, reference, pk)
    require_head(request.user, suspension.school)
    key, choices = draft_key("cancel_pupil", suspension), return_choices(suspension, timezone.now())
    form = CancelForm(request.POST if request.method == "POST" else None, choices=choices)
    if request.method == "POST" and run(form, services.cancel_suspension, suspension=suspension, by=request.user):
        messages.success(request, "Cancelled. The record stays. Now tell everybody in writing: the list says whom.")
        return redirect(suspension)
    if not form.is_bound:
        note_reading(row=suspension, by=request.user)
        if typed := restore(request.user, key):
            form.show_typed(typed)
    reason = why_not_cancel(suspension) or cannot_change(suspension.case)
    context = {"form": form, "page": about(suspension), "reason": reason, "draft_key": key}
    context["back"] = choices[0] if len(choices) == 1 else None
    return render(request, "pupils/cancel.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def counts(request, pk):
    """The half-days of a pupil; half-days at another school are noted here."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("merged_into"), pk=pk)
    if person.merged_into is not None and request.method != "POST":
        return redirect(reverse("pupils:counts", args=[person.merged_into.pk], query=request.GET))
    # What was typed on the page of a record that was merged meanwhile goes to the one that is kept.
    person = person.merged_into or person
    pupil = for_user(person, request.user, SEES, at=request.GET.get("at", ""))
    today, key = local_day(timezone.now()), elsewhere_key(person)
    terms = term_choices(today, school_calendar(pupil.school))
    form = ElsewhereForm(request.POST if request.method == "POST" else None, terms=terms)
    if request.method == "POST" and run(form, _note, pupil=pupil, by=request.user):
        messages.success(request, "Noted. It counts from now on.")
        return redirect(request.get_full_path())
    if not form.is_bound:
        note_reading(row=person, by=request.user)
        if typed := restore(request.user, key):
            form.show_typed(typed)
    may_note = powers(request.user).includes("work_case", pupil.school.pk)
    context = {
        "pupil": pupil,
        "form": form,
        "page": counts_page(person, pupil.school, request.user, today, may_note=may_note),
        "may_note": may_note and not pupil.why_not,
        "draft_key": key,
    }
    return render(request, "pupils/counts.html", context, status=422 if form.is_bound else 200)


def _note(*, pupil, term, by, **said):
    year, number = term_of(term)
    return services.note_elsewhere(pupil=pupil.person, school=pupil.school, year=year, term=number, by=by, **said)


@require_http_methods(FORM_METHODS)
def elsewhere_back(request, pk, row_pk):
    """Take back half-days at another school that were noted in error."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    row, key = noted_row(person, row_pk), back_key(person, row_pk)
    pupil = for_user(person, request.user, "work_case", at=str(row.school_id))
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, services.take_back_elsewhere, row=row, by=request.user):
        messages.success(request, "Taken back. It does not count any more.")
        return redirect(counts_url(person, row.school))
    if not form.is_bound:
        note_reading(row=person, by=request.user)
        if typed := restore(request.user, key):
            form.show_typed(typed)
    reason = pupil.why_tied or rules.cannot_take_back(row.taken_back_at is not None)
    context = {"pupil": pupil, "row": row, "form": form, "reason": reason, "draft_key": key}
    context["counts_url"] = counts_url(person, row.school)
    return render(request, "pupils/elsewhere.html", context, status=422 if form.is_bound else 200)
