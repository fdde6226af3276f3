"""When each duty of the law on a suspended pupil is due, and whether it applies at the pupil's age: worked out by hand.

Times are those of the clock on the wall. The dates of school days were counted in `test_countings.py`.
"""

from datetime import UTC, time

import pytest

from pupils.ages import is_adult, is_compulsory_age
from pupils.beginning import begins_at, halves_after, was_there
from pupils.clocks import (
    board_meets_by,
    day_six_notice_by,
    education_on,
    must_be_told,
    papers_by,
    public_place_days,
    return_on,
    without_delay,
    written_notice_by,
)
from pupils.counting import Band
from records.states import CopyMethod
from schools.calendar import Calendar
from suspensions.dispatch import deemed_received
from tests.pupils.hand import absence, day, days, half_of, moment, named, school, table

# The trust's office, 8 to 5; the bank holidays of England that the rows come near.
OFFICE = Calendar(
    bank_holidays=days(
        "Fri 03 Apr 26", "Mon 06 Apr 26", "Mon 31 Aug 26", "Fri 25 Dec 26", "Mon 28 Dec 26", "Fri 01 Jan 27"
    )
)

BEGINS = table(
    """
# school | leaves at | marked present | the first half-day missed | marked in it | working | source
hilltop | Mon 14 Sep 26 10:20 | yes | Mon 14 Sep 26 pm | no | the morning was attended | sessions
hilltop | Mon 14 Sep 26 10:20 | no | Mon 14 Sep 26 am | no | sent home at the gate | sessions
hilltop | Mon 14 Sep 26 08:30 | yes | Mon 14 Sep 26 am | no | no session is under way yet | sessions
hilltop | Mon 14 Sep 26 08:45 | yes | Mon 14 Sep 26 pm | no | it has just opened | sessions
hilltop | Mon 14 Sep 26 12:00 | yes | Mon 14 Sep 26 pm | no | the morning has just closed | sessions
hilltop | Mon 14 Sep 26 12:30 | no | Mon 14 Sep 26 pm | no | over lunch | sessions
hilltop | Mon 14 Sep 26 13:30 | yes | Mon 14 Sep 26 pm | yes | inside the last session: it counts, the mark stays | sessions
hilltop | Mon 14 Sep 26 13:30 | no | Mon 14 Sep 26 pm | no | inside the last session | sessions
hilltop | Mon 14 Sep 26 15:14 | yes | Mon 14 Sep 26 pm | yes | a minute of it is left | sessions
hilltop | Mon 14 Sep 26 15:15 | yes | - | no | after the last session: nothing of today | sessions
hilltop | Sat 12 Sep 26 10:00 | no | - | no | Saturday | s579
hilltop | Mon 02 Nov 26 10:00 | no | - | no | INSET | s579
hilltop | Fri 18 Dec 26 10:00 | yes | Fri 18 Dec 26 am | yes | ends at midday: there is no later session | sessions
hilltop | Fri 18 Dec 26 12:30 | no | - | no | its only session is over | sessions
hilltop | Fri 19 Dec 25 12:10 | yes | Fri 19 Dec 25 pm | no | closes early, between its sessions | sessions
hilltop | Fri 19 Dec 25 12:40 | yes | Fri 19 Dec 25 pm | yes | inside its last session, the last of the term | sessions
sixways | Fri 23 Oct 26 15:19 | no | Fri 23 Oct 26 pm | no | 14:19 in UTC, the last school day of summer time | bst
sixways | Mon 26 Oct 26 15:20 | no | - | no | over, by winter time | bst
""",
    "school",
    "left",
    "marked",
    "first",
    "there",
)


@pytest.mark.parametrize("row", BEGINS, ids=named)
def test_the_rest_of_a_day_begins_with_the_first_session_really_missed(row):
    calendar, left, is_marked = school(row.school), moment(row.left), row.marked == "yes"

    first = begins_at(left, is_marked_present=is_marked, calendar=calendar)

    assert first == (None if row.first == "-" else half_of(row.first))
    if first is not None:
        assert was_there(left, first[1], is_marked_present=is_marked, calendar=calendar) is (row.there == "yes")


