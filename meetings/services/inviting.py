"""A suspension was not upheld: its parent is invited to an interview, or it is said why not."""

from django.db import transaction

from accounts.models import User
from audit.services import write
from cases import rules as case_rules
from cases.access import require, require_still
from cases.duties import Kind
from cases.models import Duty
from cases.services.case import lock
from cases.services.duties import discharge
from cases.services.writing import drop_draft
from kernel import wording
from kernel.refusal import refuse_blank, refuse_if
from meetings import rules
from meetings.keys import invite_key
from suspensions.models import SiteSuspension
from suspensions.selectors.standing import current


@transaction.atomic
def leave_uninvited(*, suspension: SiteSuspension, reason: str, by: User) -> None:
    """Say why the parent is not invited to an interview, for whoever decides for the CEO. Raises `Refused`.

    Policy, Methods: the CEO or Central Team staff member may invite, if it is deemed necessary.
    """
    require(by, "review", suspension.case)
    case = lock(suspension.case)
    require_still(by, "review", case)
    refuse_if(case_rules.cannot_change(case), about=suspension)
    subject = str(suspension.pk)
    is_owed = Duty.objects.open().filter(case=case, kind=Kind.INVITE_PARENT, subject=subject).exists()
    refuse_if(rules.cannot_leave_uninvited(is_owed=is_owed), about=suspension)
    refuse_blank(reason, "Say why they are not invited.", about=suspension, field="reason")
    data = {"who": current(suspension.person).formal_name, "reason": wording.closed(reason.strip())}
    write(chain=case.chain, verb="meeting.not_invited", row=suspension, by=by, data=data)
    discharge(case=case, kind=Kind.INVITE_PARENT, subject=subject, how=f"Not invited: {reason.strip()}", by=by)
    drop_draft(key=invite_key(suspension), by=by)
