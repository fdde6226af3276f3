"""Roles in the whole trust, and telling those who must know: schools.services.roles writes, this tells."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.models import Membership, RoleProposal
from schools.selectors.roles import holders, told_of_trust_role
from schools.services.roles import confirm_role, end_role
from schools.states import Role


@transaction.atomic
def confirm(*, proposal: RoleProposal, by: User) -> Membership:
    """Confirm a role in the whole trust; the CEO and the data protection lead are told."""
    membership = confirm_role(proposal=proposal, by=by)
    _tell(told_of_trust_role(by=by), by)
    return membership


@transaction.atomic
def end(*, membership: Membership, by: User, at: datetime | None = None) -> None:
    """End a role (now, or at a later moment); of one in the whole trust the CEO and the data protection lead are told."""
    told = told_of_trust_role(by=by) if membership.school_id is None else []
    end_role(membership=membership, by=by, at=at)
    _tell(told, by)


def _tell(users: list[User], by: User) -> None:
    ceos = {user.pk for user in holders(Role.CEO)}
    for user in users:
        audience = Audience.CEO if user.pk in ceos else Audience.COLLEAGUE
        tell(kind=NoticeKind.ROLE_GIVEN, audience=audience, to=user, path=reverse("desk:roles"), by=by)
