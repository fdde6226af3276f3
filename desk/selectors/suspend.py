"""Whom a case is about, and whether a colleague's report of it waits for a decision."""

from django.db.models import QuerySet

from accounts.models import User
from cases.access import reach
from cases.duties import Kind
from cases.models import Case, Duty
from cases.states import Part
from notices.recipients import deciders
from schools.models import Person, School
from schools.roles import ACTING_POWERS
from schools.states import PersonKind, Role


def subjects_of(case: Case) -> QuerySet[Person]:
    """The people a case is about, who may be suspended on it."""
    return Person.objects.filter(involvements__case=case, involvements__part=Part.SUBJECT).distinct().order_by("pk")


def warnable_of(case: Case) -> QuerySet[Person]:
    """The adults a case is about, who may be warned on it."""
    return subjects_of(case).exclude(kinds=[PersonKind.PUPIL])


def sites_of(case: Case, user: User) -> "QuerySet[School]":
    """The sites from which this user may suspend somebody on this case: all of them, when acting for the CEO."""
    schools = School.objects.visible_to(user).in_use()
    acts_as = reach(user).acts_as(case)
    return schools if acts_as and "suspend" in ACTING_POWERS[acts_as] else schools.where(user, "suspend")


def who_was_told(case: Case, user: User) -> str:
    """Who was told of a suspension beside whoever made it: the CEO, or the Chair in their place, and the office."""
    role, users = deciders(case)
    if user.pk in {other.pk for other in users}:
        return "The site’s office has been told."
    return f"The {'Chair' if role == Role.CHAIR else 'CEO'} and the site’s office have been told."


def report_waits(case: Case) -> bool:
    """A colleague's report of this case waits for the headteacher's decision."""
    waiting: bool = Duty.objects.open().filter(case=case, kind=Kind.DECIDE_ON_REPORT).exists()
    return waiting
