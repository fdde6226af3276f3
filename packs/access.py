"""Whose papers may this user have printed? Those of cases on which they handle records, in the file or in a tray."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from cases.access import Reach, reach
from schools.roles import ACTING_POWERS

if TYPE_CHECKING:
    from accounts.models import User

POWER = "handle_records"


def handles(held: Reach, to_case: str) -> Q:
    """A filter for rows of cases on which this account handles records: by role, or acting for the CEO.

    Walls are asked besides: `held.without_walled`.
    """
    schools = held.held.schools_with(POWER)
    if schools.is_everywhere:
        return ~Q(pk__in=())
    acting = _acting(held)
    found = Q(**{f"{to_case}school__in": schools.ids}) | Q(**{f"{to_case}pk__in": acting})
    if held.is_delegate_everywhere:
        found |= ~Q(**{f"{to_case}pk__in": held.not_delegated})
    return found


def handles_some(user: "User") -> bool:
    """May have papers printed of some case."""
    held = reach(user)
    return bool(held.user_id) and (held.held.includes(POWER) or bool(_acting(held)) or held.is_delegate_everywhere)


def _acting(held: Reach) -> list[int]:
    return [case for case, as_what in held.acting.items() if POWER in ACTING_POWERS[as_what]]


def require_handling(by: "User") -> None:
    """Deny (403) unless the user handles records of some case."""
    if not handles_some(by):
        raise PermissionDenied
