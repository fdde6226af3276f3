"""Interviews: who is still to be heard, planning, writing down, agreeing, the note that is issued."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from cases.access import may, require
from cases.independence import parts_in
from cases.keeping import restore
from cases.models import Case, Involvement
from cases.rules import cannot_change
from cases.selectors import others_writing, sent_before
from incidents import rules
from incidents.forms.interview import (
    AgreeForm,
    IssueNoteForm,
    NoteEntryForm,
    NotPossibleForm,
    OnceForm,
    PlanForm,
    note_initial,
    plan_initial,
)
from incidents.models import Interview
from incidents.selectors import interviews as selectors
from incidents.selectors.kinds import kind_of
from incidents.services import interviews as services
from incidents.services.note import issue_interview_note
from kernel.forms import run

METHODS = ["GET", "HEAD", "POST"]
KEYS = {name: f"interview_{name}:{{}}:{{}}" for name in ("plan", "note", "agree", "not")}


@require_safe
def interviews(request, reference):
    """Who was interviewed, and who was not yet."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    note_reading(row=case, by=request.user)
    page = selectors.interviews_page(case, request.user)
    return render(request, "incidents/interviews.html", {"case": case, "page": page})


@require_safe
def interview_of(request, reference, pk):
    """One person of the case: plan to hear them, write down what they said, or say why that is not possible."""
    row = _row(request, reference, pk)
    page = selectors.person_page(row, request.user)
    return render(request, "incidents/interview_of.html", {"case": row.case, "page": page})


@require_http_methods(METHODS)
def interview_plan(request, reference, pk):
    row = _row(request, reference, pk, power="work_case")
    key, current = KEYS["plan"].format(reference, pk), selectors.current_of(row)
    leaders = selectors.leaders_for(row)
    initial = plan_initial(current, kind_of(row), _leader(request, leaders))
    form = _form(request, PlanForm, key, leaders=leaders.users, initial=initial)
    if form.is_bound and run(form, services.plan_interview, involvement=row, draft_key=key, by=request.user):
        messages.success(request, "The interview is planned.")
        return redirect("incidents:interview_of", reference, pk)
    reason = cannot_change(row.case) or rules.cannot_plan(current)
    return _show(request, "interview_plan", row, form, key, reason)


@require_http_methods(METHODS)
def interview_note(request, reference, pk):
    """Write down an interview; or change the note while they have not said whether they agree."""
    row = _row(request, reference, pk, power="work_case")
    if (led_to := _sent_before(request)) is not None:
        return redirect(led_to)
    key, known = KEYS["note"].format(reference, pk), selectors.current_of(row)
    is_change = known is not None and known.is_noted
    leaders = selectors.leaders_for(row)
    initial = note_initial(known, kind_of(row), _leader(request, leaders))
    form = _form(request, NoteEntryForm, key, leaders=leaders.users, is_change=is_change, initial=initial)
    target = {"interview": known} if is_change else {"involvement": row}
    service = services.change_note if is_change else services.hold_interview
    if form.is_bound and run(form, service, draft_key=key, by=request.user, **target):
        messages.success(request, "The note is kept. Look at it, then issue it to be signed.")
        return redirect(form.result) if form.result else redirect("incidents:interview_of", reference, pk)
    more = {"is_change": is_change, "others": others_writing(key, request.user)}
    if form.is_stale:
        more["theirs"] = selectors.current_of(row)
    reason = cannot_change(row.case) or (
        rules.cannot_change_note(known) if known is not None and known.is_noted else None
    )
    return _show(request, "interview_note", row, form, key, reason, **more)


