"""Who holds a role now, and who of them may be told of a case?"""

from collections.abc import Iterable

from accounts.models import User
from cases.access import reach, walled_from
from cases.deciding import decider_role, delegates_of, trustees_of
from cases.models import Case
from notices.states import Audience
from schools.selectors.roles import holders
from schools.states import Role

__all__ = ["acting_for_ceo", "deciders", "holders", "not_walled", "not_walled_cases", "reachable", "reviewers"]


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
    """Who decides what the CEO decides, and who holds that role: the CEO; the Chair or vice-chair in their place."""
    role = decider_role(case)
    return role, reachable(holders(role), case)


def acting_for_ceo(case: Case) -> list[tuple[Audience, User]]:
    """Everybody who is told what the CEO is told, each as what: who decides, and the delegates of the CEO."""
    role, users = deciders(case)
    told = [(Audience(role.value), user) for user in users]
    known = {user.pk for user in users}
    return told + [(Audience.DELEGATE, user) for user in delegates_of(case) if user.pk not in known]


def reviewers(case: Case) -> list[tuple[Audience, User]]:
    """Everybody who may review what was decided on a case, each as what: the same, and the trustees who were granted it."""
    told = acting_for_ceo(case)
    known = {user.pk for _, user in told}
    return told + [(Audience.TRUSTEE, user) for user in trustees_of(case) if user.pk not in known]
