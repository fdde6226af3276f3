"""Half-days for which another school suspended a pupil: noted, and taken back where that was an error."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.services import amend, write
from cases.services.writing import claim, drop_draft, settle
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from pupils import rules
from pupils import wording as words
from pupils.access import INSTEAD_OF_STAFF, require_untied
from pupils.drafts import back_key, elsewhere_key
from pupils.models import HalfDaysElsewhere
from pupils.selectors.counts import counts_of, term_name
from pupils.selectors.pupil import at_school
from pupils.services._after import settle_counts
from pupils.services._shared import hold_all, locked_pupil, standing_of
from pupils.states import TermNumber
from schools.access import forget_powers, require_at
from schools.models import Person, School

NOTES = "work_case"


@transaction.atomic
def note_elsewhere(
    *,
    pupil: Person,
    school: School,
    where: str,
    year: int,
    term: TermNumber,
    half_days: int,
    by: User,
    token: UUID | None = None,
) -> HalfDaysElsewhere | None:
    """Note half-days of suspension at another school in one term of a school year (the autumn it begins in).

    They count towards the limits here from now on. None if this form was sent before. Guidance: the limit of 45 days
    takes in every school.
    """
    require_at(by, NOTES, school)
    require_untied(by, pupil, INSTEAD_OF_STAFF)
    if token is not None and claim(token=token, by=by):
        return None
    person = _locked(pupil, school, by)
    refuse_if(at_school(person, school).why_not, about=person)
    row = HalfDaysElsewhere(
        pupil=person,
        school=school,
        where=where.strip(),
        year=year,
        term=term,
        half_days=half_days,
        noted_at=timezone.now(),
        noted_by=by,
    )
    full_check(row)
    row.save(force_insert=True)
    _settle(row, "Half-days at another school were noted.", by)
    data = {**_said(row), "term": term_name(row.year, int(row.term)), "half_days": row.half_days}
    write(chain=row.chain, verb="half_days_elsewhere.noted", row=row, by=by, at=row.noted_at, data=data)
    drop_draft(key=elsewhere_key(person), by=by)
    if token is not None:
        settle(token=token, led_to=reverse("pupils:counts", args=[person.pk]), by=by)
    return row


@transaction.atomic
def take_back_elsewhere(*, row: HalfDaysElsewhere, reason: str, by: User) -> None:
    """Take back what was noted in error: it stays readable and counts no more. Raises `Refused`."""
    require_at(by, NOTES, row.school)
    require_untied(by, row.pupil, INSTEAD_OF_STAFF)
    _locked(row.pupil, row.school, by)
    row = HalfDaysElsewhere.objects.select_related("pupil", "school").get(pk=row.pk)
    refuse_if(rules.cannot_take_back(row.taken_back_at is not None), about=row.pupil)
    refuse_blank(reason, "Say why.", about=row.pupil, field="reason")
    amend(
        row,
        verb="half_days_elsewhere.taken_back",
        by=by,
        data={**_said(row), "reason": reason.strip()},
        taken_back_at=timezone.now(),
        taken_back_by=by,
        taken_back_why=reason.strip(),
    )
    _settle(row, "Half-days at another school were taken back.", by)
    drop_draft(key=back_key(row.pupil, row.pk), by=by)


def _locked(pupil: Person, school: School, by: User) -> Person:
    """The pupil, locked with the cases of the suspensions that stand, for somebody who still has the power at the school.

    What the board owes of them may change.
    """
    hold_all(pupil)
    forget_powers(by)
    require_at(by, NOTES, school)
    return locked_pupil(pupil)


def _settle(row: HalfDaysElsewhere, why: str, by: User) -> None:
    """Let the board owe, of each suspension of that term, what the law asks by the total as it is now; so do letters."""
    for suspension in standing_of(row.pupil):
        terms = counts_of(suspension).terms
        if (row.year, int(row.term)) in {(term.year, term.number) for term in terms}:
            settle_counts(suspension, by, why=why)


def _said(row: HalfDaysElsewhere) -> dict[str, str]:
    return {"who": row.pupil.full_name, "where": row.where, "length": words.in_days(row.half_days)}
