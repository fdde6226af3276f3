"""Which paragraphs a letter about a suspension has in which situation. Typed texts are values here, never templates."""

from collections.abc import Iterable, Mapping
from typing import Any

from kernel import wording
from records.wording import listed, paragraphs
from suspensions.letters.facts import ENDED, JUDGED, Facts, Side, Situation, day_of, lines_of, moment
from suspensions.states import ARRANGED

HAPPENED, YOUR_SIDE, NEXT = "What happened", "Your side", "What happens next"
# What was not upheld is not told as if it had been shown.
ABOUT = "What this was about"
WHY = "Why you were suspended from site"
WHYS = {
    Situation.EXTENSION: "Why it goes on",
    Situation.UPHELD: "What was decided, and why",
    Situation.VARIED: "What was decided, and why",
    Situation.NOT_UPHELD: "What was decided, and why",
    Situation.CONTINUED: "What was decided, and why",
}
UNHAPPY = "If you are unhappy with how this was handled"
CONFIDENTIAL = "Confidential: for the person named above. It may tell of other people, so please do not pass it on."
EVERY_HOUR = "At all hours and on all days, and for every event held there"


def compose(facts: Facts) -> dict[str, Any]:
    """The whole letter as the records room keeps it (its content JSON)."""
    words = words_of(facts)
    return {
        "kind": "letter",
        "to": [*facts.addressee.lines, *facts.address],
        "date": facts.today.isoformat(),
        "reference": facts.reference,
        "salutation": facts.addressee.salutation,
        "summary": "\n\n".join(_said(facts, _summary(facts), words)),
        "sections": [part for part in _sections(facts, words) if part["paragraphs"] or part["rows"]],
        "sign_off": facts.decided.lines,
        "confidentiality": CONFIDENTIAL,
        "enclosures": [],
        "source": {"happened": facts.happened, "reason": facts.reason},
    }


def _summary(facts: Facts) -> str:
    over = "_over" if not (facts.bars or facts.situation in ENDED) else ""
    return f"summary_{facts.situation.value}{over}"


