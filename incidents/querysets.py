"""Ways of asking for incidents: those of the files one sees, and the reports one made oneself."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from cases.access import reach
from cases.querysets import FileQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class IncidentQuerySet(FileQuerySet):
    def visible_to(self, user: "User") -> Self:
        """Incidents of the files this user sees, and those they reported; nothing behind a wall."""
        in_file = Q(pk__in=self.in_file_of(user).values("pk"))
        return reach(user).without_walled(self, self.to_case).filter(in_file | Q(logged_by=reach(user).user_id))


class AddendumQuerySet(FileQuerySet):
    to_case = "incident__case__"
