"""Which deadlines are counted in a school's days, and what it is for one to move."""

from dataclasses import dataclass
from datetime import datetime

from cases.duties import Kind
from cases.models import Case

COUNTED = (Kind.SET_WORK, Kind.REINTEGRATION, Kind.DAY_SIX_EDUCATION, Kind.BOARD_MEETING, Kind.WRITTEN_NOTICE)


@dataclass(frozen=True)
class Moved:
    """An open deadline that moved: of which case, what it is, from when (aware) to when.

    From nothing where it is new, to nothing where it fell away.
    """

    case: Case
    kind: Kind
    about: str
    before: datetime | None
    after: datetime | None
