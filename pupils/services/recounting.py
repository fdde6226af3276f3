"""A school's days have changed: which open deadlines of its suspensions move, and from when to when."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from cases.duties import Kind
from cases.models import Duty
from cases.services.duties import set_due
from pupils import clocks
from pupils.models import PupilSuspension
from pupils.moving import Moved
from pupils.recipients import NoticeKey
from pupils.selectors.concerned import concerned
from pupils.selectors.recipients import known_of
from pupils.services._after import move, open_where_owed, settle_board, settle_education
from pupils.services._shared import hold
from pupils.states import Event
from schools.models import School
from schools.schooldays import SchoolCalendar
from schools.selectors.school_calendar import school_calendar

WHY = "The school’s days have changed."


def hold_concerned(schools: Iterable[School]) -> None:
    """Lock the cases and pupils of every suspension that changed days of these schools may move.

    Before the calendar is written: the chain of a school comes after those of cases. Within the caller's transaction.
    """
    hold(row for school in schools for row in concerned(school))


def recount(school: School, by: User) -> tuple[Moved, ...]:
    """Let every open deadline that is counted in this school's days be due by its days as they are now.

    What a suspension was told to last stays: only its count changes, and with it what the board owes, and education.
    A closed case is opened again where something is owed by it that was not. What was cancelled meanwhile is read as it
    stands, under the locks. Within the caller's transaction.
    """
    hold_concerned([school])
    days = school_calendar(school)
    moved: list[Moved | None] = []
    for suspension in concerned(school):
        if not open_where_owed(suspension, days, by):
            continue
        absence = suspension.absence
        moved += [
            move(suspension, Kind.SET_WORK, clocks.set_work_by(absence, suspension.decided_at, days), WHY, by),
            move(suspension, Kind.REINTEGRATION, clocks.reintegrate_by(absence, days), WHY, by),
            settle_education(suspension, days, by, why=WHY),
            settle_board(suspension, by, why=WHY),
            *_notices(suspension, days, by),
        ]
    return tuple(one for one in moved if one is not None)


def _notices(suspension: PupilSuspension, days: SchoolCalendar, by: User) -> list[Moved]:
    """The written notices to the family that are owed still: by the first day excluded, by the day education starts."""
    moved, now = [], timezone.now()
    owed = Duty.objects.open().filter(
        case=suspension.case, kind=Kind.WRITTEN_NOTICE, subject__startswith=f"{suspension.pk}:"
    )
    for duty in owed.select_related("case").order_by("pk"):
        key = NoticeKey.read(duty.subject)
        if key is None or key.event not in (Event.DECIDED, Event.DAY_SIX):
            continue
        due_at = clocks.written_notice_by(suspension.absence, suspension.decided_at, days)
        if key.event == Event.DAY_SIX:
            known = known_of(suspension)
            day = known.day_six(days) if known.has_48_hours(days) else None
            # Education that goes on at once is told without delay, whatever the school's days are.
            due_at = clocks.day_six_notice_by(day, days) if day is not None else duty.due_at
        if due_at == duty.due_at or (duty.due_at <= now and due_at <= now):
            continue
        due_at, kind = max(due_at, now), Kind(duty.kind)
        set_due(case=duty.case, kind=kind, subject=duty.subject, due_at=due_at, why=WHY, by=by)
        moved.append(Moved(duty.case, kind, duty.about, duty.due_at, due_at))
    return moved
