"""What a headteacher reads who has just suspended a pupil: what is done, and the few things to do now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from cases.duties import Kind
from cases.models import Duty
from cases.selectors import duty_url
from kernel import wording
from kernel.components import Link
from pupils import wording as words
from pupils.models import PupilSuspension
from pupils.recipients import NOBODY, NoticeKey, Order, told_of
from pupils.selectors.addresses import told_url
from pupils.selectors.page import About, about
from pupils.selectors.recipients import Known, known_of
from pupils.states import Event
from schools.selectors.school_calendar import school_calendar

OFFICES = {
    Kind.TELL_LOCAL_AUTHORITY: "the local authority",
    Kind.TELL_SOCIAL_WORKER: "the social worker",
    Kind.TELL_VIRTUAL_SCHOOL_HEAD: "the virtual school head",
    Kind.TELL_BOARD: "the board",
}
FIRST_RING = "Ring them first. A call does not replace the letter."
WEIGH_FIRST = "A court order is noted about {names}: decide first whether they are told."
RING_OTHERS = "Ring the others. A call does not replace the letter."
NOBODY_KNOWN = "Nobody is known to write to. Find a parent or carer."


@dataclass(frozen=True)
class ToDo:
    """One thing to do now: where, by when (aware), and what to mind."""

    link: Link
    due_at: datetime
    note: str


@dataclass(frozen=True)
class DecidedPage:
    """The page after the decision: about whom, what is to be done in its order, and where the rest stands."""

    top: About
    length: str
    to_do: tuple[ToDo, ...]
    rest: tuple[Link, ...]


def decided_page(suspension: PupilSuspension) -> DecidedPage:
    """What is owed now about a suspension, gathered to at most four lines. Three queries, one more where education is owed."""
    mine = Q(subject=str(suspension.pk)) | Q(subject__startswith=f"{suspension.pk}:")
    duties = Duty.objects.open().filter(mine, case=suspension.case_id).select_related("case").order_by("due_at", "pk")
    args = [suspension.case.reference, suspension.pk]
    return DecidedPage(
        top=about(suspension),
        length=words.in_days(suspension.half_days),
        to_do=tuple(_to_do(known_of(suspension), [*duties])),
        rest=(
            Link("Everything about this suspension", suspension.get_absolute_url()),
            Link("Enter this in your MIS", reverse("pupils:mis", args=args)),
            Link(f"Open the case {suspension.case.reference}", suspension.case.get_absolute_url()),
        ),
    )


def _to_do(known: Known, duties: Sequence[Duty]) -> Iterator[ToDo]:
    suspension = known.suspension
    if family := [duty for duty in duties if duty.kind == Kind.WRITTEN_NOTICE]:
        yield _gathered(suspension, "Write to the family", family, _of_family(known, family))
    if offices := [duty for duty in duties if duty.kind in OFFICES]:
        names = [name for kind, name in OFFICES.items() if kind in {duty.kind for duty in offices}]
        yield _gathered(suspension, f"Tell {wording.listed(names)}", offices, "")
    for duty in duties:
        if duty.kind == Kind.SET_WORK:
            yield _gathered(suspension, "Set work for the first five days", [duty], "")
    for duty in duties:
        if duty.kind == Kind.DAY_SIX_EDUCATION:
            yield _gathered(suspension, f"Arrange education from the {_nth_day(known)} day", [duty], "")


def _nth_day(known: Known) -> str:
    """Of a looked-after child education goes on from the first day of the suspension; of others from the sixth in a row."""
    days = school_calendar(known.suspension.school)
    starts_on = known.day_six(days)
    return "first" if starts_on is not None and known.is_at_once(starts_on, days) else "sixth"


def _of_family(known: Known, duties: Sequence[Duty]) -> str:
    """Whether they are rung first. Whoever a court order is noted about is not, before it is decided whether they are told."""
    keys = [NoticeKey.read(duty.subject) for duty in duties]
    if all(key is not None and key.to == NOBODY for key in keys):
        return NOBODY_KNOWN
    each = f"{len(duties)} letters, each their own. " if len(duties) > 1 else ""
    family = told_of(Event.DECIDED, (one for one in known.everybody if one.is_family))
    unweighed = [one.name for one in family if one.order is Order.UNDECIDED]
    if not unweighed:
        return f"{each}{FIRST_RING}"
    first = WEIGH_FIRST.format(names=wording.listed(unweighed))
    return f"{each}{first} {RING_OTHERS}" if len(unweighed) < len(family) else f"{each}{first}"


def _gathered(suspension: PupilSuspension, label: str, duties: Sequence[Duty], note: str) -> ToDo:
    """One line for what is done on one page: its own page, or the list of who is told for several."""
    url = duty_url(duties[0]) if len(duties) == 1 else told_url(suspension)
    return ToDo(Link(label, url), min(duty.due_at for duty in duties), note)
