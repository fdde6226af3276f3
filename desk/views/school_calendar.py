"""Changing a school's calendar: terms, closures, times of the sessions, bank holidays, the same year for other schools."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from desk.forms.school_calendar import ClosureForm, CopyForm, DayTimesForm, TermForm, TimesForm
from desk.selectors.school_calendar import copied_text, moved_text, removal
from desk.services import school_calendar as services
from kernel.forms import run
from schools.access import require_calendar
from schools.models import Closure, School, SessionTimes, Term
from schools.rules import FIRST_YEAR, LAST_YEAR
from schools.schooldays import autumn_of, year_text
from schools.selectors.school_year import other_schools, usual_times, way_back, year_now

EITHER = ["GET", "HEAD", "POST"]
TIMES = ("morning_opens", "morning_closes", "afternoon_opens", "afternoon_closes")


# --- Terms --------------------------------------------------------------------------------------------
@require_http_methods(EITHER)
def term_new(request, pk, year):
    school = _school(request, pk, year)
    form = TermForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, services.add_term, school=school, by=request.user):
        return _done(request, form.result, school, form.result.made.first_on, f"{form.result.made} is added.")
    return _form(request, form, school, year, "Add a term")


@require_http_methods(EITHER)
def term_change(request, pk):
    term = get_object_or_404(Term.objects.visible_to(request.user).select_related("school"), pk=pk)
    form = TermForm(request.POST) if request.method == "POST" else TermForm(initial=_facts(term, TermForm.base_fields))
    if request.method == "POST" and run(form, services.change_term, term=term, by=request.user):
        return _done(request, form.result, term.school, term.first_on, f"{term} is kept.")
    return _form(request, form, term.school, autumn_of(term.first_on), "Change a term", str(term))


@require_http_methods(EITHER)
def term_remove(request, pk):
    term = get_object_or_404(Term.objects.visible_to(request.user).select_related("school"), pk=pk)
    if request.method != "POST":
        return _ask(request, term, autumn_of(term.first_on), "Remove a term")
    text, day = f"{term} is removed.", term.first_on
    changed = services.remove_term(term=term, by=request.user)
    return _done(request, changed, term.school, day, text)


# --- Closures -----------------------------------------------------------------------------------------
@require_http_methods(EITHER)
def closure_new(request, pk, year):
    school = _school(request, pk, year)
    form = ClosureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, services.add_closure, school=school, by=request.user):
        return _done(request, form.result, school, form.result.made.first_on, f"{form.result.made} is added.")
    return _form(request, form, school, year, "Add a closure")


@require_http_methods(EITHER)
def closure_change(request, pk):
    closure = get_object_or_404(Closure.objects.visible_to(request.user).select_related("school"), pk=pk)
    known = _facts(closure, ClosureForm.base_fields)
    form = ClosureForm(request.POST) if request.method == "POST" else ClosureForm(initial=known)
    if request.method == "POST" and run(form, services.change_closure, closure=closure, by=request.user):
        return _done(request, form.result, closure.school, closure.first_on, f"{closure} is kept.")
    return _form(request, form, closure.school, autumn_of(closure.first_on), "Change a closure", str(closure))


@require_http_methods(EITHER)
def closure_remove(request, pk):
    closure = get_object_or_404(Closure.objects.visible_to(request.user).select_related("school"), pk=pk)
    if request.method != "POST":
        return _ask(request, closure, autumn_of(closure.first_on), "Remove a closure")
    text, day = f"{closure} is removed.", closure.first_on
    changed = services.remove_closure(closure=closure, by=request.user)
    return _done(request, changed, closure.school, day, text)


@require_POST
def calendar_fill(request, pk, year):
    school = _school(request, pk, year)
    changed = services.prefill_year(school=school, year=year, by=request.user)
    count = f"{changed.made} bank holiday{'' if changed.made == 1 else 's'} filled in."
    return _done(request, changed, school, year, count if changed.made else "No bank holiday was missing.")


# --- Times of the sessions ----------------------------------------------------------------------------
@require_http_methods(EITHER)
def times_usual(request, pk, year):
    school = _school(request, pk, year)
    form = TimesForm(request.POST) if request.method == "POST" else TimesForm(initial=usual_times(school))
    if request.method == "POST" and run(form, services.set_session_times, school=school, by=request.user):
        return _done(request, form.result, school, year, "The usual times are kept.")
    return _form(request, form, school, year, "Usual times of the school day")


@require_http_methods(EITHER)
def times_day(request, pk, year):
    school = _school(request, pk, year)
    form = DayTimesForm(request.POST) if request.method == "POST" else DayTimesForm(initial=usual_times(school))
    if request.method == "POST" and run(form, services.set_session_times, school=school, by=request.user):
        return _done(request, form.result, school, form.result.made.on, f"The {form.result.made} are kept.")
    return _form(request, form, school, year, "A day with other times")


@require_http_methods(EITHER)
def times_change(request, pk):
    times = get_object_or_404(SessionTimes.objects.visible_to(request.user).select_related("school"), pk=pk)
    form = TimesForm(request.POST) if request.method == "POST" else TimesForm(initial=_facts(times, TIMES))
    year = autumn_of(times.on) if times.on else year_now()
    known = {"school": times.school, "on": times.on, "by": request.user}
    if request.method == "POST" and run(form, services.set_session_times, **known):
        return _done(request, form.result, times.school, year, f"The {times} are kept.")
    return _form(request, form, times.school, year, "Change times", str(times).capitalize())


@require_http_methods(EITHER)
def times_remove(request, pk):
    times = get_object_or_404(SessionTimes.objects.visible_to(request.user).select_related("school"), pk=pk)
    text, year = f"The {times} are removed.", autumn_of(times.on) if times.on else year_now()
    if request.method != "POST":
        return _ask(request, times, year, "Remove times")
    changed = services.remove_session_times(times=times, by=request.user)
    return _done(request, changed, times.school, year, text)


# --- The same year for other schools ------------------------------------------------------------------
@require_http_methods(EITHER)
def calendar_copy(request, pk, year):
    school = _school(request, pk, year)
    form = CopyForm(request.POST if request.method == "POST" else None, schools=other_schools(school, request.user))
    if request.method == "POST" and run(form, services.copy_year, school=school, year=year, by=request.user):
        messages.success(request, copied_text(form.result, request.user))
        return redirect("schools:school_calendar", school.pk, year)
    return _form(request, form, school, year, f"Copy {year_text(year)} to other schools", button="Copy")


def _school(request, pk, year):
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require_calendar(request.user, school)
    if not FIRST_YEAR <= year < LAST_YEAR:
        raise Http404
    return school


def _facts(row, names):
    return {name: getattr(row, name) for name in names}


def _done(request, changed, school, day, text):
    moved = moved_text(changed.moved, request.user) or "No deadline moved."
    messages.success(request, f"{text} {moved}")
    return redirect("schools:school_calendar", school.pk, day if isinstance(day, int) else autumn_of(day))


def _ask(request, row, year, title):
    """Ask before something is removed: what it is, and which deadlines would move."""
    context = {"title": title, "school": row.school, "page": removal(row, request.user)}
    context["crumbs"] = way_back(request.user, row.school, year=year)
    return render(request, "desk/school_calendar_remove.html", context)


def _form(request, form, school, year, title, sub="", button="Save"):
    context = {"form": form, "title": title, "sub": sub, "button": button, "school": school}
    context["crumbs"] = way_back(request.user, school, year=year)
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/school_calendar.html", context, status=status)
