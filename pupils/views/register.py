"""For whoever marks the register: which pupils are suspended today, and until when."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pupils.selectors.register import register_on
from schools.calendar import local_day
from schools.models import School


@require_safe
def today(request, pk):
    """The pupils of one school who are suspended today: no reason, no case."""
    schools = School.objects.visible_to(request.user).where(request.user, "view_suspended").in_use()
    school, now = get_object_or_404(schools, pk=pk), timezone.now()
    rows = register_on(local_day(now), request.user, school)
    return render(request, "pupils/suspended_today.html", {"school": school, "rows": rows, "now": now})
