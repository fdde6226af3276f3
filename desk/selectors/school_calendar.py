"""What a change of a school's calendar did, said to whoever made it."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from cases.duties import DUTIES
from cases.models import Case
from desk.services.school_calendar import Changed
from kernel import wording
from pupils.services._after import Moved
from schools.services.school_calendar import Copied

MOST_NAMED = 5


def moved_text(moved: Sequence[Moved], by: User) -> str:
    """Which deadlines moved, from when to when: those of cases that this user sees; of the others only how many."""
    if not moved:
        return ""
    seen = {*Case.objects.in_file_of(by).filter(pk__in=[one.case.pk for one in moved]).values_list("pk", flat=True)}
    named = [_from_to(one) for one in moved if one.case.pk in seen][:MOST_NAMED]
    count = f"{len(moved)} deadline{'' if len(moved) == 1 else 's'} moved"
    return f"{count}: {'; '.join(named)}." if named else f"{count}."


def copied_text(changed: Changed, by: User) -> str:
    """What was copied to each school and what of theirs was left as it is, and which deadlines moved."""
    return " ".join([*(_copied(one) for one in changed.made), moved_text(changed.moved, by)]).strip()


def _from_to(one: Moved) -> str:
    what = wording.mid(DUTIES[one.kind].sentence.format(about=one.about or "the person")).rstrip(".")
    to = f"to {_moment(one.after)}" if one.after else "to nothing: it is not due any more"
    return f"{one.case.reference}, {what}: from {_moment(one.before)} {to}"


def _moment(at: datetime) -> str:
    return wording.in_full(wording.last_moment(at))


def _copied(one: Copied) -> str:
    terms = f"{one.terms} term{'' if one.terms == 1 else 's'}"
    closures = f"{one.closures} closure{'' if one.closures == 1 else 's'}"
    added = f"{one.school.name}: {terms} and {closures} added."
    return f"{added} Left as it was there: {wording.listed(one.left)}." if one.left else added
