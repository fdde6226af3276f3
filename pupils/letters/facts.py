"""The facts a letter or notice about a suspended pupil tells, and the situations in which one is written."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from kernel import wording
from pupils.counting import Band
from pupils.exams import Exam
from pupils.states import Event, RecipientKind
from records.wording import Wordbook
from schools.schooldays import Half
from suspensions.letters import Signed, Site
from suspensions.letters.facts import lines_of

HALVES = {Half.MORNING: "morning", Half.AFTERNOON: "afternoon"}
TERM = 2


class Situation(Enum):
    """Of what the letter tells."""

    SUSPENDED = "suspended"
    LUNCHTIME = "lunchtime"
    FURTHER = "further"
    DAY_SIX = "day_six"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    INVITED = "invited"
    CALLED_OFF = "called_off"
    UPHELD = "upheld"
    NOT_RIGHT = "not_right"
    CONSIDERED = "considered"
    TAKEN_BACK = "taken_back"

    @classmethod
    def of(
        cls, event: Event, *, is_lunchtime: bool, is_further: bool, is_called_off: bool = False, is_right: bool = True
    ) -> "Situation":
        """The situation of an event: the decision is told in one of three ways, a meeting and its outcome in one of two."""
        if event == Event.INVITED:
            return cls.CALLED_OFF if is_called_off else cls.INVITED
        if event == Event.OUTCOME:
            return cls.UPHELD if is_right else cls.NOT_RIGHT
        if event != Event.DECIDED:
            return cls(event.value)
        if is_further:
            return cls.FURTHER
        return cls.LUNCHTIME if is_lunchtime else cls.SUSPENDED


TITLES = {
    Situation.SUSPENDED: "Suspension from school",
    Situation.LUNCHTIME: "Suspension at lunchtimes",
    Situation.FURTHER: "Further suspension from school",
    Situation.DAY_SIX: "Education during the suspension",
    Situation.CANCELLED: "Suspension from school: cancelled",
    Situation.REINSTATED: "Suspension from school: the board’s decision",
    Situation.INVITED: "Meeting of the board about a suspension",
    Situation.CALLED_OFF: "Meeting of the board: it does not take place",
    Situation.UPHELD: "Suspension from school: the board’s decision",
    Situation.NOT_RIGHT: "Suspension from school: the board’s decision",
    Situation.CONSIDERED: "Suspension from school: the board’s answer",
    Situation.TAKEN_BACK: "Suspension from school: what was noted wrongly",
}
# What the board decided or answered without bringing the pupil back; what it tells, and its clerk signs.
JUDGED = (Situation.UPHELD, Situation.NOT_RIGHT, Situation.CONSIDERED)
MEETING = (Situation.INVITED, Situation.CALLED_OFF)
BY_BOARD = (*JUDGED, *MEETING, Situation.REINSTATED, Situation.TAKEN_BACK)
ENDED = (Situation.CANCELLED, Situation.REINSTATED)


@dataclass(frozen=True)
class Pupil:
    """What a letter or a notice may say of the pupil; each paper takes what its reader may have.

    `called` is the name a letter to a parent uses; `upn`, birthday and needs stand in no letter to a family.
    """

    full_name: str
    called: str
    born_on: date | None = None
    upn: str = ""
    year_group: str = ""
    is_looked_after: bool = False
    has_social_worker: bool = False
    has_ehcp: bool = False
    has_sen: bool = False


@dataclass(frozen=True)
class Period:
    """From when to when, in local days and halves; totals in half-days; the moments of leaving and coming back (aware)."""

    first_on: date
    first_half: Half
    last_on: date
    last_half: Half
    half_days: int
    term_total: int
    year_total: int
    term: str
    is_lunchtime: bool
    back_at: datetime
    left_at: datetime | None = None
    lunch: tuple[time, time] | None = None
    served: int = 0

    @property
    def first(self) -> str:
        return self._day(self.first_on, self.first_half, Half.MORNING)

    @property
    def last(self) -> str:
        return self._day(self.last_on, self.last_half, Half.AFTERNOON)

    @property
    def is_one(self) -> bool:
        """One half-day or one day: it begins and ends on one day."""
        return self.first_on == self.last_on

    def _day(self, day: date, half: Half, usual: Half) -> str:
        """A day, with the half it begins or ends with where that is not the whole day."""
        said = wording.full_day(day)
        return said if self.is_lunchtime or half == usual else f"the {HALVES[half]} of {said}"

    @property
    def span(self) -> str:
        """The whole within a sentence: "on the afternoon of Monday …", "from Monday … to Friday …"."""
        if not self.is_one:
            return f"from {self.first} to {self.last}"
        half = self.first_half if self.first_half == self.last_half and not self.is_lunchtime else None
        return f"on {wording.full_day(self.first_on)}" if half is None else self._of_half(half)

    def _of_half(self, half: Half) -> str:
        return f"on the {HALVES[half]} of {wording.full_day(self.first_on)}"

    @property
    def dates(self) -> str:
        """The days in few letters: "2 November 2026", "2 to 5 November 2026", "30 November to 2 December 2026"."""
        last = f"{self.last_on.day} {self.last_on:%B %Y}"
        if self.is_one:
            return last
        if self.first_on.year != self.last_on.year:
            return f"{self.first_on.day} {self.first_on:%B %Y} to {last}"
        month = "" if self.first_on.month == self.last_on.month else f" {self.first_on:%B}"
        return f"{self.first_on.day}{month} to {last}"

    @property
    def length(self) -> str:
        """How long it lasts: lunchtimes are counted as such."""
        if self.is_lunchtime:
            return "1 lunchtime" if self.half_days == 1 else f"{self.half_days} lunchtimes"
        return school_days(self.half_days)

    @property
    def went_home(self) -> str:
        """When the pupil left, where it began within a day: "Monday 2 November 2026 at 10:40"; "" where it did not."""
        return _at(self.left_at) if self.left_at is not None else ""

    @property
    def back(self) -> str:
        """When the pupil comes back, within a sentence: "Wednesday 4 November 2026 at 08:45"."""
        return _at(self.back_at)


@dataclass(frozen=True)
class Board:
    """What a letter says of the board: its meeting (aware) and place, on which local days it met and decided.

    `is_over`: on that day the suspension was over. `signed` is its clerk, for the board.
    """

    signed: Signed
    meets_at: datetime | None = None
    place: str = ""
    is_remote: bool = False
    met_on: date | None = None
    decided_on: date | None = None
    is_over: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything a letter or notice says; moments are aware, days are local.

    `reason`, `work` and `day_six` are typed; `is_compulsory`: the pupil is of compulsory school age, or their birthday is
    not known. `day_six_on`: from when there is education elsewhere, and `owed_on` from when the law asks for it; `reasons`
    are the codes with their words. `is_told_ahead`: the details can still follow 48 hours before. `judged_on`: when the board
    had decided already, which has a letter of its own. `about_meeting` and `about_outcome` name the meeting, or the board's
    outcome, that the paper is about, and `office_of` the local authority whose office it goes to, for whoever compares it
    with a later one. `corrects` names what its reader was told that the board had not decided, where this puts it right,
    and `told_wrongly_on` when, if by a paper.
    """

    kind: RecipientKind
    situation: Situation
    book: Wordbook
    reference: str
    addressee: tuple[str, ...]
    salutation: str
    address: tuple[str, ...]
    pupil: Pupil
    period: Period
    school: Site
    dfe_number: str
    trust: Site
    clerk: Site
    authority: str
    decided: Signed
    ended: Signed | None
    band: Band
    reasons: tuple[tuple[str, str], ...]
    reason: str
    work: str
    day_six: str
    today: date
    exams: tuple[Exam, ...] = ()
    is_compulsory: bool = True
    public_days: tuple[date, ...] = ()
    day_six_on: date | None = None
    owed_on: date | None = None
    is_told_ahead: bool = True
    further_reason: str = ""
    further_basis: str = ""
    board: Board | None = None
    judged_on: date | None = None
    complaints_url: str = ""
    about_meeting: str = ""
    about_outcome: str = ""
    office_of: str = ""
    told_wrongly_on: tuple[date, ...] = ()
    corrects: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """How the paper is called among others of the case: of what it tells, and about which suspension."""
        return f"{TITLES[self.situation]} ({self.period.dates})"

    @property
    def is_own(self) -> bool:
        """The letter goes to the pupil, who is 18 or older."""
        return self.kind == RecipientKind.PUPIL

    @property
    def is_office(self) -> bool:
        return self.kind not in (RecipientKind.PUPIL, RecipientKind.PARENT)

    @property
    def is_taught_from_the_first_day(self) -> bool:
        """Full-time education elsewhere is arranged for every day of it: there is no work to do at home."""
        return bool(self.day_six) and self.day_six_on is not None and self.day_six_on <= self.period.first_on

    @property
    def must_be_told(self) -> bool:
        """The board must be told, and a meeting may be held: more than 5 days in the term, or an examination missed."""
        return self.band > Band.UP_TO_FIVE or bool(self.exams)

    @property
    def source(self) -> dict[str, str]:
        """What of this the paper keeps apart: what was typed, what the duties of the board follow from, which meeting or
        outcome, to which authority's office it goes."""
        exams = "; ".join(str(exam) for exam in self.exams)
        typed = {"reason": self.reason, "work": "" if self.is_office else self.work, "day_six": self.day_six}
        meeting = {"meeting": self.about_meeting} if self.about_meeting else {}
        office = {"authority": self.office_of} if self.office_of else {}
        outcome = {"outcome": self.about_outcome} if self.about_outcome else {}
        wrong = {"corrects": " ".join(self.corrects)} if self.corrects else {}
        return {**typed, "band": self.band.name, "exams": exams, **meeting, **office, **outcome, **wrong}

    @property
    def signed(self) -> Signed:
        """Who signs: the board's clerk what the board tells, whoever cancelled it, or else whoever decided."""
        if self.situation in BY_BOARD and self.board is not None:
            return self.board.signed
        return self.ended if self.situation is Situation.CANCELLED and self.ended is not None else self.decided

    @property
    def typed(self) -> str:
        """What people typed of all this: what may give something away."""
        place = self.board.place if self.board is not None else ""
        return "\n".join([*self.address, self.reason, self.work, self.day_six, self.further_reason, place])


def _at(moment: datetime) -> str:
    """A moment within a sentence, as local time."""
    return f"{wording.full_day(moment.astimezone(wording.LONDON).date())} at {wording.clock_time(moment)}"


def school_days(half_days: int) -> str:
    """Half-days as school days: "half a school day", "1 school day", "2½ school days"."""
    whole, half = divmod(half_days, TERM)
    if not whole:
        return "half a school day" if half else "no school day"
    if half_days == TERM:
        return "1 school day"
    return f"{whole}{'½' if half else ''} school days"


def one_line(site: Site) -> str:
    """A place within a sentence, without its name."""
    return ", ".join(lines_of(site.address))
