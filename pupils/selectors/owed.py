"""Which papers about a suspension do what the law asks: in time, and with the duties of the board as they are now?"""

from collections.abc import Iterator
from datetime import datetime

from cases.models import Duty
from kernel import wording
from kernel.text import fold
from pupils.clocks import day_six_notice_by, written_notice_by
from pupils.counting import Counts, band_of
from pupils.models import PupilSuspension
from pupils.recipients import OF_AUTHORITY, NoticeKey, Order, Recipient
from pupils.selectors.recipients import Known
from pupils.selectors.taken_back import is_of_outcome, is_told_rightly
from pupils.states import OF_OUTCOME, OFFICES, Event, RecipientKind
from records.models import Copy, WrittenRecord
from records.states import CURRENT, CopyMethod
from schools.calendar import local_day
from schools.schooldays import SchoolCalendar, StatutoryTerm
from schools.selectors.school_calendar import school_calendar


def largest_term(row: PupilSuspension, counts: Counts, days: SchoolCalendar) -> tuple[StatutoryTerm, int]:
    """The term with the largest total of half-days now, and that total; as it was decided where no day of it counts.

    Across a boundary it is this term that the board's duties follow from (SI 2012/1033 reg 24: "in any term").
    """
    if not counts.terms:
        return days.statutory_term_of(row.first_on), row.term_total
    return max(counts.terms.items(), key=lambda one: (one[1], one[0].year, one[0].number))


def outdated_papers(
    known: Known, *, though_judged: bool = False
) -> Iterator[tuple[NoticeKey, Recipient, WrittenRecord]]:
    """The papers that do not hold any more. Those on the decision name another duty of the board than is asked for now, by
    the half-days of the term or an examination that is missed; those of any event that is told still went to the social
    worker or the virtual school head of another authority than the child's.

    Once the board has decided, its duty in a letter is over and owes nothing; `though_judged` names those letters still.
    """
    days = school_calendar(known.suspension.school)
    _, in_term = largest_term(known.suspension, known.counts(days), days)
    band, exams = band_of(in_term).name, "; ".join(str(exam) for exam in known.exams)
    told = {one.key: one for one in known.everybody if one.is_family or one.kind == RecipientKind.BOARD}
    offices = {one.key: one for one in known.everybody if one.kind in OF_AUTHORITY}
    for record in known.written:
        key = known.key_of(record.subject)
        if key is None or record.state not in CURRENT or not _is_told_still(known, key.event):
            continue
        to, office = told.get(key.to) if key.event == Event.DECIDED else None, offices.get(key.to)
        # Once the board has decided, its part of the letter is over.
        if (
            to is not None
            and (though_judged or known.outcome is None)
            and to.order is not Order.WITHHELD
            and _was_written_by(record) not in (None, (band, exams))
        ):
            yield key, to, record
        if office is not None and is_of_now(known, record) and _is_to_another(known, record):
            yield key, office, record


def _is_told_still(known: Known, event: Event) -> bool:
    """Whether an event is one of which somebody new would be told now: its suspension, or the board, has not gone on."""
    if event == Event.TAKEN_BACK:
        return False
    if event == Event.INVITED:
        return known.suspension.is_standing and known.meeting is not None and known.meeting.is_ahead
    return known.suspension.is_standing or event not in (Event.DECIDED, Event.DAY_SIX)


def _is_to_another(known: Known, record: WrittenRecord) -> bool:
    """Whether a notice went to the office of another authority than the child's by the facts now, as far as both are known."""
    then, now = fold(str(record.content.get("source", {}).get("authority", ""))), fold(known.authority)
    return bool(then and now) and then != now and not known.about.lacks_authority


def _was_written_by(record: WrittenRecord) -> tuple[str, str] | None:
    """The band and the examinations that a paper was written by; None where it does not say."""
    source = record.content.get("source", {})
    return (source["band"], source.get("exams", "")) if source.get("band") else None


def law_by(known: Known, event: Event) -> datetime | None:
    """By when (aware) the law wants the family to have the notice in hand; None where it says "without delay".

    Of the decision by the end of the first day's afternoon session; of the sixth day's education 48 hours before.
    """
    row, days = known.suspension, school_calendar(known.suspension.school)
    if event == Event.DECIDED:
        return written_notice_by(row.absence, row.decided_at, days)
    starts_on = known.day_six(days) if event == Event.DAY_SIX and known.has_48_hours(days) else None
    return None if starts_on is None else day_six_notice_by(starts_on, days)


def is_of_now(known: Known, record: WrittenRecord) -> bool:
    """Whether an invitation is to the meeting that is ahead, or says that it was called off; whether a paper on what the board
    decided tells what is noted of that now, or says of all its reader was told wrongly that it is. Every other paper is."""
    key = NoticeKey.read(record.subject)
    if key is not None and key.event in OF_OUTCOME:
        return not any(is_of_outcome(record, one) for one in known.outcomes if not one.holds)
    if key is not None and key.event == Event.TAKEN_BACK:
        return is_told_rightly(known, record)
    if key is None or key.event != Event.INVITED:
        return True
    return str(record.content.get("source", {}).get("meeting", "")) == known.invitation


def counts_in_time(known: Known, key: NoticeKey, copy: Copy) -> bool:
    """Whether a copy counts as received by the day the law sets: what is posted is given days later (law 9.8)."""
    if copy.method != CopyMethod.POST or key.to in OFFICES or copy.deemed_on is None:
        return True
    by = law_by(known, key.event)
    return by is None or copy.deemed_on <= local_day(by)


def posted_late(known: Known, key: NoticeKey) -> str:
    """What to mind about a letter that is on its way by post and counts after the time the law sets; "" if none is."""
    for copy in known.copies:
        is_its = known.key_of(copy.record.subject) == key and copy.record.state in CURRENT and copy.disputed_at is None
        if is_its and copy.deemed_on is not None and not counts_in_time(known, key, copy):
            return (
                f"Posted, it counts as received on {wording.full_day(copy.deemed_on)}, after the time the law sets. "
                "Also hand it over, or read it out by telephone and say so."
            )
    return ""


def owed_of(known: Known, key: NoticeKey) -> list[Duty]:
    """What is owed of one notice, under whichever record of its addressee."""
    named = known.key_of(str(key))
    return [duty for duty in known.duties if duty.is_open and known.key_of(duty.subject) == named]
