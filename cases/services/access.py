"""Who is given sight of one case, and who loses it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.services import write
from cases.access import reach, require, require_still
from cases.models import Case, Grant
from cases.services.case import lock
from kernel.checking import full_check
from kernel.refusal import Refused
from schools.access import forget_powers


@transaction.atomic
def grant_sight(*, case: Case, user: User, reason: str, by: User, until: datetime | None = None) -> Grant:
    """Let an account see the whole file of a case until a moment (aware), or until it is taken back."""
    require(by, "delegate", case)
    case = lock(case)
    require_still(by, "delegate", case)
    return place_grant(case=case, user=user, reason=reason, by=by, until=until)


@transaction.atomic
def place_grant(*, case: Case, user: User, reason: str, by: User, until: datetime | None = None) -> Grant:
    """Give sight as a part of another act, which has checked its own power. The person a case is about never sees it.

    The same twice is one; with another end it takes the place of what was given before.
    """
    case = lock(case)
    if case.pk in reach(user).walled:
        raise Refused("This case is about them, so they cannot see it.", about=case, field="user")
    now = timezone.now()
    if until is not None and until <= now:
        raise Refused("This end is in the past.", about=case, field="until")
    if not user.is_active:
        raise Refused("This account is closed.", about=case, field="user")
    known = Grant.objects.filter(case=case, user=user, period__contains=now).first()
    if known is not None and known.period.upper == until:
        return known
    if known is not None:
        _end(known, now, by)
    grant = Grant(case=case, user=user, period=TimestamptzRange(now, until), reason=reason, granted_by=by)
    full_check(grant)
    grant.save()
    forget_powers(user)
    data = {"to": user.name, "until": until, "reason": reason}
    write(chain=case.chain, verb="case.sight_given", row=grant, by=by, at=now, data=data)
    return grant


@transaction.atomic
def end_sight(*, grant: Grant, by: User) -> None:
    """Take sight of a case back, from this moment."""
    require(by, "delegate", grant.case)
    lock(grant.case)
    require_still(by, "delegate", grant.case)
    now = timezone.now()
    grant = Grant.objects.select_for_update(no_key=True).get(pk=grant.pk)
    if grant.period.upper is not None and grant.period.upper <= now:
        raise Refused("This has ended already.", about=grant.case)
    _end(grant, now, by)


def _end(grant: Grant, at: datetime, by: User) -> None:
    """End a grant at a moment; one that began at this very moment never was."""
    write(chain=grant.chain, verb="case.sight_ended", row=grant, by=by, at=at, data={"to": grant.user.name})
    if grant.period.lower >= at:
        grant.delete()
    else:
        Grant.objects.filter(pk=grant.pk).update(period=TimestamptzRange(grant.period.lower, at))
    forget_powers(grant.user)
