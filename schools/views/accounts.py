"""Accounts: the list, finding one, making and changing one, switching off and on, whom it may belong to."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernel.components import Filter
from kernel.forms import run
from schools.forms.accounts import AccountFilterForm, AccountForm, PersonSearchForm, TypedForm
from schools.models import School
from schools.selectors import setup as known
from schools.services import accounts as services

CRUMBS = (("Accounts", "schools:accounts"),)


@require_safe
def accounts(request):
    form = AccountFilterForm(request.GET, schools=School.objects.visible_to(request.user))
    chosen = form.cleaned_data if form.is_valid() else {}
    rows, after = known.accounts_page(request.user, chosen, request.GET.get("after", ""))
    return _list(request, rows, TypedForm(), form, applied=_applied(request, form, chosen), after=after)


@require_POST
def accounts_search(request):
    filters = AccountFilterForm({}, schools=School.objects.visible_to(request.user))
    form = TypedForm(request.POST)
    rows = known.found_accounts(request.user, form.cleaned_data["q"]) if form.is_valid() else None
    if rows is None:
        first, after = known.accounts_page(request.user, {})
        return _list(request, first, form, filters, after=after, status=422)
    return _list(request, rows, form, filters, words=form.cleaned_data["q"])


def _list(request, rows, form, filters, *, words="", applied=(), after="", status=200):
    query = request.GET.copy()
    query["after"] = after
    context = {
        "rows": rows,
        "form": form,
        "filters": filters,
        "words": words,
        "applied": applied,
        "next_url": f"?{query.urlencode()}" if after else "",
        "crumbs": known.crumbs(),
    }
    return render(request, "schools/accounts.html", context, status=status)


def _applied(request, form, chosen):
    """The filters in words, each with the address of the list without it."""
    applied = []
    for name, value in chosen.items():
        if value:
            query = request.GET.copy()
            query.pop(name, None)
            query.pop("after", None)
            label = dict(getattr(form.fields[name], "choices", ())).get(value, str(value))
            applied.append(Filter(str(label), f"{reverse('schools:accounts')}?{query.urlencode()}"))
    return applied


@require_http_methods(["GET", "HEAD", "POST"])
def account_new(request):
    known.accounts_for(request.user)
    form = AccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and run(form, services.create_account, by=request.user):
        messages.success(request, "The account is made. Now give it a role, then send the link to set a password.")
        return redirect("schools:account", pk=form.result.pk)
    context = {"form": form, "crumbs": known.crumbs(*CRUMBS)}
    return render(request, "schools/account_form.html", context, status=_status(request))


@require_safe
def account(request, pk):
    return _account(request, _one(request, pk))


def _account(request, user, form=None, found=None, status=200):
    context = {
        "page": known.account_page(user, request.user),
        "form": form or PersonSearchForm(),
        "found": found,
        "crumbs": known.crumbs(*CRUMBS),
    }
    return render(request, "schools/account.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def account_change(request, pk):
    user = _one(request, pk)
    form = AccountForm(request.POST) if request.method == "POST" else AccountForm.of(user)
    if request.method == "POST" and run(form, services.change_account, user=user, by=request.user):
        messages.success(request, "The account is changed.")
        return redirect("schools:account", pk=pk)
    context = {"form": form, "account": user, "crumbs": known.crumbs(*CRUMBS)}
    return render(request, "schools/account_form.html", context, status=_status(request))


@require_POST
def account_send_link(request, pk):
    user = _one(request, pk)
    services.send_password_link(user=user, by=request.user)
    messages.success(request, "The link is on its way. It works once, for three days.")
    return redirect("schools:account", pk=pk)


@require_POST
def account_off(request, pk):
    user = _one(request, pk)
    services.deactivate_account(user=user, by=request.user)
    messages.success(request, f"{user.name} is signed out everywhere and cannot sign in.")
    return redirect("schools:account", pk=pk)


@require_POST
def account_on(request, pk):
    user = _one(request, pk)
    services.reactivate_account(user=user, by=request.user)
    messages.success(request, "The account is switched on. Send a link to set a password.")
    return redirect("schools:account", pk=pk)


# --- The person it belongs to -------------------------------------------------------------------------
@require_POST
def account_people(request, pk):
    user = _one(request, pk)
    form = PersonSearchForm(request.POST)
    if not form.is_valid():
        return _account(request, user, form, status=422)
    return _account(request, user, form, known.people_to_link(request.user, form.cleaned_data["q"]))


def _one(request, pk):
    return get_object_or_404(known.accounts_for(request.user), pk=pk)


def _status(request):
    return 422 if request.method == "POST" else 200
