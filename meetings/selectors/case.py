"""What the case page shows of meetings."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from cases import rules as case_rules
from cases.access import may
from cases.models import Case
from kernel import wording
from kernel.components import Action, Item, Link, Section
from meetings.models import Attendee, Meeting
from meetings.selectors.page import tag_of
from meetings.selectors.people import name_of
from meetings.states import INVITED


def on_case(case: Case) -> "tuple[QuerySet[Any], QuerySet[Any]]":
    """The meetings of a case, newest first, and those they are with, as questions that a page asks along."""
    invited = Attendee.objects.filter(meeting__case=case, capacity__in=INVITED)
    return (
        Meeting.objects.filter(case=case).select_related("convener").order_by("-starts_at", "-pk"),
        invited.select_related("person__merged_into", "user").order_by("pk"),
    )


def section_of(
    meetings: Iterable[Meeting], invited: Iterable[Attendee], case: Case, user: User, *, is_mediation: bool = False
) -> Section:
    """The meetings of a case as a part of its page; those of a mediation are arranged on the mediation's own."""
    actions: tuple[Action, ...] = ()
    if may(user, "work_case", case) and not is_mediation:
        url, reason = reverse("meetings:arrange", args=[case.reference]), case_rules.cannot_change(case)
        actions = (Action("Arrange a meeting", url, reason=reason),)
    items = items_of(meetings, invited, case)
    return Section("Meetings", items=items, actions=actions, key="meetings", empty="No meeting is arranged.")


def items_of(meetings: Iterable[Meeting], invited: Iterable[Attendee], case: Case) -> tuple[Item, ...]:
    """A line for each meeting of a case, with the names of those it is with."""
    asked: dict[int, list[str]] = {}
    for one in invited:
        asked.setdefault(one.meeting_id, []).append(name_of(one))
    return tuple(item_of(one, asked.get(one.pk, []), case) for one in meetings)


def item_of(one: Meeting, names: list[str], case: Case) -> Item:
    """A meeting of a case in a line."""
    one.case = case
    start = one.starts_at.astimezone(wording.LONDON)
    who, kind = wording.listed(names), wording.mid(str(one.get_kind_display()))
    return Item(
        lead=wording.short_day(start.date()),
        title=who,
        text=f", {wording.clock_time(start)}: {kind}{_led_by(one)}.",
        links=(Link("Open", one.get_absolute_url(), about=f"the meeting with {who}, {one.pk}"),),
        tag=tag_of(one),
    )


def _led_by(one: Meeting) -> str:
    """Who leads a meeting, in a line; of a mediation the line above says who mediates."""
    return "" if one.is_mediated else f" with {one.convener.name}"
