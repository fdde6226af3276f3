"""Ways of asking for complaints: in the file of their own case, or as they were handed to a panel."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q

from cases.access import reach
from cases.querysets import FileQuerySet
from cases.states import CaseState
from complaints.states import RUNNING, Answered, Further, Stage

if TYPE_CHECKING:
    from accounts.models import User


class OfDataQuerySet(FileQuerySet):
    """Rows of complaints; `to_complaint` is the path from a row to its complaint ("" for the complaint itself)."""

    to_complaint = ""

    def visible_to(self, user: "User") -> Self:
        """In the files this user sees; of those about personal data, for the data protection lead. None behind a wall."""
        held = reach(user)
        door = held.file(self.to_case)
        if led := held.held.schools_with("subject_access"):
            at = Q() if led.is_everywhere else Q(**{f"{self.to_case}school__in": led.ids})
            door |= Q(**{f"{self.to_complaint}is_about_data": True}) & at
        return held.without_walled(self.filter(door), self.to_case)


class ComplaintQuerySet(OfDataQuerySet):
    def running(self) -> Self:
        """Those that somebody is dealing with."""
        return self.filter(stage__in=RUNNING).logged_rightly()

    def logged_rightly(self) -> Self:
        """Without those that were logged in error."""
        return self.exclude(case__state=CaseState.VOID)

    def with_people(self) -> Self:
        """With the rows that every page of a complaint names."""
        return self.select_related("case__school", "complainant__merged_into", "source__school", "logged_by")

    def handed_to_panel(self, user: "User") -> Self:
        """Those for which a panel was asked: of the files this user sees, for the clerk, and for a member until it is over.

        None behind a wall.
        """
        held, complaint = reach(user), self.model
        asked: Any = complaint._meta.get_field("further").related_model
        members: Any = complaint._meta.get_field("panel_members").related_model
        mine = members.objects.filter(complaint=OuterRef("pk"), user=held.user_id, stood_down_at__isnull=True)
        door: Any = Q(pk__in=())
        if held.held.positions:
            # Whose last membership has ended sits on nothing any more.
            door |= Q(stage=Stage.PANEL) & Exists(mine)
        if board := held.held.schools_with("board_duties"):
            door |= ~Q(pk__in=()) if board.is_everywhere else Q(case__school__in=board.ids)
        # Who does not see the file sees nothing of what was logged in error.
        door = held.file(self.to_case) | (door & ~Q(case__state=CaseState.VOID))
        rows = self.filter(Exists(asked.objects.filter(complaint=OuterRef("pk"), asked_for=Further.PANEL))).filter(door)
        return held.without_walled(rows, self.to_case)

    def may_go_to_panel(self, user: "User") -> Self:
        """Those answered at the formal stage and by no panel, at the schools for whose boards this user acts.

        None behind a wall. They open nothing by it: it is how a clerk finds what somebody writes to them about.
        """
        held = reach(user)
        decisions: Any = self.model._meta.get_field("decisions").related_model
        mine = decisions.objects.filter(complaint=OuterRef("pk"))
        formal, by_panel = mine.filter(answers=Answered.FORMAL), mine.filter(answers=Answered.PANEL)
        board = held.held.schools_with("board_duties")
        rows = self.filter(stage=Stage.CLOSED).logged_rightly().filter(Exists(formal), ~Exists(by_panel))
        if not board.is_everywhere:
            rows = rows.filter(case__school__in=board.ids)
        return held.without_walled(rows, self.to_case)


class OfComplaintQuerySet(OfDataQuerySet):
    """Rows that hang on a complaint."""

    to_case, to_complaint = "complaint__case__", "complaint__"


class FindingQuerySet(OfDataQuerySet):
    to_case, to_complaint = "decision__complaint__case__", "decision__complaint__"


class OfPanelQuerySet(OfComplaintQuerySet):
    """What belongs to a panel: seen with the file, and by whoever the complaint was handed to."""

    def handed_to_panel(self, user: "User") -> Self:
        """Of the panels this user may open."""
        complaints: Any = self.model._meta.get_field("complaint").related_model
        return self.filter(complaint__in=complaints.objects.handed_to_panel(user))

    def standing(self) -> Self:
        """The members who have not stood down, with their accounts."""
        return self.filter(stood_down_at__isnull=True).select_related("user")


class OfPanelMeetingQuerySet(FileQuerySet):
    to_case = "meeting__complaint__case__"
