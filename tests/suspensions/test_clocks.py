"""How long a suspension may last and by when somebody decides: across the ends of summer time, half-terms, leap years."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.types.range import TimestamptzRange

from schools.calendar import LONDON, Calendar, at_local, local_day, next_midnight
from suspensions import clocks, hearing, rules
from suspensions.hearing import WindowState
from suspensions.models import SiteSuspension
from suspensions.models.suspension import LONGEST_PROVISIONAL, LONGEST_UPHELD
from suspensions.states import SuspensionState

# The autumn half-term of 2026 holds the end of summer time; Christmas, New Year and Easter are bank holidays.
HOLIDAYS = frozenset(
    map(date.fromisoformat, ["2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03"])
)
DAYS = Calendar(bank_holidays=HOLIDAYS)
BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 28 * 30 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
STATES = st.sampled_from([SuspensionState.PROVISIONAL, SuspensionState.UPHELD])


def suspended(begun, last, state=SuspensionState.PROVISIONAL, **more):
    period = TimestamptzRange(begun, clocks.end_of(last))
    return SiteSuspension(period=period, counted_from=begun, decided_at=begun, state=state, **more)


def wall(moment):
    return moment.astimezone(LONDON).time()


# --- The ceilings ------------------------------------------------------------------------------------------------------
@given(MOMENTS)
def test_six_weeks_are_forty_two_local_days_whatever_the_clocks_do(begun):
    latest = clocks.latest_day(begun, SuspensionState.PROVISIONAL)

    assert (latest - local_day(begun)).days == 41
    end = clocks.end_of(latest)
    assert wall(end) == time(0)
    assert local_day(end) == latest + timedelta(days=1)
    assert end.astimezone(UTC) - begun <= LONGEST_PROVISIONAL.value


@given(MOMENTS)
def test_twelve_months_end_on_the_day_before_the_same_day_of_the_next_year(begun):
    latest = clocks.latest_day(begun, SuspensionState.UPHELD)
    start, after = local_day(begun), latest + timedelta(days=1)

    assert (after.year, after.month) == (start.year + 1, start.month) or (start.month, start.day) == (2, 29)
    assert after.day == start.day or (after.month, after.day) == (3, 1)
    assert clocks.end_of(latest).astimezone(UTC) - begun <= LONGEST_UPHELD.value


@given(MOMENTS, STATES, st.integers(-3, 400))
def test_a_day_is_taken_exactly_when_it_is_later_and_within_the_ceiling(begun, state, days):
    last = local_day(begun) + timedelta(days=1)
    one = suspended(begun, last, state)
    until_on = local_day(begun) + timedelta(days=days)
    latest = clocks.latest_day(begun, state)

    reason = rules.cannot_extend(one, begun, until_on)

    assert (reason is None) == (last < until_on <= latest)
    if days < 0:
        assert reason == "This day is in the past."


@given(MOMENTS, STATES)
def test_at_the_ceiling_nothing_can_be_extended(begun, state):
    one = suspended(begun, clocks.latest_day(begun, state), state)

    assert rules.cannot_extend(one, begun).startswith("It cannot be extended any more.")


@pytest.mark.parametrize(
    ("begun", "latest"),
    [
        # Begun in summer time, ended in winter time: half-term and the change of the clocks lie between.
        (datetime(2026, 10, 22, 15, 0, tzinfo=LONDON), date(2026, 12, 2)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON), date(2026, 12, 5)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1), date(2026, 12, 5)),
        # A minute before midnight in London, already the next day or still the same day in UTC.
        (datetime(2026, 10, 24, 23, 59, tzinfo=LONDON), date(2026, 12, 4)),
        (datetime(2027, 3, 27, 23, 59, tzinfo=LONDON), date(2027, 5, 7)),
        (datetime(2027, 2, 12, 9, 0, tzinfo=LONDON), date(2027, 3, 25)),
    ],
)
def test_the_last_day_of_six_weeks(begun, latest):
    assert clocks.latest_day(begun, SuspensionState.PROVISIONAL) == latest


def test_a_leap_day_has_its_year():
    begun = datetime(2028, 2, 29, 9, tzinfo=LONDON)

    assert clocks.latest_day(begun, SuspensionState.UPHELD) == date(2029, 2, 28)


# --- By when -----------------------------------------------------------------------------------------------------------
@given(MOMENTS, st.integers(0, 41))
def test_the_decision_is_due_before_the_end_and_not_before_tonight(begun, days):
    last = local_day(begun) + timedelta(days=days)
    one = suspended(begun, last)

    due = clocks.decide_by(one, DAYS, begun)

    assert next_midnight(begun) <= due <= one.period.upper
    assert wall(due) == time(0)
    if days == 0:
        assert due == one.period.upper
    elif due > next_midnight(begun):
        decided_on = clocks.last_day_before(due)
        assert DAYS.is_working_day(decided_on)
        between = (last - decided_on).days
        assert sum(DAYS.is_working_day(decided_on + timedelta(days=n)) for n in range(between)) == 2


def test_over_half_term_the_decision_is_due_on_the_wednesday_before_a_friday():
    one = suspended(datetime(2026, 10, 22, 9, tzinfo=LONDON), date(2026, 11, 6))

    due = clocks.decide_by(one, DAYS, one.decided_at)

    assert due == datetime(2026, 11, 5, 0, 0, tzinfo=LONDON)


@given(MOMENTS, st.one_of(st.none(), st.integers(0, 60)))
def test_the_review_is_due_five_working_days_on_and_two_after_the_window(begun, after):
    heard_from = None if after is None else local_day(begun) + timedelta(days=after)
    one = suspended(begun, local_day(begun) + timedelta(days=20))
    window = hearing.window_of(heard_from=heard_from, is_one_day=False, since=begun, said=[], days=DAYS, now=begun)

    due = clocks.review_by(one, window, DAYS)

    assert due >= DAYS.add_working_days_to(begun, 5)
    if window.closes_at is not None:
        closed_on = clocks.last_day_before(window.closes_at)
        assert DAYS.working_days_between(closed_on, clocks.last_day_before(due)) >= 2 or due > window.closes_at
        assert due > window.closes_at


# --- The window --------------------------------------------------------------------------------------------------------
def said(at, **more):
    row = {"received_at": at, "is_waiver": False, "is_all": False, "considered_at": None, **more}
    return SimpleNamespace(**row)


def window(heard_from, now, *rows, is_one_day=False, since=datetime(2026, 11, 2, 8, tzinfo=LONDON)):
    return hearing.window_of(heard_from=heard_from, is_one_day=is_one_day, since=since, said=rows, days=DAYS, now=now)


WEDNESDAY = date(2026, 11, 4)


@given(st.dates(date(2026, 9, 1), date(2028, 12, 1)))
def test_the_window_is_ten_working_days_and_ends_at_midnight(heard_from):
    closes = hearing.closing(heard_from, DAYS)

    assert wall(closes) == time(0)
    assert DAYS.working_days_between(heard_from, clocks.last_day_before(closes)) == 10
    assert DAYS.is_working_day(clocks.last_day_before(closes))


def test_a_christmas_does_not_eat_the_window_up():
    assert hearing.closing(date(2026, 12, 18), DAYS) == datetime(2027, 1, 7, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (datetime(2026, 11, 4, 9, tzinfo=LONDON), WindowState.OPEN),
        (datetime(2026, 11, 18, 23, 59, 59, tzinfo=LONDON), WindowState.OPEN),
        (datetime(2026, 11, 19, 0, 0, tzinfo=LONDON), WindowState.OVER),
    ],
)
def test_the_window_is_over_at_the_midnight_after_its_last_day(now, state):
    assert window(WEDNESDAY, now).state is state


NOON = at_local(date(2026, 11, 6), time(12))


@pytest.mark.parametrize(
    ("rows", "state", "is_heard"),
    [
        ([], WindowState.OPEN, False),
        ([said(NOON)], WindowState.OPEN, False),
        ([said(NOON, considered_at=NOON)], WindowState.OPEN, False),
        ([said(NOON, is_all=True)], WindowState.HEARD, False),
        ([said(NOON, is_all=True, considered_at=NOON)], WindowState.HEARD, True),
        ([said(NOON, is_waiver=True)], WindowState.WAIVED, True),
        # What was said to a suspension of one day does not close the window of a longer one.
        ([said(at_local(date(2026, 11, 1), time(12)), is_all=True)], WindowState.OPEN, False),
    ],
)
def test_only_all_they_say_or_a_waiver_closes_the_window_early(rows, state, is_heard):
    shown = window(WEDNESDAY, NOON, *rows)

    assert shown.state is state
    assert rules.is_heard(shown) is is_heard


@pytest.mark.parametrize(
    ("heard_from", "is_one_day", "rows", "reason"),
    [
        (None, True, [], None),
        (None, True, [said(NOON)], "They gave their side, and nobody has considered it yet."),
        (None, False, [], "They have not been told in writing yet, so their time to answer has not begun."),
        (WEDNESDAY, False, [], "They can give their side until Wed 18 November 2026, 23:59."),
    ],
)
def test_it_says_why_they_have_not_been_heard(heard_from, is_one_day, rows, reason):
    shown = window(heard_from, NOON, *rows, is_one_day=is_one_day)

    assert rules.why_unheard(shown, NOON) == reason


def test_once_the_time_is_over_they_count_as_heard():
    assert rules.is_heard(window(WEDNESDAY, datetime(2026, 11, 19, tzinfo=LONDON)))
