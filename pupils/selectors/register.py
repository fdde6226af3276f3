"""Which pupils are suspended today, as whoever marks the register may know it: nothing of why, nothing of the case."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from kernel import wording
from kernel.components import Tag
from pupils import wording as words
from pupils.models import PupilSuspension
from schools.models import School
from schools.schooldays import Half
from suspensions.selectors.children import year_words
from suspensions.selectors.standing import current


@dataclass(frozen=True)
class Away:
    """A pupil who is suspended on a day: as the register names them, from when until when; lunchtimes only."""

    name: str
    year: str
    first: str
    last: str
    is_lunchtime: bool
    back: str


def away_on(day: date, user: User, school: School | None = None) -> "QuerySet[PupilSuspension]":
    """The suspensions that touch a local day at the schools whose register this user sees, or at one; as one question."""
    rows = PupilSuspension.objects.for_register_of(user).touching(day)
    if school is not None:
        rows = rows.filter(school=school)
    return rows.select_related("school", "pupil__merged_into").order_by("pupil__family_name", "pupil__given_name", "pk")


def register_on(day: date, user: User, school: School) -> tuple[Away, ...]:
    """The pupils of a school who are suspended on a local day, with their year. One query."""
    year = Coalesce("pupil__merged_into__pupil_facts__year_group", "pupil__pupil_facts__year_group")
    return tuple(_away(row, row.year or "") for row in away_on(day, user, school).annotate(year=year))


def _away(row: PupilSuspension, year: str) -> Away:
    first, last = words.half_to_half(row.absence)
    back = row.absence.served_before
    return Away(
        name=current(row.pupil).gate_name,
        year=year_words(year),
        first=first,
        last=last,
        is_lunchtime=row.is_lunchtime,
        back=f"{words.HALF_NAMES[back[1]]} of {wording.full_day(back[0])}" if back else "",
    )


def until_tag(row: PupilSuspension) -> Tag:
    """Until when, in a few letters; of what ended early, from when the pupil is back."""
    back = row.absence.served_before
    if back is not None:
        return Tag(f"back {_short(*back, usual=Half.MORNING)}")
    until = _short(row.last_on, Half.AFTERNOON if row.is_lunchtime else row.absence.last_half, usual=Half.AFTERNOON)
    return Tag(f"lunchtimes until {until}" if row.is_lunchtime else f"until {until}", "ban")


def _short(day: date, half: Half, *, usual: Half) -> str:
    """A day, with its half where that is not the whole day."""
    return wording.short_day(day) if half == usual else f"{wording.short_day(day)}, {words.HALF_NAMES[half]}"
