"""Suspending somebody from site for what they posted."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from desk.forms.online import SuspendForPostForm
from desk.selectors.suspend import who_was_told
from desk.services.online import DRAFT_KEY, suspend_for_post
from kernel.forms import run
from socialmedia.models import OnlineConcern
from socialmedia.selectors.crumbs import crumbs_of
from socialmedia.selectors.steps import facts_of
from socialmedia.states import StepKind
from socialmedia.steps import cannot_take, needs_reason, why_skip


@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request, reference, pk):
    rows = OnlineConcern.objects.visible_to(request.user).with_people()
    concern = get_object_or_404(rows, case__reference=reference, pk=pk)
    require(request.user, "suspend", concern.case)
    if request.method != "POST":
        note_reading(row=concern, by=request.user)
    facts = facts_of(concern, request.user)
    form = SuspendForPostForm(
        request.POST if request.method == "POST" else None,
        asks_why=needs_reason(StepKind.SUSPENSION, facts),
        initial={"skips_why": why_skip(facts)},
    )
    if form.is_bound and run(form, suspend_for_post, concern=concern, by=request.user):
        messages.success(request, f"Suspended for the rest of today. {who_was_told(concern.case, request.user)}")
        return redirect(form.result)
    key = DRAFT_KEY.format(reference=reference, pk=pk)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {
        "concern": concern,
        "form": form,
        "draft_key": key,
        "crumbs": crumbs_of(concern),
        "reason": cannot_take(StepKind.SUSPENSION, facts, skips_why="-"),
    }
    return render(request, "desk/suspend_online.html", context, status=422 if form.is_bound else 200)
