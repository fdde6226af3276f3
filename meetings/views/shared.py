"""What the pages of a meeting do alike: find it, fill a form in, show it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from audit.services import note_reading
from cases.keeping import restore
from kernel.components import Link
from meetings.access import arranges
from meetings.models import Meeting
from meetings.selectors.crumbs import crumbs_of

HERE = {
    "change": "Change",
    "cancel": "Call off",
    "who": "Who comes",
    "held": "What came of it",
    "write": "Record",
    "action_add": "Action",
    "comment": "Comment",
    "draft_given": "Draft given",
}
METHODS = ["GET", "HEAD", "POST"]


def find(request, reference, pk, rule=arranges):
    """A meeting this user may see; denied where the rule does not hold (`meetings.access`). Who looked is noted."""
    rows = Meeting.objects.visible_to(request.user).with_people()
    found = get_object_or_404(rows, case__reference=reference, pk=pk)
    if rule is not None and not rule(request.user, found):
        raise PermissionDenied
    if request.method != "POST":
        note_reading(row=found, by=request.user)
    return found


def form_for(request, form_class, key, **known):
    """The form as it was sent; else as it was left half typed; else new."""
    if request.method == "POST":
        return form_class(request.POST, **known)
    form = form_class(**known)
    typed = restore(request.user, key)
    return form.show_typed(typed) if typed else form


def show_form(request, name, found, form, key, reason, *, sees_file=True, **more):
    context = {
        **more,
        "meeting": found,
        "form": form,
        "draft_key": key,
        "reason": reason,
        "crumbs": crumbs_of(found)
        if sees_file and not found.is_mediated
        else [Link("Meeting", found.get_absolute_url())],
        "here": HERE[name],
    }
    return render(request, f"meetings/{name}.html", context, status=status_of(form))


def status_of(form):
    return 422 if form.is_bound and form.errors else 200
