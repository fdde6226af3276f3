"""A school's calendar changed, and the deadlines that moved with it: schools.services.school_calendar writes the calendar.

Whatever changes when a school meets changes what is due by its school days. Each act here gives what was written and
which open deadlines of the school are due at another time than before.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from cases.services.case import lock
from complaints.models import Complaint
from complaints.services.recounting import recount as recount_complaints
from desk import rules
from kernel.refusal import refuse_if
from pupils.moving import Moved
from pupils.selectors.concerned import concerned
from pupils.selectors.now import has_suspension_on
from pupils.services.recounting import hold_concerned, recount
from schools.access import require_calendar
from schools.calendar import ONE_DAY
from schools.models import Closure, School, SessionTimes, Term
from schools.services import school_calendar as calendars
from schools.services.holding import hold_days


@dataclass(frozen=True)
class Changed:
    """What an act on a calendar gave back, and which deadlines moved with it."""

    made: Any
    moved: tuple[Moved, ...]


@transaction.atomic
def add_term(*, school: School, by: User, **facts: Any) -> Changed:
    """Add a term, and move what is due by the school days it brings."""
    return _change([school], by, lambda: calendars.add_term(school=school, by=by, **facts))


@transaction.atomic
def change_term(*, term: Term, by: User, **facts: Any) -> Changed:
    """Change a term, and move what is due by its days. Refuses to leave out days on which a pupil was suspended."""
    require_calendar(by, term.school)
    hold_days([term.school])
    now = Term.objects.filter(pk=term.pk).first() or term
    left_out = [(now.first_on, facts["first_on"] - ONE_DAY), (facts["last_on"] + ONE_DAY, now.last_on)]
    _refuse_counted(term, left_out, field="first_on")
    return _change([term.school], by, lambda: calendars.change_term(term=term, by=by, **facts))


@transaction.atomic
def remove_term(*, term: Term, by: User) -> Changed:
    """Remove a term, and move what was due by its days. Refuses one on whose days a pupil was suspended."""
    require_calendar(by, term.school)
    hold_days([term.school])
    now = Term.objects.filter(pk=term.pk).first() or term
    _refuse_counted(term, [(now.first_on, now.last_on)])
    return _change([term.school], by, lambda: calendars.remove_term(term=term, by=by))


@transaction.atomic
def add_closure(*, school: School, by: User, **facts: Any) -> Changed:
    """Close a school on some days, and move what is due by its school days."""
    return _change([school], by, lambda: calendars.add_closure(school=school, by=by, **facts))


@transaction.atomic
def change_closure(*, closure: Closure, by: User, **facts: Any) -> Changed:
    """Change a closure, and move what is due by the school's days."""
    return _change([closure.school], by, lambda: calendars.change_closure(closure=closure, by=by, **facts))


@transaction.atomic
def remove_closure(*, closure: Closure, by: User) -> Changed:
    """Open a school again on some days, and move what is due by its school days."""
    return _change([closure.school], by, lambda: calendars.remove_closure(closure=closure, by=by))


@transaction.atomic
def prefill_year(*, school: School, year: int, by: User) -> Changed:
    """Close a school on the published bank holidays of a school year, and move what is due by its school days."""
    return _change([school], by, lambda: calendars.prefill_year(school=school, year=year, by=by))


@transaction.atomic
def set_session_times(*, school: School, by: User, **facts: Any) -> Changed:
    """Keep when sessions open and close, and move what is due by the end of one."""
    return _change([school], by, lambda: calendars.set_session_times(school=school, by=by, **facts))


@transaction.atomic
def remove_session_times(*, times: SessionTimes, by: User) -> Changed:
    """Remove times of sessions, and move what is due by the end of one."""
    return _change([times.school], by, lambda: calendars.remove_session_times(times=times, by=by))


@transaction.atomic
def copy_year(*, school: School, year: int, to: Iterable[School], by: User) -> Changed:
    """Copy a school year to other schools, and move what is due there by school days."""
    schools = [*to]
    return _change(schools, by, lambda: calendars.copy_year(school=school, year=year, to=schools, by=by))


def _refuse_counted(term: Term, left_out: Iterable[tuple[date, date]], field: str | None = None) -> None:
    """Refuse to take days out of a term on which a suspension was decided to last: letters and counts rest on them."""
    spans = [(first, last) for first, last in left_out if first <= last]
    refuse_if(rules.cannot_leave_out_days(has_suspension_on(term.school, spans)), about=term, field=field)


def _change(schools: list[School], by: User, act: Callable[[], Any]) -> Changed:
    """Write the calendar, then let what is due at these schools follow it; what both write is locked before.

    First the schools: nothing is decided meanwhile that counts in their days.
    """
    hold_days(schools)
    complained = {
        row.case for row in Complaint.objects.running().filter(case__school__in=schools).select_related("case")
    }
    suspended = {row.case for school in schools for row in concerned(school)}
    for case in sorted(complained | suspended, key=lambda case: case.pk):
        lock(case)
    hold_concerned(schools)
    made = act()
    each = sorted(schools, key=lambda one: one.pk)
    moved = [one for school in each for one in (*recount(school, by), *recount_complaints(school, by))]
    return Changed(made, tuple(moved))
