"""A suspension goes on, ends by itself, or holds for every site of the trust."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.access import require
from kernel.forms import run
from suspensions import rules, services
from suspensions.access import require_decider
from suspensions.forms import AskTrustWideForm, ExtendForm, LetEndForm, TrustWideForm
from suspensions.selectors.deciding import extending, is_decision_owed, trust_wide_asked_at
from suspensions.selectors.standing import next_after
from suspensions.states import SuspensionState
from suspensions.views.suspension import FORM_METHODS, find, form_of, show_form


@require_http_methods(FORM_METHODS)
def extend(request, reference, pk):
    suspension = find(request, reference, pk)
    require_decider(request.user, suspension)
    form = form_of(request, ExtendForm, "extend", suspension, is_upheld=suspension.state == SuspensionState.UPHELD)
    if request.method == "POST" and run(form, services.extend_site_suspension, suspension=suspension, by=request.user):
        messages.success(request, "Extended. The office has been told. Now tell the person today, and in writing.")
        return redirect(suspension)
    reason = rules.cannot_extend(suspension, timezone.now(), following=next_after(suspension))
    return show_form(request, "extend", suspension, form, reason, extending=extending(suspension, request.user))


@require_http_methods(FORM_METHODS)
def let_end(request, reference, pk):
    suspension = find(request, reference, pk)
    require_decider(request.user, suspension)
    form = form_of(request, LetEndForm, "let_end", suspension)
    if request.method == "POST" and run(form, services.let_end, suspension=suspension, by=request.user):
        messages.success(request, "Noted: it ends by itself. You can still extend it until then.")
        return redirect(suspension)
    reason = rules.cannot_let_end(suspension, timezone.now(), is_owed=is_decision_owed(suspension))
    return show_form(request, "let_end", suspension, form, reason)


@require_http_methods(FORM_METHODS)
def trust_wide(request, reference, pk):
    suspension = find(request, reference, pk)
    require(request.user, "suspend_trust_wide", suspension.case)
    form = form_of(request, TrustWideForm, "trust_wide", suspension, {"grounds": suspension.grounds})
    if request.method == "POST" and run(form, services.suspend_trust_wide, suspension=suspension, by=request.user):
        messages.success(request, "Suspended from every site. Every site has been told. Now the person must be told.")
        return redirect(form.result or suspension)
    reason = rules.cannot_go_trust_wide(suspension, timezone.now())
    return show_form(request, "trust_wide", suspension, form, reason, extending=extending(suspension, request.user))


@require_http_methods(FORM_METHODS)
def ask_trust_wide(request, reference, pk):
    suspension = find(request, reference, pk)
    require(request.user, "suspend", suspension.case)
    form = form_of(request, AskTrustWideForm, "ask_trust_wide", suspension)
    if request.method == "POST" and run(form, services.ask_for_trust_wide, suspension=suspension, by=request.user):
        messages.success(request, "Asked. You see on this page when it was decided.")
        return redirect(suspension)
    reason = rules.cannot_ask_trust_wide(suspension, trust_wide_asked_at(suspension), timezone.now())
    return show_form(request, "ask_trust_wide", suspension, form, reason, extending=extending(suspension, request.user))
