"""Standing in: "I am acting head today", appointing, ending, who stands in for whom."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.forms.cover import CoverForm
from desk.selectors import cover as known
from desk.services.cover import act_as_head_today
from desk.services.cover import appoint as appoint_cover
from desk.services.cover import end as end_cover
from kernel.forms import run
from kernel.text import whole_number
from schools.models import School


@require_http_methods(["GET", "HEAD", "POST"])
def acting(request):
    if request.method == "POST":
        school = get_object_or_404(School.objects.visible_to(request.user), pk=whole_number(request.POST.get("school")))
        act_as_head_today(school=school, by=request.user)
        messages.success(request, f"You are acting headteacher of {school} until 23:59. The CEO has been told.")
        return redirect("desk:home")
    schools = known.schools_to_act_at(request.user)
    covers = known.cover_rows(request.user)
    if not schools and not covers:
        raise PermissionDenied
    return render(request, "desk/acting.html", {"schools": schools, "covers": covers})


@require_safe
def cover(request):
    context = {"covers": known.cover_rows(request.user), "places": known.places_to_cover(request.user)}
    return render(request, "desk/cover.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request):
    """The role stands in the address (an id, no name); the form asks who and until when."""
    place = known.place_of(request.user, request.GET.get("for", ""))
    if place is None:
        raise PermissionDenied
    candidates = known.candidates_for(place, request.user)
    form = CoverForm(request.POST if request.method == "POST" else None, candidates=candidates)
    facts = {"role": place.role, "school": place.school, "of": place.holder}
    if request.method == "POST" and run(form, appoint_cover, by=request.user, **facts):
        messages.success(request, f"{form.result.user.name} stands in. Those who must know are told.")
        return redirect("desk:cover")
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/cover_appoint.html", {"form": form, "place": place}, status=status)


@require_POST
def end(request, pk):
    one = get_object_or_404(known.covers_known_to(request.user), pk=pk)
    end_cover(cover=one, by=request.user)
    messages.success(request, "This has ended. Those who were told that it began are told.")
    return redirect("desk:cover")
