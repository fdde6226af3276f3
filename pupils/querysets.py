"""Ways of asking for pupil suspensions: in the file of their case."""

from typing import Self

from cases.querysets import FileQuerySet
from pupils.states import PupilSuspensionState


class PupilSuspensionQuerySet(FileQuerySet):
    def standing(self) -> Self:
        """Neither cancelled nor ended by the board; they may be over by the clock."""
        return self.filter(state=PupilSuspensionState.DECIDED)

    def with_people(self) -> Self:
        """With the rows that every page of a pupil suspension names."""
        return self.select_related("case", "school", "pupil__merged_into", "decided_by", "ended_by", "follows")


class ReasonQuerySet(FileQuerySet):
    to_case = "suspension__case__"
