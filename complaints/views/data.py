"""A complaint is about personal data, or a point of it is: it goes to whoever deals with that."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from complaints import services
from complaints.forms.complaint import HandOnForm, SplitForm
from complaints.rules import cannot_hand_to_lead, cannot_split
from complaints.selectors.page import answered_stages, open_points, points_to_hand_on, who_deals
from complaints.views.complaint import FORM_METHODS, handled, show_form
from kernel.forms import run


@require_http_methods(FORM_METHODS)
def hand_on(request, reference):
    """All of it is about personal data."""
    found = handled(request, reference)
    form = HandOnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, services.hand_to_data_lead, complaint=found, by=request.user):
        messages.success(request, f"Handed on. {who_deals(found, request.user)}")
        return redirect(found)
    reason = cannot_hand_to_lead(found, answered_stages(found))
    return show_form(request, found, form, "complaint_data", "data", reason)


@require_http_methods(FORM_METHODS)
def split(request, reference):
    """Some points are about personal data: they go on as a complaint of their own."""
    found = handled(request, reference)
    form = SplitForm(request.POST if request.method == "POST" else None, points=points_to_hand_on(found))
    if request.method == "POST" and run(form, services.hand_on_points, complaint=found, by=request.user):
        told = who_deals(form.result, request.user) if form.result is not None else ""
        messages.success(request, f"Handed on. The points have a case of their own. {told}".strip())
        return redirect(found)
    reason = cannot_split(found, answered_stages(found), open_points(found))
    return show_form(request, found, form, "complaint_split", "split", reason)
