"""Who was told what the board decided before that was taken back, and not yet that it does not hold?

A paper on an outcome names it in its source, and every outcome that was taken back of which it tells its reader that.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pupils.models import BoardOutcome
from pupils.recipients import BY_ITSELF, NoticeKey, event_of, told_of
from pupils.selectors.recipients import Known
from pupils.states import Event
from records.models import Copy, WrittenRecord
from records.states import CURRENT
from schools.calendar import local_day


@dataclass(frozen=True)
class Wrong:
    """What somebody was told that does not hold: which outcomes, and on which local days by a paper."""

    outcomes: tuple[BoardOutcome, ...] = ()
    days: tuple[date, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.outcomes)

    @property
    def keys(self) -> tuple[str, ...]:
        """The outcomes (pks) as a paper that puts it right names them in its source."""
        return tuple(str(one.pk) for one in self.outcomes)


def told_wrongly(known: Known, to: str, *, before: WrittenRecord | None = None) -> Wrong:
    """What somebody (their key) was told of outcomes that were taken back, by a paper or by word, and has not heard since.

    `before`: as it was before this paper went, to compare it with what it says.
    """
    pending, days = [], set()
    for outcome in known.outcomes:
        if outcome.holds or _is_corrected(known, to, outcome, before):
            continue
        papers = _papers(known, to, outcome)
        if papers or _was_told_by_word(known, to, outcome):
            pending.append(outcome)
            days |= {copy.handed_on or local_day(copy.given_at) for copy in papers}
    return Wrong(tuple(pending), tuple(sorted(days)))


def is_told_rightly(known: Known, record: WrittenRecord) -> bool:
    """Whether a paper that says what does not hold says all of it that its reader was told."""
    key = known.key_of(record.subject)
    return key is not None and {*told_wrongly(known, key.to, before=record).keys} <= {*_corrects(record)}


def were_told(known: Known, outcome: BoardOutcome) -> tuple[str, ...]:
    """Who was told of an outcome: by name."""
    everybody = told_of(event_of(outcome.decision), known.everybody)
    keys = {one.key: one.name for one in everybody}
    return tuple(
        name for to, name in keys.items() if _papers(known, to, outcome) or _was_told_by_word(known, to, outcome)
    )


def not_logged(known: Known, outcome: BoardOutcome) -> tuple[str, ...]:
    """Whose paper on an outcome was issued, and nobody has said how it went: by name. It may have gone."""
    gone = {copy.record_id for copy in known.copies}
    rows = [one for one in known.written if one.state in CURRENT and is_of_outcome(one, outcome) and one.pk not in gone]
    names = {one.key: one.name for one in known.everybody}
    keys = [key.to for one in rows if (key := known.key_of(one.subject)) is not None]
    return tuple(names[to] for to in dict.fromkeys(keys) if to in names)


def is_of_outcome(record: WrittenRecord, outcome: BoardOutcome) -> bool:
    """Whether a paper tells of this outcome of the board."""
    return str(_source(record).get("outcome", "")) == str(outcome.pk)


def _papers(known: Known, to: str, outcome: BoardOutcome) -> list[Copy]:
    """How somebody was told of an outcome in writing; not what never came."""
    key = NoticeKey(known.suspension.pk, to, event_of(outcome.decision))
    mine = (one for one in known.copies if one.disputed_at is None and known.key_of(one.record.subject) == key)
    return [one for one in mine if is_of_outcome(one.record, outcome)]


def _was_told_by_word(known: Known, to: str, outcome: BoardOutcome) -> bool:
    """Somebody said of its notice, while it held, how its addressee knows of it."""
    key = NoticeKey(known.suspension.pk, to, event_of(outcome.decision))
    return any(
        outcome.noted_at <= at and (outcome.taken_back_at is None or at <= outcome.taken_back_at)
        for at in _said_of(known, key)
    )


def _is_corrected(known: Known, to: str, outcome: BoardOutcome, before: WrittenRecord | None) -> bool:
    """They were told that an outcome does not hold: by a paper that says so, by word, or as the whole was cancelled."""
    for copy in known.copies:
        key = known.key_of(copy.record.subject)
        if key is None or key.to != to or copy.disputed_at is not None:
            continue
        if before is not None and copy.record_id >= before.pk:
            continue
        if str(outcome.pk) in _corrects(copy.record) or key.event == Event.CANCELLED:
            return True
    said = _said_of(known, NoticeKey(known.suspension.pk, to, Event.TAKEN_BACK))
    return outcome.taken_back_at is not None and any(at >= outcome.taken_back_at for at in said)


def _said_of(known: Known, key: NoticeKey) -> Iterable[datetime]:
    """When (aware) somebody said of a notice how its addressee knows of it, or why they cannot be told."""
    for duty in known.duties:
        if duty.waived_at is None or duty.waive_reason.startswith(BY_ITSELF) or known.key_of(duty.subject) != key:
            continue
        yield duty.waived_at


def _corrects(record: WrittenRecord) -> Collection[str]:
    return [one for one in str(_source(record).get("corrects", "")).split(" ") if one]


def _source(record: WrittenRecord) -> dict[str, str]:
    found: dict[str, str] = record.content.get("source", {})
    return found
