"""The letters about a complaint: we have it, how far it is, what was decided, what a panel does. Typed texts are values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from complaints.states import About, Came, Result, Stage
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

DATA_FOUND = {**FOUND, Result.OTHER_ROUTE: "This is not about how personal data is used or kept."}

PANEL_FOUND = {
    Result.UPHELD: "The panel upholds this.",
    Result.PARTLY: "The panel upholds this in part.",
    Result.NOT_UPHELD: "The panel does not uphold this.",
    Result.OTHER_ROUTE: "This does not belong in the complaints procedure.",
}


@dataclass(frozen=True)
class Found:
    """What was found of one point: what was complained of, what came of it, and why."""

    point: str
    result: str
    reasons: str


@dataclass(frozen=True)
class Seat:
    """A member of a panel as a letter names them; `who` of the independent one says why they are that."""

    name: str
    who: str


@dataclass(frozen=True)
class PanelFacts:
    """What a letter about a panel says of it; moments are aware, days are local.

    `before` is when it was to meet before it was put off; `is_about_one`: the complaint is about one person alone.
    """

    meets_at: datetime | None
    place: str
    is_remote: bool
    came: Came | None
    members: tuple[Seat, ...]
    papers_on: date | None
    before: datetime | None
    is_about_one: bool
    asked_on: date
    clerk_address: str
    clerk_email: str


@dataclass(frozen=True)
class ComplaintFacts:
    """Everything a letter about a complaint says; days are local.

    `said` is what its writer adds; `answer_by` and `update_by` are promised while somebody deals with it. `handed_on` are
    the points that the data protection lead answers as a complaint of its own.
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
    panel: PanelFacts | None = None
    handed_on: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """What people typed of all this: what may give something away."""
        found = [f"{one.point}\n{one.reasons}" for one in self.findings]
        return "\n".join([*self.address, *self.points, *self.handed_on, *found, self.remedy, self.said])


def compose(facts: ComplaintFacts) -> dict[str, Any]:
    """The whole letter as the records room keeps it (its content JSON)."""
    words = _words_of(facts)
    return {
        "kind": "letter",
        "to": [*facts.addressee.lines, *facts.address],
        "date": facts.today.isoformat(),
        "reference": facts.reference,
        "salutation": facts.addressee.salutation,
        "summary": "\n\n".join(facts.book.said(f"complaint_summary_{_summary(facts)}", words)),
        "sections": [part for part in _sections(facts, words) if part["paragraphs"] or part["rows"]],
        "sign_off": facts.signed.lines,
        "confidentiality": CONFIDENTIAL,
        "enclosures": [],
        "source": {"said": facts.said},
    }


def _summary(facts: ComplaintFacts) -> str:
    """Which words a letter begins with."""
    is_first = facts.about is About.ACKNOWLEDGED
    if facts.panel is not None and is_first:
        return "panel"
    is_data = facts.stage == Stage.DATA and facts.about is not About.UPDATE
    return f"data_{facts.about.value}" if is_data else facts.about.value


def _sections(facts: ComplaintFacts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    if facts.panel is not None:
        yield from _of_panel(facts, facts.panel, words)
        return
    if facts.about is About.OUTCOME:
        yield from _answer(facts, words)
    else:
        yield section("How far it is" if facts.about is About.UPDATE else "From us", paragraphs(facts.said))
        if facts.about is About.ACKNOWLEDGED:
            yield section("What you complain of", [f"{n}. {one}" for n, one in enumerate(facts.points, 1)])
        yield _handed_on(facts, words)
        name = "complaint_data_next" if facts.stage == Stage.DATA else "complaint_next"
        yield section("What happens next", facts.book.said(name, words))
    yield section("About colleagues", facts.book.said("complaint_staff", words))
    yield section("Help with this letter", facts.book.said("help", words))


def _of_panel(facts: ComplaintFacts, panel: PanelFacts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    said, about = facts.book.said, facts.about
    if about is About.FOUND:
        yield section("What the panel found", paragraphs(facts.said))
        if panel.is_about_one:
            yield from _found(facts, "The complaint was")
            yield section("What the panel recommends", paragraphs(facts.remedy))
        yield section("In confidence", said("complaint_panel_confidence", words))
        return
    if about is About.OUTCOME:
        yield section("How the panel looked at it", [*paragraphs(facts.said), *said("complaint_panel_met", words)])
        yield from _found(facts, "You complained")
        yield section("What the panel recommends", paragraphs(facts.remedy))
        yield section("If you are not content with this", said("complaint_panel_after", words))
        yield section("About colleagues", said("complaint_staff", words))
    else:
        yield section("From us", paragraphs(facts.said))
        if about is About.INVITED:
            yield section("Who hears you", said("complaint_panel_who", words))
            yield section("On the day", said("complaint_panel_day", words))
            yield section("What everybody reads", said("complaint_panel_papers", words))
            yield section("If you cannot come", said("complaint_panel_cannot", words))
        else:
            yield section("What happens next", said("complaint_panel_next", words))
    yield section("Help with this letter", said("help", words))


def _found(facts: ComplaintFacts, lead: str) -> Iterable[dict[str, Any]]:
    for number, one in enumerate(facts.findings, 1):
        texts = [f"{lead}: {one.point}", PANEL_FOUND[Result(one.result)], *paragraphs(one.reasons)]
        yield section(f"Point {number}: {wording.mid(Result(one.result).label)}", texts)


def _answer(facts: ComplaintFacts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    yield section("How we looked at it", paragraphs(facts.said))
    for number, one in enumerate(facts.findings, 1):
        words_of = DATA_FOUND if facts.stage == Stage.DATA else FOUND
        texts = [f"You complained: {one.point}", words_of[Result(one.result)], *paragraphs(one.reasons)]
        yield section(f"Point {number}: {wording.mid(Result(one.result).label)}", texts)
    yield section("What we do now", paragraphs(facts.remedy))
    yield _handed_on(facts, words)
    name = "complaint_data_further" if facts.stage == Stage.DATA else "complaint_further"
    yield section("If you are not content with this answer", facts.book.said(name, words))


def _handed_on(facts: ComplaintFacts, words: Mapping[str, Any]) -> dict[str, Any]:
    """What is answered as a complaint about personal data; nothing where no point is."""
    told = [*facts.book.said("complaint_data_points", words), *facts.handed_on] if facts.handed_on else []
    return section("What our data protection lead answers", told)


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
        **(_words_of_panel(facts.panel) if facts.panel is not None else {}),
    }


def _words_of_panel(panel: PanelFacts) -> dict[str, Any]:
    """What the paragraphs about a panel may name."""
    at = panel.meets_at
    return {
        "meets_on": wording.in_full(at) if at is not None else "",
        "place": panel.place,
        "is_remote": panel.is_remote,
        "members": wording.listed([one.name for one in panel.members]),
        "independent": [
            f"{one.name} is independent of how we run our schools: {one.who.rstrip('.')}."
            for one in panel.members
            if one.who
        ],
        "papers_on": wording.full_day(panel.papers_on) if panel.papers_on else "",
        "before": wording.in_full(panel.before) if panel.before else "",
        "asked_on": wording.full_day(panel.asked_on),
        "did_come": panel.came not in (None, Came.ABSENT),
        "clerk_address": ", ".join(line.strip() for line in panel.clerk_address.splitlines() if line.strip()),
        "clerk_email": panel.clerk_email,
    }


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two letters tell the complainant the same, whatever their dates and the way they go."""
    told = ("salutation", "summary", "sections")
    return [one[name] for name in told] == [other[name] for name in told]
