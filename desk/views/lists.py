"""The list of cases: what was chosen stands in the address, what was searched does not."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from desk.forms.filters import CaseFilterForm, SearchForm
from desk.selectors import lists
from desk.selectors.overdue import overdue_page
from desk.services.searching import remember_filters, store_search
from kernel.forms import run

LIST = "cases"


@require_safe
def cases(request):
    lists.require_some_file(request.user)
    remembered, words = lists.kept_for_list(request.user, LIST, request.GET.get("search", ""))
    if remembered and not request.GET:
        return redirect(_address(lists.Asked(remembered)))
    form = _filter_form(request, request.GET)
    asked = lists.Asked(form.choices(), words, request.GET.get("search", "") if words else "")
    return _show(request, asked, form, SearchForm(initial={"q": words}))


@require_POST
def cases_filter(request):
    """Remember the filters that were chosen, and lead to the list with them in its address."""
    lists.require_some_file(request.user)
    form = _filter_form(request, request.POST)
    _, words = lists.kept_for_list(request.user, LIST, request.POST.get("search", ""))
    asked = lists.Asked(form.choices(), words, request.POST.get("search", "") if words else "")
    if not form.is_valid():
        return _show(request, asked, form, SearchForm(initial={"q": words}), status=422)
    asked = asked.without(request.POST.get("without", ""))
    remember_filters(list_name=LIST, choices=dict(asked.choices), by=request.user)
    return redirect(_address(asked))


@require_POST
def cases_search(request):
    """Store the words that were searched, and lead to the list by a token that stands for them."""
    lists.require_some_file(request.user)
    filters = _filter_form(request, request.POST)
    asked = lists.Asked(filters.choices())
    if "clear" in request.POST:
        return redirect(_address(asked))
    form = SearchForm(request.POST)
    if run(form, store_search, list_name=LIST, by=request.user):
        return redirect(_address(asked, search=form.result))
    return _show(request, asked, filters, form, status=422)


def _filter_form(request, typed):
    return CaseFilterForm(typed, schools=lists.schools_of_cases(request.user))


def _address(asked, **changes):
    query = asked.address(**changes)
    return f"{reverse('desk:cases')}?{query}" if query else reverse("desk:cases")


def _show(request, asked, form, search, status=200):
    chosen = form.cleaned_data if form.is_bound else {}
    cursors = (request.GET.get("before", ""), request.GET.get("after", ""))
    page = lists.cases_page(request.user, asked, chosen, *cursors)
    context = {
        "page": page,
        "asked": asked,
        "filters": form,
        "search": search,
        "forms": [search, form],
        "applied": lists.applied(chosen),
        "newer_url": _address(asked, after=page.newer) if page.newer else "",
        "older_url": _address(asked, before=page.older) if page.older else "",
    }
    return render(request, "desk/cases.html", context, status=status)


@require_safe
def overdue(request):
    lines, is_more = overdue_page(request.user)
    return render(request, "desk/overdue.html", {"lines": lines, "is_more": is_more})
