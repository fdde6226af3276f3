"""Print packs: choosing records, the packs one had made, one with its progress, its file."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernel.downloads import SERVED_TYPES, attachment
from kernel.forms import run
from packs import services
from packs.access import require_handling
from packs.forms.choose import FilterForm, MakeForm
from packs.models import KEPT, Pack
from packs.selectors import choose as choosing
from packs.selectors.page import ONLY_YOURS, pack_page, packs_of

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def choose(request):
    """Records to choose from; those that are chosen are bound into one pack."""
    require_handling(request.user)
    filters = FilterForm(request.GET, schools=choosing.schools_to_choose(request.user))
    chosen = filters.cleaned_data if filters.is_valid() else {}
    page = choosing.choose_page(request.user, chosen) if filters.is_valid() else choosing.NOTHING_SHOWN
    form = MakeForm(request.POST if request.method == "POST" else None, lines=page.lines)
    if form.is_bound and run(form, services.ask_pack, by=request.user):
        return redirect(form.result or "packs:packs")
    context = {
        "page": page,
        "filters": filters,
        "form": form,
        "forms": [filters, form],
        "applied": choosing.applied(chosen),
        "packs": packs_of(request.user),
        "kept_days": KEPT.days,
    }
    is_wrong = (form.is_bound and form.errors) or filters.errors
    return render(request, "packs/choose.html", context, status=422 if is_wrong else 200)


@require_safe
def packs(request):
    require_handling(request.user)
    return render(request, "packs/packs.html", {"packs": packs_of(request.user), "sub": ONLY_YOURS})


@require_safe
def pack(request, pk):
    """A pack: how far it is, then where its file is fetched."""
    shown = _find(request, pk)
    return render(request, "packs/pack.html", {"page": pack_page(shown, request.user)})


@require_POST
def again(request, pk):
    return redirect(services.try_again(pack=_find(request, pk), by=request.user))


@require_POST
def file(request, pk):
    """The PDF. That it was fetched is entered in the history."""
    taken = services.take_pack(pack=_find(request, pk), by=request.user)
    return attachment(taken.file, taken.filename, SERVED_TYPES)


def _find(request, pk):
    rows = Pack.objects.visible_to(request.user).select_related("asked_by", "case")
    return get_object_or_404(rows, pk=pk)
