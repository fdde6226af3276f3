"""Moments, spans and changed texts in words, around midnight, the New Year and both changes of the clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import wording
from kernel.wording import Clock

LONDON = wording.LONDON
NOW = datetime(2026, 11, 2, 14, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


def london(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-02 14:12", "today 14:12"),
        ("2026-11-02 00:00", "today 00:00"),
        ("2026-11-02 17:59", "today 17:59"),
        ("2026-11-02 18:00", "tonight 18:00"),
        ("2026-11-02 23:59", "tonight 23:59"),
        ("2026-11-03 08:19", "tomorrow, Tue 3 Nov 08:19"),
        ("2026-11-01 14:12", "yesterday, Sun 1 Nov 14:12"),
        ("2026-11-04 08:05", "Wed 4 November 2026, 08:05"),
        ("2026-10-26 08:05", "Mon 26 October 2026, 08:05"),
        ("2027-01-01 00:05", "Fri 1 January 2027, 00:05"),
    ],
)
def test_a_moment_is_said_beside_now(moment, words):
    assert wording.when(london(moment), NOW) == words


def test_a_moment_is_said_in_london_whatever_zone_it_was_given_in():
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)

    assert wording.when(datetime(2026, 7, 1, 7, 5, tzinfo=UTC), summer) == "today 08:05"
    assert wording.when(datetime(2026, 7, 1, 3, 5, tzinfo=ZoneInfo("America/New_York")), summer) == "today 08:05"


def test_just_after_midnight_in_summer_is_already_the_next_day():
    now = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

    assert wording.when(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), now) == "tomorrow, Wed 1 Jul 00:30"


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("2026-11-03 00:00", "tonight 23:59"),
        ("2026-11-04 00:00", "tomorrow, Tue 3 Nov 23:59"),
        ("2026-11-28 00:00", "Fri 27 November 2026, 23:59"),
        ("2026-11-02 16:00", "today 16:00"),
        ("2026-11-02 00:01", "today 00:01"),
    ],
)
def test_an_end_at_midnight_is_said_as_the_last_minute_before_it(end, words):
    assert wording.until(london(end), NOW) == words


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("2026-11-03 00:00", "tonight 23:59"),
        ("2026-11-02 16:00", "today 16:00"),
        ("2026-11-28 00:00", "27 November"),
        ("2027-01-01 00:00", "31 December"),
        ("2027-01-04 00:00", "3 January 2027"),
    ],
)
def test_an_end_fits_on_a_tag(end, words):
    assert wording.until_day(london(end), NOW) == words


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-03-29", "28 March"),
        ("2026-03-30", "29 March"),
        ("2026-10-25", "24 October"),
        ("2026-10-26", "25 October"),
    ],
)
def test_midnight_is_the_end_of_the_day_before_on_the_days_the_clocks_change(day, last):
    assert wording.until_day(london(f"{day} 00:00"), datetime(2026, 1, 5, tzinfo=UTC)) == last


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "01:30 BST"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "01:30 GMT"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "02:00"),
        (datetime(2026, 10, 24, 23, 59, tzinfo=UTC), "00:59"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "00:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "02:00"),
    ],
)
def test_the_hour_that_comes_twice_is_told_apart(moment, words):
    assert wording.clock_time(moment) == words


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-02 08:05", "2026-11-02 08:19", 14),
        ("2026-03-29 00:30", "2026-03-29 03:30", 120),
        ("2026-10-25 00:30", "2026-10-25 03:30", 240),
        ("2026-11-02 08:19", "2026-11-02 08:05", 0),
    ],
)
def test_minutes_are_counted_as_they_pass_not_by_the_wall_clock(start, end, minutes):
    assert wording.minutes_between(london(start), london(end)) == minutes


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "less than 1 min"),
        (1, "1 min"),
        (59, "59 min"),
        (60, "1 h"),
        (168, "2 h 48 min"),
        (1439, "23 h 59 min"),
        (1440, "1 day"),
        (2879, "1 day"),
        (2880, "2 days"),
    ],
)
def test_a_span_is_said_in_the_unit_that_helps(minutes, words):
    assert wording.span(minutes) == words


@pytest.mark.parametrize(
    ("due", "clock"),
    [
        ("2026-11-02 14:00", Clock("late", "12 min late", "since 14:00")),
        ("2026-11-02 10:00", Clock("late", "4 h 12 min late", "since 10:00")),
        ("2026-11-01 17:00", Clock("late", "21 h 12 min late", "since yesterday, Sun 1 Nov")),
        ("2026-10-30 12:00", Clock("late", "3 days late", "since Fri 30 October 2026")),
        ("2026-11-02 00:00", Clock("late", "14 h 12 min late", "since yesterday, Sun 1 Nov")),
        ("2026-11-02 14:12", Clock("soon", "by 14:12", "in less than 1 min")),
        ("2026-11-02 17:00", Clock("soon", "by 17:00", "in 2 h 48 min")),
        ("2026-11-03 00:00", Clock("soon", "by 23:59", "in 9 h 48 min")),
        ("2026-11-03 08:19", Clock("normal", "tomorrow", "Tue 3 Nov, 08:19")),
        ("2026-11-04 00:00", Clock("normal", "tomorrow", "Tue 3 Nov, 23:59")),
        ("2026-11-04 17:00", Clock("normal", "Wed 4 Nov", "by 17:00")),
        ("2027-01-08 17:00", Clock("normal", "Fri 8 Jan 2027", "by 17:00")),
    ],
)
def test_a_due_moment_is_late_soon_or_later(due, clock):
    assert wording.due(london(due), NOW) == clock


def test_what_is_due_by_the_end_of_a_day_is_due_on_that_day():
    assert wording.due_in_full(datetime(2026, 11, 3, tzinfo=LONDON)) == "Monday 2 November 2026"
    assert wording.due_in_full(datetime(2026, 11, 2, 23, 59, tzinfo=UTC)) == "Monday 2 November 2026, 23:59"
    # Midnight in London is 23:00 in UTC while the clocks are ahead.
    assert wording.due_in_full(datetime(2026, 7, 1, 23, tzinfo=UTC)) == "Wednesday 1 July 2026"


def test_what_is_due_within_four_hours_is_soon_even_past_midnight():
    now = london("2026-11-02 23:00")

    assert wording.due(london("2026-11-03 00:30"), now) == Clock("soon", "by 00:30", "in 1 h 30 min")


def test_lateness_on_the_night_the_clocks_go_back_counts_the_extra_hour():
    due, now = london("2026-10-25 00:30"), london("2026-10-25 03:30")

    assert wording.due(due, now) == Clock("late", "4 h late", "since 00:30")


@given(MOMENTS, MOMENTS)
def test_a_clock_is_late_exactly_when_the_moment_has_passed(due, now):
    clock = wording.due(due, now)

    assert (clock.state == "late") == (due < now)
    assert clock.text
    assert clock.small


@given(MOMENTS, MOMENTS)
def test_an_end_never_reads_as_midnight(end, now):
    assert not wording.until(end, now).endswith("00:00")


@given(MOMENTS)
def test_the_last_moment_is_at_most_a_minute_before_the_end(end):
    assert end - timedelta(minutes=1) <= wording.last_moment(end) <= end


def test_days_have_a_short_a_full_and_a_near_form():
    day, today = date(2026, 11, 3), date(2026, 11, 2)

    assert wording.short_day(day) == "Tue 3 Nov"
    assert wording.full_day(day) == "Tuesday 3 November 2026"
    assert wording.day(day, today) == "tomorrow, Tue 3 Nov"
    assert wording.day(today, today) == "today"
    assert wording.day_heading(today, today) == "Today, Monday 2 November 2026"
    assert wording.day_heading(date(2026, 10, 30), today) == "Friday 30 October 2026"
    assert wording.in_full(NOW) == "Monday 2 November 2026, 14:12"


def test_two_texts_are_marked_where_they_differ():
    both = wording.compare("He shouted and left.", "He shouted, pushed and left.")

    assert both.mine == (("same", "He "), ("only", "shouted"), ("same", " and left."))
    assert ("only", "shouted, pushed") in both.theirs
    assert not both.is_same
    assert wording.compare("the same", "the same").is_same


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_comparison_loses_no_letter_of_either_text(mine, theirs):
    both = wording.compare(mine, theirs)

    assert "".join(text for _, text in both.mine) == mine
    assert "".join(text for _, text in both.theirs) == theirs


def test_long_texts_are_compared_line_by_line():
    lines = [f"line {number} of a long account\n" for number in range(2_000)]
    changed = [*lines[:1_000], "a new line\n", *lines[1_000:]]

    both = wording.compare("".join(lines), "".join(changed))

    assert [text for kind, text in both.theirs if kind == "only"] == ["a new line\n"]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-02 00:00", "00:00"),
        ("2026-11-02 23:59", "23:59"),
        ("2026-11-01 23:59", "Sun 1 Nov"),
        ("2026-12-31 08:05", "Thu 31 Dec"),
        ("2025-11-06 08:05", "Thu 6 Nov 2025"),
    ],
)
def test_a_moment_in_few_letters(moment, words):
    assert wording.brief(london(moment), NOW) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [("He swore", "He swore."), ("He swore.", "He swore."), ("Why?", "Why?"), ("", "")],
)
def test_what_somebody_typed_is_closed_before_a_sentence_follows(typed, words):
    assert wording.closed(typed) == words


def test_a_sentence_begins_with_a_capital_and_the_rest_stays():
    assert [wording.capital(one) for one in ("the site of Hillside", "école", "CEO", "")] == [
        "The site of Hillside",
        "École",
        "CEO",
        "",
    ]
