"""What the clerk sees of a pupil's suspension: what was handed to the board and what it does, never the case file."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import User
from cases.rules import cannot_change
from kernel import wording
from kernel.components import Action, Entry, Link, Row, Section, Tag
from kernel.together import together
from pupils import clocks, judging
from pupils import wording as words
from pupils.board import BoardClock, BoardFile, was_over_by
from pupils.codeset import BY_CODE
from pupils.counting import Band
from pupils.models import BoardAttendance, BoardMeeting, BoardOutcome, PupilSuspension, SuspensionReason
from pupils.selectors.board_clock import asked_of_board, board_clock, file_of
from pupils.selectors.board_list import STATE_TAGS, decided_briefly
from pupils.selectors.told import told_section
from pupils.states import BoardDecision, Came, PupilSuspensionState
from records.content import Content, read
from records.models import WrittenRecord
from schools.calendar import local_day
from schools.schooldays import SchoolCalendar
from schools.selectors.school_calendar import school_calendar
from suspensions.selectors.standing import current

NO_PLACE_FOR_MEETING = "Nothing has to be done. If somebody writes to the board, it considers what they say."


@dataclass(frozen=True)
class BoardTop:
    """What stands on top of a form about one suspension, without a query."""

    suspension: PupilSuspension
    name: str
    closed: str | None


def board_top(suspension: PupilSuspension) -> BoardTop:
    """What a form about one suspension says on top; the rows it names were fetched with it."""
    return BoardTop(suspension, current(suspension.pupil).full_name, cannot_change(suspension.case))


@dataclass(frozen=True)
class BoardPage:
    """One suspension as it was handed to the board, and the board's own part."""

    suspension: PupilSuspension
    name: str
    sub: str
    tag: Tag | None
    crumbs: tuple[Link, ...]
    known: BoardFile
    clock: BoardClock
    due: str
    notice: Content | None
    sections: tuple[Section, ...]
    actions: tuple[Action, ...]
    closed: str | None


def board_page(suspension: PupilSuspension, user: User) -> BoardPage:
    """What was handed to the board about one suspension, what somebody wrote to it, its meetings and its outcome.

    With whom it told of a meeting or of what it decided, once there is something to tell.
    """
    days = school_calendar(suspension.school)
    notices = WrittenRecord.objects.current().filter(
        case=suspension.case, subject__startswith=f"{suspension.pk}-board-"
    )
    reasons, written, *rows = together(
        SuspensionReason.objects.filter(suspension=suspension).order_by("place"),
        notices.order_by("-issued_at", "-pk"),
        *asked_of_board(suspension),
    )
    known = file_of(*rows)
    clock = board_clock(suspension, known, days)
    outcome, told = _outcome(suspension, known), _told(suspension, known, user)
    return BoardPage(
        suspension=suspension,
        name=current(suspension.pupil).full_name,
        sub=f"Suspension of a pupil of {suspension.school.name}",
        tag=STATE_TAGS.get(PupilSuspensionState(suspension.state)),
        crumbs=(Link("Board", reverse("pupils:board")),),
        known=known,
        clock=clock,
        due=due_words(suspension, known, clock),
        notice=read(written[0].content) if written else None,
        # Once the board has decided, that and who is told of it stand first.
        sections=(
            *outcome,
            *(told if outcome else ()),
            _handed(suspension, known, clock, reasons),
            said_section(known),
            _meetings(suspension, known, days),
            *(() if outcome else told),
        ),
        actions=_actions(suspension, known, clock),
        closed=cannot_change(suspension.case),
    )


def due_words(suspension: PupilSuspension, known: BoardFile, clock: BoardClock) -> str:
    """What the board must do about a suspension, until when, and why, in a sentence or two."""
    if known.has_done(clock):
        return ""
    if not suspension.is_standing:
        return judging.ENDED
    if known.told_on is None:
        return judging.NOT_TOLD
    until = f" {_by(clock)}" if clock.by is not None else ""
    return f"{_why(known, clock)}{until}"


def _by(clock: BoardClock) -> str:
    day = f"By {wording.full_day(clock.by)}." if clock.by is not None else ""
    return (
        f"{day} The school’s days are not entered that far: the day may turn out later." if clock.is_estimate else day
    )


