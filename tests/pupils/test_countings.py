"""School days, sessions, terms and years as a hand counts them on a wall calendar, never copied from what the code says.

Each row has its working beside it and names what it rests on (`hand.SOURCES`). The half-days that follow stand in
`test_half_days.py`, the clocks in `test_hand_clocks.py`.
"""

from datetime import UTC

import pytest

from schools.schooldays import Half
from tests.pupils.hand import day, half_of, moment, named, school, table

# 3 September 2026 is the first day with pupils at Hilltop, 27 August at Sixways.
ADDED = table(
    """
# school | from | school days | lands on | working | source
hilltop | Mon 07 Sep 26 | 1 | Tue 08 Sep 26 | the next day | s579
hilltop | Mon 07 Sep 26 | 5 | Mon 14 Sep 26 | 8 9 10 11, weekend, 14 | s579
hilltop | Fri 11 Sep 26 | 1 | Mon 14 Sep 26 | Saturday and Sunday are none | s579
hilltop | Sat 12 Sep 26 | 1 | Mon 14 Sep 26 | from within a weekend | s579
hilltop | Sun 13 Sep 26 | 6 | Mon 21 Sep 26 | 14 to 18 are five, 21 | s579
hilltop | Thu 20 Aug 26 | 1 | Thu 03 Sep 26 | holidays, INSET Tuesday 1 and Wednesday 2 | s579
hilltop | Fri 23 Oct 26 | 1 | Tue 03 Nov 26 | half-term 26 to 30, INSET Monday 2; the clocks go back on 25 | s579
hilltop | Thu 22 Oct 26 | 3 | Wed 04 Nov 26 | 23 October; 3, 4 November | s579
hilltop | Wed 28 Oct 26 | 1 | Tue 03 Nov 26 | from within half-term | s579
hilltop | Fri 31 Oct 25 | 1 | Tue 04 Nov 25 | from the last day of half-term past INSET Monday 3 | s579
hilltop | Wed 16 Dec 26 | 3 | Tue 05 Jan 27 | 17, 18; Christmas, INSET Monday 4; 5 | s579
hilltop | Fri 19 Dec 25 | 1 | Tue 06 Jan 26 | Christmas, INSET Monday 5 | s579
hilltop | Thu 12 Feb 26 | 2 | Mon 23 Feb 26 | 13; half-term 16 to 20; 23 | s579
hilltop | Fri 27 Mar 26 | 1 | Mon 13 Apr 26 | the Easter holidays | s579
hilltop | Fri 01 May 26 | 1 | Tue 05 May 26 | weekend, bank holiday Monday 4 | s579
hilltop | Fri 22 May 26 | 1 | Mon 01 Jun 26 | half-term with its bank holiday 25 | s579
hilltop | Thu 16 Jul 26 | 1 | Fri 17 Jul 26 | the last day with pupils | s579
hilltop | Fri 17 Jul 26 | 1 | Thu 03 Sep 26 | INSET 20, 21 July; summer; INSET 1, 2 September | s579
sixways | Tue 14 Jul 26 | 2 | Thu 27 Aug 26 | 15 July; INSET Wednesday 26 August; 27 | s579
sixways | Fri 28 Aug 26 | 1 | Tue 01 Sep 26 | weekend, bank holiday Monday 31 August | s579
sixways | Fri 09 Oct 26 | 5 | Fri 23 Oct 26 | a week off; 19 to 23 | s579
sixways | Fri 23 Oct 26 | 1 | Mon 26 Oct 26 | a weekend of 49 hours | bst
sixways | Fri 27 Mar 26 | 1 | Mon 30 Mar 26 | a weekend of 47 hours | bst
sixways | Thu 02 Apr 26 | 1 | Mon 20 Apr 26 | Good Friday 3 to Friday 17 | s579
sixways | Thu 25 Mar 27 | 1 | Tue 30 Mar 27 | Good Friday 26, weekend, Easter Monday 29 | s579
sixways | Fri 19 Dec 25 | 1 | Mon 05 Jan 26 | Christmas | s579
hilltop | Mon 05 Oct 26 | 15 | Tue 03 Nov 26 | 6 to 9: 4, 12 to 16: 9, 19 to 23: 14, half-term, INSET, 3 November | r24-15
hilltop | Mon 14 Dec 26 | 15 | Tue 19 Jan 27 | 15 to 18: 4, 5 to 8 January: 8, 11 to 15: 13, 18, 19 | r24-15
hilltop | Mon 30 Nov 26 | 15 | Tue 05 Jan 27 | 1 to 4: 4, 7 to 11: 9, 14 to 18: 14, 5 January | r24-15
hilltop | Fri 27 Mar 26 | 15 | Fri 01 May 26 | 13 to 17 April: 5, 20 to 24: 10, 27 to 1 May: 15 | r24-15
hilltop | Mon 30 Mar 26 | 15 | Fri 01 May 26 | told in the holidays: the same | r24-15
hilltop | Mon 13 Jul 26 | 15 | Thu 17 Sep 26 | 14 to 17 July: 4, 3, 4 September: 6, 7 to 11: 11, 14 to 17: 15 | r24-15
sixways | Mon 22 Mar 27 | 15 | Wed 28 Apr 27 | 23 to 25: 3, 30 to 2 April: 7, 5 to 9: 12, break, 26, 27, 28 | r24-15
hilltop | Mon 14 Sep 26 | 50 | Tue 01 Dec 26 | 4, then five weeks: 29 by 23 Oct, 33 by 6 Nov, 38, 43, 48 by 27 Nov, 30, 1 | r24-50
hilltop | Thu 19 Nov 26 | 50 | Fri 12 Feb 27 | 1, 6, 11, 16, 21 by 18 Dec; 25 by 8 Jan, 30, 35, 40, 45, 50 by 12 Feb | r24-50
hilltop | Wed 24 Jun 26 | 50 | Mon 19 Oct 26 | 2, 7, 12, 17 by 17 Jul; 19 by 4 Sep, 24, 29, 34, 39, 44, 49 by 16 Oct, 19 | r24-50
sixways | Mon 30 Nov 26 | 50 | Mon 01 Mar 27 | 4, 9, 14 by 18 Dec; 19, 24, 29, 34, 39, 44 by 12 Feb; 49 by 26 Feb; 1 | r24-50
""",
    "school",
    "start",
    "count",
    "lands",
)


