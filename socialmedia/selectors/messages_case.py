"""Contacts and restrictions on the page of a case and of a person."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may, reach
from cases.models import Case, Involvement
from cases.rules import cannot_change
from cases.states import Part
from kernel import wording
from kernel.components import Action, Band, Item, Link, Section, Tag
from schools.access import powers
from schools.models import Person
from socialmedia.access import RESTRICTS, SEES
from socialmedia.models import Contact, Restriction, Terms
from socialmedia.rules.restriction import is_running
from socialmedia.selectors.contacts import url_of
from socialmedia.selectors.restriction import tag_of, ways_said
from socialmedia.selectors.told import Told, told_of
from socialmedia.states import RestrictionState

TITLE = "Messages and calls"


def on_case(case: Case) -> "tuple[QuerySet[Any], QuerySet[Any], QuerySet[Any]]":
    """What a case page asks: the restrictions it shows, their terms, and the adults it is about with their contacts.

    Shown are the restrictions of the case, and those in force at its school on whom it is about: every case of theirs.
    """
    subjects = Involvement.objects.filter(case=case, part=Part.SUBJECT, person__isnull=False).values("person")
    found = _shown(Q(case=case), subjects, case.school_id)
    people = Person.objects.filter(pk__in=subjects).adults().order_by("pk")
    return found, _terms_of(found), people.annotate(contacts_counted=_counted(case))


def on_person(people: Iterable[int], user: User, most: int) -> "tuple[QuerySet[Any], QuerySet[Any]]":
    """The newest restrictions on somebody, by their records (ids), that this reader sees, and the terms of all of them."""
    rows = Restriction.objects.visible_to(user).filter(person__in=[*people])
    return rows.with_people().order_by("-opened_at", "-pk")[:most], _terms_of(rows)


def _shown(own: Q, people: Any, school_id: int) -> "QuerySet[Any]":
    same = Person.objects.same_as(people)
    in_force = Restriction.objects.in_force().filter(person__in=same, school=school_id).values("pk")
    return Restriction.objects.filter(own | Q(pk__in=in_force)).with_people().order_by("opened_at", "pk")


def _terms_of(found: "QuerySet[Any]") -> "QuerySet[Any]":
    rows = found.order_by().values("pk")
    return Terms.objects.filter(restriction__in=rows).with_told().order_by("restriction", "number")


def _told(terms: Iterable[Any], now: datetime) -> dict[int, Told]:
    """What is known of the terms of each restriction (id), of their terms in order."""
    found: dict[int, list[Any]] = {}
    for one in terms:
        found.setdefault(one.restriction_id, []).append(one)
    return {pk: told for pk, mine in found.items() if (told := told_of(mine, now)) is not None}


def _counted(case: Case) -> Coalesce:
    """How many contacts with the case's school count of a person, under any of their records."""
    same = Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk")) | Q(person=OuterRef("merged_into"))
    rows = Contact.objects.counted().filter(same, school=case.school_id).order_by().annotate(place=F("school"))
    return Coalesce(Subquery(rows.values("place").annotate(n=Count("pk")).values("n")), 0)


def bands_of(found: Sequence[Restriction], terms: Sequence[Terms], user: User) -> list[Band]:
    """What is in force now on somebody a case is about; its page opens for whoever sees the case it stands in."""
    now, bands = timezone.now(), []
    told = _told(terms, now)
    for row in found:
        if row.pk not in told or not is_running(row, now):
            continue
        said = told[row.pk]
        held = said.known or said.newest
        text = (
            f"{held.single_contact}. {held.frequency} Not for now: {ways_said(held.channels)}. {said.why_not}".strip()
        )
        title = f"{row.who} reaches {row.school.name} in other ways until {wording.full_day(held.until_on)}"
        if said.known is None:
            title, text = f"{row.who} is to reach {row.school.name} in other ways", said.why_not
        bands.append(Band(title, text, _link(row, user), "soon"))
    return bands


def section_of(
    found: Sequence[Restriction], terms: Sequence[Terms], people: Sequence[Any], case: Case, user: User
) -> Section:
    """The part of a case page that counts the contacts of whom it is about, and names what was decided on them."""
    sees = powers(user).includes(SEES, case.school_id)
    counted = [_count(one, sees=sees) for one in people if one.contacts_counted]
    decided = restriction_items(found, terms, user)
    actions: tuple[Action, ...] = ()
    if may(user, RESTRICTS, case) and case.state != "void":
        url = reverse("socialmedia:restrict", args=[case.reference])
        actions = (Action("Warn or restrict", url, reason=cannot_change(case)),)
    return Section(TITLE, items=(*counted, *decided), actions=actions, empty="No message or call is logged.")


def _count(person: Any, *, sees: bool) -> Item:
    name, count = person.full_name, person.contacts_counted
    links = (Link("By week", url_of(person), about=f"the contacts of {name}"),) if sees else ()
    return Item(lead=wording.counted(count, "contact"), title=name, text=" with this school.", links=links)


def restriction_items(found: Iterable[Restriction], terms: Iterable[Terms], user: User) -> list[Item]:
    """A line for each restriction, or warning before one, with how far it is."""
    now = timezone.now()
    told = _told(terms, now)
    return [_item(row, tag_of(row, told.get(row.pk), now), user) for row in found]


def _item(row: Restriction, tag: Tag, user: User) -> Item:
    link = _link(row, user)
    said = (
        "was warned about messages and calls."
        if row.state == RestrictionState.WARNED
        else "is asked to write or ring less."
    )
    return Item(
        lead=wording.short_day(row.opened_at.astimezone(wording.LONDON).date()),
        title=row.who,
        text=f" {said}",
        links=(link,) if link is not None else (),
        tag=tag,
    )


def _link(row: Restriction, user: User) -> Link | None:
    if not reach(user).sees(row.case):
        return None
    return Link("Open", row.get_absolute_url(), about=f"the page about messages and calls, number {row.pk}")


def left_to_end(case: Case) -> "QuerySet[Any]":
    """The warnings and restrictions of a case that are not over: they stand in the way of closing it."""
    return Restriction.objects.not_over().filter(case=case).select_related("person__merged_into").order_by("pk")


def why_stays(row: Involvement) -> str | None:
    """Say why somebody stays whom a case is about: they were warned or restricted on it, under any of their records."""
    if row.part != Part.SUBJECT or row.person_id is None:
        return None
    mine = Restriction.objects.filter(case=row.case_id, person__in=Person.objects.same_as([row.person_id]))
    return "They were warned or restricted on this case, so they stay." if mine.exists() else None
