"""How many half-days, in which term and year, and what it triggers: worked out by hand, each row with its working.

"am" and "pm" are the halves of a day, both included; after "/" stands the first half back, where it was cancelled or the
board ended it.
"""

from types import SimpleNamespace

import pytest

from pupils.counting import (
    BOARD_IS_TOLD,
    BOARD_MUST_MEET,
    YEAR_LIMIT,
    Band,
    band_of,
    consecutive_days,
    counts_with,
    days_of,
    length_of,
)
from tests.pupils.hand import SOURCES, absence, day, elsewhere, named, school, table

LENGTHS = table(
    """
# school | absence | half-days | working | source
hilltop | Mon 14 Sep 26 am > Fri 18 Sep 26 pm | 10 | five days of two: 5.0 | sessions
hilltop | Mon 14 Sep 26 am > Mon 21 Sep 26 am | 11 | five days, weekend, a morning: 5.5 | sessions
hilltop | Mon 14 Sep 26 pm > Fri 18 Sep 26 pm | 9 | the morning was attended: 1, then four days | sessions
hilltop | Wed 16 Sep 26 pm | 1 | begun inside the afternoon session: it counts | sessions
hilltop | Wed 16 Sep 26 am | 1 | a morning | sessions
hilltop | Fri 11 Sep 26 pm > Mon 14 Sep 26 am | 2 | an afternoon, weekend, a morning | sessions
hilltop | Sat 12 Sep 26 am > Sun 13 Sep 26 pm | 0 | a weekend | s579
hilltop | Mon 02 Nov 26 am > Mon 02 Nov 26 pm | 0 | INSET Monday | s579
hilltop | Thu 22 Oct 26 am > Wed 04 Nov 26 pm | 8 | 22, 23; half-term, INSET; 3, 4 | s579
hilltop | Fri 23 Oct 26 pm > Tue 03 Nov 26 am | 2 | an afternoon in summer time, a morning in winter time | bst
sixways | Fri 23 Oct 26 am > Mon 26 Oct 26 pm | 4 | two days round the night of 25 hours | bst
sixways | Fri 27 Mar 26 am > Mon 30 Mar 26 pm | 4 | two days round the night of 23 hours | bst
hilltop | Thu 17 Dec 26 am > Wed 06 Jan 27 pm | 7 | 17: 2, 18 until midday: 1, Christmas, INSET 4, 5 and 6: 4 | s579
hilltop | Thu 18 Dec 25 pm > Tue 06 Jan 26 am | 4 | 18: 1, 19 closes early: 2, Christmas, INSET 5, 6: 1 | s579
hilltop | Fri 18 Dec 26 am > Fri 18 Dec 26 pm | 1 | ends at midday: one session | sessions
hilltop | Fri 18 Dec 26 pm | 0 | there is no afternoon session to miss | sessions
hilltop | Fri 19 Dec 25 pm | 1 | the last session of the term, closing early | sessions
hilltop | Fri 17 Jul 26 pm | 1 | the last session of the year with pupils | sessions
hilltop | Fri 17 Jul 26 am > Thu 03 Sep 26 pm | 4 | 17 July; INSET, summer, INSET; 3 September | s579
hilltop | Thu 30 Apr 26 am > Wed 06 May 26 pm | 8 | 30, 1; bank holiday 4; 5, 6 | s579
hilltop | Thu 21 May 26 am > Tue 02 Jun 26 pm | 8 | 21, 22; half-term; 1, 2 | s579
hilltop | Mon 07 Sep 26 am > Fri 25 Sep 26 pm | 30 | three weeks: 15.0 | sessions
hilltop | Mon 07 Sep 26 am > Mon 28 Sep 26 am | 31 | and a morning: 15.5 | sessions
hilltop | Thu 03 Sep 26 am > Thu 12 Nov 26 pm | 90 | 2, 7, 12, 17, 22, 27, 32, 37 by 23 Oct, 41 by 6 Nov, 45 days by 12 Nov | r22
hilltop | Thu 03 Sep 26 pm > Thu 12 Nov 26 pm | 89 | one morning fewer: 44.5 | r22
sixways | Thu 27 Aug 26 am > Tue 01 Sep 26 pm | 6 | 27, 28; bank holiday 31; 1 | s579
sixways | Wed 24 Mar 27 am > Wed 31 Mar 27 pm | 8 | 24, 25; Good Friday, Easter Monday; 30, 31 | s579
sixways | Fri 09 Oct 26 pm > Mon 19 Oct 26 am | 2 | from one "term" into the next | s579
sixways | Wed 15 Jul 26 am > Thu 27 Aug 26 am | 3 | 15 July: 2; INSET 26 August; 27: 1 | s579
hilltop | lunch Mon 14 Sep 26 | 1 | one lunchtime | lunch
hilltop | lunch Mon 14 Sep 26 > Fri 18 Sep 26 | 5 | five lunchtimes: 2.5 days | lunch
hilltop | lunch Mon 14 Sep 26 > Fri 25 Sep 26 | 10 | ten: 5.0 days | lunch
hilltop | lunch Mon 14 Sep 26 > Mon 28 Sep 26 | 11 | 5, 10, 11: 5.5 days | lunch
hilltop | lunch Thu 22 Oct 26 > Wed 04 Nov 26 | 4 | 22, 23; half-term, INSET; 3, 4 | lunch
hilltop | lunch Fri 18 Dec 26 | 0 | the day ends at midday: no lunchtime between two sessions | lunch
hilltop | lunch Fri 19 Dec 25 | 1 | closes early, with a lunchtime | lunch
hilltop | lunch Mon 02 Nov 26 | 0 | INSET | lunch
hilltop | Mon 14 Sep 26 am > Fri 18 Sep 26 pm / Mon 14 Sep 26 am | 0 | cancelled before it began | served
hilltop | Mon 14 Sep 26 am > Fri 18 Sep 26 pm / Mon 14 Sep 26 pm | 1 | back after lunch on the first day | served
hilltop | Mon 14 Sep 26 am > Fri 18 Sep 26 pm / Wed 16 Sep 26 am | 4 | two days served | served
hilltop | Mon 14 Sep 26 am > Fri 18 Sep 26 pm / Wed 16 Sep 26 pm | 5 | and a morning | served
hilltop | Mon 14 Sep 26 am > Fri 18 Sep 26 pm / Mon 21 Sep 26 am | 10 | cancelled when it was over: all served | served
hilltop | Thu 22 Oct 26 am > Wed 04 Nov 26 pm / Tue 03 Nov 26 pm | 5 | 22, 23; half-term, INSET; a morning | served
hilltop | Mon 07 Sep 26 am > Mon 28 Sep 26 am / Mon 21 Sep 26 am | 20 | reinstated midway: two weeks served | board
hilltop | lunch Mon 14 Sep 26 > Fri 18 Sep 26 / Wed 16 Sep 26 am | 2 | Monday's and Tuesday's | served
hilltop | lunch Mon 14 Sep 26 > Fri 18 Sep 26 / Wed 16 Sep 26 pm | 3 | back after Wednesday's lunchtime | served
hilltop, closed Wed 20 Jan 27 | Mon 18 Jan 27 am > Fri 22 Jan 27 pm | 8 | snow on Wednesday: four days, the end stays | fixed
hilltop, midday Wed 20 Jan 27 | Mon 18 Jan 27 am > Fri 22 Jan 27 pm | 9 | sent home at midday | fixed
hilltop, closed Fri 22 Jan 27 | Mon 18 Jan 27 am > Fri 22 Jan 27 pm | 8 | snow on the last day: not made up on Monday | fixed
hilltop, closed Wed 20 Jan 27 | Wed 20 Jan 27 am > Wed 20 Jan 27 pm | 0 | its only day shut | fixed
hilltop, closed Mon 14 Jun 27 | Fri 11 Jun 27 am > Tue 15 Jun 27 pm | 4 | a bank holiday added: 11, 15 | fixed
hilltop, opened Mon 03 May 27 | Fri 30 Apr 27 am > Tue 04 May 27 pm | 6 | a bank holiday taken out: 30, 3, 4 | s579
hilltop, closed Wed 20 Jan 27 | lunch Mon 18 Jan 27 > Fri 22 Jan 27 | 4 | snow: four lunchtimes | fixed
""",
    "school",
    "absence",
    "half_days",
)


