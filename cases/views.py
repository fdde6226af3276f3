"""Pages of a case that belong to no single matter: drafts, people, evidence, duties, sight."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cases import keeping
from cases.forms import DraftForm
from cases.services import writing
from kernel import views as kernel_views
from kernel import wording
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
    writing.drop_draft(key=request.POST.get(keeping.KEY_FIELD, ""), by=request.user)
    messages.success(request, "The draft is removed.")
    return redirect("desk:home")


def csrf_failure(request, reason=""):
    """A form from a page that is no longer valid: what it says is kept where its keeper says for whom."""
    page = keeping.keep_posted(request, keeping.STALE if request.user.is_authenticated else keeping.KEPT)
    if page is None:
        return kernel_views.csrf_failure(request, reason)
    return redirect(page) if request.user.is_authenticated else redirect_to_login(page)
