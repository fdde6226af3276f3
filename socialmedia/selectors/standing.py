"""Is there a restriction on somebody at a school, under any of their records?"""

from schools.models import Person, School
from socialmedia.models import Restriction


def standing_of(person: Person, school: School) -> Restriction | None:
    """A warning that was not followed up, or a restriction in force, at this school; merged records as one."""
    same = Person.objects.same_as([person.pk])
    rows = Restriction.objects.not_over().filter(person__in=same, school=school).select_related("case")
    found: Restriction | None = rows.order_by("pk").first()
    return found


def is_same_person(one: Person, other: Person) -> bool:
    """Two records of one person, or the same."""
    found: bool = Person.objects.filter(pk=one.pk, pk__in=Person.objects.same_as([other.pk])).exists()
    return found
