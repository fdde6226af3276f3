"""Who arranges a meeting, who writes its record, who reads that before it is issued: of a mediation, whoever mediates."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.access import may, reach
from meetings.states import AttendeeCapacity
from schools.access import forget_powers

if TYPE_CHECKING:
    from accounts.models import User
    from meetings.models import Attendee, Mediation, Meeting


def mediation_of(meeting: "Meeting") -> "Mediation | None":
    """The mediation that a meeting belongs to; None for every other meeting."""
    return meeting.case.mediation if meeting.is_mediated else None


def mediates(user: "User", mediation: "Mediation") -> bool:
    """This account mediates now: appointed, its access has not ended, and nothing keeps it from the case."""
    held = reach(user)
    return mediation.case_id not in held.walled and mediation.is_mediated_by(held.user_id, timezone.now())


def arranges_for(user: "User", mediation: "Mediation") -> bool:
    """Arrange the meetings of a mediation: whoever mediates, and whoever decides for the CEO."""
    return mediates(user, mediation) or may(user, "review", mediation.case)


def arranges(user: "User", meeting: "Meeting") -> bool:
    """Move a meeting, call it off, say who comes and what came of it: whoever works on the case, or `arranges_for`."""
    mediation = mediation_of(meeting)
    return may(user, "work_case", meeting.case) if mediation is None else arranges_for(user, mediation)


def writes(user: "User", meeting: "Meeting") -> bool:
    """Write a meeting's record and issue it: whoever works on the case.

    Of a mediation only whoever mediates; what one side said alone, only whoever listened. Where the mediator has no
    account, whoever decides for the CEO writes what both sides agreed, and nothing of one side.
    """
    mediation = mediation_of(meeting)
    if mediation is None:
        return may(user, "work_case", meeting.case)
    if mediation.mediator_id is None:
        return not meeting.is_with_one_side and may(user, "review", meeting.case)
    is_theirs = not meeting.is_with_one_side or meeting.convener_id == user.pk
    return is_theirs and mediates(user, mediation)


def reads_draft(user: "User", meeting: "Meeting", party: "Attendee | None") -> bool:
    """Read the draft of a record once it was sent: `party` is this account among those who were there, if it was.

    Of a mediation the file opens no draft; what one side said alone is that side's, whoever else sat with them.
    """
    if not meeting.is_mediated:
        return True
    if party is None or party.capacity == AttendeeCapacity.MEDIATOR:
        return False
    return not meeting.is_with_one_side or party.capacity == AttendeeCapacity.PARTY


def require_arranges(by: "User", meeting: "Meeting", *, is_still: bool = False) -> None:
    """Deny (403) unless this account may arrange this meeting. `is_still`: asked anew, under the lock of the case."""
    _require(by, arranges, meeting, is_still)


def require_writes(by: "User", meeting: "Meeting", *, is_still: bool = False) -> None:
    """Deny (403) unless this account may write this meeting's record. `is_still`: asked anew, under the lock."""
    _require(by, writes, meeting, is_still)


def _require(by: "User", rule: "Callable[[User, Meeting], bool]", meeting: "Meeting", is_still: bool) -> None:
    if is_still:
        forget_powers(by)
    if not rule(by, meeting):
        raise PermissionDenied
