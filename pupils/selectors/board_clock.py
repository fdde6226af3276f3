"""Must the board meet about a pupil's suspension, until when, and what may it decide? As the rows stand now."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kernel.together import together
from pupils import clocks
from pupils.board import BoardClock, BoardFile
from pupils.exams import day_to_meet_before, exams_of
from pupils.models import (
    AdviceAnswer,
    BoardAttendance,
    BoardMeeting,
    BoardMember,
    BoardOutcome,
    BoardReceipt,
    BoardRepresentation,
    ExamNote,
    PupilSuspension,
)
from pupils.selectors.counts import before_of, questions_of
from schools.schooldays import SchoolCalendar
from schools.selectors.school_calendar import school_calendar


def board_file(suspension: PupilSuspension) -> BoardFile:
    """Everything noted of the board's part: one query."""
    return file_of(*together(*asked_of_board(suspension)))


def asked_of_board(suspension: PupilSuspension) -> Sequence[Any]:
    """The same as questions that a page asks along with others, for `file_of`."""
    return (
        BoardReceipt.objects.filter(suspension=suspension).select_related("copy").order_by("pk"),
        BoardRepresentation.objects.filter(suspension=suspension)
        .select_related("noted_by")
        .order_by("received_at", "pk"),
        BoardMeeting.objects.filter(suspension=suspension).order_by("arranged_at", "pk"),
        BoardMember.objects.filter(meeting__suspension=suspension).select_related("user").order_by("pk"),
        BoardOutcome.objects.filter(suspension=suspension).select_related("noted_by", "taken_back_by").order_by("pk"),
        AdviceAnswer.objects.filter(advice__suspension=suspension).select_related("answered_by"),
        BoardAttendance.objects.filter(meeting__suspension=suspension, taken_back_at__isnull=True)
        .select_related("person__merged_into")
        .order_by("pk"),
    )


def file_of(
    receipts: Any, said: Any, meetings: Any, members: Any, outcomes: Any, answers: Any, attendances: Any
) -> BoardFile:
    """The answers to `asked_of_board`."""
    return BoardFile(
        tuple(receipts),
        tuple(said),
        tuple(meetings),
        tuple(members),
        tuple(outcomes),
        next(iter(answers), None),
        tuple(attendances),
    )


def board_clock(suspension: PupilSuspension, known: BoardFile, days: SchoolCalendar | None = None) -> BoardClock:
    """When the board must meet or consider; nothing before it was told. Two queries."""
    days = days or school_calendar(suspension.school)
    clock = counted(suspension, days)
    if known.told_on is None:
        return clock
    told_at = clocks.noon(known.told_on)
    exam_on = day_to_meet_before(clock.exams, known.told_on)
    law_by = clocks.board_meets_by(clock.band, bool(known.said), exam_on, told_at, days)
    asked = [at for at in (known.asked_at, known.said[0].received_at if known.said else None) if at is not None]
    by = law_by
    if law_by is None and asked:
        by = clocks.board_considers_by(max(told_at, min(asked)), days)
    return replace(clock, law_by=law_by, by=by, is_estimate=by is not None and not days.knows(by))


def counted(suspension: PupilSuspension, days: SchoolCalendar) -> BoardClock:
    """The half-days that count in the term as a result of this suspension: it, those decided before it, elsewhere."""
    notes, found, noted = together(
        ExamNote.objects.filter(suspension=suspension).order_by("pk"), *questions_of(suspension.pupil)
    )
    counts = before_of(found, noted, suspension.school).as_result_of(suspension, days)
    exams = exams_of(suspension, notes)
    return BoardClock(
        half_days=counts.most_in_a_term,
        band=counts.band,
        must_be_told=clocks.must_be_told(counts.band, exams[0].on if exams else None),
        exams=exams,
    )


def board_has_begun(suspension: PupilSuspension) -> bool:
    """The board's meeting has begun, of a suspension of which the board must be told: it can no longer be cancelled.

    A meeting that only hears what is said about five days or fewer does not bar it. SI 2012/1033 regs 17A(3), 23(2)-(3).
    """
    if not BoardMeeting.objects.filter(suspension=suspension, began_at__isnull=False).exists():
        return False
    return counted(suspension, school_calendar(suspension.school)).must_be_told
