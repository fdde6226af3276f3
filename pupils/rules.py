"""Why something may not be decided about a pupil's suspension, or None. Each says what is lawful instead.

Law: Education Act 2002 s.51A; SI 2012/1033 part 4 as amended; the Department's guidance on suspension.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from kernel import wording
from pupils import wording as words
from pupils.codeset import MOST_REASONS, reasons_on
from pupils.counting import YEAR_LIMIT, Absence, days_of
from pupils.models import PupilSuspension
from pupils.states import Ground
from schools.calendar import local_day
from schools.models import School
from schools.schooldays import Half, SchoolCalendar

ONLY_HEAD = (
    "Only the headteacher of the pupil’s school suspends a pupil, or who acts as headteacher. Nobody else may, not "
    "the CEO either."
)
NO_EXTENSION = (
    "The law knows no extension of a pupil’s suspension. If new evidence comes up, or for an exceptional reason, a "
    "further suspension can begin after this one ends: it is a new decision, with new notices."
)
NO_PERMANENT = (
    "A permanent exclusion is not made here. Speak to the CEO, the clerk to the board and the local authority before "
    "you decide on one."
)
WRONG_GROUNDS: dict[str, str] = {
    Ground.PARENT: (
        "A pupil is never suspended for what a parent did. The law allows it only for the pupil’s own conduct. What you "
        "can do: log what the parent did, and keep the parent off the site if they put anybody at risk."
    ),
    Ground.COOL_OFF: (
        "A pupil is never sent home to calm down or cool off, even if the parents agree. However short it is, it counts "
        "as a suspension, and calming down is no lawful reason for one. What you can do: give the pupil a quiet place "
        "and an adult in school. If what the pupil did is serious enough, suspend for that."
    ),
    Ground.CONDITION: (
        "A suspension never lasts until a meeting has been held or until something is done. Its end is fixed when you "
        "decide. What you can do: invite the parents to a meeting now. The pupil comes back on the day you set, whether "
        "or not anybody came."
    ),
    Ground.NEEDS: (
        "A pupil is never suspended because the school cannot meet special educational needs or a disability, or because "
        "of attainment. What you can do: change the support with your SENCO, ask the local authority for help, and ask "
        "for an early review of an education, health and care plan."
    ),
    Ground.OTHER: (
        "A pupil is only suspended for misconduct of their own. What you can do: if pupils must be kept apart because one "
        "may have harmed another, ask your safeguarding lead, for that is no suspension. If the conduct is the reason "
        "after all, choose “For what the pupil did”."
    ),
}
LATE_WITHIN = timedelta(days=30)
NO_SCHOOL_DAY = "{day} is no school day at {school}. {near}"


def cannot_rest_on(ground: Ground) -> str | None:
    """Say why this is no ground for a suspension, and what is lawful instead."""
    return WRONG_GROUNDS.get(ground)


def cannot_be_suspended(name: str, school: str, *, is_pupil: bool, is_on_roll: bool) -> str | None:
    """Say why this person cannot be suspended as a pupil of this school."""
    if not is_pupil:
        return (
            f"{name} is no pupil. An adult is kept off the site in another way: log what happened, and suspend there."
        )
    if not is_on_roll:
        return (
            f"{name} is not on the roll of {school} now. Only the headteacher of the pupil’s school suspends a pupil."
        )
    return None


def cannot_count_to(calendar: SchoolCalendar, day: date, school: str) -> str | None:
    """Say that the school's calendar ends before a day, or has no term yet: half-days cannot be counted."""
    if not calendar.terms:
        return f"The calendar of {school} has no terms yet, so that no school day can be counted. Enter them first."
    if not calendar.knows(day):
        return f"The calendar of {school} ends before {wording.full_day(day)}. Enter the next term first."
    return None


def why_no_school_day(calendar: SchoolCalendar, day: date, school: str) -> str | None:
    """Say that the school does not meet on a day, and when it next does."""
    if calendar.is_school_day(day):
        return None
    later = calendar.school_days_in(day, date.max)[:1]
    near = f"The next one is {wording.full_day(later[0])}." if later else "Choose a day on which the school meets."
    return NO_SCHOOL_DAY.format(day=wording.full_day(day), school=school, near=near)


def cannot_enter_late(decided_at: datetime, now: datetime, calendar: SchoolCalendar) -> str | None:
    """Say why a decision of this moment (aware) is not entered now as one that was made before.

    Of this school year, and of the last 30 days before it began: what counts with it is known and can still be told.
    """
    today, day = local_day(now), local_day(decided_at)
    if day >= today:
        return "That is no earlier day. For today, choose “Earlier today” or “Now”."
    since = min(calendar.school_year_of(today).first, today - LATE_WITHIN)
    if day < since:
        return (
            f"Only a decision made since {wording.full_day(since)} can be entered here. Tell the CEO and the local "
            "authority of an older one."
        )
    return None


