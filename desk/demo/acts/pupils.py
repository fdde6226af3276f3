"""What follows in the stories when a pupil was suspended: who is told, what is set and agreed, the board, the CEO."""

from dataclasses import replace
from datetime import time, timedelta

from django.utils import timezone

from accounts.models import User
from desk.demo.stage import Act, Scene
from pupils.board import Attended
from pupils.clocks import return_on
from pupils.models import BoardMeeting, PupilSuspension
from pupils.models.suspension import HALF
from pupils.recipients import NoticeKey, Order, Recipient, told_of
from pupils.selectors.cancelling import return_choices
from pupils.selectors.family import family_at
from pupils.selectors.recipients import recipients
from pupils.selectors.run import day_six_of
from pupils.services import advice, after, board, cancelling, telling
from pupils.states import OF_BOARD, BoardDecision, Came, Event, FurtherBasis, SaidBy
from records.states import CopyMethod
from schools.calendar import LONDON, at_local, local_day

A_WHILE = timedelta(minutes=30)
DAY_SIX = "Wexcombe Learning Centre, 4 Station Road, Wexcombe. From 9:00 to 15:00. Ask for Mrs Adair."
OF_HALF = {half: value for value, half in HALF.items()}


# --- Who is told -------------------------------------------------------------------------------------------------------
def family_told(event: Event = Event.DECIDED, *, work: str = "") -> Act:
    """Every parent has their letter: by post to their own address, by hand where none is known."""

    def act(scene: Scene) -> None:
        for one in _told_of(scene, event):
            if one.is_family and one.order is not Order.UNDECIDED:
                _write_to_family(scene, NoticeKey(scene.pupil_suspension.pk, one.key, event), work)

    return act


def offices_told(event: Event = Event.DECIDED) -> Act:
    """The local authority, the board and whoever else must be told have their notice, by the school's own secure mail."""

    def act(scene: Scene) -> None:
        for one in _told_of(scene, event):
            if not one.is_family:
                _write_to_office(scene, NoticeKey(scene.pupil_suspension.pk, one.key, event))

    return act


def _told_of(scene: Scene, event: Event) -> tuple[Recipient, ...]:
    return told_of(event, recipients(scene.pupil_suspension))


def _write_to_family(scene: Scene, key: NoticeKey, work: str) -> None:
    suspension = scene.pupil_suspension
    telling.issue_notice(
        suspension=suspension,
        key=key,
        reason=_reason(suspension, key.event),
        work=work if key.event == Event.DECIDED else "",
        day_six=DAY_SIX if key.event == Event.DAY_SIX else "",
        method=CopyMethod.HAND,
        by=_writer(scene, key),
    )


def _write_to_office(scene: Scene, key: NoticeKey) -> None:
    suspension, by = scene.pupil_suspension, _writer(scene, key)
    telling.issue_notice(suspension=suspension, key=key, reason=_reason(suspension, key.event), by=by)
    now = timezone.now().astimezone(LONDON)
    telling.log_notice_sent(
        suspension=suspension,
        key=key,
        method=CopyMethod.EMAIL,
        address=f"{key.to}@council.demo.example",
        sent_on=now.date(),
        sent_at=now.time(),
        by=by,
    )


def _writer(scene: Scene, key: NoticeKey) -> User:
    """What the board tells, its clerk writes."""
    return scene.stage.user("clerk") if key.event in OF_BOARD else scene.writer


def _reason(suspension: PupilSuspension, event: Event) -> str:
    """What the writer gives as the reason; of the sixth day, and of what the board tells, none: its reasons are noted."""
    if event == Event.DAY_SIX or event in OF_BOARD:
        return ""
    return suspension.conduct if event == Event.DECIDED else suspension.end_reason


# --- What the school owes the pupil ------------------------------------------------------------------------------------
def work_set(what: str, how: str, marker: str) -> Act:
    def act(scene: Scene) -> None:
        after.set_work(suspension=scene.pupil_suspension, what=what, how=how, marker=marker, by=scene.writer)

    return act


def education_arranged(scene: Scene) -> None:
    """Full-time education at the learning centre, from the day on which it is owed."""
    suspension = scene.pupil_suspension
    starts_on = day_six_of(suspension, scene.calendar)
    assert starts_on is not None, "it is owed"
    after.arrange_education(
        suspension=suspension,
        provider="Wexcombe Learning Centre",
        address="4 Station Road\nWexcombe",
        times="9:00 to 15:00",
        starts_on=starts_on,
        report_to="Mrs Adair",
        by=scene.writer,
    )


