"""How a letter can reach a person, and whose confidential address it would give away."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cases.deciding import offices_on
from cases.models import Case, Delegation, Involvement
from kernel.text import fold
from kernel.together import together
from records.models import Wording
from records.selectors.wording import wordbook_of
from records.wording import Wordbook
from schools.models import AdultFacts, Person, Relationship, School, SchoolLink
from suspensions.letters import Addressee
from suspensions.models import SiteSuspension
from suspensions.selectors.standing import current, rows_of

POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Reachable:
    """How a letter can reach the person."""

    address: str = ""
    is_confidential: bool = False
    email: str = ""
    email_agreed_on: date | None = None
    language: str = ""
    needs: str = ""
    has_contact_order: bool = False


@dataclass(frozen=True)
class Around:
    """What a letter to the person needs to know of what surrounds a suspension, or a warning.

    `children` are the person's, with what they are to them, at the sites the letter is about; `kept` the
    confidential addresses that the letter must not give away; `office` stands in for the CEO on the case.
    """

    known: Reachable
    children: tuple[Relationship, ...]
    kept: tuple[AdultFacts, ...]
    book: Wordbook
    office: Delegation | None


def around(suspension: SiteSuspension, day: date) -> Around:
    """What surrounds a suspension, in the wording that counts for decisions of a local day. Two queries."""
    school = None if suspension.is_trust_wide else suspension.school
    return around_person(suspension.person, suspension.case, school, day)


def around_person(person: Person, case: Case, school: School | None, day: date) -> Around:
    """The same for a person on a case: at one school, or at every one."""
    rows = rows_of(person)
    facts, orders, links, kept, wordings, offices = together(
        AdultFacts.objects.filter(person__in=rows),
        orders_about(rows),
        children_at(school, rows),
        kept_from(rows, case),
        Wording.objects.used_on(day),
        offices_on(case),
    )
    return Around(
        known=reachable_from(rows, facts, has_order=bool(orders)),
        children=each_once(links),
        kept=tuple(kept),
        book=wordbook_of(day, wordings),
        office=next(iter(offices), None),
    )


def reachable(person: Person) -> Reachable:
    """How a letter can reach the person, from what is known under any of their rows. Two queries."""
    rows = rows_of(person)
    facts, orders = together(AdultFacts.objects.filter(person__in=rows), orders_about(rows))
    return reachable_from(rows, facts, has_order=bool(orders))


def reachable_from(rows: Iterable[Person], facts: Iterable[AdultFacts], *, has_order: bool) -> Reachable:
    """From the facts under any of somebody's rows, the current row first.

    The address is from the first that has one, the agreement to e-mail from the first that gave it.
    """
    known = {one.person_id: one for one in facts}
    found = [known[row.pk] for row in rows if row.pk in known]
    if not found:
        return Reachable(has_contact_order=has_order)
    first = next((one for one in found if one.address), found[0])
    agreed = next((one for one in found if one.email_agreed_on), None)
    return Reachable(
        address=first.address,
        is_confidential=first.is_address_confidential,
        email=agreed.email if agreed else first.email,
        email_agreed_on=agreed.email_agreed_on if agreed else None,
        language=first.language,
        needs=first.needs,
        has_contact_order=has_order,
    )


def orders_about(rows: Iterable[Person]) -> "QuerySet[Any]":
    """The person's relationships about which a court order is noted."""
    return Relationship.objects.filter(adult__in=[*rows]).exclude(contact_order="")


def children_at(school: School | None, rows: Iterable[Person]) -> "QuerySet[Any]":
    """The person and their children at a school, or at every one, under any of the children's records."""
    mine = Relationship.objects.filter(adult__in=[*rows])
    here = SchoolLink.objects.filter(person__in=Person.objects.same_as(mine.values("pupil")), is_current=True)
    if school is not None:
        here = here.filter(school=school)
    found = mine.filter(pupil__in=Person.objects.same_as(here.values("person")))
    return found.select_related("pupil__merged_into").order_by("pk")


def each_once(links: Iterable[Relationship]) -> tuple[Relationship, ...]:
    """One relationship with each child, by name: one with a court order before one with parental responsibility."""
    found: dict[int, Relationship] = {}
    for row in sorted(links, key=lambda row: (not row.contact_order, not row.has_parental_responsibility)):
        found.setdefault(current(row.pupil).pk, row)
    return tuple(sorted(found.values(), key=lambda row: (current(row.pupil).given_name, row.pk)))


def addressee_of(person: Person) -> Addressee:
    """To whom a letter is addressed: the person as they are known now."""
    known = current(person)
    return Addressee(known.title, known.given_name, known.family_name, known.description, known.vehicle)


def kept_from(rows: Iterable[Person], case: Case) -> "QuerySet[Any]":
    """The confidential addresses of other adults of the person's children, and of others in the case."""
    mine = [row.pk for row in rows]
    pupils = Person.objects.same_as(Relationship.objects.filter(adult__in=mine).values("pupil"))
    adults = Relationship.objects.filter(pupil__in=pupils).values("adult")
    named = Involvement.objects.filter(case=case, person__isnull=False).values("person")
    # A union and no OR: with an OR the database asks anew for each address.
    others = Person.objects.same_as(adults.union(named))
    kept = (
        AdultFacts.objects.filter(person__in=others, is_address_confidential=True)
        .exclude(address="")
        .exclude(person__in=mine)
    )
    return kept.select_related("person").order_by("pk")


def gives_away(kept: Iterable[AdultFacts], typed: str, known: Reachable) -> tuple[str, ...]:
    """Whose confidential address, of those kept from the person, stands in a text for them.

    An address that is the person's own as well tells them nothing.
    """
    found = [
        one.person.full_name
        for one in kept
        if stands_in(one.address, typed) and not stands_in(one.address, known.address)
    ]
    return tuple(dict.fromkeys(found))


def stands_in(address: str, text: str) -> bool:
    """Whether an address can be read in a text: its postcode, or its first line, however they are written."""
    codes = {"".join(found).lower() for found in POSTCODE.findall(address)}
    if codes & {"".join(found).lower() for found in POSTCODE.findall(text)}:
        return True
    first = _plain(next((line for line in re.split(r"[\n,]", address) if line.strip()), ""))
    return len(first) > 3 and f" {first} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    return fold(re.sub("[-–—]", " ", text))
