"""Contacts as pages show them: who gets in touch most, all of one person, one by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may
from cases.models import Case, Involvement
from kernel import wording
from kernel.components import Action, Link, Row, Tag
from schools.access import powers
from schools.models import Person, School
from socialmedia.access import ANSWERS, LOGS, RESTRICTS, SEES, UPLOADS
from socialmedia.models import Contact
from socialmedia.rules.contact import cannot_count, cannot_take_back
from socialmedia.rules.restriction import cannot_restrict
from socialmedia.selectors.volume import Volume, volume_of

PAGE, MOST_PEOPLE, MOST_CASES = 50, 20, 3
NO_CASE = (
    "That is done on a case they have a part in, and there is no open one that you work on. Log what happened first."
)
LATELY = timedelta(weeks=4)


def require_logs(user: User) -> None:
    """Deny (403) unless the user logs contacts somewhere."""
    if not powers(user).includes(LOGS):
        raise PermissionDenied


def sees_contacts(user: User) -> bool:
    """Sees the contacts of some school."""
    return powers(user).includes(SEES)


def schools_to_log(user: User, power: str = LOGS) -> list[School]:
    """The schools at which this user logs contacts, or holds another power, by name."""
    return [*School.objects.visible_to(user).in_use().where(user, power).order_by("name")]


def schools_to_upload(user: User) -> list[School]:
    """The schools of which this user uploads messages, by name; for others: denied (403)."""
    if not powers(user).includes(UPLOADS):
        raise PermissionDenied
    return schools_to_log(user, UPLOADS)


# --- Who gets in touch most ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Writer:
    """A line of the list: somebody, how often lately, and where their contacts are shown."""

    name: str
    lately: int
    url: str


@dataclass(frozen=True)
class Overview:
    """Who got in touch most in the last four weeks, and what this reader can do."""

    writers: tuple[Writer, ...]
    actions: tuple[Action, ...]
    sees: bool


def overview(user: User) -> Overview:
    """The page of contacts: two queries."""
    actions = [Action("Log a contact", reverse("socialmedia:contact_log"), "primary")]
    if powers(user).includes(UPLOADS):
        actions.append(Action("Upload e-mails", reverse("socialmedia:upload_new")))
    if powers(user).includes(ANSWERS):
        actions.append(Action("Who reaches us in other ways", reverse("socialmedia:restrictions")))
    return Overview(_writers(user), tuple(actions), sees_contacts(user))


def _writers(user: User) -> tuple[Writer, ...]:
    if not sees_contacts(user):
        return ()
    rows = Contact.objects.visible_to(user).counted().filter(happened_at__gt=timezone.now() - LATELY)
    most = rows.order_by().values("person").annotate(n=Count("pk")).order_by("-n", "person")[: MOST_PEOPLE * 2]
    counts = {row["person"]: row["n"] for row in most}
    people = Person.objects.filter(pk__in=counts).select_related("merged_into")
    found: dict[int, tuple[Person, int]] = {}
    for person in people:
        kept = person.merged_into or person
        found[kept.pk] = (kept, counts[person.pk] + found.get(kept.pk, (kept, 0))[1])
    ordered = sorted(found.values(), key=lambda one: (-one[1], one[0].full_name, one[0].pk))[:MOST_PEOPLE]
    return tuple(Writer(one.full_name, n, url_of(one)) for one, n in ordered)


def url_of(person: Person) -> str:
    """Where the contacts of somebody are shown."""
    return reverse("socialmedia:contacts_of", args=[person.pk])


# --- Of one person ------------------------------------------------------------------------------------------------
def seen_of(people: Iterable[Person], user: User) -> "QuerySet[Any]":
    """One contact of somebody, by their records, that this reader sees: whether there is any."""
    seen = Contact.objects.visible_to(user).counted().filter(person__in=[row.pk for row in people])
    return seen.order_by("pk")[:1]


@dataclass(frozen=True)
class PersonContacts:
    """The contacts of somebody that this reader sees: by week, and one page of them, newest first."""

    person: Person
    volume: Volume
    contacts: tuple[Contact, ...]
    older: int | None
    actions: tuple[Action, ...]


def person_contacts(person: Person, user: User, before: int) -> PersonContacts:
    """The page of somebody's contacts; `before` is the contact (pk) behind which it goes on, or 0. Five queries."""
    if not sees_contacts(user):
        raise PermissionDenied
    mine = Person.objects.same_as([person.pk])
    seen = Contact.objects.visible_to(user).filter(person__in=mine)
    rows = seen.with_people().order_by("-happened_at", "-pk")
    if before and (last := seen.filter(pk=before).first()):
        rows = rows.filter(happened_at__lt=last.happened_at) | rows.filter(happened_at=last.happened_at, pk__lt=last.pk)
    found = [*rows[: PAGE + 1]]
    reason = cannot_count(person)
    url = reverse("socialmedia:contact_of", args=[person.pk])
    return PersonContacts(
        person=person,
        volume=volume_of(seen.counted(), person.full_name),
        contacts=tuple(found[:PAGE]),
        older=found[PAGE - 1].pk if len(found) > PAGE else None,
        actions=(Action("Log a contact", url, reason=reason), *_restricting(person, user)),
    )


