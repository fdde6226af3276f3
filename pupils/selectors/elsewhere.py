"""Which half-days at another school are meant?"""

from django.http import Http404

from pupils.models import HalfDaysElsewhere
from schools.models import Person


def noted_row(person: Person, pk: int) -> HalfDaysElsewhere:
    """What was noted of this pupil, under whichever record. Raises Http404 where there is no such row."""
    same = Person.objects.same_as([person.pk])
    row = HalfDaysElsewhere.objects.select_related("pupil", "school").filter(pupil__in=same, pk=pk).first()
    if row is None:
        raise Http404
    return row
