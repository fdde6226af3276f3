"""What a case's history says in words. Keys of the sentences: `actor`, what the entry kept, and what `said` adds."""

from datetime import datetime
from typing import Any

from cases.duties import DUTIES
from cases.states import EvidenceKind, LinkPurpose, Part, PromptAnswer, PromptKind
from kernel import wording
from schools.states import ActsAs, Role

VERBS = {
    "case.opened": "{actor} opened the case: {title}.",
    "case.person_added": "{actor} added {who}: {part}.",
    "case.person_removed": "{actor} took {who} ({part}) out of the case: {reason}",
    "case.evidence_added": "{actor} added evidence ({kind}): {description}",
    "case.renamed": "{actor} changed the title from “{old}” to “{new}”.",
    "case.voided": "{actor} marked the case as logged in error: {why}",
    "case.closed": "{actor} closed the case: {outcome}",
    "case.reopened": "{actor} opened the case again: {reason}",
    "case.prompt_answered": "{actor}: {prompt}. {answer}. {note}",
    "case.sight_given": "{actor} let {to} see this case{until}: {reason}",
    "case.sight_ended": "{actor} ended {to}’s sight of this case.",
    "case.handed_over": "The {to} decides in this case in the place of the CEO. {reason}",
    "case.handed_back": "The CEO decides in this case again, in the place of the {from}.",
    "delegation.given": "{actor} let {to} {what}{start}{until}: {reason}",
    "delegation.ended": "{actor} ended that {to} may {what}.",
    "link.issued": "{actor} made a link for {who}: {what}. It opens until {until}.",
    "link.opened": "{who} opened the link with the code.",
    "link.refused": "The link for {who} was tried and stayed shut: {why}.",
    "link.left": "{who} closed the link’s page for now.",
    "link.used": "{who} has done what the link was for. It opens nothing any more.",
    "link.copy_taken": "{who} took the copy that the link offers.",
    "link.taken_back": "The link for {who} was taken back.",
    "evidence.file_sent": "{actor} added a file to the evidence: {name}.",
    "evidence.file_examined": "The file {name} was checked. {reason}",
    "evidence.file_refused": "The file {name} was not kept. {reason}",
    "evidence.file_removed": "{actor} took the file {name} out of the evidence: {reason}",
    "evidence.sealed_alone": "{actor} sealed evidence as it came, to be shown blurred: {description}",
    "evidence.sealed": "{actor} sealed the evidence with a decision: {pieces}.",
    "duty.opened": "Due {due_at}, {owner}: {duty}.",
    "duty.done": "Done: {duty}. {how}",
    "duty.waived": "{actor} set aside: {duty}. {reason}",
    "duty.moved": "{duty} is now due {due_at}: {reason}",
    "duty.handed_on": "{actor} handed on “{duty}” from {before} to {after}: {reason}",
}


def said(verb: str, data: dict[str, Any]) -> dict[str, Any]:
    """What an entry kept, with codes in words: parts, kinds, roles, moments."""
    known = dict(data)
    if verb.startswith("duty."):
        known["duty"] = _duty(data)
        known["owner"] = dict(Role.choices).get(str(data.get("owner", "")), "")
        due_at = _read(data.get("after" if verb == "duty.moved" else "due_at"))
        known["due_at"] = wording.due_in_full(due_at) if due_at is not None else ""
    if verb.startswith("case.person"):
        known["part"] = str(dict(Part.choices).get(str(data.get("part", "")), "")).lower()
    if verb == "case.renamed":
        known |= {"old": _inside(data, "before", "title"), "new": _inside(data, "after", "title")}
    if verb == "case.voided":
        known["why"] = _inside(data, "after", "void_reason")
    if verb == "case.closed":
        known["outcome"] = _inside(data, "after", "outcome")
    if verb == "case.prompt_answered":
        known["prompt"] = dict(PromptKind.choices).get(str(data.get("kind", "")), "")
        known["answer"] = dict(PromptAnswer.choices).get(str(data.get("answer", "")), "")
    if verb == "link.issued":
        known["what"] = wording.mid(dict(LinkPurpose.choices).get(str(data.get("purpose", "")), ""))
        known["until"] = _end(data.get("until"))
    if verb == "case.evidence_added":
        known["kind"] = dict(EvidenceKind.choices).get(str(data.get("kind", "")), "")
    if verb.startswith("delegation."):
        every = "act for the CEO on every case" if data.get("is_every") else "act for the CEO on this case"
        known["what"] = "review this case in the CEO’s place" if data.get("acts_as") == ActsAs.TRUSTEE else every
        known["start"] = f" from {_moment(data['from'])}" if data.get("from") else ""
    if verb == "evidence.sealed":
        known["pieces"] = _count(data.get("pieces"), "piece") + " with " + _count(data.get("files"), "file")
    if verb in ("case.sight_given", "delegation.given"):
        known["until"] = f" until {_end(data['until'])}" if data.get("until") else ""
    return known


def _duty(data: dict[str, Any]) -> str:
    declared = DUTIES.get(str(data.get("kind", "")))
    if declared is None:
        return "everything that was still due"
    return declared.sentence.format(about=data.get("about") or "the person")


def _count(listed: Any, noun: str) -> str:
    count = len(listed) if isinstance(listed, list) else 0
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _inside(data: dict[str, Any], part: str, name: str) -> str:
    values = data.get(part)
    return str(values.get(name, "")) if isinstance(values, dict) else ""


def _read(kept: Any) -> datetime | None:
    return datetime.fromisoformat(str(kept)) if kept else None


def _moment(kept: Any) -> str:
    at = _read(kept)
    return wording.in_full(at) if at is not None else ""


def _end(kept: Any) -> str:
    """An end that is not included: midnight is shown as 23:59 of the day before."""
    at = _read(kept)
    return wording.in_full(wording.last_moment(at)) if at is not None else ""
