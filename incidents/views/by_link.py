"""Statements, for people without an account: the code, writing, reading through, confirming, the copy.

Every wrong link and every wrong code is answered alike. Opening the address changes nothing: mail is read by machines too.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.system import system_user
from cases import visiting
from cases.links import NOT_OPEN, is_mark
from cases.links import mark_of as visit_mark
from cases.services import links
from cases.states import LinkPurpose
from incidents.forms.statement import CodeForm, ConfirmForm, DeclineForm, WordsForm
from incidents.selectors import statements as selectors
from incidents.services import statements as services
from incidents.statements import mark_of
from kernel import wording
from kernel.downloads import SERVED_TYPES, attachment
from kernel.forms import run

METHODS = ["GET", "HEAD", "POST"]
PURPOSE = LinkPurpose.STATEMENT
TOO_OFTEN = "Too many tries from here. Wait a minute, then try again."
OVER = (
    "Your time here is over, so this was not saved. Copy what you wrote since, and open the link in the e-mail again."
)


OTHER = (
    "This browser has opened another statement since, so this was not saved. Copy what you wrote here, and open the link "
    "of this statement again."
)


# The page sends no referrer, without which Django's check refuses every form over https; link and code are asked for
# in its place. Behind it, the cookie of a visit is never sent from another site, and Django checks as everywhere.
@csrf_exempt
@login_not_required
@require_http_methods(METHODS)
def own_door(request, token):
    """What a link opens first: a page that says nothing of the case and asks for the code."""
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    if not form.is_bound or not _is_from_here(request):
        return _door(request, CodeForm())
    if visiting.tries_too_often(request):
        return _door(request, form, status=429, refusal=TOO_OFTEN)
    if not form.is_valid():
        return _door(request, form, status=422)
    before = visiting.visit_of(request, PURPOSE)
    opening = links.open_link(
        purpose=PURPOSE,
        token=token,
        code=form.cleaned_data["code"],
        held=visiting.held(request, PURPOSE),
        by=system_user(),
    )
    if opening.elsewhere_until is not None:
        return _door(request, CodeForm(), status=409, elsewhere_until=opening.elsewhere_until)
    if opening.link is None:
        form.add_error("code", NOT_OPEN)
        return _door(request, form, status=422)
    if before is not None and before.pk != opening.link.pk:
        # A browser keeps one visit: the other link could not be opened again until its time is over.
        links.leave_link(link=before, by=system_user())
    return visiting.remember(_discreet(redirect("incidents:own")), PURPOSE, opening.secret)


def _is_from_here(request):
    """A form of another site, which browsers name as such, opens nothing."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def _door(request, form, *, status=200, **more):
    return _discreet(render(request, "incidents/own_door.html", {"form": form, **more}, status=status))


def _discreet(response):
    """Tell nobody the address, which holds the token."""
    response["Referrer-Policy"] = "no-referrer"
    return response


def for_visit(view):
    """A page behind the code: its view gets the visit's link and statement; anybody else is told that it is shut.

    A form carries the mark of the statement it was made for: opened in another tab, another statement has taken its place.
    """

    @wraps(view)
    def shown(request):
        link = visiting.visit_of(request, PURPOSE)
        statement = selectors.of_link(link) if link is not None else None
        if link is None or statement is None:
            return _shut(request)
        if request.method == "POST" and not is_mark(link, request.POST.get("visit", "")):
            return _other(request)
        response = view(request, link, statement)
        if request.method != "POST":
            return response
        links.keep_open(link=link, by=system_user())
        return visiting.remember(response, PURPOSE, visiting.held(request, PURPOSE))

    return shown


def _shut(request):
    """No visit is open in this browser. What was typed meanwhile is given back, to be copied."""
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"message": OVER}, status=409)
    return render(request, "incidents/own_shut.html", {"typed": _typed(request)}, status=403)


