"""When is each duty of the law on a suspended pupil due? Pure in what it is given; days are local, moments are aware.

Days of the law are school days. Past the last term that the school has entered they are estimated (`SchoolCalendar.
estimate`), never later than the true day; they move when the terms are entered.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from pupils.counting import DAY_SIX, Absence, Band, consecutive_days, days_of
from schools.calendar import LONDON, ONE_DAY, Calendar, at_local, local_day, next_midnight
from schools.schooldays import Half, SchoolCalendar

MEETS_WITHIN, MEETS_ON_REPRESENTATIONS_WITHIN = 15, 50
# Where the law sets no time: what was said although the board need not meet, or the headteacher asks.
CONSIDERS_WITHIN = 15
PAPERS_BEFORE = 5
DAY_SIX_NOTICE = timedelta(hours=48)
PUBLIC_PLACE_DAYS = 5


# --- The first days ---------------------------------------------------------------------------------------------------
def first_day(absence: Absence, calendar: SchoolCalendar) -> date:
    """The first school day of which some is missed; the day it was to begin where the school meets on none of them."""
    return min(days_of([absence], calendar), default=absence.first_on)


def written_notice_by(absence: Absence, decided_at: datetime, calendar: SchoolCalendar) -> datetime:
    """The end of the afternoon session of the first day excluded, by when a parent must have the written notice.

    Decided after that it is due at once. EIA 2006 s.104; SI 2007/1870 reg 6, as SI 2012/1033 Sch 2 para 8 replaces it.
    """
    return max(calendar.afternoon_ends(first_day(absence, calendar)), decided_at)


def without_delay(at: datetime, office: Calendar) -> datetime:
    """When it is late to tell somebody what the law wants told without delay: the office closes on that working day.

    What happens while it is closed is told by the close of the next working day: nobody reads it sooner. No number of
    hours stands in the law (SI 2012/1033 regs 23 to 25); the same day is the trust's reading of "without delay".
    """
    day = local_day(at)
    if not office.is_working_day(day) or at >= at_local(day, office.closes):
        day = office.next_working_day(day)
    return at_local(day, office.closes)


def set_work_by(absence: Absence, decided_at: datetime, calendar: SchoolCalendar) -> datetime:
    """The end of the first school day that is missed, by when the pupil has work. Guidance: the first five days."""
    return max(calendar.afternoon_ends(first_day(absence, calendar)), decided_at)


def public_place_days(
    absence: Absence,
    calendar: SchoolCalendar,
    day_six_starts_on: date | None = None,
    *,
    decided_at: datetime | None = None,
) -> list[date]:
    """The days on which a parent keeps a child of compulsory school age out of public places in school hours.

    The first five school days of the suspension, ending before full-time education starts. Excluded before the afternoon
    session, that day is the first; excluded during it (`decided_at`), the next. EIA 2006 s.103(3) and (7).
    """
    days = [*days_of([absence], calendar)]
    if decided_at is not None and days[:1] and calendar.session_at(decided_at) == (days[0], Half.AFTERNOON):
        days = days[1:]
    return [day for day in days[:PUBLIC_PLACE_DAYS] if day_six_starts_on is None or day < day_six_starts_on]


# --- Education from the sixth day -------------------------------------------------------------------------------------
def education_on(
    this: Absence, others: Sequence[Absence], calendar: SchoolCalendar, *, is_looked_after: bool
) -> date | None:
    """The day of a suspension from which the trust owes full-time education; None if it owes none.

    That of a looked-after child goes on from the first day, but for lunchtimes (guidance); of others from the sixth.
    """
    if is_looked_after and not this.is_lunchtime:
        return min(days_of([this], calendar), default=None)
    return sixth_day_on(this, others, calendar)


def sixth_day_on(this: Absence, others: Sequence[Absence], calendar: SchoolCalendar) -> date | None:
    """The day of a suspension that is the sixth consecutive school day of exclusion, or a later one; None if it has none.

    The pupil's `others` may stand in a row with it. EIA 2006 s.100; SI 2007/1870 as SI 2014/3216 amends it.
    """
    mine = [*days_of([this], calendar)]
    if this.is_lunchtime or not mine:
        return None
    run = [day for day in consecutive_days(this, others, calendar) if calendar.is_school_day(day)]
    sixth = run[DAY_SIX - 1] if len(run) >= DAY_SIX else None
    return None if sixth is None or sixth > mine[-1] else max(sixth, mine[0])


def day_six_notice_by(starts_on: date, calendar: SchoolCalendar) -> datetime:
    """48 hours, by the clock, before the provision starts: until then a parent must know its details.

    It starts with the morning session of its day. SI 2007/1870 reg 6.
    """
    starts_at = calendar.session_opens(starts_on, Half.MORNING)
    return (starts_at.astimezone(UTC) - DAY_SIX_NOTICE).astimezone(LONDON)


def arrange_by(starts_on: date, calendar: SchoolCalendar, *, has_48_hours: bool) -> datetime:
    """Until when education from this day is arranged: in time to tell of it, or, where it goes on at once, as school opens."""
    if has_48_hours:
        return day_six_notice_by(starts_on, calendar)
    return calendar.session_opens(starts_on, Half.MORNING)


# --- The board --------------------------------------------------------------------------------------------------------
def board_meets_by(
    band: Band,
    has_representations: bool,
    misses_exam_on: date | None,
    told_board_at: datetime,
    calendar: SchoolCalendar,
) -> date | None:
    """The last local day on which the board can meet in time; None where it need not meet. SI 2012/1033 reg 24.

    15 school days from the day it received the notice where the term's total is more than 15 days, or an examination is
    missed, then before it where that is sooner; 50 where it is more than 5 and somebody made representations.
    """
    told_on = local_day(told_board_at)
    if band == Band.OVER_FIFTEEN or misses_exam_on is not None:
        within, _ = calendar.estimate(told_on, MEETS_WITHIN)
        is_ahead = misses_exam_on is not None and told_on < misses_exam_on
        return min(within, misses_exam_on - ONE_DAY) if is_ahead and misses_exam_on is not None else within
    if band == Band.OVER_FIVE and has_representations:
        return calendar.estimate(told_on, MEETS_ON_REPRESENTATIONS_WITHIN)[0]
    return None


def board_considers_by(asked_at: datetime, calendar: SchoolCalendar) -> date:
    """The last local day on which the board considers what it need not meet about. The trust's target: 15 school days."""
    return calendar.estimate(local_day(asked_at), CONSIDERS_WITHIN)[0]


