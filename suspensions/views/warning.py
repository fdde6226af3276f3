"""The warning letter: preview, issue, how it went, and again where it never came."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from kernel.forms import run
from schools.calendar import local_day
from suspensions import services
from suspensions.drafts import warning_key
from suspensions.forms import NeverCameForm, SentForm, WarningForm
from suspensions.models import BehaviourWarning
from suspensions.selectors.reaching import reachable
from suspensions.selectors.warning import lost_warning_page, warning_page
from suspensions.views.suspension import FORM_METHODS


def find(request, reference, pk):
    """The warning, for whoever works on its case."""
    rows = BehaviourWarning.objects.visible_to(request.user).with_people()
    warning = get_object_or_404(rows, incident__case__reference=reference, pk=pk)
    require(request.user, "work_case", warning.case)
    if request.method != "POST":
        note_reading(row=warning, by=request.user)
    return warning


@require_http_methods(FORM_METHODS)
def letter(request, reference, pk):
    warning = find(request, reference, pk)
    form, shown = _letter(request, warning)
    if request.POST.get("do") == "issue" and run(form, services.issue_warning, warning=warning, by=request.user):
        messages.success(request, "Letter issued. Print it from the record, and hand it over or post it today.")
        return redirect(form.result)
    return _show(request, form, shown, status=422 if form.is_bound and form.errors else 200)


@require_POST
def sent(request, reference, pk):
    warning = find(request, reference, pk)
    form = SentForm(request.POST, auto_id="sent_%s", reachable=reachable(warning.person))
    if run(form, services.log_warning_sent, warning=warning, by=request.user):
        messages.success(request, "Logged how the letter went.")
        return redirect(warning)
    letter_form, shown = _letter(request, warning, is_posted=False)
    return _show(request, letter_form, shown, sent_form=form, status=422)


@require_http_methods(FORM_METHODS)
def never_came(request, reference, pk, copy_pk):
    """The letter never came to the person: it goes again."""
    warning = find(request, reference, pk)
    page = lost_warning_page(warning, copy_pk)
    if page is None:
        raise Http404
    key = warning_key("warning_lost", warning, copy_pk)
    form = NeverCameForm(
        request.POST if request.method == "POST" else None,
        reachable=page.reachable,
        is_sent=True,
        gives_away=False,
        deemed=page.deemed,
    )
    if request.method == "POST":
        if run(form, services.send_warning_again, warning=warning, copy=page.copy, by=request.user):
            messages.success(request, "Noted that it never came.")
            return redirect(warning)
    elif typed := restore(request.user, key):
        form.show_typed(typed)
    context = {"page": page, "form": form, "draft_key": key, "reason": page.reason}
    return render(request, "suspensions/warning_lost.html", context, status=422 if form.errors else 200)


def _letter(request, warning, is_posted=True):
    """The form, and the letter as it reads with what was typed: now, before in a draft, or not at all."""
    posted = request.POST if request.method == "POST" and is_posted else None
    typed = posted if posted is not None else restore(request.user, warning_key("warning", warning)) or QueryDict()
    shown = warning_page(warning, typed)
    form = WarningForm(
        posted,
        reachable=shown.reachable,
        gives_away=bool(shown.gives_away),
        deemed=shown.deemed,
        is_again=shown.issued is not None,
        initial={"happened": shown.happened, "reason": shown.reason, "address": shown.reachable.address},
    )
    return (form.show_typed(typed) if typed and posted is None else form), shown


def _show(request, form, shown, *, sent_form=None, status=200):
    initial = {"address": shown.reachable.address, "sent_on": local_day(timezone.now())}
    is_writing = not shown.is_current or "words" in request.GET or (request.method == "POST" and sent_form is None)
    sent_form = sent_form or SentForm(auto_id="sent_%s", initial=initial, reachable=shown.reachable)
    context = {
        "page": shown,
        "form": form,
        "forms": [sent_form],
        "sent_form": sent_form,
        "is_writing": is_writing,
        "draft_key": warning_key("warning", shown.warning),
    }
    return render(request, "suspensions/warning.html", context, status=status)
