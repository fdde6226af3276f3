"""What still works for the person's child while they may not come."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, write
from cases.access import require
from kernel.checking import full_check
from kernel.refusal import refuse_if
from notices.states import NoticeKind
from schools.models import School
from suspensions import rules
from suspensions.models import Arrangement, SiteSuspension
from suspensions.services._shared import forget_draft, locked, tell_site


@transaction.atomic
def set_arrangement(
    *,
    suspension: SiteSuspension,
    by: User,
    school: School | None = None,
    drop_off: str = "",
    collection: str = "",
    events: str = "",
    emergencies: str = "",
    contact: str = "",
) -> Arrangement:
    """Set or change the arrangements of a suspension in force at one of its sites, its own unless told.

    The gate register of that site shows them, and its office is told.
    """
    require(by, "work_case", suspension.case)
    suspension = locked(suspension)
    now, school = timezone.now(), school or suspension.school
    refuse_if(rules.cannot_arrange(suspension, now), about=suspension)
    refuse_if(rules.cannot_arrange_at(suspension, school), about=suspension, field="school")
    forget_draft(form="arrangement", suspension=suspension, by=by)
    said = {
        "drop_off": drop_off,
        "collection": collection,
        "events": events,
        "emergencies": emergencies,
        "contact": contact,
    }
    kept = Arrangement.objects.filter(suspension=suspension, school=school)
    known: Arrangement | None = kept.select_related("suspension__case").first()
    data = {"who": suspension.person.formal_name, "school": school.name}
    if known is not None:
        changed = any(getattr(known, name) != text for name, text in said.items())
        if not changed:
            return known
        amend(known, verb="suspension.arrangement_changed", by=by, at=now, data=data, set_at=now, set_by=by, **said)
    else:
        known = Arrangement(suspension=suspension, school=school, set_at=now, set_by=by, **said)
        full_check(known)
        known.save()
        write(chain=known.chain, verb="suspension.arranged", row=known, by=by, at=now, data={**data, **said})
    tell_site(
        suspension=suspension, kind=NoticeKind.GATE_CHANGED, by=by, tells_head=school != suspension.school, only=school
    )
    return known
