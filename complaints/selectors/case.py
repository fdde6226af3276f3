"""Complaints on the page of a case: the one that the case is of, and those that arose from it and the reader may see."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from cases.access import may, reach
from cases.models import Case, Involvement
from cases.states import Part
from complaints.access import ALWAYS, LOGS, may_handle
from complaints.models import Complaint
from complaints.selectors.page import tag_of
from complaints.states import Answered
from kernel import wording
from kernel.components import Action, Item, Link, Section

LEFT_TO_ANSWER = "The complaint is neither answered nor withdrawn"


def on_case(case: Case, user: User) -> "QuerySet[Any]":
    """The complaint a case is of, and those that arose from it, as far as this reader sees their files."""
    rows = Complaint.objects.visible_to(user).filter(Q(case=case) | Q(source=case))
    return rows.with_people().order_by("received_on", "pk")


def section_of(found: Iterable[Complaint], case: Case, user: User) -> Section:
    """The part of a case page that names its complaint, or those that arose from it."""
    rows = [*found]
    items = tuple(
        Item(
            lead=wording.short_day(row.received_on),
            title=row.who,
            text=" complained.",
            links=(Link("Open", row.get_absolute_url(), about=f"the complaint {row.case.reference}"),),
            tag=tag_of(row),
        )
        for row in rows
    )
    is_own = any(row.case_id == case.pk for row in rows)
    url = reverse("complaints:log_from", args=[case.reference])
    can_log = not is_own and may(user, LOGS, case) and case.state != "void" and reach(user).sees(case)
    actions = (Action("Log a complaint about this", url),) if can_log else ()
    title = "The complaint" if is_own else "Complaints"
    return Section(title, items=items, actions=actions, empty="Nobody has complained.")


def running_on(case: Case) -> "QuerySet[Any]":
    """The complaint that a case is of while it is dealt with: it stands in the way of closing the case."""
    return Complaint.objects.running().filter(case=case)


def why_not_void(case: Case, user: User) -> str | None:
    """Say why the case of a complaint is not marked as logged in error: the record of every complaint is kept.

    Part 7 of the 2014 Regulations, paragraph 33(i) and (j), whatever came of it. Whoever is appealed against does not
    undo the appeal: once it was decided on at a stage, nobody does.
    """
    for row in Complaint.objects.filter(case=case).with_people():
        if not row.is_running:
            return "This complaint was answered or withdrawn. It stays in the record of complaints."
        if row.decisions.all():
            return "This complaint was decided on before. It stays in the record of complaints."
        if row.is_about_data and not may(user, ALWAYS, case):
            return "The CEO says whether a complaint about personal data was logged in error."
        if not row.is_about_data and not may_handle(user, row):
            return "Whoever deals with this complaint says whether it was logged in error."
    return None


def why_stays(row: Involvement, by: User) -> str | None:
    """Say why this user cannot take somebody out of a case: they complained, or a complaint that is not theirs to deal
    with is about them. A panel's findings are owed to whoever it was about, who then stays for good.
    """
    if row.part == Part.COMPLAINANT:
        return (
            f"{row.who} complained, so they stay. If that is wrong, mark this case as logged in error and log it anew."
        )
    if row.part != Part.SUBJECT:
        return None
    for complaint in Complaint.objects.filter(case=row.case).with_people():
        if any(one.answers == Answered.PANEL for one in complaint.decisions.all()):
            return f"A panel has decided on this complaint, and tells {row.who} what it found. They stay."
        if not may_handle(by, complaint):
            return f"This complaint is about {row.who}. Whoever deals with it says whether that is so."
    return None
