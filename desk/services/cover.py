"""Standing in, and telling those who must know: schools.services.cover writes, this tells."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from desk.selectors.cover import audience_of
from desk.services.informing import hand_on_to_chair
from kernel.jobs import queue
from notices.services import tell
from notices.states import NoticeKind
from schools.models import Cover, School
from schools.selectors.roles import told_of_cover
from schools.services.cover import act_as_head, appoint_cover, end_cover
from schools.states import Role

# Whoever takes one of these offices must not decide in the cases they have a part in.
DECIDING = (Role.CEO, Role.CHAIR)


@transaction.atomic
def act_as_head_today(*, school: School, by: User) -> Cover:
    """A standing deputy acts as head until midnight; the head and the CEO are told."""
    cover = act_as_head(school=school, by=by)
    tell_of_cover(cover=cover, users=told_of_cover(cover, by=by), by=by)
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
    tell_of_cover(cover=cover, users=told_of_cover(cover, by=by), by=by)
    if role in DECIDING:
        queue("cases.settle_deciders", at=from_at, user_id=user.pk)
    if role == Role.CHAIR and from_at is None:
        hand_on_to_chair(user=user, by=by)
    return cover


@transaction.atomic
def end(*, cover: Cover, by: User) -> None:
    """End standing in from this moment, and tell those who were told that it began."""
    told = told_of_cover(cover, by=by)
    end_cover(cover=cover, by=by)
    tell_of_cover(cover=cover, users=told, by=by)


@transaction.atomic
def tell_of_cover(*, cover: Cover, users: list[User], by: User) -> None:
    """Tell these that somebody stands in, or no longer does or for less long."""
    for user in users:
        audience = audience_of(user, cover.school_id)
        tell(kind=NoticeKind.COVER, audience=audience, to=user, path=reverse("desk:cover"), by=by)
