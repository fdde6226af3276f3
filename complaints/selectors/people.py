"""Whom a form about a complaint offers: who may complain, and the colleagues it may be about."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from cases.models import Case, Involvement
from schools.models import Membership, Person, School

MOST_FOUND = 20


def found_for(user: User, words: str) -> "QuerySet[Person]":
    """The adults this user may find by a few letters of a name."""
    seen = Person.objects.visible_to(user).unmerged()
    found = seen.named_like(words).adults().order_by("family_name", "given_name", "pk").values("pk")[:MOST_FOUND]
    return seen.filter(pk__in=[row["pk"] for row in found])


def people_in(case: Case) -> "QuerySet[Person]":
    """The adults that have a part in a case."""
    named = Involvement.objects.filter(case=case, person__isnull=False).values("person")
    return Person.objects.filter(pk__in=named).adults().order_by("family_name", "given_name", "pk")


def colleagues_of(schools: "list[School]") -> "QuerySet[Any]":
    """The accounts that hold a role at one of these schools now, or a role for the whole trust, by name."""
    rows = Membership.objects.in_force()
    members = rows.filter(school__in=schools) | rows.filter(school__isnull=True)
    return User.objects.who_can_sign_in().filter(pk__in=members.values("user")).order_by("name", "pk")
