"""Who holds which role, and who must be told when that changes?"""

from datetime import datetime

from accounts.models import User
from schools.models import Cover, Membership, School
from schools.states import Role


def holders(role: Role, school: School | None = None, at: datetime | None = None) -> list[User]:
    """The accounts that hold a role at a moment (now), in their own right or standing in; each once, by name."""
    members = Membership.objects.in_force(at).holding(role, school).values("user")
    covers = Cover.objects.in_force(at).filter(role=role, school=school).values("user")
    return [*User.objects.who_can_sign_in().filter(pk__in=members.union(covers)).order_by("name", "pk")]


def told_of_trust_role(*, by: User) -> list[User]:
    """Who is told that a role in the whole trust was given or ended: CEO and data protection lead, not who did it."""
    found = {user.pk: user for role in (Role.CEO, Role.DP_LEAD) for user in holders(role)}
    return [user for pk, user in found.items() if pk != by.pk]


def told_of_cover(cover: Cover, *, by: User) -> list[User]:
    """Who is told that somebody stands in: whom they stand in for, the CEO, and who stands in; not who did it."""
    own = [*Membership.objects.in_force().holding(Role(cover.role), cover.school).select_related("user")]
    found = {member.user.pk: member.user for member in own}
    found |= {user.pk: user for user in holders(Role.CEO)}
    found[cover.user.pk] = cover.user
    return [user for pk, user in found.items() if pk != by.pk]


def works_at(user: User, school: School) -> bool:
    """Whether an account holds a role at this school now."""
    return Membership.objects.in_force().filter(user=user, school=school).exists()


def is_last_administrator(user: User) -> bool:
    """Whether nobody else could keep accounts if this one could not. Locks the role's rows: call in a transaction."""
    rows = Membership.objects.in_force().holding(Role.ADMINISTRATOR)
    return {row.user_id for row in rows.select_for_update(no_key=True, of=("self",))} == {user.pk}
