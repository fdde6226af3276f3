"""Who can be invited to a meeting on a case, who can be the companion, and who has to do with the case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from cases.access import reach, walled_from
from cases.duties import Kind
from cases.independence import AS_PART, parts_in, what_ties
from cases.models import Case, Duty, Involvement
from cases.states import Part
from incidents.models import Statement
from kernel.together import together
from meetings.models import Mediation, Meeting
from meetings.states import AttendeeCapacity
from pupils.models import PupilSuspension
from schools.models import AdultFacts, Membership, Person, Relationship
from schools.states import SCHOOL_ROLES, PersonKind, Role
from suspensions.models import Review
from suspensions.selectors.independence import acts_on, decided_among
from suspensions.selectors.standing import current

# A companion is the headteacher, or of the staff or a committee of any school: asked by role, named otherwise.
FROM_ELSEWHERE = (Role.HEAD, Role.CHAIR, Role.VICE_CHAIR, Role.TRUSTEE)
MEDIATORS = (Role.MEDIATOR, Role.CENTRAL_TEAM)


@dataclass(frozen=True)
class Guests:
    """Whom a meeting on a case can be for, and what reaching them needs, by name; whether the case is a mediation's own.

    `back_after` is the suspension after which a talk on coming back is due, if any; of several the one due first.
    """

    people: tuple[Person, ...]
    needs: tuple[tuple[str, str], ...]
    is_mediation: bool
    back_after: PupilSuspension | None


def invitable(case: Case) -> Guests:
    """The adults of a case, whom it is about first, and the parents of the pupils in it; each once. One query."""
    named = Involvement.objects.filter(case=case, person__isnull=False)
    pupils = Person.objects.same_as(named.values("person"))
    related = Relationship.objects.filter(pupil__in=pupils)
    rows, ties, facts, mediations, owed, suspensions = together(
        named.select_related("person__merged_into").order_by("added_at", "pk"),
        related.select_related("adult__merged_into").order_by("pk"),
        AdultFacts.objects.filter(Q(person__in=named.values("person")) | Q(person__in=related.values("adult"))),
        Mediation.objects.filter(case=case),
        Duty.objects.open().filter(case=case, kind=Kind.REINTEGRATION).order_by("due_at", "pk"),
        PupilSuspension.objects.filter(case=case).select_related("school", "pupil__merged_into"),
    )
    rows.sort(key=lambda row: row.part != Part.SUBJECT)
    people = [current(row.person) for row in rows] + [current(row.adult) for row in ties]
    known = {one.pk: one for one in people if one.kinds != [PersonKind.PUPIL]}
    said = {one.pk: ", ".join(text for text in (one.language, one.needs) if text) for one in facts}
    needs = tuple((one.full_name, said[pk]) for pk, one in known.items() if said.get(pk))
    by_subject = {str(row.pk): row for row in suspensions}
    back_after = next((by_subject[duty.subject] for duty in owed if duty.subject in by_subject), None)
    return Guests(tuple(known.values()), needs, bool(mediations), back_after)


@dataclass(frozen=True)
class Candidate:
    """A colleague who could come as companion, and what they have to do with the case ("" if nothing is known)."""

    user: User
    tie: str

    @property
    def label(self) -> str:
        title = f", {self.user.job_title}" if self.user.job_title else ""
        return f"{self.user.name}{title}" + (f" ({self.tie})" if self.tie else "")


def candidates(case: Case, convener: User, *, mediates: bool = False) -> list[Candidate]:
    """Who could be the companion: the school's colleagues, heads of other schools, trustees. Those not involved first.

    `mediates`: who could mediate, which mediators of the trust and its Central Team could as well.

    Nobody behind the case's wall. Whoever is tied to it can be chosen, with a reason: what happened is recordable.
    """
    elsewhere = (*FROM_ELSEWHERE, *MEDIATORS) if mediates else FROM_ELSEWHERE
    here = Q(school=case.school, role__in=SCHOOL_ROLES) | Q(role__in=elsewhere)
    members = Membership.objects.in_force().filter(here).values("user")
    users = User.objects.who_can_sign_in().filter(pk__in=members).exclude(pk__in=walled_from(case))
    did, parts = did_in(case), parts_in(case)
    found = [
        Candidate(user, did.get(user) or _part_of(user, case, parts))
        for user in users.exclude(pk=convener.pk).order_by("name", "pk")
    ]
    return sorted(found, key=lambda one: bool(one.tie))


def _part_of(user: User, case: Case, parts: Mapping[int, set[Part]]) -> str:
    if case.opened_by_id == user.pk:
        return "logged this case"
    mine = parts.get(user.pk, set())
    return next((AS_PART[part] for part in Part if part in mine), "")


def tie_of(case: Case, user: User) -> str:
    """What somebody has to do with a case, as a sentence without its full stop; "" if nothing. For one account."""
    did = what_ties(case, user, did_in(case))
    return f"{user.name} {did}" if did else ""


def did_in(case: Case) -> dict[User, str]:
    """What accounts did in a case, each in words after a name: decided on it, held an interview, gave a statement."""
    statements = Statement.objects.filter(involvement__case=case, author__isnull=False).confirmed()
    reviews = Review.objects.filter(suspension__case=case)
    *acts, written, reviewed = together(
        *acts_on(case), statements.select_related("author"), reviews.select_related("decided_by")
    )
    found = {row.author: "gave a statement in this case" for row in written}
    found |= {row.decided_by: "decided on it" for row in reviewed}
    return found | decided_among(*acts)


def is_walled(case: Case, user: User) -> bool:
    """Nothing of this case may reach this account."""
    return case.pk in reach(user).walled


# --- Those who come -----------------------------------------------------------------------------------------------
def name_of(one: Any) -> str:
    """The name of somebody who comes, as they are known now."""
    return current(one.person).full_name if one.person is not None else one.who


def attendees_of(meeting: Meeting) -> "QuerySet[Any]":
    """Everybody who comes to a meeting, in the order they were named."""
    return meeting.attendees.with_people().order_by("pk")


def companion_of(meeting: Meeting) -> Any:
    """Who comes to a meeting as companion, if anybody."""
    return attendees_of(meeting).filter(capacity=AttendeeCapacity.COMPANION).first()


def listed_invited(attendees: Iterable[Any]) -> str:
    """The names of those a meeting is with, in a sentence: the parents, in a mediation both sides."""
    names = [name_of(one) for one in attendees if one.is_invited]
    return " and ".join(names)
