"""Roles given, confirmed and ended, and telling those who must know: schools.services.roles writes, this tells."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from desk.selectors.cover import audience_of
from desk.services.cover import DECIDING, tell_of_cover
from kernel.jobs import queue
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.models import Cover, Membership, RoleProposal, School
from schools.selectors.roles import confirmers_of, told_of_cover, told_of_role
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
    told = _to_tell(Role(role), school, by)
    made = offer_role(user=user, role=role, school=school, by=by, from_at=from_at, until=until)
    if isinstance(made, RoleProposal):
        _ask_to_confirm(made, by)
    else:
        _begun(made)
        _tell(told, made, "Given", by)
    return made


def _begun(membership: Membership) -> None:
    """Who takes the office of CEO or Chair does not decide in the cases they have a part in."""
    if membership.role in DECIDING:
        queue("cases.settle_deciders", at=membership.period.lower, user_id=membership.user_id)


def _ask_to_confirm(proposal: RoleProposal, by: User) -> None:
    note = f"{proposal.user.name}: {proposal.get_role_display()}, {proposal.where}."
    for user in confirmers_of(proposal):
        audience, path = audience_of(user, None), reverse("desk:proposals")
        tell(kind=NoticeKind.ROLE_PROPOSED, audience=audience, to=user, path=path, note=note, by=by)


@transaction.atomic
def confirm(*, proposal: RoleProposal, by: User) -> Membership:
    """Confirm a role that somebody else proposed; those who must know are told."""
    told = _to_tell(Role(proposal.role), proposal.school, by)
    membership = confirm_role(proposal=proposal, by=by)
    _begun(membership)
    _tell(told, membership, "Given", by)
    return membership


@transaction.atomic
def end(*, membership: Membership, by: User, at: datetime | None = None) -> None:
    """End a role (now, or at a later moment); those who must know are told, also of the standing in that ends with it.
    Whoever holds no role any more could not open the message.
    """
    told = _to_tell(Role(membership.role), membership.school, by)
    covers = [*membership.user.covers.not_over().select_related("school")]
    told_before = [(cover, told_of_cover(cover, by=by)) for cover in covers]
    end_role(membership=membership, by=by, at=at)
    for cover, users in told_before:
        if not Cover.objects.filter(pk=cover.pk, period=cover.period).exists():
            tell_of_cover(cover=cover, users=users, by=by)
    if not Membership.objects.in_force().filter(user=membership.user_id).exists():
        told = [(user, audience) for user, audience in told if user.pk != membership.user_id]
    _tell(told, membership, "Ended", by)


def _to_tell(role: Role, school: School | None, by: User) -> list[tuple[User, Audience]]:
    """Whom to tell and as what: asked before anything changes, so that a head whose role ends is told as its head."""
    return [(user, audience_of(user, school.pk if school else None)) for user in told_of_role(role, school, by=by)]


def _tell(told: list[tuple[User, Audience]], membership: Membership, what: str, by: User) -> None:
    note = f"{what}: {membership.user.name}, {role_text(membership)}."
    for user, audience in told:
        path = _path(user, membership)
        tell(kind=NoticeKind.ROLE_GIVEN, audience=audience, to=user, path=path, note=note, by=by)


def _path(user: User, membership: Membership) -> str:
    """The page of who holds which role; whoever may no longer open it reads the message itself."""
    return "" if user.pk == membership.user_id else reverse("desk:roles")
