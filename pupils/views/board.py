"""The clerk's pages: suspensions of which the board was told, what was said to it, its meetings, what it decided."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from cases.keeping import restore
from kernel import wording
from kernel.forms import run
from kernel.text import whole_number
from pupils import judging
from pupils.drafts import draft_key
from pupils.forms.board import (
    BeginForm,
    CallOffForm,
    MeetingForm,
    OutcomeForm,
    PapersForm,
    SaidForm,
    TakeBackForm,
    day_and_time,
    who_came,
)
from pupils.models import BoardMeeting, BoardOutcome, PupilSuspension
from pupils.selectors.addresses import told_url
from pupils.selectors.board import board_page, board_top, choices_of
from pupils.selectors.board_back import back_page
from pupils.selectors.board_list import board_list
from pupils.selectors.family import family_at
from pupils.selectors.independence import seats
from pupils.selectors.invited import not_yet_invited, uninvited
from pupils.selectors.recipients import known_of
from pupils.services import board as services
from pupils.services.taking_back import take_back_outcome
from schools.access import powers

FORM_METHODS = ["GET", "HEAD", "POST"]
INVITE = "Now invite the family, each with a letter of their own."
TAKEN_BACK = "Taken back. The headteacher has been told. Now note what the board decided, if it has."
WRITE = "Now write what the board decided, and why, to everybody on this page."


def find(request, reference, pk):
    """The suspension as it was handed to the board, for whoever does the board's business."""
    seen = PupilSuspension.objects.handed_to_board(request.user).with_people()
    return get_object_or_404(seen, case__reference=reference, pk=pk)


def find_meeting(request, reference, pk, meeting_pk):
    suspension = find(request, reference, pk)
    meetings = BoardMeeting.objects.handed_to_board(request.user).select_related("suspension__case")
    return suspension, get_object_or_404(meetings, suspension=suspension, pk=meeting_pk)


@require_safe
def index(request):
    if not powers(request.user).includes("board_duties"):
        raise PermissionDenied
    page = board_list(request.user, whole_number(request.GET.get("before")))
    return render(request, "pupils/board.html", {"page": page})


@require_safe
def one(request, reference, pk):
    suspension = find(request, reference, pk)
    note_reading(row=suspension, by=request.user)
    return render(request, "pupils/board_one.html", {"page": board_page(suspension, request.user)})


@require_http_methods(FORM_METHODS)
def said(request, reference, pk):
    suspension = find(request, reference, pk)
    form = _form(request, SaidForm, "board_said", suspension)
    if request.method == "POST" and run(form, services.note_to_board, suspension=suspension, by=request.user):
        return _done(request, suspension, "Noted. The headteacher has been told.")
    page = replace(board_top(suspension), closed=judging.cannot_be_heard(suspension.case))
    return _show(request, "board_said", "board_said", suspension, form, page=page, reopens=suspension.case.closed_at)


@require_http_methods(FORM_METHODS)
def meeting(request, reference, pk):
    suspension = find(request, reference, pk)
    page = board_page(suspension, request.user)
    form = _form(request, MeetingForm, "board_meeting", suspension, limit=page.clock.law_by)
    if request.method == "POST" and run(form, services.arrange_meeting, suspension=suspension, by=request.user):
        return _done(request, suspension, f"Arranged. The headteacher has been told. {INVITE}", told_url(suspension))
    reason = judging.cannot_arrange(suspension, page.known, page.clock)
    return _show(request, "board_meeting", "board_meeting", suspension, form, page=page, reason=reason)


@require_http_methods(FORM_METHODS)
def papers(request, reference, pk, meeting_pk):
    suspension, row = find_meeting(request, reference, pk, meeting_pk)
    form = _form(request, PapersForm, "board_papers", suspension, {"papers": row.papers, "papers_on": row.papers_on})
    if request.method == "POST" and run(form, services.send_papers, meeting=row, by=request.user):
        return _done(request, suspension, "Noted.")
    return _show(
        request, "board_papers", "board_papers", suspension, form, reason=judging.cannot_change_meeting(suspension, row)
    )


