"""One change of a school's calendar at a time, and none while something is counted in its days."""

from collections.abc import Iterable

from schools.models import School


def hold_days(schools: Iterable[School]) -> None:
    """Lock the calendars of these schools: before any case or person, so that whoever waits for one holds nothing else.

    What was looked at still holds when it is written. Within the caller's transaction.
    """
    pks = {school.pk for school in schools}
    list(School.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk"))
