"""How long may the person answer, what did they say, and who may weigh it?"""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from cases.independence import not_independent
from schools.calendar import Calendar
from schools.selectors import calendar
from suspensions import clocks
from suspensions.hearing import Window, window_of
from suspensions.models import SiteSuspension


def window(suspension: SiteSuspension, *, days: Calendar | None = None, at: datetime | None = None) -> Window:
    """The person's time to answer as it stands at a moment (aware, now unless told)."""
    return window_of(
        heard_from=suspension.heard_from,
        is_one_day=clocks.is_one_day(suspension),
        since=grew_at(suspension),
        said=[*suspension.representations.all()],
        days=days or calendar(),
        now=at or timezone.now(),
    )


def grew_at(suspension: SiteSuspension) -> datetime:
    """The moment (aware) from which it lasts longer than its first day: when first extended, else when it was made."""
    first = suspension.extensions.order_by("decided_at", "pk").first()
    return first.decided_at if first is not None else suspension.decided_at


def involved_in(suspension: SiteSuspension) -> dict[User, str]:
    """Who decided on this suspension or the one it replaced, and how, in words after their name: they may not judge it."""
    found: dict[User, str] = {}
    one: SiteSuspension | None = suspension
    while one is not None:
        for extension in one.extensions.select_related("decided_by"):
            found[extension.decided_by] = "extended the suspension"
        found[one.decided_by] = "made the suspension"
        one = one.replaces
    return found


def why_not_independent(suspension: SiteSuspension, user: User) -> str | None:
    """Say why somebody may not weigh the person's side or judge this suspension: they have to do with it."""
    return not_independent(suspension.case, user, also=involved_in(suspension))
