"""Handing what the CEO decides in a case to the Chair or the vice-chair, and back.

Stands below the services of cases and duties, which call it: an involvement that is entered, or a duty that opens, hands
the case over at once. Whoever takes it over is told by a job, so that no way to here can forget it.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from accounts.system import system_user
from audit.services import write
from cases.deciding import board_role, decider_role, is_ceo_involved, may_ceo_review, office_of
from cases.duties import DUTIES, Kind
from cases.independence import cases_involving
from cases.models import Case, Delegation, Duty
from cases.states import CaseState, Cause
from kernel.checking import full_check
from kernel.jobs import queue
from schools.access import powers
from schools.states import ActsAs, Role

REASONS = {
    Cause.INVOLVED: "The CEO is involved in this case.",
    Cause.DECIDED: "The CEO made a decision in this case, which somebody else reviews.",
}
# What is not asked for where the board decides: it knows.
OF_CEO_ALONE = (Kind.INFORM_CHAIR, Kind.CHAIR_REPORT)


@transaction.atomic
def settle_decider(*, case: Case, by: User, is_review: bool = False) -> Role:
    """Hand the CEO's part to the Chair if the CEO is involved, to the vice-chair if the Chair is; gives who decides.

    `is_review`: a review is due, which takes somebody who neither logged the case nor is tied to the person. What was
    handed over stays so until an involvement is taken out again. The caller has checked its own power.
    """
    office = office_of(case)
    if office is None:
        is_kept = is_ceo_involved(case) or (is_review and not may_ceo_review(case))
        if case.state == CaseState.VOID or not is_kept:
            return Role.CEO
    role = board_role(case)
    if office is None or (office.acts_as == ActsAs.CHAIR and role == Role.VICE_CHAIR):
        return _hand_over(case, office, role, Cause.INVOLVED if office is None else Cause(office.cause), by)
    return Role(office.acts_as)


@transaction.atomic
def settle_cases_of(*, user: User, by: User) -> None:
    """Settle who decides in the open cases that somebody has a part in: they became CEO or Chair, or a known person."""
    for pk in cases_involving(user):
        settle_decider(case=Case.objects.select_for_update(no_key=True).get(pk=pk), by=by)


@transaction.atomic
def note_decision(*, case: Case, by: User, decider: User | None = None, reason: str = "") -> Role:
    """Hand the CEO's part to the Chair where it was the CEO, or who stands in, who made a decision that is reviewed.

    Called with every such decision, whoever made it: nobody reviews their own, and no subordinate the CEO's. `decider`
    is who decided, where somebody else enters it; `reason` says what they did where it was no decision.
    """
    if not powers(decider or by).holds(Role.CEO):
        return decider_role(case)
    office, reason = office_of(case), reason or REASONS[Cause.DECIDED]
    if office is None:
        return _hand_over(case, None, board_role(case), Cause.DECIDED, by, reason)
    if office.cause != Cause.DECIDED:
        Delegation.objects.filter(pk=office.pk).update(cause=Cause.DECIDED, reason=reason)
    return Role(office.acts_as)


@transaction.atomic
def hand_back(*, case: Case, by: User) -> Role:
    """Give the CEO their part back, if nobody who was named in error keeps it from them any more."""
    office = office_of(case)
    if office is None or office.cause != Cause.INVOLVED or not may_ceo_review(case):
        return settle_decider(case=case, by=by)
    now = timezone.now()
    for given in Delegation.objects.not_over().filter(case=case).select_related("case", "to"):
        cut_short(given=given, at=now, by=by)
    data = {"from": Role(office.acts_as).label}
    write(chain=case.chain, verb="case.handed_back", row=office, by=by, at=now, data=data)
    _move_duties(case, Role(office.acts_as), Role.CEO, office.cause, by, "The CEO decides in this case again.", now)
    return Role.CEO


def _hand_over(case: Case, office: Delegation | None, role: Role, cause: Cause, by: User, reason: str = "") -> Role:
    now = timezone.now()
    before = Role(office.acts_as) if office is not None else Role.CEO
    for given in Delegation.objects.not_over().filter(case=case).select_related("case", "to"):
        cut_short(given=given, at=now, by=by)
    row = Delegation(
        case=case,
        acts_as=ActsAs(role.value),
        cause=cause,
        period=TimestamptzRange(now, None),
        reason=reason or REASONS[cause],
        given_at=now,
        given_by=system_user(),
    )
    full_check(row)
    row.save()
    data = {"to": role.label, "reason": row.reason}
    write(chain=case.chain, verb="case.handed_over", row=row, by=by, at=now, data=data)
    _move_duties(case, before, role, row.cause, by, row.reason, now)
    queue("notices.tell_who_decides", delegation_id=row.pk)
    return role


def _move_duties(case: Case, before: Role, after: Role, cause: str, by: User, why: str, now: datetime) -> None:
    """Hand over what is due in the name of the CEO; what only the CEO owes the board is owed no more."""
    owed = Duty.objects.open().select_for_update(no_key=True).filter(case=case, owner_role=before)
    for duty in owed.order_by("pk"):
        own = DUTIES[duty.kind].owner
        if own == before != Role.CEO:
            continue
        # Whoever decided or interviewed does not review; they may well interview the next witness.
        if cause == Cause.DECIDED and duty.kind == Kind.INTERVIEW:
            continue
        data = {"kind": duty.kind, "about": duty.about, "reason": why}
        if duty.kind in OF_CEO_ALONE:
            Duty.objects.filter(pk=duty.pk).update(waived_at=now, waived_by=by, waive_reason=why)
            write(chain=case.chain, verb="duty.waived", row=duty, by=by, at=now, data=data)
            continue
        Duty.objects.filter(pk=duty.pk).update(owner_role=after, owner_user=None, by_name_ends_at=None)
        data |= {"before": before.label, "after": after.label}
        write(chain=case.chain, verb="duty.handed_on", row=duty, by=by, at=now, data=data)


@transaction.atomic
def cut_short(*, given: Delegation, at: datetime, by: User) -> None:
    """End an acting for the CEO at a moment; one that has not begun by then is taken back."""
    if given.to is not None:
        data = {"to": given.to.name, "acts_as": given.acts_as, "is_every": given.case_id is None}
        write(chain=given.chain, verb="delegation.ended", row=given, by=by, at=at, data=data)
    if given.period.lower >= at:
        given.delete()
    else:
        Delegation.objects.filter(pk=given.pk).update(period=TimestamptzRange(given.period.lower, at))
