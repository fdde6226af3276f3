"""What a change of a school's calendar did, said to whoever made it."""

from collections.abc import Sequence

from accounts.models import User
from cases.models import Duty
from cases.selectors import duty_sentence
from desk.services.school_calendar import Changed, Moved
from kernel import wording
from schools.services.school_calendar import Copied

MOST_NAMED = 5


def moved_text(moved: Sequence[Moved], by: User) -> str:
    """Which deadlines moved, from when to when: those of cases that this user sees; of the others only how many."""
    if not moved:
        return ""
    seen = {*Duty.objects.visible_to(by).filter(pk__in=[one.duty.pk for one in moved]).values_list("pk", flat=True)}
    named = [_from_to(one) for one in moved if one.duty.pk in seen][:MOST_NAMED]
    count = f"{len(moved)} deadline{'' if len(moved) == 1 else 's'} moved"
    return f"{count}: {'; '.join(named)}." if named else f"{count}."


def copied_text(changed: Changed, by: User) -> str:
    """What was copied to each school and what of theirs was left as it is, and which deadlines moved."""
    return " ".join([*(_copied(one) for one in changed.made), moved_text(changed.moved, by)]).strip()


def _from_to(one: Moved) -> str:
    before, after = (wording.in_full(wording.last_moment(at)) for at in (one.before, one.after))
    return f"{one.duty.case.reference}, {wording.mid(duty_sentence(one.duty)).rstrip('.')}: from {before} to {after}"


def _copied(one: Copied) -> str:
    terms = f"{one.terms} term{'' if one.terms == 1 else 's'}"
    closures = f"{one.closures} closure{'' if one.closures == 1 else 's'}"
    added = f"{one.school.name}: {terms} and {closures} added."
    return f"{added} Left as it was there: {wording.listed(one.left)}." if one.left else added
