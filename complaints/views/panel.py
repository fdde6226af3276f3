"""The panel on a complaint: for the clerk who arranges it, for its members until it is over, for whoever sees the file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from cases.access import reach
from cases.keeping import restore
from complaints import rules, services
from complaints.access import BOARD, require_runs_panel
from complaints.drafts import ASKED_KEY, draft_key
from complaints.forms.complaint import AskedForm, ReasonForm
from complaints.forms.panel import (
    MemberForm,
    PanelFoundForm,
    PanelMeetingForm,
    PanelMetForm,
    PanelOffForm,
    PanelPapersForm,
)
from complaints.models import Complaint, PanelMeeting, PanelMember
from complaints.selectors.letter import LetterKey
from complaints.selectors.page import open_points
from complaints.selectors.panel import crumbs_of_panel, mind_of_meeting, panel_list, panel_page, standing_meeting
from complaints.selectors.panel_members import members_of, seats, why_not_read
from complaints.states import About, Stage
from kernel.components import Link
from kernel.forms import run
from kernel.text import whole_number
from schools.access import powers, require_at
from schools.calendar import local_day

FORM_METHODS = ["GET", "HEAD", "POST"]


def find_panel(request, reference):
    """The complaint as it was handed to its panel. Who looked is noted."""
    rows = Complaint.objects.handed_to_panel(request.user).with_people()
    found = get_object_or_404(rows, case__reference=reference)
    if request.method != "POST":
        note_reading(row=found, by=request.user)
    return found


def run_panel(request, reference):
    """The same for whoever arranges it."""
    found = find_panel(request, reference)
    require_runs_panel(request.user, found)
    return found


@require_safe
def panels(request):
    """The panels this user arranges, sits on, or sees with the file."""
    lines = panel_list(request.user, whole_number(request.GET.get("before")))
    if not (lines.lines or powers(request.user).includes(BOARD) or reach(request.user).sees_some):
        raise PermissionDenied
    context = {"page": lines, "arranges": powers(request.user).includes(BOARD)}
    return render(request, "complaints/panels.html", context)


@require_http_methods(FORM_METHODS)
def asked(request):
    """The complainant writes to the clerk, as the formal answer says. The clerk sees no file, and asks nobody for it."""
    require_at(request.user, BOARD)
    form = AskedForm(
        request.POST if request.method == "POST" else None, initial={"asked_on": local_day(timezone.now())}
    )
    if request.method == "POST" and run(form, services.ask_for_panel, by=request.user):
        messages.success(request, "Noted. Write to them that you have it, and name who is to hear them.")
        return redirect(form.result.complaint.panel_url if form.result else "complaints:panels")
    if not form.is_bound and (typed := restore(request.user, ASKED_KEY)):
        form.show_typed(typed)
    context = {"form": form, "crumbs": (Link("Panels", reverse("complaints:panels")),), "draft_key": ASKED_KEY}
    return render(request, "complaints/panel_asked.html", context, status=422 if form.is_bound else 200)


@require_safe
def panel(request, reference):
    """The panel; a member who has come to have to do with it reads why they see nothing of it any more."""
    found = find_panel(request, reference)
    if reason := why_not_read(found, request.user):
        return render(request, "403.html", {"reason": reason}, status=403)
    return render(request, "complaints/panel.html", {"page": panel_page(found, request.user)})


@require_http_methods(FORM_METHODS)
def member(request, reference):
    """Somebody who sits on it; who may not is shown with the reason."""
    found = run_panel(request, reference)
    known = seats(found)
    form = _form(request, MemberForm, "panel_member", found, free=known.free)
    if request.method == "POST" and run(form, services.name_member, complaint=found, by=request.user):
        messages.success(request, "Named. Name the next, or say when the panel meets.")
        return redirect(found.panel_url)
    return _show(request, "panel_member", found, form, "Name a member", rules.cannot_panel(found), seats=known)


@require_http_methods(FORM_METHODS)
def leaves(request, reference, pk):
    found = run_panel(request, reference)
    rows = PanelMember.objects.handed_to_panel(request.user).select_related("complaint__case__school", "user")
    row = get_object_or_404(rows, complaint=found, pk=pk)
    form = _form(request, ReasonForm, "panel_leaves", found, pk)
    if request.method == "POST" and run(form, services.stand_down_member, member=row, by=request.user):
        messages.success(request, "Noted. From now on they see nothing of it.")
        return redirect(found.panel_url)
    standing = standing_meeting(found)
    met = standing if standing is not None and standing.met_at is not None else None
    reason = rules.cannot_panel(found) or rules.cannot_stand_down(row, met)
    return _show(request, "panel_leaves", found, form, "Take off the panel", reason, pk, member=row)


@require_http_methods(FORM_METHODS)
def meeting(request, reference):
    """When and where it meets."""
    found = run_panel(request, reference)
    form = _form(request, PanelMeetingForm, "panel_meeting", found)
    if request.method == "POST" and run(form, services.arrange_panel, complaint=found, by=request.user):
        messages.success(request, "Arranged. The members have been told. Now write the invitation.")
        if form.result is None:
            return redirect(found.panel_url)
        if mind := mind_of_meeting(form.result):
            messages.warning(request, mind)
        return redirect("complaints:letter", reference, LetterKey(About.INVITED, str(form.result.pk)))
    reason = rules.cannot_arrange_panel(found, members_of(found), standing_meeting(found))
    return _show(request, "panel_meeting", found, form, "Say when it meets", reason)


@require_http_methods(FORM_METHODS)
def papers(request, reference, pk):
    """What everybody was sent to read."""
    found, row = _meeting(request, reference, pk)
    initial = {"papers": row.papers, "papers_on": row.papers_on or local_day(timezone.now())}
    form = _form(request, PanelPapersForm, "panel_papers", found, pk, initial=initial)
    if request.method == "POST" and run(form, services.send_panel_papers, meeting=row, by=request.user):
        messages.success(request, "Noted.")
        return redirect(found.panel_url)
    return _show(request, "panel_papers", found, form, "Papers", rules.cannot_change_panel(found, row), pk)


@require_http_methods(FORM_METHODS)
def off(request, reference, pk):
    """It does not meet on its day."""
    found, row = _meeting(request, reference, pk)
    form = _form(request, PanelOffForm, "panel_off", found, pk)
    if request.method == "POST" and run(form, services.call_off_panel, meeting=row, by=request.user):
        messages.success(request, "Put off. The members have been told. Now write to the complainant.")
        return redirect("complaints:letter", reference, LetterKey(About.OFF, str(row.pk)))
    return _show(request, "panel_off", found, form, "Put it off", rules.cannot_change_panel(found, row), pk)


@require_http_methods(FORM_METHODS)
def met(request, reference, pk):
    """It has met: who sat on it, whether the complainant came."""
    found, row = _meeting(request, reference, pk)
    form = _form(request, PanelMetForm, "panel_met", found, pk, members=members_of(found))
    if request.method == "POST" and run(form, services.hold_panel, meeting=row, by=request.user):
        messages.success(request, "Noted. Now write down what the panel found.")
        return redirect("complaints:panel_found", reference)
    reason = rules.cannot_change_panel(found, row) or rules.cannot_have_met(row, timezone.now())
    return _show(request, "panel_met", found, form, "It has met", reason, pk)


@require_http_methods(FORM_METHODS)
def found(request, reference):
    """What it found of each point, and what it recommends."""
    complaint = run_panel(request, reference)
    form = _form(request, PanelFoundForm, "panel_found", complaint, points=open_points(complaint))
    if request.method == "POST" and run(form, services.note_panel_findings, complaint=complaint, by=request.user):
        messages.success(request, "Noted. Now write it to the complainant, who waits for it.")
        return redirect("complaints:letter", reference, LetterKey(About.OUTCOME, Stage.PANEL.value))
    standing = standing_meeting(complaint)
    reason = rules.cannot_find(complaint, standing if standing is not None and standing.met_at is not None else None)
    return _show(request, "panel_found", complaint, form, "What it found", reason)


# --- What they share ----------------------------------------------------------------------------------------------
def _meeting(request, reference, pk):
    found = run_panel(request, reference)
    rows = PanelMeeting.objects.handed_to_panel(request.user).select_related("complaint__case__school")
    return found, get_object_or_404(rows, complaint=found, pk=pk)


def _form(request, form_class, name, complaint, *more, initial=None, **facts):
    """The form as it was sent; else as it was left half typed; else new."""
    if request.method == "POST":
        return form_class(request.POST, **facts)
    form = form_class(initial=initial, **facts)
    typed = restore(request.user, draft_key(name, complaint.case, *more))
    return form.show_typed(typed) if typed else form


def _show(request, name, complaint, form, here, reason, *more, **context):
    """The page of a form about a panel; 422 where it was refused."""
    context |= {
        "complaint": complaint,
        "crumbs": crumbs_of_panel(complaint),
        "back": Link("Back to the panel", complaint.panel_url),
        "here": here,
        "form": form,
        "reason": reason,
        "draft_key": draft_key(name, complaint.case, *more),
    }
    return render(request, f"complaints/{name}.html", context, status=422 if form.is_bound else 200)
