"""The register of complaints: those whose file the reader sees, newest first, with what is due next."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from cases.access import reach
from cases.models import Duty
from cases.selectors import duty_sentence
from complaints.access import DATA, LOGS
from complaints.models import ActionTaken, Complaint, Decision
from complaints.selectors.page import tag_of
from complaints.states import RUNNING, Stage
from kernel.components import Tag
from kernel.together import together
from schools.access import powers
from schools.models import School

PAGE = 20
SHOWN = {"": "Being dealt with", "answered": "Answered", "withdrawn": "Withdrawn", "all": "All complaints"}
STAGES = {"": RUNNING, "answered": (Stage.CLOSED,), "withdrawn": (Stage.WITHDRAWN,), "all": tuple(Stage)}


@dataclass(frozen=True)
class Line:
    """A line of the register."""

    complaint: Complaint
    tag: Tag
    due_at: datetime | None
    due_what: str
    done: str


@dataclass(frozen=True)
class Register:
    """One page of the register."""

    lines: tuple[Line, ...]
    older: int | None
    logs: bool
    is_of_files: bool


def require_some(user: User) -> None:
    """Deny (403) unless the user sees the file of some case, deals with those about personal data, or logs complaints."""
    if not (reads_some(user) or powers(user).includes(LOGS)):
        raise PermissionDenied


def reads_some(user: User) -> bool:
    """May read some complaint: in the file of a case, or as one about personal data."""
    return reach(user).sees_some or powers(user).includes(DATA)


def register(
    user: User,
    shown: str,
    before: int | None,
    *,
    school: School | None = None,
    received_from: date | None = None,
    received_to: date | None = None,
) -> Register:
    """The complaints this reader sees, at these stages, that were logged before one; of a school, of local days.

    Two queries.
    """
    rows = Complaint.objects.visible_to(user).filter(stage__in=STAGES.get(shown, RUNNING)).with_people()
    if shown != "all":
        rows = rows.logged_rightly()
    if school is not None:
        rows = rows.filter(case__school=school)
    if received_from is not None:
        rows = rows.filter(received_on__gte=received_from)
    if received_to is not None:
        rows = rows.filter(received_on__lte=received_to)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = [*rows.order_by("-pk")[: PAGE + 1]]
    listed = found[:PAGE]
    due = Duty.objects.open().filter(case__in=[row.case_id for row in listed]).order_by("case", "due_at", "pk")
    found_due, decisions, actions = together(
        due.distinct("case"),
        Decision.objects.filter(complaint__in=[row.pk for row in listed]).order_by("pk"),
        ActionTaken.objects.filter(complaint__in=[row.pk for row in listed]).order_by("pk"),
    )
    soonest = {duty.case_id: duty for duty in found_due}
    # The newest counts: what was noted after a decision, else what was said with it.
    done = {row.complaint_id: row.action for row in decisions} | {row.complaint_id: row.text for row in actions}
    return Register(
        lines=tuple(_line(row, soonest.get(row.case_id), done.get(row.pk, "")) for row in listed),
        older=listed[-1].pk if len(found) > PAGE else None,
        logs=powers(user).includes(LOGS),
        is_of_files=reads_some(user),
    )


def _line(complaint: Complaint, duty: Duty | None, done: str) -> Line:
    what = duty_sentence(duty) if duty is not None else ""
    return Line(complaint, tag_of(complaint), duty.due_at if duty is not None else None, what, done)


def schools_to_read(user: User) -> list[School]:
    """The schools whose complaints this user reads, by name."""
    rows = School.objects.visible_to(user)
    return [*(rows.where(user, "view_cases") | rows.where(user, DATA)).order_by("name")]


def schools_to_log(user: User) -> list[School]:
    """The schools about which this user logs complaints."""
    return [*School.objects.visible_to(user).in_use().where(user, LOGS).order_by("name")]
