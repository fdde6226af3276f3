"""Whose is an e-mail address: of whom is it kept, and whose messages came from it before?"""

from collections.abc import Iterable

from django.db.models.functions import Lower

from schools.models import AdultFacts, Person, School, SchoolLink
from socialmedia.models import Contact


def who_writes(school: School, addresses: Iterable[str]) -> dict[str, list[Person]]:
    """The adults of a school who go by each of these addresses (in small letters), merged records as one. Four queries."""
    asked = {*addresses}
    found: dict[str, dict[int, Person]] = {address: {} for address in asked}
    facts = AdultFacts.objects.annotate(address_key=Lower("email")).filter(address_key__in=asked)
    for row in facts.select_related("person__merged_into").order_by("pk"):
        person = row.person.merged_into or row.person
        found[row.address_key][person.pk] = person
    here = _belong_to(school, {pk for people in found.values() for pk in people})
    known = {address: {pk: one for pk, one in people.items() if pk in here} for address, people in found.items()}
    before = Contact.objects.counted().at(school).filter(sender__in=asked).select_related("person__merged_into")
    for contact in before.order_by("sender", "person", "pk").distinct("sender", "person"):
        person = contact.person.merged_into or contact.person
        known[contact.sender][person.pk] = person
    return {address: [*people.values()] for address, people in known.items()}


def _belong_to(school: School, people: set[int]) -> set[int]:
    """Those of some current records that belong to a school, under any of their records."""
    linked: set[int] = set()
    rows = SchoolLink.objects.filter(school=school, person__in=Person.objects.same_as(people))
    for link in rows.select_related("person"):
        linked.add(link.person.merged_into_id or link.person_id)
    return linked & people