@require_http_methods(METHODS)
def interview_not(request, reference, pk):
    row = _row(request, reference, pk, power="work_case")
    key, current = KEYS["not"].format(reference, pk), selectors.current_of(row)
    form = _form(request, NotPossibleForm, key, initial={"witness_kind": kind_of(row)})
    if form.is_bound and run(form, services.give_up_interview, involvement=row, draft_key=key, by=request.user):
        messages.success(request, "Noted, with the reason.")
        return redirect("incidents:interviews", reference)
    reason = cannot_change(row.case) or rules.cannot_give_up(current)
    reason = reason or rules.cannot_spare(request.user, row, parts_in(row.case))
    return _show(request, "interview_not", row, form, key, reason)


@require_safe
def interview(request, reference, pk):
    """One interview: the note as it reads now, what was issued of it, what can be done."""
    shown = _interview(request, reference, pk)
    note_reading(row=shown, by=request.user)
    return _interview_page(request, shown)


@require_POST
def interview_issue(request, reference, pk):
    shown = _interview(request, reference, pk)
    require(request.user, "work_case", shown.case)
    form = IssueNoteForm(request.POST, is_first=selectors.issued_note(shown) is None)
    if run(form, issue_interview_note, interview=shown, by=request.user):
        messages.success(request, "The note is issued. Print it, and let those who were there sign it by pen.")
        return redirect(form.result)
    return _interview_page(request, shown, form)


@require_http_methods(METHODS)
def interview_agree(request, reference, pk):
    shown = _interview(request, reference, pk)
    require(request.user, "work_case", shown.case)
    key = KEYS["agree"].format(reference, pk)
    form = _form(request, AgreeForm, key)
    if form.is_bound and run(form, services.settle_interview, interview=shown, draft_key=key, by=request.user):
        messages.success(request, "Noted. The note stays as it is from now on.")
        return redirect(shown)
    if not form.is_bound:
        note_reading(row=shown, by=request.user)
    reason = cannot_change(shown.case) or rules.cannot_settle_interview(shown)
    context = {"case": shown.case, "interview": shown, "form": form, "reason": reason, "draft_key": key}
    return render(request, "incidents/interview_agree.html", context, status=_status(form))


# --- Shared -------------------------------------------------------------------------------------------------------
def _row(request, reference, pk, power=""):
    """Somebody's part in a case whose file this user sees; denied without the power. Who looked is noted."""
    seen = Involvement.objects.visible_to(request.user).select_related("person__merged_into", "user", "case__school")
    row = get_object_or_404(seen, case__reference=reference, pk=pk)
    if power:
        require(request.user, power, row.case)
    if request.method != "POST":
        note_reading(row=row.case, by=request.user)
    return row


def _interview(request, reference, pk):
    seen = Interview.objects.visible_to(request.user).with_people()
    return get_object_or_404(seen, involvement__case__reference=reference, pk=pk)


def _sent_before(request):
    """Where this form led when it was sent before; the interview it made would open as another form now."""
    form = OnceForm(request.POST if request.method == "POST" else {})
    token = form.cleaned_data["token"] if form.is_valid() else None
    return sent_before(token, request.user) if token is not None else None


def _leader(request, leaders):
    """Who probably holds it: whoever is filling the form in, where they may."""
    return request.user if request.user.pk in leaders.pks else None


def _form(request, form_class, key, **known):
    """The form as it was sent; else as it was left half typed; else new."""
    if request.method == "POST":
        return form_class(request.POST, **known)
    form = form_class(**known)
    typed = restore(request.user, key)
    return form.show_typed(typed) if typed else form


def _show(request, name, row, form, key, reason, **more):
    context = {"case": row.case, "row": row, "form": form, "draft_key": key, "reason": reason, **more}
    return render(request, f"incidents/{name}.html", context, status=_status(form))


def _interview_page(request, shown, form=None):
    page = selectors.interview_page(shown, request.user)
    form = form or IssueNoteForm(is_first=page.issued is None)
    may_issue = page.cannot_issue is None and may(request.user, "work_case", shown.case)
    context = {"case": shown.case, "page": page, "form": form, "may_issue": may_issue}
    return render(request, "incidents/interview.html", context, status=_status(form))


def _status(form):
    return 422 if form.is_bound and form.errors else 200
