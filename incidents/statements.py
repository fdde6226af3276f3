"""A confirmed statement, put together from facts as the records room keeps it. Reads no rows."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from kernel import wording

TRUE = "This is true as I remember it."
CONFIDENTIAL = "Confidential: part of an investigation. It may name people; do not pass it on."
BY_ACCOUNT = "Signed in with their own account"
BY_LINK = "By a link sent to them and a code given to them another way"


@dataclass(frozen=True)
class Facts:
    """Everything a statement says; moments are aware datetimes."""

    reference: str
    who: str
    job_title: str
    asked_by: str
    asked_as: str
    asked_at: datetime
    about_on: date
    about_place: str
    text: str
    confirmed_at: datetime
    is_by_link: bool


def title_of(who: str) -> str:
    """What a statement is called: it names whose word it is."""
    return f"Statement: {who}"[:200]


def compose(facts: Facts) -> dict[str, Any]:
    """The whole statement as the records room keeps it: the asking, their words, how they confirmed them."""
    asked_by = f"{facts.asked_by}, {facts.asked_as}" if facts.asked_as else facts.asked_by
    return {
        "kind": "report",
        "reference": facts.reference,
        "date": facts.confirmed_at.astimezone(wording.LONDON).date().isoformat(),
        "to": [],
        "summary": "",
        "sections": [
            {
                "heading": "What was asked",
                "rows": [
                    ["Asked by", f"{asked_by}, {wording.in_full(facts.asked_at)}"],
                    ["About", f"What they saw and heard on {wording.full_day(facts.about_on)}, {facts.about_place}"],
                ],
            },
            {"heading": "What they wrote", "paragraphs": [facts.text]},
            {"heading": "Confirmed", "paragraphs": [confirmation(facts)]},
        ],
        "sign_off": [],
        "confidentiality": CONFIDENTIAL,
        "enclosures": [],
    }


def confirmation(facts: Facts) -> str:
    """That they confirmed it, when and how."""
    how = BY_LINK if facts.is_by_link else BY_ACCOUNT
    at = wording.in_full(facts.confirmed_at)
    return f"{facts.who} read this through and confirmed it on {at}: “{TRUE}” {how}."


def mark_of(text: str) -> str:
    """What tells one text from another: who confirms a statement confirms the one they read."""
    return sha256(text.encode()).hexdigest()[:32]
