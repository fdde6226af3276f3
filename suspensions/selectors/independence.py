"""Who has had to do with a case's suspensions, and may therefore not be the one who reviews them."""

from accounts.models import User
from cases.independence import not_independent
from cases.models import Case
from incidents.models import Incident, Interview
from suspensions.models import Extension, SiteSuspension

MADE, EXTENDED = "made the suspension", "extended the suspension"
LOGGED, INTERVIEWED = "logged what happened", "interviewed a witness"


def decided_on(case: Case) -> dict[User, str]:
    """The accounts that made or extended a suspension on this case, logged what happened or interviewed somebody.

    Each with what it did, as `cases.independence.not_independent` takes it. Suspensions made in error count: they were
    decided. To weigh the person's own side is a part of the review, so it keeps nobody from reviewing.
    """
    logged = Incident.objects.filter(case=case).select_related("logged_by")
    extended = Extension.objects.filter(suspension__case=case).select_related("decided_by")
    # Whoever enters what somebody without an account had decided has decided nothing.
    made = SiteSuspension.objects.filter(case=case, decider_name="").select_related("decided_by")
    talks = Interview.objects.filter(involvement__case=case, interviewer__isnull=False, noted_at__isnull=False)
    found = {row.interviewer: INTERVIEWED for row in talks.select_related("interviewer") if row.interviewer}
    found |= {row.logged_by: LOGGED for row in logged}
    found |= {row.decided_by: EXTENDED for row in extended}
    return found | {row.decided_by: MADE for row in made}


def has_to_do_with(suspension: SiteSuspension) -> dict[User, str]:
    """The same for one suspension, with those it took the place of, which may be of other cases."""
    found, one = decided_on(suspension.case), suspension.replaces
    while one is not None:
        found = decided_on(one.case) | found
        one = one.replaces
    return found


def why_not_independent(suspension: SiteSuspension, user: User) -> str | None:
    """Say why somebody may not weigh the person's side or judge this suspension: they have to do with it."""
    return not_independent(suspension.case, user, also=has_to_do_with(suspension))
