"""What whoever reported something online sees of it afterwards: that it came, in two words how it stands, what they added."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import reach
from cases.models import Evidence
from cases.states import CaseState
from kernel import wording
from kernel.components import Item, Link, Row, Tag
from socialmedia.models import OnlineConcern
from socialmedia.rules.concern import cannot_add

MOST = 20
COME = "It has come in, and somebody deals with it. Do not answer it, and do not share it."
DONE = "It has been dealt with. Thank you for reporting it."
IN_ERROR = "It was set aside as logged in error."


@dataclass(frozen=True)
class ReportedPage:
    """A report as its writer reads it: never more than they said themselves, and how it stands."""

    reference: str
    crumbs: tuple[Link, ...]
    tag: Tag
    said: str
    rows: tuple[Row, ...]
    reason: str | None
    is_indecent: bool


def reported_tag(concern: OnlineConcern) -> Tag:
    """How it stands, in two words."""
    if concern.case.state == CaseState.VOID:
        return Tag("set aside")
    is_over = concern.is_settled or concern.case.state == CaseState.CLOSED
    return Tag("dealt with", "ok") if is_over else Tag("in hand", "soon")


def reported_page(concern: OnlineConcern, user: User) -> ReportedPage:
    """The page for whoever reported it. One query."""
    mine = Evidence.objects.filter(screenshot__concern=concern, added_by=user).order_by("pk")
    tag, now = reported_tag(concern), timezone.now()
    rows = [
        Row("Reported", wording.when(concern.logged_at, now)),
        Row("Where", f"{concern.where}, {concern.place}" if concern.place else concern.where),
        Row("Address", concern.url),
        Row("Name shown there", concern.handle),
        Row("What it says", concern.words),
        Row("Seen", wording.in_full(concern.seen_at)),
        *(Row("Kept of it", f"{one.description} ({wording.when(one.added_at, now)})") for one in mine),
    ]
    said = {"in hand": COME, "dealt with": DONE}.get(tag.text, IN_ERROR)
    return ReportedPage(
        reference=concern.case.reference,
        crumbs=(Link("Online", reverse("socialmedia:concerns")),),
        tag=tag,
        said=said,
        rows=tuple(row for row in rows if row.value),
        reason=cannot_add(concern),
        is_indecent=concern.is_indecent,
    )


def reported_rows(user: User) -> Any:
    """What this user reported, newest first, as a question that a page asks along."""
    return OnlineConcern.objects.reported_by(user).select_related("case").order_by("-pk")[:MOST]


def reported_items(rows: Iterable[OnlineConcern], user: User) -> tuple[Item, ...]:
    """Those of which they do not see the file, each with how it stands. No query."""
    held, now = reach(user), timezone.now()
    return tuple(
        Item(
            lead=wording.brief(row.logged_at, now),
            text=f" {row.where}",
            links=(Link(row.case.reference, row.reported_url, about=f"your report {row.pk}"),),
            tag=reported_tag(row),
        )
        for row in rows
        if not held.sees(row.case)
    )
