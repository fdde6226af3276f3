"""Pages for signing at home: the link is sent, the code opens it, the record is read and signed, or not."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.system import system_user
from audit.services import note_reading
from cases.access import require
from cases.doorway import Doorway
from cases.links import in_groups, mark_of
from cases.states import LinkPurpose
from kernel.downloads import SERVED_TYPES, attachment
from kernel.forms import run
from records.forms import AskForm, DeclineToSignForm, LinkCodeForm, SignForm
from records.models import Signatory
from records.selectors import by_link as selectors
from records.selectors.signing import sign_url
from records.services import by_link as services

METHODS = ["GET", "HEAD", "POST"]
DOOR = Doorway(
    purpose=LinkPurpose.SIGN,
    inside="records:own_sign",
    title="Read and sign a record",
    asks="asks you to read a record and to sign it. Once you have typed your code, you read it. Nobody has to sign.",
    find=selectors.of_link,
    code_form=LinkCodeForm,
    typed=("disagrees", "reason"),
)


# --- Sending it ---------------------------------------------------------------------------------------------------
@require_http_methods(METHODS)
def sign_link(request, reference, pk):
    """Send somebody a link; its code is shown this once."""
    rows = Signatory.objects.visible_to(request.user).select_related("record__case__school", "person__adult_facts")
    row = get_object_or_404(rows, record__case__reference=reference, pk=pk)
    require(request.user, "work_case", row.record.case)
    form = AskForm(request.POST) if request.method == "POST" else AskForm(initial=selectors.known_address(row))
    if form.is_bound and run(form, services.ask_to_sign, signatory=row, by=request.user):
        if form.result is None:
            return redirect(sign_url(row.record))
        asked = {"code": in_groups(form.result.code), "link": form.result.link}
        return render(request, "records/sign_code.html", {"row": row, "back": sign_url(row.record), **asked})
    if request.method != "POST":
        note_reading(row=row.record, by=request.user)
    reason = selectors.why_no_link(row)
    context = {"row": row, "record": row.record, "form": form, "reason": reason, "back": sign_url(row.record)}
    return render(request, "records/sign_link.html", context, status=_status(form))


# --- At home ------------------------------------------------------------------------------------------------------
@csrf_exempt
@login_not_required
@require_http_methods(METHODS)
def own_door(request, token):
    return DOOR.enter(request, token)


@login_not_required
@require_http_methods(METHODS)
@DOOR.for_visit
def own_sign(request, link, signatory):
    """Read the record and sign it."""
    if link.used_at is not None:
        return redirect("records:own_thanks")
    is_sent = request.method == "POST"
    form = SignForm(request.POST) if is_sent else SignForm(initial={"digest": signatory.record.digest})
    if is_sent and run(form, services.sign_by_link, link=link, signatory=signatory, by=system_user()):
        return redirect("records:own_thanks")
    return _own_page(request, "records/own_sign.html", link, signatory, form)


@login_not_required
@require_http_methods(METHODS)
@DOOR.for_visit
def own_decline(request, link, signatory):
    """They do not sign, and say why."""
    if link.used_at is not None:
        return redirect("records:own_thanks")
    form = DeclineToSignForm(request.POST) if request.method == "POST" else DeclineToSignForm()
    if form.is_bound and run(form, services.decline_by_link, link=link, signatory=signatory, by=system_user()):
        return redirect("records:own_thanks")
    return _own_page(request, "records/own_decline.html", link, signatory, form)


@login_not_required
@require_safe
@DOOR.for_visit
def own_paper(request, link, signatory):
    """The PDF of what they are asked to sign."""
    record = signatory.record
    if not hasattr(record, "file"):
        raise Http404
    return attachment(record.file.file, record.filename.removesuffix(".pdf"), SERVED_TYPES)


@login_not_required
@require_safe
@DOOR.for_visit
def own_thanks(request, link, signatory):
    if link.used_at is None:
        return redirect("records:own_sign")
    return render(request, "records/own_thanks.html", {"page": selectors.sign_at_home_page(signatory)})


@login_not_required
@require_POST
def own_stop(request):
    """Leave it for now: the link opens again with the code."""
    return DOOR.leave(request)


def _own_page(request, template, link, signatory, form):
    context = {"page": selectors.sign_at_home_page(signatory), "form": form, "visit": mark_of(link)}
    return render(request, template, context, status=_status(form))


def _status(form):
    return 422 if form.is_bound and form.errors else 200
