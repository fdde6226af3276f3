"""Somebody who may not be on site is there."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from kernel.checking import full_check
from kernel.refusal import refuse_if
from notices.recipients import holders, not_walled
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.access import require_at
from schools.models import School
from schools.states import Role
from suspensions import rules
from suspensions.models import Breach, SiteSuspension
from suspensions.services._shared import locked, page_for

# A second press of the same finger is no second sighting.
SAME_PRESS = timedelta(minutes=2)


@transaction.atomic
def report_breach(*, suspension: SiteSuspension, by: User, note: str = "", school: School | None = None) -> Breach:
    """Log that a suspended person is on a site, its own unless told; alert that site's head and senior leaders.

    Anyone at that site's gate may.
    """
    school = school or suspension.school
    require_at(by, "view_gate", school)
    suspension = locked(suspension)
    now = timezone.now()
    refuse_if(rules.cannot_report(suspension, school, now), about="suspensions:gate")
    recent: Breach | None = Breach.objects.filter(
        suspension=suspension, school=school, seen_by=by, note=note, seen_at__gt=now - SAME_PRESS
    ).first()
    if recent is not None:
        return recent
    breach = Breach(suspension=suspension, school=school, seen_at=now, seen_by=by, note=note)
    full_check(breach)
    breach.save()
    data = {"who": suspension.person.formal_name, "school": school.name, "note": note}
    write(chain=breach.chain, verb="suspension.breached", row=breach, by=by, at=now, data=data)
    _alert(suspension, school, by)
    return breach


def _alert(suspension: SiteSuspension, school: School, by: User) -> None:
    told = {by}
    for role, audience in ((Role.HEAD, Audience.HEAD), (Role.SENIOR_LEADER, Audience.SENIOR_LEADER)):
        for user in not_walled(holders(role, school), suspension.case):
            if user not in told:
                path = page_for(user, suspension, school)
                tell(kind=NoticeKind.GATE_BREACH, audience=audience, to=user, path=path, by=by, case=suspension.case)
                told.add(user)
