"""Ways of asking for suspensions from site: in the file, and for the gate, which shows no case."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from cases.access import reach
from cases.querysets import FileQuerySet
from notices.states import SPOKEN
from schools.access import powers
from suspensions.states import LIVE, SuspensionState

if TYPE_CHECKING:
    from accounts.models import User
    from schools.models import School
    from suspensions.models import SiteSuspension


class SiteSuspensionQuerySet(FileQuerySet):
    def live(self) -> Self:
        """Not lifted and not void; they may have ended by the clock."""
        return self.filter(state__in=LIVE)

    def that_gave_way_to(self, wide: "SiteSuspension") -> Self:
        """Every one whose place this one, from every site, took: one act ended them and made it, at one moment."""
        return self.filter(state=SuspensionState.REPLACED, ended_at=wide.decided_at, ended_by=wide.decided_by)

    def in_force(self, at: datetime | None = None) -> Self:
        """Live at a moment (aware datetime, now unless told)."""
        return self.live().filter(period__contains=at or timezone.now())

    def at(self, school: "School") -> Self:
        """Of this site, or of every site."""
        return self.filter(Q(school=school) | Q(is_trust_wide=True))

    def at_gates_of(self, user: "User") -> Self:
        """Those of the sites whose gate register this user sees; never one that rests on a case about themselves."""
        held = reach(user)
        mine = held.held.schools_with("view_gate")
        if not mine:
            return self.none()
        here = Q(school__is_open=True) if mine.is_everywhere else Q(school__is_open=True, school__in=mine.ids)
        return held.without_walled(self.filter(here | Q(is_trust_wide=True)), self.to_case)

    def at_gate_of(self, user: "User") -> Self:
        """In force now at the sites whose gate register this user sees: name, end and arrangements, never the case."""
        return self.in_force().at_gates_of(user)

    def with_collection(self, user: "User") -> Self:
        """With `collection`: who collects the child, at this user's sites."""
        arrangements: Any = self.model._meta.get_field("arrangements").related_model
        said = arrangements.objects.filter(suspension=OuterRef("pk"))
        mine = powers(user).schools_with("view_gate").keep(said).exclude(collection="").order_by("school")
        return self.annotate(collection=Subquery(mine.values("collection")[:1]))

    def with_people(self) -> Self:
        """With the rows that every page of a suspension names."""
        return self.select_related("case", "school", "person__merged_into", "decided_by", "ended_by", "entered_by")


class WarningQuerySet(FileQuerySet):
    to_case = "incident__case__"

    def with_people(self) -> Self:
        """With the rows that every page of a warning names."""
        return self.select_related("incident__case__school", "person__merged_into", "decided_by")


class ArrangementQuerySet(FileQuerySet):
    to_case = "suspension__case__"


class BreachQuerySet(FileQuerySet):
    to_case = "suspension__case__"


class TellingQuerySet(FileQuerySet):
    to_case = "suspension__case__"

    def spoken(self) -> Self:
        """Those in which somebody spoke to the person: a message or no answer tells nobody."""
        return self.filter(notice__call_result__in=SPOKEN)


class ExtensionQuerySet(FileQuerySet):
    to_case = "suspension__case__"


class VariationQuerySet(FileQuerySet):
    to_case = "suspension__case__"


class RepresentationQuerySet(FileQuerySet):
    to_case = "suspension__case__"


class ReviewQuerySet(FileQuerySet):
    to_case = "suspension__case__"


class ReviewedEvidenceQuerySet(FileQuerySet):
    to_case = "review__suspension__case__"


class VisitQuerySet(FileQuerySet):
    to_case = "suspension__case__"

    def standing(self) -> Self:
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at__isnull=True)
