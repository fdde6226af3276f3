"""Who has to be told of what about a pupil's suspension? Pure in what it is given.

A parent is whoever has parental responsibility or care (Education Act 1996 s.576); a pupil of 18 is told in their place
(SI 2012/1033 reg 21). The local authority is told of every suspension, of any length; so are the social worker and the
virtual school head where the pupil has one, and the board, which for the longer ones must be (reg 23).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pupils.ages import is_adult
from pupils.states import FAMILY, OF_BOARD, OFFICES, BoardDecision, Event, RecipientKind
from schools.states import Kinship

# A step-parent has neither by being one: only with parental responsibility, or where the pupil lives with them.
CARING = (Kinship.MOTHER, Kinship.FATHER, Kinship.CARER, Kinship.FOSTER_CARER)
# Whoever lives with the pupil has care of them, but for other children of the house; neither has a social worker.
NO_CARE = (Kinship.SIBLING, Kinship.SOCIAL_WORKER)
INVITED_OFFICES = (RecipientKind.WORKER, RecipientKind.VIRTUAL)
# Those of the authority that looks after a child, which need not be the school's.
OF_AUTHORITY = (RecipientKind.WORKER, RecipientKind.VIRTUAL)
EVENTS = {
    BoardDecision.UPHELD: Event.OUTCOME,
    BoardDecision.NOT_RIGHT: Event.OUTCOME,
    BoardDecision.REINSTATED: Event.REINSTATED,
    BoardDecision.CONSIDERED: Event.CONSIDERED,
}
# Why a duty was waived, where it is opened again should they become a recipient again, or stands under another record.
GONE = "By the records they do not have to be told any more."
MERGED = "Two records were merged: it stands under the one that is kept."
KEPT_FROM = "Not told: a court order is noted."
CALLED_OFF = "The meeting was called off before this was told."
NOT_INVITED = "Not invited: the meeting began before this was told."
NOT_SO = "It was noted wrongly, and taken back before this was told."
KNOWN_BETTER = "They were not told what does not hold, or know that it does not."
REINSTATED_BEFORE = "The board reinstated."
DECIDED_BEFORE = "The board decided before this was told."
# Why what is told falls away by itself; any other reason is what somebody said.
BY_ITSELF = (GONE, MERGED, KEPT_FROM, CALLED_OFF, NOT_INVITED, NOT_SO, KNOWN_BETTER, REINSTATED_BEFORE, DECIDED_BEFORE)
# In the subject of a duty where no parent is known yet: somebody must find one.
NOBODY = "0"
NOTICE = re.compile(
    rf"(\d{{1,18}})[:-](\d{{1,18}}|{'|'.join(OFFICES)})[:-]({'|'.join(Event.values).replace('_', '[-_]')})"
)


class Order(Enum):
    """What is noted of court orders about somebody's contact with the pupil, and decided about telling them."""

    NONE = "none"
    UNDECIDED = "undecided"
    TOLD = "told"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class NoticeKey:
    """Which notice: of which suspension, to whom (a person's pk, or an office's kind), of which event."""

    suspension: int
    to: str
    event: Event

    def __str__(self) -> str:
        """As the subject of a duty: `12:34:decided`."""
        return f"{self.suspension}:{self.to}:{self.event.value}"

    @property
    def slug(self) -> str:
        """As the subject of a record, and in the key of a draft: `12-34-day-six`."""
        return str(self).replace(":", "-").replace("_", "-")

    @classmethod
    def read(cls, text: str) -> "NoticeKey | None":
        """The notice that a text names in either way; None for anything else."""
        found = NOTICE.fullmatch(text)
        if found is None:
            return None
        return cls(int(found[1]), found[2], Event(found[3].replace("-", "_")))


@dataclass(frozen=True)
class Tie:
    """What an adult is to the pupil: one relationship on record."""

    person: Any
    kind: Kinship
    has_parental_responsibility: bool = False
    lives_with: bool = False
    has_order: bool = False

    @property
    def is_parents(self) -> bool:
        """With parental responsibility, or care: a parent in the sense of the Education Acts."""
        if self.has_parental_responsibility or self.kind in CARING:
            return True
        return self.lives_with and self.kind not in NO_CARE


