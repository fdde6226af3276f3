"""Whom a form about a post offers: people found by a few letters, those of the case, colleagues, schools."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from cases.models import Case, Involvement
from schools.models import Membership, Person, School
from socialmedia.access import REPORTS

MOST_NAMES, MOST_FOUND = 4, 12


def found_for(user: User, words: str, case: Case | None) -> "QuerySet[Person]":
    """The people, pupils too, whom this user may find by letters of several names; and those of a case."""
    seen = Person.objects.visible_to(user).unmerged()
    found: list[int] = []
    for name in [part.strip() for part in words.split(",")][:MOST_NAMES]:
        rows = seen.named_like(name).order_by("family_name", "given_name", "pk").values("pk")[:MOST_FOUND]
        found += [row["pk"] for row in rows]
    of_case = Q(pk__in=())
    if case is not None:
        of_case = Q(pk__in=Involvement.objects.filter(case=case, person__isnull=False).values("person"))
    wanted = Person.objects.filter(Q(pk__in=found) | of_case).filter(merged_into__isnull=True)
    return wanted.order_by("family_name", "given_name", "pk")


def colleagues_of(schools: "list[School]") -> "QuerySet[Any]":
    """The accounts that hold a role at one of these schools now, or a role for the whole trust, by name."""
    rows = Membership.objects.in_force()
    members = rows.filter(school__in=schools) | rows.filter(school__isnull=True)
    return User.objects.who_can_sign_in().filter(pk__in=members.values("user")).order_by("name", "pk")


def schools_to_read(user: User) -> list[School]:
    """The schools whose cases this user sees, by name."""
    return [*School.objects.visible_to(user).where(user, "view_cases").order_by("name")]


def schools_to_log(user: User) -> list[School]:
    """The schools at which this user reports something online."""
    return [*School.objects.visible_to(user).in_use().where(user, REPORTS).order_by("name")]
