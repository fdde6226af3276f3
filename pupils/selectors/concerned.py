"""Whose deadlines may move when a school's days change: suspensions that go on, or of which something is owed."""

from datetime import timedelta

from django.utils import timezone

from cases.models import Duty
from pupils.models import PupilSuspension
from pupils.moving import COUNTED
from schools.calendar import local_day
from schools.models import School

# Days in a row may go on across the longest holidays.
STILL_MATTERS = timedelta(days=60)


def concerned(school: School) -> list[PupilSuspension]:
    """The suspensions of a school that are going on, or of which something is owed still."""
    owed = Duty.objects.open().filter(school=school, kind__in=COUNTED).values_list("subject", flat=True)
    pks = {int(subject.partition(":")[0]) for subject in owed}
    since = local_day(timezone.now()) - STILL_MATTERS
    rows = PupilSuspension.objects.filter(school=school)
    rows = rows.filter(pk__in=pks) | rows.standing().filter(last_on__gte=since)
    return [*rows.with_people().order_by("pk")]
