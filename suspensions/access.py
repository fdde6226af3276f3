"""Who decides whether a suspension goes on: on its case and at its site, or for every site."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from cases.access import may, may_at, reach
from cases.deciding import capacity_on
from schools.access import forget_powers

if TYPE_CHECKING:
    from accounts.models import User
    from suspensions.models import SiteSuspension


AS_CEO = ("ceo", "acting_ceo")


def is_ceo_with_a_part(user: "User", suspension: "SiteSuspension") -> bool:
    """It would be as CEO that they act on a suspension of a case in which they have a part themselves."""
    case = suspension.case
    if case.pk not in reach(user).involved:
        return False
    return capacity_on(case, user, power="suspend", school=suspension.school) in AS_CEO


def may_decide(user: "User", suspension: "SiteSuspension") -> bool:
    """Decide on a suspension: extend it, let it end."""
    if suspension.is_trust_wide:
        return may(user, "suspend_trust_wide", suspension.case)
    return may(user, "suspend", suspension.case) and may_at(user, "suspend", suspension.case, suspension.school)


def require_decider(by: "User", suspension: "SiteSuspension") -> None:
    """Deny (403) unless the user decides on this suspension."""
    if not may_decide(by, suspension):
        raise PermissionDenied


def require_decider_still(by: "User", suspension: "SiteSuspension") -> None:
    """The same asked anew, under the lock of its case: the power may have been taken back meanwhile."""
    forget_powers(by)
    require_decider(by, suspension)
