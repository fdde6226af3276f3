"""Standing in: cover for heads, CEO, Chair and data protection lead, and standing deputies.

Whoever must be told is named by schools.selectors.roles; the desk calls a service here and tells them.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.services import write
from kernel.checking import full_check
from kernel.refusal import refuse_if
from schools import rules
from schools.access import forget_powers, may_end_cover, powers, require_appointer, require_at
from schools.calendar import next_midnight
from schools.models import Cover, Membership, School, StandingDeputy
from schools.selectors.roles import lets_stand_in, works_at
from schools.states import CoverKind, Role


@transaction.atomic
def appoint_cover(
    *,
    role: Role,
    school: School | None,
    user: User,
    of: User | None,
    until: datetime,
    by: User,
    from_at: datetime | None = None,
) -> Cover:
    """Appoint somebody to stand in for a head, the CEO, the Chair or the data protection lead (end exclusive)."""
    require_appointer(by, Role(role))
    now = timezone.now()
    from_at = from_at or now
    refuse_if(rules.wrong_beginning(from_at, now, by), about=user, field="from_at")
    refuse_if(rules.wrong_end(from_at, until, now), about=user, field="until")
    refuse_if(rules.wrong_cover_length(from_at, until), about=user, field="until")
    return _stand_in(Role(role), school, user, of, TimestamptzRange(from_at, until), CoverKind.APPOINTED, by)


def _stand_in(
    role: Role, school: School | None, user: User, of: User | None, period: TimestamptzRange, kind: CoverKind, by: User
) -> Cover:
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    overlapping = {"role": role, "school": school, "period__overlap": period}
    holds = Membership.objects.filter(user=user, **overlapping).exists() or user.covers.filter(**overlapping).exists()
    of_holds = of is not None and Membership.objects.in_force().holding(role, school).filter(user=of).exists()
    if kind == CoverKind.APPOINTED:
        reason = rules.cannot_cover(user=user, of=of, role=role, by=by, holds_already=holds, of_holds=of_holds)
        refuse_if(reason, about=user, field="user")
    row = Cover(role=role, school=school, of=of, user=user, period=period, kind=kind, appointed_by=by)
    full_check(row)
    row.save()
    data = {"user": user.pk, "name": user.name, "role": role, "of": of.name if of else "", "kind": kind}
    write(
        chain=row.chain, verb="cover.began", row=row, by=by, data=data | {"from": period.lower, "until": period.upper}
    )
    forget_powers(user)
    return row


@transaction.atomic
def end_cover(*, cover: Cover, by: User) -> None:
    """End standing in at once: by who stands in, whom they stand in for, or who may appoint."""
    if not may_end_cover(by, cover):
        raise PermissionDenied
    now = timezone.now()
    cover = Cover.objects.select_for_update(no_key=True).get(pk=cover.pk)
    refuse_if(rules.cannot_end_cover(cover.period.upper, now), about=cover)
    _cut_short(cover, now, by)


def _cut_short(cover: Cover, at: datetime, by: User) -> None:
    """End a cover now or at a later moment; one that has not begun by then is taken back."""
    data = {"user": cover.user_id, "name": cover.user.name, "role": cover.role}
    is_later = timezone.now() < at and cover.period.lower < at
    if is_later:
        write(chain=cover.chain, verb="cover.shortened", row=cover, by=by, data=data | {"until": at})
    else:
        write(chain=cover.chain, verb="cover.ended", row=cover, by=by, data=data)
    if cover.period.lower >= at:
        cover.delete()
    else:
        cover.period = TimestamptzRange(cover.period.lower, at)
        cover.save(update_fields=["period"])
    forget_powers(cover.user)


@transaction.atomic
def name_deputy(*, user: User, school: School, by: User) -> StandingDeputy:
    """Name somebody who may say "I am acting head today" at this school without being asked each time."""
    require_at(by, "name_deputies", school)
    is_acting = powers(by).is_acting(Role.HEAD, school.pk)
    reason = rules.cannot_name_deputy(user=user, by=by, works_here=works_at(user, school), is_acting=is_acting)
    refuse_if(reason, about=school, field="user")
    row = StandingDeputy(user=user, school=school, named_by=by)
    full_check(row)
    row.save()
    write(chain=row.chain, verb="deputy.named", row=row, by=by, data={"user": user.pk, "name": user.name})
    return row


@transaction.atomic
def remove_deputy(*, deputy: StandingDeputy, by: User) -> None:
    """Take the right to act as head from a standing deputy; acting today ends with it."""
    require_at(by, "name_deputies", deputy.school)
    leave_school(user=deputy.user, school=deputy.school, at=timezone.now(), by=by)


@transaction.atomic
def act_as_head(*, school: School, by: User) -> Cover:
    """ "I am acting head today": a standing deputy holds the head's powers from now until local midnight."""
    deputy = StandingDeputy.objects.filter(user=by, school=school).first()
    if deputy is None:
        raise PermissionDenied
    now = timezone.now()
    by = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    is_head = Membership.objects.in_force().holding(Role.HEAD, school).filter(user=by).exists()
    is_acting = by.covers.in_force(now).filter(role=Role.HEAD, school=school).exists()
    reason = rules.cannot_act_as_head(works_here=works_at(by, school), is_head=is_head, is_acting=is_acting)
    refuse_if(reason, about=deputy)
    head = Membership.objects.in_force().holding(Role.HEAD, school).order_by("period").first()
    period = TimestamptzRange(now, next_midnight(now))
    return _stand_in(Role.HEAD, school, by, head.user if head else None, period, CoverKind.STANDING, by)


@transaction.atomic
def leave_school(*, user: User, school: School, at: datetime, by: User) -> None:
    """From this moment (aware datetime) somebody is no standing deputy of a school, and no acting head by that right."""
    for deputy in StandingDeputy.objects.filter(user=user, school=school):
        write(chain=deputy.chain, verb="deputy.removed", row=deputy, by=by, data={"user": user.pk, "name": user.name})
        deputy.delete()
    for cover in user.covers.filter(school=school, kind=CoverKind.STANDING, period__contains=at):
        _cut_short(cover, at, by)


@transaction.atomic
def end_groundless_covers(*, user: User, at: datetime, by: User) -> None:
    """End, from a moment on (aware datetime), whatever standing in no role lets somebody do any more, however they came
    to it and also where it begins later.
    """
    for cover in user.covers.not_over(at).select_related("school"):
        role, school = Role(cover.role), cover.school
        lets = Q(school=school) if cover.kind == CoverKind.STANDING else lets_stand_in(role, school)
        then = max(at, cover.period.lower)
        if not Membership.objects.filter(lets, user=user, period__contains=then).exists():
            _cut_short(cover, at, by)
