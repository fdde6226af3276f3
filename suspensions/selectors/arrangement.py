"""What was arranged at which site while somebody may not come?"""

from schools.models import School
from suspensions.models import Arrangement, SiteSuspension
from suspensions.selectors.children import schools_of_children
from suspensions.states import ARRANGED


def arranged_at(suspension: SiteSuspension, school_id: int) -> Arrangement | None:
    """The arrangements of one site; without a query where they were fetched along."""
    return next((row for row in suspension.arrangements.all() if row.school_id == school_id), None)


def lines(arrangement: Arrangement | None) -> tuple[tuple[str, str], ...]:
    """What was arranged, each with its label, in the order of the day."""
    if arrangement is None:
        return ()
    return tuple((label, text) for name, label in ARRANGED.items() if (text := getattr(arrangement, name)))


def all_lines(suspension: SiteSuspension) -> tuple[tuple[str, str], ...]:
    """What was arranged at every site, its own first; where there are several, each line names the site."""
    rows = sorted(
        suspension.arrangements.all(),
        key=lambda row: (row.school_id != suspension.school_id, row.school.name),
    )
    if len(rows) == 1:
        return lines(rows[0])
    return tuple((f"{row.school.name}: {label}", text) for row in rows for label, text in lines(row))


def sites_to_arrange(suspension: SiteSuspension) -> list[School]:
    """The sites that need arrangements: its own; of one that holds everywhere first those of the person's children."""
    if not suspension.is_trust_wide:
        return [suspension.school]
    first = schools_of_children(suspension.person)
    known = {school.pk for school in first}
    return [*first, *(school for school in School.objects.filter(is_open=True) if school.pk not in known)]
