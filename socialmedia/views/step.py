"""Taking a step about a post, its letter or pack, and what came of it."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.rules import cannot_change
from kernel.forms import run
from schools.calendar import local_day
from socialmedia import services
from socialmedia.access import TAKES_LEGAL
from socialmedia.drafts import draft_key
from socialmedia.forms import (
    AskLegalForm,
    OutcomeForm,
    PackSentForm,
    PaperForm,
    PaperLostForm,
    PaperSentForm,
    TakeForm,
)
from socialmedia.models import ConcernStep
from socialmedia.rules import concern as rules
from socialmedia.selectors.paper import is_advice, lost_page, paper_page
from socialmedia.selectors.steps import facts_of, has_paper, parents_of, step_page, talks_of
from socialmedia.states import StepKind
from socialmedia.steps import cannot_take, needs_reason, why_skip
from socialmedia.views.shared import METHODS, find, show_form

ASK_AFTER = timedelta(days=7)


def find_step(request, reference, pk):
    """The step, for whoever works on its case; its paper to solicitors for whoever takes legal steps."""
    rows = ConcernStep.objects.visible_to(request.user).with_people()
    found = get_object_or_404(rows, concern__case__reference=reference, pk=pk)
    require(request.user, "work_case", found.case)
    if request.method != "POST":
        note_reading(row=found, by=request.user)
    return found


def find_paper(request, reference, pk):
    """The same where a letter or a pack belongs to it."""
    found = find_step(request, reference, pk)
    if not has_paper(found):
        raise Http404
    if is_advice(found):
        require(request.user, TAKES_LEGAL, found.case)
    return found


@require_http_methods(METHODS)
def take(request, reference, pk, kind):
    """One step, of whichever kind but the suspension from site."""
    if kind not in StepKind.values or kind in (StepKind.SUSPENSION, StepKind.THANKS):
        raise Http404
    found, chosen = find(request, reference, pk), StepKind(kind)
    facts = facts_of(found, request.user)
    asks_why = needs_reason(chosen, facts)
    again_on = None if chosen == StepKind.DISCUSSION else local_day(timezone.now() + ASK_AFTER)
    initial = {"skips_why": why_skip(facts), "next_check_on": again_on}
    form = TakeForm(
        request.POST if request.method == "POST" else None,
        kind=chosen,
        meetings=talks_of(found),
        parents=parents_of(found),
        asks_why=asks_why,
        initial=initial,
    )
    if form.is_bound and run(form, services.take_step, concern=found, kind=chosen, by=request.user):
        messages.success(request, "Noted.")
        return redirect(_after(form.result, found))
    kept = draft_key("online_take", found.case, found.pk, kind)
    reason = cannot_take(chosen, facts, skips_why="-")
    more = {"kind": chosen, "draft_key": kept, "is_talk": chosen == StepKind.DISCUSSION}
    if not form.is_bound and (typed := restore(request.user, kept)):
        form.show_typed(typed)
    return show_form(request, found, form, "online_take", "take", str(chosen.label), reason, **more)


def _after(step, concern):
    """To the letter or pack, where one follows."""
    if step is None:
        return concern.get_absolute_url()
    return step_page(step).paper_url or concern.get_absolute_url()


@require_http_methods(METHODS)
def ask_legal(request, reference, pk):
    """Ask whoever decides for the CEO for legal steps."""
    found = find(request, reference, pk)
    form = AskLegalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and run(form, services.ask_legal, concern=found, by=request.user):
        messages.success(request, "Asked. Whoever decides has been told.")
        return redirect(found)
    decides = facts_of(found, request.user).decides
    reason = rules.cannot_deal(found) or rules.cannot_ask_self(decides=decides)
    return show_form(request, found, form, "online_legal", "ask_legal", "Ask for legal steps", reason)


@require_http_methods(METHODS)
def show(request, reference, pk):
    """A step, and what came of it."""
    found = find_step(request, reference, pk)
    initial = {"outcome": found.outcome, "reference": found.reference}
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and run(form, services.note_outcome, step=found, by=request.user):
        messages.success(request, "Noted.")
        return redirect(found.concern)
    key = draft_key("online_outcome", found.case, found.pk)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {"page": step_page(found), "form": form, "draft_key": key, "reason": cannot_change(found.case)}
    return render(request, "socialmedia/step.html", context, status=422 if form.is_bound else 200)


@require_http_methods(METHODS)
def paper(request, reference, pk):
    found = find_paper(request, reference, pk)
    form, shown = _paper(request, found)
    if request.POST.get("do") == "issue" and run(form, services.issue_paper, step=found, by=request.user):
        messages.success(request, "Issued. Print it from the record, or send it on, and log how it went.")
        return redirect(form.result)
    return _show(request, form, shown, status=422 if form.is_bound and form.errors else 200)


@require_POST
def sent(request, reference, pk):
    """How the letter went."""
    found = find_paper(request, reference, pk)
    letter_form, shown = _paper(request, found, is_posted=False)
    form = PaperSentForm(request.POST, auto_id="sent_%s", reachable=shown.reachable)
    if run(form, services.log_paper_sent, step=found, by=request.user):
        messages.success(request, "Logged how it went.")
        return redirect("socialmedia:paper", reference, pk)
    return _show(request, letter_form, shown, sent_form=form, status=422)


@require_POST
def gone(request, reference, pk):
    """To whom the pack went."""
    found = find_paper(request, reference, pk)
    letter_form, shown = _paper(request, found, is_posted=False)
    form = PackSentForm(request.POST, auto_id="sent_%s")
    if run(form, services.log_pack_sent, step=found, by=request.user):
        messages.success(request, "Logged how it went.")
        return redirect("socialmedia:paper", reference, pk)
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
    if form.is_bound and run(form, services.send_paper_again, step=found, copy=page.copy, by=request.user):
        messages.success(request, "Noted that it never came.")
        return redirect("socialmedia:paper", reference, pk)
    key = draft_key("online_lost", found.case, found.pk, copy_pk)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {"page": page, "form": form, "draft_key": key}
    return render(request, "socialmedia/paper_lost.html", context, status=422 if form.is_bound else 200)


def _paper(request, step, is_posted=True):
    """The form, and the paper as it reads with what was typed: now, before in a draft, or not at all."""
    posted = request.POST if request.method == "POST" and is_posted else None
    kept = draft_key("online_paper", step.case, step.pk)
    typed = posted if posted is not None else restore(request.user, kept) or QueryDict()
    shown = paper_page(step, typed)
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
    return render(request, "socialmedia/paper.html", context, status=status)
