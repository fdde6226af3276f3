"""What the clerk has to do, soonest first: every suspension of which the board was told, in a line each."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.duties import Kind
from cases.models import Duty
from kernel import wording
from kernel.components import Tag
from kernel.together import together
from pupils.board import BoardFile
from pupils.models import BoardMeeting, BoardOutcome, BoardReceipt, PupilSuspension
from pupils.states import PupilSuspensionState
from suspensions.selectors.standing import current

MOST_TO_DO, PAGE = 100, 20
STATE_TAGS = {
    PupilSuspensionState.CANCELLED: Tag("cancelled"),
    PupilSuspensionState.REINSTATED: Tag("reinstated", "ok"),
}


@dataclass(frozen=True)
class BoardLine:
    """A suspension of which the board was told: what is next, and by when."""

    name: str
    school: str
    period: str
    url: str
    next_step: str
    due_at: datetime | None
    tag: Tag | None


@dataclass(frozen=True)
class BoardList:
    """What the board has to do, soonest first, and everything else of which it was told, newest first."""

    to_do: tuple[BoardLine, ...]
    others: tuple[BoardLine, ...]
    newer_url: str
    older_url: str


def board_list(user: User, before: int = 0) -> BoardList:
    """The clerk's list. `before`: the suspension (pk) after which the others go on. Three queries."""
    rows = PupilSuspension.objects.handed_to_board(user).with_people()
    owed = Duty.objects.open().filter(
        case=OuterRef("case"), kind=Kind.BOARD_MEETING, subject=Cast(OuterRef("pk"), CharField())
    )
    ahead = BoardMeeting.objects.filter(suspension=OuterRef("pk"), began_at__isnull=True, called_off_at__isnull=True)
    has_work = Q(Exists(owed)) | Q(state=PupilSuspensionState.DECIDED) & Q(Exists(ahead))
    busy = [*rows.filter(has_work).order_by("pk")[:MOST_TO_DO]]
    rest = rows.exclude(has_work)
    found = [*(rest.filter(pk__lt=before) if before else rest).order_by("-pk")[: PAGE + 1]]
    known = _facts([*busy, *found])
    to_do = sorted((_line(row, known) for row in busy), key=lambda line: (line.due_at is None, line.due_at, line.name))
    here = reverse("pupils:board")
    return BoardList(
        to_do=tuple(to_do),
        others=tuple(_line(row, known) for row in found[:PAGE]),
        newer_url=here if before else "",
        older_url=f"{here}?before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
    )


@dataclass(frozen=True)
class _Facts:
    """What the lines of a list say, by the suspension (pk)."""

    due: dict[int, datetime]
    meetings: dict[int, list[BoardMeeting]]
    outcomes: dict[int, list[BoardOutcome]]
    told: dict[int, date]


def _facts(rows: list[PupilSuspension]) -> _Facts:
    pks = [row.pk for row in rows]
    cases = {row.case_id for row in rows}
    duties, meetings, outcomes, receipts = together(
        Duty.objects.open().filter(case__in=cases, kind=Kind.BOARD_MEETING),
        BoardMeeting.objects.filter(suspension__in=pks).order_by("pk"),
        BoardOutcome.objects.filter(suspension__in=pks).order_by("pk"),
        BoardReceipt.objects.filter(suspension__in=pks).select_related("copy").order_by("pk"),
    )
    return _Facts(
        due={int(duty.subject): duty.due_at for duty in duties},
        meetings={pk: [one for one in meetings if one.suspension_id == pk] for pk in pks},
        outcomes={pk: [one for one in outcomes if one.suspension_id == pk] for pk in pks},
        told={pk: day for pk in pks if (day := _told_on(receipts, pk)) is not None},
    )


def _told_on(receipts: list[BoardReceipt], pk: int) -> date | None:
    return BoardFile(tuple(one for one in receipts if one.suspension_id == pk)).told_on


def _line(row: PupilSuspension, known: _Facts) -> BoardLine:
    return BoardLine(
        name=current(row.pupil).full_name,
        school=row.school.name,
        period=_days(row),
        url=row.board_url,
        next_step=_next_step(row, known),
        due_at=known.due.get(row.pk),
        tag=STATE_TAGS.get(PupilSuspensionState(row.state)),
    )


def _days(row: PupilSuspension) -> str:
    """The days of a suspension, short enough for a column: "Tue 24 Nov to Wed 25 Nov"."""
    days = [wording.short_day(day) for day in dict.fromkeys([row.first_on, row.last_on])]
    return " to ".join(days) + (", at lunchtime" if row.is_lunchtime else "")


def _next_step(row: PupilSuspension, known: _Facts) -> str:
    file = BoardFile(meetings=(*known.meetings.get(row.pk, ()),), outcomes=(*known.outcomes.get(row.pk, ()),))
    if file.outcome is not None:
        return decided_briefly(file.outcome)
    if not row.is_standing:
        return "Nothing"
    if file.ahead is not None:
        papers = "" if file.ahead.papers_on else ". The papers have not gone out"
        return f"Meets {wording.brief(file.ahead.meets_at, timezone.now())}{papers}"
    if file.begun is not None and (file.answered is None or row.pk in known.due):
        return "Note what the board decided"
    if row.pk in known.due:
        return "Bring it before the board"
    if file.answered is not None:
        return decided_briefly(file.answered)
    told_on = known.told.get(row.pk)
    return f"Nothing. Told {wording.short_day(told_on)}" if told_on is not None else "The school’s notice never came"


def decided_briefly(outcome: BoardOutcome) -> str:
    """What the board decided, and on which day, in one line."""
    return f"{outcome.get_decision_display()}, {wording.short_day(outcome.decided_on)}"
