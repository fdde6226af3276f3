"""A meeting: arranged, shown, changed, called off; who else comes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from cases.access import may, require
from cases.models import Case
from cases.rules import cannot_change as cannot_change_case
from cases.selectors import colleagues_at
from kernel.forms import run
from kernel.text import whole_number
from meetings import rules, services
from meetings.forms.meeting import ArrangeForm, CancelForm, ChangeForm, WhoForm, plan_initial
from meetings.keys import draft_key
from meetings.selectors.page import cannot_move, meeting_page
from meetings.selectors.people import attendees_of, candidates, companion_of, invitable
from meetings.services.meeting import ARRANGE_KEY
from meetings.states import MeetingKind
from meetings.views.shared import METHODS, find, form_for, show_form, status_of

RETURN = "How to make a good start after the suspension, and what helps."


@require_http_methods(METHODS)
def arrange(request, reference):
    """A new meeting on a case."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, "work_case", case)
    key, guests = ARRANGE_KEY.format(reference=reference), invitable(case)
    known = {
        "people": guests.people,
        "companions": candidates(case, request.user),
        "is_decider": may(request.user, "review", case),
        "is_awaited": guests.back_after is not None,
    }
    form = form_for(request, ArrangeForm, key, initial=_asked_for(request, guests.people, known), **known)
    if form.is_bound and run(form, services.arrange_meeting, case=case, by=request.user):
        messages.success(request, "The meeting is arranged. Write to the parent now.")
        return redirect(form.result) if form.result else redirect(case)
    if request.method != "POST":
        note_reading(row=case, by=request.user)
    nobody = (
        None if guests.people else "Nobody is named in this case whom you could invite. Name them in the case first."
    )
    own_page = rules.ON_ITS_PAGE if guests.is_mediation else None
    context = {
        "case": case,
        "form": form,
        "draft_key": key,
        "reason": cannot_change_case(case) or own_page or nobody,
        "needs": guests.needs,
        **known,
    }
    return render(request, "meetings/arrange.html", context, status=status_of(form))


def _asked_for(request, people, known):
    """What the link to the page filled in: that somebody is invited to an interview."""
    pk = whole_number(request.GET.get("invite", ""))
    if request.GET.get("kind") == MeetingKind.REINTEGRATION and known["is_awaited"]:
        return {"kind": MeetingKind.REINTEGRATION.value, "about": RETURN}
    if not known["is_decider"] or pk not in {one.pk for one in people}:
        return {}
    return {"kind": MeetingKind.PARENT_INTERVIEW.value, "parents": [str(pk)]}


@require_safe
def show(request, reference, pk):
    found = find(request, reference, pk, rule=None)
    return render(request, "meetings/meeting.html", {"page": meeting_page(found, request.user)})


@require_http_methods(METHODS)
def change(request, reference, pk):
    """Another time, place or companion; a new day for one that was broken off or not attended."""
    found = find(request, reference, pk)
    key = draft_key("meeting_change", found)
    companions = None if found.is_mediated else candidates(found.case, request.user)
    known = {
        "companions": companions,
        "is_interview": found.is_interview,
        "initial": plan_initial(found, companion_of(found)),
    }
    form = form_for(request, ChangeForm, key, **known)
    if form.is_bound and run(form, services.change_meeting, meeting=found, by=request.user):
        messages.success(request, "The meeting is changed. Who comes is told; write to the parent if it is due.")
        return redirect(found)
    reason = cannot_change_case(found.case) or rules.cannot_change(found) or cannot_move(found, request.user)
    return show_form(request, "change", found, form, key, reason)


@require_http_methods(METHODS)
def cancel(request, reference, pk):
    found = find(request, reference, pk)
    key = draft_key("meeting_cancel", found)
    form = form_for(request, CancelForm, key)
    if form.is_bound and run(form, services.cancel_meeting, meeting=found, by=request.user):
        messages.success(request, "The meeting is called off. Tell the parent: a letter is due where one was sent.")
        return redirect(found)
    return show_form(request, "cancel", found, form, key, rules.cannot_cancel(found))


@require_http_methods(METHODS)
def who(request, reference, pk):
    """Somebody else comes."""
    found = find(request, reference, pk)
    key = draft_key("meeting_who", found)
    form = form_for(request, WhoForm, key, colleagues=colleagues_at(found.school))
    if form.is_bound and run(form, services.name_attendee, meeting=found, by=request.user):
        messages.success(request, "Noted.")
        return redirect(found)
    reason = cannot_change_case(found.case) or (
        None if found.is_arranged else "Only to a meeting that is still to come can somebody be added."
    )
    return show_form(request, "who", found, form, key, reason)


@require_POST
def not_coming(request, reference, pk, attendee_pk):
    found = find(request, reference, pk)
    attendee = get_object_or_404(attendees_of(found), pk=attendee_pk)
    services.remove_attendee(attendee=attendee, by=request.user)
    messages.success(request, "Noted.")
    return redirect(found)


@require_POST
def let_come(request, reference, pk):
    """A parent who was suspended after the meeting was arranged may come for it."""
    found = find(request, reference, pk)
    services.let_come(meeting=found, by=request.user)
    messages.success(request, "They may come for the meeting. The gate register shows it on the day.")
    return redirect(found)
