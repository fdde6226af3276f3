"""Roles given, confirmed and ended, and telling those who must know: schools.services.roles writes, this tells."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from desk.services.cover import audience_of, telling_of_ends
from notices.services import tell
from notices.states import NoticeKind
from schools.models import Membership, RoleProposal, School
from schools.selectors.roles import confirmers_of, told_of_role
from schools.selectors.setup import role_text
from schools.services.roles import confirm_role, end_role, offer_role
from schools.states import Role


@transaction.atomic
def offer(
    *, user: User, role: Role, school: School | None, by: User, from_at: datetime | None, until: datetime | None
) -> Membership | RoleProposal:
    """Give a role (aware datetimes, end exclusive) and tell those who must know; where it takes a second person, propose
    it and tell those who may confirm it.
    """
    told = told_of_role(Role(role), school, by=by)
    made = offer_role(user=user, role=role, school=school, by=by, from_at=from_at, until=until)
    if isinstance(made, RoleProposal):
        _ask_to_confirm(made, by)
    else:
        _tell(told, made, "Given", by)
    return made


def _ask_to_confirm(proposal: RoleProposal, by: User) -> None:
    note = f"{proposal.user.name}: {proposal.get_role_display()}, {proposal.where}."
    for user in confirmers_of(proposal):
        audience, path = audience_of(user, None), reverse("desk:proposals")
        tell(kind=NoticeKind.ROLE_PROPOSED, audience=audience, to=user, path=path, note=note, by=by)


@transaction.atomic
def confirm(*, proposal: RoleProposal, by: User) -> Membership:
    """Confirm a role that somebody else proposed; those who must know are told."""
    told = told_of_role(Role(proposal.role), proposal.school, by=by)
    membership = confirm_role(proposal=proposal, by=by)
    _tell(told, membership, "Given", by)
    return membership


@transaction.atomic
def end(*, membership: Membership, by: User, at: datetime | None = None) -> None:
    """End a role (now, or at a later moment); those who must know are told, also of the standing in that ends with it."""
    told = told_of_role(Role(membership.role), membership.school, by=by)
    with telling_of_ends(user=membership.user, by=by):
        end_role(membership=membership, by=by, at=at)
    _tell(told, membership, "Ended", by)


def _tell(users: list[User], membership: Membership, what: str, by: User) -> None:
    note = f"{what}: {membership.user.name}, {role_text(membership)}."
    for user in users:
        audience, path = audience_of(user, membership.school_id), _path(user, membership)
        tell(kind=NoticeKind.ROLE_GIVEN, audience=audience, to=user, path=path, note=note, by=by)


def _path(user: User, membership: Membership) -> str:
    """The page of who holds which role; whoever may no longer open it reads the message itself."""
    return "" if user.pk == membership.user_id else reverse("desk:roles")
