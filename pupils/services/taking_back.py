"""What was noted of the board's decision, or of its answer, was noted wrongly: it is taken back, and can be noted anew."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, move
from cases.access import require, require_still
from cases.services.writing import claim, settle
from kernel import wording
from kernel.refusal import refuse_blank, refuse_if
from notices.states import NoticeKind
from pupils import judging
from pupils.models import BoardAttendance, BoardOutcome, PupilSuspension
from pupils.recipients import NoticeKey, event_of
from pupils.selectors.board_clock import board_file
from pupils.services._after import name_of, settle_board, stand_again
from pupils.services._owed import owe_taken_back, settle_notices
from pupils.services._reopening import open_again
from pupils.services._shared import forget_draft, locked, standing_of, tell_head
from pupils.services.board import BOARD
from pupils.states import PUPIL_SUSPENSION_MOVES, BoardDecision, HalfOfDay, PupilSuspensionState
from records.models import WrittenRecord
from records.services import discard_record, withdraw_record
from records.states import RecordState

REOPENED = "What was noted of the board’s decision about {who} was taken back."
WHY = "What was noted of the board’s decision was taken back."


@transaction.atomic
def take_back_outcome(
    *, outcome: BoardOutcome, reason: str, by: User, token: UUID | None = None
) -> BoardOutcome | None:
    """Take back what was noted of the board's decision or answer, because it was noted wrongly. What was noted stays readable.

    Everything stands as if it had not been noted: a suspension that was noted as ended goes on, what is owed of it is owed
    again, the board owes its decision, and what was noted of who came is noted anew with it. Its letters are withdrawn;
    whoever was told is owed that it does not hold, unless what does is told first. A closed case is opened again. None if
    this form was sent before. Raises `Refused`.
    """
    require(by, BOARD, outcome.suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(outcome.suspension)
    require_still(by, BOARD, suspension.case)
    outcome, known = BoardOutcome.objects.select_related("suspension__case").get(pk=outcome.pk), board_file(suspension)
    others = [one for one in standing_of(suspension.pupil) if one.pk != suspension.pk]
    reason_not = judging.cannot_be_heard(suspension.case) or judging.cannot_take_back(
        outcome, suspension, known, others
    )
    refuse_if(reason_not, about=suspension)
    refuse_blank(reason, "Say what was noted wrongly.", about=suspension, field="reason")
    open_again(suspension, REOPENED.format(who=name_of(suspension)), by)
    now, why = timezone.now(), reason.strip()
    data = {
        "who": name_of(suspension),
        "decision": str(BoardDecision(outcome.decision).label),
        "on": wording.full_day(outcome.decided_on),
        "reason": why,
    }
    amend(
        outcome,
        verb="board.decision_taken_back",
        by=by,
        data=data,
        taken_back_at=now,
        taken_back_by=by,
        taken_back_why=why,
    )
    for row in BoardAttendance.objects.filter(
        meeting__suspension=suspension, noted_at=outcome.noted_at, taken_back_at__isnull=True
    ):
        amend(
            row,
            verb="board.attended_taken_back",
            by=by,
            data={"who": name_of(suspension)},
            taken_back_at=now,
            taken_back_by=by,
        )
    if outcome.decision == BoardDecision.REINSTATED:
        _restore(suspension, why, by)
    _withdraw_letters(suspension, outcome, why, by)
    owe_taken_back(suspension, event_of(outcome.decision), by)
    settle_board(suspension, by, why=WHY)
    settle_notices(suspension, by)
    tell_head(suspension, NoticeKind.BOARD_NEWS, by)
    forget_draft("board_back", suspension, by)
    if token is not None:
        settle(token=token, led_to=suspension.board_url, by=by)
    return outcome


def _restore(suspension: PupilSuspension, why: str, by: User) -> None:
    """The suspension stands again, whole, and so does what it obliges to."""
    ended_at = suspension.ended_at
    move(
        suspension,
        PupilSuspensionState.DECIDED,
        table=PUPIL_SUSPENSION_MOVES,
        verb="pupil_suspension.restored",
        by=by,
        data={"who": name_of(suspension), "reason": why},
        ended_at=None,
        ended_by=None,
        end_reason="",
        back_on=None,
        back_half=HalfOfDay.MORNING,
    )
    if ended_at is not None:
        stand_again(suspension, ended_at, WHY, by)


def _withdraw_letters(suspension: PupilSuspension, outcome: BoardOutcome, why: str, by: User) -> None:
    """Withdraw what was issued of this outcome, and discard what was being written of it."""
    rows = WrittenRecord.objects.filter(case=suspension.case, subject__startswith=f"{suspension.pk}-")
    for record in rows.select_related("case").order_by("number", "version"):
        key = NoticeKey.read(record.subject)
        if key is None or key.suspension != suspension.pk or key.event != event_of(outcome.decision):
            continue
        if record.state == RecordState.DRAFT:
            discard_record(record=record, by=by)
        elif record.is_current:
            withdraw_record(record=record, reason=why, by=by)
