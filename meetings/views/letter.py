"""The letter to a parent about a meeting: preview, issue, how it went, and again where it never came."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from kernel.forms import run
from kernel.text import whole_number
from meetings import services
from meetings.forms.letter import LetterForm, LostForm, SentForm
from meetings.keys import lost_key
from meetings.models import Attendee
from meetings.selectors.letter import letter_page, lost_page
from meetings.views.shared import METHODS, form_for, status_of
from schools.calendar import local_day
from suspensions.selectors.reaching import reachable


def find(request, reference, key):
    """The parent to whom a letter goes, for whoever works on the case. `key` names the meeting and the parent."""
    meeting, _, attendee = key.partition("-")
    rows = Attendee.objects.visible_to(request.user).to_write_to()
    found = get_object_or_404(
        rows, meeting__case__reference=reference, meeting=whole_number(meeting), pk=whole_number(attendee)
    )
    require(request.user, "work_case", found.meeting.case)
    if request.method != "POST":
        note_reading(row=found.meeting, by=request.user)
    return found


@require_http_methods(METHODS)
def letter(request, reference, key):
    attendee = find(request, reference, key)
    form, shown = _letter(request, attendee)
    if request.POST.get("do") == "issue" and run(form, services.issue_letter, attendee=attendee, by=request.user):
        messages.success(request, "Letter issued. Print it from the record, and hand it over or post it today.")
        return redirect(form.result)
    return _show(request, form, shown, status=422 if form.is_bound and form.errors else 200)


@require_POST
def sent(request, reference, key):
    attendee = find(request, reference, key)
    form = SentForm(request.POST, auto_id="sent_%s", reachable=reachable(attendee.person))
    if run(form, services.log_letter_sent, attendee=attendee, by=request.user):
        messages.success(request, "Logged how the letter went.")
        return redirect(attendee.meeting)
    letter_form, shown = _letter(request, attendee, is_posted=False)
    return _show(request, letter_form, shown, sent_form=form, status=422)


@require_http_methods(METHODS)
def lost(request, reference, key, copy_pk):
    """A letter never came: it goes again, or it is due anew."""
    attendee = find(request, reference, key)
    page = lost_page(attendee, copy_pk)
    if page is None:
        raise Http404
    known = {"reachable": page.reachable, "goes_again": page.goes_again, "deemed": page.deemed}
    draft_key = lost_key(attendee, page.copy)
    form = form_for(request, LostForm, draft_key, **known)
    if form.is_bound and run(form, services.send_letter_again, attendee=attendee, copy=page.copy, by=request.user):
        messages.success(request, "Noted that it never came.")
        return redirect(page.back)
    context = {"page": page, "form": form, "draft_key": draft_key, "reason": page.reason}
    return render(request, "meetings/letter_lost.html", context, status=status_of(form))


def _letter(request, attendee, is_posted=True):
    """The form, and the letter as it reads with what was typed: now, before in a draft, or not at all."""
    posted = request.POST if request.method == "POST" and is_posted else None
    key = f"meeting_letter:{attendee.meeting.case.reference}:{attendee.meeting_id}-{attendee.pk}"
    typed = posted if posted is not None else restore(request.user, key) or QueryDict()
    shown = letter_page(attendee, typed)
    form = LetterForm(
        posted,
        reachable=shown.reachable,
        gives_away=bool(shown.gives_away),
        deemed=shown.deemed,
        is_again=shown.issued is not None,
    )
    return (form.show_typed(typed) if typed and posted is None else form), shown


def _show(request, form, shown, *, sent_form=None, status=200):
    initial = {"address": shown.reachable.address, "sent_on": local_day(timezone.now())}
    sent_form = sent_form or SentForm(auto_id="sent_%s", initial=initial, reachable=shown.reachable)
    context = {
        "page": shown,
        "form": form,
        "forms": [sent_form],
        "sent_form": sent_form,
        "draft_key": f"meeting_letter:{shown.meeting.case.reference}:{shown.key}",
    }
    return render(request, "meetings/letter.html", context, status=status)
