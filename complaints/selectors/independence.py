"""Who has to do with what a complaint is about, and may therefore not decide on it."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from cases.access import reach
from cases.independence import not_independent
from cases.models import Case
from complaints.models import Complaint, Decision
from complaints.states import Stage
from kernel.together import together
from pupils.models import Advice, PupilSuspension
from records.models import Copy
from records.states import RecordKind
from schools.states import ActsAs
from suspensions.models import Review
from suspensions.selectors.independence import acts_on, decided_among
from suspensions.states import Outcome

REVIEWED, ADVISED = "upheld the suspension", "supported the suspension of the pupil"
SUSPENDED_PUPIL, SENT = "suspended the pupil", "was sent the report of that case"
ANSWERED = "decided on this complaint at the informal stage"
REPORTS = (RecordKind.INCIDENT_REPORT, RecordKind.SUPPLEMENTARY_REPORT)


def decided_in(case: Case) -> dict[User, str]:
    """The accounts that decided something in a case, logged it or interviewed somebody, each with what it did.

    Who found in favour of the person, as the CEO who did not uphold, has decided nothing against them: policy, Methods.
    """
    return decided_from(*together(*decisions_in(case)))


def decisions_in(case: Case | None) -> "tuple[QuerySet[Any], ...]":
    """What was done and decided in a case, as questions to ask along with others; of no case nothing."""
    reviews = Review.objects.filter(suspension__case=case).exclude(outcome=Outcome.NOT_UPHELD)
    return (
        *acts_on(case),
        reviews.select_related("decided_by"),
        PupilSuspension.objects.filter(case=case).select_related("decided_by"),
        Advice.objects.filter(suspension__case=case, is_supported=True).select_related("given_by"),
    )


def decided_from(
    incidents: list[Any], extensions: list[Any], suspensions: list[Any], talks: list[Any], reviews: list[Any],
    pupils: list[Any], advised: list[Any],
) -> dict[User, str]:  # fmt: skip
    """The accounts that decided something, from the answers to `decisions_in`."""
    found = decided_among(incidents, extensions, suspensions, talks)
    found |= {row.given_by: ADVISED for row in advised}
    found |= {row.decided_by: SUSPENDED_PUPIL for row in pupils}
    return found | {row.decided_by: REVIEWED for row in reviews}


def sent_reports(case: Case) -> dict[User, str]:
    """The accounts to which a report of a case went."""
    return {copy.to_user: SENT for copy in reports_sent(case) if copy.to_user is not None}


def reports_sent(case: Case | None) -> "QuerySet[Any]":
    """The copies of a case's reports that went to accounts."""
    copies = Copy.objects.filter(record__case=case, record__kind__in=REPORTS, to_user__isnull=False)
    return copies.select_related("to_user")


def why_not_decide(complaint: Complaint, user: User) -> str | None:
    """Say why this account may not decide on a complaint at the formal stage, with what it did; None if it may.

    Whoever decided, logged or interviewed in the case it arose from, has a part in either, or answered it before. The
    CEO and the Chair are sent every report by their office, which keeps them from no complaint; a delegate is chosen,
    and so must not have been sent it. Policy: Methods. What a panel asks is more (Part 7, paragraph 33(f)).
    """
    if complaint.stage != Stage.FORMAL:
        return None
    before = {row.decided_by: ANSWERED for row in Decision.objects.filter(complaint=complaint)}
    if reason := not_independent(complaint.case, user, also=before, may_have_logged=True):
        return reason
    source = complaint.source
    if source is None:
        return None
    also = decided_in(source)
    if reach(user).acts_as(complaint.case) == ActsAs.DELEGATE:
        also = sent_reports(source) | also
    return not_independent(source, user, also=also)
