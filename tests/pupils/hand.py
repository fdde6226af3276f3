"""The two schools of the countings, their years typed from a wall calendar, and where each rule stands in the law.

Hilltop has three terms with half-terms as closures. Sixways has six "terms", begins in late August, and keeps its
spring break apart from Easter, so that in 2027 its fourth "term" goes on past Easter Monday (29 March).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

from pupils.counting import Absence, Elsewhere
from schools.calendar import LONDON
from schools.schooldays import Half, SchoolCalendar, Sessions, Span

# What a row of a table rests on.
SOURCES = {
    "s579": "Education Act 1996 s 579(1): a school day is a day with a school session; a school year begins after July",
    "sessions": "SI 2024/208 reg 10: a register at the start of the morning and of the afternoon session; two a day",
    "r2": "SI 2012/1033 reg 2, 31 December, Easter Monday and 31 July; the guidance: more than three terms fold at them",
    "r22": "SI 2012/1033 reg 22: at most 45 school days in any school year",
    "r23": "SI 2012/1033 reg 23(2): more than 5 school days in any term as a result of the exclusion",
    "r24": "SI 2012/1033 reg 24(1): a total of more than 5, or more than 15, school days in any term",
    "r24-15": "SI 2012/1033 reg 24 and the guidance: within 15 school days of the board being told",
    "r24-50": "SI 2012/1033 reg 24 and the guidance: within 50 school days of the board being told",
    "lunch": "The guidance: a lunchtime is half a school day, for the board and for the 45 days; once SI 2002/3179 reg 2(2)",
    "elsewhere": "SI 2012/1033 reg 22, the guidance: days at other schools count; for the term too, so that a board hears",
    "served": "SI 2012/1033 reg 17A and its twin for academies: cancelling ends it; days already served still count",
    "board": "SI 2012/1033 reg 24(2): the board may reinstate at once or by a date; what was served stays served",
    "fixed": "SI 2012/1033 reg 23(1)(b)(i): the period told is fixed; no closure lengthens it, a closed day is not served",
    "six": "SI 2007/1870 reg 3(3) as amended by SI 2014/3216: the sixth consecutive school day, in one period or several",
    "s104": "EIA 2006 s 104; SI 2007/1870 reg 6(2): by the end of the afternoon session of the first day excluded",
    "48h": "SI 2007/1870 reg 6(3): not less than 48 hours before the education starts",
    "s103": "EIA 2006 s 103(2) and (7): the first five school days; excluded before the afternoon, that day is the first",
    "s104-2": "EIA 2006 s 104(2) and the guidance: no public-place day once full-time education has started",
    "lac": "The guidance: for a looked-after child the school provides from the first day",
    "exam": "SI 2012/1033 reg 24(1)(b)(ii) and the guidance: within 15 school days, and before the examination",
    "papers": "The guidance: papers five school days before the meeting, where possible",
    "back": "The guidance: the letter says the day and time of the return",
    "delay": "SI 2012/1033 reg 23: without delay; the trust reads it as the same working day of its office",
    "post": "SI 2012/1033 reg 17(3), Sch 1 para 1(2): first-class post, the second working day; delivered, that day",
    "email": "Education Act 1996 s 572, by agreement; the trust: by 16:30 of a working day that day, else the next",
    "s8": "Education Act 1996 s 8(2), SI 1998/1607: the fifth birthday if 31 March, 31 August, 31 December, else the next",
    "leave": "Education Act 1996 s 8(3), SI 1997/1970: the last Friday in June, before or after the sixteenth birthday",
    "r2-18": "SI 2012/1033 reg 2: the relevant person is the pupil who is 18; Family Law Reform Act 1969 s 9",
    "bst": "Summer Time Act 1972; SI 2002/262: to British Summer Time on the last Sunday of March, back in October",
}


def day(text: str) -> date:
    """ "Fri 11 Sep 26": the weekday must be right, or the hand that wrote it was not."""
    found = datetime.strptime(text.strip(), "%a %d %b %y").date()
    assert f"{found:%a}" == text.strip()[:3], f"{text} was a {found:%A}"
    return found


def moment(text: str) -> datetime:
    """ "Fri 11 Sep 26 15:20" by the clock on the wall in England."""
    on, _, clock = text.strip().rpartition(" ")
    return datetime.combine(day(on), time.fromisoformat(clock), LONDON)


def days_between(text: str) -> Iterator[date]:
    """Every day of "Mon 26 Oct 26 > Fri 30 Oct 26", or of one day."""
    first, _, last = text.partition(">")
    on, end = day(first), day(last or first)
    while on <= end:
        yield on
        on += timedelta(days=1)


def days(*texts: str) -> frozenset[date]:
    return frozenset(on for text in texts for on in days_between(text))


def span(text: str) -> Span:
    first, _, last = text.partition(">")
    return Span(day(first), day(last))


def clock(text: str) -> tuple[time, time]:
    opens, _, closes = text.partition("-")
    return time.fromisoformat(opens), time.fromisoformat(closes)


MIDDAY = Sessions(clock("08:45-12:30"), None)
EARLY = Sessions(clock("08:45-12:00"), clock("12:30-13:30"))

HILLTOP = SchoolCalendar(
    terms=(
        span("Mon 01 Sep 25 > Fri 19 Dec 25"),
        span("Mon 05 Jan 26 > Fri 27 Mar 26"),
        span("Mon 13 Apr 26 > Tue 21 Jul 26"),
        span("Tue 01 Sep 26 > Fri 18 Dec 26"),
        span("Mon 04 Jan 27 > Thu 25 Mar 27"),
        span("Mon 12 Apr 27 > Wed 21 Jul 27"),
    ),
    closed=days(
        "Mon 01 Sep 25 > Tue 02 Sep 25",  # INSET
        "Mon 27 Oct 25 > Fri 31 Oct 25",
        "Mon 03 Nov 25",  # INSET Monday
        "Mon 05 Jan 26",  # INSET Monday
        "Mon 16 Feb 26 > Fri 20 Feb 26",
        "Mon 04 May 26",  # bank holiday
        "Mon 25 May 26 > Fri 29 May 26",
        "Mon 20 Jul 26 > Tue 21 Jul 26",  # INSET, the last days of the term
        "Tue 01 Sep 26 > Wed 02 Sep 26",  # INSET
        "Mon 26 Oct 26 > Fri 30 Oct 26",
        "Mon 02 Nov 26",  # INSET Monday
        "Mon 04 Jan 27",  # INSET Monday
        "Mon 15 Feb 27 > Fri 19 Feb 27",
        "Mon 03 May 27",  # bank holiday
        "Mon 31 May 27 > Fri 04 Jun 27",
        "Wed 21 Jul 27",  # INSET, the last day of the term
    ),
    usual=Sessions(clock("08:45-12:00"), clock("13:00-15:15")),
    different={day("Fri 19 Dec 25"): EARLY, day("Fri 18 Dec 26"): MIDDAY},
)
SIXWAYS = SchoolCalendar(
    terms=(
        span("Wed 27 Aug 25 > Fri 10 Oct 25"),
        span("Mon 20 Oct 25 > Fri 19 Dec 25"),
        span("Mon 05 Jan 26 > Fri 13 Feb 26"),
        span("Mon 23 Feb 26 > Thu 02 Apr 26"),
        span("Mon 20 Apr 26 > Fri 22 May 26"),
        span("Mon 01 Jun 26 > Wed 15 Jul 26"),
        span("Wed 26 Aug 26 > Fri 09 Oct 26"),
        span("Mon 19 Oct 26 > Fri 18 Dec 26"),
        span("Mon 04 Jan 27 > Fri 12 Feb 27"),
        span("Mon 22 Feb 27 > Fri 09 Apr 27"),
        span("Mon 26 Apr 27 > Fri 28 May 27"),
        span("Mon 07 Jun 27 > Thu 15 Jul 27"),
    ),
    closed=days(
        "Wed 27 Aug 25",  # INSET
        "Mon 04 May 26",  # bank holiday
        "Wed 26 Aug 26",  # INSET
        "Mon 31 Aug 26",  # bank holiday
        "Fri 26 Mar 27",  # Good Friday
        "Mon 29 Mar 27",  # Easter Monday
        "Mon 03 May 27",  # bank holiday
    ),
    usual=Sessions(clock("08:50-12:10"), clock("13:05-15:20")),
)
SCHOOLS = {"hilltop": HILLTOP, "sixways": SIXWAYS}


def school(text: str) -> SchoolCalendar:
    """ "hilltop", or with what was entered later: "hilltop, closed Wed 20 Jan 27", "opened", "midday"."""
    name, _, later = (part.strip() for part in text.partition(","))
    found = SCHOOLS[name]
    if not later:
        return found
    how, _, on = later.partition(" ")
    shut, other = found.closed, {**found.different}
    if how == "midday":
        other[day(on)] = MIDDAY
    else:
        shut = shut | days(on) if how == "closed" else shut - days(on)
    return SchoolCalendar(found.terms, shut, found.usual, other)


def absence(text: str) -> Absence:
    """ "Mon 14 Sep 26 am > Fri 18 Sep 26 pm", "lunch …" without halves; "… / Wed 16 Sep 26 pm" is the first half back."""
    period, _, back = text.partition("/")
    is_lunchtime = period.strip().startswith("lunch ")
    first, _, last = period.strip().removeprefix("lunch ").partition(">")
    served_before = half_of(back) if back else None
    if is_lunchtime:
        return Absence(day(first), day(last or first), is_lunchtime=True, served_before=served_before)
    (first_on, first_half), (last_on, last_half) = half_of(first), half_of(last or first)
    return Absence(first_on, last_on, first_half, last_half, served_before=served_before)


def half_of(text: str) -> tuple[date, Half]:
    on, _, half = text.strip().rpartition(" ")
    return day(on), {"am": Half.MORNING, "pm": Half.AFTERNOON}[half]


def elsewhere(text: str) -> Elsewhere:
    """ "autumn 26: 3" is three half-days at another school in the autumn term of 2026."""
    term, _, half_days = text.partition(":")
    name, year = term.split()
    number = ("autumn", "spring", "summer").index(name) + 1
    return Elsewhere(2000 + int(year) - (number > 1), number, int(half_days))


def table(text: str, *columns: str) -> list[SimpleNamespace]:
    """The rows of a table: these columns, then how it was worked out and what it rests on."""
    rows = []
    for line in text.strip().splitlines():
        if line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("|")]
        assert len(cells) == len(columns) + 2, line
        assert cells[-2], f"no working: {line}"
        assert cells[-1] in SOURCES, f"no source: {line}"
        rows.append(SimpleNamespace(**dict(zip(columns, cells, strict=False)), line=line))
    return rows


def named(row: SimpleNamespace) -> str:
    """What a failing row is called."""
    return " ".join(row.line.split())
