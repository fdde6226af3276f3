"""What was posted online on the page of a case."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from cases.access import may
from cases.models import Case, Involvement
from cases.states import Part
from kernel import wording
from kernel.components import Action, Item, Link, Section
from schools.calendar import local_day
from socialmedia.models import OnlineConcern
from socialmedia.selectors.concern import tag_of

LEFT_TO_SETTLE = "Something online is not settled"


def on_case(case: Case) -> "QuerySet[Any]":
    """The posts that a case deals with, oldest first."""
    return OnlineConcern.objects.filter(case=case).with_people().order_by("seen_at", "pk")


def section_of(concerns: Iterable[OnlineConcern], case: Case, user: User) -> Section:
    """The part of a case page that names what was posted online."""
    items = tuple(
        Item(
            lead=wording.short_day(local_day(row.seen_at)),
            title=row.who,
            text=f" {row.thing.did}: {row.where}.",
            links=(Link("Open", row.get_absolute_url(), about=f"{row.named_within}, {row.pk}"),),
            tag=tag_of(row),
        )
        for row in concerns
    )
    url = reverse("socialmedia:log_from", args=[case.reference])
    can_log = may(user, "work_case", case) and case.is_open
    actions = (Action("Report something online", url),) if can_log else ()
    return Section("Online", items=items, actions=actions, empty="Nothing online is part of this case.")


def unsettled_on(case: Case) -> "QuerySet[Any]":
    """The posts of a case with which somebody still deals: they stand in the way of closing it."""
    return OnlineConcern.objects.unsettled().filter(case=case)


def why_stays(row: Involvement) -> str | None:
    """Say why somebody cannot be taken out of a case: they posted what it is about."""
    if row.part != Part.SUBJECT or row.person_id is None:
        return None
    if not OnlineConcern.objects.filter(case=row.case_id, author=row.person_id).exists():
        return None
    return f"{row.who} is behind something online this case deals with. If that is wrong, mark this case as logged in error."
