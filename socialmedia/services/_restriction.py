"""What several services about a restriction need: the row under its locks, what is owed, who is told."""

from datetime import date, time

from accounts.models import User
from cases.duties import Kind
from cases.models import Duty
from cases.services.case import lock
from cases.services.deciding import settle_decider
from cases.services.duties import open_duty, settle_waived
from notices.recipients import acting_for_ceo, holders, not_walled
from notices.services import tell
from notices.states import NoticeKind
from schools.calendar import at_local
from schools.states import Role
from socialmedia.models import Restriction
from socialmedia.selectors.restriction_letter import LetterKey

LATER = "A later letter takes its place."


def locked(restriction: Restriction) -> Restriction:
    """The restriction as it stands, under the lock of its case."""
    lock(restriction.case)
    rows = Restriction.objects.with_people().select_for_update(no_key=True, of=("self",))
    row: Restriction = rows.get(pk=restriction.pk)
    return row


def owner_on(restriction: Restriction, by: User) -> Role:
    """Whose it is: the headteacher’s; where the case is about them, or there is none, whoever decides on the case."""
    case = restriction.case
    heads = not_walled(holders(Role.HEAD, case.school), case)
    return Role.HEAD if heads else settle_decider(case=case, by=by)


def owe_letter(restriction: Restriction, key: LetterKey, by: User) -> None:
    """A letter is due; one that was not written and tells what no longer holds is not."""
    case = restriction.case
    old = Duty.objects.open().filter(case=case, kind=Kind.RESTRICTION_LETTER, subject__startswith=f"{restriction.pk}-")
    for duty in old.exclude(subject=str(key)).order_by("pk"):
        settle_waived(duty=duty, reason=LATER, by=by)
    open_duty(
        case=case, kind=Kind.RESTRICTION_LETTER, subject=str(key), about=restriction.who[:200],
        owner_role=owner_on(restriction, by), by=by,
    )  # fmt: skip


def owe_review(restriction: Restriction, review_on: date, by: User) -> None:
    """It is to be looked at again by the evening of a local day."""
    open_duty(
        case=restriction.case, kind=Kind.RESTRICTION_REVIEW, subject=str(restriction.pk), about=restriction.who[:200],
        owner_role=owner_on(restriction, by), due_at=at_local(review_on, time(16, 30)), by=by,
    )  # fmt: skip


def tell_deciders(restriction: Restriction, by: User) -> None:
    """Tell the CEO, or whoever decides in their place."""
    for audience, user in acting_for_ceo(restriction.case):
        if user != by:
            path = restriction.get_absolute_url()
            tell(kind=NoticeKind.RESTRICTION, audience=audience, to=user, path=path, by=by, case=restriction.case)
