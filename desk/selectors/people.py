"""People: finding one, and everything a reader may know of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may, reach
from cases.models import Involvement
from cases.selectors import tag_of_state
from kernel import wording
from kernel.components import Action, Item, Link, Row, Tag
from kernel.together import together
from pupils.access import SUSPENDS
from pupils.models import PupilSuspension
from pupils.selectors.case import state_tag as pupil_tag
from pupils.wording import period as pupil_period
from schools.access import powers
from schools.calendar import local_day
from schools.models import AdultFacts, Person, PupilFacts, Relationship, SchoolLink
from schools.querysets import PersonQuerySet
from schools.states import PersonKind
from socialmedia.models import Contact
from socialmedia.selectors.contacts import seen_of as contacts_seen
from socialmedia.selectors.contacts import url_of as contacts_url
from socialmedia.selectors.messages_case import on_person as restrictions_of
from socialmedia.selectors.messages_case import restriction_items
from suspensions.models import BehaviourWarning, SiteSuspension
from suspensions.selectors.case import state_tag
from suspensions.selectors.children import year_words

FEW, FOUND = 20, 30
NONE_KNOWN = "Not known"
NO_AUTHORITY = (
    "You did not say which local authority looks after the pupil. Its virtual school head must be told of a suspension, and no "
    "other. Enter it as soon as you know it."
)


def people_of(user: User) -> PersonQuerySet:
    """The people of the schools whose cases this user sees, and those of the cases they were given sight of."""
    schools = powers(user).schools_with("view_cases")
    if schools.is_everywhere:
        return Person.objects.all()
    linked = Q(pk__in=SchoolLink.objects.filter(school__in=schools.ids).values("person"))
    involved = Q(pk__in=Involvement.objects.visible_to(user).filter(person__isnull=False).values("person"))
    return Person.objects.filter(linked | involved)


def with_facts(user: User) -> PersonQuerySet:
    """The same people, each with what their page says of them as a pupil and as an adult."""
    return people_of(user).select_related("pupil_facts", "adult_facts")


@dataclass(frozen=True)
class Found:
    """A line of what a search found."""

    pk: int
    name: str
    url: str
    relation: str
    facts: str


def found_people(user: User, words: str, *, leave_out: int | None = None) -> tuple[tuple[Found, ...], bool]:
    """The people a search finds, by name, and whether there are more: three queries."""
    people = people_of(user).unmerged().named_like(words).exclude(pk=leave_out)
    rows = [
        *people.prefetch_related("school_links__school", "children__pupil").order_by("family_name", "pk")[: FOUND + 1]
    ]
    return tuple(_found(person) for person in rows[:FOUND]), len(rows) > FOUND


def _found(person: Person) -> Found:
    children = [f"{link.get_kind_display().lower()} of {link.pupil.full_name}" for link in person.children.all()]
    schools = [link.school.name for link in person.school_links.all() if link.is_current]
    return Found(
        person.pk,
        person.full_name,
        person.get_absolute_url(),
        ", ".join([*_kinds(person), *children]),
        " · ".join([*schools, *([person.vehicle] if person.vehicle else [])]),
    )


@dataclass(frozen=True)
class FoundPupil:
    """A pupil whom a headteacher may mean: where their suspension begins, and what tells them from their namesakes."""

    pk: int
    name: str
    url: str
    facts: str


def found_pupils(user: User, words: str) -> tuple[tuple[FoundPupil, ...], bool]:
    """The pupils on the roll of a school at which this user suspends pupils, by name; whether there are more. Two queries."""
    here = powers(user).schools_with(SUSPENDS).keep(SchoolLink.objects.filter(is_current=True))
    pupils = Person.objects.unmerged().filter(
        kinds__contains=[PersonKind.PUPIL], pk__in=Person.objects.same_as(here.values("person"))
    )
    rows = pupils.named_like(words).select_related("pupil_facts").prefetch_related("school_links__school")
    found = [*rows.order_by("family_name", "given_name", "pk")[: FOUND + 1]]
    return tuple(_found_pupil(one) for one in found[:FOUND]), len(found) > FOUND


def _found_pupil(person: Person) -> FoundPupil:
    facts = getattr(person, "pupil_facts", None)
    schools = [link.school.name for link in person.school_links.all() if link.is_current]
    born = f"born {wording.full_day(facts.born_on).partition(' ')[2]}" if facts and facts.born_on else ""
    said = [year_words(facts.year_group) if facts else "", born, *schools]
    return FoundPupil(
        person.pk,
        person.full_name,
        reverse("pupils:suspend", args=[person.pk]),
        ", ".join(text for text in said if text),
    )


def _kinds(person: Person) -> list[str]:
    labels = dict(PersonKind.choices)
    return [str(labels[kind]).lower() for kind in person.kinds]


@dataclass(frozen=True)
class PersonPage:
    """What a reader may know of a person."""

    title: str
    sub: str
    rows: tuple[Row, ...]
    contact: tuple[Row, ...]
    hides_contact: bool
    family: tuple[Row, ...]
    family_title: str
    cases: tuple[Item, ...]
    suspensions: tuple[Item, ...]
    warnings: tuple[Item, ...]
    as_pupil: tuple[Item, ...]
    messages: tuple[Item, ...]
    merged: tuple[Action, ...]
    actions: tuple[Action, ...]


def person_page(person: Person, user: User) -> PersonPage:
    """The page of a person, in seven queries. Contact facts only for who works on cases at a school of theirs; nobody
    else's address ever stands here.
    """
    links = [*SchoolLink.objects.filter(person=person).select_related("school").order_by("school__name")]
    merged = [*Person.objects.filter(merged_into=person).order_by("pk")]
    rows = [person, *merged]
    works = _works_with(user, person, links)
    is_adult = person.kinds != [PersonKind.PUPIL]
    suspended, warned, as_pupil, restricted, terms, in_touch = together(
        _suspensions_of(rows, user),
        _warnings_of(rows, user),
        _suspensions_as_pupil(rows, user),
        *restrictions_of((row.pk for row in rows), user, FEW),
        contacts_seen(rows, user),
    )
    return PersonPage(
        title=person.formal_name,
        sub=", ".join(_kinds(person)).capitalize(),
        rows=_facts(person, links),
        contact=_contact(person) if works and is_adult else (),
        hides_contact=is_adult and not works,
        family=_family(person, rows, user),
        family_title="Adults" if person.is_pupil else "Children",
        cases=_cases(rows, user),
        suspensions=tuple(_suspension(one) for one in suspended),
        warnings=tuple(_warning(one) for one in warned),
        as_pupil=tuple(_suspension_as_pupil(one) for one in as_pupil),
        messages=(*_in_touch(person, in_touch), *restriction_items(restricted, terms, user)),
        merged=tuple(_separate(one) for one in merged) if works else (),
        actions=(
            *_as_pupil_actions(person, user, links),
            *_actions(person, works=works, is_adult=is_adult, suspends=may_enter_suspension(user)),
        ),
    )


def may_enter_suspension(user: User) -> bool:
    """Suspends adults at some school, and so enters suspensions from before."""
    return bool(powers(user).schools_with("suspend"))


def _works_with(user: User, person: Person, links: Iterable[SchoolLink]) -> bool:
    reachable = powers(user).schools_with("work_case")
    if reachable.is_everywhere or any(link.school_id in reachable for link in links):
        return True
    if not reach(user).acting_on_some:
        return False
    parts = Involvement.objects.visible_to(user).filter(person=person).select_related("case")
    return any(may(user, "work_case", part.case) for part in parts)


def _facts(person: Person, links: list[SchoolLink]) -> tuple[Row, ...]:
    schools = [link.school.name if link.is_current else f"{link.school.name} (before)" for link in links]
    rows = [Row("Known as", person.known_as), Row("Described as", person.description), Row("Vehicle", person.vehicle)]
    rows.append(Row("Schools", schools if schools else NONE_KNOWN))
    if person.is_pupil:
        rows += _pupil_facts(getattr(person, "pupil_facts", None))
    return tuple(row for row in rows if row.value)


def facts_of_pupil(person: Person) -> PupilFacts:
    """What is known of a pupil, under any of their records: their own, and what a merged one says as well. One query."""
    rows = [*PupilFacts.objects.filter(person__in=Person.objects.same_as([person.pk])).order_by("pk")]
    rows.sort(key=lambda row: row.person_id != person.pk)
    found = PupilFacts(person=person)
    for field in PupilFacts._meta.concrete_fields:
        if not field.primary_key:
            said = (getattr(row, field.attname) for row in rows)
            setattr(found, field.attname, next((value for value in said if value), getattr(found, field.attname)))
    return found


def lacks_authority(said: Mapping[str, Any]) -> bool:
    """Whether a pupil is said to be looked after, and not by which authority: kept all the same, for it may be urgent."""
    return bool(said.get("is_looked_after")) and not said.get("placing_authority")


def _pupil_facts(facts: PupilFacts | None) -> list[Row]:
    if facts is None:
        return []
    flags = [
        (
            facts.is_looked_after,
            f"Looked after by {facts.placing_authority or 'a local authority. Which one is not known'}",
        ),
        (facts.has_social_worker, "Has a social worker"),
        (facts.has_ehcp, "Has an education, health and care plan"),
        (facts.has_sen, "Has special educational needs"),
    ]
    born = wording.full_day(facts.born_on) if facts.born_on else ""
    return [
        Row("Year", facts.year_group),
        Row("Born", born),
        Row("To remember", [text for is_set, text in flags if is_set]),
    ]


def _contact(person: Person) -> tuple[Row, ...]:
    facts = getattr(person, "adult_facts", None) or AdultFacts(person=person)
    address: object = facts.address or NONE_KNOWN
    if facts.address and facts.is_address_confidential:
        address = [Tag("Confidential: never tell the other parent", "ban"), facts.address]
    agreed = f"Agreed on {wording.full_day(facts.email_agreed_on)}" if facts.email_agreed_on else "Not agreed"
    rows = (
        Row("Address", address),
        Row("Telephone", facts.phone or NONE_KNOWN),
        Row("E-mail", facts.email or NONE_KNOWN),
        Row("Formal letters by e-mail", agreed),
        Row("Language", facts.language),
        Row("Interpreter or access needs", facts.needs),
    )
    return tuple(row for row in rows if row.value)


def _family(person: Person, rows: list[Person], user: User) -> tuple[Row, ...]:
    """The children of an adult, or the adults of a pupil: never with an address; with a way to the pages of those whom the
    reader may look up."""
    near, far = ("pupil", "adult") if person.is_pupil else ("adult", "pupil")
    links = Relationship.objects.filter(**{f"{near}__in": rows}).select_related(far)
    known = people_of(user).filter(pk=OuterRef(far))
    found = links.annotate(is_known=Exists(known)).order_by("pk")
    return tuple(_relative(getattr(link, far), link, is_known=link.is_known) for link in found)


def _relative(relative: Person, link: Relationship, *, is_known: bool) -> Row:
    notes = [
        "parental responsibility" if link.has_parental_responsibility else "",
        "lives with the child" if link.lives_with else "",
        "may collect" if link.may_collect else "",
        f"court order: {link.contact_order}" if link.contact_order else "",
    ]
    said = "; ".join(note for note in notes if note)
    name = Link(relative.full_name, relative.get_absolute_url()) if is_known else relative.full_name
    return Row(link.get_kind_display(), [name, said] if said else name)


def _cases(rows: list[Person], user: User) -> tuple[Item, ...]:
    found = Involvement.objects.visible_to(user).filter(person__in=rows).select_related("case")
    return tuple(
        Item(
            lead=wording.short_day(one.case.opened_at.astimezone(wording.LONDON).date()),
            text=f"{one.case.title} – {one.get_part_display().lower()}",
            links=(
                Link(one.case.reference, one.case.get_absolute_url(), about=f"as {one.get_part_display().lower()}"),
            ),
            tag=tag_of_state(one.case),
        )
        for one in found.order_by("-case__opened_at", "-pk")[:FEW]
    )


def _suspensions_of(rows: list[Person], user: User) -> "QuerySet[Any]":
    found = SiteSuspension.objects.visible_to(user).filter(person__in=rows).select_related("case", "school")
    return found.order_by("-decided_at", "-pk")[:FEW]


def _suspension(one: SiteSuspension) -> Item:
    return Item(
        lead=wording.short_day(one.period.lower.astimezone(wording.LONDON).date()),
        text=f"from {one.school.name}",
        links=(Link("Open", one.get_absolute_url(), about=f"the suspension in {one.case.reference}, number {one.pk}"),),
        tag=state_tag(one),
    )


def _warnings_of(rows: list[Person], user: User) -> "QuerySet[Any]":
    found = BehaviourWarning.objects.visible_to(user).filter(person__in=rows).with_people()
    return found.order_by("-decided_at", "-pk")[:FEW]


def _warning(one: BehaviourWarning) -> Item:
    return Item(
        lead=wording.short_day(local_day(one.decided_at)),
        text=one.reason,
        links=(Link(one.case.reference, one.case.get_absolute_url(), about=f"the warning, number {one.pk}"),),
        tag=tag_of_state(one.case),
    )


def _suspensions_as_pupil(rows: list[Person], user: User) -> "QuerySet[Any]":
    found = PupilSuspension.objects.visible_to(user).filter(pupil__in=rows).select_related("case", "school")
    return found.order_by("-first_on", "-pk")[:FEW]


def _suspension_as_pupil(one: PupilSuspension) -> Item:
    return Item(
        lead=wording.short_day(one.first_on),
        text=f"{pupil_period(one.absence)}, {one.school.name}",
        links=(Link("Open", one.get_absolute_url(), about=f"the suspension in {one.case.reference}, number {one.pk}"),),
        tag=pupil_tag(one, timezone.now()),
    )


def _in_touch(person: Person, contacts: list[Contact]) -> tuple[Item, ...]:
    """That there are contacts this reader sees, with the way to their page."""
    if not contacts:
        return ()
    link = Link("By week", contacts_url(person), about="these contacts")
    return (Item(lead="Contacts", text="Calls, visits and messages are logged.", links=(link,)),)


def _as_pupil_actions(person: Person, user: User, links: list[SchoolLink]) -> tuple[Action, ...]:
    """Suspending a pupil, for the headteacher of a school they are on the roll of; the half-days, for who sees cases."""
    if not person.is_pupil:
        return ()
    held, actions = powers(user), []
    if any(link.is_current and held.includes(SUSPENDS, link.school_id) for link in links):
        actions.append(Action("Suspend this pupil", reverse("pupils:suspend", args=[person.pk])))
    if any(held.includes("view_cases", link.school_id) for link in links):
        actions.append(Action("Half-days of suspension", reverse("pupils:counts", args=[person.pk])))
    return tuple(actions)


def _separate(merged: Person) -> Action:
    added = wording.when(merged.added_at, timezone.now())
    return Action(
        "Undo",
        reverse("desk:person_separate", args=[merged.pk]),
        method="post",
        about=f"{merged.full_name}, added {added}, is the same person",
    )


def _actions(person: Person, *, works: bool, is_adult: bool, suspends: bool) -> tuple[Action, ...]:
    if not works:
        return ()
    label = "Give this person a name" if person.is_unknown else "Correct the name"
    actions = [Action(label, reverse("desk:person_name", args=[person.pk]))]
    if person.is_pupil:
        actions.append(Action("Change what is known of the pupil", reverse("desk:pupil_facts", args=[person.pk])))
    if is_adult:
        actions.append(Action("Change how to reach them", reverse("desk:person_contact", args=[person.pk])))
    if is_adult and suspends:
        actions.append(Action("Enter a suspension from before", reverse("desk:enter_suspension", args=[person.pk])))
    actions.append(Action("This is somebody we already know", reverse("desk:person_same", args=[person.pk])))
    return tuple(actions)


def keepers(person: Person, found: Iterable[Found]) -> list[tuple[Found, Action]]:
    """What a search found, each with the button that says: this is the same person, keep that record."""
    url = reverse("desk:person_same", args=[person.pk])
    return [
        (one, Action("Same person", url, method="post", about=f"{one.name}, {one.facts}", fields={"into": one.pk}))
        for one in found
    ]


def require_work_with(user: User, person: Person) -> None:
    """Deny (403) unless the user works on cases at a school of this person."""
    if not _works_with(user, person, SchoolLink.objects.filter(person=person)):
        raise PermissionDenied
