"""After an upheld suspension ends there is a new one only by a new decision with new reasons."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.services import write
from cases.deciding import capacity_on
from cases.rules import cannot_change
from cases.services.deciding import note_decision
from cases.services.writing import claim, settle
from kernel import wording
from kernel.refusal import Refused, refuse_if
from notices.states import NoticeKind
from schools.calendar import local_day
from schools.models import Person
from schools.selectors import calendar
from suspensions import clocks, judging, rules
from suspensions.access import require_decider, require_decider_still
from suspensions.models import SiteSuspension
from suspensions.selectors.review import renewal_of
from suspensions.selectors.standing import current, standing, standing_everywhere
from suspensions.services._clocks import open_clocks
from suspensions.services._making import insert
from suspensions.services._shared import forget_draft, locked, owe_word, tell_neighbours, tell_site
from suspensions.states import Capacity


@transaction.atomic
def renew_site_suspension(
    *,
    suspension: SiteSuspension,
    until_on: date,
    grounds: str,
    considered: str,
    by: User,
    review_on: date | None = None,
    token: UUID | None = None,
) -> SiteSuspension | None:
    """Suspend somebody anew from the end of an upheld suspension, or from now, until the end of a local day.

    A decision of its own, for six weeks at most until it is reviewed: with its own reasons, letter, hearing and review.
    Refuses (`Refused`) the reasons of the earlier one. None if this form was sent before. Law on barring adults.
    """
    require_decider(by, suspension)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_decider_still(by, suspension)
    case, now = suspension.case, timezone.now()
    person = Person.objects.select_for_update(no_key=True).get(pk=current(suspension.person).pk)
    refuse_if(cannot_change(case), about=suspension)
    refuse_if(judging.cannot_renew(suspension, renewal_of(suspension), now), about=suspension)
    starts = max(now, suspension.period.upper)
    known = standing_everywhere(person) if suspension.is_trust_wide else standing(person, suspension.school, starts)
    refuse_if(rules.cannot_suspend(known, now), about=suspension)
    if until_on < local_day(starts):
        raise Refused("The one before lasts longer. Choose a later day.", about=suspension, field="until_on")
    refuse_if(rules.cannot_last_until(starts, until_on, local_day(now)), about=suspension, field="until_on")
    refuse_if(rules.cannot_rest_on(grounds), about=suspension, field="grounds")
    refuse_if(judging.cannot_repeat(grounds, suspension.grounds), about=suspension, field="grounds")
    if not considered.strip():
        reason = "Say what you considered about disability, illness and language."
        raise Refused(reason, about=suspension, field="considered")
    if review_on is not None:
        refuse_if(rules.cannot_look_again_on(review_on, until_on, local_day(now)), about=suspension, field="review_on")
    new = SiteSuspension(
        case=case,
        person=person,
        school=suspension.school,
        is_trust_wide=suspension.is_trust_wide,
        period=TimestamptzRange(starts, clocks.end_of(until_on)),
        counted_from=starts,
        review_on=review_on or clocks.look_again_on(until_on, calendar(), local_day(starts)),
        grounds=grounds.strip(),
        decided_at=now,
        decided_by=by,
        capacity=Capacity(_capacity(suspension, by)),
        renews=suspension,
    )
    insert(new, now)
    data = {
        "who": person.formal_name,
        "school": new.site_name,
        "from_on": wording.full_day(local_day(starts)),
        "until_on": wording.full_day(until_on),
        "grounds": new.grounds,
        "considered": considered.strip(),
        "renews": suspension.pk,
    }
    write(chain=case.chain, verb="suspension.renewed", row=new, by=by, at=now, data=data)
    note_decision(case=case, by=by)
    owe_word(suspension=new, case=case, by=by)
    open_clocks(new, by)
    tell_site(suspension=new, kind=NoticeKind.GATE_STARTED, by=by, tells_head=True)
    tell_neighbours(suspension=new, by=by)
    forget_draft(form="renew", suspension=suspension, by=by)
    if token is not None:
        settle(token=token, led_to=new.get_absolute_url(), by=by)
    return new


def _capacity(suspension: SiteSuspension, by: User) -> str:
    if suspension.is_trust_wide:
        return capacity_on(suspension.case, by, power="suspend_trust_wide")
    return capacity_on(suspension.case, by, power="suspend", school=suspension.school)
