"""A month of meetings at a glance."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.selectors.month import month_of, month_page
from schools.calendar import local_day


@require_safe
def month(request):
    """The meetings this user may see in a month: of every file they see, and those they are asked to."""
    first = month_of(request.GET.get("month", ""), local_day(timezone.now()))
    return render(request, "meetings/month.html", {"page": month_page(first, request.user)})
