"""What the page says on which an outcome of the board is taken back that was noted wrongly."""

from dataclasses import dataclass

from kernel.components import Row
from pupils import judging
from pupils.models import BoardOutcome, PupilSuspension
from pupils.selectors.board import rows_of_outcome
from pupils.selectors.board_clock import board_file
from pupils.selectors.recipients import known_of
from pupils.selectors.taken_back import were_told
from pupils.states import BoardDecision
from schools.models import Person


@dataclass(frozen=True)
class BackPage:
    """What was noted, who was told of it (by name), and why it cannot be taken back, if it cannot."""

    rows: tuple[Row, ...]
    told: tuple[str, ...]
    is_reinstated: bool
    reason: str | None


def back_page(suspension: PupilSuspension, outcome: BoardOutcome) -> BackPage:
    """The page about one outcome of a suspension."""
    same = Person.objects.same_as([suspension.pupil_id])
    others = PupilSuspension.objects.standing().filter(pupil__in=same).exclude(pk=suspension.pk)
    return BackPage(
        rows=rows_of_outcome(outcome),
        told=were_told(known_of(suspension), outcome),
        is_reinstated=outcome.decision == BoardDecision.REINSTATED,
        reason=judging.cannot_take_back(outcome, suspension, board_file(suspension), others),
    )