def must_be_told(band: Band, misses_exam_on: date | None) -> bool:
    """The board must be told without delay: more than 5 days in the term, or an examination missed (reg 23(2)-(3))."""
    return band > Band.UP_TO_FIVE or misses_exam_on is not None


def papers_by(meets_on: date, calendar: SchoolCalendar) -> date:
    """Five school days before a meeting, when its papers should be out; good practice, "where possible"."""
    days = [day for day in calendar.days if day < meets_on]
    return days[-PAPERS_BEFORE] if len(days) >= PAPERS_BEFORE else meets_on - PAPERS_BEFORE * ONE_DAY


def noon(day: date) -> datetime:
    """The middle of a local day, where only the day is known."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


def end_of(day: date) -> datetime:
    """When a time limit of a local day is over: the next local midnight, exclusive."""
    return next_midnight(noon(day))


# --- Coming back ------------------------------------------------------------------------------------------------------
def return_on(absence: Absence, calendar: SchoolCalendar) -> tuple[date, Half]:
    """The first half-day on which the pupil is back: as the board or headteacher ended it, or after the last one missed.

    The other half of the last day, if the school meets then, or else the next school day. A pupil suspended at lunchtimes
    was never away for a session: what comes back is the lunchtime of the next school day.
    """
    if absence.served_before is not None:
        return absence.served_before
    if absence.last_half == Half.MORNING and calendar.half_days_on(absence.last_on) == 2:
        return absence.last_on, Half.AFTERNOON
    return calendar.estimate(absence.last_on, 1)[0], Half.MORNING


def reintegrate_by(absence: Absence, calendar: SchoolCalendar) -> datetime:
    """The end of the day on which the pupil comes back: by then the talk about it has been held."""
    return end_of(return_on(absence, calendar)[0])
