"""The record of a meeting, put together from facts; why it cannot be written, sent, commented on or issued. No rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kernel import wording
from meetings.models import AgreedRecord, Attendee, Meeting
from meetings.states import MeetingState
from records.wording import paragraphs

TITLE = "Record of a meeting"
MEDIATION_TITLE = "Record of a mediation"
DECLARATION = (
    "I was at this meeting. I have read this record, or it was read to me. I have a copy of it, or will get one."
)
CONFIDENTIAL = (
    "Confidential: for those who were at the meeting, and for the trust’s record of complaints. Do not pass it on."
)

ONE_SIDE = "What one side said alone stays with the mediator and that side. It is not issued, signed or filed."
READ_AGAIN = "The draft was changed since you opened this page. It reads as above now: read it again, then answer."
OF_MEDIATION = (
    "Confidential: for those who took part, and for the trust’s record of complaints. Nothing else that was said in the "
    "mediation leaves it. Do not pass this on."
)


@dataclass(frozen=True)
class Party:
    """Somebody who was there, and as what."""

    name: str
    capacity: str


@dataclass(frozen=True)
class Facts:
    """Everything a record says; moments are aware."""

    reference: str
    kind: str
    sittings: tuple[tuple[datetime, datetime], ...]
    place: str
    school: str
    parties: tuple[Party, ...]
    no_companion_why: str
    points: str
    agreed: str
    advice: str
    actions: tuple[tuple[str, str, date], ...]
    disputes: tuple[tuple[str, str], ...]
    is_mediated: bool = False
    is_of_one_side: bool = False


def compose(facts: Facts) -> dict[str, Any]:
    """The whole record as the records room keeps it (its content JSON), with the block in which everybody signs."""
    day = facts.sittings[0][0] if facts.sittings else None
    return {
        "kind": "report",
        "reference": facts.reference,
        "date": day.astimezone(wording.LONDON).date().isoformat() if day else "",
        "to": [],
        "summary": "",
        "sections": [*sections(facts), *_disputes(facts)],
        "declaration": "" if facts.is_of_one_side else DECLARATION,
        "signing": [] if facts.is_of_one_side else [[one.name, one.capacity] for one in facts.parties],
        "sign_off": [],
        "confidentiality": OF_MEDIATION if facts.is_mediated else CONFIDENTIAL,
        "enclosures": [],
    }


def sections(facts: Facts) -> Iterable[dict[str, Any]]:
    """What was said and agreed: the parts of the record that its draft has as well."""
    yield {"heading": "The meeting", "rows": [*_rows(facts)]}
    yield {"heading": "What we talked about", "paragraphs": paragraphs(facts.points)}
    if facts.agreed:
        yield {"heading": "What we agreed", "paragraphs": paragraphs(facts.agreed)}
    if facts.advice:
        yield {"heading": "Advice that was given", "paragraphs": paragraphs(facts.advice)}
    if facts.actions:
        rows = [[f"{who}, by {wording.full_day(due)}", what] for what, who, due in facts.actions]
        yield {"heading": "Who does what, and by when", "rows": rows}


def _rows(facts: Facts) -> Iterable[list[str]]:
    yield ["What", facts.kind]
    for first, last in facts.sittings:
        yield ["When", f"{wording.in_full(first)} to {wording.clock_time(last)}"]
    yield ["Where", f"{facts.place}, {facts.school}"]
    for one in facts.parties:
        yield [one.capacity, one.name]
    if facts.no_companion_why:
        yield ["No uninvolved companion", facts.no_companion_why]


def _disputes(facts: Facts) -> Iterable[dict[str, Any]]:
    """Who does not agree, and with what, in their own words."""
    for name, said in facts.disputes:
        yield {"heading": f"What {name} does not agree with", "paragraphs": paragraphs(said)}


# --- Why not ------------------------------------------------------------------------------------------------------
def cannot_write(meeting: Meeting) -> str | None:
    """Say why there is no record to write."""
    if meeting.state in (MeetingState.HELD, MeetingState.RECORDED):
        return None
    return "The record is written once the meeting was held."


def cannot_add_action(meeting: Meeting) -> str | None:
    """Say why nothing is noted that somebody is to do: what one side said alone is no agreement."""
    return ONE_SIDE if meeting.is_with_one_side else cannot_write(meeting)


def cannot_share(meeting: Meeting, text: AgreedRecord | None) -> str | None:
    """Say why the draft cannot be sent to the parties."""
    if reason := cannot_write(meeting):
        return reason
    if text is None or not text.points.strip():
        return "Write down what was talked about first."
    return "This text was sent for comment already." if text.shared_at is not None else None


def cannot_comment(meeting: Meeting, text: AgreedRecord | None) -> str | None:
    """Say why nobody comments on the draft."""
    if reason := cannot_write(meeting):
        return reason
    if text is None or text.shared_at is None:
        return "There is no draft to comment on yet."
    return None


@dataclass(frozen=True)
class Waits:
    """Somebody who has not said that the record is right: until when they have time (aware); None before it reached them."""

    name: str
    until: datetime | None


def cannot_issue(
    meeting: Meeting, waiting: Sequence[Waits], now: datetime, *, is_shared: bool, is_current: bool
) -> str | None:
    """Say why the record cannot be issued. Everybody agrees, or had five working days from when the draft reached them."""
    if meeting.is_with_one_side:
        return ONE_SIDE
    if reason := cannot_write(meeting):
        return reason
    if is_current:
        return "This record is issued as it stands."
    if not is_shared:
        return "Send it for comment first. Everybody who was there has five working days from when it reaches them."
    if unreached := [one.name for one in waiting if one.until is None]:
        names = wording.listed(unreached)
        return f"The draft has not reached {names} yet. Their five working days begin when it does."
    if running := [one for one in waiting if one.until is not None and now < one.until]:
        last = max(one.until for one in running if one.until is not None)
        names = wording.listed([one.name for one in running])
        return f"It waits for {names}, until {wording.in_full(wording.last_moment(last))}."
    return None


def cannot_give(meeting: Meeting, text: AgreedRecord | None, *, gets_otherwise: bool) -> str | None:
    """Say why it is not noted that somebody was given the draft. Parents get a letter, accounts a message."""
    if reason := cannot_comment(meeting, text):
        return reason
    return "They get the draft by letter, or by a message to their account." if gets_otherwise else None


def cannot_send_link(party: Attendee, text: AgreedRecord | None, *, gets_otherwise: bool) -> str | None:
    """Say why nobody is sent a link to the draft: what one side said alone is read by that side, whoever sat with them."""
    if reason := cannot_give(party.meeting, text, gets_otherwise=gets_otherwise):
        return reason
    if party.meeting.is_with_one_side and not party.is_invited:
        return "What one side said alone goes to that side, who can show it to whoever sat with them."
    return None


def cannot_send_to(name: str, stranger: str) -> str | None:
    """Say why no link goes to an address; `stranger` signs in with it and is somebody else."""
    return (
        f"{stranger} signs in here with this address. Send the link to the own address of {name}." if stranger else None
    )


def cannot_answer_here(*, is_open: bool) -> str | None:
    """Say why an answer by a link is not taken."""
    return (
        None
        if is_open
        else "This draft is not open to answers any more. Copy what you typed, and ask who sent you the link."
    )


def cannot_be_given_on(given_on: date, shared_on: date, today: date) -> str | None:
    """Say why the draft cannot have gone on this local day."""
    if given_on > today:
        return "This day is in the future."
    return "The draft was not sent for comment yet on that day." if given_on < shared_on else None
