"""The record of a meeting: its topics, what is to be done, what the parties say, its issue."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from cases.access import reach, require
from cases.rules import cannot_change
from cases.selectors import others_writing
from kernel.forms import run
from meetings import recording, services
from meetings.access import reads_draft, writes
from meetings.forms.record import ActionForm, CommentForm, DoneForm, GivenForm, TopicForm
from meetings.keys import draft_key
from meetings.models import Action
from meetings.selectors.record import gets_it_otherwise, record_page, told_of
from meetings.states import Topic
from meetings.views.shared import METHODS, find, form_for, show_form, status_of
from schools.calendar import local_day


@require_safe
def record(request, reference, pk):
    """The record as it reads now, with what is left to do; for an attendee once it was sent to them."""
    found = find(request, reference, pk, rule=None)
    return render(request, "meetings/record.html", {"page": record_page(found, request.user)})


@require_safe
def draft(request, reference, pk):
    """The draft alone, to be printed for whoever has no account and gets no letter."""
    found = find(request, reference, pk, rule=None)
    page = record_page(found, request.user)
    if page.content is None:
        raise Http404
    return render(request, "meetings/draft.html", {"page": page})


@require_http_methods(METHODS)
def write(request, reference, pk, topic):
    """One topic of the record."""
    if topic not in Topic.values:
        raise Http404
    found, topic = find(request, reference, pk, rule=writes), Topic(topic)
    key, text = draft_key("meeting_record", found, topic.value), told_of(found).text
    initial = {"text": getattr(text, topic.value, ""), "revision": text.revision if text is not None else 0}
    form = form_for(request, TopicForm, key, topic=topic, initial=initial)
    if form.is_bound and run(form, services.write_topic, meeting=found, topic=topic, by=request.user):
        messages.success(request, "Kept.")
        return redirect("meetings:record", reference, pk)
    more = {"topic": topic, "others": others_writing(key, request.user)}
    if form.is_stale:
        kept = told_of(found).text
        more |= {"theirs": getattr(kept, topic.value, ""), "revision_now": kept.revision if kept else 0}
    reason = cannot_change(found.case) or recording.cannot_write(found)
    return show_form(request, "write", found, form, key, reason, **more)


@require_http_methods(METHODS)
def action_add(request, reference, pk):
    """Something that somebody is to do."""
    found = find(request, reference, pk, rule=writes)
    key = draft_key("meeting_action", found)
    form = form_for(request, ActionForm, key, people=told_of(found).parties)
    if form.is_bound and run(form, services.name_action, meeting=found, by=request.user):
        messages.success(request, "Noted.")
        return redirect("meetings:record", reference, pk)
    reason = cannot_change(found.case) or recording.cannot_add_action(found)
    return show_form(request, "action_add", found, form, key, reason)


@require_POST
def action_remove(request, reference, pk, action_pk):
    found = find(request, reference, pk, rule=writes)
    rows = Action.objects.visible_to(request.user).select_related("meeting__case")
    services.remove_action(action=get_object_or_404(rows, meeting=found, pk=action_pk), by=request.user)
    messages.success(request, "Taken out.")
    return redirect("meetings:record", reference, pk)


@require_POST
def share(request, reference, pk):
    """Send the draft to everybody who was there."""
    found = find(request, reference, pk, rule=writes)
    services.share_record(meeting=found, by=request.user)
    told = "give it to each parent now." if found.is_mediated else "write to each parent now."
    messages.success(request, f"Sent for comment. Colleagues are told; {told}")
    return redirect("meetings:record", reference, pk)


@require_http_methods(METHODS)
def comment(request, reference, pk):
    """What somebody says to the draft: noted for them, or said by an attendee with an account."""
    found = find(request, reference, pk, rule=None)
    works = writes(request.user, found)
    told = told_of(found)
    own = None if works else next((one for one in told.parties if one.user_id == request.user.pk), None)
    if not works and (own is None or not reads_draft(request.user, found, own)):
        raise PermissionDenied
    key = draft_key("meeting_comment", found)
    form = form_for(request, CommentForm, key, parties=told.parties, own=own)
    if form.is_bound and run(form, services.note_comment, meeting=found, by=request.user):
        messages.success(request, "Noted.")
        return redirect("meetings:record", reference, pk)
    reason = cannot_change(found.case) or recording.cannot_comment(found, told.text)
    return show_form(request, "comment", found, form, key, reason, sees_file=works)


@require_http_methods(METHODS)
def draft_given(request, reference, pk):
    """Somebody without letter or account was given the draft."""
    found = find(request, reference, pk, rule=writes)
    told, key = told_of(found), draft_key("meeting_given", found)
    parties = [one for one in told.waiting if not gets_it_otherwise(one)]
    form = form_for(request, GivenForm, key, parties=parties, initial={"given_on": local_day(timezone.now())})
    if form.is_bound and run(form, services.note_draft_given, meeting=found, by=request.user):
        messages.success(request, "Noted. Their five working days have begun.")
        return redirect("meetings:record", reference, pk)
    nobody = None if parties else "Everybody gets the draft by letter or message, or agrees already."
    reason = cannot_change(found.case) or recording.cannot_comment(found, told.text) or nobody
    return show_form(request, "draft_given", found, form, key, reason)


@require_POST
def issue(request, reference, pk):
    found = find(request, reference, pk, rule=writes)
    made = services.issue_meeting_record(meeting=found, by=request.user)
    messages.success(request, "The record is issued. Let everybody who was there sign it.")
    return redirect(made)


@require_http_methods(METHODS)
def action(request, reference, pk):
    """Something that was agreed: it is done, and how."""
    rows = Action.objects.visible_to(request.user).select_related("meeting__case", "user", "done_by")
    found = get_object_or_404(rows, meeting__case__reference=reference, pk=pk)
    if found.user_id != request.user.pk:
        require(request.user, "work_case", found.case)
    if request.method != "POST":
        note_reading(row=found.meeting, by=request.user)
    key = f"meeting_done:{reference}:{pk}"
    form = form_for(request, DoneForm, key)
    if form.is_bound and run(form, services.finish_action, action=found, by=request.user):
        messages.success(request, "Noted that it is done.")
        return redirect(found)
    context = {"action": found, "form": form, "draft_key": key, "sees_file": reach(request.user).sees(found.case)}
    return render(request, "meetings/action.html", context, status=status_of(form))