def _restricting(person: Person, user: User) -> Iterable[Action]:
    """Warning or restricting this person, on the newest open cases of theirs that this reader works on."""
    if not powers(user).includes(RESTRICTS):
        return
    reason = cannot_restrict(person, None)
    mine = Involvement.objects.filter(person__in=Person.objects.same_as([person.pk])).values("case")
    rows = Case.objects.visible_to(user).open().filter(pk__in=mine).select_related("school").order_by("-pk")
    cases = [] if reason is not None else [row for row in rows[:MOST_CASES] if may(user, RESTRICTS, row)]
    for case in cases:
        is_only = len(cases) == 1
        label = "Warn or restrict" if is_only else f"Warn or restrict: {case.reference}"
        url = f"{reverse('socialmedia:restrict', args=[case.reference])}?person={person.pk}"
        yield Action(label, url, style="secondary" if is_only else "link")
    if not cases:
        yield Action("Warn or restrict", "", reason=reason or NO_CASE)


# --- One ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ContactPage:
    """One contact: its facts, its words as plain text, its buttons."""

    contact: Contact
    crumbs: tuple[Link, ...]
    rows: tuple[Row, ...]
    actions: tuple[Action, ...]
    tag: Tag | None


def contact_page(contact: Contact, user: User) -> ContactPage:
    """What the page of a contact shows to somebody who sees it. No query."""
    mail = contact.mail
    rows = [
        Row("Who", Link(contact.who, url_of(contact.person.merged_into or contact.person))),
        Row("When", wording.in_full(contact.happened_at)),
        Row("How", contact.get_channel_display()),
        Row("From", contact.sender),
        Row("To", contact.school.name),
        Row("Logged", f"{wording.in_full(contact.logged_at)} by {contact.logged_by.name}"),
    ]
    if mail is not None:
        rows += [Row("File", f"{mail.name}, {mail.size / 1024:,.0f} KB"), Row("Its SHA-256", mail.sha256)]
        rows.append(Row("To know", mail.note))
    if contact.taken_back_by is not None:
        rows.append(Row("Taken back", f"{contact.taken_back_by.name}: {contact.taken_back_why}"))
    actions = []
    if mail is not None:
        actions.append(Action("Download the original", reverse("socialmedia:contact_original", args=[contact.pk])))
    if powers(user).includes(UPLOADS, contact.school_id):
        url = reverse("socialmedia:contact_back", args=[contact.pk])
        actions.append(Action("Logged in error", url, "link", cannot_take_back(contact)))
    return ContactPage(
        contact=contact,
        crumbs=crumbs_of(contact.person.merged_into or contact.person),
        rows=tuple(row for row in rows if row.value),
        actions=tuple(actions),
        tag=Tag("taken back") if contact.taken_back_at else None,
    )


def crumbs_of(person: Person | None = None) -> tuple[Link, ...]:
    """The way back from a page about contacts."""
    first = (Link("Contacts", reverse("socialmedia:contacts")),)
    return first if person is None else (*first, Link(person.full_name, url_of(person)))
