"""What a change of a school's calendar did, said to whoever made it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from accounts.models import User
from cases.access import reach
from cases.duties import DUTIES
from cases.models import Case, Duty
from cases.querysets import DutyQuerySet
from cases.selectors import duty_sentence
from complaints.clocks import COUNTED as COMPLAINED
from desk import rules
from desk.services.school_calendar import Changed
from kernel import wording
from pupils.moving import COUNTED, Moved
from pupils.selectors.now import has_suspension_on
from schools.calendar import at_local
from schools.models import Closure, School, SessionTimes, Term
from schools.services.school_calendar import Copied

MOST_NAMED = 5


@dataclass(frozen=True)
class Removal:
    """The page that asks before a part of a calendar is removed: what it is, why it stays, which deadlines may move.

    `may_owe`: a pupil was suspended on days on which the school meets then, so that more may be owed.
    """

    what: str
    reason: str | None
    many: int
    deadlines: tuple[str, ...]
    may_owe: bool


def removal(row: Term | Closure | SessionTimes, by: User) -> Removal:
    """What may come of removing this; of deadlines in cases that this user does not see only how many there are.

    Those of a case that is about them are not counted either.
    """
    spans = [(row.first_on, row.last_on)] if isinstance(row, Term) else []
    reason = rules.cannot_leave_out_days(has_suspension_on(row.school, spans))
    since = row.on if isinstance(row, SessionTimes) else row.first_on
    counted = reach(by).without_walled(_counted_beyond(row.school, since), "case__")
    duties = [] if reason else [*counted]
    seen = _seen_among((duty.case_id for duty in duties), by)
    said = [_due(duty) for duty in duties if duty.case_id in seen][:MOST_NAMED]
    may_owe = isinstance(row, Closure) and has_suspension_on(row.school, [(row.first_on, row.last_on)])
    return Removal(str(row), reason, len(duties), tuple(said), may_owe)


def _counted_beyond(school: School, since: date | None) -> DutyQuerySet:
    """The open deadlines counted in a school's days that reach a local day: what lies before it moves none."""
    rows = Duty.objects.open().filter(school=school, kind__in=(*COUNTED, *COMPLAINED))
    if since is not None:
        rows = rows.filter(due_at__gte=at_local(since, time(0)))
    return rows.select_related("case").order_by("due_at", "pk")


def _seen_among(cases: Iterable[int], by: User) -> set[int]:
    """Those of these cases whose file this user sees. No query for none."""
    asked = {*cases}
    return {*Case.objects.in_file_of(by).filter(pk__in=asked).values_list("pk", flat=True)} if asked else set()


def _due(duty: Duty) -> str:
    what = wording.mid(duty_sentence(duty)).rstrip(".")
    return f"{duty.case.reference}, {what}: due {_moment(duty.due_at)}"


def moved_text(moved: Sequence[Moved], by: User) -> str:
    """Which deadlines moved, from when to when, and which are new: those of cases that this user sees; of the others only
    how many, and of a case that is about them not even that."""
    moved = [one for one in moved if one.case.pk not in reach(by).walled]
    seen = _seen_among((one.case.pk for one in moved), by)
    new = [one for one in moved if one.before is None]
    went_on = [one for one in moved if one.before is not None]
    many = f"{len(new)} new deadline{'' if len(new) == 1 else 's'}"
    count = f"{len(went_on)} deadline{'' if len(went_on) == 1 else 's'} moved"
    said = (_counted(went_on, count, seen), _counted(new, many, seen))
    return " ".join(text for text in said if text)


def _counted(moved: Sequence[Moved], count: str, seen: set[int]) -> str:
    """How many, and those in cases that somebody sees."""
    named = [_from_to(one) for one in moved if one.case.pk in seen][:MOST_NAMED]
    if not moved:
        return ""
    return f"{count}: {'; '.join(named)}." if named else f"{count}."


def copied_text(changed: Changed, by: User) -> str:
    """What was copied to each school and what of theirs was left as it is, and which deadlines moved."""
    return " ".join([*(_copied(one) for one in changed.made), moved_text(changed.moved, by)]).strip()


def _from_to(one: Moved) -> str:
    what = wording.mid(DUTIES[one.kind].sentence.format(about=one.about or "the person")).rstrip(".")
    if one.before is None:
        return f"{one.case.reference}, {what}" + (f": due {_moment(one.after)}" if one.after else "")
    to = f"to {_moment(one.after)}" if one.after else "to nothing: it is not due any more"
    return f"{one.case.reference}, {what}: from {_moment(one.before)} {to}"


def _moment(at: datetime) -> str:
    return wording.in_full(wording.last_moment(at))


def _copied(one: Copied) -> str:
    terms = f"{one.terms} term{'' if one.terms == 1 else 's'}"
    closures = f"{one.closures} closure{'' if one.closures == 1 else 's'}"
    added = f"{one.school.name}: {terms} and {closures} added."
    return f"{added} Left as it was there: {wording.listed(one.left)}." if one.left else added
