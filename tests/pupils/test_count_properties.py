"""What must hold of every count, whatever the calendar and the suspensions; `test_schooldays` has the days' own laws."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from pupils.counting import Absence, Elsewhere, band_of, consecutive_days, counts_with, days_of, length_of
from schools.calendar import ONE_DAY
from schools.schooldays import Half, SchoolCalendar
from tests.pupils.hand import MIDDAY
from tests.schools.test_schooldays import calendars

starts = st.dates(date(2025, 7, 20), date(2027, 2, 1))
halves = st.sampled_from(Half)
AFTER = {Half.MORNING: (0, Half.AFTERNOON), Half.AFTERNOON: (1, Half.MORNING)}


@st.composite
def absences(draw, *, lunchtimes=True):
    """Suspensions and lunchtimes of up to a term, some of them ended on the way."""
    first_on = draw(starts)
    last_on = first_on + timedelta(days=draw(st.integers(0, 90)))
    served_before = None
    if draw(st.booleans()):
        served_before = (first_on + timedelta(days=draw(st.integers(0, 95))), draw(halves))
    if lunchtimes and draw(st.booleans()):
        return Absence(first_on, last_on, is_lunchtime=True, served_before=served_before)
    first_half, last_half = draw(halves), draw(halves)
    assume((first_on, first_half) <= (last_on, last_half))
    return Absence(first_on, last_on, first_half, last_half, served_before=served_before)


@st.composite
def split(draw):
    """A suspension, and the two into which it falls when it is cut after some half-day."""
    whole = draw(absences(lunchtimes=False))
    length = (whole.last_on - whole.first_on).days
    cut = (whole.first_on + timedelta(days=draw(st.integers(0, length))), draw(halves))
    assume((whole.first_on, whole.first_half) <= cut < (whole.last_on, whole.last_half))
    later, half = AFTER[cut[1]]
    ended = whole.served_before
    return (
        whole,
        Absence(whole.first_on, cut[0], whole.first_half, cut[1], served_before=ended),
        Absence(cut[0] + later * ONE_DAY, whole.last_on, half, whole.last_half, served_before=ended),
    )


several = st.lists(absences(), max_size=4)
away = st.lists(
    st.builds(Elsewhere, st.integers(2024, 2027), st.integers(1, 3), st.integers(1, 90)), max_size=3
)  # fmt: skip


def shut(calendar, day):
    return SchoolCalendar(calendar.terms, calendar.closed | {day}, calendar.usual, calendar.different)


def shortened(calendar, day):
    return SchoolCalendar(calendar.terms, calendar.closed, calendar.usual, {**calendar.different, day: MIDDAY})


@given(calendars(), absences())
def test_half_days_are_counted_on_school_days_within_the_suspension_alone(calendar, this):
    counted = days_of([this], calendar)

    assert all(calendar.is_school_day(day) and this.first_on <= day <= this.last_on for day in counted)
    assert all(1 <= half_days <= calendar.half_days_on(day) for day, half_days in counted.items())
    assert length_of(this, calendar) == sum(counted.values())


@given(calendars(), split())
def test_cutting_a_suspension_in_two_keeps_its_half_days(calendar, parts):
    whole, one, other = parts

    assert length_of(one, calendar) + length_of(other, calendar) == length_of(whole, calendar)
    assert days_of([one, other], calendar) == days_of([whole], calendar)


@given(calendars(), split())
def test_cutting_a_suspension_in_two_keeps_its_run_of_school_days(calendar, parts):
    whole, one, other = parts
    assume(days_of([one], calendar))

    assert consecutive_days(one, [other], calendar) == consecutive_days(whole, [], calendar)


@given(calendars(), absences(), several)
def test_of_several_suspensions_no_day_counts_more_than_two(calendar, this, others):
    counted = days_of([this, *others], calendar)
    each = [length_of(one, calendar) for one in (this, *others)]

    assert all(half_days in (1, 2) for half_days in counted.values())
    assert max(each) <= sum(counted.values()) <= sum(each)


@given(calendars(), absences(), several, away)
def test_the_terms_of_a_school_year_never_total_more_than_the_year(calendar, this, others, elsewhere):
    counts = counts_with(this, others, elsewhere, calendar)

    for year, total in counts.years.items():
        assert 0 < sum(half_days for term, half_days in counts.terms.items() if term.year == year) <= total
    assert {term.year for term in counts.terms} == {*counts.years}
    assert sum(counts.years.values()) >= length_of(this, calendar)
    assert counts.band is band_of(counts.most_in_a_term)


@given(calendars(), st.integers(2025, 2026))
def test_the_three_terms_share_out_every_school_day_of_a_year(calendar, autumn):
    assume(not any(date(year, 7, 31) in term for term in calendar.terms for year in (autumn, autumn + 1)))
    year = calendar.school_year_of(date(autumn, 12, 1))
    this = Absence(year.first, year.last)
    assume(days_of([this], calendar))

    counts = counts_with(this, [], [], calendar)

    assert dict(counts.years) == {autumn: length_of(this, calendar)}
    assert sum(counts.terms.values()) == length_of(this, calendar)
    assert len({term.number for term in counts.terms}) == len(counts.terms) <= 3


@given(calendars(), absences(), several, away, starts)
def test_a_closure_never_raises_a_count(calendar, this, others, elsewhere, day):
    for fewer in (shut(calendar, day), shortened(calendar, day)):
        assert length_of(this, fewer) <= length_of(this, calendar)
        before, after = (counts_with(this, others, elsewhere, days) for days in (calendar, fewer))
        assert all(half_days <= before.terms[term] for term, half_days in after.terms.items())
        assert all(half_days <= before.years[year] for year, half_days in after.years.items())


@given(calendars(), absences(), several, st.randoms())
def test_in_which_order_the_others_come_changes_nothing(calendar, this, others, chance):
    shuffled = [*others]
    chance.shuffle(shuffled)

    assert counts_with(this, others, [], calendar) == counts_with(this, shuffled, [], calendar)
    assert consecutive_days(this, others, calendar) == consecutive_days(this, shuffled, calendar)


@given(calendars(), absences(), several, absences(), away)
def test_one_more_suspension_never_lowers_a_count(calendar, this, others, more, elsewhere):
    before = counts_with(this, others, [], calendar)
    after = counts_with(this, [*others, more], elsewhere, calendar)

    assert before.terms.keys() == after.terms.keys()
    assert all(half_days <= after.terms[term] for term, half_days in before.terms.items())
    assert all(half_days <= after.years[year] for year, half_days in before.years.items())


@given(calendars(), absences(), st.integers(0, 60), halves)
def test_ending_a_suspension_sooner_never_raises_what_was_served(calendar, this, sooner, half):
    assume(this.served_before)
    back = (this.served_before[0] - timedelta(days=sooner), half)
    assume(back <= this.served_before)
    ended = Absence(
        this.first_on, this.last_on, this.first_half, this.last_half,
        is_lunchtime=this.is_lunchtime, served_before=back,
    )  # fmt: skip

    assert length_of(ended, calendar) <= length_of(this, calendar)
    assert all((day, Half.MORNING) < back for day in days_of([ended], calendar))


@given(calendars(), absences(), several)
def test_a_run_is_an_unbroken_stretch_of_school_days_of_exclusion(calendar, this, others):
    run = consecutive_days(this, others, calendar)
    excluded = days_of([one for one in (this, *others) if not one.is_lunchtime], calendar)

    if this.is_lunchtime or not days_of([this], calendar):
        assert run == []
        return
    assert {*days_of([this], calendar)} <= {*run} <= {*excluded}
    assert run == calendar.school_days_in(run[0], run[-1])
    around = [day for day in calendar.days if day < run[0]][-1:] + [day for day in calendar.days if day > run[-1]][:1]
    assert not {*around} & {*excluded}
