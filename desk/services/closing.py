"""A case ends, or is taken up again; the people who work on it are told."""

from django.db import transaction

from accounts.models import User
from cases.access import require_still
from cases.models import Case
from cases.services.case import lock, mark_closed, mark_reopened
from cases.services.writing import drop_draft
from desk.selectors.closing import left_open, power_to_close
from notices.recipients import deciders, holders, reachable
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.states import Role

CLOSE_KEY, REOPEN_KEY = "close:{reference}", "reopen:{reference}"


@transaction.atomic
def close_case(*, case: Case, outcome: str, by: User) -> None:
    """Close a case with its outcome. Refused while a duty, a live suspension or an open matter remains, naming it.

    Where somebody was suspended, the CEO closes it (or whoever acts for them); otherwise the headteacher may.
    """
    case = lock(case)
    require_still(by, power_to_close(case), case)
    mark_closed(case=case, outcome=outcome, left=left_open(case), by=by)
    drop_draft(key=CLOSE_KEY.format(reference=case.reference), by=by)
    _tell(case, NoticeKind.CLOSED, by)


@transaction.atomic
def reopen_case(*, case: Case, reason: str, by: User) -> None:
    """Open a closed case again, with a reason. Whoever may close it may do that."""
    case = lock(case)
    require_still(by, power_to_close(case), case)
    mark_reopened(case=case, reason=reason, by=by)
    drop_draft(key=REOPEN_KEY.format(reference=case.reference), by=by)
    _tell(case, NoticeKind.REOPENED, by)


def _tell(case: Case, kind: NoticeKind, by: User) -> None:
    """Tell the site's headteacher and whoever decides what the CEO decides."""
    decider, users = deciders(case)
    told = {user: Audience(decider.value) for user in users}
    told |= dict.fromkeys(reachable(holders(Role.HEAD, case.school), case), Audience.HEAD)
    for user, audience in told.items():
        if user != by:
            tell(kind=kind, audience=audience, to=user, path=case.get_absolute_url(), by=by, case=case)
