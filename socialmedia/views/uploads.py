"""Uploading e-mails: hundreds at once, how far it is, what came of every file, whose messages they are."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.selectors.people import found_for
from kernel.forms import run
from kernel.mailfiles import MOST_FILES
from kernel.uploadhandler import skipped_of, takes_files
from socialmedia import services
from socialmedia.forms.contact import SenderForm, UploadForm
from socialmedia.models import MailFile, MailUpload
from socialmedia.rules.contact import cannot_answer
from socialmedia.selectors import contacts as known
from socialmedia.selectors.uploads import asked_of, upload_page, uploads_of
from socialmedia.views.contacts import FORM_METHODS


@takes_files(MOST_FILES)
@require_http_methods(FORM_METHODS)
def new(request):
    schools = known.schools_to_upload(request.user)
    is_sent = request.method == "POST"
    sent = (request.POST, request.FILES) if is_sent else ()
    form = UploadForm(*sent, schools=schools, skipped=skipped_of(request) if is_sent else ())
    if is_sent and run(form, services.upload_mails, by=request.user):
        return _led_to(request, form.result or "socialmedia:upload_new")
    context = {"form": form, "crumbs": known.crumbs_of(), "uploads": uploads_of(request.user)}
    return render(request, "socialmedia/upload_new.html", context, status=422 if is_sent else 200)


@require_safe
def upload(request, pk):
    row = _upload(request, pk)
    page = upload_page(row, request.GET.get("show", ""), request.GET.get("after", ""))
    return render(request, "socialmedia/upload.html", {"page": page})


@require_http_methods(FORM_METHODS)
def sender(request, pk, file_pk):
    """Say whose messages those from one address are, or leave them out. "Find" looks for a person and stores nothing."""
    row = _upload(request, pk)
    file = get_object_or_404(MailFile.objects.visible_to(request.user).select_related("upload"), upload=row, pk=file_pk)
    if request.method == "POST" and "leave_out" in request.POST:
        count = services.name_sender(file=file, person=None, by=request.user)
        messages.success(request, f"{count} left out. Their bytes are deleted.")
        return redirect(row)
    is_sent = request.method == "POST" and "find_people" not in request.POST
    words = request.POST.get("find", "") if request.method == "POST" else ""
    form = SenderForm(request.POST if is_sent else None, people=found_for(request.user, words))
    if is_sent and run(form, services.name_sender, file=file, by=request.user):
        messages.success(request, f"{form.result} logged.")
        return redirect(row)
    if request.method == "POST" and not is_sent:
        form.show_typed(request.POST)
    asked = next((one for one in asked_of(row) if one.address == file.sender), None)
    context = {
        "upload": row,
        "file": file,
        "asked": asked,
        "form": form,
        "reason": cannot_answer(file),
        "crumbs": known.crumbs_of(),
    }
    return render(request, "socialmedia/upload_sender.html", context, status=422 if is_sent else 200)


def _upload(request, pk):
    return get_object_or_404(MailUpload.objects.visible_to(request.user).select_related("school"), pk=pk)


def _led_to(request, page):
    """Lead on; a form sent by script is told where, so that it does not fetch the page for nothing."""
    answer = redirect(page)
    is_fetched = request.headers.get("X-Requested-With") == "fetch"
    return JsonResponse({"url": answer.url}) if is_fetched else answer
