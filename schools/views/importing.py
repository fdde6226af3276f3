"""Importing pupils and contacts: upload, match the columns, look at every row, apply, see it go on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kernel.forms import run as run_form
from schools.forms.importing import ColumnsForm, UploadForm
from schools.models import School
from schools.selectors import importing as known
from schools.selectors.setup import crumbs
from schools.services import importing as services
from schools.states import ImportState

CRUMBS = (("Import", "schools:import"),)


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request):
    runs = known.latest_runs(request.user)
    schools = School.objects.visible_to(request.user).in_use()
    form = UploadForm(*_sent(request), schools=schools)
    if request.method == "POST" and run_form(form, services.upload_file, by=request.user):
        return redirect("schools:import_columns", pk=form.result.pk)
    context = {"form": form, "runs": runs, "crumbs": crumbs()}
    return render(request, "schools/import.html", context, status=_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request, pk):
    run = _one(request, pk)
    if run.state != ImportState.UPLOADED:
        return redirect(run)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None, samples=known.samples_of(run), initial=run.mapping
    )
    if request.method == "POST" and run_form(form, services.match_columns, run=run, by=request.user):
        return redirect(run)
    context = {"form": form, "run": run, "crumbs": crumbs(*CRUMBS)}
    return render(request, "schools/import_columns.html", context, status=_status(request))


@require_http_methods(["GET", "HEAD"])
def import_run(request, pk):
    run = _one(request, pk)
    if run.state == ImportState.UPLOADED:
        return redirect("schools:import_columns", pk=pk)
    page = known.report_page(run, request.GET.get("show", ""), request.GET.get("after", ""))
    context = {"page": page, "run": run, "is_going": run.state == ImportState.QUEUED, "crumbs": crumbs(*CRUMBS)}
    return render(request, "schools/import_run.html", context)


@require_POST
def import_start(request, pk):
    run = _one(request, pk)
    services.start_import(run=run, by=request.user)
    return redirect(run)


@require_POST
def import_reopen(request, pk):
    run = _one(request, pk)
    services.reopen(run=run, by=request.user)
    return redirect("schools:import_columns", pk=pk)


@require_POST
def import_discard(request, pk):
    services.discard_import(run=_one(request, pk), by=request.user)
    messages.success(request, "The file is discarded. Nothing of it was imported.")
    return redirect("schools:import")


def _one(request, pk):
    return get_object_or_404(known.imports_for(request.user), pk=pk)


def _status(request):
    return 422 if request.method == "POST" else 200


def _sent(request):
    """What was sent, or nothing for a form that is only shown."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