def back_in_school(who_came: str, agreed: str) -> Act:
    """The talk on coming back, held today; not yet where a day off has put the return off."""

    def act(scene: Scene) -> None:
        suspension, today = scene.pupil_suspension, local_day(timezone.now())
        if return_on(suspension.absence, scene.calendar)[0] <= today:
            after.note_reintegration(
                suspension=suspension, is_held=True, held_on=today, who_came=who_came, agreed=agreed, by=scene.writer
            )

    return act


# --- Another decision of the headteacher -------------------------------------------------------------------------------
def suspended_further(
    half_days: int, conduct: str, reason: str, basis: FurtherBasis = FurtherBasis.NEW_EVIDENCE
) -> Act:
    """A further suspension, from the next school day after the one before."""

    def act(scene: Scene) -> None:
        before, plan = scene.pupil_suspension, scene.tale.plan
        assert plan is not None
        first_on = scene.calendar.next_school_day(before.last_on)
        more = replace(plan, half_days=half_days, conduct=conduct)
        scene.suspend_pupil(more, first_on, follows=before, further_basis=basis, further_reason=reason)

    return act


def cancelled(reason: str) -> Act:
    """The headteacher cancels it: the pupil is back as soon as can be."""

    def act(scene: Scene) -> None:
        suspension = scene.pupil_suspension
        back_on, half = return_choices(suspension, timezone.now())[0]
        cancelling.cancel_suspension(
            suspension=suspension, reason=reason, back_on=back_on, back_half=OF_HALF[half], by=scene.head
        )

    return act


# --- The CEO -----------------------------------------------------------------------------------------------------------
def advised(reasons: str, *, is_supported: bool = True) -> Act:
    def act(scene: Scene) -> None:
        advice.give_advice(
            suspension=scene.pupil_suspension, is_supported=is_supported, reasons=reasons, by=scene.stage.user("ceo")
        )

    return act


# --- The board ---------------------------------------------------------------------------------------------------------
def board_written_to(said_by: str, text: str, channel: SaidBy = SaidBy.EMAIL) -> Act:
    """Somebody makes representations to the board."""

    def act(scene: Scene) -> None:
        board.note_to_board(
            suspension=scene.pupil_suspension, received_at=timezone.now() - A_WHILE, channel=channel,
            said_by=said_by, text=text, by=scene.stage.user("clerk"),
        )  # fmt: skip

    return act


def board_meets_in(days: int, place: str = "Wexcombe House, committee room") -> Act:
    """The clerk arranges the board's meeting, so many working days from now."""

    def act(scene: Scene) -> None:
        meets_at = at_local(scene.stage.clock.days.add_working_days(local_day(timezone.now()), days), time(17, 30))
        board.arrange_meeting(
            suspension=scene.pupil_suspension, meets_at=meets_at, place=place, by=scene.stage.user("clerk")
        )

    return act


def board_papers(papers: str) -> Act:
    def act(scene: Scene) -> None:
        board.send_papers(
            meeting=_meeting(scene), papers=papers, papers_on=local_day(timezone.now()), by=scene.stage.user("clerk")
        )

    return act


def board_decides(reasons: str, *, is_reinstated: bool, with_whom: str = "") -> Act:
    """The meeting began at its time, the family came, and the board decided; reinstated, the pupil is back the next day."""

    def act(scene: Scene) -> None:
        clerk, meeting, today = scene.stage.user("clerk"), _meeting(scene), local_day(timezone.now())
        sat = [scene.stage.user("trustee").pk]
        board.begin_meeting(
            meeting=meeting, began_at=meeting.meets_at, users=sat, names=["Rosalind Penn", "Gwil Parry"], by=clerk
        )
        family = family_at(scene.pupil_suspension)
        board.note_outcome(
            suspension=scene.pupil_suspension,
            decision=BoardDecision.REINSTATED if is_reinstated else BoardDecision.UPHELD,
            reasons=reasons,
            decided_on=today,
            back_on=scene.calendar.next_school_day(today) if is_reinstated else None,
            attended=[Attended(pk, Came.CAME, with_whom if place == 0 else "") for place, (pk, _) in enumerate(family)],
            by=clerk,
        )

    return act


def _meeting(scene: Scene) -> BoardMeeting:
    rows = BoardMeeting.objects.select_related("suspension__case").filter(suspension=scene.pupil_suspension)
    found: BoardMeeting = rows.order_by("-pk")[0]
    return found
