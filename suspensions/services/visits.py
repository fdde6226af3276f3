"""Somebody who is suspended from a site may come for a meeting: permitted for its time, withdrawn with it."""

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.services import amend, write
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import refuse_if
from notices.states import NoticeKind
from schools.models import School
from suspensions.models import PermittedVisit, SiteSuspension
from suspensions.selectors.visits import visits_about
from suspensions.services._shared import locked, tell_site
from suspensions.visiting import cannot_visit


@transaction.atomic
def permit_visit(
    *, suspension: SiteSuspension, school: School, period: TimestamptzRange, place: str, subject: str, by: User
) -> PermittedVisit:
    """Let somebody come onto a site from which they are suspended, for so long (aware), as a part of an act for which
    the caller has checked its own power: a meeting they are asked to.

    The gate register shows it on that day until it is over, and the office of the site is told that it has changed.
    """
    suspension, now = locked(suspension), timezone.now()
    refuse_if(cannot_visit(suspension, school, period), about=suspension)
    visit = PermittedVisit(
        suspension=suspension,
        school=school,
        period=period,
        place=place,
        subject=subject,
        permitted_at=now,
        permitted_by=by,
    )
    full_check(visit)
    visit.save(force_insert=True)
    write(chain=visit.chain, verb="visit.permitted", row=visit, by=by, at=now, data=_said(visit))
    tell_site(suspension=suspension, kind=NoticeKind.GATE_CHANGED, by=by, tells_head=False, only=school)
    return visit


@transaction.atomic
def withdraw_visits(*, subject: str, by: User) -> int:
    """Take back what was permitted for a meeting and is not over, as a part of the act that moves it or calls it off."""
    now, count = timezone.now(), 0
    for visit in visits_about(subject):
        if visit.period.upper <= now:
            continue
        suspension = locked(visit.suspension)
        amend(visit, verb="visit.withdrawn", by=by, at=now, data=_said(visit), withdrawn_at=now, withdrawn_by=by)
        tell_site(suspension=suspension, kind=NoticeKind.GATE_CHANGED, by=by, tells_head=False, only=visit.school)
        count += 1
    return count


def _said(visit: PermittedVisit) -> dict[str, str]:
    when = f"{wording.in_full(visit.period.lower)} to {wording.clock_time(visit.period.upper)}"
    who, school = visit.suspension.person.formal_name, visit.school.name
    return {"who": who, "school": school, "when": when, "place": visit.place}