SOONEST = table(
    """
# school | cancelled at | how many | the next half-days | working | source
hilltop | Mon 14 Sep 26 10:20 | 3 | Mon 14 Sep 26 pm, Tue 15 Sep 26 am, Tue 15 Sep 26 pm | from lunch on | served
hilltop | Mon 14 Sep 26 08:45 | 1 | Mon 14 Sep 26 am | as it opens | served
hilltop | Fri 23 Oct 26 16:00 | 2 | Tue 03 Nov 26 am, Tue 03 Nov 26 pm | half-term, INSET | served
hilltop | Fri 18 Dec 26 08:00 | 2 | Fri 18 Dec 26 am, Tue 05 Jan 27 am | ends at midday; Christmas, INSET | served
hilltop | Tue 20 Jul 27 08:00 | 2 | Tue 20 Jul 27 am, Tue 20 Jul 27 pm | the last day that is known | served
""",
    "school",
    "at",
    "count",
    "halves",
)


@pytest.mark.parametrize("row", SOONEST, ids=named)
def test_the_next_half_days_are_those_that_have_not_opened(row):
    found = halves_after(moment(row.at), school(row.school), int(row.count))

    assert found == [half_of(text) for text in row.halves.split(",")]


WRITTEN = table(
    """
# school | absence | decided at | written notice by | working | source
hilltop | Mon 14 Sep 26 am > Fri 18 Sep 26 pm | Fri 11 Sep 26 16:00 | Mon 14 Sep 26 15:15 | the first day is Monday | s104
hilltop | Mon 14 Sep 26 pm > Fri 18 Sep 26 pm | Mon 14 Sep 26 10:20 | Mon 14 Sep 26 15:15 | morning attended | s104
hilltop | Mon 14 Sep 26 pm > Fri 18 Sep 26 pm | Mon 14 Sep 26 13:30 | Mon 14 Sep 26 15:15 | inside the afternoon | s104
hilltop | Mon 14 Sep 26 pm | Mon 14 Sep 26 15:10 | Mon 14 Sep 26 15:15 | 5 minutes left | s104
hilltop | Mon 14 Sep 26 pm | Mon 14 Sep 26 15:40 | Mon 14 Sep 26 15:40 | recorded when over | s104
hilltop | Tue 15 Sep 26 am > Wed 16 Sep 26 pm | Mon 14 Sep 26 15:40 | Tue 15 Sep 26 15:15 | after the last session | s104
hilltop | Tue 03 Nov 26 am > Wed 04 Nov 26 pm | Fri 23 Oct 26 16:00 | Tue 03 Nov 26 15:15 | over half-term | s104
sixways | Mon 26 Oct 26 am > Tue 27 Oct 26 pm | Fri 23 Oct 26 16:00 | Mon 26 Oct 26 15:20 | summer to winter | s104
sixways | Mon 30 Mar 26 am > Tue 31 Mar 26 pm | Fri 27 Mar 26 16:00 | Mon 30 Mar 26 15:20 | winter to summer | s104
hilltop | Mon 02 Nov 26 am > Tue 03 Nov 26 pm | Fri 23 Oct 26 16:00 | Tue 03 Nov 26 15:15 | INSET Monday is no day of it | s104
hilltop | Fri 18 Dec 26 am | Thu 17 Dec 26 14:00 | Fri 18 Dec 26 12:30 | ends at midday: its only session | s104
hilltop | Fri 19 Dec 25 pm | Fri 19 Dec 25 11:00 | Fri 19 Dec 25 13:30 | closes early, last session of term | s104
hilltop | lunch Mon 14 Sep 26 > Fri 18 Sep 26 | Fri 11 Sep 26 16:00 | Mon 14 Sep 26 15:15 | lunchtimes too | s104
hilltop | Fri 17 Jul 26 pm | Fri 17 Jul 26 14:00 | Fri 17 Jul 26 15:15 | last session of the year | s104
hilltop | Thu 03 Sep 26 am | Fri 17 Jul 26 15:30 | Thu 03 Sep 26 15:15 | after it: the first day of the next year | s104
hilltop, closed Wed 20 Jan 27 | Wed 20 Jan 27 am > Thu 21 Jan 27 pm | Tue 19 Jan 27 15:30 | Thu 21 Jan 27 15:15 | snow | s104
""",
    "school",
    "absence",
    "decided",
    "due",
)


