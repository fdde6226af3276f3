"""What goes to the site a post is on, to the police, to solicitors: facts, where they come from, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kernel import wording
from records.wording import paragraphs
from socialmedia.states import StepKind
from socialmedia.things import Thing
from suspensions.letters import Signed
from suspensions.letters.compose import section

TITLES = {
    StepKind.POLICE: "Report to the police",
    StepKind.LEGAL_ADVICE: "Brief for solicitors",
    StepKind.OTHER_LEGAL: "Brief for solicitors",
}
CONFIDENTIAL = "Confidential. It names people, and is for the reader it was given to."
ADVICE = "Confidential and written to take legal advice."
FACTS_ONLY = "This says what was seen, by whom and when. It gives no opinion. Nobody named in it was found to have done anything."


@dataclass(frozen=True)
class Proof:
    """A file that is kept of a post: its name, when it came, its hash."""

    name: str
    at: str
    sha256: str


@dataclass(frozen=True)
class PackFacts:
    """Everything such a pack says. `chronology` is what happened when, in words, oldest first.

    `what` is the substance of the step: the site's rule, what a report to the police rests on, the question to solicitors.
    `seen_by`, `harm` and `favours` are for solicitors.
    """

    kind: StepKind
    thing: Thing
    reference: str
    school: str
    what: str
    basis: str
    where: tuple[tuple[str, str], ...]
    words: str
    author: str
    handle: str
    named: tuple[str, ...]
    chronology: tuple[tuple[str, str], ...]
    proofs: tuple[Proof, ...]
    seen_by: str
    harm: str
    favours: str
    signed: Signed
    today: date


def compose_pack(facts: PackFacts) -> dict[str, Any]:
    """The whole pack as the records room keeps it (its content JSON)."""
    to = {StepKind.HOST: wording.capital(facts.thing.tool), StepKind.POLICE: "The police"}
    return {
        "kind": "report",
        "to": [to.get(facts.kind, "Solicitors of the trust")],
        "date": facts.today.isoformat(),
        "reference": facts.reference,
        "salutation": "",
        "summary": _summary(facts),
        "sections": [part for part in _sections(facts) if part["paragraphs"] or part["rows"] or part["entries"]],
        "sign_off": facts.signed.lines,
        "confidentiality": ADVICE if _is_advice(facts) else CONFIDENTIAL,
        "enclosures": [f"{one.name} (SHA-256 {one.sha256})" for one in facts.proofs],
        "source": {"said": facts.what, "seen_by": facts.seen_by, "harm": facts.harm, "favours": facts.favours},
    }


def _is_advice(facts: PackFacts) -> bool:
    return facts.kind in (StepKind.LEGAL_ADVICE, StepKind.OTHER_LEGAL)


def _summary(facts: PackFacts) -> str:
    if facts.kind is StepKind.HOST:
        return f"{facts.school} asks you to look at this, and to {facts.thing.act} if it breaks your rules, as we think it does."
    if facts.kind is StepKind.POLICE:
        return f"{facts.school} reports what may be {facts.basis}. {FACTS_ONLY}"
    return f"{facts.school} asks for advice. What speaks for whoever {facts.thing.did} stands here as well."


def _sections(facts: PackFacts) -> Iterable[dict[str, Any]]:
    heads = {StepKind.HOST: "Which of your rules we think it breaks", StepKind.POLICE: "What this rests on"}
    yield section(heads.get(facts.kind, "What we ask"), paragraphs(facts.what))
    yield section(_what(facts), paragraphs(facts.words))
    yield section("Where and when", [], [*map(list, facts.where), *_who(facts)])
    if facts.kind is not StepKind.HOST:
        yield section("Who is named or shown", [", ".join(facts.named)] if facts.named else [])
    if _is_advice(facts):
        yield section("Who has seen it", paragraphs(facts.seen_by))
        yield section("What harm it does", paragraphs(facts.harm))
        yield section(f"What favours whoever {facts.thing.did}", paragraphs(facts.favours))
    if facts.kind is not StepKind.HOST:
        yield {**section("What happened when", []), "entries": [list(one) for one in facts.chronology]}
    files = [[one.name, f"{one.at}. SHA-256 {one.sha256}"] for one in facts.proofs]
    yield section("What is kept of it", [] if files else ["No file is kept."], files)


def _what(facts: PackFacts) -> str:
    return "What was reported" if facts.thing.is_data else "Exactly what it says or shows"


def _who(facts: PackFacts) -> Iterable[list[str]]:
    """To the site only the name shown there: it knows whose account that is, and needs no more."""
    yield ["Name shown there", facts.handle or "Not noted"]
    if facts.kind is not StepKind.HOST:
        yield ["Known to us as", facts.author or "Not known"]
