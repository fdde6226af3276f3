"""Who decided something about a case's suspensions, and may therefore not be the one who reviews them."""

from accounts.models import User
from cases.models import Case
from suspensions.models import SiteSuspension
from suspensions.selectors.hearing import involved_in


def decided_on(case: Case) -> dict[User, str]:
    """The accounts that made or extended a suspension on this case, each with what it did, as words after a name.

    As `cases.independence.not_independent` takes it. Suspensions made in error count: they were decided.
    """
    found: dict[User, str] = {}
    for suspension in SiteSuspension.objects.filter(case=case).select_related("decided_by", "replaces"):
        found |= involved_in(suspension)
    return found
