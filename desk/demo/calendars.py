"""The calendars of the demonstration's schools, 2025 to 2027: made up, and shaped as English schools shape theirs.

Every year has 190 school days and five INSET days. One school divides its year into six terms; the central office has
no terms.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from accounts.models import User
from audit.services import write
from schools.models import Closure, School, SessionTimes, Term
from schools.schooldays import Sessions
from schools.selectors.calendar import published_days
from schools.selectors.school_calendar import calendar_of
from schools.states import ClosureKind

Days = tuple[date, date]


@dataclass(frozen=True)
class Year:
    """A school year: its terms by name, the half-terms within, the INSET days."""

    terms: tuple[tuple[str, Days], ...]
    half_terms: tuple[Days, ...]
    inset: tuple[date, ...]


def _days(first: str, last: str) -> Days:
    return date.fromisoformat(first), date.fromisoformat(last)


THREE_TERMS = (
    Year(
        terms=(
            ("Autumn term", _days("2025-09-02", "2025-12-19")),
            ("Spring term", _days("2026-01-05", "2026-03-27")),
            ("Summer term", _days("2026-04-13", "2026-07-21")),
        ),
        half_terms=(
            _days("2025-10-27", "2025-10-31"),
            _days("2026-02-16", "2026-02-20"),
            _days("2026-05-25", "2026-05-29"),
        ),
        inset=(date(2025, 9, 2), date(2025, 9, 3), date(2026, 1, 5), date(2026, 4, 13), date(2026, 7, 21)),
    ),
    Year(
        terms=(
            ("Autumn term", _days("2026-09-01", "2026-12-18")),
            ("Spring term", _days("2027-01-04", "2027-03-25")),
            ("Summer term", _days("2027-04-12", "2027-07-21")),
        ),
        half_terms=(
            _days("2026-10-26", "2026-10-30"),
            _days("2027-02-15", "2027-02-19"),
            _days("2027-05-31", "2027-06-04"),
        ),
        inset=(date(2026, 9, 1), date(2026, 9, 2), date(2027, 1, 4), date(2027, 4, 12), date(2027, 7, 21)),
    ),
)
SIX_TERMS = (
    Year(
        terms=(
            ("Term 1", _days("2025-09-03", "2025-10-24")),
            ("Term 2", _days("2025-11-03", "2025-12-19")),
            ("Term 3", _days("2026-01-05", "2026-02-13")),
            ("Term 4", _days("2026-02-23", "2026-03-27")),
            ("Term 5", _days("2026-04-13", "2026-05-22")),
            ("Term 6", _days("2026-06-01", "2026-07-22")),
        ),
        half_terms=(),
        inset=(date(2025, 9, 3), date(2025, 11, 3), date(2026, 1, 5), date(2026, 6, 1), date(2026, 7, 22)),
    ),
    Year(
        terms=(
            ("Term 1", _days("2026-09-01", "2026-10-21")),
            ("Term 2", _days("2026-11-02", "2026-12-18")),
            ("Term 3", _days("2027-01-04", "2027-02-12")),
            ("Term 4", _days("2027-02-22", "2027-03-25")),
            ("Term 5", _days("2027-04-12", "2027-05-28")),
            ("Term 6", _days("2027-06-07", "2027-07-23")),
        ),
        half_terms=(),
        inset=(date(2026, 9, 1), date(2026, 10, 21), date(2027, 1, 4), date(2027, 6, 7), date(2027, 7, 23)),
    ),
)
SIX_TERM_SCHOOLS = {"NOR"}
MORNING, AFTERNOON = (time(8, 45), time(12, 0)), (time(13, 0), time(15, 15))
USUAL = {
    "BRO": Sessions((time(8, 35), time(12, 40)), (time(13, 20), time(15, 5))),
    "MIL": Sessions((time(8, 50), time(12, 15)), (time(13, 10), time(15, 20))),
    "NOR": Sessions((time(8, 30), time(12, 30)), (time(13, 15), time(15, 0))),
    "ROW": Sessions((time(9, 15), time(12, 0)), (time(12, 45), time(14, 45))),
}
# On the last days before Christmas and summer.
EARLY = {
    "HIL": Sessions(MORNING, (time(12, 30), time(13, 30))),
    "ROW": Sessions((time(9, 15), time(12, 15)), None),
}
LAST_DAYS = (date(2025, 12, 19), date(2026, 7, 20), date(2026, 12, 18), date(2027, 7, 20))


def load_calendars(sites: dict[str, School], *, by: User) -> None:
    """Keep the calendar of every school, in bulk, with one entry in each school's history."""
    terms: list[Term] = []
    closures: list[Closure] = []
    times: list[SessionTimes] = []
    for prefix, school in sites.items():
        if school.is_central:
            continue
        years = SIX_TERMS if prefix in SIX_TERM_SCHOOLS else THREE_TERMS
        own_terms, own_closures = [*_terms(school, years)], [*_closures(school, years)]
        own_closures += _bank_holidays(school, own_terms, own_closures)
        terms += own_terms
        closures += own_closures
        times += _times(prefix, school)
        data = {"terms": len(own_terms), "closures": len(own_closures)}
        write(chain=school.chain, verb="calendar.loaded", row=school, by=by, data=data)
    Term.objects.bulk_create(terms)
    Closure.objects.bulk_create(closures)
    SessionTimes.objects.bulk_create(times)


def _terms(school: School, years: Iterable[Year]) -> Iterable[Term]:
    for year in years:
        for name, (first, last) in year.terms:
            yield Term(school=school, name=name, first_on=first, last_on=last)


def _closures(school: School, years: Iterable[Year]) -> Iterable[Closure]:
    for year in years:
        for first, last in year.half_terms:
            yield Closure(school=school, first_on=first, last_on=last, kind=ClosureKind.HALF_TERM)
        for day in year.inset:
            yield Closure(school=school, first_on=day, last_on=day, kind=ClosureKind.INSET)


def _bank_holidays(school: School, terms: list[Term], closures: list[Closure]) -> list[Closure]:
    calendar = calendar_of(terms, closures, [])
    return [
        Closure(school=school, first_on=day, last_on=day, kind=ClosureKind.BANK_HOLIDAY, name=name)
        for day, name in published_days().items()
        if calendar.is_school_day(day)
    ]


def _times(prefix: str, school: School) -> Iterable[SessionTimes]:
    yield _row(school, None, USUAL.get(prefix, Sessions(MORNING, AFTERNOON)))
    for day in LAST_DAYS if prefix in EARLY else ():
        yield _row(school, day, EARLY[prefix])


def _row(school: School, on: date | None, sessions: Sessions) -> SessionTimes:
    opens, closes = sessions.afternoon or (None, None)
    return SessionTimes(
        school=school,
        on=on,
        morning_opens=sessions.morning[0],
        morning_closes=sessions.morning[1],
        afternoon_opens=opens,
        afternoon_closes=closes,
    )
