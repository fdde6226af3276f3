"""A headteacher suspends a pupil over four short pages; or begins a further suspension."""

from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from cases.keeping import opened_at, payload_of, restore
from cases.services.writing import save_draft
from kernel.forms import run
from pupils import rules, services
from pupils import wording as words
from pupils.access import require_head
from pupils.drafts import deciding_key, draft_key
from pupils.exams import wrong_day, wrong_when_closed
from pupils.forms.changing import FurtherForm
from pupils.forms.deciding import SuspendPupilForm
from pupils.forms.steps import ASKED, CARRIED, Step
from pupils.models import PupilSuspension
from pupils.selectors.counts import calendar_url
from pupils.selectors.decided import decided_page
from pupils.selectors.deciding import NO_AUTHORITY, answers, followable, follower_of, planned_for
from pupils.selectors.page import about
from pupils.selectors.pupil import for_user
from schools.models import Person
from schools.selectors.school_calendar import school_calendar

FORM_METHODS = ["GET", "HEAD", "POST"]
PAGES = {
    Step.WHAT: "pupils:suspend",
    Step.WHEN: "pupils:suspend_when",
    Step.WEIGH: "pupils:suspend_weigh",
    Step.DECIDE: "pupils:suspend_decide",
}
AFTER = {Step.WHAT: Step.WHEN, Step.WHEN: Step.WEIGH, Step.WEIGH: Step.DECIDE}


@require_http_methods(FORM_METHODS)
def what(request, pk):
    """First page: what the pupil did. The grounds the law does not know are refused here."""
    return _page(request, pk, Step.WHAT)


@require_http_methods(FORM_METHODS)
def when(request, pk):
    """Second page: from when until when, how long that is, and what it would trigger."""
    return _page(request, pk, Step.WHEN)


@require_http_methods(FORM_METHODS)
def weigh(request, pk):
    """Third page: what was weighed."""
    return _page(request, pk, Step.WEIGH)


@require_http_methods(FORM_METHODS)
def decide(request, pk):
    """Fourth page: everything once more, and the decision."""
    pupil = _pupil(request, pk)
    if isinstance(pupil, Person):
        return redirect(PAGES[Step.WHAT], pupil.pk)
    if pupil.why_not or not school_calendar(pupil.school).terms:
        return redirect(PAGES[Step.WHAT], pk)
    if request.method == "POST":
        form = _form(request, pupil, Step.DECIDE, request.POST)
        if run(form, services.decide_suspension, pupil=pupil.person, school=pupil.school, by=request.user):
            return redirect("pupils:decided", form.result.case.reference, form.result.pk)
        return _check(request, pupil, form, request.POST)
    note_reading(row=pupil.person, by=request.user)
    typed = restore(request.user, deciding_key(pupil.person)) or QueryDict()
    for step in AFTER:
        if not _form(request, pupil, step, typed).is_valid():
            return redirect(PAGES[step], pk)
    return _check(request, pupil, _form(request, pupil, Step.DECIDE).show_typed(typed), typed)


@require_safe
def decided(request, reference, pk):
    """What is done, and what the headteacher does now: short, for it is read on a phone with the pupil next door."""
    seen = PupilSuspension.objects.visible_to(request.user).with_people()
    suspension = get_object_or_404(seen, case__reference=reference, pk=pk)
    note_reading(row=suspension, by=request.user)
    return render(request, "pupils/decided.html", {"page": decided_page(suspension)})


@require_http_methods(FORM_METHODS)
def further(request, reference, pk):
    """Why a further suspension may follow one; then the same pages as for any suspension."""
    seen = PupilSuspension.objects.visible_to(request.user).with_people()
    suspension = get_object_or_404(seen, case__reference=reference, pk=pk)
    require_head(request.user, suspension.school)
    key = draft_key("further_pupil", suspension)
    form = FurtherForm(request.POST if request.method == "POST" else None)
    reason = rules.cannot_follow(suspension, follower_of(suspension))
    if request.method == "POST" and not reason and form.is_valid():
        person = suspension.pupil.merged_into or suspension.pupil
        kept = restore(request.user, deciding_key(person)) or QueryDict(mutable=True)
        for name, value in {"follows": str(suspension.pk), **form.cleaned_data}.items():
            kept[name] = value
        save_draft(key=deciding_key(person), payload=payload_of(kept), by=request.user)
        return redirect(PAGES[Step.WHAT], person.pk)
    if not form.is_bound:
        note_reading(row=suspension, by=request.user)
        if typed := restore(request.user, key):
            form.show_typed(typed)
    context = {"form": form, "page": about(suspension), "reason": reason, "draft_key": key}
    context["says"] = rules.NO_EXTENSION
    return render(request, "pupils/further.html", context, status=422 if form.is_bound else 200)


