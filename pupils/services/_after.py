"""What follows the decision on a pupil, as duties: opened with it, moved with what they are counted from, waived with it."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from cases.duties import Kind
from cases.models import Duty
from cases.querysets import DutyQuerySet
from cases.services.duties import discharge, open_duty, set_due, settle_waived
from cases.states import CaseState
from pupils import clocks
from pupils.counting import length_of
from pupils.models import PupilSuspension
from pupils.moving import Moved
from pupils.selectors.board_clock import board_clock, board_file
from pupils.selectors.now import is_over
from pupils.selectors.owed import outdated_papers
from pupils.selectors.recipients import known_of
from pupils.selectors.run import sixth_day_of
from pupils.services._owed import settle_notices, was_said_otherwise
from pupils.services._reopening import open_again
from pupils.services._shared import standing_of
from pupils.states import PupilSuspensionState
from schools.schooldays import SchoolCalendar
from schools.selectors.school_calendar import school_calendar
from suspensions.selectors.standing import current

# What falls away with a suspension; coming back is talked about all the same where some of it was served.
OF_SUSPENSION = (Kind.SET_WORK, Kind.DAY_SIX_EDUCATION, Kind.REVIEW_PUPIL_SUSPENSION, Kind.BOARD_MEETING)
NO_DAY_SIX = "By the school’s days there is no sixth day in a row."
NOT_TOLD = "No notice of it has come to the board, so that no time runs."
REOPENED = "What the suspension of {who} obliges to has changed."
NO_MEETING = "As the half-days count now, the board need not meet."
BOARD_REINSTATED = "The board reinstated the pupil."
FELL_AWAY = (NO_DAY_SIX, NOT_TOLD, NO_MEETING, BOARD_REINSTATED)
NEW_FACTS = "What is known of the pupil has changed."


def open_after(suspension: PupilSuspension, by: User) -> None:
    """Open what follows a decision: work, education from the sixth day, the talk on coming back, the CEO's review.

    A lunchtime suspension takes no lessons away: only the review. Within the caller's transaction.
    """
    days = school_calendar(suspension.school)
    if not suspension.is_lunchtime:
        _owe(suspension, Kind.SET_WORK, _work_due(suspension, days), by)
        _owe(suspension, Kind.REINTEGRATION, clocks.reintegrate_by(suspension.absence, days), by)
        _put_off_return(suspension, days, by)
    open_duty(
        case=suspension.case,
        kind=Kind.REVIEW_PUPIL_SUSPENSION,
        subject=str(suspension.pk),
        about=name_of(suspension),
        by=by,
    )
    for one in (suspension, *_others(suspension)):
        settle_education(one, school_calendar(one.school), by, why="The days in a row have changed.")


def close_after(suspension: PupilSuspension, why: str, by: User) -> None:
    """Waive what falls away with a suspension that was cancelled or ended by the board; move what comes sooner.

    Call it after the suspension's end is stored. Within the caller's transaction.
    """
    days = school_calendar(suspension.school)
    for duty in _open(suspension, *OF_SUSPENSION):
        settle_waived(duty=duty, reason=why, by=by)
    if suspension.state == PupilSuspensionState.CANCELLED:
        _done(suspension, Kind.ANSWER_ADVICE, "The headteacher cancelled the suspension.", by)
    for duty in _open(suspension, Kind.ANSWER_ADVICE):
        settle_waived(duty=duty, reason=why, by=by)
    for duty in _open(suspension, Kind.REINTEGRATION):
        if length_of(suspension.absence, days):
            move(suspension, Kind.REINTEGRATION, clocks.reintegrate_by(suspension.absence, days), why, by)
        else:
            settle_waived(duty=duty, reason=why, by=by)
    _owe_return_before(suspension, days, by)
    for one in _others(suspension):
        settle_education(one, school_calendar(one.school), by, why=why)
    recount_later(suspension, why, by)


def stand_again(suspension: PupilSuspension, ended_at: datetime, why: str, by: User) -> None:
    """Owe again what fell away when a suspension was noted as ended by the board, at a moment (aware): it has not ended.

    Call it after the suspension stands again. Within the caller's transaction.
    """
    days, now = school_calendar(suspension.school), timezone.now()
    rows = Duty.objects.filter(case=suspension.case, subject=str(suspension.pk))
    # What the board and the sixth day ask for is settled by what holds now, not as it was; work is for days to come.
    settled = {Kind.BOARD_MEETING, Kind.DAY_SIX_EDUCATION, *([Kind.SET_WORK] if is_over(suspension, now) else [])}
    fallen = rows.filter(waived_at__gte=ended_at, waive_reason=BOARD_REINSTATED).exclude(kind__in=settled)
    for duty in fallen.order_by("pk"):
        _owe(suspension, Kind(duty.kind), max(duty.due_at, now), by)
    back_by = clocks.reintegrate_by(suspension.absence, days)
    if rows.filter(kind=Kind.REINTEGRATION, discharged_at__gte=ended_at).exists():
        # They talked about coming back, and the pupil is not back.
        _owe(suspension, Kind.REINTEGRATION, back_by, by)
    move(suspension, Kind.REINTEGRATION, back_by, why, by)
    _put_off_return(suspension, days, by)
    for one in (suspension, *_others(suspension)):
        if not is_over(one, now):
            settle_education(one, school_calendar(one.school), by, why=why)
    recount_later(suspension, why, by)


def recount_later(suspension: PupilSuspension, why: str, by: User) -> None:
    """Let what the board owes, and what letters say, of each suspension decided after this one follow its total now.

    Under the locks of all of the pupil's (`hold_all`). Within the caller's transaction.
    """
    for one in _others(suspension):
        if (one.decided_at, one.pk) > (suspension.decided_at, suspension.pk):
            settle_counts(one, by, why=why)


def settle_counts(suspension: PupilSuspension, by: User, *, why: str) -> None:
    """Let what the board owes of a suspension, and what letters say of that, be as it counts now.

    A closed case is opened again where something is owed by it that was not. Under the locks of its case and pupil.
    """
    if suspension.case.state == CaseState.CLOSED:
        if not _is_board_owed(suspension) and not any(outdated_papers(known_of(suspension))):
            return
        open_again(suspension, REOPENED.format(who=name_of(suspension)), by)
    settle_board(suspension, by, why=why)
    settle_notices(suspension, by)


def open_where_owed(suspension: PupilSuspension, days: SchoolCalendar, by: User) -> bool:
    """Open a closed case again where the school's days, as they are now, let something be owed. False if it stays closed.

    What somebody waived with a reason is not owed again by them. Under the locks of its case and pupil.
    """
    if suspension.case.state != CaseState.CLOSED:
        return True
    is_board_owed = _is_board_owed(suspension) and not _was_waived(suspension, Kind.BOARD_MEETING)
    is_owed = is_board_owed or _is_education_owed(suspension, days)
    known = known_of(suspension)
    if not is_owed and all(was_said_otherwise(known, key, record) for key, _, record in outdated_papers(known)):
        return False
    open_again(suspension, REOPENED.format(who=name_of(suspension)), by)
    settle_notices(suspension, by)
    return True


def settle_education(suspension: PupilSuspension, days: SchoolCalendar, by: User, *, why: str) -> Moved | None:
    """Let education from the sixth day be owed as the days in a row are now: opened, moved or waived.

    What somebody waived with a reason is not owed again.
    """
    if not suspension.is_standing or suspension.is_lunchtime:
        return None
    day, duty = sixth_day_of(suspension, days, of_any_age=False), _open(suspension, Kind.DAY_SIX_EDUCATION).first()
    if day is None:
        return _fall_away(duty, NO_DAY_SIX, by)
    due_at = clocks.arrange_by(day, days, has_48_hours=replace(known_of(suspension), education=None).has_48_hours(days))
    if duty is not None:
        return move(suspension, Kind.DAY_SIX_EDUCATION, due_at, why, by)
    if not suspension.day_six.exists() and not _was_waived(suspension, Kind.DAY_SIX_EDUCATION):
        return _owe(suspension, Kind.DAY_SIX_EDUCATION, due_at, by)
    return None


def settle_board(suspension: PupilSuspension, by: User, *, why: str) -> Moved | None:
    """Let the board's meeting be owed as the law has it now: opened, moved or waived. Nothing once it has decided.

    After it has answered without having to meet, only once it must.
    """
    known = board_file(suspension)
    if not suspension.is_standing or known.outcome is not None:
        return None
    clock = board_clock(suspension, known)
    duty = _open(suspension, Kind.BOARD_MEETING).first()
    if clock.by is None or known.has_done(clock):
        return _fall_away(duty, NO_MEETING if known.told_on is not None else NOT_TOLD, by)
    if duty is not None:
        return move(suspension, Kind.BOARD_MEETING, clocks.end_of(clock.by), why, by)
    return _owe(suspension, Kind.BOARD_MEETING, clocks.end_of(clock.by), by)


def settle_education_now(suspension: PupilSuspension, by: User) -> None:
    """The same after the records about the pupil changed: nothing new of a suspension that is over."""
    if _open(suspension, Kind.DAY_SIX_EDUCATION).exists() or not is_over(suspension, timezone.now()):
        settle_education(suspension, school_calendar(suspension.school), by, why=NEW_FACTS)


def _is_education_owed(suspension: PupilSuspension, days: SchoolCalendar) -> bool:
    """Education from the sixth day is asked for, and nobody has arranged it or said why there is none."""
    if not suspension.is_standing or suspension.is_lunchtime or suspension.day_six.exists():
        return False
    is_asked_for = sixth_day_of(suspension, days, of_any_age=False) is not None
    return is_asked_for and not _was_waived(suspension, Kind.DAY_SIX_EDUCATION)


def _was_waived(suspension: PupilSuspension, kind: Kind) -> bool:
    """Somebody said why this is not done; it did not only fall away for a time."""
    rows = Duty.objects.filter(case=suspension.case, subject=str(suspension.pk), kind=kind, waived_at__isnull=False)
    return rows.exclude(waive_reason__in=FELL_AWAY).exists()


def _is_board_owed(suspension: PupilSuspension) -> bool:
    """The board has something to do about a suspension that it has not done."""
    known = board_file(suspension)
    clock = board_clock(suspension, known)
    return suspension.is_standing and clock.by is not None and not known.has_done(clock)


def move(suspension: PupilSuspension, kind: Kind, due_at: datetime, why: str, by: User) -> Moved | None:
    """Move an open duty about a suspension (aware). One that was late and would be late still stays as it is."""
    now, duty = timezone.now(), _open(suspension, kind).first()
    if duty is None or duty.due_at == due_at or (duty.due_at <= now and due_at <= now):
        return None
    due_at = max(due_at, now)
    before, subject = duty.due_at, str(suspension.pk)
    set_due(case=suspension.case, kind=kind, subject=subject, due_at=due_at, why=why, by=by)
    return Moved(suspension.case, kind, duty.about, before, due_at)


def finish(suspension: PupilSuspension, kind: Kind, how: str, by: User) -> bool:
    """Note that what was owed about a suspension is done. False if it was not owed."""
    return _done(suspension, kind, how, by)


def name_of(suspension: PupilSuspension) -> str:
    """How the duties about a suspension call the pupil."""
    return current(suspension.pupil).full_name[:200]


def _owe(suspension: PupilSuspension, kind: Kind, due_at: datetime, by: User) -> Moved:
    duty = open_duty(
        case=suspension.case,
        kind=kind,
        subject=str(suspension.pk),
        about=name_of(suspension),
        due_at=max(due_at, timezone.now()),
        by=by,
    )
    return Moved(duty.case, kind, duty.about, None, duty.due_at)


def _work_due(suspension: PupilSuspension, days: SchoolCalendar) -> datetime:
    return clocks.set_work_by(suspension.absence, suspension.decided_at, days)


def _put_off_return(suspension: PupilSuspension, days: SchoolCalendar, by: User) -> None:
    """A further suspension that begins when the one before ends: the pupil comes back after it."""
    before = suspension.follows
    if before is None:
        return
    day, half = clocks.return_on(before.absence, days)
    begins = (clocks.first_day(suspension.absence, days), suspension.absence.first_half)
    if (day, half) >= begins:
        for duty in _open(before, Kind.REINTEGRATION):
            settle_waived(duty=duty, reason="A further suspension follows. The talk is held after it.", by=by)


def _owe_return_before(suspension: PupilSuspension, days: SchoolCalendar, by: User) -> None:
    """A further suspension that ended before any of it was served: the talk after the one before it is owed again."""
    before = suspension.follows
    if before is None or not before.is_standing or before.is_lunchtime or length_of(suspension.absence, days):
        return
    if not before.reintegrations.exists():
        _owe(before, Kind.REINTEGRATION, clocks.reintegrate_by(before.absence, days), by)


def _others(suspension: PupilSuspension) -> list[PupilSuspension]:
    """The pupil's other suspensions that stand: their days may be in a row with this one's."""
    return [one for one in standing_of(suspension.pupil) if one.pk != suspension.pk]


def _open(suspension: PupilSuspension, *kinds: Kind) -> DutyQuerySet:
    rows = Duty.objects.open().filter(case=suspension.case, subject=str(suspension.pk), kind__in=kinds)
    return rows.select_related("case").order_by("pk")


def _fall_away(duty: Duty | None, why: str, by: User) -> Moved | None:
    if duty is None:
        return None
    settle_waived(duty=duty, reason=why, by=by)
    return Moved(duty.case, Kind(duty.kind), duty.about, duty.due_at, None)


def _done(suspension: PupilSuspension, kind: Kind, how: str, by: User) -> bool:
    return discharge(case=suspension.case, kind=kind, subject=str(suspension.pk), how=how, by=by)