def _why(known: BoardFile, clock: BoardClock) -> str:
    if clock.band == Band.OVER_FIFTEEN:
        return "More than 15 days in the term: the board must meet within 15 school days of being told."
    if clock.is_exam_missed:
        return (
            "An examination or national test is missed: the board must meet within 15 school days of being told, and "
            "before it if it can."
        )
    if clock.must_meet:
        return (
            "More than 5 days in the term, and somebody has written to the board: it must meet within 50 school days of "
            "being told."
        )
    cannot = (
        "It need not meet, and cannot reinstate the pupil. The law sets no time; the trust asks for 15 school days."
    )
    if known.said:
        return f"Not more than 5 days in the term: the board considers what was said. {cannot}"
    if known.asked_at is not None:
        return f"The headteacher asks the board to consider it. {cannot}"
    if clock.band == Band.OVER_FIVE:
        return "More than 5 days in the term. The board must meet if somebody writes to it about the suspension."
    return NO_PLACE_FOR_MEETING


def _handed(
    suspension: PupilSuspension, known: BoardFile, clock: BoardClock, reasons: list[SuspensionReason]
) -> Section:
    """The facts of the notice."""
    period = words.period(suspension.absence)
    rows = [
        Row("Suspended", wording.capital(period)),
        Row("Length", words.in_days(suspension.half_days)),
        Row("In the term with this one", words.in_days(clock.half_days)),
        Row("Reasons", [BY_CODE[reason.code].words for reason in reasons]),
        Row("Decided by", f"{suspension.decided_by.name}, {wording.mid(suspension.get_capacity_display())}"),
    ]
    if clock.exams:
        rows.append(Row("Examination missed", [str(exam) for exam in clock.exams]))
    if known.told_on is not None:
        rows.append(Row("The board was told", wording.full_day(known.told_on)))
    if known.answer is not None and known.answer.is_board_asked:
        rows.append(Row("The headteacher asks the board", known.answer.reasons))
    if suspension.ended_at is not None:
        rows.append(Row(str(suspension.get_state_display()), wording.in_full(suspension.ended_at)))
        rows.append(Row("Why", suspension.end_reason))
    return Section("What the board was told", rows=tuple(rows), key="handed")


def said_section(known: BoardFile) -> Section:
    """What somebody wrote to the board, oldest first."""
    entries = [
        Entry(
            at=row.received_at,
            text=f"{row.said_by}, {wording.mid(row.get_channel_display())}: {row.text}",
            note=f"Noted by {row.noted_by.name}.",
        )
        for row in known.said
    ]
    return Section(
        "What was said to the board", entries=tuple(entries), key="said", empty="Nobody has written to it yet."
    )


def meeting_rows(known: BoardFile, meeting: BoardMeeting) -> tuple[Row, ...]:
    """A meeting, as the clerk and the school see it."""
    rows = [Row("When", wording.in_full(meeting.meets_at)), Row("Where", meeting.place)]
    if meeting.is_remote:
        rows.append(Row("By video or telephone", "The family asked for it"))
    if meeting.late_reason:
        rows.append(Row("Why it is later than the law says", meeting.late_reason))
    if meeting.papers_on is not None:
        rows += [Row("Papers", meeting.papers), Row("Went out", wording.full_day(meeting.papers_on))]
    if meeting.began_at is not None:
        sat = [str(one.user.name if one.user else one.name) for one in known.members if one.meeting_id == meeting.pk]
        rows += [Row("Began", wording.in_full(meeting.began_at)), Row("Sat on the board", wording.listed(sat))]
        if meeting.uninvited_why:
            rows.append(Row("Why it began before everybody was invited", meeting.uninvited_why))
        rows += [_came(one) for one in known.attendances if one.meeting_id == meeting.pk]
    if meeting.called_off_at is not None:
        rows.append(Row("Called off", f"{wording.in_full(meeting.called_off_at)}: {meeting.called_off_why}"))
    return tuple(rows)


def _came(one: BoardAttendance) -> Row:
    """Whether somebody of the family came, and with whom or by whom."""
    name, said = current(one.person).formal_name, str(Came(one.came).label)
    if one.with_whom:
        said += f": {one.with_whom}" if one.came == Came.REPRESENTED else f", with {one.with_whom}"
    return Row(name, said)


def _meetings(suspension: PupilSuspension, known: BoardFile, days: SchoolCalendar) -> Section:
    meeting = known.ahead or known.begun or (known.meetings[-1] if known.meetings else None)
    if meeting is None:
        return Section("Meeting", key="meeting", empty="None is arranged.")
    text, actions = "", []
    if known.ahead is not None and not suspension.is_standing:
        text = "It does not take place: the suspension was cancelled, or has ended."
    elif known.ahead is not None:
        if meeting.papers_on is None:
            day = clocks.papers_by(meeting.meets_at.astimezone(wording.LONDON).date(), days)
            text = f"The papers should be out five school days before, by {wording.full_day(day)}, if that is possible."
        has_papers = meeting.papers_on is not None
        actions = [
            Action(
                "It has begun",
                _url("board_begin", suspension, meeting.pk),
                style="primary" if has_papers else "secondary",
            ),
            Action(
                "The papers are out",
                _url("board_papers", suspension, meeting.pk),
                style="secondary" if has_papers else "primary",
            ),
            Action("Call it off", _url("board_off", suspension, meeting.pk)),
        ]
    return Section("Meeting", rows=meeting_rows(known, meeting), text=text, actions=tuple(actions), key="meeting")