@pytest.mark.parametrize("row", ADDED, ids=named)
def test_school_days_are_added_as_a_hand_adds_them(row):
    calendar, start, count, lands = school(row.school), day(row.start), int(row.count), day(row.lands)

    assert calendar.add_school_days(start, count) == lands
    assert calendar.school_days_between(start, lands) == count
    assert calendar.estimate(start, count) == (lands, False)


CHANGED = table(
    """
# school | what was entered later | from | school days | lands on | then on | working | source
hilltop | closed Wed 20 Jan 27 | Mon 18 Jan 27 | 3 | Thu 21 Jan 27 | Fri 22 Jan 27 | snow: 19, 21, 22 | s579
hilltop | closed Wed 13 Jan 27 | Mon 18 Jan 27 | 3 | Thu 21 Jan 27 | Thu 21 Jan 27 | snow before the clock began | s579
hilltop | closed Thu 21 Jan 27 | Mon 18 Jan 27 | 3 | Thu 21 Jan 27 | Fri 22 Jan 27 | the last day itself shut | s579
hilltop | closed Mon 18 Jan 27 | Mon 18 Jan 27 | 3 | Thu 21 Jan 27 | Thu 21 Jan 27 | the day itself is not counted | s579
hilltop | closed Sat 23 Jan 27 | Mon 18 Jan 27 | 5 | Mon 25 Jan 27 | Mon 25 Jan 27 | a Saturday was none | s579
hilltop | closed Mon 14 Jun 27 | Fri 11 Jun 27 | 1 | Mon 14 Jun 27 | Tue 15 Jun 27 | a bank holiday added | s579
hilltop | closed Mon 14 Jun 27 | Mon 07 Jun 27 | 15 | Mon 28 Jun 27 | Tue 29 Jun 27 | 4, 9, 14 by 25, 28; one fewer | r24-15
hilltop | opened Mon 03 May 27 | Fri 30 Apr 27 | 1 | Tue 04 May 27 | Mon 03 May 27 | a bank holiday taken out | s579
hilltop | opened Mon 02 Nov 26 | Fri 23 Oct 26 | 5 | Mon 09 Nov 26 | Fri 06 Nov 26 | INSET Monday given up: 2 3 4 5 6 | s579
hilltop | midday Wed 20 Jan 27 | Mon 18 Jan 27 | 3 | Thu 21 Jan 27 | Thu 21 Jan 27 | it meets in the morning: a school day | s579
sixways | closed Fri 18 Dec 26 | Tue 15 Dec 26 | 3 | Fri 18 Dec 26 | Mon 04 Jan 27 | 16, 17; 18 shut; 4 January | s579
""",
    "school",
    "later",
    "start",
    "count",
    "lands",
    "then",
)


@pytest.mark.parametrize("row", CHANGED, ids=named)
def test_what_is_entered_later_moves_a_clock_by_so_much(row):
    start, count = day(row.start), int(row.count)

    assert school(row.school).add_school_days(start, count) == day(row.lands)
    assert school(f"{row.school}, {row.later}").add_school_days(start, count) == day(row.then)


