"""The warning letter: what was done, what is asked, what may follow, whom to speak to. Typed texts are values here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kernel import wording
from records.wording import Wordbook, listed, paragraphs
from suspensions.letters.compose import CONFIDENTIAL, UNHAPPY, complaints_of, section
from suspensions.letters.facts import Addressee, Signed, Site, day_of

WARNING_TITLE = "Warning about behaviour"


@dataclass(frozen=True)
class WarningFacts:
    """Everything a warning letter says. `is_barred`: another suspension keeps the person from the site as it is written.

    `talk` is whom they can speak to, `other` whom else. `children` are those about whom reports can be promised.
    """

    book: Wordbook
    reference: str
    addressee: Addressee
    address: tuple[str, ...]
    school: Site
    trust: Site
    complaints_url: str
    has_children: bool
    children: tuple[str, ...]
    is_barred: bool
    incident_on: date
    happened: str
    reason: str
    decided: Signed
    talk: Site
    other: Site
    today: date

    @property
    def typed(self) -> str:
        """What people typed of all this: what may give something away."""
        return "\n".join([*self.address, self.happened, self.reason])


def compose_warning(facts: WarningFacts) -> dict[str, Any]:
    """The whole letter as the records room keeps it (its content JSON)."""
    words = _words_of(facts)

    def said(name: str) -> list[str]:
        return facts.book.said(name, words)

    child = "child" if facts.children else "child_other" if facts.has_children else ""
    parts = [
        section("Who this letter is for", said("described") if facts.addressee.is_unknown else []),
        section("What happened", paragraphs(facts.happened)),
        section("Why we write", said("warning_why")),
        section("What we ask of you", said("warning_expected")),
        section("What may follow", said("warning_next")),
        section("Your child" if len(facts.children) == 1 else "Your children", said(child) if child else []),
        section("If you want to talk about it", said("warning_talk")),
        section(UNHAPPY, said("complaint")),
        section("Help with this letter", said("help")),
    ]
    return {
        "kind": "letter",
        "to": [*facts.addressee.lines, *facts.address],
        "date": facts.today.isoformat(),
        "reference": facts.reference,
        "salutation": facts.addressee.salutation,
        "summary": "\n\n".join(said("warning_summary")),
        "sections": [part for part in parts if part["paragraphs"]],
        "sign_off": facts.decided.lines,
        "confidentiality": CONFIDENTIAL,
        "enclosures": [],
        "source": {"happened": facts.happened, "reason": facts.reason},
    }


def _words_of(facts: WarningFacts) -> Mapping[str, Any]:
    """What the paragraphs may name. It holds for nobody's place at school, now or later: `is_in_force` is never."""
    return {
        "school": facts.school.name,
        "phone": facts.school.phone,
        "email": facts.school.email,
        "trust": facts.trust.name,
        "trust_phone": facts.trust.phone,
        "complaints_url": facts.complaints_url,
        "complaints": complaints_of(facts.complaints_url),
        "children": listed(facts.children),
        "is_in_force": False,
        "is_visitor": not facts.has_children,
        "is_barred": facts.is_barred,
        "description": facts.addressee.description,
        "vehicle": facts.addressee.vehicle,
        "incident_on": wording.full_day(facts.incident_on),
        "reason": facts.reason,
        "maker": facts.decided.in_words,
        "decided_on": day_of(facts.decided.at),
        "talk_to": facts.talk.name,
        "talk_phone": facts.talk.phone,
        "other": facts.other.name,
        "other_phone": facts.other.phone,
    }
