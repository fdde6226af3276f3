"""A complaint is decided on, goes further, or is withdrawn."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.access import sees
from complaints import services
from complaints.forms.complaint import ActionForm, DecideForm, FurtherForm, WithdrawForm
from complaints.rules import cannot_decide, cannot_go_further, cannot_note_action, cannot_withdraw
from complaints.selectors.independence import why_not_decide
from complaints.selectors.letter import LetterKey
from complaints.selectors.page import answered_stages, came_before, open_points, until_of, who_deals
from complaints.states import About, Further
from complaints.views.complaint import FORM_METHODS, handed, handled, show_form
from kernel.forms import run
from schools.calendar import local_day


@require_http_methods(FORM_METHODS)
def decide(request, reference):
    """What is found of each point. The answer in writing comes after it."""
    found = handled(request, reference)
    points = open_points(found)
    form = DecideForm(request.POST if request.method == "POST" else None, points=points)
    if request.method == "POST" and run(form, services.decide_complaint, complaint=found, by=request.user):
        messages.success(request, "Decided. Now write the answer: the complainant waits for it.")
        return redirect("complaints:letter", reference, LetterKey(About.OUTCOME, form.result.answers))
    reason = cannot_decide(found, points, why_not_decide(found, request.user))
    return show_form(request, found, form, "complaint_decide", "decide", reason, before=came_before(found))


@require_POST
def hand_over(request, reference):
    """The CEO came to have to do with it: the Chair decides."""
    found = handled(request, reference)
    services.hand_to_chair(complaint=found, by=request.user)
    messages.success(request, "Handed over. The Chair is told, and decides on it.")
    return redirect("complaints:complaint", reference)


@require_http_methods(FORM_METHODS)
def further(request, reference):
    """The complainant asks for the next stage: the formal one, or a panel."""
    found = handled(request, reference)
    initial = {"asked_on": local_day(timezone.now())}
    form = FurtherForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and run(form, services.take_further, complaint=found, by=request.user):
        messages.success(request, f"Noted. {who_deals(found, request.user)}")
        return redirect(found)
    answered = answered_stages(found)
    more = {"until": until_of(found), "is_panel": Further.after(answered) == Further.PANEL}
    reason = cannot_go_further(found, answered)
    return show_form(request, found, form, "complaint_further", "further", reason, **more)


@require_http_methods(FORM_METHODS)
def action(request, reference):
    """What was done as a result of it, whenever that was."""
    found = handled(request, reference)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, services.note_action, complaint=found, by=request.user):
        messages.success(request, "Noted. It stands on the page of the complaint and in the register.")
        return redirect(found)
    return show_form(request, found, form, "complaint_action", "action", cannot_note_action(found))


@require_http_methods(FORM_METHODS)
def withdraw(request, reference):
    """They withdraw it: noted by whoever deals with it, or with the panel on it."""
    found = handed(request, reference)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, services.withdraw_complaint, complaint=found, by=request.user):
        messages.success(request, "Noted. Nothing on it is due any more.")
        is_seen = found.is_about_data or sees(request.user, found.case)
        return redirect(found if is_seen else found.panel_url)
    return show_form(request, found, form, "complaint_withdraw", "withdraw", cannot_withdraw(found))
