"""Working days, office time and the end of a day, by hand-worked examples and by properties."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.calendar import LONDON, Calendar, at_local, local_day, next_midnight

HOLIDAYS = frozenset(
    {
        date(2025, 12, 25),
        date(2025, 12, 26),
        date(2026, 1, 1),
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),  # Boxing Day, a Saturday, moved
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
    }
)
YEAR = Calendar(bank_holidays=HOLIDAYS)


def day(text):
    return date.fromisoformat(text)


def london(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


# From, working days, lands on. Every line worked by hand with a wall calendar.
WORKING_DAYS = [
    ("2026-11-02", 0, "2026-11-02"),  # Monday
    ("2026-11-02", 1, "2026-11-03"),
    ("2026-11-02", 4, "2026-11-06"),
    ("2026-11-02", 5, "2026-11-09"),
    ("2026-11-02", 10, "2026-11-16"),
    ("2026-11-06", 1, "2026-11-09"),  # Friday to Monday
    ("2026-11-07", 0, "2026-11-07"),  # nothing is added to a Saturday
    ("2026-11-07", 1, "2026-11-09"),  # Saturday
    ("2026-11-08", 1, "2026-11-09"),  # Sunday
    ("2026-11-07", 2, "2026-11-10"),
    ("2025-12-24", 1, "2025-12-29"),  # Wednesday before Christmas, weekend behind it
    ("2025-12-24", 2, "2025-12-30"),
    ("2025-12-24", 4, "2026-01-02"),
    ("2025-12-25", 1, "2025-12-29"),
    ("2025-12-31", 1, "2026-01-02"),
    ("2026-04-01", 1, "2026-04-02"),
    ("2026-04-02", 1, "2026-04-07"),  # Maundy Thursday over Easter
    ("2026-04-03", 1, "2026-04-07"),
    ("2026-04-02", 5, "2026-04-13"),
    ("2026-03-27", 1, "2026-03-30"),  # over the night the clocks go forward
    ("2026-10-23", 1, "2026-10-26"),  # over the night they go back
    ("2026-05-01", 1, "2026-05-05"),
    ("2026-05-22", 1, "2026-05-26"),
    ("2026-08-28", 1, "2026-09-01"),
    ("2026-12-24", 1, "2026-12-29"),  # Friday and Monday are holidays
    ("2026-12-31", 1, "2027-01-04"),
    ("2027-03-25", 1, "2027-03-30"),
    ("2026-11-02", 20, "2026-11-30"),
    ("2026-12-01", 20, "2026-12-31"),
    ("2024-02-28", 1, "2024-02-29"),  # leap year
]


@pytest.mark.parametrize(("start", "count", "end"), WORKING_DAYS)
def test_working_days_are_added_as_a_wall_calendar_says(start, count, end):
    assert YEAR.add_working_days(day(start), count) == day(end)


@pytest.mark.parametrize(("start", "count", "end"), WORKING_DAYS)
def test_working_days_are_counted_back_as_they_were_added(start, count, end):
    assert YEAR.working_days_between(day(start), day(end)) == count


# From, office hours, ends. Offices keep 08:00 to 17:00.
OFFICE_TIME = [
    ("2026-11-02T08:19", 4, "2026-11-02T12:19"),
    ("2026-11-02T13:00", 4, "2026-11-02T17:00"),
    ("2026-11-02T13:01", 4, "2026-11-03T08:01"),
    ("2026-11-02T07:00", 4, "2026-11-02T12:00"),
    ("2026-11-02T17:00", 4, "2026-11-03T12:00"),
    ("2026-11-02T17:30", 4, "2026-11-03T12:00"),
    ("2026-11-02T23:59", 4, "2026-11-03T12:00"),
    ("2026-11-06T16:00", 4, "2026-11-09T11:00"),  # Friday afternoon
    ("2026-11-06T19:30", 4, "2026-11-09T12:00"),  # Friday evening
    ("2026-11-07T11:00", 4, "2026-11-09T12:00"),  # Saturday fair
    ("2026-11-08T15:00", 4, "2026-11-09T12:00"),  # Sunday
    ("2026-11-02T08:00", 9, "2026-11-02T17:00"),
    ("2026-11-02T08:00", 10, "2026-11-03T09:00"),
    ("2026-11-02T08:00", 45, "2026-11-06T17:00"),  # a whole week
    ("2026-11-02T08:00", 46, "2026-11-09T09:00"),
    ("2026-03-27T16:00", 2, "2026-03-30T09:00"),  # clocks forward on Sunday 29 March
    ("2026-03-29T01:30", 1, "2026-03-30T09:00"),  # a time that night does not have
    ("2026-10-23T16:00", 2, "2026-10-26T09:00"),  # clocks back on Sunday 25 October
    ("2026-10-25T01:30", 1, "2026-10-26T09:00"),  # a time that night has twice
    ("2026-04-02T15:00", 4, "2026-04-07T10:00"),  # over Easter
    ("2025-12-24T16:30", 1, "2025-12-29T08:30"),
    ("2026-12-24T17:00", 0.5, "2026-12-29T08:30"),
    ("2026-07-15T12:00", 0, "2026-07-15T12:00"),
    ("2026-07-18T12:00", 0, "2026-07-20T08:00"),
]


@pytest.mark.parametrize(("start", "hours", "end"), OFFICE_TIME)
def test_office_time_passes_as_worked_by_hand(start, hours, end):
    assert YEAR.add_office_time(london(start), timedelta(hours=hours)) == london(end)


@pytest.mark.parametrize(("start", "hours", "end"), OFFICE_TIME)
def test_office_time_is_the_same_from_a_moment_in_utc(start, hours, end):
    assert YEAR.add_office_time(london(start).astimezone(UTC), timedelta(hours=hours)) == london(end)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-02T08:00", True),
        ("2026-11-02T07:59", False),
        ("2026-11-02T16:59", True),
        ("2026-11-02T17:00", False),
        ("2026-11-07T12:00", False),
        ("2026-04-06T12:00", False),
    ],
)
def test_office_time_has_edges(at, is_open):
    assert YEAR.is_office_time(london(at)) is is_open


@pytest.mark.parametrize(
    ("at", "end"),
    [
        ("2026-11-02T08:19", "2026-11-03T00:00"),
        ("2026-11-02T00:00", "2026-11-03T00:00"),
        ("2026-11-02T23:59", "2026-11-03T00:00"),
        ("2026-03-28T12:00", "2026-03-29T00:00"),
        ("2026-03-29T00:30", "2026-03-30T00:00"),  # this day has 23 hours
        ("2026-10-25T00:30", "2026-10-26T00:00"),  # this day has 25
        ("2026-12-31T23:00", "2027-01-01T00:00"),
    ],
)
def test_the_rest_of_today_ends_at_the_next_local_midnight(at, end):
    assert next_midnight(london(at)) == london(end)
    assert YEAR.end_of_day(london(at)) == london(end)


def test_a_summer_evening_is_still_today_in_london():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert local_day(late) == date(2026, 7, 1)
    assert next_midnight(late) == datetime(2026, 7, 1, 23, tzinfo=UTC)


def test_days_with_23_and_25_hours_end_when_the_wall_clock_says():
    assert next_midnight(london("2026-03-29T00:00")) - london("2026-03-29T00:00").astimezone(UTC) == timedelta(hours=23)
    assert next_midnight(london("2026-10-25T00:00")) - london("2026-10-25T00:00").astimezone(UTC) == timedelta(hours=25)


def test_a_time_that_a_night_skips_is_an_hour_on():
    assert at_local(date(2026, 3, 29), time(1, 30)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert at_local(date(2026, 3, 29), time(1, 30)).hour == 2


def test_a_time_that_a_night_has_twice_is_the_first():
    # Python holds moments of that hour unequal across zones, so they are compared in one.
    assert at_local(date(2026, 10, 25), time(1, 30)).astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "count", "end"),
    [
        ("2026-11-02T08:19", 1, "2026-11-03T08:19"),
        ("2026-11-06T16:40", 1, "2026-11-09T16:40"),
        ("2026-11-07T11:00", 1, "2026-11-09T11:00"),
        ("2026-03-27T09:00", 1, "2026-03-30T09:00"),
        ("2026-10-23T09:00", 1, "2026-10-26T09:00"),
        ("2026-04-02T18:00", 5, "2026-04-13T18:00"),
    ],
)
def test_a_moment_keeps_its_wall_clock_time_over_working_days(at, count, end):
    assert YEAR.add_working_days_to(london(at), count) == london(end)


@pytest.mark.parametrize("call", [lambda: YEAR.add_working_days(date(2026, 1, 1), -1)])
def test_working_days_are_not_counted_backwards(call):
    with pytest.raises(ValueError, match="forwards"):
        call()


def test_office_time_is_not_counted_backwards():
    with pytest.raises(ValueError, match="forwards"):
        YEAR.add_office_time(london("2026-11-02T08:00"), timedelta(minutes=-1))


def test_nothing_lies_between_a_moment_and_an_earlier_one():
    assert YEAR.office_time_between(london("2026-11-03T12:00"), london("2026-11-02T12:00")) == timedelta(0)
    assert YEAR.working_days_between(date(2026, 11, 3), date(2026, 11, 2)) == 0


# --- Properties ------------------------------------------------------------------------------------------------------
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))
calendars = st.builds(
    Calendar,
    bank_holidays=st.frozensets(days, max_size=60),
    opens=st.times(time(5), time(10)).map(lambda t: t.replace(microsecond=0)),
    closes=st.times(time(12), time(22)).map(lambda t: t.replace(microsecond=0)),
)
spans = st.integers(0, 60 * 60 * 200).map(lambda seconds: timedelta(seconds=seconds))


@given(calendars, days, st.integers(0, 40))
def test_adding_and_counting_working_days_are_inverse(calendar, start, count):
    assert calendar.working_days_between(start, calendar.add_working_days(start, count)) == count


@given(calendars, days, st.integers(1, 40))
def test_working_days_never_end_on_a_day_off(calendar, start, count):
    assert calendar.is_working_day(calendar.add_working_days(start, count))


@given(calendars, days, days, st.integers(0, 20))
def test_a_later_day_never_ends_earlier(calendar, one, other, count):
    first, second = sorted((one, other))

    assert calendar.add_working_days(first, count) <= calendar.add_working_days(second, count)


@given(calendars, days, st.integers(0, 20), st.integers(0, 20))
def test_working_days_add_up(calendar, start, first, second):
    at_once = calendar.add_working_days(start, first + second)

    assert calendar.add_working_days(calendar.add_working_days(start, first), second) == at_once


@given(calendars, moments, spans)
def test_adding_and_counting_office_time_are_inverse(calendar, at, length):
    assert calendar.office_time_between(at, calendar.add_office_time(at, length)) == length


@given(calendars, moments, spans)
def test_office_time_ends_within_office_hours_on_a_working_day(calendar, at, length):
    end = calendar.add_office_time(at, length).astimezone(LONDON)

    assert end >= at
    assert calendar.is_working_day(end.date())
    assert calendar.opens <= end.time() <= calendar.closes


@given(calendars, moments, moments, spans)
def test_office_time_of_a_later_moment_never_ends_earlier(calendar, one, other, length):
    first, second = sorted((one, other))

    assert calendar.add_office_time(first, length) <= calendar.add_office_time(second, length)


@given(moments)
def test_midnight_is_within_twenty_five_hours_and_always_later(at):
    midnight = next_midnight(at)

    assert timedelta(0) < midnight - at <= timedelta(hours=25)
    assert midnight.astimezone(LONDON).time() == time(0)
    assert local_day(midnight) == local_day(at) + timedelta(days=1)
