"""Acting for the CEO: delegated to a member of the Central Team, or the review granted to a trustee; and taken back.

Whoever must be told is told by the desk, which calls a service here.
"""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.services import write
from cases import rules
from cases.access import may, require, require_still
from cases.deciding import decider_role, may_act_as
from cases.independence import NO_REASONS, not_independent
from cases.models import Case, Delegation
from cases.services.case import lock
from cases.services.deciding import cut_short
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from schools.access import forget_powers, powers, require_at
from schools.states import ActsAs, Role


@transaction.atomic
def delegate(
    *,
    case: Case | None,
    to: User,
    reason: str,
    by: User,
    from_at: datetime | None = None,
    until: datetime | None = None,
) -> Delegation:
    """Let a member of the Central Team act for the CEO on a case, or on every case, over a period (aware, end exclusive).

    Refuses (`Refused`) whoever is not of the Central Team or has to do with the case, and a case the Chair decides.
    Policy: Methods, the CEO can delegate their position.
    """
    if case is None:
        require_at(by, "delegate")
        is_standing_in = powers(by).is_acting(Role.CEO)
        refuse_if(rules.cannot_delegate_every_case(is_standing_in=is_standing_in), about=_page(None, by))
    else:
        require(by, "delegate", case)
        case = lock(case)
        require_still(by, "delegate", case)
        refuse_if(rules.cannot_delegate_on(case, decider_role(case)), about=case)
    is_member = may_act_as(to, ActsAs.DELEGATE)
    refuse_if(rules.cannot_be_delegate(to, by, is_member=is_member), about=_page(case, by), field="to")
    if case is not None:
        refuse_if(not_independent(case, to), about=case, field="to")
    return _give(case, to, ActsAs.DELEGATE, reason, by, from_at, until)


@transaction.atomic
def grant_review(
    *,
    case: Case,
    to: User,
    reason: str,
    by: User,
    until: datetime | None = None,
    also: Mapping[User, str] = NO_REASONS,
) -> Delegation:
    """Let a trustee who has nothing to do with a case review it, where the Chair decides in the CEO's place.

    `also` is what the rooms above know against somebody's independence. Refuses (`Refused`) anybody else.
    """
    require(by, "delegate", case)
    case = lock(case)
    require_still(by, "delegate", case)
    refuse_if(rules.cannot_grant_review(case, decider_role(case)), about=case)
    is_trustee = may_act_as(to, ActsAs.TRUSTEE)
    refuse_if(rules.cannot_be_reviewer(to, by, is_trustee=is_trustee), about=case, field="to")
    refuse_if(not_independent(case, to, also), about=case, field="to")
    return _give(case, to, ActsAs.TRUSTEE, reason, by, None, until)


def _give(
    case: Case | None,
    to: User,
    acts_as: ActsAs,
    reason: str,
    by: User,
    from_at: datetime | None,
    until: datetime | None,
) -> Delegation:
    now = timezone.now()
    begins, about = from_at or now, _page(case, by)
    refuse_blank(reason, "Say why.", about=about, field="reason")
    refuse_if(rules.wrong_delegation_start(begins, now), about=about, field="from_at")
    refuse_if(rules.wrong_delegation_end(begins, until, is_every=case is None), about=about, field="until")
    to = User.objects.select_for_update(no_key=True).get(pk=to.pk)
    period = TimestamptzRange(begins, until)
    is_given = Delegation.objects.filter(case=case, to=to, period__overlap=period).exists()
    refuse_if(rules.has_delegation_already(to, is_given=is_given), about=about, field="to")
    row = Delegation(case=case, to=to, acts_as=acts_as, period=period, reason=reason, given_at=now, given_by=by)
    full_check(row)
    row.save()
    forget_powers(to)
    data = {"to": to.name, "acts_as": acts_as, "is_every": case is None, "from": from_at, "until": until}
    write(chain=row.chain, verb="delegation.given", row=row, by=by, at=now, data=data | {"reason": reason})
    return row


def _page(case: Case | None, by: User) -> Case | str:
    return case if case is not None else "/delegation/"


@transaction.atomic
def end_delegation(*, delegation: Delegation, by: User) -> None:
    """Take back from this moment what was delegated: by whoever may delegate it, or by whom it was given to."""
    if by.pk != delegation.to_id and not _may_end(delegation, by):
        raise PermissionDenied
    if delegation.case is not None:
        lock(delegation.case)
    rows = Delegation.objects.select_for_update(no_key=True, of=("self",)).select_related("case", "to")
    delegation, now = rows.get(pk=delegation.pk), timezone.now()
    refuse_if(rules.cannot_end_delegation(delegation, now), about=delegation)
    cut_short(given=delegation, at=now, by=by)
    if delegation.to is not None:
        forget_powers(delegation.to)


def _may_end(delegation: Delegation, by: User) -> bool:
    case = delegation.case
    return powers(by).includes("delegate") if case is None else may(by, "delegate", case)
