"""Of which suspensions is there somebody to tell still, or may be?"""

from datetime import timedelta

from django.utils import timezone

from cases.models import Case, Duty
from pupils.models import PupilSuspension
from pupils.querysets import PupilSuspensionQuerySet
from pupils.recipients import NoticeKey
from schools.calendar import local_day
from schools.models import Person, Relationship

# Whoever comes to the records later than this was no parent or carer of the pupil when it mattered.
STILL_TOLD = timedelta(days=60)


def still_told() -> PupilSuspensionQuerySet:
    """The suspensions in open cases that ended not long ago, go on, or of which a notice is owed."""
    owed = Duty.objects.open().filter(subject__regex=r"^\d+:").values_list("subject", flat=True)
    keys = [key for key in map(NoticeKey.read, owed) if key is not None]
    since = local_day(timezone.now()) - STILL_TOLD
    rows = PupilSuspension.objects.filter(case__in=Case.objects.open())
    rows = rows.filter(pk__in={key.suspension for key in keys}) | rows.filter(last_on__gte=since)
    return rows.with_people().order_by("pk")


def around(person: Person) -> PupilSuspensionQuerySet:
    """Those of a pupil, or of the pupils that an adult belongs to, under any of their records."""
    mine = Person.objects.same_as([person.pk])
    children = Relationship.objects.filter(adult__in=mine).values("pupil")
    return still_told().filter(pupil__in=Person.objects.same_as([person.pk, *children.values_list("pupil", flat=True)]))
