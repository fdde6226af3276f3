"""Who decides on the suspension of a pupil: the headteacher of the pupil's school, or who acts as headteacher."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from cases.access import may
from cases.independence import is_of_family
from kernel.refusal import refuse_if
from pupils.states import OF_BOARD, Capacity, Event
from schools.access import forget_powers, powers, require_at
from schools.states import Role

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import Case
    from pupils.models import PupilSuspension
    from schools.models import Person, School

SUSPENDS = "suspend_pupil"
BOARD = "board_duties"
INSTEAD_OF_HEAD = (
    "Whoever acts as headteacher decides instead. If nobody does, ask the CEO to appoint a headteacher to stand in."
)
INSTEAD_OF_STAFF = "Ask another senior leader of the school, or the headteacher, to do this."


def may_decide(user: "User", case: "Case") -> bool:
    """Cancel a suspension of this case, or decide a further one. SI 2012/1033 reg 21."""
    return may(user, SUSPENDS, case)


def may_tell(user: "User", case: "Case", event: Event) -> bool:
    """Write to somebody about this event: whoever works on the case; what the board tells, whoever does its business too."""
    return may(user, "work_case", case) or (event in OF_BOARD and may(user, BOARD, case))


def may_tell_some(user: "User", case: "Case") -> bool:
    """Write to somebody about some event of a suspension in this case."""
    return may(user, "work_case", case) or may(user, BOARD, case)


def may_see_told(user: "User", case: "Case") -> bool:
    """See who was told of what: whoever sees the cases of the school; of what the board tells, its clerk."""
    return may(user, "view_cases", case) or may(user, BOARD, case)


def may_say_untold(user: "User", case: "Case", event: Event) -> bool:
    """Say how somebody knows of an event without the paper: the headteacher; of what the board tells, its clerk too."""
    return may_decide(user, case) or (event in OF_BOARD and may(user, BOARD, case))


def require_tells(by: "User", case: "Case", event: Event) -> None:
    """Deny (403) unless the user may write to somebody about this event."""
    if not may_tell(by, case, event):
        raise PermissionDenied


def require_head(by: "User", school: "School") -> None:
    """Deny (403) unless the user is, or acts as, the headteacher of this school."""
    require_at(by, SUSPENDS, school)


def require_head_still(by: "User", school: "School", case: "Case | None" = None) -> None:
    """The same asked anew, under the lock: the power may have been taken back meanwhile. Also of the case, if given."""
    forget_powers(by)
    require_head(by, school)
    if case is not None and not may_decide(by, case):
        raise PermissionDenied


def capacity_of(user: "User", school: "School") -> Capacity:
    """As what they decide: in their own right, or acting for the headteacher."""
    return Capacity.ACTING_HEAD if powers(user).is_acting(Role.HEAD, school.pk) else Capacity.HEAD


def why_tied(user: "User", pupil: "Person", instead: str = INSTEAD_OF_HEAD) -> str | None:
    """Say that somebody is of the pupil's family, and who acts instead; None if they are not. One query."""
    if not is_of_family(user, pupil):
        return None
    return f"{user.name} is entered as family or a contact of {pupil.full_name}, and so decides nothing about them. {instead}"


def require_untied(by: "User", about: "PupilSuspension | Person", instead: str = INSTEAD_OF_HEAD) -> None:
    """Refuse (`Refused`) whoever is of the pupil's family, under whichever record; `instead` says who acts instead."""
    pupil: Person = getattr(about, "pupil", about)  # type: ignore[arg-type]  # a person has none
    refuse_if(why_tied(by, pupil, instead), about=about)
