"""Which examinations does a pupil miss by a suspension, and why is one not noted? Pure in what it is given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kernel import wording
from pupils import wording as words
from pupils.counting import Absence
from pupils.models import ExamNote, PupilSuspension
from schools.schooldays import SchoolCalendar

SUNDAY = 6

NO_SESSION = "A suspension at lunchtimes takes no session away: no examination is missed because of it."


@dataclass(frozen=True, order=True)
class Exam:
    """An examination or national test and its local day."""

    on: date
    name: str

    def __str__(self) -> str:
        return f"{self.name} on {wording.full_day(self.on)}"


def exams_of(suspension: PupilSuspension, notes: Iterable[ExamNote]) -> tuple[Exam, ...]:
    """What is missed as it is known now, soonest first: at the decision, and as was noted since (oldest note first)."""
    found = set()
    if suspension.missed_exam_on is not None:
        found.add(Exam(suspension.missed_exam_on, suspension.missed_exam))
    for note in notes:
        (found.add if note.is_missed else found.discard)(Exam(note.exam_on, note.exam))
    return tuple(sorted(found))


def day_to_meet_before(exams: Iterable[Exam], told_on: date) -> date | None:
    """The day before which the board should meet: of the first examination after it was told; else of one that is over."""
    days = sorted(one.on for one in exams)
    return next((day for day in days if day > told_on), days[-1] if days else None)


def listed(exams: Iterable[Exam]) -> str:
    """All of them within a sentence."""
    return wording.listed([str(one) for one in exams])


def cannot_be_missed(absence: Absence) -> str | None:
    """Say why no examination at all is missed because of a suspension."""
    return NO_SESSION if absence.is_lunchtime else None


def wrong_day(on: date, absence: Absence) -> str | None:
    """Say that an examination of this local day is not missed because of a suspension."""
    if absence.is_lunchtime:
        return NO_SESSION
    if absence.first_on <= on <= absence.last_on:
        return None
    return f"The suspension is {words.period(absence)}. An examination on {wording.full_day(on)} is not missed because of it."


def wrong_when_closed(on: date, days: SchoolCalendar, *, is_known: bool) -> str | None:
    """Say that the school does not meet on the day of an examination, until somebody has said that it is on all the same."""
    if days.is_school_day(on):
        return None
    if on.weekday() == SUNDAY:
        return f"{wording.full_day(on)} is no day for an examination. Look at the day again."
    if is_known:
        return None
    return (
        f"The school does not meet on {wording.full_day(on)}. Look at the day again. If the examination is on that day all "
        "the same, tick that it is."
    )


def cannot_note(suspension: PupilSuspension, exam: Exam | None = None, known: Iterable[Exam] = ()) -> str | None:
    """Say why no examination can be noted of a suspension, or not this one."""
    if not suspension.is_standing:
        return f"This suspension was {wording.mid(suspension.get_state_display())}: the pupil misses nothing by it."
    if exam is None:
        return None
    return "This examination is noted already." if exam in known else wrong_day(exam.on, suspension.absence)


def cannot_take_back(exam: Exam | None, known: Iterable[Exam]) -> str | None:
    """Say why it cannot be noted that an examination is not missed after all."""
    known = [*known]
    if not known:
        return "No examination is noted as missed."
    return None if exam is None or exam in known else "This examination is not noted as missed."
