"""Who has to do with the case that a complaint comes from: who decided in it, who was sent its reports."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from cases.independence import not_independent
from cases.models import Case
from kernel.together import together
from pupils.models import Advice, PupilSuspension
from records.models import Copy
from records.states import RecordKind
from suspensions.models import Review
from suspensions.selectors.independence import acts_on, decided_among
from suspensions.states import Outcome

REVIEWED, ADVISED = "upheld the suspension", "supported the suspension of the pupil"
SUSPENDED_PUPIL, SENT = "suspended the pupil", "was sent the report of that case"
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


def why_not_among(
    case: Case, source: Case | None, user: User, *, before: dict[User, str], was_chosen: bool
) -> str | None:
    """Say why this account may not decide on a complaint: it has to do with its case, or with the one it comes from.

    `before`: who answered it before, as words after a name. `was_chosen`: as a delegate, who must not have been sent the
    reports either. To have logged a complaint keeps nobody from deciding on it.
    """
    if reason := not_independent(case, user, also=before, may_have_logged=True):
        return reason
    if source is None:
        return None
    also = decided_in(source)
    if was_chosen:
        also = sent_reports(source) | also
    return not_independent(source, user, also=also)
