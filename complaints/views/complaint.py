"""The register of complaints, a complaint's own page, its points, and whom it is about."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from cases.keeping import restore
from cases.rules import cannot_change
from complaints import services
from complaints.access import require_handles, require_withdraws
from complaints.drafts import draft_key
from complaints.forms.complaint import AboutForm, PointForm, ReasonForm, RegisterForm
from complaints.models import Complaint, Point
from complaints.rules import cannot_change_points, cannot_take_back
from complaints.selectors import register as registers
from complaints.selectors.letter_page import crumbs_of
from complaints.selectors.page import complaint_page, written_down
from complaints.selectors.people import colleagues_of
from complaints.views.panel import find_panel
from kernel.forms import run

FORM_METHODS = ["GET", "HEAD", "POST"]


def find(request, reference):
    """The complaint, for whoever sees the file of its case. Who looked is noted."""
    rows = Complaint.objects.visible_to(request.user).with_people()
    found = get_object_or_404(rows, case__reference=reference)
    if request.method != "POST":
        note_reading(row=found, by=request.user)
    return found


def handled(request, reference):
    """The same for whoever deals with it."""
    found = find(request, reference)
    require_handles(request.user, found)
    return found


def handed(request, reference):
    """The complaint for whoever deals with it, by the file or with the panel on it."""
    if Complaint.objects.visible_to(request.user).filter(case__reference=reference).exists():
        found = find(request, reference)
    else:
        found = find_panel(request, reference)
    require_withdraws(request.user, found)
    return found


@require_safe
def register(request):
    registers.require_some(request.user)
    shown, before = request.GET.get("shown", ""), request.GET.get("before", "")
    place = int(before) if before.isascii() and before.isdecimal() and len(before) < 18 else None
    filters = RegisterForm(request.GET, schools=registers.schools_to_read(request.user))
    chosen = filters.cleaned_data if filters.is_valid() else {}
    page = registers.register(request.user, shown, place, **{name: value or None for name, value in chosen.items()})
    older = request.GET.copy()
    older["before"] = page.older or ""
    context = {
        "page": page,
        "shown": shown if shown in registers.SHOWN else "",
        "choices": registers.SHOWN,
        "filters": filters,
        "is_narrowed": any(chosen.values()),
        "older": older.urlencode(),
    }
    return render(request, "complaints/register.html", context, status=422 if filters.errors else 200)


@require_safe
def show(request, reference):
    found = find(request, reference)
    return render(request, "complaints/complaint.html", {"page": complaint_page(found, request.user)})


@require_http_methods(FORM_METHODS)
def points(request, reference):
    """Write down one more thing that is complained of."""
    found = handled(request, reference)
    form = PointForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, services.add_point, complaint=found, by=request.user):
        messages.success(request, "Written down. Add another, or go back to the complaint.")
        return redirect("complaints:points", reference)
    reason = cannot_change_points(found)
    return show_form(request, found, form, "complaint_points", "points", reason, before=written_down(found))


@require_http_methods(FORM_METHODS)
def point_back(request, reference, pk):
    found = handled(request, reference)
    point = get_object_or_404(Point.objects.visible_to(request.user), complaint=found, pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, services.take_back_point, point=point, by=request.user):
        messages.success(request, "Taken back. The history keeps it.")
        return redirect(found)
    reason = cannot_change_points(found) or cannot_take_back(found.points.all(), point)
    context = {"complaint": found, "crumbs": crumbs_of(found), "form": form, "reason": reason, "point": point}
    return render(request, "complaints/point_back.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def about(request, reference):
    """Say that it is about a colleague."""
    found = handled(request, reference)
    colleagues = colleagues_of([found.case.school])
    form = AboutForm(request.POST if request.method == "POST" else None, colleagues=colleagues)
    if request.method == "POST" and run(form, services.name_about, complaint=found, by=request.user):
        messages.success(request, "Noted. They see nothing of this complaint from now on.")
        return redirect(found)
    return show_form(request, found, form, "complaint_about", "about", cannot_change(found.case))


# What each form is called in the way back.
HERE = {
    "points": "Add a point",
    "about": "About a colleague",
    "decide": "Decide",
    "further": "They take it further",
    "action": "What was done",
    "withdraw": "They withdraw it",
    "data": "It is about personal data",
    "split": "A point is about personal data",
}


def show_form(request, complaint, form, key, template, reason, **more):
    """A form about a complaint with what was typed before; 422 where it was refused."""
    kept = draft_key(key, complaint.case)
    if not form.is_bound and (typed := restore(request.user, kept)):
        form.show_typed(typed)
    context = {
        "complaint": complaint,
        "crumbs": crumbs_of(complaint),
        "here": HERE[template],
        "form": form,
        "reason": reason,
        "draft_key": kept,
        **more,
    }
    return render(request, f"complaints/{template}.html", context, status=422 if form.is_bound else 200)
