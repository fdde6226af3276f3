"""Acting for the CEO, and telling whom it concerns: cases.services.delegation writes, this tells."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from cases.deciding import decider_role
from cases.models import Case, Delegation
from cases.services import delegation as acting
from cases.services.writing import drop_draft
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.states import ActsAs, Role
from suspensions.selectors.independence import decided_on

EVERY_KEY, CASE_KEY = "delegation", "delegate:{reference}"
AUDIENCES = {ActsAs.DELEGATE: Audience.DELEGATE, ActsAs.TRUSTEE: Audience.TRUSTEE}


@transaction.atomic
def give(
    *,
    case: Case | None,
    to: User,
    reason: str,
    by: User,
    from_at: datetime | None = None,
    until: datetime | None = None,
) -> Delegation:
    """Let somebody act for the CEO (aware datetimes, end exclusive; from now where no start is given), and tell them.

    The CEO lets a member of the Central Team act on a case or on every case; where the Chair decides in the CEO's place,
    the Chair gives the review of the case to a trustee.
    """
    if case is not None and decider_role(case) != Role.CEO:
        given = acting.grant_review(case=case, to=to, reason=reason, until=until, also=decided_on(case), by=by)
        kind = NoticeKind.REVIEW_GRANTED
    else:
        given = acting.delegate(case=case, to=to, reason=reason, from_at=from_at, until=until, by=by)
        kind = NoticeKind.DELEGATED
    path = case.get_absolute_url() if case is not None else reverse("desk:delegation")
    tell(kind=kind, audience=AUDIENCES[ActsAs(given.acts_as)], to=to, path=path, case=case, by=by)
    drop_draft(key=CASE_KEY.format(reference=case.reference) if case is not None else EVERY_KEY, by=by)
    return given


@transaction.atomic
def end(*, delegation: Delegation, by: User) -> None:
    """Take back from this moment what somebody was given to do for the CEO, and tell them; or whoever gave it."""
    acting.end_delegation(delegation=delegation, by=by)
    to = delegation.to
    if to is None:
        return
    told = delegation.given_by if to.pk == by.pk else to
    audience = AUDIENCES[ActsAs(delegation.acts_as)] if told.pk == to.pk else Audience.COLLEAGUE
    if told.is_active and not told.is_system:
        kind = NoticeKind.DELEGATION_ENDED
        tell(kind=kind, audience=audience, to=told, path="", case=delegation.case, note=_ended(delegation), by=by)


def _ended(delegation: Delegation) -> str:
    where = delegation.case.reference if delegation.case is not None else "every case"
    what = "reviewing" if delegation.acts_as == ActsAs.TRUSTEE else "acting for the CEO"
    return f"{delegation.to.name if delegation.to else ''}: {what} on {where} has ended."
