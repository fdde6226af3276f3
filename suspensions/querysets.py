"""Ways of asking for suspensions from site: in the file, and for the gate, which shows no case."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.utils import timezone

from cases.access import reach
from cases.querysets import FileQuerySet
from notices.states import CallResult
from schools.access import powers
from suspensions.states import LIVE

if TYPE_CHECKING:
    from accounts.models import User
    from schools.models import School


class SiteSuspensionQuerySet(FileQuerySet):
    def live(self) -> Self:
        """Not lifted and not void; they may have ended by the clock."""
        return self.filter(state__in=LIVE)

    def in_force(self, at: datetime | None = None) -> Self:
        """Live at a moment (aware datetime, now unless told)."""
        return self.live().filter(period__contains=at or timezone.now())

    def at(self, school: "School") -> Self:
        return self.filter(school=school)

    def at_gates_of(self, user: "User") -> Self:
        """Those of the sites whose gate register this user sees; never one that rests on a case about themselves."""
        here = powers(user).schools_with("view_gate").keep(self)
        return reach(user).without_walled(here, self.to_case).filter(school__is_open=True)

    def at_gate_of(self, user: "User") -> Self:
        """In force now at the sites whose gate register this user sees: name, end and arrangements, never the case."""
        return self.in_force().at_gates_of(user)

    def with_people(self) -> Self:
        """With the rows that every page of a suspension names."""
        return self.select_related("case", "school", "person__merged_into", "decided_by", "ended_by", "arrangement")


class ArrangementQuerySet(FileQuerySet):
    to_case = "suspension__case__"


class BreachQuerySet(FileQuerySet):
    to_case = "suspension__case__"


class TellingQuerySet(FileQuerySet):
    to_case = "suspension__case__"

    def spoken(self) -> Self:
        """Those in which somebody spoke to the person: a message or no answer tells nobody."""
        return self.filter(notice__call_result__in=["", CallResult.SPOKE])


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