def cannot_have_left(left_at: datetime | None, now: datetime) -> str | None:
    """Say that the pupil cannot have gone home at this moment (aware)."""
    return "This time has not come yet. Choose “Now”." if left_at is not None and left_at > now else None


def wrong_leaving(left_at: datetime, calendar: SchoolCalendar, *, said_absent: bool) -> str | None:
    """Question that a pupil went home before school opened (aware): unless it is said that they never came in."""
    day = local_day(left_at)
    opens = calendar.session_opens(day, Half.MORNING)
    if said_absent or left_at >= opens:
        return None
    return (
        f"School opens at {wording.clock_time(opens)}. Check the time. If the pupil was sent home before that and never "
        "came in, answer “No” below."
    )


def cannot_begin(absence: Absence, now: datetime, calendar: SchoolCalendar, school: str) -> str | None:
    """Say why a suspension cannot begin on the half-day it is to begin on, at a moment of deciding (aware)."""
    today, day = local_day(now), absence.first_on
    if day < today:
        return (
            f"{wording.full_day(day)} is over. A decision counts from now on. If you decided it before and the pupil has "
            "gone home already, choose “Earlier today” or “On an earlier day”."
        )
    if reason := cannot_count_to(calendar, day, school) or why_no_school_day(calendar, day, school):
        return reason
    if absence.is_lunchtime:
        return (
            "The lunchtime of today is over. Choose a later school day." if is_lunch_over(now, day, calendar) else None
        )
    if absence.first_half >= calendar.half_days_on(day):
        return f"{wording.full_day(day)} has no afternoon session. Choose the morning, or another day."
    return None


def is_lunch_over(now: datetime, day: date, calendar: SchoolCalendar) -> bool:
    """The lunchtime of a school day has passed at a moment (aware)."""
    ends = calendar.session_opens(day, Half.AFTERNOON) if calendar.half_days_on(day) == 2 else None
    return now >= (ends or calendar.session_closes(day, Half.MORNING))


def cannot_end(absence: Absence, calendar: SchoolCalendar, school: str) -> str | None:
    """Say why a suspension cannot end with the half-day it is to end with."""
    day = absence.last_on
    if (day, absence.last_half) < (absence.first_on, absence.first_half):
        return "The last day is before the first. Check both."
    if reason := cannot_count_to(calendar, day, school) or why_no_school_day(calendar, day, school):
        return reason
    return None


def cannot_last(half_days: int, year_total: int, before: int) -> str | None:
    """Say why a suspension cannot be this long. `before`: the half-days of the school year without it. Law: reg 22."""
    if year_total <= YEAR_LIMIT and half_days <= YEAR_LIMIT:
        return None
    left = max(YEAR_LIMIT - before, 0)
    rest = f"At most {words.in_days(left)} are left." if left else "None is left."
    return (
        f"With this suspension it would be {words.in_days(max(year_total, half_days))} in the school year. The law allows "
        f"45, other schools included. {rest} A shorter one, other support or off-site direction are open to you. "
        "Ask the CEO."
    )


def _meets(absence: Absence, standing: Iterable[PupilSuspension]) -> PupilSuspension | None:
    """The suspension that stands and has half-days within this one, if there is one."""
    begins, ends = (absence.first_on, absence.first_half), (absence.last_on, absence.last_half)
    for row in standing:
        other = row.absence
        if other.is_lunchtime and not absence.is_lunchtime:
            # Lunchtimes do not stand in the way of days for something new; what both hold counts once.
            continue
        if (other.first_on, other.first_half) <= ends and begins <= (other.last_on, other.last_half):
            return row
    return None


def cannot_overlap(absence: Absence, standing: Iterable[PupilSuspension]) -> str | None:
    """Say that the pupil is suspended already in some of that time."""
    other = _meets(absence, standing)
    if other is None:
        return None
    return (
        f"The pupil is suspended already {words.period(other.absence)}. A suspension is never extended. Choose days after "
        "it, as a further suspension if it is about the same conduct."
    )


def cannot_give(codes: Sequence[str], day: date) -> str | None:
    """Say what is wrong with the reasons: one to three, each once, of the codes that count on the day of deciding."""
    known = {reason.code for reason in reasons_on(day)}
    if not codes:
        return "Choose at least one reason."
    if len(codes) > MOST_REASONS:
        return "Choose three reasons at most."
    if len({*codes}) < len(codes):
        return "You chose the same reason twice."
    return None if {*codes} <= known else "One of these reasons does not count today. Choose it again."


