"""Something is owed of a pupil's suspension after its case was closed: it is worked on again, and whoever closed it is told."""

from accounts.models import User
from cases.services.case import settle_reopened
from notices.recipients import deciders, holders, reachable
from notices.services import tell
from notices.states import Audience, NoticeKind
from pupils.models import PupilSuspension
from schools.states import Role


def open_again(suspension: PupilSuspension, reason: str, by: User) -> None:
    """Open the closed case of a suspension again, as a part of another act; nothing where it is open.

    Under the lock of the case. Within the caller's transaction.
    """
    case, closed_by = suspension.case, suspension.case.closed_by
    if closed_by is None:
        return
    settle_reopened(case=case, reason=reason, by=by)
    decider, users = deciders(case)
    audience = Audience(decider.value) if closed_by in users else Audience.COLLEAGUE
    if closed_by in holders(Role.HEAD, case.school):
        audience = Audience.HEAD
    for user in reachable([closed_by], case):
        if user != by:
            tell(kind=NoticeKind.REOPENED, audience=audience, to=user, path=case.get_absolute_url(), by=by, case=case)
