"""What the case page shows of pupil suspensions: a part of the page, what is in force now, what is left to be over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Involvement
from cases.states import Part
from kernel import wording
from kernel.components import Action, Band, Item, Link, Section, Tag
from pupils import rules
from pupils import wording as words
from pupils.models import PupilSuspension
from pupils.selectors.now import has_begun, is_over
from pupils.selectors.pupil import counts_url
from pupils.states import PupilSuspensionState
from schools.calendar import local_day
from schools.models import Person
from suspensions.selectors.standing import current

ENDED_TAGS = {
    PupilSuspensionState.CANCELLED: Tag("cancelled"),
    PupilSuspensionState.REINSTATED: Tag("reinstated by the board", "ok"),
}


def on_case(case: Case) -> "QuerySet[PupilSuspension]":
    """The pupil suspensions of a case, newest first, as a question that a page asks along with others."""
    rows = PupilSuspension.objects.filter(case=case)
    return rows.select_related("school", "pupil__merged_into", "decided_by").order_by("-first_on", "-pk")


@dataclass(frozen=True)
class OnCasePage:
    """What the case page shows: what is in force now at its top, and its part about the suspension of a pupil."""

    bands: tuple[Band, ...]
    section: Section


def on_case_page(rows: Sequence[PupilSuspension], case: Case) -> OnCasePage | None:
    """Bands and section of a case that is about a pupil's suspension; None of any other."""
    if not rows:
        return None
    now = timezone.now()
    for row in rows:
        row.case = case
    return OnCasePage(
        bands=tuple(band(row) for row in rows if has_begun(row, now) and not is_over(row, now)),
        section=Section(
            "Suspension of a pupil",
            key="pupil-suspensions",
            items=tuple(_item(row, now) for row in rows),
            actions=(Action("Half-days of this pupil", counts_url(current(rows[0].pupil), rows[0].school)),),
        ),
    )


def case_section(case: Case, user: User) -> Section | None:
    """The pupil suspensions of a case, newest first; None where there is none."""
    rows = [*PupilSuspension.objects.visible_to(user).filter(pk__in=on_case(case).values("pk")).with_people()]
    page = on_case_page(rows, case)
    return page.section if page is not None else None


def band(row: PupilSuspension) -> Band:
    """One line: who is suspended until when."""
    name = current(row.pupil).full_name
    what = "is suspended at lunchtimes" if row.is_lunchtime else "is suspended"
    back = row.absence.served_before
    if back is not None:
        until = f"until the {words.HALF_NAMES[back[1]]} of {wording.full_day(back[0])}, when the pupil is back."
    elif row.is_lunchtime:
        until = f"until {wording.full_day(row.last_on)}."
    else:
        until = f"until {words.half_of(row.last_on, row.absence.last_half)}."
    return Band(
        title=f"{name} {what}",
        text=until,
        link=Link("Open the suspension", row.get_absolute_url(), about=f"of {name}"),
    )


def state_tag(row: PupilSuspension, now: datetime) -> Tag:
    """How it stands now: ahead, in force until when, over, cancelled, reinstated."""
    if not row.is_standing:
        return ENDED_TAGS[PupilSuspensionState(row.state)]
    if is_over(row, now):
        return Tag("over")
    if has_begun(row, now):
        return Tag(f"until {wording.short_day(row.last_on)}", "ban")
    return Tag(f"from {wording.short_day(row.first_on)}", "ban")


def _item(row: PupilSuspension, now: datetime) -> Item:
    name = current(row.pupil).full_name
    by = f"{row.decided_by.name}, {row.get_capacity_display().lower()}"
    further = "Further suspension, " if row.follows_id else ""
    return Item(
        lead=wording.short_day(local_day(row.decided_at)),
        title=name,
        text=f", {further}{words.period(row.absence)}: {words.in_days(row.half_days)}. Decided by {by}.",
        links=(Link("Open", row.get_absolute_url(), about=f"the suspension {words.period(row.absence)}"),),
        tag=state_tag(row, now),
    )


def is_about_pupil(case: Case) -> bool:
    """The case is about the suspension of a pupil."""
    return PupilSuspension.objects.filter(case=case).exists()


def left_to_end(case: Case) -> list[str]:
    """The suspensions of pupils on a case that are not over, in words: it is not closed before."""
    now = timezone.now()
    rows = PupilSuspension.objects.standing().filter(case=case).with_people().order_by("pk")
    return [
        f"{current(row.pupil).full_name} is suspended until {words.half_of(row.last_on, row.absence.last_half)}"
        for row in rows
        if not is_over(row, now)
    ]


def why_stays(row: Involvement) -> str | None:
    """Why somebody stays whom a case is about: they were suspended on it, under any of their records."""
    if row.part != Part.SUBJECT or row.person_id is None:
        return None
    same = Person.objects.same_as([row.person_id])
    return rules.cannot_leave(PupilSuspension.objects.filter(case=row.case_id, pupil__in=same).exists())


def suspended_among(people: Iterable[Person]) -> set[int]:
    """The records among these (ids) that a suspension as a pupil stands on."""
    return {*PupilSuspension.objects.filter(pupil__in=[*people]).values_list("pupil", flat=True)}
