"""A school's days have changed: which open deadlines of its complaints move, and from when to when."""

from collections.abc import Iterable

from accounts.models import User
from cases.duties import Kind
from cases.models import Duty
from cases.services.duties import set_due
from complaints.clocks import COUNTED
from complaints.models import Complaint
from complaints.services._shared import due_anew
from pupils.moving import Moved
from schools.models import School

WHY = "The school’s days have changed."


def recount(school: School, by: User) -> tuple[Moved, ...]:
    """Let what is owed on a complaint be due by the school's days as they are now. Within the caller's transaction."""
    rows = Complaint.objects.running().filter(case__school=school).with_people().order_by("pk")
    return tuple(moved for row in rows for moved in _moved(row, by))


def _moved(complaint: Complaint, by: User) -> Iterable[Moved]:
    duties = [*Duty.objects.open().filter(case=complaint.case, kind__in=(*COUNTED, Kind.HOLDING_UPDATE)).order_by("pk")]
    is_told = all(duty.kind != Kind.ACKNOWLEDGE_COMPLAINT for duty in duties)
    for duty in duties:
        if duty.kind == Kind.HOLDING_UPDATE and is_told:
            continue
        kind, after = Kind(duty.kind), due_anew(complaint, duty)
        if set_due(case=complaint.case, kind=kind, subject=duty.subject, due_at=after, why=WHY, by=by):
            yield Moved(complaint.case, kind, duty.about, duty.due_at, after)
