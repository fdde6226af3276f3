"""The panels on which somebody sits: what their home page says of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import reach
from complaints.models import PanelMeeting, PanelMember
from complaints.states import Stage
from kernel import wording
from kernel.components import Link
from schools.calendar import local_day


@dataclass(frozen=True)
class Seat:
    """A panel somebody sits on: which, when and where, the way to it and to its papers."""

    title: str
    where: str
    links: tuple[Link, ...]


def seats_asked(user: User) -> "tuple[QuerySet[Any], QuerySet[Any]]":
    """What is asked for the panels somebody sits on until each is over: their rows, and when each panel meets."""
    held = reach(user)
    mine = PanelMember.objects.filter(complaint__stage=Stage.PANEL, user=held.user_id, stood_down_at__isnull=True)
    mine = held.without_walled(mine, "complaint__case__") if held.held.positions else mine.none()
    meetings = PanelMeeting.objects.filter(complaint__in=mine.values("complaint"), called_off_at__isnull=True)
    return mine.select_related("complaint__case").order_by("pk"), meetings.order_by("pk")


def seats_told(mine: Iterable[PanelMember], meetings: Sequence[PanelMeeting]) -> tuple[Seat, ...]:
    """The answer, as the home page says it: the next to meet first."""
    when = {row.complaint_id: row for row in meetings}
    now = timezone.now()
    rows = sorted(mine, key=lambda one: _order(when.get(one.complaint_id), now))
    return tuple(_seat(one, when.get(one.complaint_id)) for one in rows)


def _order(meeting: PanelMeeting | None, now: datetime) -> tuple[bool, datetime]:
    """Those with a day first, by their day."""
    return meeting is None, meeting.meets_at if meeting is not None else now


def _seat(member: PanelMember, meeting: PanelMeeting | None) -> Seat:
    case = member.complaint.case
    if meeting is None:
        title, where = "You sit on a panel", "No day is set yet. The clerk tells you when there is one."
    else:
        day = wording.full_day(local_day(meeting.meets_at))
        title = f"You sit on the panel of {day}"
        where = f"At {wording.clock_time(meeting.meets_at)}, {meeting.place}"
        where += ", by video or telephone." if meeting.is_remote else "."
        if meeting.met_at is not None:
            where = "It has met. What it found is being written down."
    papers = reverse("packs:panel_papers", args=[case.reference])
    links = (
        Link("The panel", member.complaint.panel_url, about=case.reference),
        Link("Papers", papers, about=case.reference),
    )
    return Seat(title, f"{case.reference} · {where}", links)
