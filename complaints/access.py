"""Who deals with a complaint: informally the headteacher too; afterwards the CEO, a delegate or the Chair; a panel, the clerk;
one about personal data, the data protection lead."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from cases.access import may, reach, walled_from
from cases.deciding import decider_role, role_with
from complaints.states import Answered, Stage
from complaints.ties import why_not_among
from kernel.once import once_a_page
from schools.access import forget_powers
from schools.selectors.roles import holders
from schools.states import Role

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import Case
    from complaints.models import Complaint

LOGS, INFORMAL, ALWAYS = "log_complaint", "handle_complaint", "decide_complaint"
BOARD, DATA = "board_duties", "subject_access"


@once_a_page
def decider_of(case: "Case", user: "User") -> Role:
    """Who decides for the CEO on the case of a complaint, once a page: an office that stands in, whoever asks knows of."""
    return role_with(case, reach(user).handed_over.get(case.pk))


def may_handle(user: "User", complaint: "Complaint") -> bool:
    """Deal with a complaint as it stands. Where the Chair decides in the CEO's place, no headteacher does.

    One about personal data is the data protection lead's, unless they have to do with it.
    """
    if complaint.is_about_data:
        return _may_on_data(user, complaint)
    if may(user, ALWAYS, complaint.case):
        return True
    is_head = is_informal(complaint) and may(user, INFORMAL, complaint.case)
    return is_head and decider_of(complaint.case, user) == Role.CEO


def is_informal(complaint: "Complaint") -> bool:
    """It is at the informal stage, or was answered there and has not gone further."""
    if complaint.is_about_data:
        return False
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


# --- Personal data ------------------------------------------------------------------------------------------------
@once_a_page
def data_role(complaint: "Complaint") -> Role:
    """Who deals with a complaint about personal data: the data protection lead; where nobody who holds that role is free
    to, whoever decides for the CEO."""
    return Role.DP_LEAD if free_leads(complaint) else decider_role(complaint.case)


def free_leads(complaint: "Complaint") -> list["User"]:
    """Whoever is the data protection lead, or stands in, and has nothing to do with what is complained of."""
    return [user for user in holders(Role.DP_LEAD) if user.is_active and _is_free(complaint, user)]


@once_a_page
def _is_free(complaint: "Complaint", user: "User") -> bool:
    return why_not_among(complaint.case, complaint.source, user, before={}, was_chosen=False) is None


def _may_on_data(user: "User", complaint: "Complaint") -> bool:
    leads, decides = may(user, DATA, complaint.case), may(user, ALWAYS, complaint.case)
    if not (leads or decides):
        return False
    return leads if data_role(complaint) == Role.DP_LEAD else decides


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
