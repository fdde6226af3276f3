"""Roles in the whole trust: who holds them, and which wait for a second person."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from kernel.components import Action
from schools import rules
from schools.access import powers
from schools.models import Membership, RoleProposal
from schools.querysets import MembershipQuerySet
from schools.selectors.setup import role_text
from schools.states import Role


@dataclass(frozen=True)
class Waiting:
    """A role that waits for a second person, with what the reader may do about it."""

    proposal: RoleProposal
    name: str
    actions: tuple[Action, ...]


def require_confirmer(user: User) -> None:
    """Deny (403) unless the user may confirm roles in the whole trust."""
    if not powers(user).includes("confirm_roles"):
        raise PermissionDenied


def waiting_for(user: User) -> list[Waiting]:
    """The roles that wait, each with its buttons; for those who may not confirm: denied (403)."""
    require_confirmer(user)
    proposals = RoleProposal.objects.visible_to(user).waiting().select_related("user", "proposed_by").order_by("pk")
    return [Waiting(one, one.user.name, _actions(one, user)) for one in proposals]


def _actions(proposal: RoleProposal, user: User) -> tuple[Action, ...]:
    about = f"{proposal.user.name}, {proposal.get_role_display()}"
    here = [proposal.pk]
    if proposal.proposed_by_id == user.pk:
        url = reverse("desk:proposal_withdraw", args=here)
        return (Action("Withdraw", url, method="post", about=about, reason=rules.cannot_withdraw(proposal, user)),)
    confirm, decline = reverse("desk:proposal_confirm", args=here), reverse("desk:proposal_decline", args=here)
    why = rules.cannot_confirm(proposal, user)
    return (
        Action("Confirm", confirm, method="post", about=about, reason=why),
        Action("Decline", decline, about=about),
    )


def trust_roles_for(user: User) -> list[tuple[str, str]]:
    """Who holds which role in the whole trust, for those who are told when one is given."""
    held = powers(user)
    if not (held.includes("confirm_roles") or held.holds(Role.DP_LEAD)):
        raise PermissionDenied
    rows = Membership.objects.not_over().filter(school__isnull=True).select_related("user", "school", "granted_by")
    return [(row.user.name, role_text(row)) for row in rows.order_by("role", "user__name")]


def endable_roles(user: User) -> "MembershipQuerySet":
    """The roles that this user may end; for others: denied (403)."""
    if not powers(user).includes("administer"):
        raise PermissionDenied
    return Membership.objects.not_over().select_related("user", "school")
