"""What is overdue in the files somebody sees, and whose it is."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from cases.access import reach
from cases.models import Duty
from cases.selectors import duty_sentence
from kernel.components import Link

MOST = 100


@dataclass(frozen=True)
class Overdue:
    """A line: what is owed, by whom, since when (aware), on which case."""

    what: str
    owner: str
    due_at: datetime
    case: Link
    school: str


def overdue_page(user: User) -> tuple[list[Overdue], bool]:
    """The lines, longest overdue first, and whether there are more. Denied (403) to whoever sees no file."""
    if not reach(user).sees_some:
        raise PermissionDenied
    rows = Duty.objects.in_file_of(user).open().filter(due_at__lt=timezone.now())
    found = [*rows.select_related("case__school", "owner_user").order_by("due_at", "pk")[: MOST + 1]]
    return [_line(duty) for duty in found[:MOST]], len(found) > MOST


def _line(duty: Duty) -> Overdue:
    return Overdue(
        what=duty_sentence(duty),
        owner=duty.owner_user.name if duty.owner_user else duty.get_owner_role_display(),
        due_at=duty.due_at,
        case=Link(duty.case.reference, duty.case.get_absolute_url()),
        school=duty.case.school.name,
    )
