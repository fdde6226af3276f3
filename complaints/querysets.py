"""Ways of asking for complaints: in the file of their own case, which whoever is complained about does not see."""

from typing import Self

from cases.querysets import FileQuerySet
from cases.states import CaseState
from complaints.states import RUNNING


class ComplaintQuerySet(FileQuerySet):
    def running(self) -> Self:
        """Those that somebody is dealing with."""
        return self.filter(stage__in=RUNNING).logged_rightly()

    def logged_rightly(self) -> Self:
        """Without those that were logged in error."""
        return self.exclude(case__state=CaseState.VOID)

    def with_people(self) -> Self:
        """With the rows that every page of a complaint names."""
        return self.select_related("case__school", "complainant__merged_into", "source", "logged_by")


class OfComplaintQuerySet(FileQuerySet):
    """Rows that hang on a complaint."""

    to_case = "complaint__case__"


class FindingQuerySet(FileQuerySet):
    to_case = "decision__complaint__case__"
