"""The report of circumstances: written, previewed, issued to the CEO; corrected by a new version."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.services import amend
from cases.access import require, require_still
from cases.models import Case
from cases.services.case import lock
from cases.services.writing import drop_draft
from desk import rules
from desk.selectors.report import Answers, draft_report, is_unexplained, issued_report, report_content
from desk.services.informing import explain_no_suspension, send_report
from incidents.models import Incident
from incidents.selectors import first_incident
from incidents.services import lock_incident
from kernel.refusal import Refused, refuse_if
from records.models import WrittenRecord
from records.services import correct_record, issue_record, save_content, start_record
from records.states import RecordKind

DRAFT_KEY = "report:{reference}"


@transaction.atomic
def write_report(
    *,
    case: Case,
    circumstances: str,
    action_taken: str,
    injuries: str,
    police_called_at: datetime | None,
    police_reference: str,
    by: User,
    correction: str = "",
    why_not_suspended: str = "",
) -> WrittenRecord:
    """Assemble the report for preview; what it says about injuries and police is kept with the incident as well.

    After a first issue this starts a new version, and `correction` must say what it puts right. Where the report tells
    of an attack, a threat or an injury and nobody is suspended, `why_not_suspended` is said with it, if nobody has said
    it yet. Raises `Refused`.
    """
    require(by, "work_case", case)
    case = lock(case)
    incident = first_incident(case)
    refuse_if(rules.cannot_report(case, incident), about=case)
    if incident is None:
        raise Refused("There is no incident on this case to report.", about=case)
    if not incident.is_locked:
        amend(
            incident,
            verb="incident.amended",
            by=by,
            injuries=injuries,
            police_called_at=police_called_at,
            police_reference=police_reference,
        )
    if is_unexplained(case, incident, injuries):
        explain_no_suspension(incident=incident, why=why_not_suspended, by=by)
    answers = Answers(circumstances, action_taken, injuries, police_called_at, police_reference)
    content = report_content(case=case, incident=incident, answers=answers, by=by)
    draft = draft_report(case)
    if draft is None and (issued := issued_report(case)):
        draft = correct_record(record=issued, correction=correction, by=by)
    if draft is None:
        return start_record(case=case, kind=RecordKind.INCIDENT_REPORT, title="Incident report", content=content, by=by)
    save_content(record=draft, content=content, by=by)
    return draft


@transaction.atomic
def issue_report(*, case: Case, by: User) -> WrittenRecord:
    """Issue the report that was previewed: it is frozen, the incident locked, the CEO told and handed a copy."""
    require(by, "work_case", case)
    case = lock(case)
    require_still(by, "work_case", case)
    incident = first_incident(case)
    refuse_if(rules.cannot_report(case, incident), about=case)
    if incident is None:
        raise Refused("There is no incident on this case to report.", about=case)
    draft = draft_report(case)
    refuse_if(rules.cannot_issue_report(draft, incident), about=case)
    if draft is None:
        raise Refused("Write the report first.", about=case)
    record = issue_record(record=draft, by=by)
    for row in Incident.objects.filter(case=case):
        lock_incident(incident=row, by=by)
    send_report(record=record, is_suspended=case.site_suspensions.exists(), by=by)
    drop_draft(key=DRAFT_KEY.format(reference=case.reference), by=by)
    return record
