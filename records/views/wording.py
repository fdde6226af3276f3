"""The wording of the trust's letters: the paragraphs, one of them, proposing another text, deciding on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.keeping import restore
from kernel.forms import run
from records import services
from records.forms import DeclineForm, WordingForm
from records.models import Wording
from records.selectors.wording import crumbs, fills_of, starting_text, wording_lines, wording_page
from records.services.wording import DRAFT_KEY
from records.wording import PARAGRAPHS
from schools.access import powers, require_at


@require_safe
def wordings(request):
    _require_reader(request.user)
    return render(request, "records/wordings.html", {"lines": wording_lines(request.user), "crumbs": crumbs()[:1]})


@require_safe
def wording(request, name):
    paragraph = _paragraph(request, name)
    return render(request, "records/wording.html", {"page": wording_page(paragraph, request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, name):
    paragraph = _paragraph(request, name)
    require_at(request.user, "edit_wording")
    key = DRAFT_KEY.format(name=name)
    form = WordingForm(request.POST if request.method == "POST" else None, initial={"text": starting_text(paragraph)})
    if request.method == "POST" and run(form, services.propose_wording, name=name, by=request.user):
        messages.success(request, "Proposed. The CEO has been told and decides.")
        return redirect("records:wording", name)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {
        "form": form,
        "page": wording_page(paragraph, request.user),
        "fills": fills_of(paragraph),
        "draft_key": key,
    }
    return render(request, "records/wording_new.html", context, status=422 if form.is_bound else 200)


@require_POST
def approve(request, name, pk):
    found = _wording(request, name, pk)
    services.approve_wording(wording=found, by=request.user)
    messages.success(request, "Approved. It counts from its day, and its writer has been told.")
    return redirect("records:wording", name)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request, name, pk):
    found = _wording(request, name, pk)
    require_at(request.user, "approve_wording")
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, services.decline_wording, wording=found, by=request.user):
        messages.success(request, "Not approved. Its writer has been told.")
        return redirect("records:wording", name)
    context = {"form": form, "wording": found}
    return render(request, "records/wording_decline.html", context, status=422 if form.is_bound else 200)


@require_POST
def withdraw(request, name, pk):
    found = _wording(request, name, pk)
    services.withdraw_wording(wording=found, by=request.user)
    messages.success(request, "Withdrawn.")
    return redirect("records:wording", name)


def _require_reader(user):
    held = powers(user)
    if not (held.includes("edit_wording") or held.includes("approve_wording")):
        raise PermissionDenied


def _paragraph(request, name):
    _require_reader(request.user)
    if name not in PARAGRAPHS:
        raise Http404
    return PARAGRAPHS[name]


def _wording(request, name, pk):
    _paragraph(request, name)
    return get_object_or_404(Wording.objects.visible_to(request.user), name=name, pk=pk)
