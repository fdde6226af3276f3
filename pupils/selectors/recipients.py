"""Who is told of a suspension, from the records of the pupil and of those around them."""

from collections.abc import Iterable
from typing import Any

from kernel.together import together
from pupils.models import OrderDecision, PupilSuspension
from pupils.recipients import About, Recipient, Tie, family_of, offices_of
from schools.calendar import local_day
from schools.models import Person, PupilFacts, Relationship
from schools.states import Kinship
from suspensions.selectors.standing import current, rows_of


def recipients(suspension: PupilSuspension) -> tuple[Recipient, ...]:
    """Everybody who is told of a suspension, the family first. Merged records count as one person. Two queries."""
    about, ties, decided = everything_of(suspension)
    workers = [tie.person.formal_name for tie in ties if tie.kind == Kinship.SOCIAL_WORKER]
    return (
        *family_of(about, ties, decided),
        *offices_of(about, authority=suspension.school.local_authority, worker=next(iter(workers), "")),
    )


def everything_of(suspension: PupilSuspension) -> tuple[About, list[Tie], dict[int, bool]]:
    """What is known of the pupil and of the adults around them, and what was decided about orders. Two queries."""
    rows = rows_of(suspension.pupil)
    facts, related, decisions = together(
        PupilFacts.objects.filter(person__in=rows),
        Relationship.objects.filter(pupil__in=rows).select_related("adult__merged_into").order_by("pk"),
        OrderDecision.objects.filter(suspension=suspension).select_related("person__merged_into"),
    )
    decided = {current(one.person).pk: one.is_told for one in decisions}
    return about_pupil(suspension, rows[0], facts), [_tie(row) for row in related], decided


def about_pupil(suspension: PupilSuspension, pupil: Person, facts: Iterable[PupilFacts]) -> About:
    """What is known of a pupil under any of their records."""
    known = [*facts]
    return About(
        pupil=pupil,
        day=local_day(suspension.decided_at),
        born_on=next((one.born_on for one in known if one.born_on), None),
        is_looked_after=any(one.is_looked_after for one in known),
        has_social_worker=any(one.has_social_worker for one in known),
    )


def _tie(row: Any) -> Tie:
    return Tie(
        person=current(row.adult),
        kind=Kinship(row.kind),
        has_parental_responsibility=row.has_parental_responsibility,
        lives_with=row.lives_with,
        has_order=bool(row.contact_order),
    )
