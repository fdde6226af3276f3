"""The letters to somebody who is asked to reach a school in other ways. Typed texts are values here, never templates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kernel import wording
from records.wording import Wordbook, paragraphs
from socialmedia.states import ContactChannel, RestrictionLetter
from suspensions.letters import Addressee, Signed, Site
from suspensions.letters.compose import CONFIDENTIAL, UNHAPPY, complaints_of, section

# How a letter names a way that is closed for now.
WAYS = {
    ContactChannel.EMAIL: "e-mail to other addresses of the school",
    ContactChannel.CALL: "telephone calls about other matters",
    ContactChannel.MESSAGE: "text and app messages",
    ContactChannel.FORM: "the form on our website",
    ContactChannel.LETTER: "letters to other people at the school",
    ContactChannel.IN_PERSON: "coming to the school office without an appointment",
}
# Those of them that bring something to read.
WRITTEN = (ContactChannel.EMAIL, ContactChannel.MESSAGE, ContactChannel.FORM, ContactChannel.LETTER)


@dataclass(frozen=True)
class RestrictionFacts:
    """Everything a letter about a restriction says; days are local. Without terms it is a warning, or says that it ended.

    `follows`: a letter with terms of this restriction went before this one, and came.
    """

    about: RestrictionLetter
    book: Wordbook
    reference: str
    addressee: Addressee
    address: tuple[str, ...]
    school: Site
    trust: Site
    complaints_url: str
    why: str
    said: str
    channels: tuple[ContactChannel, ...]
    single_contact: str
    frequency: str
    until_on: date | None
    review_on: date | None
    is_changed: bool
    follows: bool
    signed: Signed
    today: date

    @property
    def typed(self) -> str:
        """What people typed of all this: what may give something away."""
        return "\n".join([*self.address, self.why, self.said, self.single_contact, self.frequency])


def compose(facts: RestrictionFacts) -> dict[str, Any]:
    """The whole letter as the records room keeps it (its content JSON)."""
    words = _words_of(facts)
    return {
        "kind": "letter",
        "to": [*facts.addressee.lines, *facts.address],
        "date": facts.today.isoformat(),
        "reference": facts.reference,
        "salutation": facts.addressee.salutation,
        "summary": "\n\n".join(facts.book.said(f"restriction_summary_{facts.about.value}", words)),
        "sections": [part for part in _sections(facts, words) if part["paragraphs"] or part["rows"]],
        "sign_off": facts.signed.lines,
        "confidentiality": CONFIDENTIAL,
        "enclosures": [],
        "source": {"said": facts.said},
    }


def _sections(facts: RestrictionFacts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    def said(name: str) -> list[str]:
        return facts.book.said(f"restriction_{name}", words)

    if facts.about is not RestrictionLetter.ENDED:
        yield section("What has happened", paragraphs(facts.why))
    yield section("What we want to add", paragraphs(facts.said))
    if facts.about is RestrictionLetter.WARNING:
        yield section("What we ask of you", said("asked"))
        yield section("What may follow", said("follows"))
    if facts.about is RestrictionLetter.TERMS:
        yield section("How you can reach us until then", said("terms"))
    if facts.about is not RestrictionLetter.ENDED:
        yield section("What this never stops", said("never"))
        yield section("If something makes this hard for you", said("adjustments"))
    if facts.about is RestrictionLetter.TERMS:
        yield section("When we look at it again", said("review"))
        yield section("If you do not keep to it", said("breach"))
    yield section(UNHAPPY, facts.book.said("complaint", words))
    yield section("Help with this letter", facts.book.said("help", words))


def _words_of(facts: RestrictionFacts) -> dict[str, Any]:
    """What the paragraphs may name."""
    return {
        "school": facts.school.name,
        "phone": facts.school.phone,
        "email": facts.school.email,
        "trust": facts.trust.name,
        "trust_phone": facts.trust.phone,
        "complaints_url": facts.complaints_url,
        "complaints": complaints_of(facts.complaints_url),
        "ways": wording.listed([WAYS[one] for one in facts.channels]),
        "is_written": bool({*facts.channels} & {*WRITTEN}),
        "is_rung": ContactChannel.CALL in facts.channels,
        "is_visited": ContactChannel.IN_PERSON in facts.channels,
        "contact": facts.single_contact,
        "frequency": facts.frequency,
        "until_on": wording.full_day(facts.until_on) if facts.until_on else "",
        "review_on": wording.full_day(facts.review_on) if facts.review_on else "",
        "is_changed": facts.is_changed and facts.follows,
        "follows": facts.follows,
    }
