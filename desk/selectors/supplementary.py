"""The supplementary report for the CEO: what the interviews show, assembled from what the case holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.duties import Kind
from cases.independence import parts_in
from cases.models import Case, Duty
from cases.states import Part
from desk import rules
from desk.selectors.report import (
    ADDRESSED,
    COUNTING,
    capacity_of,
    due_sections,
    evidence_sections,
    optional_section,
    paragraphs,
    reports_among,
    reports_of,
    suspension_sections,
    told_sections,
    warning_sections,
)
from incidents import notes
from incidents.models import Interview, Statement
from incidents.selectors.interviews import interviews_of, open_for
from incidents.selectors.statements import facts_of, records_of_statements, statements_of
from incidents.statements import BY_ACCOUNT, BY_LINK
from incidents.states import InterviewState
from kernel import wording
from notices.models import Notice
from notices.recipients import deciders
from notices.selectors import LATER_KINDS
from records.models import WrittenRecord
from records.states import CURRENT, RecordKind

# Longer accounts stand in their notes alone, so that a report of many interviews still fits into one record.
LONGEST_ACCOUNT = 12_000
SAID_OF = {
    InterviewState.HELD: "Not asked yet",
    InterviewState.AGREED: "Yes",
    InterviewState.NOT_AGREED: "No",
}


@dataclass(frozen=True)
class Findings:
    """What the writer of the report adds to the interviews."""

    findings: str = ""
    view: str = ""
    action_taken: str = ""


@dataclass(frozen=True)
class SupplementaryPage:
    """What the page for writing shows around the form."""

    issued: WrittenRecord | None
    draft: WrittenRecord | None
    initial: dict[str, Any]
    reason: str | None
    interviews: tuple[Interview, ...]
    statements: tuple[Statement, ...]
    not_issued: tuple[str, ...]

    @property
    def is_correction(self) -> bool:
        """A supplementary report was issued, so this is a new version."""
        return self.issued is not None and self.draft is None


def supplementary_of(case: Case) -> tuple[WrittenRecord | None, WrittenRecord | None]:
    """The supplementary report being written and the one that counts now."""
    return reports_of(case, RecordKind.SUPPLEMENTARY_REPORT)


def supplementary_page(case: Case) -> SupplementaryPage:
    """The supplementary report as far as it is written, and why it cannot be written yet."""
    kinds = (RecordKind.INCIDENT_REPORT, RecordKind.SUPPLEMENTARY_REPORT, RecordKind.INTERVIEW_NOTE)
    records, found = [*WrittenRecord.objects.filter(case=case, kind__in=kinds, state__in=COUNTING)], _closed(case)
    written = statements_of(case)
    draft, issued = reports_among(records, RecordKind.SUPPLEMENTARY_REPORT)
    notes = {row.subject for row in records if row.kind == RecordKind.INTERVIEW_NOTE and row.state in CURRENT}
    latest = draft or issued
    said = latest.content.get("source", {}) if latest else {}
    return SupplementaryPage(
        issued=issued,
        draft=draft,
        initial={name: said.get(name, "") for name in ("findings", "view", "action_taken")},
        reason=_cannot_supplement(case, reports_among(records)[1], found, written),
        interviews=tuple(found),
        statements=tuple(written),
        not_issued=tuple(one.who for one in found if one.is_noted and str(one.pk) not in notes),
    )


def cannot_supplement(case: Case) -> str | None:
    """Say why no supplementary report can be written: no first one, nobody interviewed, somebody not yet."""
    return _cannot_supplement(case, reports_of(case)[1], _closed(case), statements_of(case))


def _cannot_supplement(
    case: Case, first: WrittenRecord | None, found: Sequence[Interview], written: Sequence[Statement]
) -> str | None:
    waiting = [row.who for row in open_for(case)]
    return rules.cannot_supplement(case, first=first, waiting=waiting, has_interviews=bool(found) or bool(written))


def fingerprint(case: Case) -> str:
    """What was said when a draft was assembled: changes when an interview is added, changed or settled, or a statement in."""
    talks = [f"{one.pk}.{one.revision}.{one.state}" for one in _closed(case)]
    return " ".join([*talks, *(f"s{one.pk}" for one in statements_of(case))])


def _closed(case: Case) -> list[Interview]:
    return [one for one in interviews_of(case) if one.state != InterviewState.PLANNED]


def _notes_of(case: Case) -> dict[str, WrittenRecord]:
    """The issued notes of interviews, by what they are about."""
    rows = WrittenRecord.objects.filter(case=case, kind=RecordKind.INTERVIEW_NOTE, state__in=CURRENT)
    return {row.subject: row for row in rows}


@dataclass(frozen=True)
class SupplementaryReading:
    """What the CEO reads: the report, whether it was sent to them, whether they have confirmed it."""

    record: WrittenRecord | None
    reason: str | None
    read_at: datetime | None


def supplementary_reading(case: Case, user: User) -> SupplementaryReading:
    """The supplementary report that counts now, for its reader."""
    mine = [*Notice.objects.filter(case=case, to_user=user, kind__in=LATER_KINDS)]
    read = [notice.acknowledged_at for notice in mine if notice.acknowledged_at]
    owed = Duty.objects.open().owed_by(user).filter(case=case, kind=Kind.READ_SUPPLEMENTARY).exists()
    reason = None if owed else rules.cannot_acknowledge(mine)
    return SupplementaryReading(supplementary_of(case)[1], reason, max(read, default=None))


def supplementary_content(*, case: Case, findings: Findings, by: User) -> dict[str, Any]:
    """Assemble the report's full text: what the interviews show, each interview, what has changed since the first."""
    found, issued, parts = _closed(case), _notes_of(case), parts_in(case)
    first, written = reports_of(case)[1], statements_of(case)
    records = records_of_statements(written)
    since = first.issued_at if first is not None else None
    return {
        "kind": "report",
        "reference": case.reference,
        "date": timezone.now().astimezone(wording.LONDON).date().isoformat(),
        "to": [ADDRESSED[deciders(case)[0]]],
        "summary": case.title,
        "sections": [
            {"heading": "What the interviews show", "paragraphs": paragraphs(findings.findings)},
            {"heading": "Does the evidence support what was done?", "paragraphs": paragraphs(findings.view)},
            *optional_section("What was done since the first report", findings.action_taken),
            *(part for one in found if one.is_noted for part in _interview(one, issued, parts)),
            *(part for one in written for part in _statement(one, records)),
            *_not_possible(found),
            *suspension_sections(case),
            *warning_sections(case),
            *evidence_sections(case),
            *told_sections(case, since),
            *due_sections(case, without=Kind.SUPPLEMENTARY_REPORT),
        ],
        "sign_off": [by.name, capacity_of(by, case), case.school.name],
        "confidentiality": "Confidential: for the person it is addressed to. It names people; do not pass it on.",
        "enclosures": [
            f"{note.title}, version {note.version}, code {note.shown_code}"
            for note in (*issued.values(), *records.values())
        ],
        "source": {
            "interviews": fingerprint(case),
            "findings": findings.findings,
            "view": findings.view,
            "action_taken": findings.action_taken,
        },
    }