@dataclass(frozen=True)
class Recipient:
    """One addressee: a person at their own address, or an office; `events`: of which they are told, if it happens."""

    kind: RecipientKind
    name: str
    person: Any = None
    why: str = ""
    order: Order = Order.NONE
    events: frozenset[Event] = frozenset(Event)

    @property
    def key(self) -> str:
        """How the addressee is named within a notice: by their pk, an office by its kind."""
        return str(self.person.pk) if self.kind in FAMILY else self.kind.value

    @property
    def is_family(self) -> bool:
        return self.kind in FAMILY


@dataclass(frozen=True)
class About:
    """What of a pupil says who is told; `day` is the local day of the decision, or of what is told."""

    pupil: Any
    day: Any
    born_on: Any = None
    is_looked_after: bool = False
    has_social_worker: bool = False
    placing_authority: str = ""

    @property
    def lacks_authority(self) -> bool:
        """It is not known which local authority looks after the child, so that nobody knows whose virtual school is told."""
        return self.is_looked_after and not self.placing_authority

    @property
    def is_adult(self) -> bool:
        return is_adult(self.born_on, self.day)


def family_of(about: About, ties: Iterable[Tie], decided: dict[int, bool]) -> tuple[Recipient, ...]:
    """The pupil who is 18, or else each parent once; `decided`: who is told although an order is noted, by pk."""
    if about.is_adult:
        return (Recipient(RecipientKind.PUPIL, about.pupil.formal_name, about.pupil, "The pupil, who is 18 or older"),)
    mine: dict[int, list[Tie]] = {}
    for tie in ties:
        if tie.person.pk != about.pupil.pk:
            mine.setdefault(tie.person.pk, []).append(tie)
    return tuple(_parent(rows, decided) for rows in mine.values() if any(row.is_parents for row in rows))


def _parent(ties: Sequence[Tie], decided: dict[int, bool]) -> Recipient:
    """One person, however often they are on record: an order that is noted anywhere counts."""
    person, order = ties[0].person, Order.NONE
    if any(tie.has_order for tie in ties):
        is_told = decided.get(person.pk)
        order = Order.UNDECIDED if is_told is None else Order.TOLD if is_told else Order.WITHHELD
    said = [str(Kinship(ties[0].kind).label)]
    said += ["parental responsibility"] if any(tie.has_parental_responsibility for tie in ties) else []
    said += ["lives with the pupil"] if any(tie.lives_with for tie in ties) else []
    return Recipient(RecipientKind.PARENT, person.formal_name, person, ", ".join(said), order)


def offices_of(about: About, *, authority: str = "", worker: str = "") -> tuple[Recipient, ...]:
    """The offices that are told of every suspension of this pupil, under the names that are known."""
    named = authority or "The local authority"
    found = [Recipient(RecipientKind.AUTHORITY, named, why="Told of every suspension")]
    if about.has_social_worker or about.is_looked_after:
        found.append(Recipient(RecipientKind.WORKER, worker or "Social worker", why="The pupil has a social worker"))
    if about.is_looked_after:
        whose = f", {about.placing_authority}" if about.placing_authority else ""
        found.append(Recipient(RecipientKind.VIRTUAL, f"Virtual school head{whose}", why="The pupil is looked after"))
    found.append(Recipient(RecipientKind.BOARD, "The trust’s board", why="Told at once of every suspension"))
    return tuple(found)


def told_of(event: Event, everybody: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """Who of them is told of an event.

    Of the sixth day, and of what the board answers without a meeting, the family. Of what it decided everybody but
    itself (SI 2012/1033 reg 24; guidance). To its meeting come the family, a social worker and a virtual school head
    (guidance since 2022); the local authority comes to an academy's only if the family asks for it.
    """
    everybody = [one for one in everybody if event in one.events]
    if event in (Event.DAY_SIX, Event.CONSIDERED):
        return tuple(one for one in everybody if one.is_family)
    if event == Event.INVITED:
        return tuple(one for one in everybody if one.is_family or one.kind in INVITED_OFFICES)
    if event in OF_BOARD:
        return tuple(one for one in everybody if one.kind != RecipientKind.BOARD)
    return tuple(everybody)


def event_of(decision: str) -> Event:
    """As what a decision of the board is told."""
    return EVENTS[BoardDecision(decision)]
