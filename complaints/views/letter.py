"""A letter to somebody who complained: preview, issue, how it went, and again where it never came."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.keeping import restore
from complaints import services
from complaints.drafts import draft_key
from complaints.forms.complaint import LetterForm, LostForm, SentForm
from complaints.selectors.letter import LetterKey, is_letter, known_of, needs_words
from complaints.selectors.letter_page import letter_page, lost_page
from complaints.states import About
from complaints.views.complaint import FORM_METHODS, handled
from complaints.views.panel import run_panel
from kernel.forms import run
from schools.calendar import local_day

ASKED = {
    About.ACKNOWLEDGED: ("Anything you want to add?", "It stands in the letter. You can leave it empty."),
    About.UPDATE: ("How far is it?", "What was done, what comes next, and by when. They read this."),
    About.OUTCOME: (
        "How did you look at it?",
        "Whom you asked and what you read, without names. You can leave it empty.",
    ),
    About.INVITED: ("Anything you want to add?", "It stands in the letter. You can leave it empty."),
    About.OFF: ("Why does it not meet, and what comes next?", "As they are to read it. You can leave it empty."),
    About.FOUND: ("Anything you want to add?", "It stands before the findings. You can leave it empty."),
}
SEVERAL = (
    "What did the panel find that concerns them?",
    "The complaint is about several people. Each reads what concerns them, and nothing of the others.",
)


@require_http_methods(FORM_METHODS)
def letter(request, reference, what):
    found, key, known = _find(request, reference, what)
    form, shown = _letter(request, found, key, known)
    is_issued = request.POST.get("do") == "issue"
    if is_issued and run(form, services.issue_letter, complaint=found, key=key, by=request.user):
        messages.success(request, "Letter issued. Print it from the record, and hand it over or post it today.")
        return redirect(form.result)
    return _show(request, form, shown, status=422 if form.is_bound and form.errors else 200)


@require_POST
def sent(request, reference, what):
    found, key, known = _find(request, reference, what)
    letter_form, shown = _letter(request, found, key, known, is_posted=False)
    form = SentForm(request.POST, auto_id="sent_%s", reachable=shown.reachable)
    if run(form, services.log_letter_sent, complaint=found, key=key, by=request.user):
        messages.success(request, "Logged how the letter went.")
        return redirect("complaints:letter", reference, key)
    return _show(request, letter_form, shown, sent_form=form, status=422)


@require_http_methods(FORM_METHODS)
def never_came(request, reference, what, copy_pk):
    """The letter never came: it goes again."""
    found, _ = _door(request, reference, what)
    page = lost_page(found, copy_pk)
    if page is None or str(page.key) != what:
        raise Http404
    form = LostForm(request.POST if request.method == "POST" else None, reachable=page.reachable, deemed=page.deemed)
    if request.method == "POST" and run(
        form, services.send_letter_again, complaint=found, copy=page.copy, by=request.user
    ):
        messages.success(request, "Noted that it never came.")
        return redirect("complaints:letter", reference, page.key)
    kept = draft_key("complaint_lost", found.case, page.key, copy_pk)
    if not form.is_bound and (typed := restore(request.user, kept)):
        form.show_typed(typed)
    context = {"page": page, "form": form, "draft_key": kept}
    return render(request, "complaints/lost.html", context, status=422 if form.is_bound else 200)


def _door(request, reference, what):
    """The complaint for whoever writes this letter: the panel's is the clerk's, without the file.

    Once it is about personal data, what was written before is read from its record alone.
    """
    key = LetterKey.read(what)
    if key is None:
        raise Http404
    found = (run_panel if key.is_of_panel else handled)(request, reference)
    if found.is_about_data and not key.is_of_data:
        raise Http404
    return found, key


def _find(request, reference, what):
    found, key = _door(request, reference, what)
    known = known_of(found, key)
    if not is_letter(found, key, known):
        raise Http404
    return found, key, known


def _letter(request, found, key, known, is_posted=True):
    """The form, and the letter as it reads with what was typed: now, before in a draft, or not at all."""
    posted = request.POST if request.method == "POST" and is_posted else None
    kept = draft_key("complaint_letter", found.case, key)
    typed = posted if posted is not None else restore(request.user, kept) or QueryDict()
    shown = letter_page(found, key, known, request.user, typed)
    label, hint = ASKED[key.about]
    is_needed = needs_words(key, known)
    if is_needed and key.about is About.FOUND:
        label, hint = SEVERAL
    form = LetterForm(
        posted,
        reachable=shown.reachable,
        label=label,
        hint=hint,
        is_needed=is_needed,
        gives_away=bool(shown.gives_away),
        deemed=shown.deemed,
        is_again=shown.issued is not None,
        initial={"said": shown.said, "address": shown.reachable.address},
    )
    return (form.show_typed(typed) if typed and posted is None else form), shown


def _show(request, form, shown, *, sent_form=None, status=200):
    initial = {"address": shown.reachable.address, "sent_on": local_day(timezone.now())}
    is_writing = not shown.is_current or "words" in request.GET or (request.method == "POST" and sent_form is None)
    sent_form = sent_form or SentForm(auto_id="sent_%s", initial=initial, reachable=shown.reachable)
    context = {
        "page": shown,
        "form": form,
        "forms": [sent_form],
        "sent_form": sent_form,
        "is_writing": is_writing,
        "draft_key": draft_key("complaint_letter", shown.complaint.case, shown.key),
    }
    return render(request, "complaints/letter.html", context, status=status)
