"""Why the board, or the CEO's reviewer, may not do something about a pupil's suspension, or None. Pure.

Law: SI 2012/1033 reg 24 and the Department's guidance: at most 5 days in a term the board considers what is said and
cannot reinstate; from there it depends on what it must do.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from cases.models import Case
from cases.rules import cannot_change
from cases.states import CaseState
from kernel import wording
from kernel.text import fold
from pupils.board import Attended, BoardClock, BoardFile, was_over_by
from pupils.counting import Absence
from pupils.models import Advice, BoardMeeting, BoardOutcome, PupilSuspension
from pupils.rules import cannot_overlap
from pupils.states import BoardDecision, Came
from schools.calendar import local_day
from schools.schooldays import Half, SchoolCalendar

DECIDED = "The board has decided on this suspension."
ANSWERED = "The board has considered what was said. It need not meet."
ENDED = "This suspension has been cancelled, or the board has ended it."
CANCELLED_SINCE = (
    "The suspension was cancelled since: everybody is told that, whatever was noted of the board’s decision."
)
NOT_TOLD = "The board has not been told of this suspension yet. The school’s notice to the board comes first."
AHEAD = "A meeting is arranged. Hold it, or call it off first."
NO_MEETING = "No meeting has begun yet. Note first that it has, and who sat on the board."


def cannot_be_heard(case: Case) -> str | None:
    """Say why nothing said to the board can be noted in this case. A closed one is opened again by it."""
    return cannot_change(case) if case.state == CaseState.VOID else None


def cannot_have_come(received_at: datetime, decided_at: datetime, now: datetime) -> str | None:
    """Say why something cannot have come to the board at this moment (aware)."""
    if received_at > now:
        return "This is in the future. Enter when it came."
    if local_day(received_at) < local_day(decided_at):
        return f"The suspension was decided later, on {wording.full_day(local_day(decided_at))}. Enter when it came."
    return None


# --- The meeting ------------------------------------------------------------------------------------------------------
def cannot_arrange(suspension: PupilSuspension, known: BoardFile, clock: BoardClock) -> str | None:
    """Say why no meeting of the board can be arranged about a suspension. One can after an answer, once it must meet."""
    if known.told_on is None:
        return NOT_TOLD
    if known.outcome is not None:
        return DECIDED
    if not suspension.is_standing:
        return ENDED
    if known.has_done(clock):
        return ANSWERED
    if known.ahead is not None:
        return "A meeting is arranged already. If it is at another time or place, call it off first."
    return None


def wrong_meeting(meets_at: datetime, suspension: PupilSuspension) -> str | None:
    """Say why the board cannot meet at this moment (aware). It may before its notice counts as received: it knows then."""
    return _too_early(local_day(meets_at), suspension, "Enter a later time.")


def cannot_be_past(meets_at: datetime, now: datetime, *, is_known: bool) -> str | None:
    """Say that a meeting would be at a moment (aware) that has passed, until somebody has said that they know it."""
    if is_known or meets_at >= now.replace(second=0, microsecond=0):
        return None
    return "This time has passed. Look at it again. If the board has met already, tick that it has."


def late_limit(meets_at: datetime, clock: BoardClock) -> date | None:
    """The last day of the law, where the board would meet (aware) after it; None where it meets in time."""
    return clock.law_by if clock.law_by is not None and local_day(meets_at) > clock.law_by else None


def cannot_be_late(limit: date | None, *, is_known: bool) -> str | None:
    """Say that a meeting would be later than the law allows, until somebody has said that they know it."""
    if limit is None or is_known:
        return None
    return (
        f"The law wants the board to meet by {wording.full_day(limit)}. Choose an earlier day. If there is none, say that "
        "you know it, and why."
    )


def _too_early(day: date, suspension: PupilSuspension, instead: str) -> str | None:
    decided_on = local_day(suspension.decided_at)
    if day >= decided_on:
        return None
    return f"The suspension was decided later, on {wording.full_day(decided_on)}. {instead}"


def cannot_change_meeting(suspension: PupilSuspension, meeting: BoardMeeting) -> str | None:
    """Say why nothing can be added to a meeting."""
    if not suspension.is_standing:
        return ENDED
    if meeting.began_at is not None:
        return "This meeting has begun."
    return None if meeting.called_off_at is None else "This meeting was called off."


def wrong_papers_day(papers_on: date, suspension: PupilSuspension, now: datetime) -> str | None:
    """Say why the papers cannot have gone out on this local day."""
    if papers_on > local_day(now):
        return "This day is in the future. Enter the day on which the papers went out."
    return _too_early(papers_on, suspension, "Enter a later day.")


def cannot_begin_at(began_at: datetime, suspension: PupilSuspension, now: datetime) -> str | None:
    """Say why the meeting cannot have begun at this moment (aware)."""
    if began_at > now:
        return "This is in the future. Note it once the meeting has begun."
    return wrong_meeting(began_at, suspension)


def must_say_why_uninvited(missed: Sequence[str]) -> str:
    """Ask why a meeting begins before these (by name) were invited."""
    return f"Not invited: {wording.listed(missed)}. Say why the meeting began all the same."


def cannot_sit(names: Collection[str], involved: Collection[str]) -> str | None:
    """Say why people given by their names may not sit on the board: they have the name of somebody involved."""
    known = {fold(name): name for name in involved}
    found = [known[fold(name)] for name in names if fold(name) in known]
    if not found:
        return None
    return f"{wording.listed(found)} has to do with this suspension. Somebody who has not must sit in their place."


# --- What it decides --------------------------------------------------------------------------------------------------
def cannot_decide(suspension: PupilSuspension, known: BoardFile, clock: BoardClock) -> str | None:
    """Say why no outcome can be noted."""
    if known.outcome is not None:
        return DECIDED
    if not suspension.is_standing:
        return ENDED
    if known.told_on is None:
        return NOT_TOLD
    return ANSWERED if known.has_done(clock) and known.begun is None else None


def cannot_decide_so(
    decision: BoardDecision, suspension: PupilSuspension, known: BoardFile, clock: BoardClock, decided_on: date
) -> str | None:
    """Say why the board cannot have decided this on a local day; that it is noted later changes nothing."""
    if decision == BoardDecision.CONSIDERED:
        if clock.must_meet:
            return "The board must hold a meeting about this suspension."
        if known.answered is not None:
            return ANSWERED
        return None if known.ahead is None else AHEAD
    if known.begun is None:
        return NO_MEETING
    if known.ahead is not None:
        return AHEAD
    if decision == BoardDecision.REINSTATED:
        return cannot_reinstate(suspension, clock, decided_on)
    if decision == BoardDecision.NOT_RIGHT and not was_over_by(suspension, decided_on):
        return "The suspension was not over on that day. The board reinstates the pupil, or it does not."
    return None


def cannot_take_back(
    outcome: BoardOutcome, suspension: PupilSuspension, known: BoardFile, others: Iterable[PupilSuspension]
) -> str | None:
    """Say why what was noted of the board's decision or answer is not taken back. `others`: the pupil's others that stand."""
    if not outcome.holds:
        return "This was taken back already."
    if not outcome.is_decision and known.outcome is not None:
        return "The board has decided since. Take back its decision first."
    if outcome.decision != BoardDecision.REINSTATED:
        return None if suspension.is_standing else CANCELLED_SINCE
    others = [*others]
    whole = replace(suspension.absence, served_before=None)
    follows_too = suspension.follows_id is not None and any(one.follows_id == suspension.follows_id for one in others)
    if follows_too or cannot_overlap(whole, others):
        return (
            "The pupil was suspended again since, in place of this suspension. The headteacher cancels that one first."
        )
    return None


def is_unsaid(attended: Collection[Attended], family: Mapping[int, str]) -> tuple[int, str] | None:
    """Of whom of the family (names by pk) it is not said yet whether they came, and what is missing."""
    said = {one.person: one for one in attended}
    for pk, name in family.items():
        if pk not in said:
            return pk, f"Say whether {name} came."
        if said[pk].came == Came.REPRESENTED and not said[pk].with_whom.strip():
            return pk, f"Say who spoke for {name}."
    return None


def cannot_reinstate(suspension: PupilSuspension, clock: BoardClock, decided_on: date) -> str | None:
    """Say why the board cannot reinstate the pupil. SI 2012/1033 reg 24."""
    if not clock.must_meet:
        return (
            "The board can reinstate a pupil only where the law asks it to meet: over 15 days in the term, an "
            "examination missed, or over 5 days where somebody has made representations."
        )
    if was_over_by(suspension, decided_on):
        return "The suspension was over by then, and the pupil was back. The board can still say that it was not right."
    return None


def wrong_decision_day(decided_on: date, suspension: PupilSuspension, known: BoardFile, now: datetime) -> str | None:
    """Say why the board cannot have decided on this local day."""
    if decided_on > local_day(now):
        return "This day is in the future. Enter the day of the decision."
    if known.begun is not None and known.begun.began_at is not None and decided_on < local_day(known.begun.began_at):
        return (
            f"The meeting began on {wording.full_day(local_day(known.begun.began_at))}. Enter that day or a later one."
        )
    return _too_early(decided_on, suspension, "Enter a later day.")


def wrong_return(
    suspension: PupilSuspension,
    back_on: date | None,
    back: Half,
    *,
    decided_on: date,
    began_at: datetime | None,
    days: SchoolCalendar,
) -> str | None:
    """Say why the pupil cannot be back from this half-day: it shortens the suspension, from the decision on.

    `began_at` (aware): the board's meeting. A session that had opened by then was missed, and goes on counting.
    """
    if back_on is None:
        return "Say from which day the pupil is back."
    absence = suspension.absence
    if days.knows(back_on) and back >= days.half_days_on(back_on):
        return (
            f"The school does not meet then. The next school day is {wording.full_day(days.estimate(back_on, 1)[0])}."
        )
    if back_on < decided_on:
        return f"The board decided on {wording.full_day(decided_on)}. The pupil is back from then on, or later."
    if began_at is not None and days.knows(back_on) and _missed_at(absence, back_on, back, days) < began_at:
        return (
            f"The board’s meeting began on {wording.in_full(began_at)}. The pupil was away till then: enter the half-day "
            "from which they are back after it."
        )
    if (back_on, back) > (absence.last_on, absence.last_half):
        return f"The suspension ends on {wording.full_day(absence.last_on)} anyway. Enter an earlier day."
    return None


def _missed_at(absence: Absence, day: date, half: Half, days: SchoolCalendar) -> datetime:
    """From when (aware) a half-day counts as missed: as its session opens; a lunchtime as the morning closes."""
    if absence.is_lunchtime and half == Half.MORNING:
        return days.session_closes(day, half)
    return days.session_opens(day, half)


# --- The CEO's advice -------------------------------------------------------------------------------------------------
def cannot_advise(suspension: PupilSuspension, given: Advice | None, involved: str | None) -> str | None:
    """Say why this account cannot review the suspension."""
    if given is not None:
        return "This suspension has been reviewed already."
    if not suspension.is_standing:
        return ENDED
    return involved


def cannot_answer(suspension: PupilSuspension, given: Advice | None, *, is_answered: bool) -> str | None:
    """Say why there is no advice to answer."""
    if given is None or given.is_supported:
        return "There is nothing to answer: the CEO’s review has not advised against this suspension."
    if is_answered:
        return "The advice has been answered."
    return None if suspension.is_standing else ENDED
