"""Who holds a role now, and who of them may be told of a case?"""

from collections.abc import Iterable

from accounts.models import User
from cases.access import reach
from cases.models import Case
from schools.models import Cover, Membership, School
from schools.states import Role


def holders(role: Role, school: School | None = None) -> list[User]:
    """The accounts that hold a role now, in their own right or standing in; each once, by name."""
    members = Membership.objects.in_force().holding(role, school).values("user")
    covers = Cover.objects.in_force().filter(role=role, school=school).values("user")
    return [*User.objects.who_can_sign_in().filter(pk__in=members.union(covers)).order_by("name", "pk")]


def not_walled(users: Iterable[User], case: Case) -> list[User]:
    """Leave out those whom the case is about: they hear nothing of it."""
    return [user for user in users if case.pk not in reach(user).walled]


def deciders(case: Case) -> tuple[Role, list[User]]:
    """Who is told in the CEO's place: the CEO, or the Chair where the case is about every CEO there is."""
    ceos = not_walled(holders(Role.CEO), case)
    if ceos or not holders(Role.CEO):
        return Role.CEO, ceos
    return Role.CHAIR, not_walled(holders(Role.CHAIR), case)
