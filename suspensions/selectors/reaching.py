"""How a letter can reach a person, and whose confidential address it would give away."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cases.models import Case
from kernel.text import fold
from schools.models import AdultFacts, Person, Relationship
from suspensions.letters import Addressee
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


def reachable(person: Person) -> Reachable:
    """How a letter can reach the person, from what is known under any of their rows; the current row first."""
    rows = rows_of(person)
    known = {facts.person_id: facts for facts in AdultFacts.objects.filter(person__in=rows)}
    found = [known[row.pk] for row in rows if row.pk in known]
    has_order = Relationship.objects.filter(adult__in=rows).exclude(contact_order="").exists()
    if not found:
        return Reachable(has_contact_order=has_order)
    facts = next((one for one in found if one.address), found[0])
    agreed = next((one for one in found if one.email_agreed_on), None)
    return Reachable(
        address=facts.address,
        is_confidential=facts.is_address_confidential,
        email=agreed.email if agreed else facts.email,
        email_agreed_on=agreed.email_agreed_on if agreed else None,
        language=facts.language,
        needs=facts.needs,
        has_contact_order=has_order,
    )


def addressee_of(person: Person) -> Addressee:
    """To whom a letter is addressed: the person as they are known now."""
    known = current(person)
    return Addressee(known.title, known.given_name, known.family_name, known.description, known.vehicle)


def gives_away(person: Person, case: Case, typed: str, known: Reachable) -> tuple[str, ...]:
    """Whose confidential address stands in a text for this person: of other adults of the same children or of the case.

    An address that is the person's own as well tells them nothing.
    """
    mine = {row.pk for row in rows_of(person)}
    pupils = Relationship.objects.filter(adult__in=mine).values("pupil")
    others = Q(person__children__pupil__in=pupils) | Q(person__involvements__case=case)
    kept = AdultFacts.objects.filter(others, is_address_confidential=True).exclude(address="").exclude(person__in=mine)
    found = [
        one.person.full_name
        for one in kept.select_related("person").distinct()
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