@pytest.mark.parametrize("row", LENGTHS, ids=named)
def test_an_absence_lasts_as_many_half_days_as_a_hand_counts(row):
    this = absence(row.absence)

    assert length_of(this, school(row.school)) == int(row.half_days)


BANDS = table(
    """
# half-days | band | working | source
0 | 0 | none | r24
9 | 0 | 4.5 days | r24
10 | 0 | 5.0 is not more than 5 | r24
11 | 1 | 5.5 is | r24
30 | 1 | 15.0 is not more than 15 | r24
31 | 2 | 15.5 is | r24
90 | 2 | 45.0 | r24
""",
    "half_days",
    "band",
)


@pytest.mark.parametrize("row", BANDS, ids=named)
def test_a_threshold_is_more_than(row):
    assert band_of(int(row.half_days)) == Band(int(row.band))


def test_the_thresholds_are_5_15_and_45_days_of_two_half_days():
    assert (BOARD_IS_TOLD, BOARD_MUST_MEET, YEAR_LIMIT) == (2 * 5, 2 * 15, 2 * 45)


TOLD, MEETS = Band.OVER_FIVE, Band.OVER_FIFTEEN


def total(title, this, terms, year, band=Band.UP_TO_FIVE, *, at="hilltop", others=(), away=(), working, source):
    """A total: `terms` as "autumn term 2026", `year` by the autumn it begins in; where there are two, both."""
    return SimpleNamespace(
        line=f"{title} ({working})", at=at, this=this, others=others, away=away, terms=terms, year=year, band=band,
        working=working, source=source,
    )  # fmt: skip


