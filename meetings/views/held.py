"""What came of a meeting."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.rules import cannot_change
from kernel.forms import run
from meetings import rules, services
from meetings.forms.held import HeldForm
from meetings.forms.moments import day_and_time
from meetings.keys import draft_key
from meetings.selectors.people import attendees_of
from meetings.views.shared import METHODS, find, form_for, show_form


@require_http_methods(METHODS)
def held(request, reference, pk):
    """Who came and from when until when; or that it was broken off, or that the parent did not come."""
    found = find(request, reference, pk)
    key, moment = draft_key("meeting_held", found), day_and_time(found.starts_at)
    initial = {"on_day": moment["on_day"], "from_time": moment["at_time"]}
    known = {"people": attendees_of(found), "meeting": found, "initial": initial}
    form = form_for(request, HeldForm, key, **known)
    if form.is_bound and run(form, services.note_outcome, meeting=found, by=request.user):
        messages.success(request, "Noted what came of the meeting.")
        return redirect(found)
    reason = cannot_change(found.case) or rules.cannot_note(found, timezone.now())
    return show_form(request, "held", found, form, key, reason)