def _interview(one: Interview, issued: dict[str, WrittenRecord], parts: dict[int, set[Part]]) -> list[dict[str, Any]]:
    """One interview: who, when and how, and what was said; a very long account stands in its note."""
    note = issued.get(str(one.pk))
    rows = [*notes.rows_of(notes.facts_of(one, parts))]
    rows.append(["They agree with the note", SAID_OF[InterviewState(one.state)]])
    if one.disagreement:
        rows.append(["They do not agree with", one.disagreement])
    said = paragraphs(one.account)
    if len(one.account) > LONGEST_ACCOUNT:
        where = f" of version {note.version}, code {note.shown_code}" if note is not None else " of it in the file"
        said = [f"The account is long. It stands in full in the note{where}."]
    return [{"heading": f"Interview: {one.who}", "rows": rows}, {"heading": "", "paragraphs": said}]


def _statement(one: Statement, records: dict[int, WrittenRecord]) -> list[dict[str, Any]]:
    """One statement: who wrote it, when and how, and their words; a very long one stands in its record."""
    facts, record = facts_of(one), records.get(one.pk)
    rows = [
        ["Who", f"{facts.who}, {facts.job_title}" if facts.job_title else facts.who],
        ["Asked by", facts.asked_by],
        ["Confirmed", f"{wording.in_full(facts.confirmed_at)}. {BY_LINK if facts.is_by_link else BY_ACCOUNT}."],
        ["In place of an interview", "Yes" if one.stands_in_at is not None else "No"],
    ]
    said = paragraphs(one.text)
    if len(one.text) > LONGEST_ACCOUNT and record is not None:
        said = [f"It is long. It stands in full in the statement, version {record.version}, code {record.shown_code}."]
    return [{"heading": f"Statement: {one.who}", "rows": rows}, {"heading": "", "paragraphs": said}]


def _not_possible(found: list[Interview]) -> list[dict[str, Any]]:
    rows = [[one.who, one.given_up_reason] for one in found if one.state == InterviewState.NOT_POSSIBLE]
    return [{"heading": "Not interviewed, and why", "rows": rows}] if rows else []
