"""The tray: what is owed on paper is printed in one pack, and logged once it has gone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kernel.forms import run
from packs import services
from packs.access import require_handling
from packs.forms.tray import PostedForm, TrayForm
from packs.models import Pack
from packs.selectors.page import packs_of
from packs.selectors.tray import logged_words, posted_page, tray_page
from schools.calendar import local_day

METHODS = ["GET", "HEAD", "POST"]
# What stands on the first page of such a pack, and in the history.
FOR_WHOM, PURPOSE = "Those to whom each paper goes", "To print and post"


@require_http_methods(METHODS)
def tray(request):
    """What waits to be printed; what is ticked is bound into one pack."""
    require_handling(request.user)
    page = tray_page(request.user)
    form = TrayForm(request.POST if request.method == "POST" else None, lines=page.lines)
    told = {"for_whom": FOR_WHOM, "purpose": PURPOSE, "is_owed": True}
    if form.is_bound and run(form, services.ask_pack, by=request.user, **told):
        return redirect(form.result or "packs:packs")
    context = {"page": page, "form": form, "packs": packs_of(request.user)}
    return render(request, "packs/tray.html", context, status=422 if form.is_bound else 200)


@require_http_methods(METHODS)
def posted(request):
    """What went by post or by hand is logged at once; `?pack=` shows what was printed in that pack."""
    require_handling(request.user)
    pack = _pack(request)
    page = posted_page(request.user, pack)
    begin = {"papers": [line.key for line in page.lines] if pack else [], "sent_on": local_day(timezone.now())}
    form = PostedForm(request.POST if request.method == "POST" else None, lines=page.lines, initial=begin)
    left = ()
    if form.is_bound and run(form, services.log_posted, by=request.user):
        left = form.result.left if form.result else ()
        if form.result and form.result.done:
            messages.success(request, logged_words(form.result.done))
        if not left:
            return redirect("packs:tray")
        page = posted_page(request.user, pack)
        # What could not be logged stays ticked, with its way and its day, to be sent again under a token of its own.
        again = {name: form.cleaned_data[name] for name in ("papers", "method", "sent_on")}
        form = PostedForm(lines=page.lines, initial=again)
    context = {"page": page, "form": form, "left": left, "pack": pack}
    return render(request, "packs/posted.html", context, status=422 if form.is_bound or left else 200)


def _pack(request):
    asked = request.GET.get("pack", "")
    rows = Pack.objects.visible_to(request.user)
    return get_object_or_404(rows, pk=int(asked[:18])) if asked.isdecimal() else None