@pytest.mark.parametrize("row", WRITTEN, ids=named)
def test_the_written_notice_is_due_by_the_end_of_the_first_afternoon(row):
    due = written_notice_by(absence(row.absence), moment(row.decided), school(row.school))

    assert due == moment(row.due)


# All at Hilltop; a day of the month is enough to name a school day.
PUBLIC = table(
    """
# absence | decided at | education from | days | working | source
Mon 14 Sep 26 am > Mon 21 Sep 26 pm | Fri 11 Sep 26 16:00 | - | 14 15 16 17 18 | the first five of six | s103
Mon 14 Sep 26 pm > Fri 18 Sep 26 pm | Mon 14 Sep 26 10:00 | - | 14 15 16 17 18 | before the afternoon | s103
Mon 14 Sep 26 pm > Fri 18 Sep 26 pm | Mon 14 Sep 26 12:30 | - | 14 15 16 17 18 | over lunch is before it | s103
Mon 14 Sep 26 pm > Mon 21 Sep 26 am | Mon 14 Sep 26 13:00 | - | 15 16 17 18 21 | it has begun: 15 to 18, 21 | s103
Mon 14 Sep 26 pm > Wed 16 Sep 26 pm | Mon 14 Sep 26 14:30 | - | 15 16 | during it: the next days | s103
Mon 14 Sep 26 pm | Mon 14 Sep 26 14:30 | - | - | during it, and over with it | s103
Mon 14 Sep 26 am > Fri 18 Sep 26 pm | Thu 10 Sep 26 14:30 | - | 14 15 16 17 18 | another afternoon | s103
Wed 21 Oct 26 am > Thu 05 Nov 26 pm | Tue 20 Oct 26 16:00 | - | 21 22 23 3 4 | 21 22 23, half-term, 3 4 | s103
Thu 17 Sep 26 am > Wed 23 Sep 26 pm | Wed 16 Sep 26 16:00 | - | 17 18 21 22 23 | 17 18 21 22 23 | s103
Mon 14 Sep 26 am > Wed 16 Sep 26 pm | Fri 11 Sep 26 16:00 | - | 14 15 16 | it ends with the suspension | s103
Mon 14 Sep 26 am > Mon 21 Sep 26 pm | Fri 11 Sep 26 16:00 | Mon 21 Sep 26 | 14 15 16 17 18 | from the sixth | s104-2
Mon 14 Sep 26 am > Mon 21 Sep 26 pm | Fri 11 Sep 26 16:00 | Wed 16 Sep 26 | 14 15 | sooner, with consent | s104-2
Mon 14 Sep 26 am > Mon 21 Sep 26 pm | Fri 11 Sep 26 16:00 | Mon 14 Sep 26 | - | from the first day | s104-2
Mon 21 Sep 26 am > Tue 22 Sep 26 pm | Thu 17 Sep 26 16:00 | Mon 21 Sep 26 | - | a sixth day of two periods | s104-2
Mon 14 Sep 26 am > Fri 18 Sep 26 pm / Wed 16 Sep 26 am | Fri 11 Sep 26 16:00 | - | 14 15 | cancelled | s103
""",
    "absence",
    "decided",
    "education",
    "days",
)


@pytest.mark.parametrize("row", PUBLIC, ids=named)
def test_a_parent_keeps_a_child_out_of_public_places_on_these_days(row):
    education = None if row.education == "-" else day(row.education)

    found = public_place_days(absence(row.absence), school("hilltop"), education, decided_at=moment(row.decided))

    assert [on.day for on in found] == ([] if row.days == "-" else [*map(int, row.days.split())])


def test_a_snow_day_is_no_public_place_day():
    this = absence("Mon 18 Jan 27 am > Mon 25 Jan 27 pm")

    found = public_place_days(this, school("hilltop, closed Wed 20 Jan 27"))

    assert [on.day for on in found] == [18, 19, 21, 22, 25]


