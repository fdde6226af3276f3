"""Statements, for people with an account: asking, how it stands, writing one's own, confirming, taking back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import note_reading
from cases.access import require, sees
from cases.keeping import restore
from cases.links import in_groups
from cases.models import Involvement
from cases.rules import cannot_change
from cases.selectors import sent_before
from incidents import rules
from incidents.forms.interview import OnceForm
from incidents.forms.statement import AskForm, ConfirmForm, DeclineForm, TakeBackForm, WordsForm
from incidents.models import Statement
from incidents.selectors import statements as selectors
from incidents.services import statements as services
from incidents.statements import mark_of
from kernel.forms import run

METHODS = ["GET", "HEAD", "POST"]
ASK_KEY, BACK_KEY, NO_KEY = "statement_ask:{}:{}", "statement_back:{}:{}", "statement_no:{}:{}"


# --- Asking -------------------------------------------------------------------------------------------------------
@require_http_methods(METHODS)
def statement_ask(request, reference, pk):
    """Ask somebody of the case for a statement; where a link is sent, its code is shown this once."""
    seen = Involvement.objects.visible_to(request.user).select_related("person__merged_into", "user", "case__school")
    row = get_object_or_404(seen, case__reference=reference, pk=pk)
    require(request.user, "work_case", row.case)
    if (led_to := _sent_before(request)) is not None:
        return redirect(led_to)
    key, authors = ASK_KEY.format(reference, pk), selectors.authors_for(row)
    day, place = selectors.about_of(row.case)
    own = authors.first() if row.user_id is not None else None
    initial = {"about_on": day, "about_place": place, "author": own, **selectors.reach_of(row)}
    form = _form(request, AskForm, key, authors=authors, initial=initial)
    if form.is_bound and run(form, services.ask_statement, involvement=row, draft_key=key, by=request.user):
        if form.result is None:
            return redirect("incidents:interview_of", reference, pk)
        return _asked(request, form.result)
    if request.method != "POST":
        note_reading(row=row.case, by=request.user)
    reason = cannot_change(row.case) or selectors.cannot_ask(row, selectors.awaited_of(row))
    context = {"case": row.case, "row": row, "form": form, "draft_key": key, "reason": reason}
    return render(request, "incidents/statement_ask.html", context, status=_status(form))


def _asked(request, asked):
    """On to how it stands; with a code, the page that shows it: it is nowhere to be looked up afterwards."""
    if asked.code:
        context = {
            "case": asked.statement.case,
            "statement": asked.statement,
            "code": in_groups(asked.code),
            "link": selectors.link_of(asked.statement),
        }
        return render(request, "incidents/statement_code.html", context)
    messages.success(request, "They are asked. You are told when the statement is in.")
    return redirect(asked.statement)


@require_POST
def statement_renew(request, reference, pk):
    """A new link with a new code, which is shown this once."""
    shown = _for_worker(request, reference, pk)
    form = OnceForm(request.POST)
    token = form.cleaned_data["token"] if form.is_valid() else None
    asked = services.renew_link(statement=shown, token=token, by=request.user)
    return _asked(request, asked) if asked is not None else redirect(shown)


@require_http_methods(METHODS)
def statement_back(request, reference, pk):
    shown = _for_worker(request, reference, pk)
    key = BACK_KEY.format(reference, pk)
    form = _form(request, TakeBackForm, key)
    if form.is_bound and run(form, services.withdraw_statement, statement=shown, draft_key=key, by=request.user):
        messages.success(request, "The request is taken back.")
        return redirect(shown)
    reason = rules.cannot_take_back(shown)
    context = {"case": shown.case, "statement": shown, "form": form, "draft_key": key, "reason": reason}
    return render(request, "incidents/statement_back.html", context, status=_status(form))


@require_POST
def statement_counts(request, reference, pk):
    shown = _for_worker(request, reference, pk)
    services.count_as_interview(statement=shown, by=request.user)
    messages.success(request, "Noted: the statement stands in for the interview.")
    return redirect(shown)


# --- How it stands, and one's own ---------------------------------------------------------------------------------
@require_http_methods(METHODS)
def statement(request, reference, pk):
    """For its writer the page to write it; for whoever sees the file, how it stands."""
    shown = _statement(request, reference, pk)
    if request.method != "POST":
        note_reading(row=shown, by=request.user)
    if shown.author_id != request.user.pk:
        if request.method == "POST":
            raise PermissionDenied
        page = selectors.statement_page(shown, request.user)
        return render(request, "incidents/statement.html", {"case": shown.case, "page": page})
    key = selectors.draft_key_of(shown)
    form = _form(request, WordsForm, key, initial={"text": shown.text})
    if form.is_bound and run(form, services.save_words, statement=shown, by=request.user):
        return redirect("incidents:statement_check", reference, pk)
    return _own_page(request, "incidents/statement_write.html", shown, form, draft_key=key)


@require_http_methods(METHODS)
def statement_check(request, reference, pk):
    """Its writer reads it through and confirms it."""
    shown = _of_writer(request, reference, pk)
    form = ConfirmForm(request.POST) if request.method == "POST" else ConfirmForm()
    if form.is_bound and run(form, services.confirm_statement, statement=shown, by=request.user):
        messages.success(request, "Thank you. Your statement is confirmed and stays as it is.")
        return redirect(shown)
    return _own_page(request, "incidents/statement_check.html", shown, form)


@require_http_methods(METHODS)
def statement_no(request, reference, pk):
    shown = _of_writer(request, reference, pk)
    key = NO_KEY.format(reference, pk)
    form = _form(request, DeclineForm, key)
    if form.is_bound and run(form, services.decline_statement, statement=shown, draft_key=key, by=request.user):
        messages.success(request, "Noted. You do not have to do anything else.")
        return redirect(shown)
    return _own_page(request, "incidents/statement_no.html", shown, form, draft_key=key)


# --- Shared -------------------------------------------------------------------------------------------------------
def _statement(request, reference, pk):
    seen = Statement.objects.visible_to(request.user).with_people()
    return get_object_or_404(seen, involvement__case__reference=reference, pk=pk)


def _of_writer(request, reference, pk):
    """A statement that this account writes; what others write is no page of theirs. Who looked is noted."""
    seen = Statement.objects.visible_to(request.user).filter(author=request.user).with_people()
    shown = get_object_or_404(seen, involvement__case__reference=reference, pk=pk)
    if request.method != "POST":
        note_reading(row=shown, by=request.user)
    return shown


def _for_worker(request, reference, pk):
    """A request for a statement, for whoever works on its case. Who looked is noted."""
    shown = _statement(request, reference, pk)
    require(request.user, "work_case", shown.case)
    if request.method != "POST":
        note_reading(row=shown, by=request.user)
    return shown


def _own_page(request, template, shown, form, **more):
    page = selectors.writer_page(shown)
    context = {
        "page": page,
        "form": form,
        "mark": mark_of(shown.text),
        "record": selectors.record_of(shown) if shown.is_confirmed else None,
        "sees_file": sees(request.user, shown.case),
        **more,
    }
    return render(request, template, context, status=_status(form))


def _sent_before(request):
    form = OnceForm(request.POST if request.method == "POST" else {})
    token = form.cleaned_data["token"] if form.is_valid() else None
    return sent_before(token, request.user) if token is not None else None


def _form(request, form_class, key, **known):
    """The form as it was sent; else as it was left half typed; else new."""
    if request.method == "POST":
        return form_class(request.POST, **known)
    form = form_class(**known)
    typed = restore(request.user, key)
    return form.show_typed(typed) if typed else form


def _status(form):
    return 422 if form.is_bound and form.errors else 200
