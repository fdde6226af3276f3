"""The letter to the person: preview, issue, how it went."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from kernel.forms import run
from kernel.wording import full_day
from schools.calendar import local_day
from suspensions import services
from suspensions.drafts import draft_key
from suspensions.forms import ArrangementForm, LetterForm, NeverCameForm, SentForm
from suspensions.selectors.about import about
from suspensions.selectors.letter import letter_page, never_came_page
from suspensions.selectors.reaching import reachable
from suspensions.selectors.written import letters_of
from suspensions.views.suspension import FORM_METHODS, find


@require_http_methods(FORM_METHODS)
def letter(request, reference, pk):
    suspension = find(request, reference, pk)
    require(request.user, "work_case", suspension.case)
    if request.method != "POST":
        note_reading(row=suspension, by=request.user)
    form, shown = _letter(request, suspension)
    if request.POST.get("do") == "issue" and run(form, services.issue_letter, suspension=suspension, by=request.user):
        messages.success(request, "Letter issued. Print it from the record, and hand it over or post it today.")
        return redirect(form.result)
    return _show(request, suspension, form, shown, status=422 if form.is_bound and form.errors else 200)


@require_POST
def sent(request, reference, pk):
    suspension = find(request, reference, pk)
    require(request.user, "work_case", suspension.case)
    to, letters = reachable(suspension.person), letters_of(suspension)
    form = SentForm(request.POST, auto_id="sent_%s", reachable=to, letters=letters)
    if run(form, services.log_letter_sent, suspension=suspension, by=request.user):
        messages.success(request, _received(form.result))
        return redirect(suspension)
    letter_form, shown = _letter(request, suspension, is_posted=False)
    return _show(request, suspension, letter_form, shown, sent_form=form, status=422)


@require_http_methods(FORM_METHODS)
def never_came(request, reference, pk, copy_pk):
    """A letter never came to the person: it goes again, and their time to answer begins anew."""
    suspension = find(request, reference, pk)
    require(request.user, "work_case", suspension.case)
    key = draft_key("never_came", suspension, copy_pk)
    shown = never_came_page(suspension, copy_pk, request.POST)
    if shown is None:
        raise Http404
    form = NeverCameForm(
        request.POST if request.method == "POST" else None,
        is_sent=bool(shown.again),
        reachable=shown.reachable,
        gives_away=bool(shown.gives_away),
        deemed=shown.deemed,
    )
    if request.method != "POST":
        note_reading(row=suspension, by=request.user)
        if typed := restore(request.user, key):
            form.show_typed(typed)
    elif run(form, services.send_letter_again, suspension=suspension, copy=shown.copy, by=request.user):
        messages.success(request, "Noted that it never came.")
        return redirect("suspensions:letter", reference, pk)
    context = {"page": about(suspension), "shown": shown, "form": form, "draft_key": key, "reason": shown.reason}
    return render(request, "suspensions/never_came.html", context, status=422 if form.errors else 200)


def _letter(request, suspension, is_posted=True):
    """The form, and the letter as it reads with what was typed: now, before in a draft, or not at all."""
    posted = request.POST if request.method == "POST" and is_posted else None
    typed = posted if posted is not None else restore(request.user, draft_key("letter", suspension)) or QueryDict()
    shown = letter_page(suspension, typed)
    form = LetterForm(
        posted,
        reachable=shown.reachable,
        situation=shown.situation,
        gives_away=bool(shown.gives_away),
        deemed=shown.deemed,
        is_again=shown.issued is not None,
        initial={"happened": shown.happened, "reason": shown.reason, "address": shown.reachable.address},
    )
    return (form.show_typed(typed) if typed and posted is None else form), shown


def _show(request, suspension, form, shown, *, sent_form=None, status=200):
    initial = {"address": shown.reachable.address, "sent_on": local_day(timezone.now())}
    known = {"reachable": shown.reachable, "letters": shown.letters}
    is_writing = not shown.is_current or "words" in request.GET or (request.method == "POST" and sent_form is None)
    sent_form = sent_form or SentForm(auto_id="sent_%s", initial=initial, **known)
    context = {
        "page": about(suspension),
        "form": form,
        "forms": [sent_form],
        "sent_form": sent_form,
        "arrangement_form": ArrangementForm(auto_id="arrangement_%s") if shown.lacks_arrangement else None,
        "letter": shown,
        "is_writing": is_writing,
        "draft_key": draft_key("letter", suspension),
    }
    return render(request, "suspensions/letter.html", context, status=status)


def _received(copy):
    """What is said once it is logged how a letter went; nothing new where the form was sent before."""
    if copy is None or copy.deemed_on is None:
        return "Logged how the letter went."
    return f"Logged how the letter went. It counts as received on {full_day(copy.deemed_on)}."
