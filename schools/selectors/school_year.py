"""One school year of a school's calendar, as its page shows it: terms, closures, times, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from kernel import wording
from kernel.components import Action, Link, Row
from kernel.together import together
from schools import rules
from schools.access import calendars_kept_by, powers
from schools.calendar import ONE_DAY, local_day
from schools.models import Closure, School, SessionTimes, Term
from schools.models.calendar import span_text
from schools.querysets import SchoolQuerySet
from schools.schooldays import SchoolCalendar, Sessions, autumn_of, year_text
from schools.selectors.calendar import published_days
from schools.selectors.school_calendar import calendar_of, days_of, school_calendar
from schools.states import ClosureKind

WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri")
# What a square of the month grid says of a day, in few letters.
IN_SHORT = {
    ClosureKind.HALF_TERM: "half-term",
    ClosureKind.INSET: "INSET",
    ClosureKind.BANK_HOLIDAY: "bank holiday",
    ClosureKind.OCCASIONAL: "occasional day",
    ClosureKind.EMERGENCY: "emergency",
}
# The longest time limit in school days has fifty: with fewer ahead, deadlines are estimates.
AHEAD = 60


@dataclass(frozen=True)
class Day:
    """A square of the month grid: its number, what it says, and how it looks: "school", "closed" or "holiday"."""

    number: int
    text: str
    look: str


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday to Friday; a square of another month is None."""

    title: str
    school_days: int
    weeks: tuple[tuple[Day | None, ...], ...]


@dataclass(frozen=True)
class Line:
    """A term, a closure or a day with its own times: what, when, a fact about it, and what can be done."""

    what: str
    days: str
    fact: str
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class SchoolYear:
    """The page of a school year."""

    school: School
    year: int
    title: str
    years: tuple[Link, ...]
    why_not: str | None
    warnings: tuple[str, ...]
    terms: tuple[Line, ...]
    closures: tuple[Line, ...]
    times: tuple[Row, ...]
    are_common: bool
    different: tuple[Line, ...]
    total: int
    months: tuple[Month, ...]
    missing: int
    actions: tuple[Action, ...]
    times_actions: tuple[Action, ...]


def school_year(school: School, year: int, by: User) -> SchoolYear:
    """Everything the page of one school year (the autumn it begins in) shows: one query, and one for the other schools."""
    asked = (model.objects.filter(school=school) for model in (Term, Closure, SessionTimes))
    terms, closures, times = together(*asked)
    calendar = calendar_of(terms, closures, times)
    first, last = date(year, 8, 1), date(year + 1, 7, 31)
    here = [row for row in terms if first <= row.first_on <= last]
    missing = [day for day in published_days() if first <= day <= last and calendar.is_school_day(day)]
    return SchoolYear(
        school=school,
        year=year,
        title=year_text(year),
        years=tuple(Link(year_text(near), _url(school, near)) for near in (year - 1, year + 1)),
        why_not=rules.cannot_keep_calendar(school),
        warnings=tuple(_warnings(school, year, calendar, here)),
        terms=tuple(_term_line(row, calendar) for row in here),
        closures=tuple(_closure_line(row, calendar) for row in closures if first <= row.first_on <= last),
        times=_times_rows(calendar.usual),
        are_common=all(row.on for row in times),
        different=tuple(_times_line(row) for row in times if row.on and first <= row.on <= last),
        total=len(calendar.school_days_in(first, last)),
        months=tuple(_months(year, calendar, closures)),
        missing=len(missing),
        actions=tuple(_actions(school, year, by, bool(here))),
        times_actions=tuple(_times_actions(school, year, times)),
    )


def other_schools(school: School, by: User) -> SchoolQuerySet:
    """The other schools whose calendar this user keeps, to copy a year to."""
    kept: SchoolQuerySet = calendars_kept_by(by).keep(School.objects.in_use(), "pk")
    return kept.with_terms().exclude(pk=school.pk)


def usual_times(school: School) -> dict[str, time | None]:
    """The usual times of a school's sessions, as a form begins with them: its own, or those common in schools."""
    usual = school_calendar(school).usual
    opens, closes = usual.afternoon or (None, None)
    return {
        "morning_opens": usual.morning[0],
        "morning_closes": usual.morning[1],
        "afternoon_opens": opens,
        "afternoon_closes": closes,
    }


def year_now() -> int:
    """The autumn in which the school year of today began."""
    return autumn_of(local_day(timezone.now()))


def way_back(by: User, school: School, *, year: int | None = None) -> list[Link]:
    """The way back from a page of a school's calendar: set-up, the school for whoever keeps schools, the year's page."""
    links = [Link("Set-up", reverse("schools:setup"))]
    if powers(by).includes("administer"):
        links += [Link("Schools", reverse("schools:schools")), Link(school.name, school.get_absolute_url())]
    if year is not None:
        links.append(Link(f"Calendar {year_text(year)}", _url(school, year)))
    return links


def _url(school: School, year: int) -> str:
    return reverse("schools:school_calendar", args=[school.pk, year])


