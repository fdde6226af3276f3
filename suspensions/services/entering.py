"""A suspension from before the trust used the system is entered, so that it stands at the gate and is looked at again."""

from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.services import write
from cases.access import may
from cases.services.case import lock, open_case
from cases.services.deciding import note_decision
from cases.services.writing import claim, settle
from kernel import wording
from kernel.jobs import queue
from kernel.refusal import Refused, refuse_if
from notices.states import NoticeKind
from records.states import CopyMethod
from schools.access import require_at
from schools.calendar import at_local, local_day
from schools.models import Person, School
from schools.selectors import calendar
from suspensions import clocks, judging, rules
from suspensions.dispatch import deemed_received
from suspensions.hearing import WindowState
from suspensions.models import SiteSuspension
from suspensions.selectors.hearing import window
from suspensions.selectors.standing import current, standing
from suspensions.services._clocks import await_look, open_clocks
from suspensions.services._making import insert, make_subject
from suspensions.services._shared import owe_word, tell_site
from suspensions.states import Capacity, SuspensionState

AS_DECIDED = (Capacity.HEAD, Capacity.ACTING_HEAD, Capacity.CEO)


@transaction.atomic
def enter_site_suspension(
    *,
    person: Person,
    school: School,
    from_on: date,
    until_on: date,
    decided_on: date,
    capacity: Capacity,
    grounds: str,
    is_upheld: bool,
    by: User,
    decider: User | None = None,
    decider_name: str = "",
    review_on: date | None = None,
    letter_on: date | None = None,
    token: UUID | None = None,
) -> SiteSuspension | None:
    """Enter a suspension made before the system was used, on a case of its own. All days are local.

    However long ago it began, it has an end. Where somebody not involved has upheld it (`is_upheld`), a day to look
    again must be given unless it ends today, and only who may review enters it; where not, the review is due now, and
    the person can answer. Where no letter went, one is due.
    None if this form was sent before. Raises `Refused`.
    """
    require_at(by, "suspend", school)
    if token is not None and claim(token=token, by=by):
        return None
    now, name = timezone.now(), current(person).formal_name
    case = lock(open_case(school=school, title=f"{name}: suspension from site, entered from before", by=by))
    person = Person.objects.select_for_update(no_key=True).get(pk=current(person).pk)
    days = {"from_on": from_on, "until_on": until_on, "decided_on": decided_on, "letter_on": letter_on}
    if wrong := judging.cannot_enter(**days, today=local_day(now)):  # type: ignore[arg-type]
        raise Refused(wrong[1], about=school, field=wrong[0])
    refuse_if(rules.cannot_suspend(standing(person, school, now), now), about=school, field="person")
    refuse_if(rules.cannot_rest_on(grounds), about=school, field="grounds")
    if capacity not in AS_DECIDED:
        raise Refused("Say as what they decided it.", about=school, field="capacity")
    if decider is None and not decider_name.strip():
        raise Refused("Say who decided it.", about=school, field="decider_name")
    suspension = SiteSuspension(
        case=case,
        person=person,
        school=school,
        period=TimestamptzRange(at_local(from_on, time(0)), clocks.end_of(until_on)),
        counted_from=at_local(from_on, time(0)),
        review_on=review_on,
        state=SuspensionState.UPHELD if is_upheld else SuspensionState.PROVISIONAL,
        grounds=grounds.strip(),
        decided_at=at_local(decided_on, time(0)),
        decided_by=decider or by,
        capacity=capacity,
        is_entered=True,
        entered_at=now,
        entered_by=by,
        decider_name="" if decider else decider_name.strip(),
        heard_from=deemed_received(CopyMethod.POST, letter_on, calendar()) if letter_on and not is_upheld else None,
    )
    if is_upheld:
        refuse_if(judging.wrong_review_day(suspension, review_on, now), about=school, field="review_on")
        suspension.review_on = review_on if judging.goes_on(suspension, now) else until_on
        refuse_if(judging.cannot_enter_upheld(may_review=may(by, "review", case)), about=school, field="judged")
    else:
        suspension.review_on = clocks.look_again_on(until_on, calendar(), local_day(now))
    insert(suspension, now)
    make_subject(case, person, by)
    data = {
        "who": person.formal_name,
        "school": suspension.site_name,
        "from_on": wording.full_day(from_on),
        "until_on": wording.full_day(until_on),
        "grounds": suspension.grounds,
        "decided_by": suspension.decider,
        "decided_on": wording.full_day(decided_on),
        "letter_on": wording.full_day(letter_on) if letter_on else "",
        "is_upheld": is_upheld,
    }
    write(chain=case.chain, verb="suspension.entered", row=suspension, by=by, at=now, data=data)
    if decider is not None:
        note_decision(case=case, by=by, decider=decider)
    _open_duties(suspension, by, has_letter=letter_on is not None)
    tell_site(suspension=suspension, kind=NoticeKind.GATE_STARTED, by=by, tells_head=True)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return suspension


def _open_duties(suspension: SiteSuspension, by: User, *, has_letter: bool) -> None:
    """What is still to do: the letter if none went, the review if there was none, else to look again on its day."""
    if not has_letter:
        owe_word(suspension=suspension, case=suspension.case, by=by)
    if suspension.state == SuspensionState.UPHELD:
        if judging.goes_on(suspension, timezone.now()):
            await_look(suspension, by, why="It was entered.")
        return
    open_clocks(suspension, by)
    shown = window(suspension)
    if shown.state is WindowState.OPEN and shown.closes_at is not None:
        queue("suspensions.window_closed", at=shown.closes_at, suspension_id=suspension.pk)
