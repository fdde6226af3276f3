"""How long may the person answer, as it stands on record?"""

from datetime import datetime

from django.utils import timezone

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
    return next((row.decided_at for row in suspension.extensions.all()), suspension.decided_at)
