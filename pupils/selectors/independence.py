"""Who has to do with a pupil's suspension, and may therefore neither review it nor sit on the board about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.models import User
from cases.independence import AS_PART, not_independent, parts_in
from kernel.together import together
from notices.models import Notice
from notices.states import NoticeKind
from pupils.models import Advice, PupilSuspension
from records.models import Copy
from schools.models import Cover, Membership
from schools.selectors.roles import who_hold
from schools.states import Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

MADE, HEAD, ADVISED = "decided the suspension", "is the headteacher", "reviewed the suspension for the CEO"
SENT, TOLD = "received what was written about the case", "was told of the case"
# What goes to those who do the board's business makes nobody involved.
OF_THE_BOARD = (NoticeKind.BOARD_NEWS, NoticeKind.REPRESENTATION)
SITS = (Role.CHAIR, Role.VICE_CHAIR, Role.TRUSTEE)


def why_not_review(suspension: PupilSuspension, user: User) -> str | None:
    """Say why somebody may not review this suspension in the name of the CEO: they have to do with it."""
    return not_independent(suspension.case, user, also={suspension.decided_by: MADE})


def involved_with(suspension: PupilSuspension) -> dict[User, str]:
    """The accounts that may not sit on the board about it, each with what it did. One query.

    The headteacher, whoever decided it or reviewed it for the CEO, whoever received the report or was told of the case.
    """
    return _involved(suspension, *together(*_asked_of(suspension)))


def _asked_of(suspension: PupilSuspension) -> tuple["QuerySet[Any]", ...]:
    """Who was told of the case, received what was written, reviewed the suspension, and is the headteacher."""
    case = suspension.case
    return (
        Notice.objects.filter(case=case, to_user__isnull=False)
        .exclude(kind__in=OF_THE_BOARD)
        .select_related("to_user"),
        Copy.objects.filter(record__case=case, to_user__isnull=False).select_related("to_user"),
        Advice.objects.filter(suspension=suspension).select_related("given_by"),
        who_hold(Role.HEAD, suspension.school),
    )


def _involved(
    suspension: PupilSuspension, told: list[Any], sent: list[Any], advised: list[Any], heads: list[User]
) -> dict[User, str]:
    found = {row.to_user: TOLD for row in told}
    found |= {row.to_user: SENT for row in sent}
    found |= {row.given_by: ADVISED for row in advised}
    found |= dict.fromkeys(heads, HEAD)
    return found | {suspension.decided_by: MADE}


def why_not_sit(suspension: PupilSuspension, users: Iterable[User]) -> dict[User, str]:
    """Those of these accounts who may not sit on the board about it, each with the reason as a sentence."""
    also = involved_with(suspension)
    reasons = {user: not_independent(suspension.case, user, also=also) for user in users}
    return {user: reason for user, reason in reasons.items() if reason is not None}


def trustees() -> list[User]:
    """The accounts that may sit on the board: Chair, vice-chair, trustees, each once, by name. One query."""
    return [*_who_sit()]


def _who_sit() -> "QuerySet[User]":
    members = Membership.objects.in_force().filter(role__in=SITS).values("user")
    covers = Cover.objects.in_force().filter(role__in=SITS).values("user")
    return User.objects.who_can_sign_in().filter(pk__in=members.union(covers)).order_by("name", "pk")


@dataclass(frozen=True)
class Seats:
    """The trustees who may sit on the board, as choices, and those who may not, each with what they did."""

    free: tuple[tuple[int, str], ...]
    taken: tuple[tuple[str, str], ...]


def seats(suspension: PupilSuspension) -> Seats:
    """Who may sit on the board about a suspension, as far as it is known; family ties are asked when it begins."""
    *found, sitting = together(*_asked_of(suspension), _who_sit())
    also, parts = _involved(suspension, *found), parts_in(suspension.case)
    free, taken = [], []
    for user in sitting:
        part = next((AS_PART[one] for one in parts.get(user.pk, ()) if one in AS_PART), None)
        if why := also.get(user) or part:
            taken.append((user.name, why))
        else:
            free.append((user.pk, user.name))
    return Seats(tuple(free), tuple(taken))
