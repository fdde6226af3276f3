"""Pages about telling people: what was told to me, one message, one that did not arrive."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from kernel.forms import run
from kernel.text import whole_number
from notices import rules, selectors, services
from notices.doors import leads_on
from notices.forms import PutRightForm
from notices.models import Notice

DRAFT_KEY, TRUST_KEY = "notice:{reference}:{pk}", "message:{pk}"


def _visible(request, **which):
    rows = Notice.objects.visible_to(request.user).select_related("case", "to_user", "to_person", "queued_by")
    return get_object_or_404(rows, **which)


@require_safe
def notices(request):
    items, older = selectors.told_to(request.user, whole_number(request.GET.get("before")) or None)
    older_url = f"{request.path}?before={older}" if older else ""
    return render(request, "notices/notices.html", {"items": items, "older_url": older_url})


@require_safe
def notice(request, pk):
    one = _visible(request, pk=pk)
    note_reading(row=one, by=request.user)
    return render(request, "notices/notice.html", {"notice": one, "page": selectors.notice_page(one, request.user)})


@require_POST
def acknowledge(request, pk):
    """Confirm having read; what discharges a duty is confirmed on its own page."""
    one = _visible(request, pk=pk)
    if not selectors.can_confirm(one):
        return redirect(one if leads_on(one, request.user) else reverse("notices:notice", args=[one.pk]))
    services.acknowledge(notice=one, by=request.user)
    return redirect("notices:notice", one.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def failed(request, reference, pk):
    """Say how somebody was told whom a message about a case did not reach."""
    key, again_url = DRAFT_KEY.format(reference=reference, pk=pk), reverse("notices:again", args=[reference, pk])
    return _put_right(request, _of_case(request, reference, pk), key, again_url)


@require_http_methods(["GET", "HEAD", "POST"])
def undelivered(request, pk):
    """The same of a message about no case: somebody stands in, a role was given."""
    key, again_url = TRUST_KEY.format(pk=pk), reverse("notices:again_without_case", args=[pk])
    return _put_right(request, _of_no_case(request, pk), key, again_url)


@require_POST
def again(request, reference, pk):
    """Send a failed message once more."""
    return _send_again(request, _of_case(request, reference, pk))


@require_POST
def again_without_case(request, pk):
    return _send_again(request, _of_no_case(request, pk))


def _put_right(request, one, key, again_url):
    if request.method != "POST":
        note_reading(row=one, by=request.user)
    form = PutRightForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, services.put_right, notice=one, draft_key=key, by=request.user):
        messages.success(request, "This is put right.")
        return redirect(selectors.after_putting_right(one, request.user))
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {"notice": one, "form": form, "draft_key": key, "again_url": again_url}
    context["reason"] = rules.cannot_put_right(one)
    return render(request, "notices/failed.html", context, status=422 if form.is_bound else 200)


def _send_again(request, one):
    services.send_again(notice=one, by=request.user)
    messages.success(request, "It is being sent again.")
    return redirect(selectors.after_putting_right(one, request.user))


def _of_case(request, reference, pk):
    one = get_object_or_404(_to_put_right(request), case__reference=reference, pk=pk)
    if one.queued_by_id != request.user.pk:
        require(request.user, "work_case", one.case)
    return one


def _of_no_case(request, pk):
    return get_object_or_404(_to_put_right(request), case__isnull=True, pk=pk)


def _to_put_right(request):
    return selectors.to_put_right(request.user).select_related("case", "to_user", "to_person", "queued_by")
