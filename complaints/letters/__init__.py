"""The letters to somebody who complained: we have it, how far it is, what was decided. Typed texts are values here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from complaints.states import About, Result, Stage
from kernel import wording
from records.wording import Wordbook, paragraphs
from suspensions.letters import Addressee, Signed, Site
from suspensions.letters.compose import CONFIDENTIAL, complaints_of, section

FOUND = {
    Result.UPHELD: "We uphold this.",
    Result.PARTLY: "We uphold this in part.",
    Result.NOT_UPHELD: "We do not uphold this.",
    Result.OTHER_ROUTE: "This does not belong in the complaints procedure.",
}


@dataclass(frozen=True)
class Found:
    """What was found of one point: what was complained of, what came of it, and why."""

    point: str
    result: str
    reasons: str


@dataclass(frozen=True)
class ComplaintFacts:
    """Everything a letter to somebody who complained says; days are local.

    `said` is what its writer adds; `answer_by` and `update_by` are promised while somebody deals with it.
    """

    about: About
    stage: Stage
    book: Wordbook
    reference: str
    addressee: Addressee
    address: tuple[str, ...]
    school: Site
    trust: Site
    complaints_url: str
    received_on: date
    handler: str
    points: tuple[str, ...]
    findings: tuple[Found, ...]
    remedy: str
    said: str
    answer_by: date | None
    update_days: int
    further_days: int
    signed: Signed
    today: date

    @property
    def typed(self) -> str:
        """What people typed of all this: what may give something away."""
        found = [f"{one.point}\n{one.reasons}" for one in self.findings]
        return "\n".join([*self.address, *self.points, *found, self.remedy, self.said])


def compose(facts: ComplaintFacts) -> dict[str, Any]:
    """The whole letter as the records room keeps it (its content JSON)."""
    words = _words_of(facts)
    return {
        "kind": "letter",
        "to": [*facts.addressee.lines, *facts.address],
        "date": facts.today.isoformat(),
        "reference": facts.reference,
        "salutation": facts.addressee.salutation,
        "summary": "\n\n".join(facts.book.said(f"complaint_summary_{facts.about.value}", words)),
        "sections": [part for part in _sections(facts, words) if part["paragraphs"] or part["rows"]],
        "sign_off": facts.signed.lines,
        "confidentiality": CONFIDENTIAL,
        "enclosures": [],
        "source": {"said": facts.said},
    }


def _sections(facts: ComplaintFacts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    if facts.about is About.OUTCOME:
        yield from _answer(facts, words)
    else:
        yield section("How far it is" if facts.about is About.UPDATE else "From us", paragraphs(facts.said))
        if facts.about is About.ACKNOWLEDGED:
            yield section("What you complain of", [f"{n}. {one}" for n, one in enumerate(facts.points, 1)])
        yield section("What happens next", facts.book.said("complaint_next", words))
    yield section("About colleagues", facts.book.said("complaint_staff", words))
    yield section("Help with this letter", facts.book.said("help", words))


def _answer(facts: ComplaintFacts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    yield section("How we looked at it", paragraphs(facts.said))
    for number, one in enumerate(facts.findings, 1):
        texts = [f"You complained: {one.point}", FOUND[Result(one.result)], *paragraphs(one.reasons)]
        yield section(f"Point {number}: {wording.mid(Result(one.result).label)}", texts)
    yield section("What we do now", paragraphs(facts.remedy))
    yield section("If you are not content with this answer", facts.book.said("complaint_further", words))


def _words_of(facts: ComplaintFacts) -> dict[str, Any]:
    """What the paragraphs may name."""
    return {
        "school": facts.school.name,
        "phone": facts.school.phone,
        "email": facts.school.email,
        "trust": facts.trust.name,
        "trust_phone": facts.trust.phone,
        "trust_address": facts.trust.in_one_line,
        "complaints_url": facts.complaints_url,
        "complaints": complaints_of(facts.complaints_url),
        "received_on": wording.full_day(facts.received_on),
        "is_formal": facts.stage == Stage.FORMAL,
        "handler": facts.handler,
        "answer_by": wording.full_day(facts.answer_by) if facts.answer_by else "",
        "update_days": facts.update_days,
        "further_days": facts.further_days,
        "is_several": len(facts.findings) > 1,
    }


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two letters tell the complainant the same, whatever their dates and the way they go."""
    told = ("salutation", "summary", "sections")
    return [one[name] for name in told] == [other[name] for name in told]
