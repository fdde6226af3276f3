"""How the board stands to a pupil's suspension: what is noted of its part, what it must do until when. Plain facts."""

from dataclasses import dataclass
from datetime import date, datetime

from pupils.counting import Band
from pupils.exams import Exam
from pupils.models import (
    AdviceAnswer,
    BoardAttendance,
    BoardMeeting,
    BoardMember,
    BoardOutcome,
    BoardReceipt,
    BoardRepresentation,
    PupilSuspension,
)
from pupils.states import Came


@dataclass(frozen=True)
class BoardFile:
    """What is noted of the board's part in one suspension: the receipt, what was said, the meetings, the outcome.

    `outcomes` are all that were noted, also what was taken back.
    """

    receipts: tuple[BoardReceipt, ...] = ()
    said: tuple[BoardRepresentation, ...] = ()
    meetings: tuple[BoardMeeting, ...] = ()
    members: tuple[BoardMember, ...] = ()
    outcomes: tuple[BoardOutcome, ...] = ()
    answer: AdviceAnswer | None = None
    attendances: tuple[BoardAttendance, ...] = ()

    @property
    def told_on(self) -> date | None:
        """The day from which the board's school days are counted: the first on which a notice came that is not disputed.

        A second copy of a notice that came restarts nothing.
        """
        return min((one.received_on for one in self.receipts if one.is_undisputed), default=None)

    @property
    def ahead(self) -> BoardMeeting | None:
        """The meeting that is arranged and has not begun."""
        return next((one for one in self.meetings if one.is_ahead), None)

    @property
    def outcome(self) -> BoardOutcome | None:
        """What the board decided. That it considered what was said is no decision (SI 2012/1033 reg 24): `answered`."""
        return next((one for one in self.outcomes if one.is_decision and one.holds), None)

    @property
    def answered(self) -> BoardOutcome | None:
        """That the board considered what was said, while it need not meet. A decision can follow once it must."""
        return next((one for one in self.outcomes if not one.is_decision and one.holds), None)

    @property
    def begun(self) -> BoardMeeting | None:
        """The meeting that has begun, the last of several; not one after which the board only answered."""
        since = self.answered.noted_at if self.answered is not None else None
        rows = [one for one in self.meetings if one.began_at is not None]
        return next((one for one in reversed(rows) if since is None or one.arranged_at >= since), None)

    def has_done(self, clock: "BoardClock") -> bool:
        """Whether the board has done what it must: decided, or answered where it need not meet."""
        return self.outcome is not None or (self.answered is not None and not clock.must_meet)

    @property
    def asked_at(self) -> datetime | None:
        """When the headteacher asked the board to consider a suspension that the CEO did not support."""
        return self.answer.answered_at if self.answer is not None and self.answer.is_board_asked else None


@dataclass(frozen=True)
class Attended:
    """What is noted of somebody of the family (their pk) at a meeting: whether they came, and with whom or by whom."""

    person: int
    came: Came
    with_whom: str = ""


@dataclass(frozen=True)
class BoardClock:
    """How many half-days count in the term with this suspension, and what the board must do until which local day.

    `law_by`: the day of the law, if it must meet; `by`: that, or the trust's own target where the law sets none.
    """

    half_days: int
    band: Band
    must_be_told: bool
    exams: tuple[Exam, ...] = ()
    law_by: date | None = None
    by: date | None = None
    is_estimate: bool = False

    @property
    def is_exam_missed(self) -> bool:
        return bool(self.exams)

    @property
    def must_meet(self) -> bool:
        return self.law_by is not None


def was_over_by(suspension: PupilSuspension, day: date) -> bool:
    """On this local day its last day has passed, or the pupil is back by a decision."""
    return day > (suspension.back_on or suspension.last_on)
