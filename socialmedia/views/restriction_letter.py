"""A letter about a restriction: preview, issue, how it went, and again where it never came."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.keeping import restore
from kernel.forms import run
from schools.calendar import local_day
from socialmedia import services
from socialmedia.drafts import letter_key
from socialmedia.forms.restriction import LetterForm, LostForm, SentForm
from socialmedia.selectors.restriction_letter import LetterKey, is_letter, known_of, letter_page, lost_page
from socialmedia.views.contacts import FORM_METHODS
from socialmedia.views.restrictions import worked_on


@require_http_methods(FORM_METHODS)
def letter(request, reference, what):
    row, key, known = _find(request, reference, what)
    form, shown = _letter(request, row, key, known)
    is_issued = request.POST.get("do") == "issue"
    if is_issued and run(form, services.issue_restriction_letter, restriction=row, key=key, by=request.user):
        messages.success(request, "Letter issued. Print it from the record, and hand it over or post it today.")
        return redirect(form.result)
    return _show(request, form, shown, status=422 if form.is_bound and form.errors else 200)


@require_POST
def sent(request, reference, what):
    row, key, known = _find(request, reference, what)
    letter_form, shown = _letter(request, row, key, known, is_posted=False)
    form = SentForm(request.POST, auto_id="sent_%s", reachable=shown.reachable)
    if run(form, services.log_restriction_letter_sent, restriction=row, key=key, by=request.user):
        messages.success(request, "Logged how the letter went.")
        return redirect("socialmedia:terms_letter", reference, key)
    return _show(request, letter_form, shown, sent_form=form, status=422)


@require_http_methods(FORM_METHODS)
def never_came(request, reference, pk, copy_pk):
    """The letter never came: it goes again."""
    row = worked_on(request, reference, pk)
    page = lost_page(row, copy_pk)
    if page is None:
        raise Http404
    form = LostForm(request.POST if request.method == "POST" else None, reachable=page.reachable, deemed=page.deemed)
    service = services.send_restriction_letter_again
    if form.is_bound and run(form, service, restriction=row, copy=page.copy, by=request.user):
        messages.success(request, "Noted that it never came.")
        return redirect("socialmedia:terms_letter", reference, page.key)
    kept = letter_key("restriction_lost", row.case, row.pk, copy_pk)
    if not form.is_bound and (typed := restore(request.user, kept)):
        form.show_typed(typed)
    context = {"page": page, "form": form, "draft_key": kept}
    return render(request, "socialmedia/restriction_lost.html", context, status=422 if form.is_bound else 200)


def _find(request, reference, what):
    key = LetterKey.read(what)
    if key is None:
        raise Http404
    row = worked_on(request, reference, key.restriction)
    known = known_of(row, key)
    if not is_letter(key, row, known):
        raise Http404
    return row, key, known


def _letter(request, row, key, known, is_posted=True):
    """The form, and the letter as it reads with what was typed: now, before in a draft, or not at all."""
    posted = request.POST if request.method == "POST" and is_posted else None
    kept = letter_key("restriction_letter", row.case, key)
    typed = posted if posted is not None else restore(request.user, kept) or QueryDict()
    shown = letter_page(row, key, known, typed)
    form = LetterForm(
        posted,
        reachable=shown.reachable,
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
        "draft_key": letter_key("restriction_letter", shown.restriction.case, shown.key),
    }
    return render(request, "socialmedia/restriction_letter.html", context, status=status)
