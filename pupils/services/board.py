"""The board and a pupil's suspension: it is told, somebody writes to it, it meets, it decides, and everybody is told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, move, write
from cases.access import may, require, require_still
from cases.duties import Kind
from cases.rules import cannot_change
from cases.services.writing import claim, settle
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_blank, refuse_if
from notices.recipients import holders, reachable
from notices.services import tell
from notices.states import Audience, NoticeKind
from pupils import judging
from pupils.board import Attended
from pupils.models import (
    BoardAttendance,
    BoardMeeting,
    BoardMember,
    BoardOutcome,
    BoardReceipt,
    BoardRepresentation,
    PupilSuspension,
)
from pupils.recipients import event_of
from pupils.selectors.board_clock import board_clock, board_file
from pupils.selectors.family import family_at
from pupils.selectors.independence import involved_with, trustees, why_not_sit
from pupils.selectors.invited import not_yet_invited
from pupils.selectors.recipients import known_of
from pupils.services._after import BOARD_REINSTATED, close_after, finish, name_of, settle_board
from pupils.services._owed import owe_called_off, owe_notices, waive_uninvited
from pupils.services._receipts import keep_receipt
from pupils.services._reopening import open_again
from pupils.services._shared import forget_draft, locked, tell_head
from pupils.states import (
    PUPIL_SUSPENSION_MOVES,
    BoardDecision,
    Came,
    Event,
    HalfOfDay,
    PupilSuspensionState,
    SaidBy,
)
from records.models import Copy
from schools.access import forget_powers
from schools.schooldays import Half
from schools.selectors.school_calendar import school_calendar
from schools.states import Role

BOARD = "board_duties"
REOPENED = "Somebody says something to the board about the suspension of {who}. It is never too late for that."
HALF = {HalfOfDay.MORNING: Half.MORNING, HalfOfDay.AFTERNOON: Half.AFTERNOON}


# --- It is told -------------------------------------------------------------------------------------------------------
@transaction.atomic
def note_board_told(
    *, suspension: PupilSuspension, received_on: date, by: User, copy: Copy | None = None
) -> BoardReceipt:
    """Note the local day on which the board received the notice: its school days run from then. A part of telling it.

    `copy` is how the notice went. Sent again it counts from its own day only where every earlier one never came.
    """
    require(by, "work_case", suspension.case)
    return keep_receipt(suspension, received_on, copy, by)


# --- What is said to it -----------------------------------------------------------------------------------------------
@transaction.atomic
def note_to_board(
    *,
    suspension: PupilSuspension,
    received_at: datetime,
    channel: SaidBy,
    said_by: str,
    text: str,
    by: User,
    token: UUID | None = None,
) -> BoardRepresentation | None:
    """Note what somebody says to the board about a suspension, by whatever way it came (aware). It is never too late.

    A closed case is opened again by it, and whoever closed it is told. The clerk is told, and the headteacher. None if
    this form was sent before. SI 2012/1033 reg 24.
    """
    _require_notes(by, suspension)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    forget_powers(by)
    _require_notes(by, suspension)
    now = timezone.now()
    refuse_if(judging.cannot_be_heard(suspension.case), about=suspension)
    reason = judging.cannot_have_come(received_at, suspension.decided_at, now)
    refuse_if(reason, about=suspension, field="received_at")
    refuse_blank(said_by, "Say who says it.", about=suspension, field="said_by")
    refuse_blank(text, "Write down what they say.", about=suspension, field="text")
    said = BoardRepresentation(
        suspension=suspension,
        received_at=received_at,
        channel=channel,
        said_by=said_by.strip(),
        text=text.strip(),
        noted_at=now,
        noted_by=by,
    )
    full_check(said)
    open_again(suspension, REOPENED.format(who=name_of(suspension)), by)
    said.save(force_insert=True)
    data = {
        "who": name_of(suspension),
        "said_by": said.said_by,
        "channel": str(SaidBy(channel).label).lower(),
        "received": wording.in_full(received_at),
        "text": said.text,
    }
    write(chain=suspension.chain, verb="board.written_to", row=said, by=by, at=now, data=data)
    settle_board(suspension, by, why="Somebody has made representations.")
    _tell_clerk(suspension, by)
    tell_head(suspension, NoticeKind.REPRESENTATION, by)
    for form in ("board_said", "pupil_to_board"):
        forget_draft(form, suspension, by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return said


def _require_notes(by: User, suspension: PupilSuspension) -> None:
    """Deny (403) unless the user notes what is said to the board: the school does, and so does its clerk."""
    if not any(may(by, power, suspension.case) for power in ("work_case", BOARD)):
        raise PermissionDenied


# --- It meets ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def arrange_meeting(
    *,
    suspension: PupilSuspension,
    meets_at: datetime,
    place: str,
    by: User,
    is_remote: bool = False,
    is_past_known: bool = False,
    is_late_known: bool = False,
    late_reason: str = "",
    token: UUID | None = None,
) -> BoardMeeting | None:
    """Arrange a meeting of the board about a suspension (aware). The headteacher is told. None if sent before.

    The family is owed an invitation, and so are a social worker and a virtual school head. Refuses (`Refused`) before the
    board was told, once it has decided, while another meeting is arranged; a time that has passed, and a day after the law's
    limit, unless it is said that this is known (`is_past_known`, `is_late_known`). SI 2012/1033 reg 24.
    """
    require(by, BOARD, suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_still(by, BOARD, suspension.case)
    known = board_file(suspension)
    clock = board_clock(suspension, known)
    refuse_if(cannot_change(suspension.case) or judging.cannot_arrange(suspension, known, clock), about=suspension)
    refuse_if(judging.wrong_meeting(meets_at, suspension), about=suspension, field="meets_at")
    reason = judging.cannot_be_past(meets_at, timezone.now(), is_known=is_past_known)
    refuse_if(reason, about=suspension, field="meets_at")
    refuse_blank(place, "Say where it meets.", about=suspension, field="place")
    limit = judging.late_limit(meets_at, clock)
    refuse_if(judging.cannot_be_late(limit, is_known=is_late_known), about=suspension, field="is_late_known")
    if limit is not None:
        refuse_blank(late_reason, "Say why it meets later.", about=suspension, field="late_reason")
    now = timezone.now()
    meeting = BoardMeeting(
        suspension=suspension,
        meets_at=meets_at,
        place=place.strip(),
        is_remote=is_remote,
        late_reason=late_reason.strip() if limit is not None else "",
        arranged_at=now,
        arranged_by=by,
    )
    full_check(meeting)
    meeting.save(force_insert=True)
    data = {"who": name_of(suspension), "when": wording.in_full(meets_at), "place": meeting.place}
    write(chain=suspension.chain, verb="board.meeting_arranged", row=meeting, by=by, at=now, data=data)
    if limit is not None:
        data = {"who": name_of(suspension), "limit": wording.full_day(limit), "reason": meeting.late_reason}
        write(chain=suspension.chain, verb="board.meeting_late", row=meeting, by=by, at=now, data=data)
    owe_notices(suspension, Event.INVITED, by)
    tell_head(suspension, NoticeKind.BOARD_NEWS, by)
    forget_draft("board_meeting", suspension, by)
    if token is not None:
        settle(token=token, led_to=suspension.board_url, by=by)
    return meeting


@transaction.atomic
def send_papers(*, meeting: BoardMeeting, papers: str, papers_on: date, by: User) -> None:
    """Note what the papers of a meeting are and on which local day they went out. Raises `Refused`."""
    suspension, meeting = _meeting(meeting, by)
    refuse_if(judging.cannot_change_meeting(suspension, meeting), about=suspension)
    reason = judging.wrong_papers_day(papers_on, suspension, timezone.now())
    refuse_if(reason, about=suspension, field="papers_on")
    refuse_blank(papers, "Say what the papers are.", about=suspension, field="papers")
    if (meeting.papers, meeting.papers_on) == (papers.strip(), papers_on):
        return
    data = {"who": name_of(suspension), "on": wording.full_day(papers_on)}
    changes: dict[str, Any] = {
        "papers": papers.strip(),
        "papers_on": papers_on,
        "papers_at": timezone.now(),
        "papers_by": by,
    }
    amend(meeting, verb="board.papers_sent", by=by, data=data, **changes)
    forget_draft("board_papers", suspension, by)


@transaction.atomic
def call_off_meeting(*, meeting: BoardMeeting, reason: str, by: User) -> None:
    """Note that a meeting does not take place, and why; another can be arranged. Raises `Refused`.

    Whoever was told of it, or of one before, is owed a letter that says so; who was not is not invited any more.
    """
    suspension, meeting = _meeting(meeting, by)
    refuse_if(judging.cannot_change_meeting(suspension, meeting), about=suspension)
    refuse_blank(reason, "Say why it does not take place.", about=suspension, field="reason")
    data = {"who": name_of(suspension), "when": wording.in_full(meeting.meets_at), "reason": reason.strip()}
    changes: dict[str, Any] = {"called_off_at": timezone.now(), "called_off_by": by, "called_off_why": reason.strip()}
    amend(meeting, verb="board.meeting_called_off", by=by, data=data, **changes)
    owe_called_off(suspension, by)
    tell_head(suspension, NoticeKind.BOARD_NEWS, by)
    forget_draft("board_off", suspension, by)


@transaction.atomic
def begin_meeting(
    *,
    meeting: BoardMeeting,
    began_at: datetime,
    users: Sequence[int],
    names: Sequence[str],
    by: User,
    uninvited_why: str = "",
) -> None:
    """Note that a meeting has begun (aware) and who sits on the board: accounts (pks), and others by name.

    Nobody who has to do with the suspension: the headteacher, whoever received the report. Whoever was not told of it by
    then was not invited: `uninvited_why` says why it began all the same, and both stay readable. From then on a suspension
    of which the board must be told is no longer cancelled. Raises `Refused`. SI 2012/1033 regs 17A(3) and 24.
    """
    suspension, meeting = _meeting(meeting, by)
    refuse_if(judging.cannot_change_meeting(suspension, meeting), about=suspension)
    reason = judging.cannot_begin_at(began_at, suspension, timezone.now())
    refuse_if(reason, about=suspension, field="began_at")
    chosen = [user for user in trustees() if user.pk in {*users}]
    if not chosen and not names:
        raise Refused("Say who sits on the board.", about=suspension, field="users")
    for reason in why_not_sit(suspension, chosen).values():
        raise Refused(reason, about=suspension, field="users")
    involved = [user.name for user in involved_with(suspension)]
    refuse_if(judging.cannot_sit(names, involved), about=suspension, field="names")
    missed = not_yet_invited(known_of(suspension))
    if missed:
        refuse_blank(uninvited_why, judging.must_say_why_uninvited(missed), about=suspension, field="uninvited_why")
    for member in [
        *(BoardMember(meeting=meeting, user=user) for user in chosen),
        *(BoardMember(meeting=meeting, name=name) for name in names),
    ]:
        full_check(member)
        member.save(force_insert=True)
    sat = [*(user.name for user in chosen), *names]
    data = {"who": name_of(suspension), "when": wording.in_full(began_at), "members": wording.listed(sat)}
    why = uninvited_why.strip() if missed else ""
    amend(meeting, verb="board.meeting_began", by=by, data=data, began_at=began_at, began_by=by, uninvited_why=why)
    if missed:
        data = {"who": name_of(suspension), "missed": wording.listed(missed), "reason": why}
        write(chain=suspension.chain, verb="board.began_uninvited", row=meeting, by=by, data=data)
    waive_uninvited(suspension, by)
    forget_draft("board_begin", suspension, by)


def _meeting(meeting: BoardMeeting, by: User) -> tuple[PupilSuspension, BoardMeeting]:
    """The suspension and its meeting as they stand, under the lock, for whoever does the board's business."""
    require(by, BOARD, meeting.suspension.case)
    suspension = locked(meeting.suspension)
    require_still(by, BOARD, suspension.case)
    refuse_if(cannot_change(suspension.case), about=suspension)
    row: BoardMeeting = BoardMeeting.objects.select_related("suspension__case").get(pk=meeting.pk)
    return suspension, row


