"""Fills the sites of the demonstration with pupils and their adults: in bulk, as a school's list arrives."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from django.utils import timezone

from accounts.models import User
from audit.services import write
from desk.demo.households import STORIES, Adult, Child, Household, others
from desk.demo.place import AUTHORITY, SITES, Site
from schools.models import AdultFacts, Person, PupilFacts, Relationship, School, SchoolLink
from schools.services.people import search_key_of
from schools.states import PersonKind

SCHOOL_YEAR_BEGINS = 9


def fill(sites: dict[str, School], *, today: date, by: User) -> dict[str, Person]:
    """Add everybody, with one entry in each school's history. Gives the people of the stories by their keys."""
    known: dict[str, Person] = {}
    for site in SITES:
        own = (household for household in STORIES if household.site == site.prefix)
        known |= _fill(site, sites[site.prefix], [*chain(own, others(site))], today, by)
    return known


def _fill(site: Site, school: School, households: list[Household], today: date, by: User) -> dict[str, Person]:
    """Everybody of one site."""
    adults = [(one, _person(one.title, one.given, one.family, one.known_as, _kinds(one), one.vehicle, by))
              for household in households for one in household.adults]  # fmt: skip
    children = [(one, _person("", one.given, one.family, one.known_as, [PersonKind.PUPIL], "", by))
                for household in households for one in household.children]  # fmt: skip
    people = [person for _, person in chain(children, adults)]
    Person.objects.bulk_create(people)
    links = [SchoolLink(person=one, school=school, mis_id=f"{site.prefix}{n:05}") for n, one in enumerate(people, 1)]
    SchoolLink.objects.bulk_create(links)
    PupilFacts.objects.bulk_create(_pupil_facts(site, child, person, today) for child, person in children)
    AdultFacts.objects.bulk_create(
        _adult_facts(adult, person, number) for number, (adult, person) in enumerate(adults) if adult.street
    )
    rows = {id(one): person for one, person in chain(adults, children)}
    Relationship.objects.bulk_create(chain.from_iterable(_relationships(household, rows) for household in households))
    if people:
        write(chain=school.chain, verb="people.loaded", row=school, by=by, data={"count": len(people)})
    named: dict[str, Person] = {adult.key: person for adult, person in adults if adult.key}
    return named | {child.key: person for child, person in children if child.key}


def _kinds(adult: Adult) -> list[PersonKind]:
    return [adult.kind, *([PersonKind.STAFF] if adult.account else [])]


def _person(
    title: str, given: str, family: str, known_as: str, kinds: list[PersonKind], vehicle: str, by: User
) -> Person:
    person = Person(
        title=title,
        given_name=given,
        family_name=family,
        known_as=known_as,
        kinds=kinds,
        vehicle=vehicle,
        added_at=timezone.now(),
        added_by=by,
    )
    person.search_key = search_key_of(person)
    return person


def _pupil_facts(site: Site, child: Child, person: Person, today: date) -> PupilFacts:
    year = site.years[child.year]
    begins = today.year if today.month >= SCHOOL_YEAR_BEGINS else today.year - 1
    # Somebody in Year 1 turns six in that school year, here from January to August, spread by the row’s number.
    number = int(year) if year.isdigit() else 0
    born = date(begins - 4 - number, person.pk % 8 + 1, person.pk % 28 + 1)
    return PupilFacts(
        person=person,
        born_on=born,
        year_group=year,
        is_looked_after=child.is_looked_after,
        has_social_worker=child.has_social_worker,
        has_ehcp=child.has_ehcp,
        has_sen=child.has_sen,
        placing_authority=AUTHORITY if child.is_looked_after else "",
    )


def _adult_facts(adult: Adult, person: Person, number: int) -> AdultFacts:
    return AdultFacts(
        person=person,
        address=f"{adult.street}\nWexcombe\nWX{number % 8 + 1} {number % 9 + 1}{'ABDEFGHJ'[number % 8]}L",
        is_address_confidential=adult.is_confidential,
        email=f"person{person.pk}@home.example",
        # Numbers that Ofcom keeps free for stories.
        phone=f"07700 900{number % 1000:03}",
        language=adult.language,
        needs=adult.needs,
        email_agreed_on=adult.email_agreed_on,
    )


def _relationships(household: Household, rows: dict[int, Person]) -> Iterable[Relationship]:
    for adult in household.adults:
        for child in household.children:
            if adult.kinship is None:
                continue
            yield Relationship(
                adult=rows[id(adult)],
                pupil=rows[id(child)],
                kind=adult.kinship,
                has_parental_responsibility=adult.is_responsible,
                lives_with=adult.lives_with,
                may_collect=adult.may_collect,
                contact_order=adult.order,
            )
