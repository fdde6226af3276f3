"""Standing in, and telling those who must know: schools.services.cover writes, this tells."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from desk.services.informing import hand_on_to_chair
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.access import powers
from schools.models import Cover, School
from schools.selectors.roles import told_of_cover
from schools.services.cover import act_as_head, appoint_cover, end_cover
from schools.states import Role


@transaction.atomic
def act_as_head_today(*, school: School, by: User) -> Cover:
    """A standing deputy acts as head until midnight; the head and the CEO are told."""
    cover = act_as_head(school=school, by=by)
    _tell(cover, by)
    return cover


@transaction.atomic
def appoint(
    *,
    role: Role,
    school: School | None,
    user: User,
    of: User | None,
    until: datetime,
    by: User,
    from_at: datetime | None,
) -> Cover:
    """Appoint somebody to stand in (aware datetimes, end exclusive; from now where no start is given), and tell them."""
    cover = appoint_cover(role=role, school=school, user=user, of=of, until=until, by=by, from_at=from_at)
    _tell(cover, by)
    if role == Role.CHAIR and from_at is None:
        hand_on_to_chair(user=user, by=by)
    return cover


@transaction.atomic
def end(*, cover: Cover, by: User) -> None:
    """End standing in from this moment, and tell those who were told that it began."""
    told = told_of_cover(cover, by=by)
    end_cover(cover=cover, by=by)
    _tell_all(told, cover, by)


def _tell(cover: Cover, by: User) -> None:
    _tell_all(told_of_cover(cover, by=by), cover, by)


def _tell_all(users: list[User], cover: Cover, by: User) -> None:
    for user in users:
        tell(kind=NoticeKind.COVER, audience=_audience(user, cover), to=user, path=reverse("desk:cover"), by=by)


def _audience(user: User, cover: Cover) -> Audience:
    held = powers(user)
    if held.holds(Role.CEO):
        return Audience.CEO
    if held.holds(Role.CHAIR):
        return Audience.CHAIR
    return Audience.HEAD if held.holds(Role.HEAD, cover.school_id) else Audience.COLLEAGUE
