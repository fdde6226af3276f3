"""Pages of written records: one record, its PDF, and the public page that says whether a copy is genuine."""

import time

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from kernel.text import whole_number
from records import services
from records.forms import TOO_BIG, CodeForm, FileForm
from records.models import WrittenRecord
from records.selectors import record_page
from records.verifying import LARGEST, by_code, by_file

MOST_A_MINUTE = 20
ENVELOPE = 64 * 1024


@require_safe
def record(request, pk):
    """A record's own page."""
    shown = get_object_or_404(
        WrittenRecord.objects.visible_to(request.user).select_related(
            "case__school", "file", "sealed", "issued_by", "started_by", "supersedes"
        ),
        pk=pk,
    )
    note_reading(row=shown, by=request.user)
    return render(request, "records/record.html", {"page": record_page(shown, request.user)})


@require_safe
def pdf(request, pk):
    """The stored bytes of a record, as they are. Ours alone are shown in the browser: nobody uploaded them."""
    shown = get_object_or_404(
        WrittenRecord.objects.visible_to(request.user).select_related("case", "file").defer("content"), pk=pk
    )
    if not hasattr(shown, "file"):
        return redirect(shown)
    note_reading(row=shown, by=request.user)
    return _shown(shown.file.file, shown.filename)


@require_safe
def sealed(request, pk):
    """The sealed file of a record: what was issued, with everybody's signatures, under the trust's seal."""
    rows = WrittenRecord.objects.visible_to(request.user).filter(sealed__isnull=False)
    shown = get_object_or_404(rows.select_related("case", "sealed").defer("content"), pk=pk)
    note_reading(row=shown, by=request.user)
    return _shown(shown.sealed.file, shown.sealed_filename)


def _shown(stored, filename):
    response = FileResponse(stored.open(), filename=filename, content_type="application/pdf")
    response["Content-Security-Policy"] = "sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def discard(request, pk):
    shown = get_object_or_404(WrittenRecord.objects.visible_to(request.user).select_related("case"), pk=pk)
    services.discard_record(record=shown, by=request.user)
    return redirect(shown)


# It changes nothing and shows nothing of the visitor, and whoever holds a letter may have cookies switched off.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    """Say whether a code or a file is genuine. The QR code on a record leads here with its code and is answered."""
    if _length_of(request) > LARGEST + ENVELOPE:
        return _verify_page(request, refusal=TOO_BIG, status=413)
    # Held in memory and never written anywhere.
    request.upload_handlers = [_InMemory(request)]
    is_asked = request.method == "POST" or "code" in request.GET
    if is_asked and _is_too_often(request):
        return _verify_page(request, refusal="Too many checks from here. Wait a minute, then try again.", status=429)
    if request.method == "POST" and request.POST.get("by") == "file":
        file_form = FileForm(request.POST, request.FILES)
        answer = by_file(file_form.cleaned_data["file"]) if file_form.is_valid() else None
        return _verify_page(request, file_form=file_form, answer=answer)
    if is_asked:
        code_form = CodeForm(request.POST if request.method == "POST" else request.GET)
        answer = by_code(code_form.cleaned_data["code"]) if code_form.is_valid() else None
        return _verify_page(request, code_form=code_form, answer=answer)
    return _verify_page(request)


def _length_of(request):
    """How long the request says it is; one that says nonsense is answered 400."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    length = whole_number(said)
    if not length and said != "0":
        raise BadRequest("CONTENT_LENGTH is no number")
    return length


def _verify_page(request, *, code_form=None, file_form=None, answer=None, refusal="", status=200):
    forms = [code_form or CodeForm(), file_form or FileForm()]
    if any(form.is_bound and not form.is_valid() for form in forms):
        status = 422
    context = {"code_form": forms[0], "file_form": forms[1], "forms": forms, "answer": answer, "refusal": refusal}
    return render(request, "records/verify.html", context, status=status)


def _is_too_often(request):
    """Count one more check from this address; true when this minute has seen too many."""
    counter = f"verify:{get_adapter().get_client_ip(request)}:{int(time.time()) // 60}"
    if cache.add(counter, 1, timeout=90):
        return False
    return cache.incr(counter) > MOST_A_MINUTE


class _InMemory(MemoryFileUploadHandler):
    """Keeps an upload in memory whatever its size; the size of the whole request was checked before."""

    def handle_raw_input(self, *args, **kwargs):
        self.activated = True
