"""Ways of asking for meetings: those of the files one sees, and those one is asked to."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.access import reach
from cases.querysets import FileQuerySet
from meetings.states import AttendeeCapacity, MeetingState

if TYPE_CHECKING:
    from accounts.models import User


class MeetingQuerySet(FileQuerySet):
    def visible_to(self, user: "User") -> Self:
        """Meetings of the files this user sees, and those they are asked to; nothing behind a wall."""
        held = reach(user)
        attendees: Any = self.model._meta.get_field("attendees").related_model
        asked = Exists(attendees.objects.filter(meeting=OuterRef("pk"), user=held.user_id))
        return held.without_walled(self, self.to_case).filter(held.file(self.to_case) | asked)

    def arranged(self) -> Self:
        return self.filter(state=MeetingState.ARRANGED)

    def with_people(self) -> Self:
        """With the rows that every page of a meeting names."""
        return self.select_related("case__school", "school", "convener")


class AttendeeQuerySet(FileQuerySet):
    to_case = "meeting__case__"

    def with_people(self) -> Self:
        """With everybody whose name a page or a letter says."""
        return self.select_related("person__merged_into", "user", "meeting__case")

    def to_write_to(self) -> Self:
        """Parents, who are known people, with everything that a letter to them names."""
        rows = self.filter(capacity=AttendeeCapacity.PARENT, person__isnull=False)
        return rows.select_related(
            "person__merged_into", "user", "meeting__case__school", "meeting__school", "meeting__convener"
        )


class SittingQuerySet(FileQuerySet):
    to_case = "meeting__case__"


class OfMeetingQuerySet(FileQuerySet):
    """What belongs to a meeting is seen with it: with the file, or by whoever is asked to it."""

    to_case = "meeting__case__"

    def visible_to(self, user: "User") -> Self:
        """Of the meetings this user sees; nothing behind a wall."""
        held = reach(user)
        meetings: Any = self.model._meta.get_field("meeting").related_model
        attendees: Any = meetings._meta.get_field("attendees").related_model
        asked = Exists(attendees.objects.filter(meeting=OuterRef("meeting"), user=held.user_id))
        return held.without_walled(self, self.to_case).filter(held.file(self.to_case) | asked)


class MediationQuerySet(FileQuerySet):
    """Mediations of the files somebody sees, and the one they mediate, for as long as their access lasts."""

    def visible_to(self, user: "User") -> Self:
        held = reach(user)
        mine = Q(mediator=held.user_id, access_ends_at__gt=timezone.now())
        return held.without_walled(self, self.to_case).filter(held.file(self.to_case) | mine)

    def for_release(self, user: "User") -> Self:
        """Those of which whoever answers subject access requests may release the notes: all but those about them."""
        held = reach(user)
        return held.without_walled(self, self.to_case) if held.held.includes("subject_access") else self.none()


class OfMediationQuerySet(FileQuerySet):
    to_case = "mediation__case__"


class NoteQuerySet(models.QuerySet[Any]):
    """A mediator's notes. They are of no file: no role, grant or delegation opens them."""

    def visible_to(self, user: "User") -> Self:
        """Those this user wrote, while they mediate there. Nobody else's, and nobody's after their access has ended."""
        held = reach(user)
        mine = {"written_by": held.user_id, "mediation__mediator": held.user_id}
        return held.without_walled(
            self.filter(**mine, mediation__access_ends_at__gt=timezone.now()), "mediation__case__"
        )

    def released_to(self, user: "User") -> Self:
        """Those written before this user released them for a subject access request, while they answer such requests."""
        held = reach(user)
        if not held.held.includes("subject_access"):
            return self.none()
        releases: Any = self.model._meta.get_field("mediation").related_model._meta.get_field("releases").related_model
        mine = releases.objects.filter(
            mediation=OuterRef("mediation"), released_by=held.user_id, released_at__gte=OuterRef("written_at")
        )
        return held.without_walled(self.filter(Exists(mine)), "mediation__case__")


class CommentQuerySet(FileQuerySet):
    to_case = "attendee__meeting__case__"
