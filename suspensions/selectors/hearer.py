"""Who reads the suspended person's side, by when, and what has come of it: as a letter tells it."""

from datetime import date

from django.utils import timezone

from cases.deciding import board_role, role_beside
from cases.models import Delegation
from kernel import wording
from schools.calendar import Calendar, local_day
from schools.models import Trust
from schools.states import Role
from suspensions import clocks
from suspensions.hearing import DAYS_TO_ANSWER, Window, WindowState, closing
from suspensions.letters import Hearing, Side
from suspensions.models import SiteSuspension
from suspensions.selectors.hearing import window
from suspensions.states import Capacity

SIDES = {WindowState.HEARD: Side.HEARD, WindowState.WAIVED: Side.WAIVED, WindowState.OVER: Side.OVER}
BY_CEO = (Capacity.CEO, Capacity.ACTING_CEO)
NAMED = {
    Role.CEO: "the Chief Executive Officer (CEO)",
    Role.CHAIR: "the Chair of Trustees",
    Role.VICE_CHAIR: "the Vice-chair of Trustees",
}


def hearer_of(suspension: SiteSuspension, office: Delegation | None) -> Role:
    """Who reads it: the CEO, unless a CEO decided on it or has to do with the case; then the board.

    `office` is the one that stands in for the CEO on this case, if there is one.
    """
    role = role_beside(suspension.case, office)
    decided = [suspension.capacity, *(row.capacity for row in suspension.extensions.all())]
    return board_role(suspension.case) if role == Role.CEO and set(decided) & set(BY_CEO) else role


def hearing_of(
    suspension: SiteSuspension, whole: Trust, counts_on: date, days: Calendar, office: Delegation | None
) -> Hearing:
    """How the person's side stands; `counts_on` is the local day on which the letter now written counts as received."""
    shown, now = window(suspension, days=days), timezone.now()
    heard = [row for row in suspension.representations.all() if not row.is_waiver]
    if shown.closes_at is None and shown.state is WindowState.WAITING:
        # The time to answer begins with this letter.
        shown = Window(counts_on, closing(counts_on, days), WindowState.OPEN)
    is_known = shown.closes_at is not None and not shown.closed_early
    until = (
        local_day(wording.last_moment(shown.closes_at)) if is_known and shown.closes_at else hear_by(counts_on, days)
    )
    judged_at = clocks.review_by(suspension, shown, days)
    return Hearing(
        by=f"{NAMED[hearer_of(suspension, office)]} of {whole.name}",
        address=whole.address,
        until=until,
        side=SIDES.get(shown.state, Side.OPEN),
        heard_on=local_day(heard[-1].received_at) if heard else None,
        judged_by=local_day(wording.last_moment(judged_at)) if judged_at > now else None,
    )


def hear_by(counts_on: date, days: Calendar) -> date:
    """The last day to answer: ten working days after the letter counts as received."""
    return days.add_working_days(counts_on, DAYS_TO_ANSWER)
