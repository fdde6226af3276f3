"""Suspending an adult from site for the rest of today; lifting that, or marking it as made in error."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.services import move, write
from cases.access import require, require_on
from cases.deciding import capacity_on
from cases.duties import Kind
from cases.models import Case, Duty
from cases.rules import cannot_change
from cases.services.case import lock
from cases.services.deciding import note_decision
from cases.services.duties import settle_waived
from kernel.refusal import Refused, refuse_if
from notices.models import Notice
from notices.recipients import not_walled
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.calendar import next_midnight
from schools.models import Person, School
from suspensions import clocks, rules
from suspensions.access import is_ceo_with_a_part, require_ender, require_ender_still
from suspensions.models import SiteSuspension
from suspensions.selectors.review import renewal_of
from suspensions.selectors.standing import current, standing
from suspensions.selectors.written import letters_of
from suspensions.services._clocks import open_clocks, settle_clocks, waive_clocks
from suspensions.services._making import insert, make_subject
from suspensions.services._shared import forget_draft, locked, owe_word, tell_neighbours, tell_site
from suspensions.states import SUSPENSION_MOVES, Capacity, SuspensionState

# Whoever was told of a suspension by one of these is told when it turns out to be an error.
TOLD_OF_IT = (
    NoticeKind.CEO_INFORMED,
    NoticeKind.REPORT_ISSUED,
    NoticeKind.CHAIR_INFORMED,
    NoticeKind.CHAIR_REPORT,
    NoticeKind.CHAIR_SUPPLEMENTARY,
    NoticeKind.GATE_STARTED,
    NoticeKind.GATE_CHANGED,
    NoticeKind.GATE_BREACH,
)


@transaction.atomic
def suspend_for_rest_of_today(*, case: Case, person: Person, school: School, grounds: str, by: User) -> SiteSuspension:
    """Suspend an adult from a site from now until the next local midnight, shown as 23:59. Policy: Methods.

    Refuses (`Refused`) a pupil, a colleague at their workplace, somebody suspended there already, and empty grounds.
    The site's office is told; the person must be told the same day and in writing.
    """
    require(by, "suspend", case)
    require_on(by, "suspend", case, school)
    case = lock(case)
    refuse_if(cannot_change(case), about=case)
    person = Person.objects.select_for_update(no_key=True).get(pk=current(person).pk)
    now = timezone.now()
    refuse_if(rules.cannot_suspend(standing(person, school, now), now), about=case, field="person")
    refuse_if(rules.cannot_rest_on(grounds), about=case, field="grounds")
    suspension = SiteSuspension(
        case=case,
        person=person,
        school=school,
        period=TimestamptzRange(now, next_midnight(now)),
        counted_from=now,
        grounds=grounds.strip(),
        decided_at=now,
        decided_by=by,
        capacity=Capacity(capacity_on(case, by, power="suspend", school=school)),
    )
    insert(suspension, now)
    make_subject(case, person, by)
    data = {
        "who": person.formal_name,
        "school": suspension.site_name,
        "until": suspension.period.upper,
        "grounds": grounds,
    }
    write(chain=case.chain, verb="suspension.made", row=suspension, by=by, at=now, data=data)
    note_decision(case=case, by=by)
    owe_word(suspension=suspension, case=case, by=by)
    open_clocks(suspension, by)
    tell_site(suspension=suspension, kind=NoticeKind.GATE_STARTED, by=by, tells_head=True)
    return suspension


@transaction.atomic
def lift_suspension(*, suspension: SiteSuspension, reason: str, by: User) -> None:
    """End a suspension before its time. The person may come again from now, and must be told so, also in writing.

    Refuses (`Refused`) while a new one follows it: they would hear that they may come, and be barred again. One that
    holds for every site is lifted by who decides that: it opens every site.
    """
    require_ender(by, suspension)
    suspension = locked(suspension)
    require_ender_still(by, suspension)
    now = timezone.now()
    refuse_if(rules.cannot_lift(suspension, now, renewal_of(suspension)), about=suspension)
    _end(suspension, SuspensionState.LIFTED, "suspension.lifted", reason, by, now)
    settle_clocks(suspension, "Lifted", by)
    owe_word(suspension=suspension, case=suspension.case, by=by)
    tell_site(suspension=suspension, kind=NoticeKind.GATE_CHANGED, by=by, tells_head=True)
    if not clocks.is_one_day(suspension):
        tell_neighbours(suspension=suspension, by=by)
    forget_draft(form="lift", suspension=suspension, by=by)


@transaction.atomic
def void_suspension(*, suspension: SiteSuspension, reason: str, by: User) -> None:
    """Mark a suspension as made in error: whoever was told of it is told again, the person too if they had heard.

    One that holds for every site is voided by who decides that. What it took the place of does not come back.
    """
    require_ender(by, suspension)
    suspension = locked(suspension)
    require_ender_still(by, suspension)
    now = timezone.now()
    has_part = is_ceo_with_a_part(by, suspension)
    why_not = rules.cannot_void(suspension, now, renewal_of(suspension), is_ceo_with_a_part=has_part)
    refuse_if(why_not, about=suspension)
    had_heard = suspension.tellings.spoken().exists()
    case = suspension.case
    had_letter = bool(letters_of(suspension))
    _end(suspension, SuspensionState.VOID, "suspension.voided", reason, by, now)
    waive_clocks(suspension, "The suspension was made in error.", by)
    _settle_duties(suspension, by, tell_owed=had_heard or had_letter, letter_owed=had_letter and case.is_open)
    told = tell_site(suspension=suspension, kind=NoticeKind.GATE_CHANGED, by=by, tells_head=True)
    if case.is_open:
        # Where the whole case is void, its own message goes to everybody.
        if not clocks.is_one_day(suspension):
            tell_neighbours(suspension=suspension, by=by)
        _tell_again(suspension, told, by)
    forget_draft(form="void_suspension", suspension=suspension, by=by)


def _end(suspension: SiteSuspension, state: SuspensionState, verb: str, reason: str, by: User, now: datetime) -> None:
    if not reason.strip():
        raise Refused("Say why.", about=suspension, field="reason")
    move(
        suspension,
        state,
        table=SUSPENSION_MOVES,
        verb=verb,
        by=by,
        at=now,
        data={"who": suspension.person.formal_name, "school": suspension.site_name, "reason": reason},
        ended_at=now,
        ended_by=by,
        ended_as=capacity_on(suspension.case, by, power="suspend", school=suspension.school),
        end_reason=reason,
    )


def _settle_duties(suspension: SiteSuspension, by: User, *, tell_owed: bool, letter_owed: bool) -> None:
    """Somebody who never heard of an error needs no word of it; somebody who did must hear that it was one."""
    done = [*([] if tell_owed else [Kind.TELL_PARENT]), *([] if letter_owed else [Kind.LETTER_TO_PARENT])]
    for duty in Duty.objects.open().filter(case=suspension.case, subject=str(suspension.pk), kind__in=done):
        settle_waived(duty=duty, reason="The suspension was made in error, and the person had not heard of it.", by=by)
    if tell_owed:
        owe_word(suspension=suspension, case=suspension.case, by=by, in_writing=letter_owed)


def _tell_again(suspension: SiteSuspension, told: set[User], by: User) -> None:
    """Tell everybody else who had been told of it, where their message led before."""
    earlier = Notice.objects.filter(case=suspension.case, kind__in=TOLD_OF_IT, to_user__isnull=False)
    first = {notice.to_user: notice for notice in earlier.select_related("to_user").order_by("-pk") if notice.to_user}
    for user in not_walled(first, suspension.case):
        if user not in told and user.is_active:
            audience, path = Audience(first[user].audience), first[user].path
            tell(kind=NoticeKind.GATE_CHANGED, audience=audience, to=user, path=path, by=by, case=suspension.case)
