"""Pages of a case that belong to no single matter: drafts, evidence, duties, sight."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from cases import keeping, rules, selectors
from cases.access import may, reach, require
from cases.forms import (
    DraftForm,
    EvidenceForm,
    FilesForm,
    HandOnForm,
    RemoveFileForm,
    SightForm,
    WaiveForm,
)
from cases.models import Case, Duty, Evidence, EvidenceFile
from cases.services import access, duties, writing
from cases.services import evidence as evidence_services
from kernel import views as kernel_views
from kernel import wording
from kernel.byscript import how_sent, led_to
from kernel.downloads import SERVED_TYPES, attachment
from kernel.forms import run


# --- Drafts -------------------------------------------------------------------------------------------------------
@require_POST
def draft(request):
    """Keep what is being typed; answers the scripts that send it."""
    if keeping.is_too_often(request.user.pk):
        return JsonResponse({"message": "Saved too often. We keep trying."}, status=429)
    form = DraftForm(request.POST)
    if not run(form, writing.save_draft, by=request.user):
        reasons = [reason for found in form.errors.values() for reason in found]
        return JsonResponse({"message": f"Not saved. {reasons[0]}"}, status=422)
    saved_at = form.result.saved_at
    return JsonResponse({"saved": wording.clock_time(saved_at), "saved_at": saved_at.isoformat()})


@require_POST
def draft_discard(request):
    key = request.POST.get(keeping.KEY_FIELD, "")
    if keeping.is_known(key):
        writing.drop_draft(key=key, by=request.user)
    messages.success(request, "The draft is removed.")
    return redirect("desk:home")


def csrf_failure(request, reason=""):
    """A form from a page that is no longer valid: what it says is kept where its keeper says for whom."""
    page = keeping.keep_posted(request, keeping.STALE if request.user.is_authenticated else keeping.KEPT)
    if page is None:
        return kernel_views.csrf_failure(request, reason)
    return redirect(page) if request.user.is_authenticated else redirect_to_login(page)


# --- Evidence -----------------------------------------------------------------------------------------------------
@require_safe
def evidence(request, reference):
    """The register: everything there is, with the state of every file."""
    rows = Case.objects.visible_to(request.user).select_related("school")
    case = get_object_or_404(rows, reference=reference)
    _note(request, case)
    reason = rules.cannot_change(case)
    context = {
        "case": case,
        "pieces": selectors.evidence(case),
        "checked": selectors.how_checked(),
        "can_add": may(request.user, "work_case", case) and reason is None,
        "reason": reason,
    }
    return render(request, "cases/evidence.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_add(request, reference):
    case = _case(request, reference, "work_case")
    key = f"evidence:{reference}"
    form = _form(request, EvidenceForm, key, **how_sent(request))
    if form.is_bound and run(form, evidence_services.add_evidence, case=case, by=request.user):
        writing.drop_draft(key=key, by=request.user)
        messages.success(request, "The evidence is noted.")
        return led_to(request, form.result or reverse("cases:evidence", args=[reference]))
    context = {
        "case": case,
        "form": form,
        "draft_key": key,
        "reason": rules.cannot_change(case),
        "checked": selectors.how_checked(),
    }
    return render(request, "cases/evidence_add.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_item(request, reference, pk):
    """One piece of evidence with its files; more files."""
    rows = Evidence.objects.visible_to(request.user).select_related("case__school", "added_by", "sealed_by")
    row = get_object_or_404(rows, case__reference=reference, pk=pk)
    form = FilesForm()
    if request.method == "POST":
        require(request.user, "work_case", row.case)
        form = FilesForm(request.POST, request.FILES, **how_sent(request))
        if run(form, evidence_services.add_files, evidence=row, by=request.user):
            return led_to(request, row)
    _note(request, row)
    can_add = may(request.user, "work_case", row.case)
    context = {
        "case": row.case,
        "piece": (piece := selectors.piece_of(row)),
        "files": selectors.files_shown(piece, request.user),
        "is_waiting": any(file.is_waiting for file in piece.files),
        "form": form if can_add else None,
        "reason": (rules.cannot_change(row.case) or rules.cannot_add_files(row)) if can_add else None,
        "checked": selectors.how_checked(),
    }
    return render(request, "cases/evidence_item.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def file_remove(request, reference, pk):
    row = _file(request, reference, pk)
    require(request.user, "work_case", row.evidence.case)
    _note(request, row.evidence.case)
    key = f"file_remove:{reference}:{pk}"
    form = _form(request, RemoveFileForm, key)
    if form.is_bound and run(form, evidence_services.remove_file, file=row, by=request.user):
        writing.drop_draft(key=key, by=request.user)
        messages.success(request, "The file is taken out. The history keeps that it was there.")
        return redirect(row)
    reason = rules.cannot_change(row.evidence.case) or rules.cannot_remove_file(row)
    context = {"case": row.evidence.case, "file": row, "form": form, "draft_key": key, "reason": reason}
    return render(request, "cases/file_remove.html", context, status=422 if form.is_bound else 200)


@require_safe
def file(request, reference, pk):
    """The copy of a file that was made anew."""
    row = _file(request, reference, pk)
    if not row.served:
        raise Http404
    _note(request, row)
    return attachment(row.served, f"{reference}-evidence-{row.evidence_id}-{row.pk}", SERVED_TYPES)


@require_safe
def file_original(request, reference, pk):
    """The bytes as they were sent: never shown, only downloaded, as nothing that a browser would open."""
    row = _file(request, reference, pk)
    if row.is_waiting or not row.original:
        raise Http404
    _note(request, row)
    return attachment(row.original, row.name)


def _file(request, reference, pk):
    rows = EvidenceFile.objects.visible_to(request.user).select_related("evidence__case__school")
    return get_object_or_404(rows, evidence__case__reference=reference, pk=pk)


# --- Duties -------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def waive(request, reference, pk):
    duty = _duty(request, reference, pk)
    key = f"waive:{reference}:{pk}"
    form = _form(request, WaiveForm, key)
    if form.is_bound and run(form, duties.waive, duty=duty, by=request.user):
        writing.drop_draft(key=key, by=request.user)
        messages.success(request, "This is set aside. The history keeps why.")
        return redirect(duty.case)
    reason = rules.cannot_waive(duty, is_theirs=reach(request.user).settles(duty))
    return _duty_page(request, "cases/waive.html", duty, form, key, reason)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_on(request, reference, pk):
    duty = _duty(request, reference, pk)
    key = f"hand_on:{reference}:{pk}"
    form = _form(request, HandOnForm, key, colleagues=selectors.who_may_take_over(duty.case))
    if form.is_bound and run(form, duties.reassign, duty=duty, by=request.user):
        writing.drop_draft(key=key, by=request.user)
        messages.success(request, "This is handed on.")
        return redirect(duty.case)
    reason = rules.cannot_hand_on(duty, is_theirs=reach(request.user).settles(duty))
    return _duty_page(request, "cases/hand_on.html", duty, form, key, reason)


def _duty(request, reference, pk):
    rows = Duty.objects.visible_to(request.user).select_related("case__school", "owner_user")
    duty = get_object_or_404(rows, case__reference=reference, pk=pk)
    require(request.user, "work_case", duty.case)
    _note(request, duty.case)
    return duty


def _duty_page(request, template, duty, form, key, reason):
    context = {
        "case": duty.case,
        "duty": duty,
        "form": form,
        "draft_key": key,
        "sentence": selectors.duty_sentence(duty),
        "reason": reason,
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


# --- Sight --------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def sight(request, reference):
    """Who sees this case; give a colleague sight of it."""
    case = _case(request, reference, "delegate")
    key = f"sight:{reference}"
    form = _form(request, SightForm, key)
    if form.is_bound and run(form, access.grant_sight, case=case, by=request.user):
        writing.drop_draft(key=key, by=request.user)
        messages.success(request, f"{form.result.user.name} sees this case now.")
        return redirect("cases:sight", reference)
    context = {
        "case": case,
        "form": form,
        "draft_key": key,
        "seers": selectors.who_can_see(case),
        "grants": selectors.grants_of(case),
    }
    return render(request, "cases/sight.html", context, status=422 if form.is_bound else 200)


@require_POST
def sight_end(request, reference, pk):
    case = _case(request, reference, "delegate")
    grant = get_object_or_404(case.grants.select_related("user", "case"), pk=pk)
    access.end_sight(grant=grant, by=request.user)
    messages.success(request, f"{grant.user.name} no longer sees this case.")
    return redirect("cases:sight", reference)


def _case(request, reference, power):
    """The case, if this user sees its file; denied without the power."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)
    require(request.user, power, case)
    _note(request, case)
    return case


def _note(request, row):
    """Note who looked, as the case's own page does."""
    if request.method != "POST":
        note_reading(row=row, by=request.user)


def _form(request, form_class, key, **known):
    """The form as sent, or as it was kept, or empty."""
    if request.method == "POST":
        return form_class(request.POST, request.FILES, **known)
    form = form_class(**known)
    typed = keeping.restore(request.user, key)
    return form.show_typed(typed) if typed else form
