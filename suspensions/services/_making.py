"""What new suspensions and warnings do alike: one is stored once, and whoever it is of is somebody the case is about."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from cases.models import Case
from cases.services.case import involve
from cases.states import Part
from kernel.checking import full_check
from kernel.refusal import Refused
from schools.models import Person
from suspensions import rules
from suspensions.models import SiteSuspension
from suspensions.selectors.standing import live_between, rows_of

ONE_LIVE = "site_suspension_one_live"


def insert(suspension: SiteSuspension, now: datetime) -> None:
    """Store it; of two decisions at once the database keeps one, and the other meets the same sentence."""
    full_check(suspension, constraints=False)
    try:
        with transaction.atomic():
            suspension.save(force_insert=True)
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") != ONE_LIVE:
            raise
        person, school = suspension.person, suspension.school
        live = live_between(rows_of(person), school, suspension.period.lower, suspension.period.upper)
        reason = rules.cannot_suspend(rules.Standing(person, school, live=live), now)
        raise Refused(
            reason or "This person was suspended a moment ago.", about=suspension.case, field="person"
        ) from error


def make_subject(case: Case, person: Person, by: User) -> None:
    """Whoever is suspended or warned is somebody the case is about: walls and letters rest on it."""
    if not case.involvements.subjects().filter(person__in=rows_of(person)).exists():
        involve(case=case, part=Part.SUBJECT, person=person, by=by)