DAY_SIX = table(
    """
# school | absence | looked after | owed from | working | source
hilltop | Mon 14 Sep 26 am > Fri 18 Sep 26 pm | no | - | five days | six
hilltop | Mon 14 Sep 26 am > Mon 21 Sep 26 am | no | Mon 21 Sep 26 | 14 to 18, 21 | six
hilltop | Wed 21 Oct 26 am > Thu 05 Nov 26 pm | no | Thu 05 Nov 26 | 21 22 23, half-term, INSET, 3 4 5 | six
hilltop | Mon 14 Sep 26 am > Tue 15 Sep 26 pm | yes | Mon 14 Sep 26 | from the first | lac
hilltop | Mon 02 Nov 26 am > Tue 03 Nov 26 pm | yes | Tue 03 Nov 26 | INSET is no day of it | lac
hilltop | lunch Mon 14 Sep 26 > Mon 28 Sep 26 | no | - | lunchtimes take no education away | six
hilltop | lunch Mon 14 Sep 26 > Mon 28 Sep 26 | yes | - | nor a looked-after child's | lac
""",
    "school",
    "absence",
    "looked_after",
    "owed",
)


@pytest.mark.parametrize("row", DAY_SIX, ids=named)
def test_education_is_owed_from_the_sixth_day_or_the_first(row):
    calendar = school(row.school)

    owed = education_on(absence(row.absence), [], calendar, is_looked_after=row.looked_after == "yes")

    assert owed == (None if row.owed == "-" else day(row.owed))


FURTHER = table(
    """
# school | starts on | details by | working | source
hilltop | Mon 21 Sep 26 | Sat 19 Sep 26 08:45 | it opens at 08:45; a weekend is no excuse | 48h
hilltop | Tue 03 Nov 26 | Sun 01 Nov 26 08:45 | both in winter | 48h
hilltop | Thu 07 Jan 27 | Tue 05 Jan 27 08:45 | two days | 48h
sixways | Mon 26 Oct 26 | Sat 24 Oct 26 09:50 | 08:50 in winter; 48 hours earlier it was 09:50 in summer | bst
sixways | Mon 30 Mar 26 | Sat 28 Mar 26 07:50 | 08:50 in summer; 48 hours earlier it was 07:50 in winter | bst
""",
    "school",
    "starts",
    "due",
)


@pytest.mark.parametrize("row", FURTHER, ids=named)
def test_the_details_of_the_education_are_due_48_hours_of_the_clock_before(row):
    due = day_six_notice_by(day(row.starts), school(row.school))

    assert due == moment(row.due)
    assert due.astimezone(UTC) == moment(row.due).astimezone(UTC)


MEETS = table(
    """
# school | more than | representations | exam missed | board told at | meets by | working | source
hilltop | 15 | no | - | Mon 14 Dec 26 10:00 | Tue 19 Jan 27 | 4 by 18 Dec, 8 by 8 Jan, 13, 18, 19 | r24-15
hilltop | 15 | yes | - | Mon 14 Sep 26 10:00 | Mon 05 Oct 26 | 4, 9, 14 by 2 Oct, 5; not 50 | r24-15
hilltop | 15 | no | - | Mon 30 Mar 26 10:00 | Fri 01 May 26 | told in the holidays: 5, 10, 15 | r24-15
hilltop | 15 | no | - | Mon 14 Sep 26 00:30 | Mon 05 Oct 26 | still Sunday in UTC, Monday in London | bst
hilltop | 15 | no | - | Sun 13 Sep 26 23:30 | Fri 02 Oct 26 | Sunday: 14 to 18 are five, 10, 15 | bst
hilltop | 15 | no | - | Mon 18 Jan 27 10:00 | Mon 08 Feb 27 | 4, 9, 14 by 5 Feb, 8 | r24-15
hilltop, closed Wed 20 Jan 27 | 15 | no | - | Mon 18 Jan 27 10:00 | Tue 09 Feb 27 | one fewer by snow | r24-15
hilltop | 15 | no | - | Mon 12 Jul 27 10:00 | Tue 03 Aug 27 | 6 by 20 Jul, then weekdays: 8, 13, 15 | r24-15
sixways | 15 | no | - | Mon 22 Mar 27 10:00 | Wed 28 Apr 27 | 3, 7, 12, break, 26 27 28 | r24-15
hilltop | 5 | yes | - | Mon 14 Sep 26 10:00 | Tue 01 Dec 26 | 29 by 23 Oct, 33, 38, 43, 48, 50 | r24-50
hilltop | 5 | yes | - | Wed 24 Jun 26 10:00 | Mon 19 Oct 26 | over the summer | r24-50
sixways | 5 | yes | - | Mon 30 Nov 26 10:00 | Mon 01 Mar 27 | 14 by 18 Dec, 44 by 12 Feb, 49, 50 | r24-50
hilltop | 5 | no | - | Mon 14 Sep 26 10:00 | - | nobody made any: need not meet | r24
hilltop | 0 | yes | - | Mon 14 Sep 26 10:00 | - | it considers them and cannot reinstate | r24
hilltop | 0 | no | - | Mon 14 Sep 26 10:00 | - | nothing to meet about | r24
hilltop | 0 | no | Fri 11 Jun 27 | Mon 07 Jun 27 10:00 | Thu 10 Jun 27 | before the examination | exam
hilltop | 0 | no | Fri 09 Jul 27 | Mon 07 Jun 27 10:00 | Mon 28 Jun 27 | 4, 9, 14, 28: before it | exam
hilltop | 0 | no | Mon 07 Jun 27 | Mon 07 Jun 27 10:00 | Mon 28 Jun 27 | it is today: no more before it | exam
hilltop | 5 | yes | Fri 11 Jun 27 | Mon 07 Jun 27 10:00 | Thu 10 Jun 27 | the sooner of the two | exam
""",
    "school",
    "more_than",
    "representations",
    "exam",
    "told",
    "due",
)
BANDS = {"0": Band.UP_TO_FIVE, "5": Band.OVER_FIVE, "15": Band.OVER_FIFTEEN}


