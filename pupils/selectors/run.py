"""Which unbroken run of school days does a suspension stand in, and from when is education owed?"""

from dataclasses import replace
from datetime import date

from pupils.ages import is_compulsory_age
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
    """The day of this suspension from which there is full-time education elsewhere: arranged, or owed by law. None if
    there is none. Who is not of compulsory school age is left to whoever asks. Two queries.
    """
    return known_of(suspension).day_six(days)


def sixth_day_of(suspension: PupilSuspension, days: SchoolCalendar, *, of_any_age: bool = True) -> date | None:
    """The day of this suspension from which the law asks for education, whatever was arranged. None if it does not.

    It asks for none for a child who is not of compulsory school age that day: with `of_any_age` that is left open. An
    age that is not known lets nobody out. EIA 2006 s.100.
    """
    known = known_of(suspension)
    day = replace(known, education=None).day_six(days)
    if day is None or of_any_age:
        return day
    return None if is_compulsory_age(known.about.born_on, day) is False else day
