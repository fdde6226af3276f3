"""Who is this pupil, at which school, and may this user suspend them?"""

from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from kernel.together import together
from pupils import rules
from pupils.access import INSTEAD_OF_HEAD, INSTEAD_OF_STAFF, SUSPENDS, why_tied
from schools.access import powers
from schools.models import Person, School, SchoolLink

SEES = "view_cases"


@dataclass(frozen=True)
class Enrolled:
    """A pupil under the record they go on under, and the school that is meant."""

    person: Person
    school: School
    is_pupil: bool
    is_on_roll: bool
    why_tied: str | None = None
    # Where whoever asks may choose between several: the pupil's schools of now at which they hold the power.
    choices: tuple[School, ...] = ()

    @property
    def name(self) -> str:
        return self.person.full_name

    @property
    def why_not(self) -> str | None:
        """Why they cannot be suspended as a pupil of this school, by whoever asks."""
        return self.why_tied or rules.cannot_be_suspended(
            self.name, self.school.name, is_pupil=self.is_pupil, is_on_roll=self.is_on_roll
        )


def at_school(person: Person, school: School) -> Enrolled:
    """How this person stands to a school, under whichever record. One query."""
    rows, links = _records(person)
    return _enrolled(person, school, rows, links)


def for_user(person: Person, user: User, power: str = SUSPENDS, *, at: str = "") -> Enrolled:
    """The pupil at the school at which this user holds a power, a school of now before one of before.

    `at`: the school (pk as text) that they chose where there are several. Raises PermissionDenied where they
    hold it at none of the pupil's schools. Two queries.
    """
    rows, links = _records(person)
    allowed = powers(user).schools_with(power)
    mine = [link for link in links if link.school_id in allowed]
    mine.sort(key=lambda link: (str(link.school_id) != at, not link.is_current))
    if not mine:
        raise PermissionDenied
    instead = INSTEAD_OF_HEAD if power == SUSPENDS else INSTEAD_OF_STAFF
    now = {link.school_id: link.school for link in mine if link.is_current}
    return replace(
        _enrolled(person, mine[0].school, rows, links),
        why_tied=why_tied(user, person, instead),
        choices=tuple(sorted(now.values(), key=lambda school: school.name)) if len(now) > 1 else (),
    )


def _records(person: Person) -> tuple[list[Person], list[SchoolLink]]:
    same = Person.objects.same_as([person.pk])
    links = SchoolLink.objects.filter(person__in=same).select_related("school").order_by("school__name", "pk")
    rows, found = together(Person.objects.filter(pk__in=same), links)
    return rows, found


def _enrolled(person: Person, school: School, rows: list[Person], links: list[SchoolLink]) -> Enrolled:
    return Enrolled(
        person=person,
        school=school,
        is_pupil=any(row.is_pupil for row in rows),
        is_on_roll=any(link.school_id == school.pk and link.is_current for link in links),
    )


def counts_url(pupil: Person, school: School) -> str:
    """The page of a pupil's half-days as a school counts them."""
    return f"{reverse('pupils:counts', args=[pupil.pk])}?at={school.pk}"