@pytest.mark.parametrize("row", MEETS, ids=named)
def test_the_board_meets_within_so_many_school_days_of_being_told(row):
    exam = None if row.exam == "-" else day(row.exam)

    due = board_meets_by(
        BANDS[row.more_than], row.representations == "yes", exam, moment(row.told), school(row.school)
    )  # fmt: skip

    assert due == (None if row.due == "-" else day(row.due))


TELL = table(
    """
# more than | exam missed | must the board be told at once | working | source
0 | - | no | 5.0 days and no examination | r23
5 | - | yes | more than 5 | r23
15 | - | yes | more than 15 | r23
0 | Fri 11 Jun 27 | yes | an examination, however short | r23
""",
    "more_than",
    "exam",
    "told",
)


@pytest.mark.parametrize("row", TELL, ids=named)
def test_the_board_is_told_of_more_than_five_days_or_an_examination(row):
    exam = None if row.exam == "-" else day(row.exam)

    assert must_be_told(BANDS[row.more_than], exam) is (row.told == "yes")


PAPERS = table(
    """
# school | meets on | papers by | working | source
hilltop | Tue 15 Sep 26 | Tue 08 Sep 26 | 14 11 10 9 8 | papers
hilltop | Mon 09 Nov 26 | Fri 23 Oct 26 | 6 5 4 3, half-term, 23 | papers
hilltop | Fri 08 Jan 27 | Thu 17 Dec 26 | 7 6 5, Christmas, 18 17 | papers
hilltop, closed Wed 20 Jan 27 | Mon 25 Jan 27 | Fri 15 Jan 27 | 22 21 19 18 15 | papers
sixways | Thu 01 Apr 27 | Tue 23 Mar 27 | 31 30, Easter, 25 24 23 | papers
""",
    "school",
    "meets",
    "due",
)


@pytest.mark.parametrize("row", PAPERS, ids=named)
def test_papers_are_out_five_school_days_before(row):
    assert papers_by(day(row.meets), school(row.school)) == day(row.due)


BACK = table(
    """
# school | absence | back | working | source
hilltop | Mon 14 Sep 26 am > Fri 18 Sep 26 pm | Mon 21 Sep 26 am | over the weekend | back
hilltop | Mon 14 Sep 26 am > Mon 21 Sep 26 am | Mon 21 Sep 26 pm | after lunch | back
hilltop | Fri 18 Dec 26 am | Tue 05 Jan 27 am | the day ends at midday | back
hilltop | Fri 23 Oct 26 pm | Tue 03 Nov 26 am | half-term, INSET | back
hilltop | Fri 17 Jul 26 pm | Thu 03 Sep 26 am | the last session of the year | back
hilltop | Thu 30 Apr 26 am > Fri 01 May 26 pm | Tue 05 May 26 am | bank holiday Monday | back
hilltop | Mon 14 Sep 26 am > Fri 18 Sep 26 pm / Wed 16 Sep 26 pm | Wed 16 Sep 26 pm | cancelled on Wednesday | served
hilltop, closed Fri 22 Jan 27 | Mon 18 Jan 27 am > Fri 22 Jan 27 pm | Mon 25 Jan 27 am | snow, not made up | fixed
hilltop, closed Mon 25 Jan 27 | Mon 18 Jan 27 am > Fri 22 Jan 27 pm | Tue 26 Jan 27 am | snow on the day of return | back
hilltop | lunch Mon 14 Sep 26 > Fri 18 Sep 26 | Mon 21 Sep 26 am | lunch in school again from Monday | lunch
""",
    "school",
    "absence",
    "back",
)


