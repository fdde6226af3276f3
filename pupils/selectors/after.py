"""What follows a pupil's suspension, for its page: work, education from the sixth day, return, advice, the board."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from accounts.models import User
from cases.access import may
from cases.duties import Kind
from cases.models import Duty
from cases.rules import cannot_change
from cases.states import CaseState
from kernel import wording
from kernel.components import Action, Entry, Row, Section, Style
from kernel.together import together
from pupils import following, judging
from pupils import wording as words
from pupils.access import may_decide
from pupils.board import BoardFile
from pupils.clocks import return_on
from pupils.models import Advice, DaySixEducation, PupilSuspension, Reintegration, WorkSet
from pupils.selectors.board import meeting_rows, outcome_rows
from pupils.selectors.board_clock import asked_of_board, file_of
from pupils.selectors.run import sixth_day_of
from schools.selectors.school_calendar import school_calendar

NOT_YOURS = "Only the headteacher, a senior leader or the CEO does this."
ONLY_HEAD = "Only the headteacher answers, or who acts as headteacher."
OWED = (
    Kind.SET_WORK,
    Kind.DAY_SIX_EDUCATION,
    Kind.REINTEGRATION,
    Kind.REVIEW_PUPIL_SUSPENSION,
    Kind.ANSWER_ADVICE,
)


@dataclass(frozen=True)
class Following:
    """Everything noted of what follows a suspension, and which of its duties are open."""

    work: list[WorkSet]
    education: list[DaySixEducation]
    talks: list[Reintegration]
    advice: Advice | None
    board: BoardFile
    owed: frozenset[str]


def following_of(suspension: PupilSuspension) -> Following:
    """What follows a suspension: one query."""
    duties = Duty.objects.open().filter(case=suspension.case, subject=str(suspension.pk), kind__in=OWED)
    owed, work, education, talks, advice, *board = together(
        duties,
        WorkSet.objects.filter(suspension=suspension).select_related("noted_by").order_by("pk"),
        DaySixEducation.objects.filter(suspension=suspension).select_related("noted_by").order_by("pk"),
        Reintegration.objects.filter(suspension=suspension).select_related("noted_by").order_by("pk"),
        Advice.objects.filter(suspension=suspension).select_related("given_by"),
        *asked_of_board(suspension),
    )
    return Following(
        work=work,
        education=education,
        talks=talks,
        advice=next(iter(advice), None),
        board=file_of(*board),
        owed=frozenset(duty.kind for duty in owed),
    )


def after_sections(suspension: PupilSuspension, user: User) -> tuple[Section, ...]:
    """The parts of a suspension's page about what follows it. One query."""
    known = following_of(suspension)
    lessons = () if suspension.is_lunchtime else (_work(suspension, known, user), _education(suspension, known, user))
    coming_back = () if suspension.is_lunchtime else (_return(suspension, known, user),)
    return (*lessons, *coming_back, _advice(suspension, known, user), _board(suspension, known, user))


def _action(label: str, name: str, suspension: PupilSuspension, user: User, *, is_owed: bool) -> Action:
    """A button; what is owed is the main one."""
    reason = None if may(user, "work_case", suspension.case) else NOT_YOURS
    style: Style = "primary" if is_owed and reason is None else "secondary"
    return Action(label, _url(name, suspension), style=style, reason=cannot_change(suspension.case) or reason)


# --- Lessons ----------------------------------------------------------------------------------------------------------
def _work(suspension: PupilSuspension, known: Following, user: User) -> Section:
    entries = [
        Entry(
            at=row.noted_at,
            text=f"{row.what} How it reaches the pupil: {row.how}",
            note=f"Marked by {wording.closed(row.marker)} Noted by {row.noted_by.name}.",
        )
        for row in known.work
    ]
    is_owed = Kind.SET_WORK in known.owed
    return Section(
        "Work for the first five days",
        entries=tuple(entries),
        actions=(_action("Note the work", "work", suspension, user, is_owed=is_owed),),
        key="work",
        empty="None is noted yet.",
    )


def _education(suspension: PupilSuspension, known: Following, user: User) -> Section:
    latest = known.education[-1] if known.education else None
    is_owed = Kind.DAY_SIX_EDUCATION in known.owed
    label = "Note other details" if latest is not None else "Note the education"
    return Section(
        "Education during the suspension",
        rows=education_rows(latest),
        actions=(_action(label, "day_six", suspension, user, is_owed=is_owed),),
        key="day-six",
        empty="It has to be arranged." if is_owed else "By the days as they are now, none has to be arranged.",
    )


