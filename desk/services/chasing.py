"""Whoever is late hears of it once a day, and the CEO of what stays late, in one message."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Delegation, Duty
from notices.models import Notice
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.calendar import at_local, local_day
from schools.models import School
from schools.selectors.calendar import calendar
from schools.selectors.roles import holders
from schools.states import SCHOOL_ROLES, Role

FROM = time(7, 30)
CEO_HEARS_AFTER = timedelta(days=2)


def chase_overdue(*, by: User) -> int:
    """Send today's digests to whoever is late and has none yet: on working days, from half past seven (local).

    A digest says how many, never what. The CEO, and whoever acts for the CEO, hears of everything that has been late
    for more than two days in the files they see. Gives how many were sent. Trust target: once a day.
    """
    now = timezone.now()
    if not calendar().is_working_day(local_day(now)) or now < at_local(local_day(now), FROM):
        return 0
    return sum(send_digest(to=user, by=by) for user in _late(now))


@transaction.atomic
def send_digest(*, to: User, by: User) -> bool:
    """Tell one account what is overdue, unless they were told today or nothing is. Walls count as everywhere."""
    to = User.objects.select_for_update(no_key=True).get(pk=to.pk)
    now = timezone.now()
    midnight = at_local(local_day(now), time())
    if Notice.objects.filter(to_user=to, kind=NoticeKind.DIGEST, queued_at__gte=midnight).exists():
        return False
    mine = Duty.objects.owed_by(to).open().filter(due_at__lt=now)
    own = mine.count()
    stale = 0
    if _hears_of_all(to):
        seen = Duty.objects.in_file_of(to).open().filter(due_at__lt=now - CEO_HEARS_AFTER)
        stale = seen.exclude(pk__in=mine.values("pk")).count()
    if not own and not stale:
        return False
    path = reverse("desk:overdue") if stale else reverse("desk:home")
    tell(kind=NoticeKind.DIGEST, audience=Audience.COLLEAGUE, to=to, path=path, note=_words(own, stale), by=by)
    return True


def _words(own: int, stale: int) -> str:
    said = []
    if own:
        said.append("One thing on your list is overdue." if own == 1 else f"{own} things on your list are overdue.")
    if stale:
        others = "One thing of others has" if stale == 1 else f"{stale} things of others have"
        said.append(f"{others} been overdue for more than two days.")
    return " ".join(said)


def _late(now: datetime) -> list[User]:
    """Everybody who may owe something that is overdue: by name, by role, as a delegate; and the CEO."""
    overdue = Duty.objects.open().filter(due_at__lt=now)
    found = {user.pk: user for user in User.objects.who_can_sign_in().filter(duties__in=overdue).distinct()}
    pairs = {*overdue.values_list("owner_role", "school")}
    schools = School.objects.in_bulk({school for role, school in pairs if role in SCHOOL_ROLES})
    asked = {(Role(role), schools.get(school) if role in SCHOOL_ROLES else None) for role, school in pairs}
    if pairs:
        asked.add((Role.CEO, None))
    for role, school in asked:
        found |= {user.pk: user for user in holders(role, school)}
    acting = Q(pk__in=Delegation.objects.in_force().values("to"))
    found |= {user.pk: user for user in User.objects.who_can_sign_in().filter(acting)} if pairs else {}
    return [found[pk] for pk in sorted(found)]


def _hears_of_all(user: User) -> bool:
    """The CEO, in their own right or standing in."""
    return any(one.pk == user.pk for one in holders(Role.CEO))