# In summer the wall clock is one hour ahead of UTC.
SESSIONS = table(
    """
# school | moment in UTC | session | working | source
hilltop | Mon 07 Sep 26 07:44 | none | 08:44 in summer, it opens at 08:45 | bst
hilltop | Mon 07 Sep 26 07:45 | Mon 07 Sep 26 am | 08:45 in summer | bst
hilltop | Tue 03 Nov 26 07:45 | none | 07:45 in winter | bst
hilltop | Tue 03 Nov 26 08:45 | Tue 03 Nov 26 am | 08:45 in winter | bst
hilltop | Tue 03 Nov 26 12:30 | none | lunch, 12:00 to 13:00 | sessions
hilltop | Fri 23 Oct 26 14:14 | Fri 23 Oct 26 pm | 15:14 in summer, it closes at 15:15 | bst
hilltop | Fri 23 Oct 26 14:15 | none | 15:15 in summer: over | bst
sixways | Fri 23 Oct 26 14:19 | Fri 23 Oct 26 pm | 15:19, the last Friday of summer time | bst
sixways | Mon 26 Oct 26 14:21 | Mon 26 Oct 26 pm | 14:21, the first Monday of winter time | bst
sixways | Mon 26 Oct 26 15:20 | none | 15:20: over | bst
sixways | Fri 27 Mar 26 08:49 | none | 08:49, the last Friday of winter time | bst
sixways | Mon 30 Mar 26 07:50 | Mon 30 Mar 26 am | 08:50, the first Monday of summer time | bst
hilltop | Mon 02 Nov 26 10:00 | none | INSET: no pupils, no session | s579
hilltop | Sat 12 Sep 26 10:00 | none | Saturday | s579
hilltop | Fri 18 Dec 26 12:10 | Fri 18 Dec 26 am | its only session goes on until 12:30 | sessions
hilltop | Fri 18 Dec 26 13:10 | none | it ended at midday | sessions
hilltop | Fri 19 Dec 25 12:40 | Fri 19 Dec 25 pm | closes early: afternoon 12:30 to 13:30 | sessions
hilltop | Fri 19 Dec 25 13:30 | none | over | sessions
""",
    "school",
    "at",
    "session",
)


@pytest.mark.parametrize("row", SESSIONS, ids=named)
def test_a_moment_lies_in_the_session_of_the_clock_on_the_wall(row):
    at = moment(row.at).replace(tzinfo=UTC)

    assert school(row.school).session_at(at) == (None if row.session == "none" else half_of(row.session))


HALVES = table(
    """
# school | day | half-days | working | source
hilltop | Thu 03 Sep 26 | 2 | morning and afternoon | sessions
hilltop | Wed 02 Sep 26 | 0 | INSET | s579
hilltop | Sat 05 Sep 26 | 0 | Saturday | s579
hilltop | Fri 18 Dec 26 | 1 | last day of term, ends at midday | sessions
hilltop | Fri 19 Dec 25 | 2 | closes early with both sessions | sessions
hilltop | Mon 04 May 26 | 0 | bank holiday | s579
hilltop | Tue 21 Jul 26 | 0 | INSET on the last day of the term | s579
sixways | Thu 08 Apr 27 | 2 | after Easter Monday and still in the fourth "term" | s579
sixways | Mon 29 Mar 27 | 0 | Easter Monday inside a "term" | s579
hilltop, closed Wed 20 Jan 27 | Wed 20 Jan 27 | 0 | snow | s579
hilltop, midday Wed 20 Jan 27 | Wed 20 Jan 27 | 1 | sent home at midday for snow | sessions
hilltop, opened Mon 03 May 27 | Mon 03 May 27 | 2 | a bank holiday on which it meets | s579
""",
    "school",
    "on",
    "half_days",
)


@pytest.mark.parametrize("row", HALVES, ids=named)
def test_a_day_has_the_half_days_on_which_the_school_meets(row):
    assert school(row.school).half_days_on(day(row.on)) == int(row.half_days)


