"""Who has to do with what a complaint is about, and may therefore not decide on it."""

from collections.abc import Iterable

from accounts.models import User
from cases.access import reach
from complaints.models import Complaint, Decision
from complaints.states import Stage
from complaints.ties import why_not_among
from schools.states import ActsAs

ANSWERED = "decided on this complaint at the informal stage"


def why_not_decide(complaint: Complaint, user: User, decisions: Iterable[Decision] | None = None) -> str | None:
    """Say why this account may not decide on a complaint at the formal stage or about personal data; None if it may.

    Whoever decided, logged or interviewed in the case it arose from, has a part in either, or answered it before. The
    CEO and the Chair are sent every report by their office, which keeps them from no complaint; a delegate is chosen,
    and so must not have been sent it. Policy: Methods. What a panel asks is more (Part 7, paragraph 33(f)).
    `decisions`: those on this complaint with their accounts, where they are known.
    """
    if complaint.stage not in (Stage.FORMAL, Stage.DATA):
        return None
    if decisions is None:
        decisions = Decision.objects.filter(complaint=complaint).select_related("decided_by")
    before = {row.decided_by: ANSWERED for row in decisions}
    was_chosen = reach(user).acts_as(complaint.case) == ActsAs.DELEGATE
    return why_not_among(complaint.case, complaint.source, user, before=before, was_chosen=was_chosen)
