"""How does a person stand to a site: pupil, colleague, suspended already?"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from cases.models import Involvement
from cases.states import Part
from schools.access import Position, powers
from schools.calendar import next_midnight
from schools.models import Person, School, SchoolLink
from schools.states import SCHOOL_ROLES, PersonKind, Role
from suspensions import rules
from suspensions.models import BehaviourWarning, SiteSuspension
from suspensions.rules import Standing, Workplace
from suspensions.states import SuspensionState

BOARD = (Role.CHAIR, Role.VICE_CHAIR, Role.TRUSTEE, Role.CLERK)
# Employees of the trust whose workplace is every site.
TRUST_STAFF = (Role.CEO, Role.CENTRAL_TEAM, Role.DP_LEAD, Role.ADMINISTRATOR)

# The rows merged into a person, and those merged into these: nearest first.
MERGED = """
    WITH RECURSIVE mine AS (
        SELECT id, 1 AS far FROM schools_person WHERE merged_into_id = %s
        UNION ALL
        SELECT other.id, mine.far + 1 FROM schools_person AS other JOIN mine ON other.merged_into_id = mine.id
    )
    SELECT person.* FROM schools_person AS person JOIN mine ON mine.id = person.id ORDER BY mine.far, person.id
"""


def current(person: Person) -> Person:
    """The row a person goes on under, after merges."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


def rows_of(person: Person) -> list[Person]:
    """Every row that is this person: the current one first, then those merged into it. One query."""
    first = current(person)
    return [first, *Person.objects.raw(MERGED, [first.pk])]


def standing(person: Person, school: School, at: datetime | None = None) -> Standing:
    """How this person stands to this site at a moment (aware, now unless told)."""
    at = at or timezone.now()
    rows = rows_of(person)
    return Standing(
        person=rows[0],
        school=school,
        is_pupil=_is_pupil(rows, school),
        workplace=_workplace(rows, school),
        live=live_between(rows, school, at, next_midnight(at)),
    )


def standing_everywhere(person: Person) -> Standing:
    """How this person stands to every site of the trust; those they are suspended from already are no hindrance."""
    rows = rows_of(person)
    return Standing(rows[0], None, is_pupil=_is_pupil(rows), workplace=_workplace(rows))


def why_not_suspend(person: Person, school: School) -> str | None:
    """Why this person cannot be suspended from this site now, or None: for pages that ask before they offer it."""
    now = timezone.now()
    return rules.cannot_suspend(standing(person, school, now), now)


def why_stays(row: Involvement) -> str | None:
    """Why somebody stays whom a case is about: they were suspended or warned on it, under any of their records."""
    if row.part != Part.SUBJECT or row.person_id is None:
        return None
    rows = Person.objects.same_as([row.person_id])
    made = SiteSuspension.objects.filter(case=row.case_id, person__in=rows).exclude(state=SuspensionState.VOID)
    warned = BehaviourWarning.objects.filter(incident__case=row.case_id, person__in=rows)
    return rules.cannot_take_out(is_suspended=made.exists(), is_warned=warned.exists())


def live_between(rows: Iterable[Person], school: School, first: datetime, last: datetime) -> SiteSuspension | None:
    """A live suspension of this person from this site somewhere between two moments (aware, the last excluded)."""
    mine = SiteSuspension.objects.live().at(school).filter(person__in=rows)
    return mine.filter(period__overlap=TimestamptzRange(first, last)).order_by("-period").first()


def next_after(suspension: SiteSuspension) -> SiteSuspension | None:
    """The next live suspension of the same person from the same site, or any for one from every site. One query."""
    mine = SiteSuspension.objects.live().filter(person=suspension.person_id)
    if not suspension.is_trust_wide:
        mine = mine.at(suspension.school)
    later = mine.filter(period__startswith__gte=suspension.period.upper).exclude(pk=suspension.pk)
    return later.order_by("period").first()


def _is_pupil(rows: list[Person], school: School | None = None) -> bool:
    """A pupil and nothing else, or a pupil of this very school (or any): their way out of the site is a statutory one."""
    pupils = [row for row in rows if row.is_pupil]
    if any(row.kinds == [PersonKind.PUPIL] for row in pupils):
        return True
    links = SchoolLink.objects.filter(person__in=pupils, is_current=True)
    return bool(pupils) and (links if school is None else links.filter(school=school)).exists()


def _workplace(rows: list[Person], school: School | None = None) -> Workplace:
    users = User.objects.filter(pk__in=[row.user_id for row in rows if row.user_id])
    held = [_of_position(position, school) for user in users for position in powers(user).positions]
    if Workplace.STAFF in held or _is_staff_here(rows, school):
        return Workplace.STAFF
    return Workplace.BOARD if Workplace.BOARD in held else Workplace.NONE


def _of_position(position: Position, school: School | None) -> Workplace:
    is_here = school is None or position.school_id == school.pk
    if position.role in TRUST_STAFF or (position.role in SCHOOL_ROLES and is_here):
        return Workplace.STAFF
    return Workplace.BOARD if position.role in BOARD else Workplace.NONE


def _is_staff_here(rows: list[Person], school: School | None) -> bool:
    """Staff without an account: known as staff, and belonging to this site alone; of the trust, known as staff."""
    if not any(PersonKind.STAFF in row.kinds for row in rows):
        return False
    if school is None:
        return True
    links = SchoolLink.objects.filter(person__in=rows, is_current=True)
    return set(links.values_list("school", flat=True)) == {school.pk}
