"""Ways of asking for notices: those of the files one sees, and those addressed to oneself."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from cases.access import reach
from cases.querysets import FileQuerySet
from notices.states import NoticeKind

if TYPE_CHECKING:
    from accounts.models import User


class NoticeQuerySet(FileQuerySet):
    def visible_to(self, user: "User") -> Self:
        """Notices of the files this user sees, and what was sent to them; nothing behind a wall."""
        held = reach(user)
        return held.without_walled(self, self.to_case).filter(held.file(self.to_case) | Q(to_user=held.user_id))

    def addressed_to(self, user: "User") -> Self:
        """What was sent to this user; nothing behind a wall."""
        return reach(user).without_walled(self, self.to_case).filter(to_user=reach(user).user_id)

    def for_chair(self) -> Self:
        """What was sent to the Chair of Trustees: the CEO's notes, the report, and what follows it."""
        kinds = (NoticeKind.CHAIR_INFORMED, NoticeKind.CHAIR_REPORT, NoticeKind.CHAIR_SUPPLEMENTARY)
        return self.filter(kind__in=kinds)

    def unread(self) -> Self:
        return self.filter(acknowledged_at__isnull=True)

    def undelivered(self) -> Self:
        """Gave up for good and nobody has put it right."""
        return self.filter(failed_at__isnull=False, resolved_at__isnull=True)


class AppointmentQuerySet(FileQuerySet):
    to_case = "notice__case__"