def _sections(facts: Facts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    if facts.addressee.is_unknown:
        yield section("Who this letter is for", _said(facts, "described", words))
    if facts.situation is Situation.VOID:
        yield section("If you are unhappy with this", _said(facts, "complaint", words))
        yield section("Help with this letter", _said(facts, "help", words))
        return
    yield section(ABOUT if facts.situation is Situation.NOT_UPHELD else HAPPENED, paragraphs(facts.happened))
    yield section(WHYS.get(facts.situation, WHY), _why(facts, words))
    yield section("What is different from now on", [*_said(facts, "terms", words)] if facts.terms else [])
    yield section("What this means", _said(facts, _means(facts), words), _when_and_where(facts))
    yield from _children(facts, words)
    if facts.bars:
        yield section("If you come onto the site", _said(facts, "return", words))
    yield section(YOUR_SIDE, _your_side(facts, words))
    yield section(NEXT, _said(facts, _next(facts), words))
    yield section(UNHAPPY, _said(facts, "complaint", words))
    yield section("Help with this letter", _said(facts, "help", words))


def _why(facts: Facts, words: Mapping[str, Any]) -> list[str]:
    """Who decided what and why. A renewal and one for every site say on what they follow."""
    if facts.situation in JUDGED:
        return [*_said(facts, f"why_{facts.situation.value}", words), *paragraphs(facts.reason)]
    if facts.situation is Situation.EXTENSION:
        return _said(facts, "why_extension", words)
    follows = "why_renewed" if facts.is_renewed else "why_replaced" if facts.has_replaced else ""
    return [*(_said(facts, follows, words) if follows else []), *_said(facts, "why", words)]


def _means(facts: Facts) -> str:
    if facts.situation in ENDED:
        return "means_ended"
    return "means_in_force" if facts.bars else "means_over"


def _next(facts: Facts) -> str:
    if facts.situation is Situation.NOT_UPHELD:
        return "next_not_upheld"
    if facts.situation is Situation.LIFTED:
        return "next_lifted"
    if not facts.bars:
        return "next_upheld_over" if facts.is_upheld else "next_over"
    if facts.is_upheld:
        return "next_upheld"
    return "next_one_day" if facts.is_one_day else "next_provisional"


def _your_side(facts: Facts, words: Mapping[str, Any]) -> list[str]:
    """How the person answers; once it is judged, how they say that something has changed."""
    if facts.situation in (Situation.NOT_UPHELD, Situation.LIFTED) or facts.is_upheld:
        return _said(facts, "your_side_after", words)
    named = {Side.OPEN: "your_side", Side.OVER: "your_side_over", Side.HEARD: "your_side_heard"}
    return _said(facts, named.get(facts.hearing.side, "your_side_waived"), words)


def _when_and_where(facts: Facts) -> list[list[str]]:
    many = len(facts.sites) > 1
    rows = [["Sites" if many else "Site", "\n".join(site.in_one_line for site in facts.sites)]]
    if facts.is_ahead and facts.situation in ENDED:
        return [*rows, ["Was to begin", moment(facts.starts_at)], ["Was to last until", moment(facts.until)]]
    rows.append(["From", moment(facts.starts_at)])
    if facts.previous_until is not None:
        rows.append(["It was to end", moment(wording.last_moment(facts.previous_until))])
    if facts.ended_at is not None:
        rows.append(["Ended", moment(facts.ended_at)])
    else:
        rows.append(["Until", moment(facts.until)])
    if facts.bars:
        rows.append(["Hours and events", EVERY_HOUR])
        if facts.looks_again:
            rows.append(["Looked at again", f"On {wording.full_day(facts.looks_again)} at the latest"])
    return rows


def _children(facts: Facts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """The place at school is safe; while the suspension lasts, also how a child comes and goes.

    Reports and calls are promised only where nothing noted stands against them; names stand only there.
    """
    heading = "Your child" if len(facts.children) == 1 else "Your children" if facts.children else "Children"
    if facts.children:
        yield section(heading, _said(facts, "child", words))
    elif facts.has_children:
        yield section(heading, _said(facts, "child_other", words))
    elif facts.bars:
        yield section(heading, _said(facts, "child_unknown", words))
    if not facts.bars:
        return
    if facts.arrangements:
        rows = [[label, text] for label, text in facts.arrangements]
        yield section("Coming to school and going home", _said(facts, "arranged", words), rows)
    if facts.children and not _arranges(facts, "events"):
        yield section("Parents’ evenings and events", _said(facts, "events", words))
    promised = _said(facts, "emergencies", words) if facts.children and not _arranges(facts, "emergencies") else []
    yield section("Reaching each other", [*promised, *_said(facts, "contact", words)])


def _arranges(facts: Facts, what: str) -> bool:
    """Something was arranged for this; where there are several sites, its label names the site first."""
    return any(label.endswith(ARRANGED[what]) for label, _ in facts.arrangements)


def words_of(facts: Facts) -> dict[str, Any]:
    """What the paragraphs may name."""
    hearing = facts.hearing
    return {
        "site": facts.place,
        "school": facts.school.name,
        "phone": facts.school.phone,
        "email": facts.school.email,
        "trust": facts.trust.name,
        "trust_phone": facts.trust.phone,
        "complaints_url": facts.complaints_url,
        "complaints": complaints_of(facts.complaints_url),
        "children": listed(facts.children),
        "is_several": len(facts.children) > 1,
        "is_trust_wide": facts.is_trust_wide,
        "is_in_force": facts.bars,
        "is_ahead": facts.is_ahead,
        "is_one_day": facts.is_one_day,
        "is_upheld": facts.is_upheld,
        "is_visitor": not facts.has_children,
        "is_same_decider": facts.made.name == facts.decided.name and facts.made.capacity == facts.decided.capacity,
        "description": facts.addressee.description,
        "vehicle": facts.addressee.vehicle,
        "reason": facts.reason,
        "terms": facts.terms,
        "maker": facts.made.in_words,
        "decider": facts.decided.in_words,
        "made_on": day_of(facts.made.at),
        "decided_on": day_of(facts.decided.at),
        "from": moment(facts.starts_at),
        "until": moment(facts.until),
        "previous": moment(wording.last_moment(facts.previous_until)) if facts.previous_until else "",
        "ended": moment(facts.ended_at) if facts.ended_at else "",
        "review_on": wording.full_day(facts.looks_again) if facts.looks_again else "",
        "hearer": hearing.by,
        "hearer_address": ", ".join(lines_of(hearing.address)),
        "hear_by": wording.full_day(hearing.until),
        "heard_on": wording.full_day(hearing.heard_on) if hearing.heard_on else "",
        "is_waived": hearing.side is Side.WAIVED,
        "judged_by": wording.full_day(hearing.judged_by) if hearing.judged_by else "",
    }


def complaints_of(url: str) -> str:
    """Where the complaints procedure is found, within a sentence."""
    if url:
        return f"at {url}, or on paper from the school office"
    return "on paper from the school office"


def section(heading: str, texts: list[str], rows: list[list[str]] | None = None) -> dict[str, Any]:
    """A part of a letter as the records room keeps it."""
    return {"heading": heading, "paragraphs": texts, "rows": rows or [], "entries": []}


def _said(facts: Facts, name: str, words: Mapping[str, Any]) -> list[str]:
    return facts.book.said(name, words)


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two letters tell the person the same, whatever their dates and the way they go."""
    return _told(one) == _told(other)


def _told(content: Mapping[str, Any]) -> tuple[Any, ...]:
    # What these say moves with the day on which the letter goes.
    dated = {YOUR_SIDE, NEXT}
    return (
        content["salutation"],
        content["summary"],
        [part for part in content["sections"] if part["heading"] not in dated],
    )
