"""The board and a pupil's suspension: when it must meet, who brings it there, who may sit, what it may decide."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from cases.states import CaseState
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from pupils import services as deciding
from pupils.board import Attended
from pupils.models import BoardMeeting, BoardReceipt, BoardRepresentation, HalfDaysElsewhere
from pupils.selectors.board_clock import board_file, board_has_begun
from pupils.selectors.board_list import board_list
from pupils.selectors.family import family_at
from pupils.services import board, elsewhere
from pupils.services.recounting import recount
from pupils.states import BoardDecision, Came, HalfOfDay, PupilSuspensionState, SaidBy, TermNumber
from schools.access import forget_powers
from schools.calendar import LONDON, at_local
from schools.models import Membership
from schools.states import Kinship, Role
from tests import factories as make

TOLD = date(2026, 11, 2)
UNINVITED = "They could not be reached in time."
# Six days: more than five. Sixteen: more than fifteen.
SIX, SIXTEEN = date(2026, 11, 9), date(2026, 11, 23)


@pytest.fixture
def clerk(school):
    return make.UserFactory(name="Cleo Ward", role=(Role.CLERK, None))


@pytest.fixture
def trustee(school):
    return make.UserFactory(name="Tomas Berg", role=(Role.TRUSTEE, None))


def midnight_after(day):
    return at_local(day + timedelta(days=1), time(0))


def owed(suspension, kind=Kind.BOARD_MEETING):
    return Duty.objects.open().filter(case=suspension.case, kind=kind, subject=str(suspension.pk)).first()


def tell_board(suspension, by, on=TOLD):
    return board.note_board_told(suspension=suspension, received_on=on, by=by)


def say(suspension, by, **changes):
    said = {
        "received_at": timezone.now(),
        "channel": SaidBy.LETTER,
        "said_by": "Kay Farrow, the mother",
        "text": "He was pushed first.",
    }
    return board.note_to_board(suspension=suspension, by=by, **{**said, **changes})


def meet(suspension, clerk, *, users=(), names=("Priya Shah", "Colm Reid", "Ada Osei")):
    """A meeting that is arranged for now and has begun."""
    now = timezone.now()
    late = {"is_late_known": True, "late_reason": "No three members were free before."}
    meeting = board.arrange_meeting(suspension=suspension, meets_at=now, place="Central office", by=clerk, **late)
    board.begin_meeting(meeting=meeting, began_at=now, users=users, names=names, by=clerk, uninvited_why=UNINVITED)
    meeting.refresh_from_db()
    return meeting


def nobody_came(suspension):
    """Of everybody of the family that they did not come."""
    return [Attended(pk, Came.ABSENT) for pk, _ in family_at(suspension)]


def decided(suspension, clerk, decision, **changes):
    said = {"decision": decision, "reasons": "Two adults saw it.", "decided_on": TOLD, "by": clerk}
    said["attended"] = nobody_came(suspension)
    return board.note_outcome(suspension=suspension, **{**said, **changes})


# --- When it must meet --------------------------------------------------------------------------------------------------
def test_nothing_is_owed_before_the_board_was_told(decide, head):
    row = decide(last_on=SIXTEEN)
    say(row, head)

    assert owed(row) is None


def test_over_fifteen_days_it_meets_within_fifteen_school_days_of_being_told(decide, head):
    row = decide(last_on=SIXTEEN)

    tell_board(row, head)

    duty = owed(row)
    assert (duty.owner_role, duty.about, duty.due_at) == (
        Role.CLERK,
        "Alfie Farrow",
        midnight_after(date(2026, 11, 23)),
    )


def test_over_five_days_it_meets_once_somebody_says_something_within_fifty(decide, head):
    row = decide(last_on=SIX)
    tell_board(row, head)
    assert owed(row) is None

    say(row, head)

    assert owed(row).due_at == midnight_after(date(2027, 1, 25))


def test_five_days_oblige_to_consider_what_is_said_by_a_target_of_the_trust(decide, head):
    row = decide(last_on=date(2026, 11, 6))
    tell_board(row, head)
    assert owed(row) is None

    say(row, head)

    assert owed(row).due_at == midnight_after(date(2026, 11, 23))


def test_before_an_examination_that_is_missed(decide, head):
    row = decide(missed_exam="GCSE English", missed_exam_on=date(2026, 11, 3))

    tell_board(row, head)

    assert owed(row).due_at == midnight_after(date(2026, 11, 2))


def copy_to_board(suspension, **facts):
    """How the notice to the board went."""
    record = make.WrittenRecordFactory(case=suspension.case, issued=True)
    return make.CopyFactory(record=record, **facts)


def test_a_second_copy_of_the_boards_notice_restarts_nothing(decide, head, clerk):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)

    tell_board(row, head, on=date(2026, 11, 4))

    assert owed(row).due_at == midnight_after(date(2026, 11, 23))
    assert board_file(row).told_on == TOLD
    assert BoardReceipt.objects.filter(suspension=row).count() == 2


def test_the_days_run_from_the_notice_that_came_where_an_earlier_one_never_did(decide, head, clerk):
    row = decide(last_on=SIXTEEN)
    board.note_board_told(suspension=row, received_on=TOLD, copy=copy_to_board(row, lost=True, deemed_on=TOLD), by=head)
    assert (owed(row), board_file(row).told_on) == (None, None)
    assert "never came" in board_list(clerk).others[0].next_step

    tell_board(row, head, on=date(2026, 11, 4))

    assert owed(row).due_at == midnight_after(date(2026, 11, 25))
    assert board_file(row).told_on == date(2026, 11, 4)


def test_what_the_headteacher_asks_the_board_is_brought_before_it(decide, head, clerk):
    row = decide()
    tell_board(row, head)
    advice = make.AdviceFactory(suspension=row, doubted=True)
    make.AdviceAnswerFactory(advice=advice, is_board_asked=True, answered_by=head)

    assert [line.name for line in board_list(clerk).others] == ["Alfie Farrow"]
    say(row, head)

    assert [line.next_step for line in board_list(clerk).to_do] == ["Bring it before the board"]


# --- What is said -------------------------------------------------------------------------------------------------------
def test_what_is_said_is_kept_as_it_was_said_and_the_clerk_is_told(decide, head, clerk):
    row = decide(last_on=SIX)
    tell_board(row, head)

    said = say(row, head)

    assert (said.said_by, said.text, said.noted_by) == ("Kay Farrow, the mother", "He was pushed first.", head)
    told = Notice.objects.get(kind=NoticeKind.REPRESENTATION)
    assert (told.to_user, told.path) == (clerk, reverse("pupils:board_one", args=[row.case.reference, row.pk]))
    assert Entry.objects.of_chain(row.case.reference).filter(verb="board.written_to").exists()


def test_the_clerk_notes_it_too_and_then_the_headteacher_is_told(decide, head, clerk):
    row = decide()
    tell_board(row, head)

    say(row, clerk)

    assert [notice.to_user for notice in Notice.objects.filter(kind=NoticeKind.REPRESENTATION)] == [head]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"received_at": datetime(2026, 11, 3, 9, tzinfo=LONDON)}, "in the future"),
        ({"received_at": datetime(2026, 10, 23, 9, tzinfo=LONDON)}, "decided later"),
        ({"said_by": " "}, "Say who"),
        ({"text": " "}, "Write down"),
    ],
)
def test_what_cannot_have_been_said_is_refused(decide, head, changes, reason):
    row = decide()

    with pytest.raises(Refused, match=reason):
        say(row, head, **changes)


def losing(monkeypatch, module, lock, user):
    """The power of a user is taken back while they wait for a lock of this module."""
    held = getattr(module, lock)

    def waiting(*args):
        Membership.objects.filter(user=user).delete()
        return held(*args)

    monkeypatch.setattr(module, lock, waiting)


def test_whose_power_is_taken_back_meanwhile_notes_nothing_that_is_said(decide, head, clerk, monkeypatch):
    row = decide()
    losing(monkeypatch, board, "locked", clerk)

    with pytest.raises(PermissionDenied):
        say(row, clerk)

    assert not BoardRepresentation.objects.exists()


def test_whose_power_is_taken_back_meanwhile_notes_no_half_days_elsewhere(
    pupil, school, head, clock, terms, monkeypatch
):
    said = {"pupil": pupil, "school": school, "where": "Brook School", "year": 2026, "half_days": 4}
    row = elsewhere.note_elsewhere(**said, term=TermNumber.AUTUMN, by=head)
    losing(monkeypatch, elsewhere, "hold_all", head)

    with pytest.raises(PermissionDenied):
        elsewhere.take_back_elsewhere(row=row, reason="An error.", by=head)
    forget_powers(head)
    with pytest.raises(PermissionDenied):
        elsewhere.note_elsewhere(**said, term=TermNumber.SPRING, by=head)

    assert HalfDaysElsewhere.objects.get().taken_back_at is None


def test_a_stranger_notes_nothing(decide, stranger, staff):
    row = decide()

    for by in (stranger, staff):
        with pytest.raises(PermissionDenied):
            say(row, by)


# --- The meeting --------------------------------------------------------------------------------------------------------
def test_no_meeting_is_arranged_before_the_board_was_told_nor_a_second_beside_the_first(decide, head, clerk):
    row = decide(last_on=SIXTEEN)
    with pytest.raises(Refused, match="has not been told"):
        meet(row, clerk)
    tell_board(row, head)
    board.arrange_meeting(suspension=row, meets_at=timezone.now(), place="Here", by=clerk)

    with pytest.raises(Refused, match="arranged already"):
        meet(row, clerk)


def test_a_form_sent_twice_arranges_one_meeting(decide, head, clerk):
    row, token = decide(), uuid4()
    tell_board(row, head)

    for _ in range(2):
        board.arrange_meeting(suspension=row, meets_at=timezone.now(), place="Here", by=clerk, token=token)

    assert BoardMeeting.objects.filter(suspension=row).count() == 1


def test_a_meeting_that_is_called_off_makes_room_for_another(decide, head, clerk):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    first = board.arrange_meeting(suspension=row, meets_at=timezone.now(), place="Here", by=clerk)

    board.call_off_meeting(meeting=first, reason="A member is ill.", by=clerk)
    board.arrange_meeting(suspension=row, meets_at=timezone.now() + timedelta(days=3), place="There", by=clerk)

    first.refresh_from_db()
    assert (first.called_off_by, first.called_off_why) == (clerk, "A member is ill.")
    with pytest.raises(Refused, match="called off"):
        board.send_papers(meeting=first, papers="The notice", papers_on=TOLD, by=clerk)


def test_the_papers_are_noted_with_the_day_on_which_they_went_out(decide, head, clerk):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    meeting = board.arrange_meeting(suspension=row, meets_at=timezone.now(), place="Here", by=clerk)
    with pytest.raises(Refused, match="in the future"):
        board.send_papers(meeting=meeting, papers="The notice", papers_on=date(2026, 11, 3), by=clerk)

    board.send_papers(meeting=meeting, papers="The notice", papers_on=TOLD, by=clerk)

    meeting.refresh_from_db()
    assert (meeting.papers, meeting.papers_on, meeting.papers_by) == ("The notice", TOLD, clerk)


def test_nobody_who_has_to_do_with_it_sits_on_the_board(decide, head, clerk, ceo, trustee):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    make.NoticeFactory(case=row.case, to_user=trustee)
    meeting = board.arrange_meeting(suspension=row, meets_at=timezone.now(), place="Here", by=clerk)

    with pytest.raises(Refused, match="Tomas Berg was told of the case"):
        board.begin_meeting(
            meeting=meeting, began_at=timezone.now(), users=[trustee.pk], names=[], by=clerk, uninvited_why=UNINVITED
        )
    with pytest.raises(Refused, match="Ruth Adeyemi has to do with this"):
        board.begin_meeting(
            meeting=meeting,
            began_at=timezone.now(),
            users=[],
            names=["ruth adeyemi"],
            by=clerk,
            uninvited_why=UNINVITED,
        )
    with pytest.raises(Refused, match="Say who sits"):
        board.begin_meeting(
            meeting=meeting, began_at=timezone.now(), users=[], names=[], by=clerk, uninvited_why=UNINVITED
        )


def test_a_trustee_who_has_a_child_with_the_pupils_mother_does_not_sit(decide, head, clerk, trustee, pupil, school):
    person = make.PersonFactory(user=trustee, at=school)
    make.RelationshipFactory(adult=person, pupil=pupil)
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)

    with pytest.raises(Refused, match="family ties"):
        meet(row, clerk, users=[trustee.pk])


def test_what_goes_to_the_board_makes_nobody_involved(decide, head, clerk, trustee):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    make.NoticeFactory(case=row.case, to_user=trustee, kind=NoticeKind.BOARD_NEWS)

    meeting = meet(row, clerk, users=[trustee.pk])

    assert [str(one.user.name if one.user else one.name) for one in meeting.members.all()] == [
        "Tomas Berg",
        "Priya Shah",
        "Colm Reid",
        "Ada Osei",
    ]


@pytest.mark.parametrize(("last_on", "is_barred"), [(date(2026, 11, 6), False), (SIX, True)])
def test_a_meeting_that_has_begun_bars_cancelling_where_the_board_must_be_told(decide, head, clerk, last_on, is_barred):
    row = decide(last_on=last_on)
    tell_board(row, head)
    say(row, head)
    meet(row, clerk)

    assert board_has_begun(row) is is_barred
    cancel = {"suspension": row, "reason": "Another pupil did it.", "back_on": TOLD, "back_half": HalfOfDay.MORNING}
    if is_barred:
        with pytest.raises(Refused):
            deciding.cancel_suspension(**cancel, by=head)
    else:
        deciding.cancel_suspension(**cancel, by=head)
        assert owed(row) is None


# --- What it decides ----------------------------------------------------------------------------------------------------
def test_the_board_reinstates_and_everybody_who_was_told_is_owed_word(decide, head, clerk):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    meet(row, clerk)

    decided(row, clerk, BoardDecision.REINSTATED, back_on=date(2026, 11, 4))

    row.refresh_from_db()
    assert (row.state, row.back_on, row.ended_by) == (PupilSuspensionState.REINSTATED, date(2026, 11, 4), clerk)
    assert owed(row) is None
    assert owed(row, Kind.DAY_SIX_EDUCATION) is None
    assert owed(row, Kind.REINTEGRATION).due_at == midnight_after(date(2026, 11, 4))
    subjects = {duty.subject for duty in Duty.objects.open().filter(case=row.case)}
    assert any(subject.endswith(":reinstated") for subject in subjects)
    assert Notice.objects.filter(kind=NoticeKind.BOARD_NEWS, to_user=head).exists()


def test_the_board_declines_and_the_suspension_goes_on(decide, head, clerk):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    meet(row, clerk)

    outcome = decided(row, clerk, BoardDecision.UPHELD)

    row.refresh_from_db()
    assert (outcome.decision, row.state) == (BoardDecision.UPHELD, PupilSuspensionState.DECIDED)
    assert Duty.objects.get(case=row.case, kind=Kind.BOARD_MEETING).how == "The board does not reinstate the pupil"
    with pytest.raises(Refused, match="has decided"):
        decided(row, clerk, BoardDecision.UPHELD)


def test_five_days_are_considered_without_a_meeting_and_never_reinstated(decide, head, clerk):
    row = decide(last_on=date(2026, 11, 6))
    tell_board(row, head)
    say(row, head)
    meet(row, clerk)

    with pytest.raises(Refused, match="only where the law asks it to meet"):
        decided(row, clerk, BoardDecision.REINSTATED, back_on=date(2026, 11, 4))
    decided(row, clerk, BoardDecision.CONSIDERED)

    assert owed(row) is None


@pytest.mark.parametrize(
    ("decision", "changes", "reason"),
    [
        (BoardDecision.CONSIDERED, {}, "must hold a meeting"),
        (BoardDecision.NOT_RIGHT, {}, "not over on that day"),
        (BoardDecision.REINSTATED, {}, "from which day"),
        (BoardDecision.REINSTATED, {"back_on": date(2026, 11, 1)}, "The school does not meet then"),
        (BoardDecision.REINSTATED, {"back_on": date(2026, 11, 24)}, "ends on Monday 23 November"),
        (BoardDecision.UPHELD, {"decided_on": date(2026, 11, 3)}, "in the future"),
        (BoardDecision.UPHELD, {"decided_on": date(2026, 10, 23)}, "The meeting began on Monday 2 November"),
        (BoardDecision.UPHELD, {"reasons": " "}, "reasons"),
    ],
)
def test_what_the_board_cannot_decide_is_refused(decide, head, clerk, decision, changes, reason):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    meet(row, clerk)

    with pytest.raises(Refused, match=reason):
        decided(row, clerk, decision, **changes)


def test_what_was_decided_in_time_is_noted_later_as_it_was(decide, head, clerk, clock, client_of):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    meet(row, clerk)
    clock.move_to(datetime(2026, 11, 25, 10, tzinfo=LONDON))
    page = client_of(clerk).get(reverse("pupils:board_outcome", args=[row.case.reference, row.pk])).content.decode()
    assert 'value="reinstated"' in page
    assert 'value="not_right"' in page
    with pytest.raises(Refused, match="not over on that day"):
        decided(row, clerk, BoardDecision.NOT_RIGHT)

    decided(row, clerk, BoardDecision.REINSTATED, back_on=date(2026, 11, 4))

    row.refresh_from_db()
    assert (row.state, row.back_on) == (PupilSuspensionState.REINSTATED, date(2026, 11, 4))


def test_the_board_may_meet_before_its_posted_notice_counts_as_received(decide, head, clerk):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head, on=date(2026, 11, 4))

    meeting = meet(row, clerk)
    decided(row, clerk, BoardDecision.UPHELD)

    assert meeting.began_at is not None
    other = decide(first_on=date(2026, 12, 1), last_on=date(2026, 12, 1))
    tell_board(other, head)
    with pytest.raises(Refused, match="decided later"):
        board.arrange_meeting(suspension=other, meets_at=timezone.now() - timedelta(days=1), place="Here", by=clerk)


# --- Half-days elsewhere ------------------------------------------------------------------------------------------------
def test_half_days_elsewhere_noted_afterwards_oblige_the_board_to_meet_and_taken_back_release_it(
    decide, head, clerk, pupil, school
):
    row = decide(last_on=date(2026, 11, 5))
    tell_board(row, head)
    assert owed(row) is None

    noted = deciding.note_elsewhere(
        pupil=pupil, school=school, where="Fernside", year=2026, term=TermNumber.AUTUMN, half_days=24, by=head
    )

    assert owed(row).due_at == midnight_after(date(2026, 11, 23))
    assert [line.name for line in board_list(clerk).to_do] == ["Alfie Farrow"]
    deciding.take_back_elsewhere(row=noted, reason="It was another pupil.", by=head)
    assert owed(row) is None
    assert board_list(clerk).to_do == ()


def test_half_days_elsewhere_in_another_term_oblige_to_nothing(decide, head, pupil, school):
    row = decide(last_on=date(2026, 11, 5))
    tell_board(row, head)

    deciding.note_elsewhere(
        pupil=pupil, school=school, where="Fernside", year=2025, term=TermNumber.SUMMER, half_days=40, by=head
    )

    assert owed(row) is None


@pytest.mark.parametrize("kind", [Kinship.MOTHER, Kinship.SIBLING])
def test_a_clerk_of_the_pupils_family_does_none_of_the_boards_business(
    decide, head, clerk, pupil, school, client_of, kind
):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    meeting = board.arrange_meeting(suspension=row, meets_at=timezone.now(), place="Here", by=clerk)
    person = make.PersonFactory(user=clerk, at=school)
    make.RelationshipFactory(adult=person, pupil=pupil, kind=kind)
    clerk = type(clerk).objects.get(pk=clerk.pk)

    for act, given in (
        (board.arrange_meeting, {"suspension": row, "meets_at": timezone.now(), "place": "x"}),
        (board.begin_meeting, {"meeting": meeting, "began_at": timezone.now(), "users": [], "names": ["x"]}),
        (board.note_outcome, {"suspension": row, "decision": "upheld", "reasons": "x", "decided_on": TOLD}),
    ):
        with pytest.raises((Refused, PermissionDenied)):
            act(by=clerk, **given)
    assert client_of(clerk).get(row.board_url).status_code == 404
    assert board_list(clerk).to_do == ()


# --- A closed case ------------------------------------------------------------------------------------------------------
def closed(case, by):
    type(case).objects.filter(pk=case.pk).update(
        state=CaseState.CLOSED, closed_at=timezone.now(), closed_by=by, outcome="Over."
    )
    case.refresh_from_db()


def test_what_is_said_after_the_case_was_closed_opens_it_again_and_whoever_closed_it_is_told(decide, head, clerk, ceo):
    row = decide(last_on=SIX)
    tell_board(row, head)
    closed(row.case, ceo)

    say(row, clerk)

    row.case.refresh_from_db()
    assert (row.case.state, row.case.closed_by) == (CaseState.OPEN, None)
    assert owed(row) is not None
    told = Notice.objects.get(kind=NoticeKind.REOPENED)
    assert (told.to_user, told.path) == (ceo, row.case.get_absolute_url())
    assert Entry.objects.of_chain(row.case.reference).filter(verb="case.reopened").exists()


@pytest.mark.parametrize("page", ["pupils:board_said", "pupils:to_board"])
def test_the_pages_for_what_is_said_stand_open_in_a_closed_case(decide, head, clerk, client_of, page):
    row = decide(last_on=SIX)
    tell_board(row, head)
    closed(row.case, head)
    client = client_of(clerk if page == "pupils:board_said" else head)

    shown = client.get(reverse(page, args=[row.case.reference, row.pk])).content.decode()

    assert "The case is closed." in shown
    assert "What do they say?" in shown


def test_nothing_is_said_in_a_void_case(school, head):
    row = make.PupilSuspensionFactory(case=make.CaseFactory(school=school, void=True))

    with pytest.raises(Refused, match="void"):
        say(row, head)


def test_nothing_is_decided_without_a_meeting_where_one_is_owed(decide, head, clerk):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)

    with pytest.raises(Refused, match="No meeting has begun"):
        decided(row, clerk, BoardDecision.UPHELD)


def test_once_the_pupil_is_back_the_board_says_that_it_was_not_right_and_reinstates_nobody(decide, head, clerk, clock):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    clock.move_to(datetime(2026, 11, 24, 10, tzinfo=LONDON))
    meet(row, clerk)
    today = date(2026, 11, 24)

    with pytest.raises(Refused, match="was over by then"):
        decided(row, clerk, BoardDecision.REINSTATED, back_on=today, decided_on=today)
    decided(row, clerk, BoardDecision.NOT_RIGHT, decided_on=today)

    row.refresh_from_db()
    assert row.state == PupilSuspensionState.DECIDED


@pytest.mark.parametrize("who", ["head", "deputy", "ceo", "chair", "admin", "office"])
def test_only_the_clerk_does_the_boards_business(decide, head, clerk, cast, who):
    row, by = decide(last_on=SIXTEEN), getattr(cast, who)
    tell_board(row, head)
    meeting = board.arrange_meeting(suspension=row, meets_at=timezone.now(), place="Here", by=clerk)

    for act, given in (
        (board.arrange_meeting, {"suspension": row, "meets_at": timezone.now(), "place": "x"}),
        (board.send_papers, {"meeting": meeting, "papers": "x", "papers_on": TOLD}),
        (board.call_off_meeting, {"meeting": meeting, "reason": "x"}),
        (board.begin_meeting, {"meeting": meeting, "began_at": timezone.now(), "users": [], "names": ["x"]}),
        (
            board.note_outcome,
            {"suspension": row, "decision": BoardDecision.UPHELD, "reasons": "x", "decided_on": TOLD},
        ),
    ):
        with pytest.raises(PermissionDenied):
            act(by=by, **given)


# --- The clerk's pages --------------------------------------------------------------------------------------------------
def test_the_clerk_sees_what_was_handed_to_the_board_and_nothing_of_the_file(decide, head, clerk, client_of):
    row, other = decide(last_on=SIXTEEN), decide(first_on=date(2026, 12, 1), last_on=date(2026, 12, 1))
    tell_board(row, head)
    client = client_of(clerk)

    listed = client.get(reverse("pupils:board"))
    page = client.get(row.board_url)

    assert b"Alfie Farrow" in listed.content
    assert b"16 days" in page.content
    assert b"must meet within 15 school days" in page.content
    assert row.conduct.encode() not in page.content
    assert client.get(other.board_url).status_code == 404
    assert client.get(row.get_absolute_url()).status_code == 404
    assert client.get(row.case.get_absolute_url()).status_code == 404


def test_the_clerk_arranges_and_notes_the_outcome_on_the_pages(decide, head, clerk, client_of):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    client, args = client_of(clerk), [row.case.reference, row.pk]
    day = {"on_day_day": "2", "on_day_month": "11", "on_day_year": "2026"}

    past = {**day, "at_time": "08:00", "place": "Central office"}
    asked = client.post(reverse("pupils:board_meeting", args=args), past)
    assert asked.status_code == 422
    assert "This time has passed." in asked.text
    assert "The board has met already" in asked.text
    client.post(reverse("pupils:board_meeting", args=args), {**past, "is_past_known": "on"})
    meeting = row.board_meetings.get()
    client.post(
        reverse("pupils:board_papers", args=[*args, meeting.pk]),
        {"papers": "The notice", "papers_on_day": "2", "papers_on_month": "11", "papers_on_year": "2026"},
    )
    client.post(
        reverse("pupils:board_begin", args=[*args, meeting.pk]),
        {**day, "at_time": "08:05", "names": "Priya Shah\nColm Reid", "uninvited_why": UNINVITED},
    )
    client.post(
        reverse("pupils:board_outcome", args=args),
        {
            "decision": "upheld",
            "reasons": "Two adults saw it.",
            "decided_on_day": "2",
            "decided_on_month": "11",
            "decided_on_year": "2026",
            **{f"came_{pk}": "absent" for pk, _ in family_at(row)},
        },
    )

    meeting.refresh_from_db()
    assert meeting.papers == "The notice"
    assert [one.name for one in meeting.members.all()] == ["Priya Shah", "Colm Reid"]
    page = client.get(row.board_url).content
    assert b"The board does not reinstate the pupil" in page
    assert b"Priya Shah and Colm Reid" in page


def test_the_duty_leads_the_clerk_to_the_page_and_says_nothing_of_the_case(decide, head, clerk, client_of):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)

    page = client_of(clerk).get(reverse("desk:home")).content.decode()

    assert row.board_url in page
    assert "Bring the suspension of Alfie Farrow before the board" in page


# --- The school's days change -------------------------------------------------------------------------------------------
def test_a_snow_day_moves_what_is_counted_in_school_days_and_never_the_end(decide, head, school):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    make.ClosureFactory(school=school, kind="emergency", first_on=date(2026, 11, 10), last_on=date(2026, 11, 10))

    moved = {one.kind: (one.before, one.after) for one in recount(school, head)}

    row.refresh_from_db()
    assert row.last_on == SIXTEEN
    # Fifteen days are not more than fifteen: with the snow day the count is down to that, and no meeting is owed.
    assert moved[Kind.BOARD_MEETING] == (midnight_after(date(2026, 11, 23)), None)
    assert owed(row) is None
    assert Kind.REINTEGRATION not in moved


def test_a_snow_day_puts_off_the_meeting_that_stays_owed(decide, head, school):
    row = decide(last_on=date(2026, 11, 27))
    tell_board(row, head)
    make.ClosureFactory(school=school, kind="emergency", first_on=date(2026, 11, 10), last_on=date(2026, 11, 10))

    moved = {one.kind: one.after for one in recount(school, head)}

    assert moved == {Kind.BOARD_MEETING: midnight_after(date(2026, 11, 24))}
    assert recount(school, head) == ()


def test_no_meeting_is_arranged_for_a_time_that_has_passed_unless_the_board_has_met(decide, head, clerk):
    row = decide(last_on=SIXTEEN)
    tell_board(row, head)
    past = {"suspension": row, "meets_at": timezone.now() - timedelta(minutes=5), "place": "Hall", "by": clerk}

    with pytest.raises(Refused, match="This time has passed"):
        board.arrange_meeting(**past)

    assert board.arrange_meeting(**past, is_past_known=True).is_ahead
