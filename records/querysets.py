"""Ways of asking for written records: those of the files one sees, and copies that were handed to oneself."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from cases.access import reach
from cases.querysets import FileQuerySet
from records.states import RecordState

if TYPE_CHECKING:
    from accounts.models import User


class RecordQuerySet(FileQuerySet):
    def visible_to(self, user: "User") -> Self:
        """Records of the files this user sees, and those of which they hold a copy; nothing behind a wall."""
        in_file = Q(pk__in=self.in_file_of(user).values("pk"))
        handed = Q(copies__to_user=user.pk)
        return reach(user).without_walled(self, self.to_case).filter(in_file | handed).distinct()

    def frozen(self) -> Self:
        """Issued at some time: their content no longer changes."""
        return self.exclude(state__in=[RecordState.DRAFT, RecordState.DISCARDED])

    def current(self) -> Self:
        return self.filter(state__in=[RecordState.ISSUED, RecordState.COMPLETE])


class RecordFileQuerySet(FileQuerySet):
    to_case = "record__case__"


class CopyQuerySet(FileQuerySet):
    to_case = "record__case__"
