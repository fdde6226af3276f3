"""Set-up: its first page, the trust, standing deputies, bank holidays, and staying signed in."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernel.forms import run
from schools.access import require_at, require_set_up
from schools.calendar import local_day
from schools.forms.trust import DeputyForm, HolidayForm, TrustForm
from schools.models import BankHoliday, School, StandingDeputy
from schools.rules import FIRST_YEAR, LAST_YEAR
from schools.selectors.calendar import year_page
from schools.selectors.setup import colleagues_at, crumbs, deputies_for, parts_for
from schools.selectors.trust import trust
from schools.services import calendar as calendar_services
from schools.services.cover import name_deputy, remove_deputy
from schools.services.trust import change_trust


@require_POST
def stay(request):
    """Keep the session: the middleware has noted that somebody is there."""
    return HttpResponse(status=204)


@require_safe
def setup(request):
    return render(request, "schools/setup.html", {"parts": parts_for(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def trust_facts(request):
    require_set_up(request.user)
    one = trust()
    form = TrustForm(request.POST) if request.method == "POST" else TrustForm.of(one)
    if request.method == "POST" and run(form, change_trust, trust=one, by=request.user):
        messages.success(request, "The trust’s facts are kept.")
        return redirect("schools:setup")
    status = 422 if request.method == "POST" else 200
    return render(request, "schools/trust.html", {"form": form, "crumbs": crumbs()}, status=status)


# --- Deputies -----------------------------------------------------------------------------------------
@require_safe
def deputies(request):
    places = [(place, DeputyForm(colleagues=place.colleagues)) for place in deputies_for(request.user)]
    return render(request, "schools/deputies.html", {"places": places, "crumbs": crumbs()})


@require_http_methods(["POST"])
def deputy_name(request, pk):
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require_at(request.user, "name_deputies", school)
    form = DeputyForm(request.POST, colleagues=colleagues_at(school, request.user))
    if run(form, name_deputy, school=school, by=request.user):
        messages.success(request, f"{form.result.user.name} may now say “I am acting head today” at {school}.")
        return redirect("schools:deputies")
    places = [
        (place, form if place.school == school else DeputyForm(colleagues=place.colleagues))
        for place in deputies_for(request.user)
    ]
    context = {"places": places, "form": form, "crumbs": crumbs()}
    return render(request, "schools/deputies.html", context, status=422)


@require_POST
def deputy_remove(request, pk):
    deputy = get_object_or_404(StandingDeputy.objects.visible_to(request.user).select_related("user", "school"), pk=pk)
    remove_deputy(deputy=deputy, by=request.user)
    messages.success(request, f"{deputy.user.name} is no longer a standing deputy.")
    return redirect("schools:deputies")


# --- Bank holidays ------------------------------------------------------------------------------------
@require_safe
def calendar(request, year=None):
    require_set_up(request.user)
    year = local_day(timezone.now()).year if year is None else year
    return _calendar(request, year, HolidayForm())


@require_POST
def holiday_add(request, year):
    require_set_up(request.user)
    form = HolidayForm(request.POST)
    if run(form, calendar_services.add_bank_holiday, by=request.user):
        messages.success(request, f"{form.result} is a bank holiday.")
        return redirect(_year_url(form.result.on.year))
    return _calendar(request, year, form, status=422)


@require_POST
def holidays_fill(request, year):
    require_set_up(request.user)
    added = calendar_services.prefill_bank_holidays(year=year, by=request.user)
    messages.success(request, f"{added} bank holidays of {year} were added." if added else "Nothing was missing.")
    return redirect(_year_url(year))


@require_POST
def holiday_remove(request, pk):
    require_set_up(request.user)
    holiday = get_object_or_404(BankHoliday.objects.visible_to(request.user), pk=pk)
    calendar_services.remove_bank_holiday(holiday=holiday, by=request.user)
    messages.success(request, f"{holiday} is no longer a bank holiday.")
    return redirect(_year_url(holiday.on.year))


def _year_url(year):
    return reverse("schools:calendar_year", args=[year])


def _calendar(request, year, form, status=200):
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    context = {"page": year_page(year), "form": form, "crumbs": crumbs()}
    return render(request, "schools/calendar.html", context, status=status)
