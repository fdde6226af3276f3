"""The letters to whoever posted something, or to a parent of a pupil who did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kernel import wording
from records.wording import Wordbook, paragraphs
from socialmedia.states import StepKind
from socialmedia.things import Thing
from suspensions.letters import Addressee, Signed, Site
from suspensions.letters.compose import CONFIDENTIAL, complaints_of, section

YOUR_WORRIES, WRONG, HELP = "If something worries you", "If this is wrong", "Help with this letter"


@dataclass(frozen=True)
class LetterFacts:
    """Everything such a letter says; days are local. `said` is what its writer types, `child` a pupil's first name,
    `on` the place within a sentence.
    """

    kind: StepKind
    book: Wordbook
    reference: str
    addressee: Addressee
    address: tuple[str, ...]
    school: Site
    trust: Site
    complaints_url: str
    thing: Thing
    where: str
    on: str
    place: str
    posted_on: date | None
    seen_on: date
    words: str
    child: str
    is_gone: bool
    said: str
    signed: Signed
    today: date

    @property
    def typed(self) -> str:
        """What people typed of all this: what may give something away."""
        return "\n".join([*self.address, self.words, self.said])


def compose(facts: LetterFacts) -> dict[str, Any]:
    """The whole letter as the records room keeps it (its content JSON)."""
    words = _words_of(facts)
    return {
        "kind": "letter",
        "to": [*facts.addressee.lines, *facts.address],
        "date": facts.today.isoformat(),
        "reference": facts.reference,
        "salutation": facts.addressee.salutation,
        "summary": "\n\n".join(facts.book.said(f"online_summary_{facts.kind.value}", words)),
        "sections": [part for part in _sections(facts, words) if part["paragraphs"] or part["rows"]],
        "sign_off": facts.signed.lines,
        "confidentiality": CONFIDENTIAL,
        "enclosures": [],
        "source": {"said": facts.said, "is_gone": "yes" if facts.is_gone else ""},
    }


def _sections(facts: LetterFacts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    def said(name: str) -> list[str]:
        return facts.book.said(name, words)

    kind = facts.kind
    if kind is StepKind.THANKS:
        yield section("From us", [*said("online_thanks"), *paragraphs(facts.said)])
        yield section(HELP, said("help"))
        return
    yield section("What it is about", _quoted(facts), _rows(facts))
    yield section("Why we write", paragraphs(facts.said))
    if kind in (StepKind.REMOVAL, StepKind.WARNING) and not facts.is_gone:
        yield section("What we ask", said("online_ask"))
    if kind is StepKind.EXPECTATIONS:
        yield section("What we do, and what we ask", said("online_child"))
    if kind is StepKind.BLOCK:
        yield section("What this means", said("online_block_means"))
    yield section("What we ask of everybody", [*said("online_expected"), *said("online_free")])
    if kind is StepKind.WARNING:
        yield section("What may follow", said("online_next"))
    yield section(YOUR_WORRIES, said("online_routes"))
    yield section(WRONG, said("online_wrong") if kind is not StepKind.EXPECTATIONS else [])
    yield section(HELP, said("help"))


def _quoted(facts: LetterFacts) -> list[str]:
    said = "What we were told:" if facts.thing.is_data else "It says, or shows:"
    return [] if facts.kind is StepKind.EXPECTATIONS else [said, *paragraphs(facts.words)]


def _rows(facts: LetterFacts) -> list[list[str]]:
    where = f"{facts.where}, {facts.place}" if facts.place and facts.place != facts.where else facts.where
    rows = [["Where", wording.capital(where)]]
    if facts.posted_on is not None:
        rows.append(
            [
                wording.capital(facts.thing.done) if facts.thing.is_data else f"{wording.capital(facts.thing.done)} on",
                wording.full_day(facts.posted_on),
            ]
        )
    return [*rows, ["We learnt of it on" if facts.thing.is_data else "Seen on", wording.full_day(facts.seen_on)]]


def _about(facts: LetterFacts) -> str:
    """What the letter is about, and when it was."""
    if facts.posted_on is not None:
        when = f" on {wording.full_day(facts.posted_on)}"
        was = f", {facts.thing.done}{when}" if facts.thing.is_on_site else when
    else:
        day = wording.full_day(facts.seen_on)
        was = f". We learnt of it on {day}" if facts.thing.is_data else f", which we saw on {day}"
    return f"{facts.thing.about}{facts.on}{was}"


def _words_of(facts: LetterFacts) -> dict[str, Any]:
    """What the paragraphs may name."""
    thing = facts.thing
    return {
        "school": facts.school.name,
        "phone": facts.school.phone,
        "trust": facts.trust.name,
        "email": facts.school.email,
        "complaints_url": facts.complaints_url,
        "complaints": complaints_of(facts.complaints_url),
        "where": facts.where,
        "place": facts.place or facts.where,
        "about": _about(facts),
        "ask": thing.ask,
        "gone": thing.gone,
        "put": f"{thing.done}{facts.on}" if not thing.is_data else "put into an AI tool",
        "is_on_site": thing.is_on_site,
        "is_data": thing.is_data,
        "child": facts.child,
        "is_gone": facts.is_gone,
        "talk_to": facts.signed.name,
    }