def cannot_follow(
    before: PupilSuspension,
    follower: PupilSuspension | None,
    absence: Absence | None = None,
    next_half: tuple[date, Half] | None = None,
) -> str | None:
    """Say why no further suspension follows this one; `absence`: the one that is to follow, once its days are known.

    `next_half`: the half-day after the one before, with which a further one begins at the latest. Guidance:
    immediately after the first period ends.
    """
    if not before.is_standing:
        return f"This suspension was {wording.mid(before.get_state_display())}, so that nothing follows it."
    if follower is not None:
        return "A further suspension follows this one already. Look there."
    if absence is not None and (absence.first_on, absence.first_half) <= (before.last_on, before.absence.last_half):
        return (
            f"A further suspension begins after the one before it ends, that is after "
            f"{words.half_of(before.last_on, before.absence.last_half)}. It never extends it."
        )
    if absence is not None and next_half is not None and (absence.first_on, absence.first_half) > next_half:
        return (
            f"A further suspension begins as soon as the one before ends, here with {words.half_of(*next_half)}. Once the "
            "pupil has been back, the same conduct is over: only something new can lead to a new suspension."
        )
    return None


def cannot_follow_at(before: PupilSuspension | None, school: School) -> str | None:
    """Say that a further suspension is of another school than the one it follows."""
    if before is None or before.school_id == school.pk:
        return None
    return f"The suspension before it is one of {before.school.name}. Only its headteacher decides a further one."


def cannot_cancel(
    suspension: PupilSuspension, *, most_in_a_year: int, has_board_begun: bool, follower: PupilSuspension | None
) -> str | None:
    """Say why a suspension cannot be cancelled. `has_board_begun`: the meeting about one the board must be told of.

    Before or after it begins, with half-days of the year (this one whole) at 45 days at most. SI 2012/1033 as amended.
    """
    if not suspension.is_standing:
        return f"This suspension was {wording.mid(suspension.get_state_display())} already."
    if has_board_begun:
        return (
            "The board’s meeting about it has begun. From then on the law lets nobody cancel it: the board decides "
            "whether the pupil is reinstated."
        )
    if most_in_a_year > YEAR_LIMIT:
        return (
            f"The pupil has been or would be suspended for {words.in_days(most_in_a_year)} in the school year. Over 45 days "
            "the law does not let you cancel. Tell the clerk to the board: the board can reinstate the pupil."
        )
    if follower is not None and follower.is_standing:
        return "A further suspension follows this one. Cancel that one first."
    return None


def wrong_return(back: tuple[date, Half], choices: Sequence[tuple[date, Half]]) -> str | None:
    """Say why a pupil cannot be back only then. `choices`: the half-days that are soon enough. Law: without delay."""
    if back in choices:
        return None
    return (
        f"Once you cancel, the pupil must be let back without delay. Choose {words.half_of(*choices[0])}, or at the latest "
        f"{words.half_of(*choices[-1])}."
    )


def warns_of_lunchtimes(absence: Absence, calendar: SchoolCalendar) -> str | None:
    """Warn of more than five lunchtimes on end: it is practice, not law, so that nothing is refused."""
    if not absence.is_lunchtime or len(days_of([absence], calendar)) <= 5:
        return None
    return (
        "More than five lunchtimes on end are unusual: the guidance speaks of a short time. Plan with the parents how "
        "lunchtimes will go instead."
    )


def cannot_take_back(is_taken_back: bool) -> str | None:
    """Say why half-days at another school cannot be taken back."""
    return "This was taken back already." if is_taken_back else None


def cannot_void_case(has_pupil_suspension: bool) -> str | None:
    """Say why a case is not marked as logged in error: a pupil's suspension is cancelled, with its notices, and kept."""
    if not has_pupil_suspension:
        return None
    return (
        "A pupil’s suspension is never marked as made in error. If it should not have been made, cancel it on its own "
        "page: the record stays, and everybody who was told is told."
    )


def cannot_suspend_adult(has_pupil_suspension: bool) -> str | None:
    """Say why nobody is kept off the site by a case that is about the suspension of a pupil."""
    if not has_pupil_suspension:
        return None
    return (
        "This case is about the suspension of a pupil, which has nothing to do with what an adult did. Log what the "
        "adult did as an incident of its own."
    )


def cannot_leave(is_suspended: bool) -> str | None:
    """Say why somebody stays whom a case is about."""
    return "The pupil was suspended in this case, and stays in it for good." if is_suspended else None
