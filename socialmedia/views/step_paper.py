"""The letter or the pack of a step: preview, issue, how it went, and again where it never came."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.keeping import restore
from kernel.forms import run
from schools.calendar import local_day
from socialmedia import services
from socialmedia.drafts import draft_key
from socialmedia.forms import PackSentForm, PaperForm, PaperLostForm, PaperSentForm
from socialmedia.selectors.step_paper import lost_page, paper_page
from socialmedia.selectors.steps import has_paper
from socialmedia.states import StepKind
from socialmedia.views.shared import METHODS
from socialmedia.views.step import find_step


def find_paper(request, reference, pk):
    """The step, where a letter or a pack belongs to it."""
    found = find_step(request, reference, pk)
    if not has_paper(found):
        raise Http404
    return found


@require_http_methods(METHODS)
def paper(request, reference, pk):
    found = find_paper(request, reference, pk)
    form, shown = _paper(request, found)
    if request.POST.get("do") == "issue" and run(form, services.issue_step_paper, step=found, by=request.user):
        messages.success(request, "Issued. Print it from the record, or send it on, and log how it went.")
        return redirect(form.result)
    return _show(request, form, shown, status=422 if form.is_bound and form.errors else 200)


@require_POST
def sent(request, reference, pk):
    """How the letter went."""
    found = find_paper(request, reference, pk)
    letter_form, shown = _paper(request, found, is_posted=False)
    form = PaperSentForm(request.POST, auto_id="sent_%s", reachable=shown.reachable)
    if run(form, services.log_step_paper_sent, step=found, by=request.user):
        messages.success(request, "Logged how it went.")
        return redirect("socialmedia:step_paper", reference, pk)
    return _show(request, letter_form, shown, sent_form=form, status=422)


@require_POST
def gone(request, reference, pk):
    """To whom the pack went."""
    found = find_paper(request, reference, pk)
    letter_form, shown = _paper(request, found, is_posted=False)
    form = PackSentForm(request.POST, auto_id="sent_%s")
    if run(form, services.log_pack_sent, step=found, by=request.user):
        messages.success(request, "Logged how it went.")
        return redirect("socialmedia:step_paper", reference, pk)
    return _show(request, letter_form, shown, sent_form=form, status=422)


@require_http_methods(METHODS)
def never_came(request, reference, pk, copy_pk):
    """The letter never came: it goes again."""
    found = find_paper(request, reference, pk)
    page = lost_page(found, copy_pk)
    if page is None:
        raise Http404
    sent_form = request.POST if request.method == "POST" else None
    form = PaperLostForm(sent_form, reachable=page.reachable, deemed=page.deemed)
    if form.is_bound and run(form, services.send_step_paper_again, step=found, copy=page.copy, by=request.user):
        messages.success(request, "Noted that it never came.")
        return redirect("socialmedia:step_paper", reference, pk)
    key = draft_key("online_lost", found.case, found.pk, copy_pk)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {"page": page, "form": form, "draft_key": key}
    return render(request, "socialmedia/step_paper_lost.html", context, status=422 if form.is_bound else 200)


def _paper(request, step, is_posted=True):
    """The form, and the paper as it reads with what was typed: now, before in a draft, or not at all."""
    posted = request.POST if request.method == "POST" and is_posted else None
    kept = draft_key("online_paper", step.case, step.pk)
    typed = posted if posted is not None else restore(request.user, kept) or QueryDict()
    shown = paper_page(step, typed, is_anew=bool(typed) or "words" in request.GET)
    form = PaperForm(
        posted,
        kind=StepKind(step.kind),
        is_letter=shown.is_letter,
        is_advice=shown.is_advice,
        reachable=shown.reachable,
        gives_away=bool(shown.gives_away),
        deemed=shown.deemed,
        is_again=shown.issued is not None,
        initial={**vars(shown.words), "address": shown.reachable.address},
    )
    return (form.show_typed(typed) if typed and posted is None else form), shown


def _show(request, form, shown, *, sent_form=None, status=200):
    initial = {"address": shown.reachable.address, "sent_on": local_day(timezone.now())}
    is_writing = not shown.is_current or "words" in request.GET or (request.method == "POST" and sent_form is None)
    if sent_form is None and shown.is_letter:
        sent_form = PaperSentForm(auto_id="sent_%s", initial=initial, reachable=shown.reachable)
    elif sent_form is None:
        sent_form = PackSentForm(auto_id="sent_%s", initial=initial)
    context = {
        "page": shown,
        "form": form,
        "forms": [sent_form],
        "sent_form": sent_form,
        "is_writing": is_writing,
        "draft_key": draft_key("online_paper", shown.step.case, shown.step.pk),
    }
    return render(request, "socialmedia/step_paper.html", context, status=status)
