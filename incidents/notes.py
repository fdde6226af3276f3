"""The note of an interview, put together from facts: what it says, who signs it. Reads no rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.states import Part
from incidents.models import Interview
from incidents.states import InterviewState, NoteForm, WitnessKind
from kernel import wording

AGREEMENT = "Whether they agree"
DECLARATION = (
    "I have read this note, or it was read to me. I agree that it says what I said, or I have written below what I do "
    "not agree with."
)
CONFIDENTIAL = "Confidential: part of an investigation. It names people; do not pass it on."
FORMS = {
    NoteForm.VERBATIM: "Word for word, as far as it could be written down",
    NoteForm.SUMMARY: "A summary of what was said",
}
TOLD, LED, SUPPORTED = "Was interviewed", "Held the interview", "Supporting adult"
KINDS = {
    WitnessKind.STAFF: "member of staff",
    WitnessKind.PUPIL: "pupil",
    WitnessKind.PARENT: "parent or carer",
    WitnessKind.OUTSIDER: "",
}


@dataclass(frozen=True)
class Facts:
    """Everything a note says; moments are aware datetimes."""

    reference: str
    who: str
    kind: WitnessKind
    job_title: str
    part: str
    leader: str
    leader_title: str
    leader_part: str
    started_at: datetime
    ended_at: datetime
    place: str
    supporting_adult: str
    no_adult_reason: str
    also_present: str
    form: NoteForm
    is_read_back: bool
    account: str
    noted_by: str
    state: InterviewState
    settled_at: datetime | None
    disagreement: str


def title_of(interview: Interview) -> str:
    """What the note is called: it names whose word it is."""
    return f"Interview note: {interview.who}"[:200]


def facts_of(interview: Interview, parts: Mapping[int, set[Part]]) -> Facts:
    """The facts of an interview that was written down. `parts`: which accounts (ids) have which parts in the case."""
    if interview.started_at is None or interview.ended_at is None or interview.noted_by is None:
        raise ValueError("Only what was written down makes a note.")
    row, leader = interview.involvement, interview.interviewer
    own = parts.get(leader.pk, set()) if leader is not None else set()
    return Facts(
        reference=interview.case.reference,
        who=interview.who,
        kind=WitnessKind(interview.witness_kind),
        job_title=row.user.job_title if row.user is not None else "",
        part=row.get_part_display(),
        leader=interview.leader,
        leader_title=leader.job_title if leader is not None else "",
        leader_part=", ".join(part.label for part in Part if part in own),
        started_at=interview.started_at,
        ended_at=interview.ended_at,
        place=interview.place,
        supporting_adult=interview.supporting_adult,
        no_adult_reason=interview.no_adult_reason,
        also_present=interview.also_present,
        form=NoteForm(interview.note_form),
        is_read_back=interview.is_read_back,
        account=interview.account,
        noted_by=interview.noted_by.name,
        state=InterviewState(interview.state),
        settled_at=interview.settled_at,
        disagreement=interview.disagreement,
    )


def compose(facts: Facts) -> dict[str, Any]:
    """The whole note as the records room keeps it (its content JSON), with the block in which those present sign."""
    return {
        "kind": "report",
        "reference": facts.reference,
        "date": facts.started_at.astimezone(wording.LONDON).date().isoformat(),
        "to": [],
        "summary": "",
        "sections": [
            {"heading": "In short", "rows": [*rows_of(facts)]},
            {"heading": "What was said", "paragraphs": paragraphs(facts.account)},
            *_agreement(facts),
        ],
        "declaration": DECLARATION,
        "signing": [[name, capacity] for name, capacity in signing(facts)],
        "sign_off": [],
        "confidentiality": CONFIDENTIAL,
        "enclosures": [],
    }


def rows_of(facts: Facts) -> Iterable[list[str]]:
    """An interview in rows, for its note and for reports."""
    as_what = ", ".join(part for part in (facts.job_title or KINDS[facts.kind], wording.mid(facts.part)) if part)
    yield ["Who", f"{facts.who}, {as_what}"]
    also = f" Their own part in the case: {wording.mid(facts.leader_part)}." if facts.leader_part else ""
    by = f"{facts.leader}, {facts.leader_title}" if facts.leader_title else facts.leader
    yield ["Held by", f"{by}.{also}" if also else by]
    yield ["When", f"{wording.in_full(facts.started_at)} to {wording.clock_time(facts.ended_at)}"]
    if facts.place:
        yield ["Where", facts.place]
    if facts.supporting_adult:
        yield ["Supporting adult", facts.supporting_adult]
    elif facts.kind == WitnessKind.PUPIL:
        yield ["Supporting adult", f"None: {facts.no_adult_reason}"]
    yield ["Also present", facts.also_present or "Nobody else"]
    yield ["Written down", f"{FORMS[facts.form]}, by {facts.noted_by}"]
    yield ["Read back to them", "Yes" if facts.is_read_back else "No"]


def _agreement(facts: Facts) -> Iterable[dict[str, Any]]:
    """What they say of the note, where they have been asked."""
    if facts.settled_at is None:
        return
    on = wording.in_full(facts.settled_at)
    if facts.state == InterviewState.AGREED:
        yield {"heading": AGREEMENT, "paragraphs": [f"{facts.who} agrees that this note says what they said ({on})."]}
    else:
        yield {
            "heading": AGREEMENT,
            "paragraphs": [f"{facts.who} does not agree with this note ({on}):", *paragraphs(facts.disagreement)],
        }


def signing(facts: Facts) -> Iterable[tuple[str, str]]:
    """Who signs, and as what: whoever was interviewed, who held the interview, the adult who supported a pupil."""
    yield facts.who, TOLD
    if facts.leader:
        yield facts.leader, LED
    if facts.supporting_adult:
        yield facts.supporting_adult, SUPPORTED


def says_the_same(issued: Mapping[str, Any], content: Mapping[str, Any]) -> bool:
    """Whether an issued note says what it would say now. That they agreed needs no new note; what they dispute does."""
    return _told(issued) == _told(content)


def _told(content: Mapping[str, Any]) -> list[tuple[str, list[str], list[list[str]]]]:
    return [
        (part["heading"], [*part.get("paragraphs", [])], [[*row] for row in part.get("rows", [])])
        for part in content.get("sections", [])
        if part["heading"] != AGREEMENT or len(part.get("paragraphs", [])) > 1
    ]


def paragraphs(text: str) -> list[str]:
    """A typed text in its paragraphs."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]
