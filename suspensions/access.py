"""Who decides whether a suspension goes on: on its case and at its site, or for every site."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from cases.access import may, may_at, reach
from cases.deciding import capacity_on
from schools.access import forget_powers

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import Case
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


def may_end(user: "User", suspension: "SiteSuspension") -> bool:
    """Lift it or mark it as made in error: whoever works on its case; one that holds for every site, who decides that."""
    return may_decide(user, suspension) if suspension.is_trust_wide else may(user, "suspend", suspension.case)


def why_not_void_case(case: "Case", user: "User") -> str | None:
    """Say why somebody does not void a case: a suspension on it holds for every site, and would end with it."""
    if may(user, "suspend_trust_wide", case) or not case.site_suspensions.live().filter(is_trust_wide=True).exists():
        return None
    return (
        "A suspension on this case holds for every site. Only the CEO ends that, or whoever decides in their place. "
        "Ask them to void the case."
    )


def require_ender(by: "User", suspension: "SiteSuspension") -> None:
    """Deny (403) unless the user may lift or void this suspension."""
    if not may_end(by, suspension):
        raise PermissionDenied


def require_ender_still(by: "User", suspension: "SiteSuspension") -> None:
    """The same asked anew, under the lock of its case: the power may have been taken back meanwhile."""
    forget_powers(by)
    require_ender(by, suspension)


def require_decider(by: "User", suspension: "SiteSuspension") -> None:
    """Deny (403) unless the user decides on this suspension."""
    if not may_decide(by, suspension):
        raise PermissionDenied


def require_decider_still(by: "User", suspension: "SiteSuspension") -> None:
    """The same asked anew, under the lock of its case: the power may have been taken back meanwhile."""
    forget_powers(by)
    require_decider(by, suspension)
