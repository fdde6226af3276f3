"""Pages for signing on one screen that is passed round: who signs, reading and signing, what is not agreed with."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from kernel.forms import run
from records.forms import DeclineToSignForm, DisagreesForm, SignForm
from records.models import Signatory, WrittenRecord
from records.selectors import signing as selectors
from records.services import on_screen as services

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def room(request, reference, pk):
    """Who signs on this screen. It has no menu: it is handed to people who do not work here."""
    rows = WrittenRecord.objects.handled_by(request.user).frozen()
    shown = get_object_or_404(rows.select_related("case__school"), case__reference=reference, pk=pk)
    require(request.user, "handle_records", shown.case)
    note_reading(row=shown, by=request.user)
    return render(request, "records/room.html", {"page": selectors.room_page(shown)})


@require_http_methods(METHODS)
def sign_here(request, reference, pk):
    """One person reads the record and signs it."""
    row = _signatory(request, reference, pk)
    form = SignForm(request.POST) if request.method == "POST" else SignForm(initial={"digest": row.record.digest})
    if form.is_bound and run(form, services.sign_in_room, signatory=row, by=request.user):
        messages.success(request, f"Thank you, {row.name}. Your signature is noted.")
        return redirect(selectors.next_url(row.record, request.user, in_room=True))
    if request.method != "POST":
        note_reading(row=row.record, by=request.user)
    context = {"page": selectors.sign_here_page(row), "form": form}
    return render(request, "records/sign_here.html", context, status=_status(form))


@require_http_methods(METHODS)
def disagrees(request, reference, pk):
    """What somebody who signs does not agree with, as they wrote or said it."""
    row = _signatory(request, reference, pk)
    key = f"disagrees:{reference}:{pk}"
    form = DisagreesForm(request.POST) if request.method == "POST" else _typed_before(request, key)
    if form.is_bound and run(form, services.note_disagreement, signatory=row, draft_key=key, by=request.user):
        messages.success(request, "It goes with the record, word for word.")
        return redirect(selectors.next_url(row.record, request.user))
    if request.method != "POST":
        note_reading(row=row.record, by=request.user)
    reason = selectors.why_no_disagreement(row)
    context = {"record": row.record, "row": row, "form": form, "draft_key": key, "reason": reason}
    return render(request, "records/disagrees.html", context, status=_status(form))


# --- In one's own account -------------------------------------------------------------------------------------------
@require_http_methods(METHODS)
def sign_own(request, pk):
    """Whoever is asked to sign and has an account reads the record and signs it there."""
    row = _own(request, pk)
    form = SignForm(request.POST) if request.method == "POST" else SignForm(initial={"digest": row.record.digest})
    if form.is_bound and run(form, services.sign_for_oneself, signatory=row, by=request.user):
        messages.success(request, "Thank you. Your signature is noted.")
        return redirect(row.record)
    if request.method != "POST":
        note_reading(row=row.record, by=request.user)
    context = {"page": selectors.own_page(row), "form": form}
    return render(request, "records/sign_own.html", context, status=_status(form))


@require_http_methods(METHODS)
def decline_own(request, pk):
    """Whoever is asked to sign says in their own account that they do not, and why."""
    row = _own(request, pk)
    form = DeclineToSignForm(request.POST if request.method == "POST" else None)
    if form.is_bound and run(form, services.decline_for_oneself, signatory=row, by=request.user):
        messages.success(request, "Thank you. It is noted that you do not sign, with your reason.")
        return redirect(row.record)
    context = {"page": selectors.own_page(row), "form": form, "reason": selectors.why_not_unsigned(row)}
    return render(request, "records/decline_own.html", context, status=_status(form))


def _own(request, pk):
    return get_object_or_404(Signatory.objects.asked_of(request.user).select_related("record__case__school"), pk=pk)


def _signatory(request, reference, pk):
    rows = Signatory.objects.handled_by(request.user).select_related("record__case__school")
    row = get_object_or_404(rows, record__case__reference=reference, pk=pk)
    require(request.user, "handle_records", row.record.case)
    return row


def _typed_before(request, key):
    """The form as it was left half typed; else new."""
    typed = restore(request.user, key)
    return DisagreesForm().show_typed(typed) if typed else DisagreesForm()


def _status(form):
    return 422 if form.is_bound and form.errors else 200