@pytest.mark.parametrize("row", BACK, ids=named)
def test_the_pupil_is_back_in_the_next_session(row):
    assert return_on(absence(row.absence), school(row.school)) == half_of(row.back)


DELAY = table(
    """
# happened | told by | working | source
Mon 14 Sep 26 10:00 | Mon 14 Sep 26 17:00 | the same day | delay
Mon 14 Sep 26 07:00 | Mon 14 Sep 26 17:00 | before the office opens | delay
Mon 14 Sep 26 16:59 | Mon 14 Sep 26 17:00 | a minute is left | delay
Fri 11 Sep 26 17:00 | Mon 14 Sep 26 17:00 | closed: the next working day | delay
Sat 12 Sep 26 11:00 | Mon 14 Sep 26 17:00 | a weekend | delay
Thu 24 Dec 26 18:00 | Tue 29 Dec 26 17:00 | 25 and 28 are bank holidays | delay
Fri 23 Oct 26 17:30 | Mon 26 Oct 26 17:00 | half-term is office time; summer to winter | delay
""",
    "happened",
    "due",
)


@pytest.mark.parametrize("row", DELAY, ids=named)
def test_without_delay_is_by_the_close_of_the_office(row):
    assert without_delay(moment(row.happened), OFFICE) == moment(row.due)


RECEIVED = table(
    """
# way | went | counts as received | working | source
hand | Sat 12 Sep 26 11:00 | Sat 12 Sep 26 | delivered is that day | post
post | Fri 11 Sep 26 11:00 | Tue 15 Sep 26 | Monday, Tuesday | post
post | Sat 12 Sep 26 11:00 | Tue 15 Sep 26 | the same | post
post | Wed 01 Apr 26 11:00 | Tue 07 Apr 26 | Thursday 2; Good Friday, Easter Monday; Tuesday 7 | post
post | Thu 24 Dec 26 11:00 | Wed 30 Dec 26 | 25, 28 holidays; 29, 30 | post
post | Mon 26 Oct 26 11:00 | Wed 28 Oct 26 | half-term has working days | post
email | Mon 14 Sep 26 16:30 | Mon 14 Sep 26 | by 16:30 | email
email | Mon 14 Sep 26 16:31 | Tue 15 Sep 26 | after it | email
email | Fri 11 Sep 26 16:45 | Mon 14 Sep 26 | over a weekend | email
email | Sat 12 Sep 26 10:00 | Mon 14 Sep 26 | no working day | email
email | Thu 02 Apr 26 17:00 | Tue 07 Apr 26 | over Easter | email
email | Fri 28 Aug 26 17:00 | Tue 01 Sep 26 | bank holiday 31 August | email
""",
    "way",
    "went",
    "received",
)


@pytest.mark.parametrize("row", RECEIVED, ids=named)
def test_a_letter_counts_as_received_on_this_day(row):
    went = moment(row.went)

    assert deemed_received(CopyMethod(row.way), went.date(), OFFICE, went.time()) == day(row.received)


def test_an_email_of_which_no_time_is_known_counts_the_next_working_day():
    assert deemed_received(CopyMethod.EMAIL, day("Mon 14 Sep 26"), OFFICE) == day("Tue 15 Sep 26")
    assert deemed_received(CopyMethod.EMAIL, day("Mon 14 Sep 26"), OFFICE, time(16, 30)) == day("Mon 14 Sep 26")


