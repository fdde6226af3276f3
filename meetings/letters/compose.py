"""Which paragraphs a letter about a meeting has. Typed texts are values here, never templates."""

from collections.abc import Iterable, Mapping
from typing import Any

from kernel import wording
from meetings.letters.facts import Facts
from records.wording import paragraphs

CONFIDENTIAL = "Confidential: for the person named above. It may tell of other people, so please do not pass it on."
HELP = "Help with this letter"


def compose_invitation(facts: Facts) -> dict[str, Any]:
    """The whole invitation as the records room keeps it (its content JSON)."""
    return _letter(facts, _summary(facts), [part for part in _invitation(facts) if part["paragraphs"] or part["rows"]])


def compose_cancelled(facts: Facts) -> dict[str, Any]:
    """The letter that says that a meeting does not take place."""
    parts = [*_for_whom(facts), _part("What happens now", _said(facts, "meeting_off")), _help(facts)]
    return _letter(facts, "meeting_summary_off", parts)


def compose_draft(facts: Facts) -> dict[str, Any]:
    """The letter that carries the draft of the record to a parent, and asks whether it is right."""
    parts = [*_for_whom(facts), *facts.record, _part("Is it right?", _said(facts, "meeting_answer")), _help(facts)]
    return _letter(facts, "meeting_summary_draft", parts)


def _summary(facts: Facts) -> str:
    if facts.is_changed:
        return "meeting_summary_changed"
    if facts.child:
        return "meeting_summary_return"
    if facts.mediation:
        return f"meeting_summary_{facts.mediation}"
    return "meeting_summary_interview" if facts.is_interview else "meeting_summary_informal"


def _invitation(facts: Facts) -> Iterable[dict[str, Any]]:
    yield from _for_whom(facts)
    yield _part("When and where", [], _when_and_where(facts))
    yield _part("What it is about", paragraphs(facts.about))
    if facts.child:
        yield _part("Coming back does not depend on it", _said(facts, "meeting_return"))
    yield _part("Who will be there", [], [[name, what] for name, what in facts.people])
    yield _part("You may bring somebody", _said(facts, "meeting_bring"))
    if facts.may_come_from is not None:
        yield _part("Coming onto the site", _said(facts, "meeting_permitted"))
    elif facts.is_barred:
        yield _part("Coming onto the site", _said(facts, "meeting_barred"))
    yield _part("If you need help to take part", _said(facts, "meeting_needs"))
    yield _part("If you cannot come", _said(facts, "meeting_cannot"))
    if facts.mediation:
        yield _part("What is kept confidential", _said(facts, f"meeting_kept_{facts.mediation}"))
    else:
        yield _part("What happens afterwards", _said(facts, "meeting_record"))
    yield _help(facts)


def _when_and_where(facts: Facts) -> list[list[str]]:
    start = facts.starts_at.astimezone(wording.LONDON)
    first, last = wording.clock_time(facts.starts_at), wording.clock_time(facts.ends_at)
    rows = [["Day", wording.full_day(start.date())], ["Time", f"{first} to about {last}"]]
    if facts.is_remote:
        return [*rows, ["How you join", facts.how_to_join], ["We will be at", facts.place]]
    return [*rows, ["Where", facts.place], ["Address", facts.school.in_one_line]]


def _for_whom(facts: Facts) -> Iterable[dict[str, Any]]:
    if facts.addressee.is_unknown:
        yield _part("Who this letter is for", _said(facts, "described"))


def _help(facts: Facts) -> dict[str, Any]:
    return _part(HELP, _said(facts, "help"))


def _part(heading: str, texts: list[str], rows: list[list[str]] | None = None) -> dict[str, Any]:
    return {"heading": heading, "paragraphs": texts, "rows": rows or []}


def _said(facts: Facts, name: str) -> list[str]:
    return facts.book.said(name, _words(facts))


def _words(facts: Facts) -> Mapping[str, Any]:
    """What the paragraphs may name."""
    return {
        "school": facts.school.name,
        "phone": facts.school.phone,
        "email": facts.school.email,
        "trust": facts.trust.name,
        "trust_phone": facts.trust.phone,
        "convener": facts.convener,
        "mediator": facts.mediator,
        "child": facts.child,
        "back": facts.back,
        "day": wording.full_day(facts.starts_at.astimezone(wording.LONDON).date()),
        "time": wording.clock_time(facts.starts_at),
        "place": facts.place,
        "is_remote": facts.is_remote,
        "is_interview": facts.is_interview,
        "come_from": wording.clock_time(facts.may_come_from) if facts.may_come_from else "",
        "description": facts.addressee.description,
        "vehicle": facts.addressee.vehicle,
    }


def _letter(facts: Facts, summary: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "kind": "letter",
        "to": [*facts.addressee.lines, *facts.address],
        "date": facts.today.isoformat(),
        "reference": facts.reference,
        "salutation": facts.addressee.salutation,
        "summary": "\n\n".join(_said(facts, summary)),
        "sections": parts,
        "sign_off": [*facts.sign_off],
        "confidentiality": CONFIDENTIAL,
        "enclosures": [],
    }


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two letters tell the person the same, whatever their dates, their first lines and the way they went."""
    return all(one[name] == other[name] for name in ("salutation", "sections", "sign_off"))
