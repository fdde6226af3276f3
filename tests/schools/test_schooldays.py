"""School days, sessions, the school year and the statutory terms, by hand-worked examples and by properties.

The year 2026–27 of the examples has three terms with half-terms as closures; what is due is worked out with a wall
calendar. The weekdays: 1 September 2026 is a Tuesday, Easter Sunday 2027 is 28 March.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schools.calendar import LONDON, at_local
from schools.schooldays import COMMON, Half, NoTerm, SchoolCalendar, Sessions, Span

ONE_DAY = timedelta(days=1)


def day(text):
    return date.fromisoformat(text)


def london(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def span(first, last, name=""):
    return Span(day(first), day(last), name)


def closed(*spans):
    """Every day of these: "2026-10-26", or "2026-10-26/2026-10-30"."""
    days = set()
    for text in spans:
        first, _, last = text.partition("/")
        length = (day(last or first) - day(first)).days
        days |= {day(first) + timedelta(days=n) for n in range(length + 1)}
    return frozenset(days)


EARLY_CLOSE = Sessions((time(8, 45), time(12, 0)), (time(12, 30), time(13, 30)))
MORNING_ONLY = Sessions((time(9, 0), time(12, 15)), None)

THREE = SchoolCalendar(
    terms=(
        span("2026-09-01", "2026-12-18", "Autumn"),
        span("2027-01-04", "2027-03-25", "Spring"),
        span("2027-04-12", "2027-07-21", "Summer"),
    ),
    closed=closed(
        "2026-09-01/2026-09-02",  # INSET, Tuesday and Wednesday
        "2026-10-26/2026-10-30",  # half-term
        "2027-01-04",  # INSET Monday
        "2027-02-15/2027-02-19",
        "2027-05-03",  # bank holiday
        "2027-05-31/2027-06-04",
    ),
    different={day("2026-12-18"): EARLY_CLOSE, day("2027-07-21"): MORNING_ONLY},
)
SIX = SchoolCalendar(
    terms=(
        span("2026-09-02", "2026-10-21", "Term 1"),
        span("2026-11-02", "2026-12-18", "Term 2"),
        span("2027-01-04", "2027-02-12", "Term 3"),
        span("2027-02-22", "2027-03-25", "Term 4"),
        span("2027-04-12", "2027-05-28", "Term 5"),
        span("2027-06-07", "2027-07-22", "Term 6"),
    ),
    closed=closed("2027-05-03"),
)
NOTHING = SchoolCalendar(terms=())


@pytest.mark.parametrize(
    ("on", "half_days"),
    [
        ("2026-08-31", 0),  # before the term
        ("2026-09-01", 0),  # INSET
        ("2026-09-03", 2),
        ("2026-09-05", 0),  # Saturday
        ("2026-09-06", 0),  # Sunday
        ("2026-10-28", 0),  # half-term
        ("2026-12-18", 2),  # last day, closes early
        ("2026-12-21", 0),
        ("2027-01-04", 0),  # INSET Monday
        ("2027-01-05", 2),
        ("2027-05-03", 0),  # bank holiday
        ("2027-07-21", 1),  # ends at midday
        ("2027-07-22", 0),
    ],
)
def test_a_day_has_as_many_half_days_as_sessions(on, half_days):
    assert THREE.half_days_on(day(on)) == half_days
    assert THREE.is_school_day(day(on)) is (half_days > 0)


# From, school days, lands on. Every line worked by hand with a wall calendar.
SCHOOL_DAYS = [
    ("2026-09-03", 0, "2026-09-03"),
    ("2026-09-05", 0, "2026-09-05"),  # nothing is added to a Saturday
    ("2026-09-03", 1, "2026-09-04"),
    ("2026-09-04", 1, "2026-09-07"),  # over a weekend
    ("2026-08-20", 1, "2026-09-03"),  # from the holidays past two INSET days
    ("2026-09-03", 5, "2026-09-10"),
    ("2026-10-23", 1, "2026-11-02"),  # over half-term, and the night the clocks go back
    ("2026-10-22", 2, "2026-11-02"),
    ("2026-10-26", 1, "2026-11-02"),  # from within half-term
    ("2026-12-18", 1, "2027-01-05"),  # over Christmas and an INSET Monday
    ("2026-12-16", 3, "2027-01-05"),
    ("2026-12-14", 15, "2027-01-19"),  # 15–18 December are four, 5–8 January four more, 11–15 five, two
    ("2027-02-12", 1, "2027-02-22"),
    ("2027-03-25", 1, "2027-04-12"),  # over Easter, and the night the clocks go forward
    ("2027-04-30", 1, "2027-05-04"),  # over the bank holiday
    ("2027-07-20", 1, "2027-07-21"),
]


@pytest.mark.parametrize(("start", "n", "end"), SCHOOL_DAYS)
def test_school_days_are_added_as_a_wall_calendar_says(start, n, end):
    assert THREE.add_school_days(day(start), n) == day(end)
    assert THREE.estimate(day(start), n) == (day(end), False)


@pytest.mark.parametrize(("start", "n", "end"), SCHOOL_DAYS)
def test_school_days_are_counted_back_as_they_were_added(start, n, end):
    assert THREE.school_days_between(day(start), day(end)) == n


def test_the_terms_of_a_year_hold_so_many_school_days():
    # Autumn: 79 weekdays less 2 INSET less 5; spring: 59 less 1 less 5; summer: 73 less 1 less 5.
    assert [len(THREE.school_days_in(term.first, term.last)) for term in THREE.terms] == [72, 53, 67]
    assert len(THREE.days) == 192


def test_the_next_school_day_is_never_the_same_day():
    assert THREE.next_school_day(day("2026-09-03")) == day("2026-09-04")


def test_nothing_is_counted_from_a_day_to_an_earlier_one():
    assert THREE.school_days_between(day("2026-09-10"), day("2026-09-03")) == 0
    assert THREE.school_days_in(day("2026-09-10"), day("2026-09-03")) == []


def test_school_days_are_not_counted_backwards():
    with pytest.raises(ValueError, match="forwards"):
        THREE.add_school_days(day("2026-09-03"), -1)


def test_the_end_of_the_calendar_is_said():
    with pytest.raises(NoTerm) as ended:
        THREE.add_school_days(day("2027-07-20"), 2)

    assert ended.value.day == day("2027-07-20")
    with pytest.raises(NoTerm):
        THREE.next_school_day(day("2027-07-21"))


def test_it_is_known_whether_the_calendar_reaches_a_day():
    assert THREE.knows(day("2026-08-01"))
    assert THREE.knows(day("2027-07-21"))
    assert not THREE.knows(day("2027-07-22"))
    assert not NOTHING.knows(day("2026-09-03"))


@pytest.mark.parametrize(
    ("calendar", "start", "n", "end"),
    [
        (THREE, "2027-07-20", 2, "2027-07-22"),  # the last day of term is one, the Thursday after is counted
        (THREE, "2027-07-20", 4, "2027-07-26"),  # over the weekend
        (THREE, "2027-08-10", 1, "2027-08-11"),
        (NOTHING, "2026-11-06", 1, "2026-11-09"),
        (NOTHING, "2026-11-02", 50, "2027-01-11"),  # ten weeks to the day
    ],
)
def test_past_the_last_known_term_weekdays_are_counted_as_an_estimate(calendar, start, n, end):
    assert calendar.estimate(day(start), n) == (day(end), True)


def test_an_estimate_is_not_made_backwards():
    with pytest.raises(ValueError, match="forwards"):
        NOTHING.estimate(day("2026-11-02"), -1)


def test_a_closure_added_later_moves_what_lies_behind_it():
    snow = SchoolCalendar(THREE.terms, THREE.closed | closed("2027-01-20"), THREE.usual, THREE.different)

    assert THREE.add_school_days(day("2027-01-18"), 3) == day("2027-01-21")
    assert snow.add_school_days(day("2027-01-18"), 3) == day("2027-01-22")


# --- Sessions ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("at", "session"),
    [
        ("2026-09-03T08:44", None),
        ("2026-09-03T08:45", ("2026-09-03", Half.MORNING)),
        ("2026-09-03T11:59", ("2026-09-03", Half.MORNING)),
        ("2026-09-03T12:00", None),  # lunch
        ("2026-09-03T13:00", ("2026-09-03", Half.AFTERNOON)),
        ("2026-09-03T15:15", None),
        ("2026-09-05T10:00", None),  # Saturday
        ("2026-10-28T10:00", None),  # half-term
        ("2026-12-18T12:45", ("2026-12-18", Half.AFTERNOON)),
        ("2026-12-18T14:00", None),  # closed early
        ("2027-07-21T12:10", ("2027-07-21", Half.MORNING)),
        ("2027-07-21T13:30", None),  # no afternoon
    ],
)
def test_a_moment_lies_in_a_session_or_in_none(at, session):
    found = THREE.session_at(london(at))

    assert found == (session and (day(session[0]), session[1]))
    assert THREE.session_at(london(at).astimezone(UTC)) == found


@pytest.mark.parametrize(
    ("on", "half", "opens", "closes"),
    [
        ("2026-09-03", Half.MORNING, "07:45", "11:00"),  # BST: an hour earlier in UTC
        ("2026-09-03", Half.AFTERNOON, "12:00", "14:15"),
        ("2026-11-03", Half.MORNING, "08:45", "12:00"),  # GMT
        ("2026-11-03", Half.AFTERNOON, "13:00", "15:15"),
        ("2026-12-18", Half.AFTERNOON, "12:30", "13:30"),
        ("2027-07-21", Half.MORNING, "08:00", "11:15"),
    ],
)
def test_sessions_open_and_close_by_the_wall_clock(on, half, opens, closes):
    def utc(clock):
        return datetime.combine(day(on), time.fromisoformat(clock), UTC)

    assert THREE.session_opens(day(on), half) == utc(opens)
    assert THREE.session_closes(day(on), half) == utc(closes)


def test_a_day_that_ends_at_midday_has_no_afternoon_to_open():
    with pytest.raises(ValueError, match="no afternoon"):
        THREE.session_opens(day("2027-07-21"), Half.AFTERNOON)


def test_the_afternoon_ends_early_on_a_day_that_closes_early():
    assert THREE.afternoon_ends(day("2026-09-03")) == london("2026-09-03T15:15")
    assert THREE.afternoon_ends(day("2026-12-18")) == london("2026-12-18T13:30")


def test_where_there_is_no_afternoon_the_morning_ends_the_day():
    assert THREE.afternoon_ends(day("2027-07-21")) == london("2027-07-21T12:15")


# --- School years and terms --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("calendar", "on", "first", "last"),
    [
        (THREE, "2026-09-03", "2026-09-03", "2027-08-31"),  # INSET before it is no day of school
        (THREE, "2026-09-02", "2025-09-01", "2026-09-02"),
        (THREE, "2027-07-21", "2026-09-03", "2027-08-31"),
        (THREE, "2027-09-01", "2027-09-01", "2028-08-31"),  # nothing known: 1 September
        (SIX, "2026-12-25", "2026-09-02", "2027-08-31"),
        (NOTHING, "2026-08-31", "2025-09-01", "2026-08-31"),
        (SchoolCalendar((span("2026-08-26", "2026-12-16"),)), "2026-08-26", "2026-08-26", "2027-08-31"),
        # Only what comes after the autumn is entered: the year does not begin in January.
        (SchoolCalendar((span("2027-01-04", "2027-03-25"),)), "2027-01-04", "2026-09-01", "2027-08-31"),
        (SchoolCalendar((span("2026-11-02", "2026-12-18"),)), "2026-11-02", "2026-09-01", "2027-08-31"),
    ],
)
def test_the_school_year_begins_with_the_first_day_of_school_after_july(calendar, on, first, last):
    year = calendar.school_year_of(day(on))

    assert (year.first, year.last) == (day(first), day(last))


def test_a_school_year_is_named_by_both_its_years():
    assert THREE.school_year_of(day("2026-09-03")).name == "2026–27"
    assert SchoolCalendar(()).school_year_of(day("2100-01-01")).name == "2099–00"


@pytest.mark.parametrize(
    ("calendar", "on", "name", "first", "last"),
    [
        (THREE, "2026-09-01", "autumn term 2026", "2026-09-01", "2027-01-03"),
        (THREE, "2027-01-03", "autumn term 2026", "2026-09-01", "2027-01-03"),
        (THREE, "2027-01-04", "spring term 2027", "2027-01-04", "2027-04-11"),
        (THREE, "2027-04-11", "spring term 2027", "2027-01-04", "2027-04-11"),
        (THREE, "2027-04-12", "summer term 2027", "2027-04-12", "2027-07-31"),
        # Six "terms" fold at 31 December, Easter Monday (29 March 2027) and 31 July.
        (SIX, "2026-09-02", "autumn term 2026", "2026-08-01", "2026-12-31"),
        (SIX, "2026-11-02", "autumn term 2026", "2026-08-01", "2026-12-31"),
        (SIX, "2026-12-31", "autumn term 2026", "2026-08-01", "2026-12-31"),
        (SIX, "2027-01-01", "spring term 2027", "2027-01-01", "2027-03-28"),
        (SIX, "2027-02-22", "spring term 2027", "2027-01-01", "2027-03-28"),
        (SIX, "2027-03-29", "summer term 2027", "2027-03-29", "2027-07-31"),
        (SIX, "2027-06-07", "summer term 2027", "2027-03-29", "2027-07-31"),
        (NOTHING, "2025-04-20", "spring term 2025", "2025-01-01", "2025-04-20"),  # Easter Sunday 2025
        (NOTHING, "2025-04-21", "summer term 2025", "2025-04-21", "2025-07-31"),
        (NOTHING, "2024-04-01", "summer term 2024", "2024-04-01", "2024-07-31"),  # Easter Monday 2024
    ],
)
def test_a_day_counts_in_one_of_three_terms(calendar, on, name, first, last):
    term = calendar.statutory_term_of(day(on))

    assert (term.name, term.first, term.last) == (name, day(first), day(last))
    assert day(on) in term


def test_the_summer_term_runs_until_the_next_autumn_begins():
    following = SchoolCalendar((*THREE.terms, span("2027-09-02", "2027-12-17")))

    assert following.statutory_term_of(day("2027-07-21")).last == day("2027-09-01")
    assert following.statutory_term_of(day("2027-09-02")).name == "autumn term 2027"


def test_a_year_only_begun_to_be_entered_still_has_its_three_terms():
    autumn = SchoolCalendar((span("2026-09-01", "2026-12-18"),))
    no_autumn = SchoolCalendar(THREE.terms[1:])

    assert autumn.statutory_term_of(day("2027-02-01")).first == day("2027-01-01")
    assert no_autumn.statutory_term_of(day("2026-11-01")).first == day("2026-08-01")
    assert no_autumn.statutory_term_of(day("2027-01-03")).name == "autumn term 2026"
    assert no_autumn.statutory_term_of(day("2027-04-12")).number == 3


def test_an_autumn_of_which_only_the_second_half_is_entered_begins_after_july():
    late = SchoolCalendar((span("2026-11-02", "2026-12-18"),))

    assert late.statutory_term_of(day("2026-09-10")).name == "autumn term 2026"


def test_a_summer_term_that_begins_before_easter_monday_begins_when_it_begins():
    # Easter Monday 2025 is 21 April.
    early = SchoolCalendar(
        (span("2024-09-03", "2024-12-20"), span("2025-01-06", "2025-03-28"), span("2025-04-14", "2025-07-22"))
    )

    assert early.statutory_term_of(day("2025-04-14")).name == "summer term 2025"


# --- Properties --------------------------------------------------------------------------------------------------
@st.composite
def calendars(draw):
    """Calendars of up to eight terms that do not overlap, with closures in and out of term and days that differ."""
    first, terms = draw(st.dates(date(2025, 8, 1), date(2026, 1, 31))), []
    for _ in range(draw(st.integers(1, 8))):
        last = first + timedelta(days=draw(st.integers(0, 110)))
        terms.append(Span(first, last))
        first = last + timedelta(days=draw(st.integers(1, 60)))
    around = st.dates(date(2025, 8, 1), date(2028, 12, 31))
    inside = [term.first + timedelta(days=draw(st.integers(0, (term.last - term.first).days))) for term in terms]
    return SchoolCalendar(
        terms=tuple(terms),
        closed=draw(st.frozensets(around, max_size=30)) | frozenset(inside[::2]),
        different=dict.fromkeys(inside[1::2], draw(st.sampled_from([EARLY_CLOSE, MORNING_ONLY]))),
    )


days = st.dates(date(2025, 7, 1), date(2026, 7, 31))
any_days = st.dates(date(2023, 6, 1), date(2033, 6, 1))
counts = st.integers(0, 40)


def added(calendar, start, n):
    """What is added, where the calendar reaches so far."""
    try:
        return calendar.add_school_days(start, n)
    except NoTerm:
        assume(False)


@given(calendars(), days, counts)
def test_adding_and_counting_school_days_are_inverse(calendar, start, n):
    assert calendar.school_days_between(start, added(calendar, start, n)) == n


@given(calendars(), days, st.integers(1, 40))
def test_added_school_days_never_land_on_a_closure(calendar, start, n):
    end = added(calendar, start, n)

    assert end not in calendar.closed
    assert end.weekday() < 5
    assert any(end in term for term in calendar.terms)
    assert calendar.half_days_on(end) in (1, 2)


@given(calendars(), days, days, counts)
def test_school_days_from_a_later_day_never_end_earlier(calendar, one, other, n):
    first, second = sorted((one, other))

    assert calendar.estimate(first, n)[0] <= calendar.estimate(second, n)[0]


@given(calendars(), days, counts, counts)
def test_more_school_days_never_end_earlier(calendar, start, one, other):
    fewer, more = sorted((one, other))

    assert added(calendar, start, fewer) <= added(calendar, start, more)


@given(calendars(), days, st.integers(0, 20), st.integers(0, 20))
def test_school_days_add_up(calendar, start, first, second):
    at_once = added(calendar, start, first + second)

    assert calendar.add_school_days(calendar.add_school_days(start, first), second) == at_once


@given(calendars(), days, days, counts)
def test_a_closure_never_brings_a_day_nearer(calendar, shut, start, n):
    snow = SchoolCalendar(calendar.terms, calendar.closed | {shut}, calendar.usual, calendar.different)

    assert added(snow, start, n) >= calendar.add_school_days(start, n)


@given(calendars(), days, counts)
def test_an_estimate_is_exact_where_the_calendar_reaches_and_never_earlier_than_what_it_knows(calendar, start, n):
    end, is_estimate = calendar.estimate(start, n)

    if is_estimate:
        assert n > calendar.school_days_between(start, date(2040, 1, 1))
        assert all(end > term.last for term in calendar.terms)
    else:
        assert end == calendar.add_school_days(start, n)


@given(calendars(), days, days)
def test_the_days_of_a_stretch_are_those_that_are_counted(calendar, one, other):
    first, last = sorted((one, other))
    found = calendar.school_days_in(first, last)

    assert found == sorted(found)
    assert all(calendar.is_school_day(on) for on in found)
    assert len(found) == calendar.school_days_between(first - ONE_DAY, last)


@given(calendars(), st.integers(0, 500), st.times())
def test_a_moment_of_a_school_day_is_in_an_open_session_or_out_of_both(calendar, number, clock):
    on = calendar.days[number % len(calendar.days)] if calendar.days else None
    assume(on)
    at = at_local(on, clock)
    open_now = [
        half
        for half in [*Half][: calendar.half_days_on(on)]
        if calendar.session_opens(on, half) <= at < calendar.session_closes(on, half)
    ]

    assert calendar.session_at(at) == ((on, open_now[0]) if open_now else None)
    assert not open_now or at < calendar.afternoon_ends(on)


@given(calendars(), any_days)
def test_school_years_follow_each_other_without_gap_or_overlap(calendar, on):
    year = calendar.school_year_of(on)

    assert on in year
    assert calendar.school_year_of(year.first) == calendar.school_year_of(year.last) == year
    assert calendar.school_year_of(year.last + ONE_DAY).first == year.last + ONE_DAY


@given(calendars(), any_days)
def test_statutory_terms_follow_each_other_without_gap_or_overlap(calendar, on):
    term = calendar.statutory_term_of(on)
    following = calendar.statutory_term_of(term.last + ONE_DAY)

    assert on in term
    assert calendar.statutory_term_of(term.first) == calendar.statutory_term_of(term.last) == term
    assert following.first == term.last + ONE_DAY
    assert (following.year, following.number) == (
        (term.year, term.number + 1) if term.number < 3 else (term.year + 1, 1)
    )


def test_the_common_times_have_both_sessions():
    assert COMMON.morning < COMMON.afternoon
