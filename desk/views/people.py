"""People: finding one, what is known of one, naming, reaching, one human being with two records."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from desk.forms.filters import SearchForm
from desk.forms.people import ContactForm, NameForm, PupilFactsForm
from desk.selectors import lists
from desk.selectors import people as known
from desk.services.people import change_pupil_facts, link_account, merge, unlink_account
from desk.services.searching import store_search
from kernel.forms import run
from kernel.text import whole_number
from schools.selectors.setup import accounts_for, linkable_people
from schools.services.people import name_person, rename_person, set_contact_facts, unmerge

LIST, SAME = "people", "same"
TOLD = "The CEO and the data protection lead are told."


@require_safe
def people(request):
    lists.require_some_file(request.user)
    _, words = lists.kept_for_list(request.user, LIST, request.GET.get("search", ""))
    return _list(request, SearchForm(initial={"q": words}), words)


@require_POST
def people_search(request):
    lists.require_some_file(request.user)
    form = SearchForm(request.POST)
    if run(form, store_search, list_name=LIST, by=request.user):
        return redirect(f"{reverse('desk:people')}?search={form.result}")
    return _list(request, form, "", status=422)


def _list(request, form, words, status=200):
    found, has_more = known.found_people(request.user, words) if words else ((), False)
    context = {"form": form, "words": words, "found": found, "has_more": has_more}
    context["suspends"] = known.may_enter_suspension(request.user)
    return render(request, "desk/people.html", context, status=status)


@require_safe
def person(request, pk):
    one = visible_person(request, pk)
    if one.merged_into is not None:
        return redirect(one.merged_into)
    note_reading(row=one, by=request.user)
    return render(request, "desk/person.html", {"person": one, "page": known.person_page(one, request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def person_name(request, pk):
    one = visible_person(request, pk)
    known.require_work_with(request.user, one)
    initial = {name: getattr(one, name) for name in NameForm.base_fields}
    form = NameForm(request.POST if request.method == "POST" else None, initial=initial)
    service = name_person if one.is_unknown else rename_person
    if request.method == "POST" and run(form, service, person=one, by=request.user):
        messages.success(request, "The name is kept.")
        return redirect(one)
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/person_name.html", {"person": one, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def person_contact(request, pk):
    one = visible_person(request, pk)
    known.require_work_with(request.user, one)
    if request.method != "POST":
        return render(request, "desk/person_contact.html", {"person": one, "form": ContactForm.of(one)})
    form = ContactForm(request.POST)
    if run(form, set_contact_facts, person=one, by=request.user):
        messages.success(request, "This is kept.")
        return redirect(one)
    return render(request, "desk/person_contact.html", {"person": one, "form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def pupil_facts(request, pk):
    """What is known of a pupil as a pupil: what decides who is told of a suspension, and what education is owed."""
    one = visible_person(request, pk)
    if one.merged_into is not None:
        return redirect("desk:pupil_facts", one.merged_into.pk)
    known.require_work_with(request.user, one)
    if not one.is_pupil:
        raise Http404
    if request.method != "POST":
        note_reading(row=one, by=request.user)
        form = PupilFactsForm.of(known.facts_of_pupil(one))
        return render(request, "desk/pupil_facts.html", {"person": one, "form": form})
    form = PupilFactsForm(request.POST)
    if run(form, change_pupil_facts, pupil=one, by=request.user):
        messages.success(request, "This is kept. Who has to be told of a suspension follows.")
        if known.lacks_authority(form.cleaned_data):
            messages.warning(request, known.NO_AUTHORITY)
        return redirect(one)
    return render(request, "desk/pupil_facts.html", {"person": one, "form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def person_same(request, pk):
    """Choose the record that is kept, and merge this one into it."""
    one = visible_person(request, pk)
    known.require_work_with(request.user, one)
    if request.method == "POST":
        into = visible_person(request, request.POST.get("into", ""))
        merge(person=one, into=into, by=request.user)
        messages.success(request, "The two records are one person now. You can undo this below.")
        return redirect(into)
    _, words = lists.kept_for_list(request.user, SAME, request.GET.get("search", ""))
    return _same(request, one, SearchForm(initial={"q": words}), words)


@require_POST
def person_same_search(request, pk):
    one = visible_person(request, pk)
    known.require_work_with(request.user, one)
    form = SearchForm(request.POST)
    if run(form, store_search, list_name=SAME, by=request.user):
        return redirect(f"{reverse('desk:person_same', args=[one.pk])}?search={form.result}")
    return _same(request, one, form, "", status=422)


def _same(request, one, form, words, status=200):
    found, _ = known.found_people(request.user, words, leave_out=one.pk) if words else ((), False)
    context = {"person": one, "form": form, "words": words, "choices": known.keepers(one, found)}
    return render(request, "desk/person_same.html", context, status=status)


@require_POST
def person_separate(request, pk):
    """Undo that this record was merged into another."""
    one = visible_person(request, pk)
    kept = one.merged_into
    unmerge(person=one, by=request.user)
    messages.success(request, "The two records are separate again.")
    return redirect(kept or one)


def visible_person(request, pk):
    """Somebody whom this user may know of."""
    return get_object_or_404(known.with_facts(request.user), pk=whole_number(str(pk)))


# --- An account and the person it belongs to --------------------------------------------------------------------------
@require_POST
def account_link(request, pk, person):
    user = get_object_or_404(accounts_for(request.user), pk=pk)
    one = get_object_or_404(linkable_people(request.user), pk=person)
    link_account(user=user, person=one, by=request.user)
    messages.success(request, f"{user.name} now sees nothing of a case about {one.full_name}. {TOLD}")
    return redirect("schools:account", pk=pk)


@require_POST
def account_unlink(request, pk):
    user = get_object_or_404(accounts_for(request.user), pk=pk)
    unlink_account(user=user, by=request.user)
    messages.success(request, f"The account is no longer linked with a person. {TOLD}")
    return redirect("schools:account", pk=pk)
