"""What several pages of a post need: the row for whoever may see it, a form with what was typed before."""

from django.shortcuts import get_object_or_404, render

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from socialmedia.drafts import draft_key
from socialmedia.models import OnlineConcern
from socialmedia.selectors.crumbs import crumbs_of

METHODS = ["GET", "HEAD", "POST"]


def find(request, reference, pk, power="work_case"):
    """The concern, for whoever sees the file of its case and holds the power. Who looked is noted."""
    rows = OnlineConcern.objects.visible_to(request.user).with_people()
    found = get_object_or_404(rows, case__reference=reference, pk=pk)
    if power:
        require(request.user, power, found.case)
    if request.method != "POST":
        note_reading(row=found, by=request.user)
    return found


def show_form(request, concern, form, key, template, here, reason=None, **more):
    """A form about a post with what was typed before; 422 where it was refused."""
    kept = draft_key(key, concern.case, concern.pk)
    if not form.is_bound and (typed := restore(request.user, kept)):
        form.show_typed(typed)
    context = {
        "concern": concern,
        "crumbs": crumbs_of(concern),
        "here": here,
        "form": form,
        "reason": reason,
        "draft_key": kept,
        **more,
    }
    return render(request, f"socialmedia/{template}.html", context, status=422 if form.is_bound else 200)