AUTUMN, SPRING, SUMMER = "autumn term 2026", "spring term 2027", "summer term 2027"
FIVE_DAYS = "Mon 14 Sep 26 am > Fri 18 Sep 26 pm"
TWO_WEEKS = "Mon 07 Sep 26 am > Fri 18 Sep 26 pm"
THREE_DAYS = "Mon 07 Sep 26 am > Wed 09 Sep 26 pm"
NEARLY_ALL = "Thu 03 Sep 26 pm > Thu 12 Nov 26 pm"
SNOW = "hilltop, closed Wed 20 Jan 27"
TOTALS = [
    # --- The thresholds ------------------------------------------------------------------------------------------
    total("5.0 days", FIVE_DAYS, {AUTUMN: 10}, {2026: 10}, working="5 x 2", source="r24"),
    total(
        "5.5 days", "Mon 14 Sep 26 am > Mon 21 Sep 26 am", {AUTUMN: 11}, {2026: 11}, TOLD,
        working="5 x 2 + 1", source="r24",
    ),
    total(
        "3 and 2 days", "Mon 14 Sep 26 am > Tue 15 Sep 26 pm", {AUTUMN: 10}, {2026: 10}, others=[THREE_DAYS],
        working="6 + 4", source="r24",
    ),
    total(
        "3 and 2.5 days", "Mon 14 Sep 26 am > Wed 16 Sep 26 am", {AUTUMN: 11}, {2026: 11}, TOLD, others=[THREE_DAYS],
        working="6 + 5: short by itself, more than 5 in the term", source="r23",
    ),
    total(
        "one session on top of five days", "Wed 07 Oct 26 pm", {AUTUMN: 11}, {2026: 11}, TOLD, others=[FIVE_DAYS],
        working="10 + 1", source="r23",
    ),
    total(
        "15.0 days", "Mon 05 Oct 26 am > Fri 09 Oct 26 pm", {AUTUMN: 30}, {2026: 30}, TOLD, others=[TWO_WEEKS],
        working="20 + 10: not more than 15", source="r24",
    ),
    total(
        "15.5 days", "Mon 05 Oct 26 am > Mon 12 Oct 26 am", {AUTUMN: 31}, {2026: 31}, MEETS, others=[TWO_WEEKS],
        working="20 + 11", source="r24",
    ),
    total(
        "two others and this", "Mon 05 Oct 26 am > Fri 09 Oct 26 pm", {AUTUMN: 32}, {2026: 32}, MEETS,
        others=[TWO_WEEKS, "Mon 28 Sep 26 am > Mon 28 Sep 26 pm"], working="20 + 2 + 10", source="r24",
    ),
    # --- Lunchtimes ----------------------------------------------------------------------------------------------
    total(
        "ten lunchtimes", "lunch Mon 14 Sep 26 > Fri 25 Sep 26", {AUTUMN: 10}, {2026: 10},
        working="10 x 1", source="lunch",
    ),
    total(
        "eleven lunchtimes", "lunch Mon 14 Sep 26 > Mon 28 Sep 26", {AUTUMN: 11}, {2026: 11}, TOLD,
        working="11 x 1: 5.5 days", source="lunch",
    ),
    total(
        "five days and a lunchtime", "lunch Mon 05 Oct 26", {AUTUMN: 11}, {2026: 11}, TOLD, others=[FIVE_DAYS],
        working="10 + 1", source="lunch",
    ),
    total(
        "lunchtimes of days on which the pupil is suspended anyhow", "lunch Mon 14 Sep 26 > Fri 18 Sep 26",
        {AUTUMN: 10}, {2026: 10}, others=[FIVE_DAYS], working="a day has two halves and no third", source="lunch",
    ),
    total(
        "a lunchtime of a morning missed", "lunch Mon 14 Sep 26", {AUTUMN: 2}, {2026: 2}, others=["Mon 14 Sep 26 am"],
        working="1 + 1", source="lunch",
    ),
    # --- Terms and years -----------------------------------------------------------------------------------------
    total(
        "autumn does not add to spring", "Mon 11 Jan 27 am > Fri 15 Jan 27 pm", {SPRING: 10}, {2026: 20},
        others=[FIVE_DAYS], working="term 10, year 10 + 10", source="r24",
    ),
    total(
        "nor spring to summer", "Mon 19 Apr 27 am > Tue 20 Apr 27 pm", {SUMMER: 4}, {2026: 24},
        others=[FIVE_DAYS, "Mon 11 Jan 27 am > Fri 15 Jan 27 pm"], working="term 4, year 10 + 10 + 4", source="r24",
    ),
    total(
        "last school year adds to nothing", FIVE_DAYS, {AUTUMN: 10}, {2026: 10},
        others=["Mon 08 Jun 26 am > Fri 12 Jun 26 pm"], working="June 2026 is 2025–26", source="r22",
    ),
    total(
        "split across Christmas", "Wed 16 Dec 26 am > Thu 07 Jan 27 pm", {AUTUMN: 5, SPRING: 6}, {2026: 11},
        working="16, 17: 4, 18 until midday: 1; 5, 6, 7 January: 6; neither more than 5 days", source="r24",
    ),
    total(
        "split across Christmas after three days in autumn", "Wed 16 Dec 26 am > Thu 07 Jan 27 pm",
        {AUTUMN: 11, SPRING: 6}, {2026: 17}, TOLD, others=[THREE_DAYS], working="6 + 5; 6", source="r24",
    ),
    total(
        "split across Christmas with more in spring", "Wed 16 Dec 26 am > Thu 07 Jan 27 pm",
        {AUTUMN: 5, SPRING: 12}, {2026: 17}, TOLD, others=["Mon 11 Jan 27 am > Wed 13 Jan 27 pm"],
        working="5; 6 + 6", source="r24",
    ),
    total(
        "split across the summer", "Thu 16 Jul 26 am > Fri 04 Sep 26 pm", {"summer term 2026": 4, AUTUMN: 4},
        {2025: 4, 2026: 4}, working="16, 17 July; 3, 4 September: two years", source="r22",
    ),
    total(
        "split across the summer with others on both sides", "Thu 16 Jul 26 am > Fri 04 Sep 26 pm",
        {"summer term 2026": 14, AUTUMN: 14}, {2025: 14, 2026: 14}, TOLD,
        others=["Mon 08 Jun 26 am > Fri 12 Jun 26 pm", FIVE_DAYS], working="10 + 4; 4 + 10", source="r22",
    ),
    total(
        "across INSET and half-term", "Fri 23 Oct 26 am > Wed 04 Nov 26 pm", {AUTUMN: 6}, {2026: 6},
        working="23; 3, 4", source="s579",
    ),
    # --- Six "terms" ---------------------------------------------------------------------------------------------
    total(
        "first and second are one", "Mon 02 Nov 26 am > Thu 05 Nov 26 pm", {AUTUMN: 14}, {2026: 14}, TOLD,
        at="sixways", others=["Mon 14 Sep 26 am > Wed 16 Sep 26 pm"], working="6 + 8", source="r2",
    ),
    total(
        "second and third are two", "Mon 11 Jan 27 am > Thu 14 Jan 27 pm", {SPRING: 8}, {2026: 16},
        at="sixways", others=["Mon 02 Nov 26 am > Thu 05 Nov 26 pm"], working="8; 8 + 8", source="r2",
    ),
    total(
        "third and fourth are one", "Mon 01 Mar 27 am > Wed 03 Mar 27 pm", {SPRING: 12}, {2026: 12}, TOLD,
        at="sixways", others=["Mon 18 Jan 27 am > Wed 20 Jan 27 pm"], working="6 + 6", source="r2",
    ),
    total(
        "the fourth is split at Easter Monday", "Wed 24 Mar 27 am > Wed 31 Mar 27 pm", {SPRING: 4, SUMMER: 4},
        {2026: 8}, at="sixways", working="24, 25 March; 30, 31 March", source="r2",
    ),
    total(
        "past Easter Monday the fourth and the fifth are one", "Mon 05 Apr 27 am > Wed 07 Apr 27 pm", {SUMMER: 12},
        {2026: 12}, TOLD, at="sixways", others=["Mon 10 May 27 am > Wed 12 May 27 pm"],
        working="6 + 6, the later one too", source="r2",
    ),
    total(
        "fourth and fifth are two where the break lies on Easter", "Mon 20 Apr 26 am > Wed 22 Apr 26 pm",
        {"summer term 2026": 6}, {2025: 14}, at="sixways", others=["Mon 30 Mar 26 am > Thu 02 Apr 26 pm"],
        working="8 before 6 April 2026; 6 after", source="r2",
    ),
    total(
        "fifth and sixth are one", "Mon 08 Jun 26 am > Tue 09 Jun 26 pm", {"summer term 2026": 12}, {2025: 12}, TOLD,
        at="sixways", others=["Mon 11 May 26 am > Thu 14 May 26 pm"], working="8 + 4", source="r2",
    ),
    total(
        "from July into late August", "Wed 15 Jul 26 am > Thu 27 Aug 26 pm", {"summer term 2026": 2, AUTUMN: 2},
        {2025: 2, 2026: 2}, at="sixways", working="15 July; 27 August is the next year", source="r22",
    ),
    total(
        "late August adds to September", "Mon 14 Sep 26 am > Thu 17 Sep 26 pm", {AUTUMN: 12}, {2026: 12}, TOLD,
        at="sixways", others=["Thu 27 Aug 26 am > Fri 28 Aug 26 pm"], working="4 + 8", source="r22",
    ),
    total(
        "across 31 December", "Fri 18 Dec 26 am > Mon 04 Jan 27 pm", {AUTUMN: 2, SPRING: 2}, {2026: 4},
        at="sixways", working="18; 4", source="r2",
    ),
    # --- Forty-five days -----------------------------------------------------------------------------------------
    total(
        "44.5 and a half", "Mon 16 Nov 26 am", {AUTUMN: 90}, {2026: 90}, MEETS, others=[NEARLY_ALL],
        working="89 + 1 = 45.0: allowed", source="r22",
    ),
    total(
        "44.5 and 1", "Mon 16 Nov 26 am > Mon 16 Nov 26 pm", {AUTUMN: 91}, {2026: 91}, MEETS, others=[NEARLY_ALL],
        working="89 + 2 = 45.5: too many", source="r22",
    ),
    total(
        "45.0 and a lunchtime", "lunch Mon 16 Nov 26", {AUTUMN: 91}, {2026: 91}, MEETS,
        others=["Thu 03 Sep 26 am > Thu 12 Nov 26 pm"], working="90 + 1 = 45.5: too many", source="lunch",
    ),
    total(
        "45.0 last year leaves this year free", FIVE_DAYS, {AUTUMN: 10}, {2026: 10},
        others=["Tue 14 Apr 26 am > Wed 17 Jun 26 pm"], working="another school year", source="r22",
    ),
    # --- Other schools -------------------------------------------------------------------------------------------
    total(
        "half-days elsewhere in the term", "Mon 14 Sep 26 am > Thu 17 Sep 26 pm", {AUTUMN: 11}, {2026: 11}, TOLD,
        away=["autumn 26: 3"], working="8 + 3", source="elsewhere",
    ),
    total(
        "half-days elsewhere in another term of the year", "Mon 11 Jan 27 am > Fri 15 Jan 27 pm", {SPRING: 10},
        {2026: 13}, away=["autumn 26: 3"], working="10; 10 + 3", source="elsewhere",
    ),
    total(
        "half-days elsewhere last year", FIVE_DAYS, {AUTUMN: 10}, {2026: 10}, away=["summer 26: 30"],
        working="summer 2026 is 2025–26", source="elsewhere",
    ),
    total(
        "half-days elsewhere in the autumn of last year",
        FIVE_DAYS,
        {AUTUMN: 10},
        {2026: 10},
        away=["autumn 25: 3"],
        working="an autumn, and not this one",
        source="elsewhere",
    ),
    total(
        "half-days at two other schools", "Mon 11 Jan 27 am > Mon 11 Jan 27 pm", {SPRING: 11}, {2026: 35}, TOLD,
        away=["spring 27: 4", "spring 27: 5", "autumn 26: 24"], working="2 + 4 + 5; + 24", source="elsewhere",
    ),
    total(
        "42.5 days elsewhere and 2.5", "Mon 11 Jan 27 am > Wed 13 Jan 27 am", {SPRING: 5}, {2026: 90},
        away=["autumn 26: 85"], working="85 + 5 = 45.0: allowed", source="elsewhere",
    ),
    total(
        "42.5 days elsewhere and 3", "Mon 11 Jan 27 am > Wed 13 Jan 27 pm", {SPRING: 6}, {2026: 91},
        away=["autumn 26: 85"], working="85 + 6 = 45.5: too many", source="elsewhere",
    ),
    total(
        "half-days elsewhere on both sides of Christmas", "Wed 16 Dec 26 am > Thu 07 Jan 27 pm",
        {AUTUMN: 9, SPRING: 7}, {2026: 16}, away=["autumn 26: 4", "spring 27: 1"], working="5 + 4; 6 + 1",
        source="elsewhere",
    ),
    # --- What did not run to its end -----------------------------------------------------------------------------
    total(
        "2.5 days of a cancelled one", "Mon 14 Sep 26 am > Wed 16 Sep 26 pm", {AUTUMN: 11}, {2026: 11}, TOLD,
        others=["Mon 07 Sep 26 am > Fri 11 Sep 26 pm / Wed 09 Sep 26 pm"], working="5 served + 6", source="served",
    ),
    total(
        "nothing of one cancelled before it began", "Mon 14 Sep 26 am > Wed 16 Sep 26 pm", {AUTUMN: 6}, {2026: 6},
        others=["Mon 21 Sep 26 am > Fri 25 Sep 26 pm / Mon 21 Sep 26 am"], working="0 + 6", source="served",
    ),
    total(
        "two weeks of one that the board ended", "Mon 05 Oct 26 am > Fri 09 Oct 26 pm", {AUTUMN: 30}, {2026: 30}, TOLD,
        others=["Mon 07 Sep 26 am > Mon 28 Sep 26 am / Mon 21 Sep 26 am"], working="20 served + 10", source="board",
    ),
    total(
        "snow in an earlier one", "Mon 25 Jan 27 am > Mon 25 Jan 27 pm", {SPRING: 10}, {2026: 10}, at=SNOW,
        others=["Mon 18 Jan 27 am > Fri 22 Jan 27 pm"], working="8 + 2", source="fixed",
    ),
    total(
        "without the snow", "Mon 25 Jan 27 am > Mon 25 Jan 27 pm", {SPRING: 12}, {2026: 12}, TOLD,
        others=["Mon 18 Jan 27 am > Fri 22 Jan 27 pm"], working="10 + 2", source="r24",
    ),
    total(
        "a day of two suspensions", "Mon 14 Sep 26 am > Wed 16 Sep 26 pm", {AUTUMN: 10}, {2026: 10},
        others=["Wed 16 Sep 26 am > Fri 18 Sep 26 pm"], working="14 15 16 17 18: Wednesday once", source="r24",
    ),
    total(
        "the two halves of one day", "Mon 14 Sep 26 pm", {AUTUMN: 2}, {2026: 2}, others=["Mon 14 Sep 26 am"],
        working="1 + 1", source="sessions",
    ),
]  # fmt: skip


