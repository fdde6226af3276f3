"""Who decided something about a case's suspensions, and may therefore not be the one who reviews them."""

from accounts.models import User
from cases.models import Case
from suspensions.models import Extension, Representation, SiteSuspension

MADE, EXTENDED, CONSIDERED = "made the suspension", "extended the suspension", "considered the person’s own side"


def decided_on(case: Case) -> dict[User, str]:
    """The accounts that made or extended a suspension on this case or considered the other side, each with what it did.

    As `cases.independence.not_independent` takes it. Suspensions made in error count: they were decided.
    """
    considered = Representation.objects.filter(suspension__case=case, considered_by__isnull=False)
    extended = Extension.objects.filter(suspension__case=case)
    made = SiteSuspension.objects.filter(case=case)
    found = {row.considered_by: CONSIDERED for row in considered.select_related("considered_by") if row.considered_by}
    found |= {row.decided_by: EXTENDED for row in extended.select_related("decided_by")}
    return found | {row.decided_by: MADE for row in made.select_related("decided_by")}
