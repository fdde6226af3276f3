"""A suspension was not upheld: what whoever invites its parent needs to know."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from cases import rules as case_rules
from cases.duties import Kind
from cases.models import Duty
from kernel.components import Action, Item, Link
from kernel.together import together
from meetings import rules
from meetings.models import Meeting
from meetings.selectors.case import item_of
from meetings.states import AttendeeCapacity
from schools.models import Person
from suspensions.models import Review, SiteSuspension
from suspensions.selectors.standing import current


@dataclass(frozen=True)
class InvitePage:
    """Who was suspended, what followed from the review, what is arranged with them already, and the way to invite."""

    name: str
    follows: str
    decided_at: datetime | None
    due_at: datetime | None
    meetings: tuple[Item, ...]
    arrange: Action
    back: Link
    reason: str | None


def invite_page(suspension: SiteSuspension) -> InvitePage:
    """The page about inviting the parent of a suspension that was not upheld. One query."""
    case, person = suspension.case, current(suspension.person)
    same = Person.objects.same_as([person.pk])
    mine = Meeting.objects.filter(
        case=case, attendees__person__in=same, attendees__capacity=AttendeeCapacity.PARENT
    ).select_related("convener")
    owed, reviews, meetings = together(
        Duty.objects.open().filter(case=case, kind=Kind.INVITE_PARENT, subject=str(suspension.pk)),
        Review.objects.filter(suspension=suspension, is_first=True),
        mine.order_by("-starts_at", "-pk"),
    )
    duty, review = next(iter(owed), None), next(iter(reviews), None)
    return InvitePage(
        name=person.full_name,
        follows=review.follows if review is not None else "",
        decided_at=review.decided_at if review is not None else None,
        due_at=duty.due_at if duty is not None else None,
        meetings=tuple(item_of(one, [person.full_name], case) for one in meetings),
        arrange=Action(
            "Arrange an interview",
            f"{reverse('meetings:arrange', args=[case.reference])}?invite={person.pk}",
            "primary",
        ),
        back=Link(case.reference, case.get_absolute_url()),
        reason=case_rules.cannot_change(case) or rules.cannot_leave_uninvited(is_owed=duty is not None),
    )
