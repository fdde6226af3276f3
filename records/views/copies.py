"""Pages of copies: who holds the whole of a signed record, how each got it; and for somebody at home, their copy."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.system import system_user
from audit.services import note_reading
from cases.access import require
from cases.doorway import Doorway
from cases.keeping import restore
from cases.links import in_groups, mark_of
from cases.states import LinkPurpose
from kernel.downloads import SERVED_TYPES, attachment
from kernel.forms import run
from records.forms import AskForm, GiveForm, LinkCodeForm, LostForm
from records.models import Copy, Signatory, WrittenRecord
from records.selectors import by_link
from records.selectors import copies as selectors
from records.services import copies as services
from schools.calendar import local_day

METHODS = ["GET", "HEAD", "POST"]
DOOR = Doorway(
    purpose=LinkPurpose.COPY,
    inside="records:take",
    title="Your copy of a record",
    asks="gives you your copy of a record. Once you have typed your code, you can read it and keep it.",
    find=selectors.of_link,
    code_form=LinkCodeForm,
)


@require_safe
def copies(request, reference, pk):
    """Who holds a copy of a record, and who still has to get it."""
    rows = WrittenRecord.objects.visible_to(request.user).in_file_of(request.user).frozen()
    shown = get_object_or_404(rows.select_related("case__school", "file", "sealed"), case__reference=reference, pk=pk)
    note_reading(row=shown, by=request.user)
    return render(request, "records/copies.html", {"page": selectors.copies_page(shown, request.user)})


@require_http_methods(METHODS)
def give(request, reference, pk):
    """Somebody got their copy by hand, or it went by post."""
    row = _signatory(request, reference, pk, "handle_records")
    key = f"copy_give:{reference}:{pk}"
    form = _form(request, GiveForm, key, initial={"handed_on": local_day(timezone.now())})
    if form.is_bound and run(form, services.give_whole, signatory=row, draft_key=key, by=request.user):
        messages.success(request, "Noted.")
        return redirect(selectors.copies_url(row.record))
    return _about(request, "records/copy_give.html", row, form, draft_key=key)


@require_http_methods(METHODS)
def send(request, reference, pk):
    """Send somebody a link to their copy; its code is shown this once."""
    row = _signatory(request, reference, pk, "work_case")
    form = AskForm(request.POST) if request.method == "POST" else AskForm(initial=by_link.known_address(row))
    if form.is_bound and run(form, services.send_whole, signatory=row, by=request.user):
        back = selectors.copies_url(row.record)
        if form.result is None:
            return redirect(back)
        sent = {"code": in_groups(form.result.code), "link": form.result.link}
        return render(request, "records/sign_code.html", {"row": row, "back": back, "back_label": "Copies", **sent})
    return _about(request, "records/copy_link.html", row, form)


@require_POST
def came(request, reference, pk):
    shown = _copy(request, reference, pk)
    services.note_arrived(copy=shown, by=request.user)
    messages.success(request, "Noted: it arrived.")
    return redirect(selectors.copies_url(shown.record))


@require_http_methods(METHODS)
def lost(request, reference, pk):
    """A copy never came; it is owed again."""
    shown = _copy(request, reference, pk)
    require(request.user, "work_case", shown.record.case)
    key = f"copy_lost:{reference}:{pk}"
    form = _form(request, LostForm, key)
    if form.is_bound and run(form, services.note_lost, copy=shown, draft_key=key, by=request.user):
        messages.success(request, "Noted. They still have to get it.")
        return redirect(selectors.copies_url(shown.record))
    if request.method != "POST":
        note_reading(row=shown.record, by=request.user)
    context = {"copy": shown, "record": shown.record, "form": form, "draft_key": key}
    context["back"] = selectors.copies_url(shown.record)
    return render(request, "records/copy_lost.html", context, status=_status(form))


# --- At home ------------------------------------------------------------------------------------------------------
@csrf_exempt
@login_not_required
@require_http_methods(METHODS)
def take_door(request, token):
    return DOOR.enter(request, token)


@login_not_required
@require_safe
@DOOR.for_visit
def take(request, link, copy):
    """Read the record, and take the copy."""
    return render(request, "records/take.html", {"page": selectors.take_page(copy), "visit": mark_of(link)})


@login_not_required
@require_POST
@DOOR.for_visit
def take_file(request, link, copy):
    """Their copy. That they took it is noted."""
    services.take_whole(copy=copy, by=system_user())
    return attachment(copy.record.sealed.file, copy.record.sealed_filename.removesuffix(".pdf"), SERVED_TYPES)


@login_not_required
@require_POST
def take_stop(request):
    return DOOR.leave(request)


# --- Shared -------------------------------------------------------------------------------------------------------
def _signatory(request, reference, pk, power):
    rows = Signatory.objects.visible_to(request.user)
    rows = rows.select_related("record__case__school", "record__sealed", "person__adult_facts")
    row = get_object_or_404(rows, record__case__reference=reference, pk=pk)
    require(request.user, power, row.record.case)
    return row


def _copy(request, reference, pk):
    rows = Copy.objects.visible_to(request.user).filter(record__signatories__isnull=False, to_user__isnull=True)
    rows = rows.select_related("record__case__school", "record__sealed", "to_user", "to_person").distinct()
    return get_object_or_404(rows, record__case__reference=reference, pk=pk)


def _about(request, template, row, form, **more):
    """A page about one person's copy."""
    if request.method != "POST":
        note_reading(row=row.record, by=request.user)
    context = {"row": row, "record": row.record, "form": form, "back": selectors.copies_url(row.record), **more}
    context["reason"] = selectors.why_no_copy(row)
    return render(request, template, context, status=_status(form))


def _form(request, form_class, key, **more):
    """The form as it was sent; else as it was left half typed; else new."""
    if request.method == "POST":
        return form_class(request.POST)
    typed = restore(request.user, key)
    return form_class(**more).show_typed(typed) if typed else form_class(**more)


def _status(form):
    return 422 if form.is_bound and form.errors else 200
