"""The calendar of one school, as everything counts by it."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from kernel.once import once_a_page
from kernel.together import together
from schools.models import Closure, School, SessionTimes, Term
from schools.schooldays import COMMON, SchoolCalendar


@once_a_page
def school_calendar(school: School) -> SchoolCalendar:
    """The terms, closed days and session times of a school: one query. The common times where it has not kept its own."""
    return calendar_of(*together(*rows_of_calendar(school)))


def rows_of_calendar(school: School) -> "tuple[QuerySet[Any], ...]":
    """What `calendar_of` takes, as questions that a page asks along with others."""
    return (
        Term.objects.filter(school=school),
        Closure.objects.filter(school=school),
        SessionTimes.objects.filter(school=school),
    )


def calendar_of(terms: list[Term], closures: list[Closure], times: list[SessionTimes]) -> SchoolCalendar:
    """The calendar that these rows of one school make."""
    own = {row.on: row.sessions for row in times}
    return SchoolCalendar(
        terms=tuple(term.span for term in terms),
        closed=frozenset(day for closure in closures for day in days_of(closure)),
        usual=own.pop(None, COMMON),
        different={day: sessions for day, sessions in own.items() if day is not None},
    )


def days_of(row: Term | Closure) -> list[date]:
    """Every day of a term or a closure."""
    return [row.first_on + timedelta(days=n) for n in range((row.last_on - row.first_on).days + 1)]
