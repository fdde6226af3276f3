"""What follows a pupil's suspension: work, education from the sixth day, coming back, the CEO's advice, the board."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.rules import cannot_change
from kernel.forms import run
from pupils import judging
from pupils.access import SUSPENDS
from pupils.drafts import draft_key
from pupils.forms.after import AdviceForm, AnswerForm, EducationForm, NoEducationForm, ReturnForm, WorkForm
from pupils.forms.board import SaidForm
from pupils.selectors.advice import answer_page, review_page
from pupils.selectors.after import education_page
from pupils.selectors.page import about
from pupils.services import advice, after, board
from pupils.views.suspension import FORM_METHODS, find

EDUCATION = {"arranged": EducationForm, "none": NoEducationForm}
NOTING: dict[str, Callable[..., Any]] = {"arranged": after.arrange_education, "none": after.except_education}
CASE_SAYS = object()
KEYS = {"arranged": "pupil_day_six", "none": "pupil_no_six"}


@require_http_methods(FORM_METHODS)
def to_board(request, reference, pk):
    suspension = _worked_on(request, reference, pk)
    form = _form(request, SaidForm, "pupil_to_board", suspension)
    if request.method == "POST" and run(form, board.note_to_board, suspension=suspension, by=request.user):
        return _done(request, suspension, "Noted. The clerk to the board has been told.")
    why_not, closed_at = judging.cannot_be_heard(suspension.case), suspension.case.closed_at
    return _show(request, "after_said", "pupil_to_board", suspension, form, may_be=why_not, reopens=closed_at)


@require_http_methods(FORM_METHODS)
def work(request, reference, pk):
    suspension = _worked_on(request, reference, pk)
    form = _form(request, WorkForm, "pupil_work", suspension)
    if request.method == "POST" and run(form, after.set_work, suspension=suspension, by=request.user):
        return _done(request, suspension, "Noted. Please see that it is marked.")
    return _show(request, "after_work", "pupil_work", suspension, form)


@require_http_methods(FORM_METHODS)
def day_six(request, reference, pk):
    """Education from the sixth day, or why there is none: two forms on one page."""
    suspension = _worked_on(request, reference, pk)
    sent = request.POST.get("do") if request.POST.get("do") in EDUCATION else "arranged"
    if request.method != "POST":
        note_reading(row=suspension, by=request.user)
    forms = {name: _one_of_two(request, name, suspension, is_sent=sent == name) for name in EDUCATION}
    if request.method == "POST" and run(forms[sent], NOTING[sent], suspension=suspension, by=request.user):
        told = "Noted. The family must know the details in writing: the list of who was told says whom."
        return _done(request, suspension, told if sent == "arranged" else "Noted why none has to be arranged.")
    context = {
        "page": about(suspension),
        "education": education_page(suspension),
        "forms": [*forms.values()],
        "form": forms["arranged"],
        "none_form": forms["none"],
        "draft_key": draft_key(KEYS["arranged"], suspension),
        "none_key": draft_key(KEYS["none"], suspension),
    }
    return render(request, "pupils/after_day_six.html", context, status=422 if forms[sent].is_bound else 200)


@require_http_methods(FORM_METHODS)
def reintegration(request, reference, pk):
    suspension = _worked_on(request, reference, pk)
    form = _form(request, ReturnForm, "pupil_return", suspension)
    if request.method == "POST" and run(form, after.note_reintegration, suspension=suspension, by=request.user):
        return _done(request, suspension, "Noted.")
    return _show(request, "after_return", "pupil_return", suspension, form)


@require_http_methods(FORM_METHODS)
def advise(request, reference, pk):
    suspension = find(request, reference, pk)
    require(request.user, advice.POWER, suspension.case)
    form = _form(request, AdviceForm, "pupil_advice", suspension)
    if request.method == "POST" and run(form, advice.give_advice, suspension=suspension, by=request.user):
        return _done(request, suspension, "Noted. The headteacher has been told.")
    review = review_page(suspension, request.user)
    return _show(request, "advice", "pupil_advice", suspension, form, review.reason, review=review)


@require_http_methods(FORM_METHODS)
def answer(request, reference, pk):
    suspension = find(request, reference, pk)
    require(request.user, SUSPENDS, suspension.case)
    form = _form(request, AnswerForm, "pupil_answer", suspension)
    if request.method == "POST" and run(form, advice.answer_advice, suspension=suspension, by=request.user):
        return _done(request, suspension, "Answered.")
    review = answer_page(suspension)
    return _show(request, "advice_answer", "pupil_answer", suspension, form, review.reason, review=review)


# --- What they share --------------------------------------------------------------------------------------------------
def _worked_on(request, reference, pk):
    """The suspension, for whoever works on its case."""
    suspension = find(request, reference, pk)
    require(request.user, "work_case", suspension.case)
    return suspension


def _form(request, form_class, name, suspension):
    """The form as it was sent; else as it was left half typed; else new."""
    if request.method == "POST":
        return form_class(request.POST)
    note_reading(row=suspension, by=request.user)
    typed = restore(request.user, draft_key(name, suspension))
    return form_class().show_typed(typed) if typed else form_class()


def _one_of_two(request, name, suspension, *, is_sent):
    """One of the two forms of a page: as it was sent; else as it was left half typed; else new."""
    form_class, auto_id = EDUCATION[name], f"{name}_%s"
    if request.method == "POST" and is_sent:
        return form_class(request.POST, auto_id=auto_id)
    form, typed = form_class(auto_id=auto_id), restore(request.user, draft_key(KEYS[name], suspension))
    return form.show_typed(typed) if typed else form


def _done(request, suspension, said):
    messages.success(request, said)
    return redirect(suspension)


def _show(request, template, name, suspension, form, reason=None, *, may_be=CASE_SAYS, **more):
    """The page of a form about a suspension, with the reason where it cannot be used: the case's, unless told another."""
    context = {
        "page": about(suspension),
        "form": form,
        "reason": reason or (cannot_change(suspension.case) if may_be is CASE_SAYS else may_be),
        "draft_key": draft_key(name, suspension),
        **more,
    }
    return render(request, f"pupils/{template}.html", context, status=422 if form.is_bound else 200)
