"""The papers of a panel: what was handed to it, opened, taken back; a bundle is handed over."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit.services import note_reading
from complaints.models import Complaint
from complaints.selectors.panel_members import why_not_read
from kernel.downloads import SERVED_TYPES, attachment
from packs import services
from packs.models import HandedBundle, Pack
from packs.selectors.panel import panel_papers


@require_safe
def papers(request, reference):
    """What there is to read for a panel. Who looked is noted; whoever has come to have to do with it is told so."""
    found = _panel(request, reference)
    if reason := why_not_read(found, request.user):
        return render(request, "403.html", {"reason": reason}, status=403)
    note_reading(row=found, by=request.user)
    return render(request, "packs/panel_papers.html", {"page": panel_papers(found, request.user)})


@require_POST
def panel_file(request, reference, pk):
    """The PDF. That it was opened is entered in the history, each time."""
    taken = services.take_panel_papers(handed=_handed(request, reference, pk), by=request.user)
    return attachment(taken.file, taken.filename, SERVED_TYPES)


@require_POST
def hand_over(request, pk, reference):
    rows = Pack.objects.visible_to(request.user).select_related("asked_by", "case")
    pack, panel = get_object_or_404(rows, pk=pk), _panel(request, reference)
    services.hand_over(pack=pack, complaint=panel, by=request.user)
    messages.success(request, "The panel has it. Its members have been told.")
    return redirect("packs:panel_papers", reference)


@require_POST
def hand_back(request, reference, pk):
    services.hand_back(handed=_handed(request, reference, pk), by=request.user)
    messages.success(request, "Taken back. The panel does not see it any more.")
    return redirect("packs:panel_papers", reference)


def _panel(request, reference):
    rows = Complaint.objects.handed_to_panel(request.user).with_people()
    return get_object_or_404(rows, case__reference=reference)


def _handed(request, reference, pk):
    rows = HandedBundle.objects.visible_to(request.user).with_papers()
    return get_object_or_404(rows, complaint__case__reference=reference, pk=pk)
