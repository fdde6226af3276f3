"""The list of what was posted online: what the reader sees the files of, newest first, with what is due next."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from cases.access import reach
from cases.models import Duty
from cases.selectors import duty_sentence
from kernel.components import Item, Tag
from schools.access import powers
from schools.models import School
from socialmedia.access import REPORTS
from socialmedia.models import OnlineConcern
from socialmedia.selectors.concern import tag_of
from socialmedia.selectors.reported import reported_items, reported_rows

PAGE = 20
SHOWN = {"": "Being dealt with", "settled": "Settled", "all": "All of them"}


@dataclass(frozen=True)
class Line:
    """A line of the list."""

    concern: OnlineConcern
    tag: Tag
    due_at: datetime | None
    due_what: str


@dataclass(frozen=True)
class ConcernsPage:
    """One page of the list."""

    lines: tuple[Line, ...]
    older: int | None
    logs: bool
    is_of_files: bool
    reported: tuple[Item, ...]


def require_some(user: User) -> None:
    """Deny (403) unless the user sees the file of some case, or reports what is online."""
    if not (reach(user).sees_some or powers(user).includes(REPORTS)):
        raise PermissionDenied


def concerns_page(user: User, shown: str, before: int | None, *, school: School | None = None) -> ConcernsPage:
    """The concerns this reader sees that were reported before one; of a school. With their own reports: three queries."""
    rows = OnlineConcern.objects.visible_to(user).with_people()
    rows = rows.unsettled() if shown not in ("settled", "all") else rows
    if shown == "settled":
        rows = rows.filter(settled_at__isnull=False).logged_rightly()
    if school is not None:
        rows = rows.filter(case__school=school)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = [*rows.order_by("-pk")[: PAGE + 1]]
    listed = found[:PAGE]
    soonest = _soonest(listed)
    return ConcernsPage(
        lines=tuple(_line(row, soonest.get((row.case_id, str(row.pk)))) for row in listed),
        older=listed[-1].pk if len(found) > PAGE else None,
        logs=powers(user).includes(REPORTS),
        is_of_files=reach(user).sees_some,
        reported=reported_items(reported_rows(user), user) if before is None else (),
    )


def _soonest(listed: list[OnlineConcern]) -> dict[tuple[int, str], Duty]:
    """What is due next on each."""
    cases, subjects = {row.case_id for row in listed}, {str(row.pk) for row in listed}
    due = Duty.objects.open().filter(case__in=cases, subject__in=subjects).order_by("-due_at", "-pk")
    return {(duty.case_id, duty.subject): duty for duty in due}


def _line(concern: OnlineConcern, duty: Duty | None) -> Line:
    what = duty_sentence(duty) if duty is not None else ""
    return Line(concern, tag_of(concern), duty.due_at if duty is not None else None, what)
