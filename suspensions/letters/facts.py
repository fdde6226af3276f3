"""The facts a letter about a suspension tells, and the situations in which one is written."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from kernel import wording
from records.states import RecordKind
from records.wording import Wordbook


class Situation(Enum):
    """Of what the letter tells: the newest event of the suspension."""

    START = "start"
    TRUST_WIDE = "trust_wide"
    EXTENSION = "extension"
    UPHELD = "upheld"
    VARIED = "varied"
    NOT_UPHELD = "not_upheld"
    CONTINUED = "continued"
    LIFTED = "lifted"
    VOID = "void"


# Somebody not involved has judged the decision; it was ended by somebody.
JUDGED = (Situation.UPHELD, Situation.VARIED, Situation.NOT_UPHELD, Situation.CONTINUED)
ENDED = (Situation.NOT_UPHELD, Situation.LIFTED, Situation.VOID)

TITLES = {
    Situation.START: "Suspension from the school site",
    Situation.TRUST_WIDE: "Suspension from every school of the trust",
    Situation.EXTENSION: "Suspension from site: extended",
    Situation.UPHELD: "Suspension from site: upheld",
    Situation.VARIED: "Suspension from site: upheld, with other terms",
    Situation.NOT_UPHELD: "Suspension from site: not upheld",
    Situation.CONTINUED: "Suspension from site: looked at again",
    Situation.LIFTED: "Suspension from site: lifted",
    Situation.VOID: "Suspension from site: made by mistake",
}
KINDS = {
    Situation.START: RecordKind.FIRST_LETTER,
    Situation.TRUST_WIDE: RecordKind.TRUST_WIDE_LETTER,
    Situation.EXTENSION: RecordKind.EXTENSION_LETTER,
    Situation.UPHELD: RecordKind.UPHELD_LETTER,
    Situation.VARIED: RecordKind.VARIED_LETTER,
    Situation.NOT_UPHELD: RecordKind.NOT_UPHELD_LETTER,
    Situation.CONTINUED: RecordKind.CONTINUED_LETTER,
    Situation.LIFTED: RecordKind.LIFTED_LETTER,
    Situation.VOID: RecordKind.VOID_LETTER,
}


@dataclass(frozen=True)
class Addressee:
    """To whom the letter goes. An unknown person has a description instead of a name."""

    title: str = ""
    given_name: str = ""
    family_name: str = ""
    description: str = ""
    vehicle: str = ""

    @property
    def is_unknown(self) -> bool:
        return not (self.given_name or self.family_name)

    @property
    def lines(self) -> list[str]:
        if self.is_unknown:
            return ["To the person described in this letter"]
        return [" ".join(part for part in (self.title, self.given_name, self.family_name) if part)]

    @property
    def salutation(self) -> str:
        """ "Dear Mr Farrow"; without a title or surname the name as it is known; "Dear Sir or Madam" without a name."""
        if self.is_unknown:
            return "Dear Sir or Madam"
        known = (
            (self.title, self.family_name) if self.title and self.family_name else (self.given_name, self.family_name)
        )
        return "Dear " + " ".join(part for part in known if part)


@dataclass(frozen=True)
class Site:
    """A place with how it is reached."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""

    @property
    def in_one_line(self) -> str:
        return ", ".join([self.name, *lines_of(self.address)])


@dataclass(frozen=True)
class Signed:
    """Who decided, in which capacity ("Acting headteacher"), for whom, and when (aware)."""

    name: str
    capacity: str
    of: str
    at: datetime

    @property
    def in_words(self) -> str:
        """ "Ruth Adeyemi, headteacher," within a sentence."""
        return f"{self.name}, {wording.mid(self.capacity)}," if self.capacity else self.name

    @property
    def lines(self) -> list[str]:
        return [line for line in (self.name, self.capacity, self.of) if line]


class Side(Enum):
    """How the person's own side stands."""

    OPEN = "open"
    HEARD = "heard"
    WAIVED = "waived"
    OVER = "over"


@dataclass(frozen=True)
class Hearing:
    """Who reads the person's side, by when it is asked for, what has come (local days), when it is judged."""

    by: str
    address: str
    until: date
    side: Side = Side.OPEN
    heard_on: date | None = None
    judged_by: date | None = None


@dataclass(frozen=True)
class Facts:
    """Everything a letter says; moments are aware datetimes, days are local.

    `children` are those about whom reports and calls can be promised; `has_children` counts every child at the site.
    `is_ahead`: it has not begun yet, or was ended before it began.
    """

    situation: Situation
    book: Wordbook
    reference: str
    addressee: Addressee
    address: tuple[str, ...]
    school: Site
    sites: tuple[Site, ...]
    trust: Site
    complaints_url: str
    is_trust_wide: bool
    is_in_force: bool
    is_one_day: bool
    is_upheld: bool
    has_children: bool
    children: tuple[str, ...]
    happened: str
    reason: str
    starts_at: datetime
    ends_at: datetime
    made: Signed
    decided: Signed
    hearing: Hearing
    arrangements: tuple[tuple[str, str], ...]
    today: date
    ended_at: datetime | None = None
    previous_until: datetime | None = None
    review_on: date | None = None
    terms: str = ""
    is_renewed: bool = False
    has_replaced: bool = False
    is_ahead: bool = False

    @property
    def bars(self) -> bool:
        """The person may not come now, or not from its first day on."""
        return self.situation not in ENDED and (self.is_in_force or self.is_ahead)

    @property
    def until(self) -> datetime:
        return wording.last_moment(self.ends_at)

    @property
    def looks_again(self) -> date | None:
        """The day it is looked at again, while that lies ahead; none where it was judged on its last day."""
        if self.review_on is None or self.review_on < self.today:
            return None
        decided_on = self.decided.at.astimezone(wording.LONDON).date()
        return self.review_on if self.situation not in JUDGED or self.review_on > decided_on else None

    @property
    def place(self) -> str:
        """Where the person may not come, within a sentence."""
        return (
            f"the sites of all schools of {self.trust.name}"
            if self.is_trust_wide
            else f"the site of {self.school.name}"
        )

    @property
    def typed(self) -> str:
        """What people typed of all this: what may give something away."""
        arranged = (text for _, text in self.arrangements)
        return "\n".join([*self.address, self.happened, self.reason, self.terms, *arranged])


def lines_of(text: str) -> list[str]:
    """The lines of an address."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def moment(at: datetime) -> str:
    """A moment within a sentence: "23:59 on Monday 2 November 2026"."""
    return f"{wording.clock_time(at)} on {wording.full_day(at.astimezone(wording.LONDON).date())}"


def day_of(at: datetime) -> str:
    """The local day of a moment: "Monday 2 November 2026"."""
    return wording.full_day(at.astimezone(wording.LONDON).date())
