"""A bundle of a case: who it is for, then what goes in."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import require
from cases.models import Case
from kernel.forms import run
from packs import services
from packs.access import POWER
from packs.forms.bundle import BundleForm, ReaderForm
from packs.selectors.bundle import bundle_page, reader_of, readers_of

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def bundle(request, reference):
    """Without `?reader=` who it is for; with it what goes in, and what does not."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, POWER, case)
    chosen = request.GET.get("reader")
    if chosen is None:
        return render(request, "packs/reader.html", {"case": case, "form": ReaderForm(readers=readers_of(case))})
    found = reader_of(case, chosen)
    if found is None:
        raise Http404
    page = bundle_page(case, *found, request.user)
    form = BundleForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and run(form, services.ask_bundle, case=case, reader=chosen, by=request.user):
        return redirect(form.result or "packs:packs")
    context = {"case": case, "page": page, "form": form}
    return render(request, "packs/bundle.html", context, status=422 if form.is_bound else 200)
