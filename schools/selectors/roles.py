"""Who holds which role, and who must be told when that changes?"""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from kernel.once import once_a_page
from schools.models import Cover, Membership, RoleProposal, School
from schools.roles import CASE_ROLES
from schools.states import SCHOOL_ROLES, Role

LEADING = (Role.HEAD, Role.SENIOR_LEADER)
TRUST_LEADING = (Role.CEO, Role.CENTRAL_TEAM, Role.DP_LEAD)
BOARD = (Role.CHAIR, Role.VICE_CHAIR, Role.TRUSTEE)


@once_a_page
def holders(role: Role, school: School | None = None, at: datetime | None = None) -> list[User]:
    """The accounts that hold a role at a moment (now), in their own right or standing in; each once, by name."""
    return [*who_hold(role, school, at)]


def who_hold(role: Role, school: School | None = None, at: datetime | None = None) -> "QuerySet[User]":
    """The same, for whoever asks it along with other questions."""
    members = Membership.objects.in_force(at).holding(role, school).values("user")
    covers = Cover.objects.in_force(at).filter(role=role, school=school).values("user")
    return User.objects.who_can_sign_in().filter(pk__in=members.union(covers)).order_by("name", "pk")


def overseers(*, by: User) -> list[User]:
    """Who is told what administrators do to accounts: CEO and data protection lead, not who did it."""
    found = {user.pk: user for role in (Role.CEO, Role.DP_LEAD) for user in holders(role)}
    return [user for pk, user in found.items() if pk != by.pk]


def told_of_role(role: Role, school: School | None, *, by: User) -> list[User]:
    """Who is told that a role was given or ended, but not who did it: CEO and data protection lead; of a role that opens
    the cases of a school also its head; of another role at a school nobody.
    """
    if school is None:
        return overseers(by=by)
    if role not in CASE_ROLES:
        return []
    found = {user.pk: user for user in [*overseers(by=by), *holders(Role.HEAD, school)]}
    return [user for pk, user in found.items() if pk != by.pk]


def confirmers_of(proposal: RoleProposal) -> list[User]:
    """Who may confirm a proposed role: administrators and the CEO, not who proposed it, not whom it is for."""
    found = {user.pk: user for role in (Role.ADMINISTRATOR, Role.CEO) for user in holders(role)}
    return [user for pk, user in found.items() if pk not in (proposal.proposed_by_id, proposal.user_id)]


def has_head(school: School | None, period: TimestamptzRange) -> bool:
    """Whether somebody is this school's head now or in a period; one whose account is switched off still is."""
    if school is None:
        return False
    then = Q(period__contains=timezone.now()) | Q(period__overlap=period)
    return Membership.objects.holding(Role.HEAD, school).filter(then).exists()


def told_of_cover(cover: Cover, *, by: User) -> list[User]:
    """Who is told that somebody stands in: whom they stand in for, the CEO, and who stands in; not who did it."""
    own = [*Membership.objects.in_force().holding(Role(cover.role), cover.school).select_related("user")]
    found = {member.user.pk: member.user for member in own}
    found |= {user.pk: user for user in holders(Role.CEO)}
    found[cover.user.pk] = cover.user
    return [user for pk, user in found.items() if pk != by.pk]


def lets_stand_in(role: Role, school: School | None) -> Q:
    """The memberships with which somebody may be appointed: for a head, one of the school's own or a leading one; for
    the trust's roles, who leads it.
    """
    if school is not None:
        wanted = Q(role__in=[*LEADING, *TRUST_LEADING]) | Q(role__in=SCHOOL_ROLES, school=school)
        return wanted & ~Q(role=Role.OFFICE)
    return Q(role__in=BOARD if role == Role.CHAIR else [Role.HEAD, *TRUST_LEADING])


def works_at(user: User, school: School) -> bool:
    """Whether an account holds a role at this school now."""
    return Membership.objects.in_force().filter(user=user, school=school).exists()


def is_last_administrator(user: User) -> bool:
    """Whether nobody else could keep accounts if this one could not. Locks the role's rows: call in a transaction."""
    rows = Membership.objects.in_force().holding(Role.ADMINISTRATOR)
    return {row.user_id for row in rows.select_for_update(no_key=True, of=("self",))} == {user.pk}
