"""Pages of signatures: who signed, the pages that come back, who did not sign and why."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from kernel.downloads import SERVED_TYPES, attachment
from kernel.forms import run
from records import rules
from records.forms import CodeForm, ScansForm, SignedForm, TakeBackForm, UnsignedForm
from records.models import Scan, Signatory, Signature, WrittenRecord
from records.selectors import signing as selectors
from records.services import signing as services
from schools.calendar import local_day

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def sign(request, reference, pk):
    """Who signed a record and who did not; signed pages are scanned back here."""
    rows = WrittenRecord.objects.handled_by(request.user).frozen()
    shown = get_object_or_404(
        rows.select_related("case__school", "file", "sealed", "issued_by", "supersedes__case"),
        case__reference=reference,
        pk=pk,
    )
    form = ScansForm()
    if request.method == "POST":
        require(request.user, "handle_records", shown.case)
        skipped, is_held = getattr(request, "uploads_skipped", ()), _is_by_script(request)
        form = ScansForm(request.POST, request.FILES, skipped=skipped, is_held=is_held)
        if run(form, services.take_scans, record=shown, by=request.user):
            return _led_to(request, selectors.next_url(shown, request.user))
    else:
        note_reading(row=shown, by=request.user)
    context = {"case": shown.case, "page": selectors.sign_page(shown, request.user), "form": form}
    return render(request, "records/sign.html", context, status=_status(form))


@require_http_methods(METHODS)
def scan(request, reference, pk):
    """One page that came back: who signed on it is noted here."""
    shown = _scan(request, reference, pk)
    missing = selectors.unsigned_rows(shown.record)
    form = SignedForm(signatories=missing, initial={"signed_on": local_day(timezone.now())})
    if request.method == "POST":
        require(request.user, "handle_records", shown.record.case)
        form = SignedForm(request.POST, signatories=missing)
        if run(form, services.note_signed, scan=shown, by=request.user):
            messages.success(request, "The signatures are noted.")
            return redirect(selectors.next_url(shown.record, request.user))
    else:
        note_reading(row=shown.record, by=request.user)
    return _scan_page(request, shown, form, CodeForm())


@require_POST
def scan_code(request, reference, pk):
    shown = _scan(request, reference, pk)
    require(request.user, "handle_records", shown.record.case)
    form = CodeForm(request.POST)
    if run(form, services.match_scan, scan=shown, by=request.user):
        messages.success(request, "This is a page of this version. Now say who signed on it.")
        return redirect(shown)
    return _scan_page(request, shown, None, form)


@require_POST
def scan_remove(request, reference, pk):
    shown = _scan(request, reference, pk)
    services.remove_scan(scan=shown, by=request.user)
    messages.success(request, "The page is taken out. The history keeps that it was there.")
    return redirect(selectors.next_url(shown.record, request.user))


@require_safe
def scan_file(request, reference, pk):
    """The copy of a scan that was made anew."""
    shown = _scan(request, reference, pk)
    if not shown.served:
        raise Http404
    note_reading(row=shown.record, by=request.user)
    return attachment(shown.served, f"{reference}-scan-{shown.pk}", SERVED_TYPES)


@require_safe
def scan_original(request, reference, pk):
    """The bytes as they were sent: never shown, only downloaded, as nothing that a browser would open."""
    shown = _scan(request, reference, pk)
    if not shown.served:
        raise Http404
    note_reading(row=shown.record, by=request.user)
    return attachment(shown.original, shown.name)


@require_http_methods(METHODS)
def unsigned(request, reference, pk):
    """Somebody did not sign: they did not want to, or could not."""
    rows = Signatory.objects.handled_by(request.user).select_related("record__case__school")
    row = get_object_or_404(rows, record__case__reference=reference, pk=pk)
    require(request.user, "handle_records", row.record.case)
    key = f"unsigned:{reference}:{pk}"
    if request.method != "POST":
        note_reading(row=row.record, by=request.user)
    form = _form(request, UnsignedForm, key)
    if form.is_bound and run(form, services.note_unsigned, signatory=row, draft_key=key, by=request.user):
        messages.success(request, "Noted, with the reason.")
        return redirect(selectors.next_url(row.record, request.user))
    reason = selectors.why_not_unsigned(row)
    context = {"record": row.record, "row": row, "form": form, "draft_key": key, "reason": reason}
    return render(request, "records/unsigned.html", context, status=_status(form))


@require_http_methods(METHODS)
def take_back(request, reference, pk):
    """What was noted of a signature was an error."""
    rows = Signature.objects.handled_by(request.user).select_related("signatory__record__case__school", "captured_by")
    row = get_object_or_404(rows, signatory__record__case__reference=reference, pk=pk)
    record = row.signatory.record
    require(request.user, "handle_records", record.case)
    key = f"take_back:{reference}:{pk}"
    if request.method != "POST":
        note_reading(row=record, by=request.user)
    form = _form(request, TakeBackForm, key)
    if form.is_bound and run(form, services.take_back, signature=row, draft_key=key, by=request.user):
        messages.success(request, "Taken back. The history keeps what was noted and why it was wrong.")
        return redirect(selectors.next_url(record, request.user))
    context = {"record": record, "row": row, "form": form, "draft_key": key, "reason": rules.cannot_take_back(row)}
    return render(request, "records/take_back.html", context, status=_status(form))


# --- Shared -------------------------------------------------------------------------------------------------------
def _scan(request, reference, pk):
    rows = Scan.objects.handled_by(request.user).select_related("record__case__school", "added_by")
    return get_object_or_404(rows, record__case__reference=reference, pk=pk)


def _scan_page(request, shown, form, code_form):
    page = selectors.scan_page(shown, request.user)
    forms = [one for one in (form, code_form) if one is not None and one.is_bound]
    context = {
        "page": page,
        "record": shown.record,
        "form": form if page.cannot_sign is None and page.missing else None,
        "code_form": code_form if page.asks_code else None,
        "back": selectors.sign_url(shown.record),
    }
    return render(request, "records/scan.html", context, status=422 if forms else 200)


def _form(request, form_class, key):
    """The form as it was sent; else as it was left half typed; else new."""
    if request.method == "POST":
        return form_class(request.POST)
    typed = restore(request.user, key)
    return form_class().show_typed(typed) if typed else form_class()


def _led_to(request, where):
    """Go on, or tell the script that sent the files where to go on."""
    return JsonResponse({"url": where}) if _is_by_script(request) else redirect(where)


def _is_by_script(request):
    return request.headers.get("X-Requested-With") == "fetch"


def _status(form):
    return 422 if form.is_bound and form.errors else 200
