"""What to enter in the school's own system (MIS) of a suspension: category, codes, dates, sessions, attendance marks."""

from dataclasses import dataclass
from datetime import date

from kernel import wording
from kernel.components import Row
from pupils import wording as words
from pupils.clocks import return_on
from pupils.codeset import BY_CODE
from pupils.counting import length_of
from pupils.models import PupilSuspension
from schools.schooldays import Half, SchoolCalendar
from schools.selectors.school_calendar import school_calendar

MARKS = {Half.MORNING: "AM", Half.AFTERNOON: "PM"}


@dataclass(frozen=True)
class MisPanel:
    """The rows to copy, and the sessions that get the attendance code E."""

    rows: tuple[Row, ...]
    marks: tuple[str, ...]
    text: str
    why_none: str


def mis_panel(suspension: PupilSuspension) -> MisPanel:
    """What to enter; ended early, it is what was really missed. Fetches the reasons and the calendar."""
    calendar = school_calendar(suspension.school)
    codes = [reason.code for reason in suspension.reasons.all()]
    sessions = length_of(suspension.absence, calendar)
    absence = suspension.absence
    last = _last_missed(suspension, calendar)
    rows = [
        Row("Category", f"{suspension.category}: {suspension.get_category_display()}"),
        *(Row(f"Reason {place}", f"{code}: {BY_CODE[code].words}") for place, code in enumerate(codes, 1)),
        Row("Start date", f"{absence.first_on:%d/%m/%Y}"),
        Row("End date", f"{last:%d/%m/%Y}"),
        Row("Number of sessions", str(sessions)),
        Row("Back in school", words.half_of(*return_on(absence, calendar))),
    ]
    marks = tuple(marks_of(suspension, calendar))
    lines = [f"{row.label}: {row.value}" for row in rows] + [f"Attendance code E: {mark}" for mark in marks]
    return MisPanel(tuple(rows), marks, "\n".join(lines), _why_none(suspension))


def marks_of(suspension: PupilSuspension, calendar: SchoolCalendar) -> list[str]:
    """Each session that gets the code E: never one in which the pupil was present, never for a lunchtime."""
    absence = suspension.absence
    there = (absence.first_on, absence.first_half) if suspension.is_marked_present else None
    return [
        f"{wording.short_day(day)} {day.year}, {MARKS[half]}"
        for day in calendar.school_days_in(absence.first_on, absence.last_on)
        for half in sorted(absence.halves_on(day, calendar))
        if (day, half) != there
    ]


def _last_missed(suspension: PupilSuspension, calendar: SchoolCalendar) -> date:
    absence = suspension.absence
    days = [
        day
        for day in calendar.school_days_in(absence.first_on, absence.last_on)
        if absence.halves_on(day, calendar) or absence.is_lunch_on(day, calendar)
    ]
    return days[-1] if days else absence.first_on


def _why_none(suspension: PupilSuspension) -> str:
    if suspension.is_lunchtime:
        return "None. A lunchtime suspension changes no attendance mark."
    return "None. The pupil was marked present in the only session of it, or it was cancelled before it began."
