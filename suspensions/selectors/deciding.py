"""What is still to be decided on a suspension, and who asked for more?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may
from cases.duties import Kind
from cases.models import Duty
from kernel.components import Action
from notices.models import Notice
from notices.states import NoticeKind
from schools.models import School
from suspensions import clocks, rules
from suspensions.models import SiteSuspension
from suspensions.selectors.children import schools_of_children
from suspensions.selectors.story import fetch_along


def is_decision_owed(suspension: SiteSuspension) -> bool:
    """Somebody must still decide whether it goes on or ends by itself."""
    found: bool = duties_on(suspension).filter(kind=Kind.DECIDE_BEFORE_END).exists()
    return found


def duties_on(suspension: SiteSuspension) -> "QuerySet[Any]":
    """What is still due on a suspension."""
    return Duty.objects.open().filter(case=suspension.case, subject=str(suspension.pk))


def trust_wide_page(suspension: SiteSuspension) -> str:
    """Where it is decided that it holds for every site: the address a question for it leads to."""
    return reverse("suspensions:trust_wide", args=[suspension.case.reference, suspension.pk])


def asks_for_trust_wide(suspension: SiteSuspension) -> "QuerySet[Any]":
    """The questions whether it should hold for every site, newest first; one for each of those asked."""
    rows = Notice.objects.filter(
        case=suspension.case, kind=NoticeKind.TRUST_WIDE_ASKED, path=trust_wide_page(suspension)
    )
    return rows.select_related("queued_by", "to_user").order_by("-queued_at", "-pk")


def trust_wide_asked_at(suspension: SiteSuspension) -> datetime | None:
    """When somebody last asked for it to hold for every site (aware)."""
    asked = asks_for_trust_wide(suspension).first()
    return asked.queued_at if asked is not None else None


@dataclass(frozen=True)
class Extending:
    """What a page needs on which somebody decides how long, or from where, a suspension goes on."""

    lasts_until: date
    longest_until: date
    widest_until: date
    known_until: str
    other_schools: tuple[School, ...]
    lacks_arrangement: bool
    asks: tuple[Notice, ...]
    trust_wide: Action | None
    let_end: Action | None


def extending(suspension: SiteSuspension, user: User) -> Extending:
    """How long it lasts and may last, where the person's other children are, who asked for every site."""
    schools = schools_of_children(suspension.person)
    asks, owed = fetch_along(suspension, asks_for_trust_wide(suspension), duties_on(suspension), names=["arrangements"])
    others = tuple(school for school in schools if not suspension.covers(school.pk))
    known = {row.school_id for row in suspension.arrangements.all()}
    asked = {notice.queued_at: notice for notice in asks}
    return Extending(
        lasts_until=clocks.last_day(suspension),
        longest_until=clocks.latest_day(suspension.counted_from, suspension.state),
        widest_until=clocks.latest_day(min(timezone.now(), suspension.counted_from), suspension.state),
        known_until=suspension.period.upper.isoformat(),
        other_schools=others,
        lacks_arrangement=any(suspension.covers(school.pk) and school.pk not in known for school in schools),
        asks=tuple(asked.values()),
        trust_wide=wider_action(suspension, user, next(iter(asked), None)),
        let_end=_let_end(suspension) if any(duty.kind == Kind.DECIDE_BEFORE_END for duty in owed) else None,
    )


def wider_action(suspension: SiteSuspension, user: User, asked_at: datetime | None) -> Action | None:
    """Make it trust-wide, or ask for it (`asked_at`: when somebody did); None where it holds for every site."""
    now = timezone.now()
    if suspension.is_trust_wide or not suspension.is_live or now >= suspension.period.upper:
        return None
    if may(user, "suspend_trust_wide", suspension.case):
        return Action("Make it trust-wide", trust_wide_page(suspension))
    if not may(user, "suspend", suspension.case):
        return None
    url = reverse("suspensions:ask_wide", args=[suspension.case.reference, suspension.pk])
    reason = rules.cannot_ask_trust_wide(suspension, asked_at, now)
    return Action("Ask the CEO to make it trust-wide", url, reason=reason)


def _let_end(suspension: SiteSuspension) -> Action:
    return Action("Let it end", reverse("suspensions:let_end", args=[suspension.case.reference, suspension.pk]))
