"""Telling people of a pupil's suspension: who was told, one letter or notice, how it went, a court order."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.services import note_reading
from cases.keeping import restore
from kernel.forms import run
from pupils.access import may_see_told, may_tell, may_tell_some
from pupils.forms.telling import LostForm, NoticeForm, NotToldForm, OrderForm, SentForm
from pupils.keys import lost_key, not_told_key, notice_key, order_key
from pupils.models import PupilSuspension
from pupils.recipients import NOBODY, NoticeKey
from pupils.selectors.addresses import not_told_url, notice_url, told_url
from pupils.selectors.letter import subject_of
from pupils.selectors.notice import notice_page
from pupils.selectors.owed import owed_of
from pupils.selectors.recipients import known_of
from pupils.selectors.told import lost_page, not_told_page, order_page, told_page
from pupils.services import telling
from pupils.states import Event
from schools.calendar import local_day

FORM_METHODS = ("GET", "HEAD", "POST")


def find(request, reference, pk, *, may):
    """The suspension, for whoever sees its file, or to whom it was handed with the board's business.

    `may` says of the user and the case whether they do what the page is for.
    """
    handed = PupilSuspension.objects.handed_to_board(request.user)
    rows = PupilSuspension.objects.visible_to(request.user) | handed
    suspension = get_object_or_404(rows.with_people(), case__reference=reference, pk=pk)
    if not may(request.user, suspension.case):
        raise PermissionDenied
    if request.method != "POST":
        note_reading(row=suspension, by=request.user)
    return suspension


def find_notice(request, reference, notice):
    """The suspension, the notice that an address names, and what is known of it; nothing where no paper goes to them.

    Not found where they are owed nothing either.
    """
    key = NoticeKey.read(notice)
    if key is None:
        raise Http404
    suspension = find(request, reference, key.suspension, may=partial(may_tell, event=key.event))
    if key.to == NOBODY:
        return suspension, key, None
    known = known_of(suspension)
    subject = subject_of(suspension, key, known)
    if subject is None and not owed_of(known, key):
        raise Http404
    return suspension, key, subject


@require_GET
def told(request, reference, pk):
    """Who was told of a suspension, when and how."""
    suspension = find(request, reference, pk, may=may_see_told)
    return render(request, "pupils/told.html", {"page": told_page(suspension, request.user)})


@require_http_methods(FORM_METHODS)
def notice(request, reference, notice):
    """One letter or notice: as it reads, issued, and how it went."""
    suspension, key, subject = find_notice(request, reference, notice)
    if subject is None:
        # Nobody of the family is known, or they are told by word only.
        return redirect(told_url(suspension) if key.to == NOBODY else not_told_url(suspension, key))
    form, page = _notice(request, suspension, subject)
    if request.POST.get("do") == "issue" and run(
        form, telling.issue_notice, suspension=suspension, key=key, by=request.user
    ):
        messages.success(request, "Issued. Print or save the PDF from the record, and say here how it went.")
        return redirect(notice_url(suspension, key))
    return _show(request, form, page, status=422 if form.is_bound and form.errors else 200)


@require_POST
def sent(request, reference, notice):
    """How an issued letter or notice went."""
    suspension, key, subject = find_notice(request, reference, notice)
    if subject is None:
        raise Http404
    form, page = _notice(request, suspension, subject, is_posted=False)
    sent_form = SentForm(request.POST, auto_id="sent_%s", page=page)
    if run(sent_form, telling.log_notice_sent, suspension=suspension, key=key, by=request.user):
        messages.success(request, "Logged how it went.")
        return redirect(notice_url(suspension, key))
    return _show(request, form, page, sent_form=sent_form, status=422)


@require_http_methods(FORM_METHODS)
def lost(request, reference, pk, copy_pk):
    """A letter or notice never came: it goes again."""
    suspension = find(request, reference, pk, may=may_tell_some)
    page = lost_page(suspension, copy_pk, request.user)
    if page is None:
        raise Http404
    draft = lost_key(suspension, copy_pk)
    posted = request.POST if request.method == "POST" else None
    form = LostForm(posted, here=page.reached, deemed=page.deemed)
    if posted is not None:
        if run(form, telling.send_notice_again, suspension=suspension, copy=page.copy, by=request.user):
            messages.success(request, "Noted that it never came.")
            return redirect(told_url(suspension))
    elif typed := restore(request.user, draft):
        form.show_typed(typed)
    context = {"page": page, "form": form, "draft_key": draft}
    return render(request, "pupils/notice_lost.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
def order(request, reference, pk, person_pk):
    """Whether somebody is told of whom a court order is noted."""
    suspension = find(request, reference, pk, may=partial(may_tell, event=Event.DECIDED))
    page = order_page(suspension, person_pk, request.user)
    if page is None:
        raise Http404
    draft = order_key(suspension, person_pk)
    posted = request.POST if request.method == "POST" else None
    form = OrderForm(posted)
    if posted is not None:
        if run(form, telling.decide_on_order, suspension=suspension, person_pk=person_pk, by=request.user):
            messages.success(request, "Noted.")
            return redirect(told_url(suspension))
    elif typed := restore(request.user, draft):
        form.show_typed(typed)
    context = {"page": page, "form": form, "draft_key": draft}
    return render(request, "pupils/notice_order.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
def not_told(request, reference, notice):
    """Why somebody gets no paper: how they know of it, or why they cannot be told."""
    key = NoticeKey.read(notice)
    if key is None:
        raise Http404
    suspension = find(request, reference, key.suspension, may=partial(may_tell, event=key.event))
    page = not_told_page(suspension, key, request.user)
    if page is None:
        raise Http404
    draft = not_told_key(suspension, key)
    posted = request.POST if request.method == "POST" else None
    form = NotToldForm(posted)
    if posted is not None:
        if run(form, telling.note_not_told, suspension=suspension, key=key, by=request.user):
            messages.success(request, "Noted.")
            return redirect(told_url(suspension))
    elif typed := restore(request.user, draft):
        form.show_typed(typed)
    context = {"page": page, "form": form, "draft_key": draft}
    return render(request, "pupils/notice_not_told.html", context, status=422 if form.errors else 200)


def _notice(request, suspension, subject, is_posted=True):
    """The form, and the letter as it reads with what was typed: now, before in a draft, or not at all."""
    posted = request.POST if request.method == "POST" and is_posted else None
    typed = posted if posted is not None else restore(request.user, notice_key(suspension, subject.key)) or QueryDict()
    page = notice_page(subject, typed, request.user)
    form = NoticeForm(posted, page=page)
    return (form.show_typed(typed) if typed and posted is None else form), page


def _show(request, form, page, *, sent_form=None, status=200):
    sent_form_ = sent_form or SentForm(auto_id="sent_%s", page=page, initial={"sent_on": local_day(timezone.now())})
    is_writing = not page.is_current or "words" in request.GET or (request.method == "POST" and sent_form is None)
    context = {
        "page": page,
        "form": form,
        "forms": [sent_form_],
        "sent_form": sent_form_,
        "is_writing": is_writing,
        "draft_key": notice_key(page.subject.suspension, page.subject.key),
        "notice_url": notice_url(page.subject.suspension, page.subject.key),
    }
    return render(request, "pupils/notice.html", context, status=status)
