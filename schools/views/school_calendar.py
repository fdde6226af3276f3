"""A year of a school's calendar. What changes it may move deadlines and stands in the desk."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from schools.access import require_calendar
from schools.models import School
from schools.rules import FIRST_YEAR, LAST_YEAR
from schools.selectors.school_year import WEEK, school_year, way_back, year_now


@require_safe
def school_calendar(request, pk, year=None):
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require_calendar(request.user, school)
    year = year_now() if year is None else year
    if not FIRST_YEAR <= year < LAST_YEAR:
        raise Http404
    page = school_year(school, year, request.user)
    context = {"page": page, "week": WEEK, "crumbs": way_back(request.user, school)}
    return render(request, "schools/school_calendar.html", context)
