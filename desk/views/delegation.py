"""Acting for the CEO: who does, giving it for a period or for one case, taking it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.models import Case, Delegation
from desk.forms.delegation import DelegationForm, EveryCaseForm
from desk.selectors import delegation as known
from desk.services import delegation as services
from kernel.forms import run
from schools.access import require_at


@require_http_methods(["GET", "HEAD", "POST"])
def delegation(request):
    """Who acts for the CEO; the CEO lets somebody act on every case for a period."""
    if not known.may_open(request.user):
        raise PermissionDenied
    page = known.delegation_page(request.user)
    form = _form(request, EveryCaseForm, services.EVERY_KEY, page)
    if request.method == "POST":
        require_at(request.user, "delegate")
        if run(form, services.give, case=None, by=request.user):
            messages.success(request, f"{form.result.to.name} acts for the CEO. They are told.")
            return redirect("desk:delegation")
    context = {"page": page, "form": form, "gives": known.may_delegate(request.user), "draft_key": services.EVERY_KEY}
    return render(request, "desk/delegation.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request, reference):
    """The CEO lets a member of the Central Team act on a case; in their place the Chair lets a trustee review it."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, "delegate", case)
    page = known.case_page(case, request.user)
    key = services.CASE_KEY.format(reference=reference)
    form = _form(request, DelegationForm, key, page)
    if request.method == "POST" and run(form, services.give, case=case, by=request.user):
        messages.success(request, f"{form.result.to.name} is told.")
        return redirect(case)
    if request.method != "POST":
        note_reading(row=case, by=request.user)
    context = {"case": case, "page": page, "form": form, "draft_key": key}
    return render(request, "desk/delegate.html", context, status=422 if form.is_bound else 200)


@require_POST
def delegation_end(request, pk):
    rows = Delegation.objects.visible_to(request.user).select_related("case", "to", "given_by")
    row = get_object_or_404(rows, pk=pk)
    services.end(delegation=row, by=request.user)
    messages.success(request, "This has ended. They no longer act for the CEO by it.")
    return redirect("desk:delegation" if known.may_open(request.user) else "desk:home")


def _form(request, form_class, key, page):
    if request.method == "POST":
        return form_class(request.POST, candidates=page.candidates)
    form = form_class(candidates=page.candidates)
    typed = restore(request.user, key)
    return form.show_typed(typed) if typed else form
