"""The person's side: what they say, that they waive it, what was made of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.access import may, require
from cases.keeping import restore
from cases.rules import cannot_change
from kernel.forms import run
from suspensions import rules, services
from suspensions.drafts import draft_key
from suspensions.forms import ConsiderForm, SideForm, WaiverForm
from suspensions.models import Representation
from suspensions.selectors.about import about
from suspensions.selectors.independence import why_not_independent
from suspensions.selectors.side import side_page
from suspensions.views.suspension import FORM_METHODS, find

SIDES = {
    "side": (SideForm, services.note_representation, "Noted. Whoever reviews the suspension has been told."),
    "waiver": (WaiverForm, services.note_waiver, "Noted: they waive giving their side."),
}


@require_http_methods(FORM_METHODS)
def side(request, reference, pk):
    """The person's side: noted by whoever works on the case; whoever reviews reads it here, and considers it."""
    suspension = find(request, reference, pk)
    notes_it = may(request.user, "work_case", suspension.case)
    if not notes_it:
        require(request.user, "review" if request.method != "POST" else "work_case", suspension.case)
    if request.method != "POST":
        note_reading(row=suspension, by=request.user)
    sent = request.POST.get("do") if request.POST.get("do") in SIDES else "side"
    forms = {name: _form(request, name, suspension, is_sent=sent == name) for name in SIDES}
    if request.method == "POST":
        _, service, said = SIDES[sent]
        if run(forms[sent], service, suspension=suspension, by=request.user):
            messages.success(request, said)
            return redirect("suspensions:side", reference, pk)
    context = {
        "page": about(suspension),
        "section": side_page(suspension, request.user),
        "notes_it": notes_it,
        "reason": cannot_change(suspension.case),
        "forms": [*forms.values()],
        "side_form": forms["side"],
        "waiver_form": forms["waiver"],
        "side_key": draft_key("side", suspension),
        "waiver_key": draft_key("waiver", suspension),
    }
    return render(request, "suspensions/side.html", context, status=422 if forms[sent].errors else 200)


@require_http_methods(FORM_METHODS)
def consider(request, reference, pk, said_pk):
    suspension = find(request, reference, pk)
    require(request.user, "review", suspension.case)
    seen = Representation.objects.visible_to(request.user).select_related("noted_by")
    said = get_object_or_404(seen, suspension=suspension, pk=said_pk)
    key = draft_key("consider", suspension, said.pk)
    form = ConsiderForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        note_reading(row=said, by=request.user)
        if typed := restore(request.user, key):
            form.show_typed(typed)
    elif run(form, services.consider_representation, representation=said, by=request.user):
        messages.success(request, "Noted what you made of it.")
        return redirect("suspensions:side", reference, pk)
    context = {
        "page": about(suspension),
        "said": said,
        "form": form,
        "reason": rules.cannot_consider(said, why_not_independent(suspension, request.user), timezone.now()),
        "draft_key": key,
    }
    return render(request, "suspensions/consider.html", context, status=422 if form.errors else 200)


def _form(request, name, suspension, *, is_sent):
    """The form that was sent; else as it was left half typed; else new."""
    form_class, auto_id = SIDES[name][0], f"{name}_%s"
    if request.method == "POST" and is_sent:
        return form_class(request.POST, auto_id=auto_id)
    form = form_class(auto_id=auto_id)
    typed = restore(request.user, draft_key(name, suspension))
    return form.show_typed(typed) if typed else form
