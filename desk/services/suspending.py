"""Suspending or warning somebody on a case that is open already, and telling the CEO what they must know of it."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from cases.access import require_still
from cases.models import Case
from cases.services.case import lock
from cases.services.writing import drop_draft
from desk import rules
from desk.selectors.report import is_unexplained
from desk.selectors.suspend import report_waits
from desk.services.informing import explain_no_suspension, inform_ceo
from incidents.selectors import first_incident
from kernel.refusal import Refused, refuse_if
from pupils.rules import cannot_suspend_adult
from pupils.selectors.case import is_about_pupil
from schools.models import Person, School
from suspensions.models import BehaviourWarning, SiteSuspension
from suspensions.services import suspend_for_rest_of_today, warn

DRAFT_KEY = "suspend:{reference}"
WARN_KEY = "warn:{reference}"


@transaction.atomic
def suspend_on_case(*, case: Case, person: Person, school: School, grounds: str, by: User) -> SiteSuspension:
    """Suspend somebody the case is about for the rest of today; the CEO is informed at once. Policy: Methods.

    Refuses (`Refused`) what suspending refuses, and while a colleague's report of this case waits for a decision.
    """
    case = lock(case)
    require_still(by, "suspend", case)
    refuse_if(cannot_suspend_adult(is_about_pupil(case)), about=case)
    refuse_if(rules.cannot_bypass_report(report_waits(case)), about=case)
    suspension = suspend_for_rest_of_today(case=case, person=person, school=school, grounds=grounds, by=by)
    inform_ceo(case=case, is_suspended=True, by=by)
    drop_draft(key=DRAFT_KEY.format(reference=case.reference), by=by)
    return suspension


@transaction.atomic
def warn_on_case(
    *, case: Case, warned: Sequence[Person], reason: str, by: User, why_not_suspended: str = ""
) -> list[BehaviourWarning]:
    """Warn adults whom the case is about in writing, a letter each, about what the case began with.

    `why_not_suspended` is the sentence for the CEO after an attack or a threat, where nobody has said it yet. Refuses
    (`Refused`) what warning refuses, and while a colleague's report of this case waits for a decision.
    """
    case = lock(case)
    require_still(by, "suspend", case)
    refuse_if(rules.cannot_bypass_report(report_waits(case)), about=case)
    incident = first_incident(case)
    if incident is None:
        raise Refused("There is no incident on this case to warn anybody about.", about=case)
    if not warned:
        raise Refused("Choose who is warned.", about=case, field="warned")
    warnings = [warn(incident=incident, person=person, reason=reason, by=by) for person in warned]
    if is_unexplained(case, incident, incident.injuries):
        explain_no_suspension(incident=incident, why=why_not_suspended, by=by)
    drop_draft(key=WARN_KEY.format(reference=case.reference), by=by)
    return warnings
