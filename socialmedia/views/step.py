"""Taking a step about a post, and what came of it."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.rules import cannot_change
from kernel.forms import run
from schools.calendar import local_day
from socialmedia import services
from socialmedia.access import power_for
from socialmedia.drafts import draft_key
from socialmedia.forms import (
    AskLegalForm,
    OutcomeForm,
    TakeForm,
)
from socialmedia.models import ConcernStep
from socialmedia.rules import concern as rules
from socialmedia.selectors.steps import facts_of, parents_of, step_page, talks_of
from socialmedia.states import StepKind
from socialmedia.steps import cannot_take, needs_reason, why_skip
from socialmedia.views.shared import METHODS, find, show_form

ASK_AFTER = timedelta(days=7)


def find_step(request, reference, pk):
    """The step, for whoever works on its case; a legal one, for whoever takes legal steps."""
    rows = ConcernStep.objects.visible_to(request.user).with_people()
    found = get_object_or_404(rows, concern__case__reference=reference, pk=pk)
    require(request.user, power_for(found.kind), found.case)
    if request.method != "POST":
        note_reading(row=found, by=request.user)
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
        thing=found.thing,
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
    return show_form(request, found, form, "online_take", "take", found.thing.label(chosen), reason, **more)


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
