"""A month of meetings at a glance: what this reader may see of it, day by day."""

import calendar as grid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from kernel import wording
from kernel.components import Link, Tag
from kernel.together import together
from meetings.models import Attendee, Meeting
from meetings.selectors.page import tag_of
from meetings.selectors.people import name_of
from meetings.states import INVITED, MeetingState
from schools.calendar import at_local, local_day

EARLIEST, LATEST = 2020, 2100


@dataclass(frozen=True)
class Met:
    """One meeting of a day."""

    number: int
    time: str
    who: str
    what: str
    url: str
    tag: Tag | None


@dataclass(frozen=True)
class Day:
    """A day of the month; `weekday` is 1 for a Monday."""

    name: str
    number: str
    weekday: int
    is_today: bool
    meetings: tuple[Met, ...]


@dataclass(frozen=True)
class MonthPage:
    """The month that is shown, the one before and the one after."""

    title: str
    days: tuple[Day, ...]
    before: Link
    after: Link
    is_empty: bool


def month_of(typed: str, today: date) -> date:
    """The first day of the month somebody asked for as "2026-11"; of this month where it is none."""
    year, _, month = typed.partition("-")
    if year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) == 2:
        asked = int(year), int(month)
        if EARLIEST <= asked[0] <= LATEST and 1 <= asked[1] <= 12:
            return date(*asked, 1)
    return today.replace(day=1)


def month_page(first: date, user: User) -> MonthPage:
    """The meetings of a month that this user may see: of the files they see, and those they are asked to. One query."""
    after = (first + timedelta(days=31)).replace(day=1)
    mine = Meeting.objects.visible_to(user).filter(
        starts_at__gte=at_local(first, time.min), starts_at__lt=at_local(after, time.min)
    )
    meetings, parents = together(mine.select_related("case", "school").order_by("starts_at", "pk"), _parents(mine))
    by_day = _by_day(meetings, parents)
    today, length = local_day(timezone.now()), grid.monthrange(first.year, first.month)[1]
    days = [first + timedelta(days=number) for number in range(length)]
    return MonthPage(
        title=f"{first:%B %Y}",
        days=tuple(
            Day(
                wording.full_day(day), f"{day:%a} {day.day}", day.isoweekday(), day == today, tuple(by_day.get(day, ()))
            )
            for day in days
        ),
        before=_link(first - timedelta(days=1)),
        after=_link(after),
        is_empty=not meetings,
    )


def _parents(meetings: "QuerySet[Any]") -> "QuerySet[Any]":
    rows = Attendee.objects.filter(meeting__in=meetings.values("pk"), capacity__in=INVITED)
    return rows.select_related("person__merged_into", "user").order_by("pk")


def _by_day(meetings: Iterable[Meeting], parents: Iterable[Attendee]) -> dict[date, list[Met]]:
    asked: dict[int, list[str]] = {}
    for one in parents:
        asked.setdefault(one.meeting_id, []).append(name_of(one))
    found: dict[date, list[Met]] = {}
    for row in meetings:
        met = Met(
            number=row.pk,
            time=wording.clock_time(row.starts_at),
            who=wording.listed(asked.get(row.pk, [])),
            what=f"{row.get_kind_display()}, {row.school.name}",
            url=row.get_absolute_url(),
            tag=None if row.state == MeetingState.ARRANGED else tag_of(row),
        )
        found.setdefault(local_day(row.starts_at), []).append(met)
    return found


def _link(day: date) -> Link:
    return Link(f"{day:%B %Y}", f"{reverse('meetings:month')}?month={day:%Y-%m}")
