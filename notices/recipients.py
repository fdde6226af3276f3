"""Who holds a role now, and who of them may be told of a case?"""

from collections.abc import Iterable

from accounts.models import User
from cases.access import reach, walled_from
from cases.models import Case
from schools.selectors.roles import holders
from schools.states import Role

__all__ = ["deciders", "holders", "not_walled", "not_walled_cases", "reachable"]


def not_walled(users: Iterable[User], case: Case) -> list[User]:
    """Leave out those whom the case is about: they hear nothing of it."""
    asked = [*users]
    walled = walled_from(case) if asked else frozenset()
    return [user for user in asked if user.pk not in walled]


def reachable(users: Iterable[User], case: Case) -> list[User]:
    """Those of these accounts who may be told of a case: they work, and it is not about them."""
    return [user for user in not_walled(users, case) if user.is_active]


def not_walled_cases(user: User, cases: Iterable[Case]) -> list[Case]:
    """Leave out the cases that are about this user."""
    walled = reach(user).walled
    return [case for case in cases if case.pk not in walled]


def deciders(case: Case) -> tuple[Role, list[User]]:
    """Who is told in the CEO's place: the CEO, or the Chair where the case is about every CEO there is."""
    holding = holders(Role.CEO)
    ceos = not_walled(holding, case)
    if ceos or not holding:
        return Role.CEO, ceos
    return Role.CHAIR, not_walled(holders(Role.CHAIR), case)
