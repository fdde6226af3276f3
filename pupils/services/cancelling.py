"""A headteacher cancels a pupil's suspension: within the law's bounds, with the notices, and the record stays."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import move
from cases.rules import cannot_change
from kernel.refusal import refuse_blank, refuse_if
from pupils import rules
from pupils import wording as words
from pupils.access import require_head, require_head_still, require_untied
from pupils.models import PupilSuspension
from pupils.models.suspension import HALF
from pupils.selectors.cancelling import return_choices, why_not_cancel
from pupils.services._after import close_after
from pupils.services._owed import owe_notices
from pupils.services._shared import forget_draft, locked
from pupils.states import PUPIL_SUSPENSION_MOVES, Event, HalfOfDay, PupilSuspensionState


@transaction.atomic
def cancel_suspension(
    *, suspension: PupilSuspension, reason: str, back_on: date, back_half: HalfOfDay, by: User
) -> None:
    """Cancel a suspension before or after it begins; the pupil is back from a half-day (local day), without delay.

    What was served till then goes on counting. The parents, the board, the local authority, a social worker and a
    virtual school head are owed a written notice with the reason. Raises `Refused`. SI 2012/1033 as amended in 2023.
    """
    require_head(by, suspension.school)
    require_untied(by, suspension)
    suspension = locked(suspension)
    require_head_still(by, suspension.school, suspension.case)
    refuse_if(cannot_change(suspension.case), about=suspension)
    refuse_if(why_not_cancel(suspension), about=suspension)
    refuse_blank(reason, "Say why you cancel it.", about=suspension, field="reason")
    now, back = timezone.now(), (back_on, HALF[HalfOfDay(back_half)])
    refuse_if(rules.wrong_return(back, return_choices(suspension, now)), about=suspension, field="back")
    move(
        suspension,
        PupilSuspensionState.CANCELLED,
        table=PUPIL_SUSPENSION_MOVES,
        verb="pupil_suspension.cancelled",
        by=by,
        at=now,
        data={"who": suspension.pupil.full_name, "reason": reason.strip(), "back": words.half_of(*back)},
        ended_at=now,
        ended_by=by,
        end_reason=reason.strip(),
        back_on=back_on,
        back_half=back_half,
    )
    close_after(suspension, "The headteacher cancelled the suspension.", by)
    owe_notices(suspension, Event.CANCELLED, by)
    forget_draft("cancel_pupil", suspension, by)
