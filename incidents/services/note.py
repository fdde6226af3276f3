"""How the note of an interview is issued: as a record that those present sign."""

from typing import Any

from django.db import transaction

from accounts.models import User
from cases import rules as case_rules
from cases.access import require
from cases.independence import parts_in
from cases.services.case import lock
from incidents import notes, rules
from incidents.models import Interview
from incidents.selectors.interviews import issued_note, note_content
from kernel.refusal import Refused, refuse_if
from records.models import WrittenRecord
from records.selectors import draft_of
from records.services import Signer, correct_record, issue_record, save_content, start_record
from records.states import RecordKind


@transaction.atomic
def issue_interview_note(*, interview: Interview, by: User, correction: str = "") -> WrittenRecord:
    """Issue the note of an interview as it reads now, with the block in which those present sign by pen.

    One that was issued before is replaced by a new version, and `correction` says what it puts right. Raises `Refused`.
    """
    require(by, "work_case", interview.case)
    case = lock(interview.case)
    refuse_if(case_rules.cannot_change(case), about=case)
    interview = Interview.objects.with_people().get(pk=interview.pk)
    content, issued = note_content(interview) if interview.is_noted else {}, issued_note(interview)
    is_current = issued is not None and notes.says_the_same(issued.content, content)
    refuse_if(rules.cannot_issue_note(interview, is_current=is_current), about=interview)
    if issued is not None and not correction.strip():
        raise Refused("Say what this version puts right.", about=interview, field="correction")
    return issue_record(record=_draft(interview, content, issued, correction, by), signers=_signers(interview), by=by)


def _signers(interview: Interview) -> list[Signer]:
    """Who signs the note: whoever was interviewed, who held the interview, the adult who supported a pupil."""
    row, leader = interview.involvement, interview.interviewer
    facts = notes.facts_of(interview, parts_in(interview.case))
    known: dict[str, dict[str, Any]] = {
        notes.TOLD: {"user": row.user, "person": row.person if row.user is None else None},
        notes.LED: {"user": leader},
    }
    return [Signer(name, capacity, **known.get(capacity, {})) for name, capacity in notes.signing(facts)]


def _draft(
    interview: Interview, content: dict[str, Any], issued: WrittenRecord | None, correction: str, by: User
) -> WrittenRecord:
    """The draft that is issued: one begun before, a new version of what was issued, or the first."""
    case, subject, title = interview.case, str(interview.pk), notes.title_of(interview)
    draft = draft_of(case, RecordKind.INTERVIEW_NOTE, subject)
    if draft is None and issued is not None:
        draft = correct_record(record=issued, correction=correction, by=by)
    if draft is None:
        return start_record(
            case=case, kind=RecordKind.INTERVIEW_NOTE, title=title, content=content, subject=subject, by=by
        )
    return save_content(record=draft, content=content, title=title, by=by)
