"""Roles in the whole trust and those that open cases: who holds them, and which wait for a second person."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from kernel.components import Action
from schools import rules
from schools.access import powers
from schools.models import Membership, RoleProposal
from schools.querysets import MembershipQuerySet
from schools.roles import CASE_ROLES
from schools.selectors.setup import role_text
from schools.states import Role


@dataclass(frozen=True)
class Waiting:
    """A role that waits for a second person, with what the reader may do about it."""

    proposal: RoleProposal
    name: str
    actions: tuple[Action, ...]


def require_confirmer(user: User) -> None:
    """Deny (403) unless the user may confirm roles."""
    if not powers(user).includes("confirm_roles"):
        raise PermissionDenied


def waiting_for(user: User) -> list[Waiting]:
    """The roles that wait, each with its buttons; for those who may not confirm: denied (403)."""
    require_confirmer(user)
    proposals = RoleProposal.objects.visible_to(user).waiting().select_related("user", "school", "proposed_by")
    proposals = proposals.order_by("pk")
    return [Waiting(one, one.user.name, _actions(one, user)) for one in proposals]


def _actions(proposal: RoleProposal, user: User) -> tuple[Action, ...]:
    about = f"{proposal.user.name}, {proposal.get_role_display()}, {proposal.where}"
    here = [proposal.pk]
    if proposal.proposed_by_id == user.pk:
        url = reverse("desk:proposal_withdraw", args=here)
        return (Action("Withdraw", url, method="post", about=about, reason=rules.cannot_withdraw(proposal, user)),)
    confirm, decline = reverse("desk:proposal_confirm", args=here), reverse("desk:proposal_decline", args=here)
    why = rules.cannot_confirm(proposal, user, timezone.now())
    return (
        Action("Confirm", confirm, method="post", about=about, reason=why),
        Action("Decline", decline, about=about),
    )


def roles_known_to(user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who holds which role, for those who are told when one is given: in the whole trust, and those that open the cases
    of a school. A head sees those of their own school; others are denied (403).
    """
    held = powers(user)
    rows = Membership.objects.not_over().select_related("user", "school")
    in_schools = rows.filter(role__in=CASE_ROLES).order_by("school__name", "role", "user__name", "pk")
    if held.includes("confirm_roles") or held.holds(Role.DP_LEAD):
        in_trust = rows.filter(school__isnull=True).order_by("role", "user__name", "pk")
        return [("In the whole trust", _named(in_trust)), ("In the schools", _named(in_schools))]
    own = {position.school_id for position in held.positions if position.role == Role.HEAD}
    if not own:
        raise PermissionDenied
    return [("In your school", _named(in_schools.filter(school__in=own)))]


def _named(rows: MembershipQuerySet) -> list[tuple[str, str]]:
    return [(row.user.name, role_text(row)) for row in rows]


def endable_roles(user: User) -> "MembershipQuerySet":
    """The roles that this user may end; for others: denied (403)."""
    if not powers(user).includes("administer"):
        raise PermissionDenied
    return Membership.objects.not_over().select_related("user", "school")
