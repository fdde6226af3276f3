"""Ways of asking for suspensions from site: in the file, and for the gate, which shows no case."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.utils import timezone

from cases.querysets import FileQuerySet
from schools.access import powers
from suspensions.states import SuspensionState

if TYPE_CHECKING:
    from accounts.models import User
    from schools.models import School

LIVE = (SuspensionState.PROVISIONAL,)


class SiteSuspensionQuerySet(FileQuerySet):
    def live(self) -> Self:
        """Not lifted and not void; they may have ended by the clock."""
        return self.filter(state__in=LIVE)

    def in_force(self, at: datetime | None = None) -> Self:
        """Live at a moment (aware datetime, now unless told)."""
        return self.live().filter(period__contains=at or timezone.now())

    def at(self, school: "School") -> Self:
        return self.filter(school=school)

    def at_gate_of(self, user: "User") -> Self:
        """In force now at the schools whose gate register this user sees: name, end and arrangements, never the case."""
        return powers(user).schools_with("view_gate").keep(self.in_force())


class ArrangementQuerySet(FileQuerySet):
    to_case = "suspension__case__"


class BreachQuerySet(FileQuerySet):
    to_case = "suspension__case__"
