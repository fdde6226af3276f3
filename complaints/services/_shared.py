"""What several services about a complaint need: the row under its locks, what a stage makes due, who is told."""

from datetime import datetime

from accounts.models import User
from cases.duties import Kind
from cases.models import Duty
from cases.services.case import lock
from cases.services.deciding import note_decision, settle_decider
from cases.services.duties import open_duty, pass_to_role, set_due
from complaints.clocks import due_in_school_days, due_in_working_days
from complaints.models import Complaint
from complaints.selectors.handling import owner_role, told_of
from complaints.selectors.independence import why_not_decide
from complaints.states import Stage
from notices.recipients import holders
from notices.services import tell
from notices.states import NoticeKind
from schools.calendar import local_day
from schools.selectors import calendar, trust
from schools.selectors.school_calendar import school_calendar
from schools.states import Role

KINDS = (Kind.ACKNOWLEDGE_COMPLAINT, Kind.RESOLVE_COMPLAINT, Kind.HOLDING_UPDATE)
TIED = "The CEO decided in the case that this complaint comes from, or has ties with it."


def locked(complaint: Complaint) -> Complaint:
    """The complaint as it stands, under the lock of its case."""
    lock(complaint.case)
    row: Complaint = Complaint.objects.with_people().select_for_update(no_key=True, of=("self",)).get(pk=complaint.pk)
    return row


def begin_stage(complaint: Complaint, by: User) -> None:
    """Open what a stage makes due, for whoever deals with it, and tell them."""
    settle_owner(complaint, by)
    for kind in KINDS:
        owe(complaint, kind, due_at(complaint, kind), by)
    for audience, user in told_of(complaint):
        if user != by:
            tell(
                kind=NoticeKind.COMPLAINT,
                audience=audience,
                to=user,
                path=complaint.get_absolute_url(),
                by=by,
                case=complaint.case,
            )


def settle_owner(complaint: Complaint, by: User) -> None:
    """Hand the complaint to the Chair where the CEO is in it or, at the formal stage, has to do with where it came from.

    What is due follows whoever deals with it.
    """
    settle_decider(case=complaint.case, by=by)
    for ceo in holders(Role.CEO) if complaint.stage == Stage.FORMAL else ():
        if why_not_decide(complaint, ceo):
            note_decision(case=complaint.case, by=by, decider=ceo, reason=TIED)
    role = owner_role(complaint)
    for duty in Duty.objects.open().filter(case=complaint.case, kind__in=KINDS).order_by("pk"):
        if duty.owner_user_id is None:
            pass_to_role(duty=duty, role=role, reason="Whoever deals with the complaint owes this.", by=by)


def owe(complaint: Complaint, kind: Kind, by_when: datetime, by: User) -> None:
    """Open a duty on a complaint; one that is open is due anew."""
    about, role = complaint.who[:200], owner_role(complaint)
    duty = open_duty(case=complaint.case, kind=kind, about=about, owner_role=role, due_at=by_when, by=by)
    if duty.due_at != by_when:
        set_due(case=complaint.case, kind=kind, due_at=by_when, why="The complaint is at another stage.", by=by)


def due_at(complaint: Complaint, kind: Kind) -> datetime:
    """When a duty of the stage a complaint is at is due, by the trust's procedure and the school's days."""
    whole, days = trust(), school_calendar(complaint.case.school)
    if kind == Kind.HOLDING_UPDATE:
        return due_in_working_days(complaint.stage_on, whole.complaint_update_days, calendar())
    is_first = kind == Kind.ACKNOWLEDGE_COMPLAINT
    count = whole.complaint_acknowledge_days if is_first else whole.complaint_answer_days
    return due_in_school_days(complaint.stage_on, count, days)


def next_update_at(now: datetime) -> datetime:
    """When the update after one that goes now is due."""
    return due_in_working_days(local_day(now), trust().complaint_update_days, calendar())