@pytest.mark.parametrize("row", TOTALS, ids=named)
def test_a_term_and_a_year_total_what_a_hand_totals(row):
    assert row.source in SOURCES

    counts = counts_with(
        absence(row.this),
        [absence(text) for text in row.others],
        [elsewhere(text) for text in row.away],
        school(row.at),
    )

    assert {term.name: half_days for term, half_days in counts.terms.items()} == row.terms
    assert dict(counts.years) == row.year
    assert counts.band is row.band
    assert counts.most_in_a_term == max(row.terms.values())
    assert (counts.most_in_a_year > YEAR_LIMIT) is (max(row.year.values()) > 90)


def test_a_snow_day_lowers_the_count_and_moves_no_end():
    told = absence("Mon 18 Jan 27 am > Fri 22 Jan 27 pm")

    before, after = days_of([told], school("hilltop")), days_of([told], school(SNOW))

    assert (sum(before.values()), sum(after.values())) == (10, 8)
    assert max(before) == max(after) == told.last_on == day("Fri 22 Jan 27")


def run(title, this, *others, lasts, begins, sixth=None, at="hilltop"):
    """A run of school days of exclusion: how many, the first of them, and the sixth where there is one."""
    return SimpleNamespace(line=title, at=at, this=this, others=others, lasts=lasts, begins=begins, sixth=sixth)


