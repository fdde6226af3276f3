"""The board has the notice of a suspension: what is counted from its day."""

from datetime import date

from django.utils import timezone

from accounts.models import User
from audit.services import write
from kernel import wording
from kernel.checking import full_check
from pupils.models import BoardReceipt, PupilSuspension
from pupils.services._after import name_of, settle_board
from records.models import Copy


def keep_receipt(suspension: PupilSuspension, received_on: date, copy: Copy | None, by: User) -> BoardReceipt:
    """Note the local day on which the board received it, and settle what runs from it. Called under the case's lock."""
    now = timezone.now()
    row = BoardReceipt(suspension=suspension, received_on=received_on, copy=copy, noted_at=now, noted_by=by)
    full_check(row)
    row.save(force_insert=True)
    data = {"who": name_of(suspension), "received_on": wording.full_day(received_on)}
    write(chain=suspension.chain, verb="board.told", row=row, by=by, at=now, data=data)
    settle_board(suspension, by, why="The board was told.")
    return row
