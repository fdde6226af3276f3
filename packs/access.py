"""Whose papers may this user have printed? Those of cases on which they handle records, in the file or in a tray."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from cases.access import reach
from records.access import handles_some

if TYPE_CHECKING:
    from accounts.models import User


def require_handling(by: "User") -> None:
    """Deny (403) unless the user handles records of some case."""
    if not handles_some(reach(by)):
        raise PermissionDenied
