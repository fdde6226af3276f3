"""Whose parent is somebody, as a site may know it: first name and year, nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

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
    """The children of adults at sites, for pairs of (adult, school), in one query; siblings by name, each once."""
    wanted = set(pairs)
    rows = (
        Relationship.objects.filter(
            adult__in={adult for adult, _ in wanted},
            pupil__merged_into__isnull=True,
            pupil__school_links__school__in={school for _, school in wanted},
            pupil__school_links__is_current=True,
        )
        .values_list(
            "adult",
            "pupil__school_links__school",
            "pupil__given_name",
            "pupil__known_as",
            "pupil__pupil_facts__year_group",
            "kind",
        )
        .order_by("pupil__given_name", "pk")
    )
    found: dict[tuple[int, int], list[Child]] = defaultdict(list)
    for adult, school, given, known_as, year, kind in rows:
        child = Child(known_as or given, year_words(year or ""), KINSHIP[kind])
        if (adult, school) in wanted and child not in found[adult, school]:
            found[adult, school].append(child)
    return found


def schools_of_children(adult: Person) -> list[School]:
    """The open schools where children of an adult are now, by name; the adult under any of their rows."""
    rows = [adult.pk if adult.merged_into_id is None else adult.merged_into_id]
    links = SchoolLink.objects.filter(is_current=True, person__merged_into__isnull=True, person__adults__adult__in=rows)
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
