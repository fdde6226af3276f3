"""A school's calendar: terms, closures and session times, written by its head or an administrator.

What an entry moves (deadlines counted in school days) is written by `desk.services.school_calendar`, which calls these.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar

from django.db import transaction

from accounts.models import User
from audit.services import amend, write
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_if
from schools import rules
from schools.access import require_calendar
from schools.models import Closure, School, SessionTimes, Term
from schools.models.calendar import span_text
from schools.selectors.calendar import published_days
from schools.selectors.school_calendar import school_calendar
from schools.services.holding import hold_days
from schools.states import ClosureKind

Row = TypeVar("Row", bound=Term | Closure | SessionTimes)


# --- Terms ------------------------------------------------------------------------------------------
@transaction.atomic
def add_term(*, school: School, name: str, first_on: date, last_on: date, by: User) -> Term:
    """Add a term. Refuses what overlaps another term of the school, and days outside the years a calendar holds."""
    require_calendar(by, school)
    hold_days([school])
    refuse_if(rules.cannot_keep_calendar(school), about=school)
    refuse_if(rules.wrong_days(first_on, last_on), about=school, field="last_on")
    term = Term(school=school, name=name, first_on=first_on, last_on=last_on)
    full_check(term)
    term.save()
    write(chain=term.chain, verb="term.added", row=term, by=by, data=_said(term))
    return term


@transaction.atomic
def change_term(*, term: Term, name: str, first_on: date, last_on: date, by: User) -> bool:
    """Change the name or the days of a term. What is closed within it stays."""
    require_calendar(by, term.school)
    hold_days([term.school])
    refuse_if(rules.wrong_days(first_on, last_on), about=term, field="last_on")
    changes: dict[str, Any] = {"name": name, "first_on": first_on, "last_on": last_on}
    return amend(term, verb="term.changed", by=by, data=_said(term), **changes)


@transaction.atomic
def remove_term(*, term: Term, by: User) -> None:
    """Remove a term: from now on the school does not meet on its days. The closures within it stay."""
    require_calendar(by, term.school)
    _remove(term, verb="term.removed", by=by)


# --- Closures ---------------------------------------------------------------------------------------
@transaction.atomic
def add_closure(*, school: School, first_on: date, last_on: date, kind: str, name: str = "", by: User) -> Closure:
    """Close a school on days within a term, also ones that have passed. Refuses days on which it does not meet anyway."""
    require_calendar(by, school)
    hold_days([school])
    refuse_if(rules.cannot_keep_calendar(school), about=school)
    refuse_if(rules.wrong_days(first_on, last_on), about=school, field="last_on")
    refuse_if(rules.cannot_close(school_calendar(school), first_on, last_on), about=school, field="first_on")
    closure = Closure(school=school, first_on=first_on, last_on=last_on, kind=kind, name=name)
    full_check(closure)
    closure.save()
    write(chain=closure.chain, verb="closure.added", row=closure, by=by, data=_said(closure))
    return closure


@transaction.atomic
def change_closure(*, closure: Closure, first_on: date, last_on: date, kind: str, name: str = "", by: User) -> bool:
    """Change the days, the kind or the name of a closure."""
    require_calendar(by, closure.school)
    hold_days([closure.school])
    refuse_if(rules.wrong_days(first_on, last_on), about=closure, field="last_on")
    calendar = school_calendar(closure.school)
    refuse_if(rules.cannot_close(calendar, first_on, last_on), about=closure, field="first_on")
    changes: dict[str, Any] = {"first_on": first_on, "last_on": last_on, "kind": kind, "name": name}
    return amend(closure, verb="closure.changed", by=by, data=_said(closure), **changes)


@transaction.atomic
def remove_closure(*, closure: Closure, by: User) -> None:
    """Remove a closure: a weekday of it within a term is a school day again, a bank holiday too (no working day though)."""
    require_calendar(by, closure.school)
    _remove(closure, verb="closure.removed", by=by)


@transaction.atomic
def prefill_year(*, school: School, year: int, by: User) -> int:
    """Close a school on the published bank holidays of a school year (the autumn it begins in) that lie within its terms
    and on which it is not closed yet. Packaged data, never the network. Gives how many were added.
    """
    require_calendar(by, school)
    hold_days([school])
    refuse_if(rules.cannot_keep_calendar(school), about=school)
    known = school_calendar(school)
    missing = [
        Closure(school=school, first_on=day, last_on=day, kind=ClosureKind.BANK_HOLIDAY, name=name)
        for day, name in published_days().items()
        if date(year, 8, 1) <= day < date(year + 1, 8, 1) and known.is_school_day(day)
    ]
    Closure.objects.bulk_create(missing)
    if missing:
        data = {"count": len(missing), "year": year, "first": missing[0].first_on, "last": missing[-1].last_on}
        write(chain=school.chain, verb="closures.filled_in", row=school, by=by, data=data)
    return len(missing)


# --- Session times ----------------------------------------------------------------------------------
@transaction.atomic
def set_session_times(
    *,
    school: School,
    on: date | None = None,
    morning_opens: time,
    morning_closes: time,
    afternoon_opens: time | None = None,
    afternoon_closes: time | None = None,
    by: User,
) -> SessionTimes:
    """Keep when the sessions open and close (local times): usually, or on one day that differs. A day without a time of
    the afternoon ends at midday. Replaces what was kept for that day.
    """
    require_calendar(by, school)
    hold_days([school])
    refuse_if(rules.cannot_keep_calendar(school), about=school)
    if on is not None:
        refuse_if(rules.wrong_days(on, on), about=school, field="on")
    times: dict[str, Any] = {
        "morning_opens": morning_opens,
        "morning_closes": morning_closes,
        "afternoon_opens": afternoon_opens,
        "afternoon_closes": afternoon_closes,
    }
    known = SessionTimes.objects.filter(school=school, on=on).first()
    if known is not None:
        amend(known, verb="session_times.changed", by=by, data={"what": str(known)}, **times)
        return known
    row = SessionTimes(school=school, on=on, **times)
    full_check(row)
    row.save()
    write(chain=row.chain, verb="session_times.added", row=row, by=by, data={"what": str(row), **times})
    return row


@transaction.atomic
def remove_session_times(*, times: SessionTimes, by: User) -> None:
    """Remove the times of a day, which then has the usual ones; or the usual ones, in place of which common times count."""
    require_calendar(by, times.school)
    times = _still_there(times)
    write(chain=times.chain, verb="session_times.removed", row=times, by=by, data={"what": str(times)})
    times.delete()


# --- A year for other schools -----------------------------------------------------------------------
@dataclass(frozen=True)
class Copied:
    """What became of one school: how much was added, and what of its own was left as it is."""

    school: School
    terms: int
    closures: int
    left: tuple[str, ...]


@transaction.atomic
def copy_year(*, school: School, year: int, to: Iterable[School], by: User) -> list[Copied]:
    """Copy the terms and closures of a school year (the autumn it begins in) to other schools. Only what is missing is
    added: a term that meets one of theirs, and a closure on a day on which they are closed already, is left out and
    named. Times of sessions are each school's own.
    """
    require_calendar(by, school)
    terms, closures = [*school.terms.of_year(year)], [*school.closures.of_year(year)]
    refuse_if(rules.cannot_copy(school, year, is_empty=not (terms or closures)), about=school, field="to")
    return [_copy(terms, closures, target, by) for target in sorted(to, key=lambda one: one.pk)]


def _copy(terms: list[Term], closures: list[Closure], target: School, by: User) -> Copied:
    require_calendar(by, target)
    hold_days([target])
    refuse_if(rules.cannot_keep_calendar(target), about=target, field="to")
    own_terms, own_closures, left = [*target.terms.all()], [*target.closures.all()], []
    new_terms, new_closures = [], []
    for term in terms:
        if own := _meets(term, own_terms):
            left.append(str(own))
        else:
            new_terms.append(Term(school=target, name=term.name, first_on=term.first_on, last_on=term.last_on))
    for closure in closures:
        if own := _meets(closure, own_closures):
            left.append(str(own))
        else:
            copy = {
                "first_on": closure.first_on,
                "last_on": closure.last_on,
                "kind": closure.kind,
                "name": closure.name,
            }
            new_closures.append(Closure(school=target, **copy))
    Term.objects.bulk_create(new_terms)
    Closure.objects.bulk_create(new_closures)
    if new_terms or new_closures:
        data: dict[str, Any] = {"terms": len(new_terms), "closures": len(new_closures)}
        data |= {"days": [*map(str, (*new_terms, *new_closures))]}
        write(chain=target.chain, verb="calendar.copied", row=target, by=by, data=data)
    return Copied(target, len(new_terms), len(new_closures), tuple(dict.fromkeys(left)))


def _meets(row: Any, own: list[Any]) -> Any:
    return next((one for one in own if one.first_on <= row.last_on and row.first_on <= one.last_on), None)


def _still_there(row: Row) -> Row:
    """The entry as it stands, with its school's calendar held. Refuses one that somebody has removed meanwhile."""
    hold_days([row.school])
    rows: Any = type(row).objects
    now: Row | None = rows.filter(pk=row.pk).select_related("school").first()
    if now is None:
        raise Refused(rules.REMOVED, about=row.school)
    return now


def _remove(row: Term | Closure, *, verb: str, by: User) -> None:
    row = _still_there(row)
    write(chain=row.chain, verb=verb, row=row, by=by, data=_said(row))
    row.delete()


def _said(row: Term | Closure) -> dict[str, Any]:
    return {"name": row.name if isinstance(row, Term) else row.title, "days": span_text(row.first_on, row.last_on)}
