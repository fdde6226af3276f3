"""Suspending somebody on a case that is open already: the suspension, and the CEO informed of it."""

from django.db import transaction

from accounts.models import User
from cases.models import Case
from cases.services.case import lock
from cases.services.writing import drop_draft
from desk import rules
from desk.selectors.suspend import report_waits
from desk.services.informing import inform_ceo
from kernel.refusal import refuse_if
from schools.models import Person, School
from suspensions.models import SiteSuspension
from suspensions.services import suspend_for_rest_of_today

DRAFT_KEY = "suspend:{reference}"


@transaction.atomic
def suspend_on_case(*, case: Case, person: Person, school: School, grounds: str, by: User) -> SiteSuspension:
    """Suspend somebody the case is about for the rest of today; the CEO is informed at once. Policy: Methods.

    Refuses (`Refused`) what suspending refuses, and while a colleague's report of this case waits for a decision.
    """
    case = lock(case)
    refuse_if(rules.cannot_bypass_report(report_waits(case)), about=case)
    suspension = suspend_for_rest_of_today(case=case, person=person, school=school, grounds=grounds, by=by)
    inform_ceo(case=case, is_suspended=True, by=by)
    drop_draft(key=DRAFT_KEY.format(reference=case.reference), by=by)
    return suspension
