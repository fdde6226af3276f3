"""The list of what was posted online, a post's own page, and what is noted of it."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import note_reading
from kernel.byscript import how_sent, led_to
from kernel.forms import run
from schools.calendar import local_day
from socialmedia import clocks, services
from socialmedia.forms import AuthorForm, CheckForm, DataForm, KindsForm, ListForm, SettleForm, ToldForm
from socialmedia.models import OnlineConcern
from socialmedia.rules import concern as rules
from socialmedia.selectors import concern as pages
from socialmedia.selectors.concern_list import SHOWN, concerns_page, require_some
from socialmedia.selectors.people import found_for, schools_to_read
from socialmedia.states import Presence
from socialmedia.views.shared import METHODS, find, show_form

LOOK_AGAIN = timedelta(days=7)


@require_safe
def concerns(request):
    """What was posted, as far as this reader sees the files; the others are told what to do."""
    require_some(request.user)
    shown, before = request.GET.get("shown", ""), request.GET.get("before", "")
    place = int(before) if before.isascii() and before.isdecimal() and len(before) < 18 else None
    filters = ListForm(request.GET, schools=schools_to_read(request.user))
    chosen = filters.cleaned_data if filters.is_valid() else {}
    page = concerns_page(request.user, shown, place, school=chosen.get("school"))
    older = request.GET.copy()
    older["before"] = page.older or ""
    context = {
        "page": page,
        "shown": shown if shown in SHOWN else "",
        "choices": SHOWN,
        "filters": filters,
        "is_narrowed": bool(chosen.get("school")),
        "older": older.urlencode(),
    }
    return render(request, "socialmedia/concerns.html", context, status=422 if filters.errors else 200)


@require_safe
def show(request, reference, pk):
    found = find(request, reference, pk, power="")
    return render(request, "socialmedia/concern.html", {"page": pages.concern_page(found, request.user)})


@require_http_methods(METHODS)
def check(request, reference, pk):
    """Whether it is still there."""
    found = find(request, reference, pk)
    is_sent = request.method == "POST"
    sent = (request.POST, request.FILES) if is_sent else ()
    again_on = local_day(timezone.now() + LOOK_AGAIN)
    form = CheckForm(*sent, thing=found.thing, initial={"again_on": again_on}, **how_sent(request))
    if is_sent and run(form, services.check_concern, concern=found, by=request.user):
        is_gone = form.result is not None and form.result.found == Presence.REMOVED
        messages.success(request, f"Noted that {found.thing.gone}." if is_gone else "Noted.")
        return led_to(request, found)
    doubt = pages.doubt_of(found)
    return show_form(
        request, found, form, "online_check", "check", found.thing.asking, rules.cannot_check(found), doubt=doubt
    )


@require_http_methods(METHODS)
def author(request, reference, pk):
    """Say who posted it. "Find" looks for people and stores nothing."""
    found = find(request, reference, pk)
    is_sent = request.method == "POST" and "find_people" not in request.POST
    words = request.POST.get("find", "")
    form = AuthorForm(request.POST if is_sent else None, people=found_for(request.user, words, None))
    if is_sent and run(form, services.name_author, concern=found, by=request.user):
        messages.success(request, f"Noted: {found.who if found.author else form.cleaned_data['author'].full_name}.")
        return redirect(found)
    if not is_sent and request.method == "POST":
        form.show_typed(request.POST)
    reason = rules.cannot_deal(found) or ("Who it was is noted already." if found.author else None)
    return show_form(
        request,
        found,
        form,
        "online_author",
        "author",
        f"Who {found.thing.did}?",
        reason,
        button=f"They {found.thing.did}",
    )


@require_http_methods(METHODS)
def kinds(request, reference, pk):
    """Say anew what it is."""
    found = find(request, reference, pk)
    initial = {"kinds": found.kinds, "signs": found.signs, "judged_by_name": found.judged_by_name}
    form = KindsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and run(form, services.say_kinds, concern=found, by=request.user):
        messages.success(request, "Changed. The history keeps what it was taken for.")
        return redirect(found)
    return show_form(request, found, form, "online_kinds", "kinds", "What is it?", rules.cannot_deal(found))


@require_http_methods(METHODS)
def told(request, reference, pk):
    """Log that the safeguarding lead or the police were told."""
    found = find(request, reference, pk)
    form = ToldForm(request.POST if request.method == "POST" else None)
    if form.is_bound and run(form, services.log_told, concern=found, by=request.user):
        messages.success(request, "Logged.")
        return redirect(found)
    lead = (found.case.school.safeguarding_lead, found.case.school.safeguarding_phone)
    return show_form(request, found, form, "online_told", "told", "Who was told", lead=lead)


@require_http_methods(METHODS)
def data(request, reference, pk):
    """What a post means for personal data: handed to the data protection lead, without the file."""
    rows = OnlineConcern.objects.handed_to_data_lead(request.user).with_people()
    found = get_object_or_404(rows, case__reference=reference, pk=pk)
    if request.method != "POST":
        note_reading(row=found, by=request.user)
    form = DataForm(request.POST if request.method == "POST" else None)
    if form.is_bound and run(form, services.judge_data, concern=found, by=request.user):
        messages.success(request, "Noted. Whoever works on the case reads it in its history.")
        return redirect("desk:home")
    more = {"reported_by": clocks.reported_by(found)}
    return show_form(
        request, found, form, "online_data", "data", "Personal data", rules.cannot_judge_data(found), **more
    )


@require_http_methods(METHODS)
def settle(request, reference, pk):
    """Nothing more is done about it."""
    found = find(request, reference, pk)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and run(form, services.settle_concern, concern=found, by=request.user):
        messages.success(request, "Settled.")
        return redirect(found)
    return show_form(request, found, form, "online_settle", "settle", "How it ended", rules.cannot_deal(found))
