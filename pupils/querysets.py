"""Ways of asking for pupil suspensions: in the file of their case, or as they were handed to the board."""

from typing import TYPE_CHECKING, Self

from django.db.models import Exists, F, OuterRef, Q

from cases.access import reach
from cases.querysets import FileQuerySet
from pupils.states import HalfOfDay, PupilSuspensionState

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User


class PupilSuspensionQuerySet(FileQuerySet):
    def standing(self) -> Self:
        """Neither cancelled nor ended by the board; they may be over by the clock."""
        return self.filter(state=PupilSuspensionState.DECIDED)

    def touching(self, day: "date") -> Self:
        """Those that keep a pupil away at some time of a local day: of what ended early, what came before the return."""
        in_it = self.filter(first_on__lte=day, last_on__gte=day)
        back_later = Q(back_on__gt=day) | Q(back_on=day, back_half=HalfOfDay.AFTERNOON)
        never_then = Q(back_on=F("first_on"), back_half=F("first_half"))
        return in_it.filter(Q(back_on__isnull=True) | (back_later & Q(back_on__gte=F("first_on")) & ~never_then))

    def for_register_of(self, user: "User") -> Self:
        """Those of the schools at which this user sees who is suspended today; nothing behind a wall."""
        held = reach(user)
        rows = held.held.schools_with("view_suspended").keep(self.filter(school__is_open=True))
        return held.without_walled(rows, self.to_case)

    def handed_to_board(self, user: "User") -> Self:
        """Those of which the board was told, for whoever does its business; nothing behind a wall."""
        held = reach(user)
        receipts = self.model.board_receipts.rel.related_model.objects.filter(suspension=OuterRef("pk"))  # type: ignore[attr-defined]
        told = held.held.schools_with("board_duties").keep(self.filter(Exists(receipts)))
        return held.without_walled(told, self.to_case)

    def with_people(self) -> Self:
        """With the rows that every page of a pupil suspension names."""
        return self.select_related("case", "school", "pupil__merged_into", "decided_by", "ended_by", "follows")


class ReasonQuerySet(FileQuerySet):
    to_case = "suspension__case__"


class OfSuspensionQuerySet(FileQuerySet):
    """Rows that hang on a suspension."""

    to_case = "suspension__case__"

    def handed_to_board(self, user: "User") -> Self:
        """Those of suspensions that were handed to the board, for whoever does its business."""
        suspensions = self.model._meta.get_field("suspension").related_model
        return self.filter(suspension__in=suspensions.objects.handed_to_board(user))  # type: ignore[union-attr]


class OfMeetingQuerySet(FileQuerySet):
    to_case = "meeting__suspension__case__"


class OfAdviceQuerySet(FileQuerySet):
    to_case = "advice__suspension__case__"
