"""Whose parent is somebody, as a site may know it: first name and year, nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from kernel.together import together
from schools.models import Person, Relationship, School, SchoolLink


@dataclass(frozen=True)
class Child:
    """A child at a site and what the adult is to them ("father")."""

    name: str
    year: str
    kinship: str

    @property
    def words(self) -> str:
        """ "Alfie, Year 3"."""
        return f"{self.name}, {self.year}" if self.year else self.name


def children_at(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[Child]]:
    """The children of adults at sites, for pairs of (adult, school), in one query; siblings by name, each once.

    The adults are the records that are kept. What is noted on a merged record counts for the one it was merged into.
    """
    wanted = set(pairs)
    mine = Relationship.objects.filter(adult__in=Person.objects.same_as({adult for adult, _ in wanted}))
    year = Coalesce("pupil__merged_into__pupil_facts__year_group", "pupil__pupil_facts__year_group")
    related, links = together(
        mine.annotate(year=year).select_related("adult", "pupil__merged_into").order_by("pk"),
        SchoolLink.objects.filter(
            person__in=Person.objects.same_as(mine.values("pupil")),
            school__in={school for _, school in wanted},
            is_current=True,
        ).select_related("person"),
    )
    sites: dict[int, set[int]] = defaultdict(set)
    for link in links:
        sites[_kept(link.person)].add(link.school_id)
    found: dict[tuple[int, int], dict[tuple[int, str], Child]] = defaultdict(dict)
    for row in sorted(related, key=lambda row: ((row.pupil.merged_into or row.pupil).given_name, row.pupil_id)):
        pupil = row.pupil.merged_into or row.pupil
        child = Child(pupil.known_as or pupil.given_name, year_words(row.year or ""), KINSHIP[row.kind])
        for school in sites[pupil.pk]:
            found[_kept(row.adult), school].setdefault((pupil.pk, child.kinship), child)
    return {pair: [*dict.fromkeys(children.values())] for pair, children in found.items() if pair in wanted}


def _kept(person: Person) -> int:
    return person.merged_into_id or person.pk


def schools_of_children(adult: Person) -> list[School]:
    """The open schools where children of an adult are now, by name; the adult and the children under any record."""
    rows = Person.objects.same_as([adult.pk])
    pupils = Person.objects.same_as(Relationship.objects.filter(adult__in=rows).values("pupil"))
    links = SchoolLink.objects.filter(is_current=True, person__in=pupils)
    return [*School.objects.filter(is_open=True, pk__in=links.values("school")).order_by("name")]


def year_words(year: str) -> str:
    """A year group as people say it: "3" is "Year 3"; anything else stays as it is."""
    return f"Year {year}" if year.isdigit() else year


def relation(children: Iterable[Child]) -> str:
    """ "father of Alfie, Year 3, and Mia, Year 5"; several kinds of kinship one after another."""
    by_kinship: dict[str, list[str]] = defaultdict(list)
    for child in children:
        by_kinship[child.kinship].append(child.words)
    return "; ".join(f"{kinship} of {listed(names)}" for kinship, names in by_kinship.items())


def listed(names: list[str]) -> str:
    """ "Alfie", "Alfie and Mia"; where a name holds a comma, one stands before "and" too."""
    comma = "," if any("," in name for name in names) else ""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"


KINSHIP = {
    "mother": "mother",
    "father": "father",
    "step_parent": "step-parent",
    "carer": "carer",
    "foster_carer": "foster carer",
    "grandparent": "grandparent",
    "sibling": "brother or sister",
    "other_relative": "relative",
    "social_worker": "social worker",
    "other": "contact",
}
