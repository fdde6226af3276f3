"""Who deals with a complaint: informally the headteacher too; afterwards the CEO, a delegate or the Chair; a panel, the clerk."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from cases.access import may, reach, walled_from
from cases.deciding import decider_role, role_with
from complaints.states import Answered, Stage
from kernel.once import once_a_page
from schools.access import forget_powers
from schools.selectors.roles import holders
from schools.states import Role

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import Case
    from complaints.models import Complaint

LOGS, INFORMAL, ALWAYS = "log_complaint", "handle_complaint", "decide_complaint"
BOARD = "board_duties"


@once_a_page
def decider_of(case: "Case", user: "User") -> Role:
    """Who decides for the CEO on the case of a complaint, once a page: an office that stands in, whoever asks knows of."""
    return role_with(case, reach(user).handed_over.get(case.pk))


def may_handle(user: "User", complaint: "Complaint") -> bool:
    """Deal with a complaint as it stands. Where the Chair decides in the CEO's place, no headteacher does."""
    if may(user, ALWAYS, complaint.case):
        return True
    is_head = is_informal(complaint) and may(user, INFORMAL, complaint.case)
    return is_head and decider_of(complaint.case, user) == Role.CEO


def is_informal(complaint: "Complaint") -> bool:
    """It is at the informal stage, or was answered there and has not gone further."""
    if complaint.stage in (Stage.CLOSED, Stage.WITHDRAWN):
        return not any(one.answers != Answered.INFORMAL for one in complaint.decisions.all())
    return complaint.stage == Stage.INFORMAL


def require_handles(by: "User", complaint: "Complaint") -> None:
    """Deny (403) unless the user deals with this complaint."""
    if not may_handle(by, complaint):
        raise PermissionDenied


def require_handles_still(by: "User", complaint: "Complaint") -> None:
    """The same asked anew, under the lock of its case."""
    forget_powers(by)
    require_handles(by, complaint)


# --- A panel ------------------------------------------------------------------------------------------------------
@once_a_page
def panel_role(case: "Case") -> Role:
    """Who arranges the panel on a complaint: the clerk; where no clerk may see it, whoever decides for the CEO."""
    walled = walled_from(case)
    is_there = any(user.is_active and user.pk not in walled for user in holders(Role.CLERK))
    return Role.CLERK if is_there else decider_role(case)


def may_run_panel(user: "User", complaint: "Complaint") -> bool:
    """Arrange the panel, write its letters, note what it found."""
    if may(user, BOARD, complaint.case):
        return True
    return may(user, ALWAYS, complaint.case) and panel_role(complaint.case) != Role.CLERK


def require_runs_panel(by: "User", complaint: "Complaint") -> None:
    """Deny (403) unless the user does what there is to do for the panel on this complaint."""
    if not may_run_panel(by, complaint):
        raise PermissionDenied


def require_runs_panel_still(by: "User", complaint: "Complaint") -> None:
    """The same asked anew, under the lock of its case."""
    forget_powers(by)
    require_runs_panel(by, complaint)


def require_withdraws(by: "User", complaint: "Complaint") -> None:
    """Deny (403) unless the user deals with this complaint, or with the panel on it."""
    if not (may_handle(by, complaint) or (complaint.stage == Stage.PANEL and may_run_panel(by, complaint))):
        raise PermissionDenied
