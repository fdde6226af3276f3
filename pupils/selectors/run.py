"""Which unbroken run of school days does a suspension stand in, and from when is education owed?"""

from datetime import date

from pupils.counting import consecutive_days
from pupils.models import PupilSuspension
from pupils.selectors.recipients import known_of
from schools.models import Person
from schools.schooldays import SchoolCalendar


def run_of(suspension: PupilSuspension, days: SchoolCalendar) -> list[date]:
    """The consecutive school days of exclusion that this suspension stands in, with the pupil's others. One query."""
    mine = Person.objects.same_as([suspension.pupil_id])
    others = PupilSuspension.objects.filter(pupil__in=mine).exclude(pk=suspension.pk)
    return consecutive_days(suspension.absence, [one.absence for one in others], days)


def day_six_of(suspension: PupilSuspension, days: SchoolCalendar) -> date | None:
    """The day from which the trust owes full-time education; for a looked-after child the first. None if it does not.

    Of that day on: who is not of compulsory school age is left to whoever asks.
    """
    return known_of(suspension).day_six(days)
