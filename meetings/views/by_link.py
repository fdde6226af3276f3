"""The draft of a record for somebody without an account: the link is sent, the code opens it, it is read and answered."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.system import system_user
from cases.access import reach
from cases.doorway import Doorway
from cases.links import in_groups, mark_of
from cases.states import LinkPurpose
from kernel.forms import run
from meetings import recording, services
from meetings.access import writes
from meetings.forms.record import AnswerForm, DraftLinkForm, LinkCodeForm
from meetings.selectors import by_link as selectors
from meetings.selectors.people import name_of
from meetings.selectors.record import gets_it_otherwise, told_of
from meetings.views.shared import METHODS, find, status_of

DOOR = Doorway(
    purpose=LinkPurpose.DRAFT,
    inside="meetings:own_draft",
    title="Read a draft",
    asks="asks you to read the draft of a record and to say whether it is right. Type your code to read it.",
    find=selectors.of_link,
    code_form=LinkCodeForm,
    typed=("text",),
)


# --- Sending it ---------------------------------------------------------------------------------------------------
@require_http_methods(METHODS)
def draft_link(request, reference, pk, attendee_pk):
    """Send somebody a link to the draft; its code is shown this once."""
    found = find(request, reference, pk, rule=writes)
    told = told_of(found)
    row = next((one for one in told.parties if one.pk == attendee_pk), None)
    if row is None:
        raise Http404
    known = selectors.known_address(row, sees_file=reach(request.user).sees(found.case))
    form = DraftLinkForm(request.POST) if request.method == "POST" else DraftLinkForm(initial=known)
    sent = {"meeting": found, "attendee": row, "by": request.user}
    if form.is_bound and run(form, services.send_draft_link, **sent):
        if form.result is None:
            return redirect("meetings:record", reference, pk)
        given = {"code": in_groups(form.result.code), "link": form.result.link, "name": name_of(row)}
        return render(request, "meetings/draft_code.html", {"meeting": found, **given})
    reason = recording.cannot_send_link(row, told.text, gets_otherwise=gets_it_otherwise(row))
    context = {"meeting": found, "name": name_of(row), "form": form, "reason": reason}
    return render(request, "meetings/draft_link.html", context, status=status_of(form))


# --- At home ------------------------------------------------------------------------------------------------------
@csrf_exempt
@login_not_required
@require_http_methods(METHODS)
def own_door(request, token):
    return DOOR.enter(request, token)


@login_not_required
@require_http_methods(METHODS)
@DOOR.for_visit
def own_draft(request, link, attendee):
    """Read the draft and say whether it is right. That it was read is noted, once."""
    if link.used_at is not None:
        return redirect("meetings:own_thanks")
    page, machine = selectors.draft_at_home(attendee), system_user()
    if not page.is_noted:
        services.note_draft_read(attendee=attendee, by=machine)
    form = AnswerForm(request.POST, own=attendee) if request.method == "POST" else AnswerForm(own=attendee)
    if form.is_bound and run(form, services.comment_by_link, link=link, by=machine):
        return redirect("meetings:own_thanks")
    context = {"page": page, "form": form, "visit": mark_of(link)}
    return render(request, "meetings/own_draft.html", context, status=status_of(form))


@login_not_required
@require_safe
@DOOR.for_visit
def own_thanks(request, link, attendee):
    if link.used_at is None:
        return redirect("meetings:own_draft")
    return render(request, "meetings/own_thanks.html", {"page": selectors.draft_at_home(attendee)})


@login_not_required
@require_POST
def own_stop(request):
    """Leave it for now: the link opens again with the code."""
    return DOOR.leave(request)
