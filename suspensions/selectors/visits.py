"""When somebody may come onto a site from which they are suspended: what bars them then, and what was permitted."""

from datetime import datetime, time
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from kernel import wording
from schools.calendar import at_local, local_day, next_midnight
from schools.models import Person, School
from suspensions.models import PermittedVisit, SiteSuspension
from suspensions.selectors.standing import rows_of


def barring(person: Person, school: School, first: datetime, last: datetime) -> list[SiteSuspension]:
    """The live suspensions that keep a person from a site somewhere between two moments (aware, the last excluded)."""
    rows = SiteSuspension.objects.live().at(school).filter(person__in=rows_of(person))
    found = rows.filter(period__overlap=TimestamptzRange(first, last)).with_people()
    return [*found.order_by("case", "pk")]


def visits_about(subject: str) -> list[PermittedVisit]:
    """What was permitted for one meeting and not withdrawn."""
    rows = PermittedVisit.objects.standing().filter(subject=subject)
    return [*rows.select_related("suspension__case", "suspension__person__merged_into", "school").order_by("pk")]


def permitted_today() -> ArraySubquery:
    """What of the person of a suspension is permitted today and not over, for a list of suspensions to carry along.

    By person and not by suspension: one from every site takes the place of another, and the visit stays permitted.
    """
    now = timezone.now()
    today = TimestamptzRange(at_local(local_day(now), time(0)), next_midnight(now))
    them = Q(suspension__person=OuterRef("person")) | Q(suspension__person__merged_into=OuterRef("person"))
    them |= Q(suspension__person=OuterRef("person__merged_into"))
    rows = PermittedVisit.objects.standing().filter(them, period__overlap=today, period__endswith__gt=now)
    said = JSONObject(site="school_id", first="period__startswith", last="period__endswith", place="place")
    return ArraySubquery(rows.order_by("period", "pk").values(said=said))


def visits_at(permitted: list[dict[str, Any]], site: int) -> tuple[str, ...]:
    """The same at one site (id) in words, for the gate: when and where to, nothing of why."""
    return tuple(
        f"today from {_clock(one['first'])} to {_clock(one['last'])}: {one['place']}"
        for one in permitted
        if one["site"] == site
    )


def _clock(value: str) -> str:
    return wording.clock_time(datetime.fromisoformat(value))
