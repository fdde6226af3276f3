"""It is found out after the decision that a pupil misses an examination, or that they do not."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.access import require, require_still
from cases.rules import cannot_change
from cases.services.writing import claim, settle
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from pupils.access import INSTEAD_OF_STAFF, require_untied
from pupils.clocks import without_delay
from pupils.exams import Exam, cannot_note, cannot_take_back, exams_of, wrong_when_closed
from pupils.judging import cannot_be_heard
from pupils.models import ExamNote, PupilSuspension
from pupils.selectors.board_clock import board_file
from pupils.selectors.recipients import known_of
from pupils.services._after import name_of, settle_counts
from pupils.services._owed import owe_notice
from pupils.services._reopening import open_again
from pupils.services._shared import forget_draft, locked
from pupils.states import Event, RecipientKind
from schools.selectors import calendar
from schools.selectors.school_calendar import school_calendar

REOPENED = "It was found out that {who} misses an examination. The board must be told, and must meet."
REOPENED_DECIDED = "It was found out that {who} misses an examination. The board must be told."


@transaction.atomic
def note_exam(
    *,
    suspension: PupilSuspension,
    exam: str,
    exam_on: date,
    by: User,
    is_closed_known: bool = False,
    token: UUID | None = None,
) -> ExamNote | None:
    """Note that a suspension makes the pupil miss a public examination or national test on a local day within it.

    As if it had been known at the decision: the board is owed its notice, and the family their letter, with what follows;
    the board must meet within 15 school days of being told. A closed case is opened again. None if this form was sent
    before. `is_closed_known`: it is on that day although the school does not meet. Raises `Refused`. SI 2012/1033 regs
    23(2)-(3) and 24.
    """
    require(by, "work_case", suspension.case)
    require_untied(by, suspension, INSTEAD_OF_STAFF)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_still(by, "work_case", suspension.case)
    refuse_if(cannot_be_heard(suspension.case) or cannot_note(suspension), about=suspension)
    refuse_blank(exam, "Name the examination.", about=suspension, field="exam")
    new = Exam(exam_on, exam.strip())
    refuse_if(cannot_note(suspension, new, _known(suspension)), about=suspension, field="exam_on")
    reason = wrong_when_closed(exam_on, school_calendar(suspension.school), is_known=is_closed_known)
    refuse_if(reason, about=suspension, field="exam_on")
    reopened = REOPENED if board_file(suspension).outcome is None else REOPENED_DECIDED
    open_again(suspension, reopened.format(who=name_of(suspension)), by)
    row = _kept(suspension, new, by)
    _enter(row, "pupil_exam.noted", by)
    settle_counts(suspension, by, why="An examination is missed.")
    _owe_board(suspension, by)
    forget_draft("pupil_exam", suspension, by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return row


@transaction.atomic
def take_back_exam(
    *, suspension: PupilSuspension, exam: str, exam_on: date, reason: str, by: User, token: UUID | None = None
) -> ExamNote | None:
    """Note that the pupil does not miss an examination after all, and why. What was noted stays readable.

    What the board owes, and what letters say, follows. None if this form was sent before. Raises `Refused`.
    """
    require(by, "work_case", suspension.case)
    require_untied(by, suspension, INSTEAD_OF_STAFF)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_still(by, "work_case", suspension.case)
    old = Exam(exam_on, exam)
    reason_not = cannot_change(suspension.case) or cannot_note(suspension)
    refuse_if(reason_not or cannot_take_back(old, _known(suspension)), about=suspension)
    refuse_blank(reason, "Say why it is not missed.", about=suspension, field="reason")
    row = _kept(suspension, old, by, reason.strip())
    _enter(row, "pupil_exam.taken_back", by)
    settle_counts(suspension, by, why="An examination is not missed after all.")
    forget_draft("pupil_exam_back", suspension, by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return row


def _known(suspension: PupilSuspension) -> tuple[Exam, ...]:
    return exams_of(suspension, ExamNote.objects.filter(suspension=suspension).order_by("pk"))


def _kept(suspension: PupilSuspension, exam: Exam, by: User, reason: str = "") -> ExamNote:
    row = ExamNote(
        suspension=suspension,
        exam=exam.name,
        exam_on=exam.on,
        is_missed=not reason,
        reason=reason,
        noted_at=timezone.now(),
        noted_by=by,
    )
    full_check(row)
    row.save(force_insert=True)
    return row


def _enter(row: ExamNote, verb: str, by: User) -> None:
    data = {"who": name_of(row.suspension), "exam": row.exam, "on": wording.full_day(row.exam_on), "reason": row.reason}
    write(chain=row.chain, verb=verb, row=row, by=by, at=row.noted_at, data=data)


def _owe_board(suspension: PupilSuspension, by: User) -> None:
    """The board must be told without delay, also where the headteacher had said that it knows of the suspension."""
    known = known_of(suspension)
    for to in known.everybody:
        if to.kind == RecipientKind.BOARD:
            owe_notice(known, Event.DECIDED, to, by, due_at=without_delay(timezone.now(), calendar()))
