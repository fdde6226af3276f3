"""What the page for logging shows: who was found, what is known of them; and afterwards what was done."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from accounts.models import User
from cases.access import reach
from cases.duties import Kind
from cases.models import Case, Duty
from cases.states import Part
from desk.selectors.steps import steps_of
from incidents.models import Incident
from kernel.text import whole_number
from notices.models import Notice
from schools.access import powers
from schools.models import Person, Relationship
from schools.roles import ACTING_POWERS
from schools.selectors.people import Candidate, find, relation_of
from schools.states import ActsAs
from suspensions.models import SiteSuspension


def candidates(typed: str, user: User) -> list[Candidate]:
    """People found by three letters of their name or of their child's, among the schools where this user logs."""
    return find(typed=typed, user=user)


def by_id(people: Iterable[Person]) -> dict[int, Person]:
    """People as the cards of the page look them up."""
    return {person.pk: person for person in people}


def can_suspend_at(user: User, school_id: int | None) -> bool:
    """Whoever logs here decides here: by their role, or acting for the CEO on every case."""
    acts = reach(user).is_delegate_everywhere and "suspend" in ACTING_POWERS[ActsAs.DELEGATE]
    return acts or powers(user).includes("suspend", school_id)


def first_answers(person: str, user: User) -> dict[str, str]:
    """How a card begins: an adult is whom it is about, a pupil whom it was aimed at."""
    found = Person.objects.visible_to(user).filter(pk=whole_number(person)).first()
    is_pupil = found is not None and found.is_pupil and len(found.kinds) == 1
    return {"part": Part.TARGET.value if is_pupil else Part.SUBJECT.value}


def known_facts(people: Iterable[Person], user: User) -> dict[int, str]:
    """One line about each person chosen: whose parent they are, how many earlier cases this user may see."""
    people = [*people]
    children: dict[int, list[Relationship]] = {}
    rows = Relationship.objects.filter(adult__in=people).select_related("pupil__pupil_facts").order_by("pk")
    for row in rows if people else ():
        children.setdefault(row.adult_id, []).append(row)
    seen = Case.objects.visible_to(user).filter(
        involvements__part=Part.SUBJECT, involvements__person__in=[person.pk for person in people]
    )
    counted = seen.values("involvements__person").annotate(count=Count("pk", distinct=True))
    counts = {row["involvements__person"]: row["count"] for row in counted} if people else {}
    return {
        person.pk: _line(relation_of(person, children.get(person.pk, ())), counts.get(person.pk, 0))
        for person in people
    }


def _line(relation: str, count: int) -> str:
    earlier = f"{count} earlier case{'' if count == 1 else 's'}" if count else ""
    return " · ".join(part for part in (relation, earlier) if part)


def logged(incident: Incident, user: User) -> dict[str, Any]:
    """What the page after logging says: to whoever sees the file everything, to others what they may know."""
    case = incident.case
    sees_file = reach(user).sees(case)
    told = [*Notice.objects.filter(case=case).select_related("to_user", "to_person").order_by("queued_at", "pk")]
    duties = Duty.objects.open().filter(case=case).select_related("case").order_by("due_at", "pk")
    suspensions = SiteSuspension.objects.live().filter(case=case).select_related("person", "school")
    return {
        "incident": incident,
        "case": case,
        "school": case.school,
        "sees_file": sees_file,
        "is_own_decision": bool(suspensions) or not duties.filter(kind=Kind.DECIDE_ON_REPORT).exists(),
        "told": told,
        "duties": steps_of(duties, user) if sees_file else [],
        "suspensions": suspensions if sees_file else [],
    }