def outcome_rows(known: BoardFile) -> tuple[Row, ...]:
    """What the board decided, as the clerk and the school see it."""
    return tuple(row for one in reversed(known.outcomes) for row in rows_of_outcome(one))


def rows_of_outcome(outcome: BoardOutcome) -> tuple[Row, ...]:
    """One outcome; of one that was taken back, what it was and why."""
    if outcome.taken_back_by is not None and outcome.taken_back_at is not None:
        return (
            Row(
                "Noted wrongly",
                f"{decided_briefly(outcome)}. Noted by {outcome.noted_by.name}, {wording.in_full(outcome.noted_at)}",
            ),
            Row(
                "Taken back",
                f"{outcome.taken_back_by.name}, {wording.in_full(outcome.taken_back_at)}: {outcome.taken_back_why}",
            ),
        )
    rows = [
        Row("Decision", outcome.get_decision_display()),
        Row("Decided on", wording.full_day(outcome.decided_on)),
        Row("Reasons", outcome.reasons),
    ]
    if outcome.back_on is not None:
        rows.append(Row("Back from", words.half_of(outcome.back_on, outcome.back)))
    return (*rows, Row("Noted by", f"{outcome.noted_by.name}, {wording.in_full(outcome.noted_at)}"))


def _outcome(suspension: PupilSuspension, known: BoardFile) -> tuple[Section, ...]:
    if not known.outcomes:
        return ()
    last = known.outcome or known.answered
    actions = []
    if last is not None:
        reason = judging.cannot_be_heard(suspension.case)
        url = _url("board_back", suspension, last.pk)
        actions.append(Action("It was noted wrongly", url, style="secondary", reason=reason))
    return (Section("What the board decided", rows=outcome_rows(known), key="outcome", actions=tuple(actions)),)


def _told(suspension: PupilSuspension, known: BoardFile, user: User) -> tuple[Section, ...]:
    """Who is told of what the board does. Two queries, and none where there is nothing to tell."""
    return (told_section(suspension, user),) if known.meetings or known.outcomes else ()


def _actions(suspension: PupilSuspension, known: BoardFile, clock: BoardClock) -> tuple[Action, ...]:
    """What can be done; of a suspension that was cancelled or ended only what is said is noted still."""
    said = Action(
        "Note what somebody says", _url("board_said", suspension), reason=judging.cannot_be_heard(suspension.case)
    )
    if not suspension.is_standing:
        return (said,)
    closed = cannot_change(suspension.case)
    arrange = closed or judging.cannot_arrange(suspension, known, clock)
    decide = closed or judging.cannot_decide(suspension, known, clock)
    is_ready = known.begun is not None and known.outcome is None
    return (
        said,
        Action("Arrange a meeting", _url("board_meeting", suspension), reason=arrange),
        Action(
            "Note the outcome",
            _url("board_outcome", suspension),
            style="primary" if is_ready else "secondary",
            reason=decide,
        ),
    )


# --- What it may decide -----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Choice:
    """Something the board could decide; the reason where it cannot."""

    decision: BoardDecision
    reason: str | None


def choices_of(suspension: PupilSuspension, known: BoardFile, clock: BoardClock, now: datetime) -> list[Choice]:
    """Everything the board could decide on a suspension till now (aware), with the reason where it cannot.

    It may have decided on any day since its meeting began: a reinstatement is judged by the first, that the pupil was
    back already by the last.
    """
    last = local_day(now)
    first = local_day(known.begun.began_at) if known.begun is not None and known.begun.began_at is not None else last
    days = {BoardDecision.REINSTATED: first}
    found = [
        Choice(one, judging.cannot_decide_so(one, suspension, known, clock, days.get(one, last)))
        for one in BoardDecision
    ]
    hidden = BoardDecision.NOT_RIGHT if not was_over_by(suspension, last) else BoardDecision.REINSTATED
    return [one for one in found if one.decision != hidden or one.reason is None]


def _url(name: str, suspension: PupilSuspension, *more: int) -> str:
    return reverse(f"pupils:{name}", args=[suspension.case.reference, suspension.pk, *more])