def _pupil(request, pk):
    """The pupil at the reader's school, for its headteacher; the record they go on under, where it is another."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("merged_into"), pk=pk)
    if person.merged_into is not None:
        return person.merged_into
    typed = request.POST if request.method == "POST" else restore(request.user, deciding_key(person)) or QueryDict()
    if (asked := typed.get("follows", "")).isdecimal():
        # A further suspension is of the school of the one before it: there is nothing to choose.
        row = followable(person, request.user).filter(pk=asked).first()
        if row is not None:
            return replace(for_user(person, request.user, at=str(row.school_id)), choices=())
    return for_user(person, request.user, at=typed.get("school", ""))


def _page(request, pk, step):
    pupil = _pupil(request, pk)
    if isinstance(pupil, Person):
        return redirect(PAGES[step], pupil.pk)
    key, posted = deciding_key(pupil.person), request.method == "POST"
    if posted and "not_further" in request.POST:
        _keep(request, key, {name: [""] for name in CARRIED})
        return redirect(PAGES[Step.WHAT], pk)
    typed = request.POST if posted else restore(request.user, key) or QueryDict()
    form = _form(request, pupil, step, request.POST if posted else None)
    if posted and form.is_valid() and "count" not in request.POST and not _is_refused(request, pupil, step, form):
        _keep(request, key)
        return redirect(PAGES[AFTER[step]], pk)
    if not posted:
        note_reading(row=pupil.person, by=request.user)
        form.show_typed(typed)
    return _show(request, pupil, step, form, typed)


def _is_refused(request, pupil, step, form):
    """What the count refuses, as too many days in the year, is said on the page of the days, before more is asked; so is
    an examination on another day, on the page that asks for it."""
    plan = _plan(request, pupil, request.POST) if step in (Step.WHEN, Step.WEIGH) else None
    exam_on = form.cleaned_data.get("missed_exam_on") if step is Step.WEIGH else None
    if plan is None:
        return False
    reason, field = plan.reason if step is Step.WHEN else None, "last_on"
    if exam_on is not None:
        is_known = form.cleaned_data["is_closed_known"]
        closed = wrong_when_closed(exam_on, school_calendar(pupil.school), is_known=is_known)
        reason, field = wrong_day(exam_on, plan.absence) or closed, "missed_exam_on"
    if reason:
        form.add_error(field, reason)
    return bool(reason)


def _keep(request, key, more=None):
    """Keep what was typed on this page with what the others hold."""
    known = {**payload_of(request.POST), **(more or {})}
    save_draft(key=key, payload=known, opened_at=opened_at(request.POST, key), by=request.user)


def _form(request, pupil, step, sent=None):
    return SuspendPupilForm(
        sent,
        step=step,
        now=timezone.now(),
        calendar=school_calendar(pupil.school),
        school=pupil.school,
        schools=pupil.choices,
        followable=followable(pupil.person, request.user),
    )


def _plan(request, pupil, typed):
    """What is planned by what was typed, with what it adds up to; None until the days are given."""
    form = _form(request, pupil, Step.WHEN, typed)
    form.is_valid()
    if form.absence is None:
        return None
    more = {"missed_exam": typed.get("missed_exam", ""), "is_further": bool(typed.get("follows"))}
    return planned_for(pupil.person, pupil.school, form.absence, form.moment, **more)


def _context(pupil, step, form):
    calendar, now = school_calendar(pupil.school), timezone.now()
    lacks = rules.cannot_count_to(calendar, now.date(), pupil.school.name)
    return {
        "pupil": pupil,
        "form": form,
        "step": step.value,
        "number": [*Step].index(step) + 1,
        "reason": pupil.why_not,
        "lacks_calendar": lacks,
        "calendar_url": calendar_url(pupil.school) if lacks else "",
        "draft_key": deciding_key(pupil.person),
        "asked": [form[name] for name in ASKED[step] if name in form.fields],
        "pages": {name.value: reverse(url, args=[pupil.person.pk]) for name, url in PAGES.items()},
        "no_authority": NO_AUTHORITY,
        "facts_url": reverse("desk:pupil_facts", args=[pupil.person.pk]),
        "no_extension": rules.NO_EXTENSION,
        "no_permanent": rules.NO_PERMANENT,
    }


def _show(request, pupil, step, form, typed):
    context = _context(pupil, step, form)
    if step is Step.WHEN and typed and not context["reason"] and not context["lacks_calendar"]:
        context["plan"] = _plan(request, pupil, typed)
    context["follows"] = _followed(request, pupil, typed)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, f"pupils/suspend_{step.value}.html", context, status=status)


def _followed(request, pupil, typed):
    """The suspension that a further one is to follow, as it is typed."""
    asked = typed.get("follows", "")
    row = followable(pupil.person, request.user).filter(pk=asked).first() if asked.isdecimal() else None
    return words.period(row.absence) if row is not None else ""


def _check(request, pupil, form, typed):
    """Everything that was answered, counted once more, with the button that decides."""
    said: dict[str, Any] = {}
    plan = _plan(request, pupil, typed)
    for step in AFTER:
        one = _form(request, pupil, step, typed)
        if one.is_valid():
            said |= one.cleaned_data
    context = _context(pupil, Step.DECIDE, form)
    context |= {
        "plan": plan,
        "parts": answers(said, context["pages"]),
        "follows": _followed(request, pupil, typed),
        "known_first": words.half_of(plan.absence.first_on, plan.absence.first_half) if plan else "",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "pupils/suspend_decide.html", context, status=status)