def _other(request):
    """The form belongs to another statement than the one that is open here: nothing is written, what was typed is shown."""
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"message": OTHER}, status=409)
    return render(request, "incidents/own_other.html", {"typed": _typed(request)}, status=409)


def _typed(request):
    return (request.POST.get("text") or request.POST.get("reason", "")) if request.method == "POST" else ""


@login_not_required
@require_http_methods(METHODS)
@for_visit
def own(request, link, statement):
    """Write the statement; saving leads to reading it through."""
    if link.used_at is not None:
        return redirect("incidents:own_thanks")
    form = WordsForm(request.POST) if request.method == "POST" else WordsForm(initial={"text": statement.text})
    if form.is_bound and run(form, services.save_words, statement=statement, by=system_user()):
        return redirect("incidents:own" if "stay" in request.POST else "incidents:own_check")
    return _page(request, "incidents/own.html", link, statement, form)


@login_not_required
@require_POST
@for_visit
def own_keep(request, link, statement):
    """Keep what is being typed; answers the scripts that send it."""
    if visiting.saves_too_often(link):
        return JsonResponse({"message": "Saved too often. We keep trying."}, status=429)
    form = WordsForm(request.POST)
    if not run(form, services.save_words, statement=statement, by=system_user()):
        reasons = [reason for found in form.errors.values() for reason in found]
        return JsonResponse({"message": f"Not saved. {reasons[0]}"}, status=422)
    return JsonResponse({"saved": wording.clock_time(timezone.now())})


@login_not_required
@require_http_methods(METHODS)
@for_visit
def own_check(request, link, statement):
    """Read it through, and confirm it."""
    if link.used_at is not None:
        return redirect("incidents:own_thanks")
    form = ConfirmForm(request.POST) if request.method == "POST" else ConfirmForm()
    if form.is_bound and run(form, services.confirm_statement, statement=statement, by=system_user()):
        return redirect("incidents:own_thanks")
    return _page(request, "incidents/own_check.html", link, statement, form)


@login_not_required
@require_http_methods(METHODS)
@for_visit
def own_decline(request, link, statement):
    if link.used_at is not None:
        return redirect("incidents:own_thanks")
    form = DeclineForm(request.POST) if request.method == "POST" else DeclineForm()
    if form.is_bound and run(form, services.decline_statement, statement=statement, by=system_user()):
        return redirect("incidents:own_thanks")
    return _page(request, "incidents/own_decline.html", link, statement, form)


@login_not_required
@require_safe
@for_visit
def own_thanks(request, link, statement):
    """Thank them, and offer the copy once."""
    if link.used_at is None:
        return redirect("incidents:own")
    record = selectors.copy_of(statement)
    page = selectors.writer_page(statement)
    context = {"page": page, "link": link, "is_ready": record is not None, "visit": visit_mark(link)}
    return render(request, "incidents/own_thanks.html", context)


@login_not_required
@require_POST
@for_visit
def own_copy(request, link, statement):
    """Their copy of what they confirmed, once."""
    record = selectors.copy_of(statement)
    if record is None or not links.note_copy(link=link, by=system_user()):
        return redirect("incidents:own_thanks")
    return attachment(record.file.file, f"{record.case.reference}-statement", SERVED_TYPES)


@login_not_required
@require_POST
def own_stop(request):
    """Leave it for now: what was written is kept, and the link opens again with the code."""
    link = visiting.visit_of(request, PURPOSE)
    if link is None:
        return _shut(request)
    if not is_mark(link, request.POST.get("visit", "")):
        return _other(request)
    links.leave_link(link=link, by=system_user())
    return visiting.forget(render(request, "incidents/own_shut.html", {"is_left": True}), PURPOSE)


def _page(request, template, link, statement, form):
    context = {
        "page": selectors.writer_page(statement),
        "link": link,
        "form": form,
        "mark": mark_of(statement.text),
        "visit": visit_mark(link),
    }
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)