AGES = table(
    """
# born | day | of compulsory school age | working | source
Tue 31 Aug 21 | Sun 30 Aug 26 | no | four | s8
Tue 31 Aug 21 | Mon 31 Aug 26 | yes | five on the prescribed day itself | s8
Wed 01 Sep 21 | Tue 01 Sep 26 | no | five, a day after it | s8
Wed 01 Sep 21 | Wed 30 Dec 26 | no | the day before the next | s8
Wed 01 Sep 21 | Thu 31 Dec 26 | yes | the next | s8
Fri 31 Dec 21 | Wed 30 Dec 26 | no | four | s8
Fri 31 Dec 21 | Thu 31 Dec 26 | yes | five on it | s8
Sat 01 Jan 22 | Tue 30 Mar 27 | no | five since January | s8
Sat 01 Jan 22 | Wed 31 Mar 27 | yes | the next after 31 December | s8
Thu 31 Mar 22 | Tue 30 Mar 27 | no | four | s8
Thu 31 Mar 22 | Wed 31 Mar 27 | yes | five on it | s8
Fri 01 Apr 22 | Mon 30 Aug 27 | no | five since April | s8
Fri 01 Apr 22 | Tue 31 Aug 27 | yes | the next after 31 March | s8
Sat 29 Feb 20 | Sun 30 Mar 25 | no | five on 1 March 2025 | s8
Sat 29 Feb 20 | Mon 31 Mar 25 | yes | the next | s8
Sat 01 Jan 11 | Fri 25 Jun 27 | yes | 16 in January; the last Friday in June | leave
Sat 01 Jan 11 | Sat 26 Jun 27 | no | the day after | leave
Sat 25 Jun 11 | Fri 25 Jun 27 | yes | 16 on that very day | leave
Sat 25 Jun 11 | Sat 26 Jun 27 | no | the day after | leave
Wed 31 Aug 11 | Fri 25 Jun 27 | yes | 15, and 16 before the next school year | leave
Wed 31 Aug 11 | Sat 26 Jun 27 | no | so over at 15 | leave
Thu 01 Sep 11 | Sat 26 Jun 27 | yes | 16 in the next school year | leave
Thu 01 Sep 11 | Fri 30 Jun 28 | yes | the last Friday in June 2028 is the 30th | leave
Thu 01 Sep 11 | Sat 01 Jul 28 | no | the day after | leave
Wed 01 Sep 10 | Fri 25 Jun 27 | yes | 16 at the beginning of year 11 | leave
Wed 30 Jun 10 | Fri 26 Jun 26 | yes | 15; the last Friday in June 2026 is the 26th | leave
Wed 30 Jun 10 | Sat 27 Jun 26 | no | 16 three days later | leave
""",
    "born",
    "on",
    "is_so",
)


@pytest.mark.parametrize("row", AGES, ids=named)
def test_compulsory_school_age_begins_and_ends_on_these_days(row):
    assert is_compulsory_age(day(row.born), day(row.on)) is (row.is_so == "yes")


ADULTS = table(
    """
# born | day | 18 | working | source
Sun 14 Sep 08 | Sun 13 Sep 26 | no | tomorrow | r2-18
Sun 14 Sep 08 | Mon 14 Sep 26 | yes | at the beginning of the birthday | r2-18
Fri 29 Feb 08 | Sat 28 Feb 26 | no | no 29 February in 2026 | r2-18
Fri 29 Feb 08 | Sun 01 Mar 26 | yes | the day after the 28th | r2-18
""",
    "born",
    "on",
    "is_so",
)


@pytest.mark.parametrize("row", ADULTS, ids=named)
def test_a_pupil_is_told_directly_from_the_eighteenth_birthday(row):
    assert is_adult(day(row.born), day(row.on)) is (row.is_so == "yes")


def test_of_a_birthday_that_is_not_known_nothing_is_said():
    assert is_compulsory_age(None, day("Mon 14 Sep 26")) is None
    assert not is_adult(None, day("Mon 14 Sep 26"))


def test_the_tables_are_as_long_as_promised():
    tables = (
        BEGINS,
        SOONEST,
        WRITTEN,
        PUBLIC,
        DAY_SIX,
        FURTHER,
        MEETS,
        TELL,
        PAPERS,
        BACK,
        DELAY,
        RECEIVED,
        AGES,
        ADULTS,
    )

    assert sum(map(len, tables)) >= 150
