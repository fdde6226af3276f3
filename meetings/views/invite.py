"""A suspension was not upheld: is the parent invited to an interview?"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.access import require
from kernel.forms import run
from meetings import services
from meetings.forms.invite import NotInvitedForm
from meetings.keys import invite_key
from meetings.selectors.invite import invite_page
from meetings.views.shared import METHODS, form_for, status_of
from suspensions.models import SiteSuspension


@require_http_methods(METHODS)
def invite(request, reference, pk):
    """Arrange the interview, or say why there is none."""
    rows = SiteSuspension.objects.visible_to(request.user).select_related("case__school", "person__merged_into")
    found = get_object_or_404(rows, case__reference=reference, pk=pk)
    require(request.user, "review", found.case)
    key = invite_key(found)
    form = form_for(request, NotInvitedForm, key)
    if form.is_bound and run(form, services.leave_uninvited, suspension=found, by=request.user):
        messages.success(request, "Noted why they are not invited.")
        return redirect(found.case)
    if request.method != "POST":
        note_reading(row=found, by=request.user)
    context = {"page": invite_page(found), "form": form, "draft_key": key}
    return render(request, "meetings/invite.html", context, status=status_of(form))
