"""The letter about a suspension from site, put together from facts: what it says in which situation. Reads no rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.template import Context
from django.template.loader import get_template

from kernel import wording
from suspensions.states import ARRANGED

HAPPENED, WHY = "What happened", "Why you were suspended from site"
YOUR_SIDE = "Your side"
EMERGENCY = ARRANGED["emergencies"]
CONFIDENTIAL = "Confidential: for the person named above. It may tell of other people, so please do not pass it on."


class Situation(Enum):
    """How the suspension stands on the day of the letter."""

    IN_FORCE = "in_force"
    OVER = "over"
    LIFTED = "lifted"
    VOID = "void"


TITLES = {
    Situation.IN_FORCE: "Suspension from the school site",
    Situation.OVER: "Suspension from the school site",
    Situation.LIFTED: "Suspension from the school site: lifted",
    Situation.VOID: "Suspension from the school site: made by mistake",
}
# What a new version of the letter says of why it replaces the one before.
CORRECTIONS = {
    Situation.IN_FORCE: "The arrangements or the wording have changed.",
    Situation.OVER: "The wording has changed.",
    Situation.LIFTED: "The suspension was lifted.",
    Situation.VOID: "The suspension was made by mistake.",
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
class Facts:
    """Everything a letter says; moments are aware datetimes, `hear_by` and `today` local days.

    `children` are those about whom reports and calls can be promised; `has_children` counts every child at the site.
    """

    situation: Situation
    reference: str
    addressee: Addressee
    address: tuple[str, ...]
    school: str
    school_address: str
    phone: str
    email: str
    trust: str
    complaints_url: str
    has_children: bool
    children: tuple[str, ...]
    happened: str
    risk: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    arrangements: tuple[tuple[str, str], ...]
    decider: str
    decided_as: str
    hearer: str
    hearer_address: str
    trust_phone: str
    hear_by: date
    today: date

    @property
    def until(self) -> datetime:
        return wording.last_moment(self.ends_at)

    @property
    def typed(self) -> str:
        """What people typed of all this: what may give something away."""
        return "\n".join([*self.address, self.happened, self.risk, *(text for _, text in self.arrangements)])


def moment(at: datetime) -> str:
    """A moment within a sentence: "23:59 on Monday 2 November 2026"."""
    return f"{wording.clock_time(at)} on {wording.full_day(at.astimezone(wording.LONDON).date())}"


def compose(facts: Facts) -> dict[str, Any]:
    """The whole letter as the records room keeps it (its content JSON)."""
    words = _words(facts)
    return {
        "kind": "letter",
        "to": [*facts.addressee.lines, *facts.address],
        "date": facts.today.isoformat(),
        "reference": facts.reference,
        "salutation": facts.addressee.salutation,
        "summary": "\n\n".join(_said(f"summary_{facts.situation.value}", words)),
        "sections": [part for part in _sections(facts, words) if part["paragraphs"] or part["rows"]],
        "sign_off": [facts.decider, facts.decided_as, facts.school],
        "confidentiality": CONFIDENTIAL,
        "enclosures": [],
    }


def _sections(facts: Facts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    if facts.addressee.is_unknown:
        yield _section("Who this letter is for", _said("described", words))
    if facts.situation is Situation.VOID:
        yield _section("If you are unhappy with this", _said("complaint", words))
        yield _section("Help with this letter", _said("help", words))
        return
    yield _section(HAPPENED, _paragraphs(facts.happened))
    yield _section(WHY, _said("why", words))
    yield _section("What this means", _said(f"means_{facts.situation.value}", words), _when_and_where(facts))
    yield from _children(facts, words)
    if facts.situation is Situation.IN_FORCE:
        yield _section("If you come onto the site", _said("return", words))
    yield _section(YOUR_SIDE, _said("your_side", words))
    if facts.situation is Situation.LIFTED:
        yield _section("What happens next", _said("next_over", words))
    else:
        yield _section("What happens next", _said(f"next_{facts.situation.value}", words))
    yield _section("If you are unhappy with how this was handled", _said("complaint", words))
    yield _section("Help with this letter", _said("help", words))


def _when_and_where(facts: Facts) -> list[list[str]]:
    where = ", ".join([facts.school, *(line.strip() for line in facts.school_address.splitlines() if line.strip())])
    rows = [["Site", where], ["From", moment(facts.starts_at)], ["Until", moment(facts.until)]]
    if facts.ended_at is not None:
        rows.append(["Lifted", moment(facts.ended_at)])
    return rows


def _children(facts: Facts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """The place at school is safe; while the suspension lasts, also how a child comes and goes.

    Reports and calls are promised only where nothing noted stands against them; names stand only there.
    """
    is_in_force = facts.situation is Situation.IN_FORCE
    heading = "Your child" if len(facts.children) == 1 else "Your children" if facts.children else "Children"
    if facts.children:
        yield _section(heading, _said("child", words))
    elif facts.has_children:
        yield _section(heading, _said("child_other", words))
    elif is_in_force:
        yield _section(heading, _said("child_unknown", words))
    if not is_in_force:
        return
    if facts.arrangements:
        rows = [[label, text] for label, text in facts.arrangements]
        yield _section("Coming to school and going home", _said("arranged", words), rows)
    says_emergency = EMERGENCY in {label for label, _ in facts.arrangements}
    promised = _said("emergencies", words) if facts.children and not says_emergency else []
    yield _section("Reaching each other", [*promised, *_said("contact", words)])


def _words(facts: Facts) -> dict[str, Any]:
    """What the paragraphs may name. Typed texts are values here, never templates."""
    children = _listed(facts.children)
    return {
        "school": facts.school,
        "phone": facts.phone,
        "email": facts.email,
        "trust": facts.trust,
        "trust_phone": facts.trust_phone,
        "complaints_url": facts.complaints_url,
        "children": children,
        "is_several": len(facts.children) > 1,
        "description": facts.addressee.description,
        "vehicle": facts.addressee.vehicle,
        "risk": facts.risk,
        "decider": f"{facts.decider}, {wording.mid(facts.decided_as)},",
        "from": moment(facts.starts_at),
        "until": moment(facts.until),
        "ended": moment(facts.ended_at) if facts.ended_at else "",
        "decided_on": wording.full_day(facts.starts_at.astimezone(wording.LONDON).date()),
        "hearer": facts.hearer,
        "hearer_address": ", ".join(line.strip() for line in facts.hearer_address.splitlines() if line.strip()),
        "hear_by": wording.full_day(facts.hear_by),
    }


def _said(name: str, words: Mapping[str, Any]) -> list[str]:
    """The paragraphs of one text of the letter. Plain text: nothing is escaped here, whatever shows it does that."""
    template = get_template(f"letters/2026-05-01/{name}.txt").template  # type: ignore[attr-defined]
    return _paragraphs(template.render(Context(dict(words), autoescape=False)))


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _section(heading: str, paragraphs: list[str], rows: list[list[str]] | None = None) -> dict[str, Any]:
    return {"heading": heading, "paragraphs": paragraphs, "rows": rows or [], "entries": []}


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


# --- Reading a letter back -------------------------------------------------------------------------------------------
def happened_in(content: Mapping[str, Any]) -> str:
    """What an issued letter said had happened, as its writer typed it; "" if it did not say."""
    return "\n\n".join(_part(content, HAPPENED))


def risk_in(content: Mapping[str, Any]) -> str:
    """The reason an issued letter gave, as its writer typed it; "" if it gave none."""
    return "\n\n".join(_part(content, WHY)[1:])


def _part(content: Mapping[str, Any], heading: str) -> list[str]:
    return next((part["paragraphs"] for part in content.get("sections", []) if part["heading"] == heading), [])


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two letters tell the person the same, whatever their dates and the way they go."""
    return _told(one) == _told(other)


def _told(content: Mapping[str, Any]) -> tuple[Any, ...]:
    dated = {YOUR_SIDE}
    return (
        content["salutation"],
        content["summary"],
        [part for part in content["sections"] if part["heading"] not in dated],
    )
