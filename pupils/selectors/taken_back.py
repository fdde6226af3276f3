"""Who was told what the board decided before that was taken back, and not yet that it does not hold?"""

from collections.abc import Iterable
from datetime import date, datetime

from pupils.models import BoardOutcome
from pupils.recipients import BY_ITSELF, NoticeKey, event_of, told_of
from pupils.selectors.owed import is_of_outcome
from pupils.selectors.recipients import Known
from pupils.states import OF_OUTCOME, Event
from schools.calendar import local_day

# A paper by which they know better.
CORRECTING = (*OF_OUTCOME, Event.TAKEN_BACK)


def told_wrongly(known: Known, to: str, *, until: datetime | None = None) -> tuple[date, ...]:
    """On which local days somebody (their key) was told of an outcome that was taken back: by a paper, or as was said of one.

    None where they were told since, by `until` (aware) if it is given, that it does not hold, or what does.
    """
    corrected = _corrected_at(known, to, until)
    told = (row for outcome in known.outcomes if not outcome.holds for row in _told(known, to, outcome))
    return _days(day for at, day in told if corrected is None or at > corrected)


def last_told(known: Known, to: str) -> tuple[date, ...]:
    """On which local days somebody (their key) was told of the outcome that was taken back last."""
    return () if known.taken_back is None else _days(day for _, day in _told(known, to, known.taken_back))


def were_told(known: Known, outcome: BoardOutcome) -> tuple[str, ...]:
    """Who was told of an outcome: by name."""
    everybody = told_of(event_of(outcome.decision), known.everybody)
    return tuple(one.name for one in everybody if _told(known, one.key, outcome))


def _told(known: Known, to: str, outcome: BoardOutcome) -> list[tuple[datetime, date]]:
    """When (aware), and on which local day, somebody was told of an outcome while it held."""
    key = NoticeKey(known.suspension.pk, to, event_of(outcome.decision))
    found: list[tuple[datetime, date]] = []
    for copy in known.copies:
        is_theirs = copy.disputed_at is None and known.key_of(copy.record.subject) == key
        if is_theirs and is_of_outcome(copy.record, outcome):
            found.append((copy.given_at, copy.handed_on or local_day(copy.given_at)))
    for duty in known.duties:
        at = duty.waived_at
        if at is None or duty.waive_reason.startswith(BY_ITSELF) or known.key_of(duty.subject) != key:
            continue
        if outcome.noted_at <= at and (outcome.taken_back_at is None or at <= outcome.taken_back_at):
            found.append((at, local_day(at)))
    return found


def _corrected_at(known: Known, to: str, until: datetime | None) -> datetime | None:
    """When (aware) they were told last that something does not hold, or what does; None if they were not."""
    found = []
    for copy in known.copies:
        key = known.key_of(copy.record.subject)
        if key is None or key.to != to or key.event not in CORRECTING or copy.disputed_at is not None:
            continue
        if any(not one.holds and is_of_outcome(copy.record, one) for one in known.outcomes):
            continue
        if until is None or copy.given_at < until:
            found.append(copy.given_at)
    return max(found, default=None)


def _days(days: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted({*days}))
