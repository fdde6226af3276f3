"""What the page says on which an outcome of the board is taken back that was noted wrongly."""

from dataclasses import dataclass

from kernel.components import Row
from pupils import judging
from pupils.models import BoardOutcome, PupilSuspension
from pupils.selectors.addresses import told_url
from pupils.selectors.board import rows_of_outcome
from pupils.selectors.board_clock import board_file
from pupils.selectors.recipients import known_of
from pupils.selectors.taken_back import not_logged, were_told
from pupils.states import BoardDecision
from schools.models import Person


@dataclass(frozen=True)
class BackPage:
    """What was noted, who was told of it (by name) or may have been, and why it cannot be taken back, if it cannot."""

    rows: tuple[Row, ...]
    told: tuple[str, ...]
    not_logged: tuple[str, ...]
    told_url: str
    is_reinstated: bool
    reason: str | None


def back_page(suspension: PupilSuspension, outcome: BoardOutcome) -> BackPage:
    """The page about one outcome of a suspension."""
    same = Person.objects.same_as([suspension.pupil_id])
    others = PupilSuspension.objects.standing().filter(pupil__in=same).exclude(pk=suspension.pk)
    known = known_of(suspension)
    return BackPage(
        rows=rows_of_outcome(outcome),
        told=were_told(known, outcome),
        not_logged=not_logged(known, outcome),
        told_url=told_url(suspension),
        is_reinstated=outcome.decision == BoardDecision.REINSTATED,
        reason=judging.cannot_take_back(outcome, suspension, board_file(suspension), others),
    )