@require_http_methods(FORM_METHODS)
def begin(request, reference, pk, meeting_pk):
    suspension, row = find_meeting(request, reference, pk, meeting_pk)
    known = seats(suspension)
    missed = not_yet_invited(known_of(suspension)) if row.is_ahead else ()
    facts = {"trustees": known.free, "missed": missed}
    form = _form(request, BeginForm, "board_begin", suspension, day_and_time(row.meets_at), **facts)
    if request.method == "POST" and run(form, services.begin_meeting, meeting=row, by=request.user):
        return _done(request, suspension, "Noted that it has begun. Now note what the board decided.")
    reason = judging.cannot_change_meeting(suspension, row)
    return _show(
        request,
        "board_begin",
        "board_begin",
        suspension,
        form,
        reason=reason,
        seats=known,
        missed=missed,
        told_url=told_url(suspension),
    )


@require_http_methods(FORM_METHODS)
def call_off(request, reference, pk, meeting_pk):
    suspension, row = find_meeting(request, reference, pk, meeting_pk)
    form = _form(request, CallOffForm, "board_off", suspension)
    if request.method == "POST" and run(form, services.call_off_meeting, meeting=row, by=request.user):
        said = "Called off. The headteacher has been told. You can arrange another, and tell whoever was invited."
        return _done(request, suspension, said)
    return _show(
        request, "board_off", "board_off", suspension, form, reason=judging.cannot_change_meeting(suspension, row)
    )


@require_http_methods(FORM_METHODS)
def outcome(request, reference, pk):
    suspension = find(request, reference, pk)
    page = board_page(suspension, request.user)
    choices = choices_of(suspension, page.known, page.clock, timezone.now())
    open_to = [choice.decision for choice in choices if choice.reason is None]
    family = family_at(suspension) if page.known.begun is not None else ()
    form = _form(request, OutcomeForm, "board_outcome", suspension, open_to=open_to, family=family)
    if request.method == "POST" and run(form, services.note_outcome, suspension=suspension, by=request.user):
        return _done(request, suspension, f"Noted. The headteacher has been told. {WRITE}", told_url(suspension))
    closed = [one for one in choices if one.reason is not None]
    reason = judging.cannot_decide(suspension, page.known, page.clock)
    if not open_to and reason is None:
        reason = closed[0].reason
    missed = wording.listed(uninvited(known_of(suspension))) if page.known.begun is not None else ""
    more = {"page": page, "reason": reason, "closed": closed, "who_came": who_came(form), "uninvited": missed}
    return _show(request, "board_outcome", "board_outcome", suspension, form, **more)


@require_http_methods(FORM_METHODS)
def take_back(request, reference, pk, outcome_pk):
    suspension = find(request, reference, pk)
    outcomes = BoardOutcome.objects.handed_to_board(request.user).select_related("suspension__case", "noted_by")
    row = get_object_or_404(outcomes, suspension=suspension, pk=outcome_pk)
    form = _form(request, TakeBackForm, "board_back", suspension)
    if request.method == "POST" and run(form, take_back_outcome, outcome=row, by=request.user):
        return _done(request, suspension, TAKEN_BACK)
    page = back_page(suspension, row)
    top = replace(board_top(suspension), closed=judging.cannot_be_heard(suspension.case))
    return _show(request, "board_back", "board_back", suspension, form, page=top, reason=page.reason, back=page)


# --- What they share --------------------------------------------------------------------------------------------------
def _form(request, form_class, name, suspension, initial=None, **facts):
    """The form as it was sent; else as it was left half typed; else new."""
    if request.method == "POST":
        return form_class(request.POST, **facts)
    note_reading(row=suspension, by=request.user)
    form = form_class(initial=initial, **facts)
    typed = restore(request.user, draft_key(name, suspension))
    return form.show_typed(typed) if typed else form


def _done(request, suspension, said, where=""):
    messages.success(request, said)
    return redirect(where or suspension.board_url)


def _show(request, template, name, suspension, form, *, page=None, reason=None, **more):
    """The page of a form, and the reason where it cannot be used."""
    page = page or board_top(suspension)
    context = {
        "page": page,
        "form": form,
        "draft_key": draft_key(name, suspension),
        "reason": page.closed or reason,
        **more,
    }
    return render(request, f"pupils/{template}.html", context, status=422 if form.is_bound else 200)