TERMS = table(
    """
# school | day | term | first | last | working | source
hilltop | Thu 03 Sep 26 | autumn term 2026 | Tue 01 Sep 26 | Sun 03 Jan 27 | three terms: each until the next begins | r2
hilltop | Fri 18 Dec 26 | autumn term 2026 | Tue 01 Sep 26 | Sun 03 Jan 27 | its last day | r2
hilltop | Tue 05 Jan 27 | spring term 2027 | Mon 04 Jan 27 | Sun 11 Apr 27 | its first day with pupils | r2
hilltop | Thu 25 Mar 27 | spring term 2027 | Mon 04 Jan 27 | Sun 11 Apr 27 | its last day | r2
hilltop | Mon 12 Apr 27 | summer term 2027 | Mon 12 Apr 27 | Sat 31 Jul 27 | the next autumn is not entered: 31 July | r2
hilltop | Fri 17 Jul 26 | summer term 2026 | Mon 13 Apr 26 | Mon 31 Aug 26 | until the next autumn begins | r2
sixways | Fri 09 Oct 26 | autumn term 2026 | Sat 01 Aug 26 | Thu 31 Dec 26 | first "term" | r2
sixways | Mon 19 Oct 26 | autumn term 2026 | Sat 01 Aug 26 | Thu 31 Dec 26 | second "term", the same term | r2
sixways | Thu 27 Aug 26 | autumn term 2026 | Sat 01 Aug 26 | Thu 31 Dec 26 | late August is autumn | r2
sixways | Mon 04 Jan 27 | spring term 2027 | Fri 01 Jan 27 | Sun 28 Mar 27 | third "term" | r2
sixways | Mon 22 Feb 27 | spring term 2027 | Fri 01 Jan 27 | Sun 28 Mar 27 | fourth "term", the same term | r2
sixways | Thu 25 Mar 27 | spring term 2027 | Fri 01 Jan 27 | Sun 28 Mar 27 | the last day before Easter | r2
sixways | Tue 30 Mar 27 | summer term 2027 | Mon 29 Mar 27 | Sat 31 Jul 27 | still the fourth "term", past Easter Monday | r2
sixways | Mon 07 Jun 27 | summer term 2027 | Mon 29 Mar 27 | Sat 31 Jul 27 | sixth "term" | r2
sixways | Thu 02 Apr 26 | spring term 2026 | Thu 01 Jan 26 | Sun 05 Apr 26 | Easter Monday 2026 is 6 April | r2
sixways | Mon 20 Apr 26 | summer term 2026 | Mon 06 Apr 26 | Fri 31 Jul 26 | fifth "term" | r2
""",
    "school",
    "on",
    "term",
    "first",
    "last",
)


@pytest.mark.parametrize("row", TERMS, ids=named)
def test_a_day_counts_in_the_term_of_the_law(row):
    term = school(row.school).statutory_term_of(day(row.on))

    assert (term.name, term.first, term.last) == (row.term, day(row.first), day(row.last))


YEARS = table(
    """
# school | day | first | last | working | source
hilltop | Thu 03 Sep 26 | Thu 03 Sep 26 | Tue 31 Aug 27 | the first day of school after July; 2027 not entered | s579
hilltop | Wed 02 Sep 26 | Wed 03 Sep 25 | Wed 02 Sep 26 | INSET before it belongs to the year before | s579
hilltop | Fri 17 Jul 26 | Wed 03 Sep 25 | Wed 02 Sep 26 | 1, 2 September 2025 are INSET | s579
sixways | Thu 27 Aug 26 | Thu 27 Aug 26 | Tue 31 Aug 27 | a year that begins in August | s579
sixways | Wed 15 Jul 26 | Thu 28 Aug 25 | Wed 26 Aug 26 | the year before it, INSET 26 August included | s579
sixways | Wed 31 Mar 27 | Thu 27 Aug 26 | Tue 31 Aug 27 | Easter does not divide a year | s579
""",
    "school",
    "on",
    "first",
    "last",
)


@pytest.mark.parametrize("row", YEARS, ids=named)
def test_a_day_counts_in_the_school_year_of_the_law(row):
    year = school(row.school).school_year_of(day(row.on))

    assert (year.first, year.last) == (day(row.first), day(row.last))


AFTERNOONS = table(
    """
# school | day | the afternoon session ends, in UTC | working | source
hilltop | Fri 23 Oct 26 | 14:15 | 15:15 in summer | bst
hilltop | Tue 03 Nov 26 | 15:15 | in winter | bst
sixways | Fri 23 Oct 26 | 14:20 | 15:20 in summer | bst
sixways | Mon 26 Oct 26 | 15:20 | in winter, the next school day | bst
sixways | Fri 27 Mar 26 | 15:20 | in winter | bst
sixways | Mon 30 Mar 26 | 14:20 | 15:20 in summer, the next school day | bst
hilltop | Fri 19 Dec 25 | 13:30 | closes early | sessions
hilltop | Fri 18 Dec 26 | 12:30 | no afternoon: the end of its only session, the earlier reading | sessions
""",
    "school",
    "on",
    "ends",
)


@pytest.mark.parametrize("row", AFTERNOONS, ids=named)
def test_the_last_session_ends_by_the_clock_on_the_wall(row):
    ends = school(row.school).afternoon_ends(day(row.on))

    assert f"{ends.astimezone(UTC):%H:%M}" == row.ends


def test_a_day_that_ends_at_midday_has_no_afternoon_to_be_suspended_for():
    with pytest.raises(ValueError, match="no afternoon"):
        school("hilltop").session_opens(day("Fri 18 Dec 26"), Half.AFTERNOON)


def test_the_tables_are_as_long_as_promised():
    assert len([*ADDED, *CHANGED, *SESSIONS, *HALVES, *TERMS, *YEARS, *AFTERNOONS]) >= 100
