"""A bundle of a case: who it is for, then what goes in."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from cases.access import require
from cases.models import Case
from kernel.forms import run
from packs import services
from packs.forms.bundle import BundleForm, ReaderForm
from packs.selectors.bundle import bundle_page, reader_of, readers_of
from records.access import POWER

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def bundle(request, reference):
    """Who it is for; whoever has chosen goes on to what goes in."""
    case = _find(request, reference)
    chosen = request.GET.get("reader")
    note_reading(row=case, by=request.user)
    form = ReaderForm(None if chosen is None else request.GET, readers=readers_of(case))
    if form.is_bound and form.is_valid():
        return redirect("packs:bundle_for", case.reference, form.cleaned_data["reader"])
    return render(request, "packs/reader.html", {"case": case, "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(METHODS)
def bundle_for(request, reference, reader):
    """What of the case goes to this reader, and what does not."""
    case = _find(request, reference)
    found = reader_of(case, reader)
    if found is None:
        raise Http404
    page = bundle_page(case, *found, request.user)
    form = BundleForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and run(form, services.ask_bundle, case=case, reader=reader, by=request.user):
        return redirect(form.result or "packs:packs")
    note_reading(row=case, by=request.user)
    context = {"case": case, "page": page, "form": form}
    return render(request, "packs/bundle.html", context, status=422 if form.is_bound else 200)


def _find(request, reference):
    """The case, for whoever sees its file and handles its records."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, POWER, case)
    return case