# --- What is missing ----------------------------------------------------------------------------------
def _warnings(school: School, year: int, calendar: SchoolCalendar, here: list[Term]) -> Iterable[str]:
    today = local_day(timezone.now())
    if not here:
        yield f"No terms are entered for {year_text(year)} yet. Begin with “Add a term”."
    if calendar.terms and calendar.estimate(today, AHEAD)[1] and autumn_of(today) <= year:
        end = wording.full_day(max(term.last for term in calendar.terms))
        yield (
            f"The calendar of {school.name} ends on {end}. Deadlines that reach further are only estimated: enter the "
            "terms after it."
        )


# --- Lines --------------------------------------------------------------------------------------------
def _line(row: Term | Closure | SessionTimes, what: str, days: str, fact: str, page: str) -> Line:
    remove = Action("Remove", reverse(f"desk:{page}_remove", args=[row.pk]), "link", about=f"{what}, {days}")
    change = Action("Change", reverse(f"desk:{page}_change", args=[row.pk]), "link", about=f"{what}, {days}")
    return Line(what, days, fact, (change, remove))


def _term_line(term: Term, calendar: SchoolCalendar) -> Line:
    count = len(calendar.school_days_in(term.first_on, term.last_on))
    return _line(term, term.name, span_text(term.first_on, term.last_on), _days(count, "school day"), "term")


def _closure_line(closure: Closure, calendar: SchoolCalendar) -> Line:
    weekdays = [day for day in days_of(closure) if day.weekday() < 5]
    within = [day for day in weekdays if any(day in term for term in calendar.terms)]
    kind = closure.get_kind_display()
    what = f"{kind}: {closure.name}" if closure.name and closure.name != kind else kind
    fact = "" if within == [closure.first_on] else _days(len(within), "weekday") if within else "outside term"
    return _line(closure, what, span_text(closure.first_on, closure.last_on), fact, "closure")


def _times_line(times: SessionTimes) -> Line:
    assert times.on is not None
    afternoon = times.sessions.afternoon
    fact = f"{_from_to(times.sessions.morning)}, {_from_to(afternoon) if afternoon else 'no afternoon'}"
    return _line(times, "Other times", wording.full_day(times.on), fact, "times")


def _times_rows(sessions: Sessions) -> tuple[Row, ...]:
    afternoon = _from_to(sessions.afternoon) if sessions.afternoon else "None: the day ends at midday"
    return (Row("Morning", _from_to(sessions.morning)), Row("Afternoon", afternoon))


def _from_to(times: tuple[time, time]) -> str:
    return f"{times[0]:%H:%M} to {times[1]:%H:%M}"


def _days(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


# --- Month by month -----------------------------------------------------------------------------------
def _months(year: int, calendar: SchoolCalendar, closures: list[Closure]) -> Iterable[Month]:
    """The months that have a weekday of a term."""
    kinds = {day: IN_SHORT[ClosureKind(closure.kind)] for closure in reversed(closures) for day in days_of(closure)}
    for number in range(8, 20):
        first = date(year + (number > 12), (number - 1) % 12 + 1, 1)
        days = [first + timedelta(days=n) for n in range(31) if (first + timedelta(days=n)).month == first.month]
        weekdays = [day for day in days if day.weekday() < 5]
        if any(day in term for day in weekdays for term in calendar.terms):
            count = len(calendar.school_days_in(days[0], days[-1]))
            yield Month(f"{first:%B %Y}", count, tuple(_weeks(weekdays, calendar, kinds)))


def _weeks(weekdays: list[date], calendar: SchoolCalendar, kinds: dict[date, str]) -> Iterable[tuple[Day | None, ...]]:
    monday = weekdays[0] - weekdays[0].weekday() * ONE_DAY
    while monday <= weekdays[-1]:
        week = [monday + n * ONE_DAY for n in range(5)]
        yield tuple(_square(day, calendar, kinds) if day in weekdays else None for day in week)
        monday += 7 * ONE_DAY


def _square(day: date, calendar: SchoolCalendar, kinds: dict[date, str]) -> Day:
    if calendar.is_school_day(day):
        text = f"until {calendar.afternoon_ends(day):%H:%M}" if day in calendar.different else ""
        return Day(day.day, text, "school")
    if any(day in term for term in calendar.terms):
        return Day(day.day, kinds.get(day, ""), "closed")
    return Day(day.day, "holiday", "holiday")


# --- What can be done ---------------------------------------------------------------------------------
def _actions(school: School, year: int, by: User, has_terms: bool) -> Iterable[Action]:
    args = [school.pk, year]
    first: list[Action] = [
        Action("Add a term", reverse("desk:term_new", args=args), "secondary" if has_terms else "primary")
    ]
    if has_terms:
        first.append(Action("Add a closure", reverse("desk:closure_new", args=args), "primary"))
        if other_schools(school, by).exists():
            first.append(Action("Copy to other schools", reverse("desk:calendar_copy", args=args)))
    return first


def _times_actions(school: School, year: int, times: list[SessionTimes]) -> Iterable[Action]:
    args = [school.pk, year]
    label = "Change the usual times" if any(row.on is None for row in times) else "Enter the usual times"
    yield Action(label, reverse("desk:times_usual", args=args))
    yield Action("Add a day with other times", reverse("desk:times_day", args=args))