# All of these rest on SI 2007/1870 reg 3(3) as SI 2014/3216 changed it: the sixth consecutive school day of exclusion.
RUNS = [
    run("five days: none owed", "Mon 14 Sep 26 am > Fri 18 Sep 26 pm", lasts=5, begins="Mon 14 Sep 26"),
    run("14 to 18, 21", "Mon 14 Sep 26 am > Mon 21 Sep 26 pm", lasts=6, begins="Mon 14 Sep 26", sixth="Mon 21 Sep 26"),
    run(
        "a weekend between",
        "Mon 21 Sep 26 am > Tue 22 Sep 26 pm",
        "Mon 14 Sep 26 am > Fri 18 Sep 26 pm",
        lasts=7,
        begins="Mon 14 Sep 26",
        sixth="Mon 21 Sep 26",
    ),
    run(
        "Monday 21 in school",
        "Tue 22 Sep 26 am > Wed 23 Sep 26 pm",
        "Mon 14 Sep 26 am > Fri 18 Sep 26 pm",
        lasts=2,
        begins="Tue 22 Sep 26",
    ),
    run(
        "half-term and INSET between",
        "Tue 03 Nov 26 am > Thu 05 Nov 26 pm",
        "Wed 21 Oct 26 am > Fri 23 Oct 26 pm",
        lasts=6,
        begins="Wed 21 Oct 26",
        sixth="Thu 05 Nov 26",
    ),
    run(
        "Christmas and INSET between",
        "Tue 05 Jan 27 am > Thu 07 Jan 27 pm",
        "Wed 16 Dec 26 am > Fri 18 Dec 26 pm",
        lasts=6,
        begins="Wed 16 Dec 26",
        sixth="Thu 07 Jan 27",
    ),
    run(
        "15 16 17, summer, 3 4 7",
        "Thu 03 Sep 26 am > Mon 07 Sep 26 pm",
        "Wed 15 Jul 26 am > Fri 17 Jul 26 pm",
        lasts=6,
        begins="Wed 15 Jul 26",
        sixth="Mon 07 Sep 26",
    ),
    run(
        "Easter between, two terms",
        "Tue 30 Mar 27 am > Thu 01 Apr 27 pm",
        "Tue 23 Mar 27 am > Thu 25 Mar 27 pm",
        lasts=6,
        begins="Tue 23 Mar 27",
        sixth="Thu 01 Apr 27",
        at="sixways",
    ),
    run(
        "seen from the first of two",
        "Mon 14 Sep 26 am > Wed 16 Sep 26 pm",
        "Thu 17 Sep 26 am > Mon 21 Sep 26 pm",
        lasts=6,
        begins="Mon 14 Sep 26",
        sixth="Mon 21 Sep 26",
    ),
    run(
        "from the middle of three",
        "Wed 16 Sep 26 am > Thu 17 Sep 26 pm",
        "Mon 14 Sep 26 am > Tue 15 Sep 26 pm",
        "Fri 18 Sep 26 am > Mon 21 Sep 26 pm",
        lasts=6,
        begins="Mon 14 Sep 26",
        sixth="Mon 21 Sep 26",
    ),
    run(
        "at lunchtimes only lunch is missed",
        "Mon 14 Sep 26 am > Wed 16 Sep 26 pm",
        "lunch Thu 17 Sep 26 > Mon 21 Sep 26",
        lasts=3,
        begins="Mon 14 Sep 26",
    ),
    run(
        "part of a day is a day of exclusion: sooner",
        "Mon 14 Sep 26 pm > Mon 21 Sep 26 am",
        lasts=6,
        begins="Mon 14 Sep 26",
        sixth="Mon 21 Sep 26",
    ),
    run(
        "cancelled before the sixth",
        "Mon 14 Sep 26 am > Mon 21 Sep 26 pm / Fri 18 Sep 26 am",
        lasts=4,
        begins="Mon 14 Sep 26",
    ),
    run(
        "three served, then three",
        "Thu 17 Sep 26 am > Mon 21 Sep 26 pm",
        "Mon 14 Sep 26 am > Fri 18 Sep 26 pm / Thu 17 Sep 26 am",
        lasts=6,
        begins="Mon 14 Sep 26",
        sixth="Mon 21 Sep 26",
    ),
    run(
        "in school on Thursday",
        "Fri 18 Sep 26 am > Tue 22 Sep 26 pm",
        "Mon 14 Sep 26 am > Fri 18 Sep 26 pm / Thu 17 Sep 26 am",
        lasts=3,
        begins="Fri 18 Sep 26",
    ),
    run(
        "18 19 21 22 25",
        "Mon 18 Jan 27 am > Mon 25 Jan 27 pm",
        lasts=5,
        begins="Mon 18 Jan 27",
        at="hilltop, closed Wed 20 Jan 27",
    ),
    run(
        "the snow day is none, and breaks nothing",
        "Tue 26 Jan 27 am",
        "Mon 18 Jan 27 am > Mon 25 Jan 27 pm",
        lasts=6,
        begins="Mon 18 Jan 27",
        sixth="Tue 26 Jan 27",
        at="hilltop, closed Wed 20 Jan 27",
    ),
    run(
        "the last days known; INSET 21 July ends the term",
        "Mon 19 Jul 27 am > Tue 20 Jul 27 pm",
        lasts=2,
        begins="Mon 19 Jul 27",
    ),
    run("to the last session of a term", "Thu 18 Dec 25 am > Fri 19 Dec 25 pm", lasts=2, begins="Thu 18 Dec 25"),
    run("the first day known", "Wed 03 Sep 25 am > Wed 03 Sep 25 pm", lasts=1, begins="Wed 03 Sep 25"),
]


@pytest.mark.parametrize("row", RUNS, ids=named)
def test_consecutive_school_days_run_as_a_hand_runs_them(row):
    run = consecutive_days(absence(row.this), [absence(text) for text in row.others], school(row.at))

    assert (run[0], len(run)) == (day(row.begins), row.lasts)
    assert (run[5] if len(run) > 5 else None) == (row.sixth and day(row.sixth))


@pytest.mark.parametrize("text", ["lunch Mon 14 Sep 26 > Fri 25 Sep 26", "Sat 12 Sep 26 am > Sun 13 Sep 26 pm"])
def test_what_takes_no_school_day_away_runs_over_none(text):
    assert consecutive_days(absence(text), [absence(FIVE_DAYS)], school("hilltop")) == []


def test_the_last_day_of_the_calendar_may_be_shut():
    calendar = school("sixways, closed Thu 15 Jul 27")

    assert consecutive_days(absence("Wed 14 Jul 27 am"), [], calendar) == [day("Wed 14 Jul 27")]


def test_the_tables_are_as_long_as_promised():
    assert len([*LENGTHS, *BANDS, *TOTALS, *RUNS]) >= 120
