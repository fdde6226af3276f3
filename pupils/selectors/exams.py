"""The examinations a pupil misses by a suspension: what its page shows of them."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.models import User
from cases.access import may
from kernel import wording
from kernel.components import Action, Entry, Row, Section
from pupils import exams
from pupils.exams import Exam
from pupils.judging import cannot_be_heard
from pupils.models import ExamNote, PupilSuspension

NOT_YOURS = "Only the headteacher, a senior leader or the CEO does this."


def missed_by(suspension: PupilSuspension) -> tuple[Exam, ...]:
    """What the pupil misses by it, as it is known now. One query."""
    return exams.exams_of(suspension, ExamNote.objects.filter(suspension=suspension).order_by("pk"))


def exam_section(suspension: PupilSuspension, notes: Iterable[ExamNote], user: User) -> Section:
    """What is missed, what was noted since the decision, and where more is noted or taken back."""
    notes = [*notes]
    missed = exams.exams_of(suspension, notes)
    reason = cannot_be_heard(suspension.case) or exams.cannot_note(suspension)
    reason = reason or (None if may(user, "work_case", suspension.case) else NOT_YOURS)
    why_none = reason or exams.cannot_be_missed(suspension.absence)
    actions = [Action("An examination is missed", _url("exam", suspension), style="secondary", reason=why_none)]
    if missed:
        actions.append(Action("It is not missed", _url("exam_back", suspension), style="secondary", reason=reason))
    return Section(
        "Examinations and tests",
        rows=tuple(Row(one.name, f"Missed on {wording.full_day(one.on)}") for one in missed),
        entries=tuple(_entry(note) for note in notes),
        actions=tuple(actions),
        key="exams",
        empty="None is missed, as far as is known. If one is, note it: the board must then meet.",
    )


def _entry(note: ExamNote) -> Entry:
    exam = Exam(note.exam_on, note.exam)
    text = f"Found out: {exam} is missed." if note.is_missed else f"{exam} is not missed. {note.reason}"
    return Entry(at=note.noted_at, text=text, note=f"Noted by {note.noted_by.name}.")


def _url(name: str, suspension: PupilSuspension) -> str:
    return reverse(f"pupils:{name}", args=[suspension.case.reference, suspension.pk])
