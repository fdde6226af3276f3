"""Contacts: who gets in touch most, all of one person, logging one by hand, one by itself, its original."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from cases.keeping import restore
from complaints.selectors.people import found_for
from kernel.downloads import attachment
from kernel.forms import run
from kernel.text import whole_number
from schools.access import require_at
from schools.models import Person
from socialmedia import services
from socialmedia.access import UPLOADS
from socialmedia.drafts import CONTACT_KEY, log_key_of, take_back_key
from socialmedia.forms.contact import BackForm, ContactForm
from socialmedia.models import Contact
from socialmedia.rules.contact import cannot_count, cannot_take_back
from socialmedia.selectors import contacts as known

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def contacts(request):
    known.require_logs(request.user)
    return render(request, "socialmedia/contacts.html", {"page": known.overview(request.user)})


@require_safe
def of_person(request, pk):
    person = _person(request, pk)
    page = known.person_contacts(person, request.user, whole_number(request.GET.get("before", "")))
    note_reading(row=person, by=request.user)
    return render(request, "socialmedia/contacts_of.html", {"page": page, "crumbs": known.crumbs_of()})


@require_http_methods(FORM_METHODS)
def log(request):
    """Log a contact. "Find" looks for a person and stores nothing."""
    known.require_logs(request.user)
    typed = request.POST if request.method == "POST" else restore(request.user, CONTACT_KEY)
    people = found_for(request.user, typed.get("find", "") if typed else "")
    return _log(request, {"people": people}, typed, CONTACT_KEY)


@require_http_methods(FORM_METHODS)
def log_of(request, pk):
    """Log a contact of somebody who is chosen already."""
    known.require_logs(request.user)
    person = _person(request, pk)
    choices = {"people": Person.objects.visible_to(request.user).filter(pk=person.pk), "is_of_one": True}
    key = log_key_of(person)
    typed = request.POST if request.method == "POST" else restore(request.user, key)
    return _log(request, choices, typed, key, person)


def _log(request, choices, typed, key, person=None):
    is_sent = request.method == "POST" and "find_people" not in request.POST
    schools = known.schools_to_log(request.user)
    initial = {"person": person} if person is not None else {}
    form = ContactForm(request.POST if is_sent else None, schools=schools, initial=initial, **choices)
    if is_sent and run(form, services.log_contact, by=request.user):
        messages.success(request, "Logged.")
        return redirect(reverse("socialmedia:contacts"))
    if typed and not is_sent:
        form.show_typed(typed)
    reason = cannot_count(person) if person is not None else None
    context = {"form": form, "crumbs": known.crumbs_of(), "draft_key": key, "reason": reason, "person": person}
    return render(request, "socialmedia/contact_log.html", context, status=422 if is_sent else 200)


@require_safe
def contact(request, pk):
    row = _contact(request, pk)
    note_reading(row=row, by=request.user)
    return render(request, "socialmedia/contact.html", {"page": known.contact_page(row, request.user)})


@require_safe
def original(request, pk):
    """The e-mail as it was uploaded, for download only: nothing opens it here."""
    row = _contact(request, pk)
    if row.mail is None:
        raise Http404
    note_reading(row=row, by=request.user)
    return attachment(row.mail.original, f"message-{row.pk}.eml")


@require_http_methods(FORM_METHODS)
def take_back(request, pk):
    row = _contact(request, pk)
    require_at(request.user, UPLOADS, row.school)
    form, key = BackForm(request.POST if request.method == "POST" else None), take_back_key(row)
    if form.is_bound and run(form, services.take_back_contact, contact=row, by=request.user):
        messages.success(request, "It is not counted any more.")
        return redirect(row)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    page = known.contact_page(row, request.user)
    context = {"page": page, "form": form, "draft_key": key, "reason": cannot_take_back(row)}
    return render(request, "socialmedia/contact_back.html", context, status=422 if form.is_bound else 200)


def _person(request, pk):
    people = Person.objects.visible_to(request.user).select_related("merged_into")
    person = get_object_or_404(people, pk=whole_number(str(pk)))
    return person.merged_into or person


def _contact(request, pk):
    return get_object_or_404(Contact.objects.visible_to(request.user).with_people(), pk=pk)