# --- It decides -------------------------------------------------------------------------------------------------------
@transaction.atomic
def note_outcome(
    *,
    suspension: PupilSuspension,
    decision: BoardDecision,
    reasons: str,
    decided_on: date,
    by: User,
    back_on: date | None = None,
    back_half: HalfOfDay = HalfOfDay.MORNING,
    attended: Sequence[Attended] = (),
    token: UUID | None = None,
) -> BoardOutcome | None:
    """Note what the board decided (local day) and why. Reinstated, the pupil is back from a half-day (local day).

    `attended` says of everybody of the family whether they came, where a meeting was held. Refuses (`Refused`) to
    reinstate where the law does not ask the board to meet, and to do without a meeting where it does. The headteacher is
    told; the decision and its reasons are owed in writing to the family, the local authority, a social worker and a
    virtual school head, an answer without a meeting to the family. After an answer a decision can follow, where the board
    must meet by then. None if sent before. SI 2012/1033 reg 24.
    """
    require(by, BOARD, suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_still(by, BOARD, suspension.case)
    now, known, days = timezone.now(), board_file(suspension), school_calendar(suspension.school)
    clock = board_clock(suspension, known, days)
    refuse_if(cannot_change(suspension.case) or judging.cannot_decide(suspension, known, clock), about=suspension)
    refuse_if(judging.wrong_decision_day(decided_on, suspension, known, now), about=suspension, field="decided_on")
    reason = judging.cannot_decide_so(decision, suspension, known, clock, decided_on)
    refuse_if(reason, about=suspension, field="decision")
    if decision == BoardDecision.REINSTATED:
        began_at = known.begun.began_at if known.begun is not None else None
        reason = judging.wrong_return(
            suspension, back_on, HALF[back_half], decided_on=decided_on, began_at=began_at, days=days
        )
        refuse_if(reason, about=suspension, field="back_on")
    else:
        back_on, back_half = None, HalfOfDay.MORNING
    refuse_blank(reasons, "Give the board’s reasons.", about=suspension, field="reasons")
    if known.begun is not None:
        _note_who_came(suspension, known.begun, attended, by, now)
    outcome = BoardOutcome(
        suspension=suspension,
        decision=decision,
        decided_on=decided_on,
        reasons=reasons.strip(),
        back_on=back_on,
        back_half=back_half,
        noted_at=now,
        noted_by=by,
    )
    full_check(outcome)
    outcome.save(force_insert=True)
    data = {
        "who": name_of(suspension),
        "decision": str(BoardDecision(decision).label),
        "on": wording.full_day(decided_on),
        "reasons": outcome.reasons,
    }
    write(chain=suspension.chain, verb="board.decided", row=outcome, by=by, at=now, data=data)
    finish(suspension, Kind.BOARD_MEETING, str(BoardDecision(decision).label), by)
    if decision == BoardDecision.REINSTATED:
        _reinstate(suspension, outcome)
    else:
        owe_notices(suspension, event_of(decision), by)
    tell_head(suspension, NoticeKind.BOARD_NEWS, by)
    forget_draft("board_outcome", suspension, by)
    if token is not None:
        settle(token=token, led_to=suspension.board_url, by=by)
    return outcome


def _note_who_came(
    suspension: PupilSuspension, meeting: BoardMeeting, attended: Sequence[Attended], by: User, now: datetime
) -> None:
    """Note of everybody of the family whether they came to a meeting, once each, and who came with or spoke for them."""
    family = dict(family_at(suspension))
    if missing := judging.is_unsaid(attended, family):
        refuse_if(missing[1], about=suspension, field=f"came_{missing[0]}")
    for one in attended:
        if one.person not in family:
            raise Refused("This is nobody of the family.", about=suspension)
        row = BoardAttendance(
            meeting=meeting,
            person_id=one.person,
            came=one.came,
            with_whom="" if one.came == Came.ABSENT else one.with_whom.strip(),
            noted_at=now,
            noted_by=by,
        )
        full_check(row)
        row.save(force_insert=True)
        data = {"who": family[one.person], "came": wording.mid(str(Came(one.came).label)), "with_whom": row.with_whom}
        write(
            chain=suspension.chain,
            verb="board.attended_with" if row.with_whom else "board.attended",
            row=row,
            by=by,
            at=now,
            data=data,
        )


def _reinstate(suspension: PupilSuspension, outcome: BoardOutcome) -> None:
    """The pupil comes back; what was owed of the suspension falls away, and everybody told of it is told of this."""
    by, back_on = outcome.noted_by, outcome.back_on
    data = {"who": name_of(suspension), "reason": outcome.reasons, "back": back_on and wording.full_day(back_on)}
    move(
        suspension,
        PupilSuspensionState.REINSTATED,
        table=PUPIL_SUSPENSION_MOVES,
        verb="pupil_suspension.reinstated",
        by=by,
        at=outcome.noted_at,
        data=data,
        ended_at=outcome.noted_at,
        ended_by=by,
        end_reason=outcome.reasons,
        back_on=back_on,
        back_half=outcome.back_half,
    )
    close_after(suspension, BOARD_REINSTATED, by)
    owe_notices(suspension, Event.REINSTATED, by)


# --- Telling each other -----------------------------------------------------------------------------------------------
def _tell_clerk(suspension: PupilSuspension, by: User) -> None:
    for user in reachable(holders(Role.CLERK), suspension.case):
        if user != by:
            path = suspension.board_url
            tell(
                kind=NoticeKind.REPRESENTATION, audience=Audience.CLERK, to=user, path=path, case=suspension.case, by=by
            )
