"""Ways of asking for meetings: those of the files one sees, and those one is asked to."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.access import Reach, reach
from cases.querysets import FileQuerySet
from meetings.states import MEDIATED_KINDS, AttendeeCapacity, MeetingKind, MeetingState

if TYPE_CHECKING:
    from accounts.models import User


def mediated_by(held: Reach, to_case: str) -> Q:
    """A filter for what belongs to a case on which this account mediates now."""
    to = f"{to_case}mediation__"
    return Q(**{f"{to}mediator": held.user_id, f"{to}access_ends_at__gt": timezone.now()})


def asked_to(meetings: Any, held: Reach, outer: str, **more: Any) -> Exists:
    """Whether this account is among those who come, `outer` being the way to the meeting; leading one opens no door."""
    attendees: Any = meetings._meta.get_field("attendees").related_model
    rows = attendees.objects.filter(meeting=OuterRef(outer), user=held.user_id, **more)
    return Exists(rows.exclude(capacity=AttendeeCapacity.MEDIATOR))


class MeetingQuerySet(FileQuerySet):
    def visible_to(self, user: "User") -> Self:
        """Meetings of the files this user sees, those they are asked to, those of the mediation they lead now.

        Nothing behind a wall. That a meeting of a mediation took place stands in its file; what was said does not.
        """
        held = reach(user)
        mine = Q(kind__in=MEDIATED_KINDS) & mediated_by(held, self.to_case)
        asked = asked_to(self.model, held, "pk")
        return held.without_walled(self, self.to_case).filter(held.file(self.to_case) | asked | mine)

    def arranged(self) -> Self:
        return self.filter(state=MeetingState.ARRANGED)

    def with_people(self) -> Self:
        """With the rows that every page of a meeting names."""
        return self.select_related(
            "case__school",
            "case__mediation__mediator",
            "back_after__pupil__merged_into",
            "back_after__school",
            "school",
            "convener",
        )


class AttendeeQuerySet(FileQuerySet):
    to_case = "meeting__case__"

    def with_people(self) -> Self:
        """With everybody whose name a page or a letter says."""
        return self.select_related("person__merged_into", "user", "meeting__case")

    def to_write_to(self) -> Self:
        """Parents, who are known people, with everything that a letter to them names."""
        rows = self.filter(capacity=AttendeeCapacity.PARENT, person__isnull=False)
        return rows.select_related(
            "person__merged_into",
            "user",
            "meeting__case__school",
            "meeting__school",
            "meeting__convener",
            "meeting__back_after__pupil__merged_into",
            "meeting__back_after__school",
        )


class SittingQuerySet(FileQuerySet):
    to_case = "meeting__case__"


class OfMeetingQuerySet(FileQuerySet):
    """What is written at a meeting is seen with it: with the file, or by whoever is asked to it.

    Of a mediation the file opens nothing of it: whoever mediates reads it, and the others once it was sent to them.
    """

    to_case, to_meeting = "meeting__case__", "meeting__"

    def visible_to(self, user: "User") -> Self:
        """Of the meetings this user sees; nothing behind a wall."""
        held = reach(user)
        is_mediated = Q(**{f"{self.to_meeting}kind__in": MEDIATED_KINDS})
        usual = held.file(self.to_case) | self._asked(held)
        is_joint = Q(**{f"{self.to_meeting}kind": MeetingKind.MEDIATION_JOINT})
        leads = mediated_by(held, self.to_case) & (is_joint | Q(**{f"{self.to_meeting}convener": held.user_id}))
        rows = held.without_walled(self, self.to_case)
        return rows.filter((~is_mediated & usual) | (is_mediated & (leads | self._sent_to(held))))

    def _asked(self, held: Reach, **more: Any) -> Any:
        """This account is among those who come."""
        return asked_to(self.model._meta.get_field("meeting").related_model, held, "meeting", **more)

    def _sent_to(self, held: Reach) -> Any:
        """Of a mediation: what was sent to this account."""
        return Q(pk__in=())


class AgreedQuerySet(OfMeetingQuerySet):
    """The text of a record. Of a mediation, what one side said alone is sent to nobody but that side."""

    def _sent_to(self, held: Reach) -> Any:
        together = Q(meeting__kind=MeetingKind.MEDIATION_JOINT) & self._asked(held)
        alone = Q(meeting__kind=MeetingKind.MEDIATION_SEPARATE) & self._asked(held, capacity=AttendeeCapacity.PARTY)
        return Q(shared_at__isnull=False) & (together | alone)


class ActionQuerySet(OfMeetingQuerySet):
    """What is to be done: once it is owed, it stands in a record that was issued, and in the file."""

    def _sent_to(self, held: Reach) -> Any:
        return Q(owed_at__isnull=False) & (held.file(self.to_case) | self._asked(held))


class MediationQuerySet(FileQuerySet):
    """Mediations of the files somebody sees, and the one they mediate, for as long as their access lasts."""

    def visible_to(self, user: "User") -> Self:
        held = reach(user)
        mine = Q(mediator=held.user_id, access_ends_at__gt=timezone.now())
        return held.without_walled(self, self.to_case).filter(held.file(self.to_case) | mine)

    def hidden_from(self, user: "User") -> Self:
        """Those of which this user sees nothing now: neither the file nor a meeting, and they do not mediate any more."""
        case: Any = self.model._meta.get_field("case").related_model
        meetings: Any = case._meta.get_field("meetings").related_model
        mediations: Any = self.model
        return self.filter(
            ~Exists(mediations.objects.visible_to(user).filter(pk=OuterRef("pk"))),
            ~Exists(meetings.objects.visible_to(user).filter(case=OuterRef("case"))),
        )

    def for_release(self, user: "User") -> Self:
        """Those of which whoever answers subject access requests may release the notes: all but those about them, and
        those in which they take part themselves."""
        held = reach(user)
        if not held.held.includes("subject_access"):
            return self.none()
        parties: Any = self.model._meta.get_field("parties").related_model
        own = parties.objects.filter(mediation=OuterRef("pk"), user=held.user_id)
        return held.without_walled(self, self.to_case).filter(~Exists(own))


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


class CommentQuerySet(OfMeetingQuerySet):
    """What somebody said to a draft, and how it reached them: for whoever writes the record."""

    to_case, to_meeting = "attendee__meeting__case__", "attendee__meeting__"

    def _asked(self, held: Reach, **more: Any) -> Any:
        return Q(pk__in=())
