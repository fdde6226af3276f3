"""Who has had to do with a case's suspensions, and may therefore not be the one who reviews them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from cases.independence import not_independent
from cases.models import Case
from incidents.models import Incident, Interview
from kernel.together import together
from suspensions.models import Extension, SiteSuspension

MADE, EXTENDED = "made the suspension", "extended the suspension"
LOGGED, INTERVIEWED = "logged what happened", "interviewed a witness"


def decided_on(case: Case) -> dict[User, str]:
    """The accounts that made or extended a suspension on this case, logged what happened or interviewed somebody.

    Each with what it did, as `cases.independence.not_independent` takes it. Suspensions made in error count: they were
    decided. To weigh the person's own side is a part of the review, so it keeps nobody from reviewing. One query.
    """
    return decided_among(*together(*acts_on(case)))


def acts_on(case: Case | None) -> "tuple[QuerySet[Any], ...]":
    """What was done on a case: incidents logged, suspensions extended and made, interviews held."""
    talks = Interview.objects.filter(involvement__case=case)
    return (
        Incident.objects.filter(case=case).select_related("logged_by", "concluded_by").order_by("number"),
        Extension.objects.filter(suspension__case=case).select_related("decided_by"),
        SiteSuspension.objects.filter(case=case).select_related("decided_by"),
        talks.with_people(),
    )


def decided_among(
    incidents: Iterable[Incident],
    extensions: Iterable[Extension],
    suspensions: Iterable[SiteSuspension],
    talks: Iterable[Interview],
) -> dict[User, str]:
    """The same from the answers to `acts_on`."""
    found = {row.interviewer: INTERVIEWED for row in talks if row.interviewer and row.noted_at}
    found |= {row.logged_by: LOGGED for row in incidents}
    found |= {row.decided_by: EXTENDED for row in extensions}
    # Whoever enters what somebody without an account had decided has decided nothing.
    return found | {row.decided_by: MADE for row in suspensions if not row.decider_name}


def gave_way_to(suspension: SiteSuspension) -> list[SiteSuspension]:
    """Every suspension whose place this one took, of its case and of others. One query, none for a single site."""
    if not suspension.is_trust_wide:
        return []
    rows = SiteSuspension.objects.that_gave_way_to(suspension).select_related("case", "school")
    return [*rows.order_by("school__name", "pk")]


def sites_that_gave_way(suspension: SiteSuspension) -> list[str]:
    """The sites from which others held until this one, from every site, took their place."""
    return [*dict.fromkeys(one.site_name for one in gave_way_to(suspension))]


def why_not_independent(
    suspension: SiteSuspension, user: User, decided: Mapping[User, str] | None = None
) -> str | None:
    """Say why somebody may not weigh the person's side or judge this suspension: they have to do with it.

    With its case, or with that of one whose place it took, which may be another. `decided` is what `decided_among`
    found on its case, where that was asked already.
    """
    decided = decided_on(suspension.case) if decided is None else decided
    if reason := not_independent(suspension.case, user, also=decided):
        return reason
    others = {one.case_id: one.case for one in gave_way_to(suspension) if one.case_id != suspension.case_id}
    for case in others.values():
        if reason := not_independent(case, user, also=decided_on(case)):
            return f"This suspension took the place of one on another case. {reason}"
    return None
