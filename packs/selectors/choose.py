"""Which records can this user print, filtered and a page at a time?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from cases.access import reach
from kernel import wording
from kernel.components import Tag
from records.access import handles
from records.models import WrittenRecord
from records.states import RecordKind
from schools.calendar import ONE_DAY, at_local
from schools.models import School

# As many as go into one pack: who wants 200 interview notes sees them on one page and presses once.
MOST = 200
SHOWN = (
    *("case", "kind", "number", "version", "title", "state", "issued_at"),
    *("case__reference", "case__school", "case__school__name", "file__pages", "sealed__pages"),
)


@dataclass(frozen=True)
class Line:
    """A record that can be chosen."""

    pk: int
    title: str
    reference: str
    school: str
    issued_at: datetime
    pages: int
    tag: Tag | None


@dataclass(frozen=True)
class ChoosePage:
    """The records to choose from, newest first; `more` says that there are others besides."""

    lines: tuple[Line, ...]
    more: str
    pages: int


NOTHING_SHOWN = ChoosePage((), "", 0)


def in_files(user: User) -> "QuerySet[Any]":
    """Records with a file that count now, of the files this user sees and whose records they handle."""
    held = reach(user)
    rows = WrittenRecord.objects.in_file_of(user).current().filter(handles(held, "case__"), file__isnull=False)
    found: QuerySet[Any] = held.without_walled(rows, "case__")
    return found


def printable(user: User, asked: Sequence[int]) -> list[WrittenRecord]:
    """Those of these records (ids) that this user may print."""
    rows = in_files(user).filter(pk__in=asked).select_related("case__school", "file", "sealed")
    return [*rows.defer("content")]


def schools_to_choose(user: User) -> list[School]:
    """The schools whose records this user may print from the file."""
    rows = School.objects.visible_to(user)
    return [*(rows if reach(user).is_delegate_everywhere else rows.where(user, "view_cases"))]


def choose_page(user: User, chosen: Mapping[str, Any]) -> ChoosePage:
    """The records that fit what was chosen, newest first."""
    rows = _filtered(in_files(user), chosen).select_related("case__school", "file", "sealed").only(*SHOWN)
    found = [*rows.order_by("-issued_at", "-pk")[: MOST + 1]]
    lines = tuple(_line(row) for row in found[:MOST])
    more = f"These are the newest {MOST}. Narrow the list to see others." if len(found) > MOST else ""
    return ChoosePage(lines, more, sum(line.pages for line in lines))


def _filtered(rows: "QuerySet[Any]", chosen: Mapping[str, Any]) -> "QuerySet[Any]":
    if school := chosen.get("school"):
        rows = rows.filter(case__school=school)
    if kind := chosen.get("kind"):
        rows = rows.filter(kind=kind)
    if reference := chosen.get("reference"):
        rows = rows.filter(case__reference=reference)
    if first := chosen.get("issued_from"):
        rows = rows.filter(issued_at__gte=at_local(first, time(0)))
    if last := chosen.get("issued_to"):
        rows = rows.filter(issued_at__lt=at_local(last + ONE_DAY, time(0)))
    return rows


def _line(row: WrittenRecord) -> Line:
    assert row.issued_at is not None, "only what was issued has a file"
    is_sealed = hasattr(row, "sealed")
    return Line(
        pk=row.pk,
        title=f"{row.title}, version {row.version}",
        reference=row.case.reference,
        school=row.case.school.name,
        issued_at=row.issued_at,
        pages=row.sealed.pages if is_sealed else row.file.pages,
        tag=Tag("signed and sealed", "ok") if is_sealed else None,
    )


def applied(chosen: Mapping[str, Any]) -> str:
    """What narrows the list, in words; "" for nothing."""
    said = [
        str(RecordKind(chosen["kind"]).label) if chosen.get("kind") else "",
        chosen["school"].name if chosen.get("school") else "",
        chosen.get("reference") or "",
        f"from {wording.full_day(chosen['issued_from'])}" if chosen.get("issued_from") else "",
        f"to {wording.full_day(chosen['issued_to'])}" if chosen.get("issued_to") else "",
    ]
    return ", ".join(one for one in said if one)
