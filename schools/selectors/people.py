"""Who might be meant by what somebody types when they log an incident?"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from schools.access import Schools, powers
from schools.models import Person, Relationship, School, SchoolLink
from schools.states import Kinship, PersonKind

PLAIN = {
    Kinship.CARER: "carer",
    Kinship.OTHER_RELATIVE: "relative",
    Kinship.SIBLING: "brother or sister",
    Kinship.OTHER: "contact",
}


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be meant: their record, what to read under the name, and whether a child's name found them."""

    person: Person
    relation: str
    is_pupil: bool = False
    is_by_child: bool = False

    @property
    def pk(self) -> int:
        return self.person.pk

    @property
    def name(self) -> str:
        return self.person.full_name


def find(*, typed: str, user: User, school: School | None = None, limit: int = 8) -> list[Candidate]:
    """People of the schools where this user logs incidents (of one, if named) whose names begin as typed.

    Adults by their own name first, then those found by a child's name, then pupils, marked. Nothing for fewer than
    three letters. At most three queries, once the user's powers are known.
    """
    reachable = powers(user).schools_with("log_incident")
    if school is not None:
        reachable = Schools(ids=frozenset({school.pk} if school.pk in reachable else ()))
    if not reachable:
        return []
    # Adults and pupils are cut apart: many pupils of a name must not hide the parent of that name.
    named = _at(Person.objects.unmerged().named_like(typed), reachable).order_by("family_name", "given_name", "pk")
    pupils_only = [PersonKind.PUPIL]
    adults = named.exclude(kinds=pupils_only).select_related("pupil_facts")[:limit]
    pupils = named.filter(kinds=pupils_only).select_related("pupil_facts")[: limit * 4]
    matched = [*adults.union(pupils, all=True)]
    by_name = [person for person in matched if person.kinds != pupils_only]
    children = [person for person in matched if person.is_pupil]
    by_child = _adults_of(children, {person.pk for person in by_name})
    shown = sorted(by_name, key=_order) + by_child
    return _candidates(
        shown[:limit], sorted(children, key=_order)[: max(limit - len(shown), 0)], {p.pk for p in by_child}
    )


def _at(people: "QuerySet[Person]", schools: Schools) -> "QuerySet[Person]":
    """Keep people who belong to one of these schools now; everywhere, everybody the trust knows of."""
    if schools.is_everywhere:
        return people
    links = SchoolLink.objects.filter(person=OuterRef("pk"), is_current=True)
    return people.filter(Exists(links.filter(school__in=schools.ids)))


def _order(person: Person) -> tuple[str, str, int]:
    return person.family_name.casefold(), person.given_name.casefold(), person.pk


def _adults_of(pupils: Iterable[Person], known: set[int]) -> list[Person]:
    """The adults of these pupils who are not known yet, each once; of a merged record the one that is kept."""
    rows = Relationship.objects.filter(pupil__in=[pupil.pk for pupil in pupils])
    found: dict[int, Person] = {}
    for row in rows.select_related("adult__merged_into", "pupil").order_by(
        "pupil__given_name", "adult__given_name", "pk"
    ):
        adult = row.adult.merged_into or row.adult
        if adult.pk not in known:
            found.setdefault(adult.pk, adult)
    return [*found.values()]


def _candidates(adults: list[Person], pupils: list[Person], by_child: set[int]) -> list[Candidate]:
    shown = {person.pk for person in chain(adults, pupils)}
    # A union and no OR: on a hundred thousand families an OR over two tables takes 200 times as long.
    records = Person.objects.filter(pk__in=shown).values("pk")
    records = records.union(Person.objects.filter(merged_into__in=shown).values("pk"))
    rows = Relationship.objects.filter(adult__in=records)
    children: dict[int, list[Relationship]] = {}
    for row in rows.select_related("adult", "pupil__pupil_facts").order_by("pupil__given_name", "pk"):
        children.setdefault(row.adult.merged_into_id or row.adult_id, []).append(row)
    found = [Candidate(p, relation_of(p, children.get(p.pk, ())), is_by_child=p.pk in by_child) for p in adults]
    return found + [Candidate(p, _pupil_text(p), is_pupil=True) for p in pupils]


def relation_of(person: Person, children: Iterable[Relationship]) -> str:
    """Say who somebody is to the school: "father of Alfie (Year 3)", or what kind of person they are.

    The relationships need their pupils and the pupils' facts loaded.
    """
    by_kind: dict[str, list[str]] = {}
    for row in children:
        by_kind.setdefault(row.kind, []).append(_child_text(row.pupil))
    texts = [
        f"{PLAIN.get(Kinship(kind), Kinship(kind).label.lower())} of {_joined(names)}"
        for kind, names in by_kind.items()
    ]
    return "; ".join(texts) or ", ".join(PersonKind(kind).label for kind in person.kinds)


def _child_text(pupil: Person) -> str:
    year = year_text(pupil)
    return f"{pupil.known_as or pupil.given_name or pupil.full_name}" + (f" ({year})" if year else "")


def _pupil_text(pupil: Person) -> str:
    year = year_text(pupil)
    return f"Pupil, {year}" if year else "Pupil"


def year_text(pupil: Person) -> str:
    """The year group in words: "Year 3", "Reception"."""
    facts = getattr(pupil, "pupil_facts", None)
    year = facts.year_group if facts else ""
    return f"Year {year}" if year.isdigit() else year


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
