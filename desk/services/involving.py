"""Who has a part in a case: naming them, with what that makes due; taking out who was named in error."""

from django.db import transaction

from accounts.models import User
from cases.access import require
from cases.models import Case, Involvement
from cases.services.case import involve, lock, remove_involvement
from cases.services.writing import drop_draft
from cases.states import Part
from complaints.selectors.case import why_stays as why_of_complaint
from complaints.services import settle_walls
from incidents import rules
from incidents.selectors.interviews import is_unreported, of_person, open_for
from incidents.selectors.statements import of_person as asked_of
from incidents.services.interviews import drop_plan, owe_interview, owe_supplementary, review_owners
from kernel.refusal import refuse_if
from pupils.selectors.case import why_stays as why_pupil_stays
from schools.models import Person
from socialmedia.selectors.concern_case import why_stays as why_author_stays
from socialmedia.selectors.messages_case import why_stays as why_restricted_stays
from suspensions.selectors.standing import why_stays

DRAFT_KEY = "people:{reference}"


@transaction.atomic
def name_in_case(
    *,
    case: Case,
    part: Part,
    by: User,
    person: Person | None = None,
    user: User | None = None,
    name: str = "",
    note: str = "",
) -> Involvement:
    """Say what part somebody has in a case. A witness is to be interviewed; whoever it was aimed at interviews nobody."""
    row = involve(case=case, part=part, by=by, person=person, user=user, name=name, note=note)
    settle_walls(involvement=row, by=by)
    owe_interview(involvement=row, by=by)
    review_owners(case=case, by=by)
    drop_draft(key=DRAFT_KEY.format(reference=case.reference), by=by)
    return row


@transaction.atomic
def take_out(*, involvement: Involvement, reason: str, by: User) -> None:
    """Take somebody out of a case who was named in error; a plan to interview them goes, what they said stays.

    Whoever was suspended or warned on it stays. Whoever a complaint is about, only whoever deals with it takes out.
    With the last witness who was waited for, the supplementary report is owed on what the others have said.
    Twice is once.
    """
    require(by, "work_case", involvement.case)
    case = lock(involvement.case)
    row = Involvement.objects.select_related("person", "user", "case").filter(case=case, pk=involvement.pk).first()
    if row is None:
        return
    was_awaited = row in open_for(case)
    refuse_if(rules.cannot_take_out(of_person(row)), about=case)
    refuse_if(rules.cannot_take_out_asked(asked_of(row)), about=case)
    refuse_if(
        why_stays(row) or why_pupil_stays(row) or why_of_complaint(row, by) or why_restricted_stays(row), about=case
    )
    refuse_if(why_author_stays(row), about=case)
    drop_plan(involvement=row, reason=reason, by=by)
    remove_involvement(involvement=row, reason=reason, by=by)
    if was_awaited and is_unreported(case):
        owe_supplementary(case=case, by=by)
