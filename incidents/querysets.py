"""Ways of asking for incidents: those of the files one sees, and the reports one made oneself."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from cases.access import reach
from cases.querysets import FileQuerySet
from incidents.states import AWAITED, StatementState

if TYPE_CHECKING:
    from accounts.models import User


class IncidentQuerySet(FileQuerySet):
    def visible_to(self, user: "User") -> Self:
        """Incidents of the files this user sees, and those they reported; nothing behind a wall."""
        held = reach(user)
        return held.without_walled(self, self.to_case).filter(held.file(self.to_case) | Q(logged_by=held.user_id))


class AddendumQuerySet(FileQuerySet):
    to_case = "incident__case__"


class InterviewQuerySet(FileQuerySet):
    """Interviews are seen with the file of their case."""

    to_case = "involvement__case__"

    def with_people(self) -> Self:
        """With everybody whose name a page or a note says."""
        return self.select_related(
            "involvement__case__school", "involvement__person", "involvement__user", "interviewer", "noted_by"
        )


class StatementQuerySet(FileQuerySet):
    to_case = "involvement__case__"

    def visible_to(self, user: "User") -> Self:
        """Statements of the files this user sees, and those they were asked to write; nothing behind a wall."""
        held = reach(user)
        return held.without_walled(self, self.to_case).filter(held.file(self.to_case) | Q(author=held.user_id))

    def awaited(self) -> Self:
        """Asked for, and not in yet."""
        return self.filter(state__in=AWAITED)

    def confirmed(self) -> Self:
        return self.filter(state=StatementState.CONFIRMED)

    def standing_in(self) -> Self:
        """Those that stand in for an interview."""
        return self.filter(stands_in_at__isnull=False)

    def with_people(self) -> Self:
        """With everybody whose name a page or the record says."""
        return self.select_related(
            "involvement__case__school", "involvement__person__merged_into", "involvement__user", "author", "asked_by"
        )
