"""Standing in, and telling those who must know: schools.services.cover writes, this tells."""

from collections.abc import Iterator
from contextlib import contextmanager
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
        audience = audience_of(user, cover.school_id)
        tell(kind=NoticeKind.COVER, audience=audience, to=user, path=reverse("desk:cover"), by=by)


@contextmanager
def telling_of_ends(*, user: User, by: User) -> Iterator[None]:
    """Tell those who were told that somebody stands in, if what is done here ends that or shortens it."""
    before = [
        (cover, cover.period, told_of_cover(cover, by=by)) for cover in user.covers.not_over().select_related("school")
    ]
    yield
    for cover, period, told in before:
        if not Cover.objects.filter(pk=cover.pk, period=period).exists():
            _tell_all(told, cover, by)


def audience_of(user: User, school_id: int | None) -> Audience:
    """As what somebody is told of who holds which role, in the trust or at a school."""
    held = powers(user)
    if held.holds(Role.CEO):
        return Audience.CEO
    if held.holds(Role.CHAIR):
        return Audience.CHAIR
    is_head = school_id is not None and held.holds(Role.HEAD, school_id)
    return Audience.HEAD if is_head else Audience.COLLEAGUE