def education_rows(latest: DaySixEducation | None) -> tuple[Row, ...]:
    """What is arranged, or why nothing has to be."""
    if latest is None:
        return ()
    noted = f"{latest.noted_by.name}, {wording.in_full(latest.noted_at)}"
    if not latest.is_arranged or latest.starts_on is None:
        why = str(latest.get_exception_display())
        return (Row("None has to be arranged", why), Row("How we know", latest.reason), Row("Noted by", noted))
    rows = [
        Row("With", latest.provider),
        Row("Address", latest.address),
        Row("From", wording.full_day(latest.starts_on)),
        Row("Times", latest.times),
        Row("The pupil asks for", latest.report_to),
    ]
    rows += [Row("Why it begins later", latest.late_reason)] if latest.late_reason else []
    rows += [Row("Less than 48 hours’ notice", "The parent agreed")] if latest.has_consent else []
    return (*rows, Row("Noted by", noted))


def _return(suspension: PupilSuspension, known: Following, user: User) -> Section:
    day, half = return_on(suspension.absence, school_calendar(suspension.school))
    entries = [
        Entry(
            at=row.noted_at,
            text=f"Held on {wording.full_day(row.held_on)}. Who came: {wording.closed(row.who_came)} Agreed: {row.agreed}"
            if row.held_on is not None
            else f"Not held: {row.why_not}",
            note=f"Noted by {row.noted_by.name}.",
        )
        for row in known.talks
    ]
    return Section(
        "Coming back",
        rows=(Row("Back from", words.half_of(day, half)),),
        entries=tuple(entries),
        actions=(
            _action("Note the talk", "reintegration", suspension, user, is_owed=Kind.REINTEGRATION in known.owed),
        ),
        key="return",
    )


# --- Advice and board -------------------------------------------------------------------------------------------------
def _advice(suspension: PupilSuspension, known: Following, user: User) -> Section:
    advice, answer = known.advice, known.board.answer
    actions = []
    if advice is None and may(user, "advise_pupil", suspension.case):
        reason = cannot_change(suspension.case) or (None if suspension.is_standing else judging.ENDED)
        actions.append(Action("Review", _url("advise", suspension), style="primary", reason=reason))
    if Kind.ANSWER_ADVICE in known.owed:
        reason = cannot_change(suspension.case) or (None if may_decide(user, suspension.case) else ONLY_HEAD)
        actions.append(Action("Answer", _url("answer", suspension), style="primary", reason=reason))
    rows = list(advice_rows(advice))
    if answer is not None:
        rows.append(Row("Why it stands", f"{answer.reasons} ({answer.answered_by.name})"))
        rows += [Row("The board", "Is asked to consider it")] if answer.is_board_asked else []
    return Section(
        "The CEO’s review",
        rows=tuple(rows),
        actions=tuple(actions),
        key="advice",
        empty="Not reviewed yet. The review is advice: only the headteacher cancels, and only the board reinstates.",
    )


def advice_rows(advice: Advice | None) -> tuple[Row, ...]:
    """What the CEO's review said."""
    if advice is None:
        return ()
    by = f"{advice.given_by.name}, {wording.mid(advice.get_capacity_display())}, {wording.in_full(advice.given_at)}"
    return (
        Row("The decision", "Supported" if advice.is_supported else "Not supported"),
        Row("Reasons", advice.reasons),
        Row("Reviewed by", by),
    )


def _board(suspension: PupilSuspension, known: Following, user: User) -> Section:
    board = known.board
    told = wording.full_day(board.told_on) if board.told_on is not None else "Not yet"
    rows = [Row("Told on", told)]
    meeting = board.ahead or board.begun
    rows += meeting_rows(board, meeting) if meeting is not None else ()
    rows += outcome_rows(board)
    entries = [
        Entry(
            at=row.received_at,
            text=f"{row.said_by} to the board: {row.text}",
            note=f"Noted by {row.noted_by.name}.",
        )
        for row in board.said
    ]
    return Section(
        "The board",
        rows=tuple(rows),
        entries=tuple(entries),
        actions=(_say(suspension, user),),
        key="board",
    )


def _say(suspension: PupilSuspension, user: User) -> Action:
    """Somebody says something to the board: in a closed case too, which is opened again by it."""
    action = _action("Note what somebody says to the board", "to_board", suspension, user, is_owed=False)
    if suspension.case.state == CaseState.CLOSED and may(user, "work_case", suspension.case):
        return replace(action, reason=None)
    return action


def _url(name: str, suspension: PupilSuspension) -> str:
    return reverse(f"pupils:{name}", args=[suspension.case.reference, suspension.pk])


# --- Pages of their own -----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class EducationPage:
    """What the page of education from the sixth day says: from when it is owed, what is noted, why it cannot be."""

    owed_on: date | None
    rows: tuple[Row, ...]
    reason: str | None


def education_page(suspension: PupilSuspension) -> EducationPage:
    """From when education is owed during this suspension, and what is arranged. Five queries."""
    latest = suspension.day_six.select_related("noted_by").last()
    return EducationPage(
        owed_on=sixth_day_of(suspension, school_calendar(suspension.school)),
        rows=education_rows(latest),
        reason=cannot_change(suspension.case) or following.cannot_arrange(suspension),
    )
