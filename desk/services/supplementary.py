"""The supplementary report: written when the interviews are in, previewed, issued to the CEO, confirmed by them."""

from django.db import transaction

from accounts.models import User
from cases.access import require, require_still
from cases.models import Case
from cases.services.case import lock
from cases.services.writing import drop_draft
from desk import rules
from desk.selectors.supplementary import (
    Findings,
    cannot_supplement,
    fingerprint,
    supplementary_content,
    supplementary_of,
)
from desk.services.informing import send_supplementary
from kernel.refusal import Refused, refuse_if
from records.models import WrittenRecord
from records.services import correct_record, issue_record, save_content, start_record
from records.states import RecordKind

DRAFT_KEY = "supplementary:{reference}"


@transaction.atomic
def write_supplementary(
    *, case: Case, findings: str, view: str, action_taken: str, by: User, correction: str = ""
) -> WrittenRecord:
    """Assemble the supplementary report for preview: the interviews stand in it already.

    After a first issue this starts a new version, and `correction` says what it adds or puts right. Raises `Refused`
    while somebody is not yet interviewed. Policy, Methods: having interviewed, the headteacher informs the CEO.
    """
    require(by, "work_case", case)
    case = lock(case)
    refuse_if(cannot_supplement(case), about=case)
    content = supplementary_content(case=case, findings=Findings(findings, view, action_taken), by=by)
    draft, issued = supplementary_of(case)
    if draft is None and issued is not None:
        draft = correct_record(record=issued, correction=correction, by=by)
    if draft is None:
        return start_record(
            case=case, kind=RecordKind.SUPPLEMENTARY_REPORT, title="Supplementary report", content=content, by=by
        )
    return save_content(record=draft, content=content, by=by)


@transaction.atomic
def issue_supplementary(*, case: Case, by: User) -> WrittenRecord:
    """Issue the supplementary report that was previewed: it is frozen, and whoever decides is told and gets a copy."""
    require(by, "work_case", case)
    case = lock(case)
    require_still(by, "work_case", case)
    refuse_if(cannot_supplement(case), about=case)
    draft, _ = supplementary_of(case)
    refuse_if(rules.cannot_issue_supplementary(draft, fingerprint(case)), about=case)
    if draft is None:
        raise Refused("Write the report first.", about=case)
    record = issue_record(record=draft, by=by)
    send_supplementary(record=record, by=by)
    drop_draft(key=DRAFT_KEY.format(reference=case.reference), by=by)
    return record
