"""The duties that go with a suspension's clocks: opened with it, moved with its end and its hearing, settled with it."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from cases.deciding import decider_role
from cases.duties import Kind
from cases.models import Duty
from cases.services.duties import discharge, open_duty, set_due, settle_waived
from kernel.jobs import queue
from schools.selectors import calendar
from schools.states import Role
from suspensions import clocks
from suspensions.models import SiteSuspension
from suspensions.selectors.hearing import window
from suspensions.states import SuspensionState

OF_CLOCKS = (Kind.DECIDE_BEFORE_END, Kind.REPRESENTATIONS, Kind.REVIEW, Kind.REVIEW_SITE_SUSPENSION)


def open_clocks(suspension: SiteSuspension, by: User) -> None:
    """Open what a new suspension asks for: a decision before it ends, and a review."""
    await_decision(suspension, by)
    owe(suspension, Kind.REVIEW, clocks.review_by(suspension, window(suspension), calendar()), by)


def await_decision(suspension: SiteSuspension, by: User) -> None:
    """Somebody must decide before it ends; when the end comes without a decision, the clock settles it."""
    if suspension.state != SuspensionState.PROVISIONAL:
        return
    days, now = calendar(), timezone.now()
    away = suspension.is_trust_wide or suspension.school_id != suspension.case.school_id
    role = decider_role(suspension.case) if away else None
    owe(suspension, Kind.DECIDE_BEFORE_END, clocks.decide_by(suspension, days, now), by, role=role)
    queue("suspensions.end_reached", at=suspension.period.upper, suspension_id=suspension.pk)


def await_look(suspension: SiteSuspension, by: User, *, why: str) -> None:
    """Somebody must look again at an upheld one on its day; when its end comes first, the clock settles it."""
    if suspension.state != SuspensionState.UPHELD or suspension.review_on is None:
        return
    owe(suspension, Kind.REVIEW_SITE_SUSPENSION, clocks.end_of(suspension.review_on), by, why=why)
    queue("suspensions.end_reached", at=suspension.period.upper, suspension_id=suspension.pk)


def owe(
    suspension: SiteSuspension,
    kind: Kind,
    due_at: datetime,
    by: User,
    *,
    role: Role | None = None,
    why: str = "The suspension was extended.",
) -> None:
    """Open a duty about a suspension, due at a moment (aware); one that is open moves there."""
    case, subject = suspension.case, str(suspension.pk)
    about = suspension.person.formal_name[:200]
    duty = open_duty(case=case, kind=kind, subject=subject, about=about, owner_role=role, due_at=due_at, by=by)
    if duty.due_at != due_at:
        set_due(case=case, kind=kind, subject=subject, due_at=due_at, why=why, by=by)


def move_review(suspension: SiteSuspension, why: str, by: User) -> None:
    """Let the review be due by what the hearing says now."""
    due_at = clocks.review_by(suspension, window(suspension), calendar())
    set_due(case=suspension.case, kind=Kind.REVIEW, subject=str(suspension.pk), due_at=due_at, why=why, by=by)


def settle_clocks(suspension: SiteSuspension, how: str, by: User) -> None:
    """Nothing is left to decide, hear or review: it was lifted, upheld or not, or replaced."""
    for kind in OF_CLOCKS:
        discharge(case=suspension.case, kind=kind, subject=str(suspension.pk), how=how, by=by)


def waive_clocks(suspension: SiteSuspension, reason: str, by: User) -> None:
    """Nothing of it needs doing: it was made in error."""
    rows = Duty.objects.open().filter(case=suspension.case, subject=str(suspension.pk), kind__in=OF_CLOCKS)
    for duty in rows:
        settle_waived(duty=duty, reason=reason, by=by)
