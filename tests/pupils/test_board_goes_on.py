"""What the board has done is not always the end: an answer, an adjourned meeting, a change of what counts come after it."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from cases.services.duties import waive
from cases.states import CaseState
from desk.selectors.school_calendar import moved_text
from desk.services.people import change_pupil_facts
from desk.services.school_calendar import remove_closure
from kernel.refusal import Refused
from pupils.jobs import settle_all
from pupils.models import BoardOutcome
from pupils.selectors.board_list import board_list
from pupils.selectors.told import told_page
from pupils.services import board, elsewhere, exams, telling
from pupils.states import BoardDecision, Event, TermNumber
from records.states import CopyMethod
from schools.calendar import LONDON
from schools.models import PupilFacts
from schools.states import ClosureKind
from tests import factories as make
from tests.pupils.board_acts import (
    FIVE,
    THE_9TH,
    arrange,
    decided,
    met,
    owed,
    text_of,
    written,
)
from tests.pupils.conftest import again
from tests.pupils.test_board import UNINVITED, closed, midnight_after
from tests.pupils.test_board import owed as meeting_owed
from tests.pupils.test_telling import issue, key_of

AN_EXAM = {"exam": "GCSE English", "exam_on": date(2026, 11, 5)}


@pytest.fixture
def answered(told, clerk, clock):
    """Five days, which the board considered without having to meet; a minute ago."""
    row = told(**FIVE)
    decided(row, clerk, BoardDecision.CONSIDERED, attended=[])
    clock.shift(timedelta(minutes=1))
    return again(row)


def note_exam(row, by):
    return exams.note_exam(suspension=again(row), by=by, **AN_EXAM)


def page_of(client, row):
    return " ".join(client.get(row.board_url).content.decode().split())


# --- After an answer ----------------------------------------------------------------------------------------------------
def test_after_its_answer_the_board_has_nothing_to_do(answered, mother, clerk, client_of):
    assert meeting_owed(answered) is None
    for act in (lambda: arrange(answered, clerk), lambda: decided(answered, clerk, BoardDecision.CONSIDERED)):
        with pytest.raises(Refused, match="need not meet"):
            act()
    assert board_list(clerk).others[0].next_step.startswith("The board has considered what was said")


def test_an_examination_found_out_after_the_answer_makes_the_board_meet_and_decide(
    answered,
    mother,
    head,
    clerk,
    client_of,
):
    note_exam(answered, head)

    assert meeting_owed(answered) is not None
    assert board_list(clerk).to_do[0].next_step == "Bring it before the board"
    assert "An examination or national test is missed: the board must meet" in page_of(client_of(clerk), answered)
    with pytest.raises(Refused, match="must hold a meeting"):
        decided(answered, clerk, BoardDecision.CONSIDERED)
    with pytest.raises(Refused, match="No meeting has begun"):
        decided(answered, clerk)

    met(again(answered), clerk)
    decided(again(answered), clerk)

    assert meeting_owed(answered) is None
    assert [one.decision for one in BoardOutcome.objects.order_by("pk")] == ["considered", "upheld"]
    shown = page_of(client_of(clerk), answered)
    assert shown.index("The board does not reinstate the pupil") < shown.index("The board has considered what was said")
    with pytest.raises(Refused, match="has decided"):
        arrange(again(answered), clerk)


def test_half_days_elsewhere_noted_after_the_answer_make_the_board_meet(answered, mother, head, clerk):
    elsewhere.note_elsewhere(
        pupil=answered.pupil,
        school=answered.school,
        half_days=22,
        term=TermNumber.AUTUMN,
        year=2026,
        where="The school before",
        by=head,
    )

    assert meeting_owed(answered).due_at == midnight_after(date(2026, 11, 23))
    assert arrange(again(answered), clerk).is_ahead


def test_an_examination_that_is_not_missed_after_all_lets_the_answer_stand(answered, mother, head, clerk):
    note_exam(answered, head)
    exams.take_back_exam(suspension=again(answered), reason="Another pupil’s.", by=head, **AN_EXAM)

    assert meeting_owed(answered) is None
    with pytest.raises(Refused, match="need not meet"):
        arrange(again(answered), clerk)


def test_the_meeting_after_which_the_board_only_answered_is_not_the_one_it_decides_at(
    told,
    mother,
    head,
    clerk,
    clock,
):
    row = told(**FIVE)
    met(row, clerk)
    clock.shift(timedelta(minutes=1))
    decided(row, clerk, BoardDecision.CONSIDERED)
    clock.shift(timedelta(minutes=1))
    note_exam(row, head)

    with pytest.raises(Refused, match="No meeting has begun"):
        decided(again(row), clerk)
    met(again(row), clerk)
    assert decided(again(row), clerk).decision == BoardDecision.UPHELD


def test_a_case_closed_after_the_answer_is_opened_again_with_the_meeting_it_speaks_of(
    answered,
    mother,
    head,
    ceo,
):
    closed(answered.case, ceo)

    note_exam(answered, head)

    answered.case.refresh_from_db()
    assert answered.case.state == CaseState.OPEN
    assert meeting_owed(answered) is not None


def test_who_is_invited_after_the_answer_reads_of_the_meeting_and_the_decision_overtakes_the_answer(
    answered,
    mother,
    head,
    clerk,
):
    note_exam(answered, head)
    arrange(again(answered), clerk, is_late_known=True, late_reason="No three members were free before.")
    issue(answered, mother, clerk, Event.INVITED, reason="")

    rows = written(answered, mother, Event.INVITED).content["sections"][0]["rows"]
    assert ["When", "Monday 9 November 2026 at 17:30"] in rows
    assert "considered" in [event for _, event in owed(answered)]

    meeting = answered.board_meetings.get()
    board.call_off_meeting(meeting=meeting, reason="It meets today.", by=clerk)
    met(again(answered), clerk)
    decided(again(answered), clerk, reasons="It was fair.")

    assert {event for _, event in owed(answered)} == {"outcome"}
    assert "It was fair." in str(issue(answered, mother, clerk, Event.OUTCOME, reason="It was fair.").content)


# --- A meeting that goes on another day ---------------------------------------------------------------------------------
def test_while_the_meeting_goes_on_another_day_nothing_is_decided(told, mother, clerk, client_of):
    row = told()
    met(row, clerk)
    second = arrange(row, clerk)

    for decision in (BoardDecision.UPHELD, BoardDecision.NOT_RIGHT, BoardDecision.REINSTATED):
        with pytest.raises(Refused, match="Hold it, or call it off first"):
            decided(row, clerk, decision, back_on=date(2026, 11, 10))
    page = client_of(clerk).get(reverse("pupils:board_outcome", args=[row.case.reference, row.pk])).content.decode()
    assert "A meeting is arranged. Hold it, or call it off first" in page

    board.call_off_meeting(meeting=second, reason="One evening was enough.", by=clerk)
    decided(row, clerk)
    assert not board_list(clerk).to_do


# --- Back from a half-day that is still to come ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("hour", "half", "is_missed"),
    [(17, "am", True), (17, "pm", True), (10, "am", True), (10, "pm", False), (8, "am", False)],
)
def test_nobody_is_reinstated_from_a_half_day_that_was_missed_when_the_board_met(
    told,
    mother,
    clerk,
    clock,
    hour,
    half,
    is_missed,
):
    row = told()
    clock.move_to(datetime(2026, 11, 9, hour, 30, tzinfo=LONDON))
    met(row, clerk)
    back = {"decided_on": date(2026, 11, 9), "back_on": date(2026, 11, 9), "back_half": half}

    if is_missed:
        with pytest.raises(Refused, match="The pupil was away till then"):
            decided(row, clerk, BoardDecision.REINSTATED, **back)
        back = {**back, "back_on": date(2026, 11, 10), "back_half": "am"}
    decided(row, clerk, BoardDecision.REINSTATED, **back)

    assert again(row).back_on == back["back_on"]


# --- The school's days change in a closed case ------------------------------------------------------------------------------
@pytest.fixture
def wrong_snow(terms):
    """A day in the sixteen on which the school is said to have been closed: fifteen days count."""
    day = date(2026, 11, 10)
    return make.ClosureFactory(school=terms, kind=ClosureKind.EMERGENCY, first_on=day, last_on=day)


def test_a_closed_case_is_opened_again_where_changed_days_let_the_board_meet(
    told,
    mother,
    head,
    clerk,
    ceo,
    wrong_snow,
    client_of,
):
    row = told(half_days=30)
    Duty.objects.open().filter(case=row.case).update(waived_at=timezone.now(), waived_by=head, waive_reason="Done.")
    closed(row.case, ceo)
    page = client_of(head).get(reverse("desk:closure_remove", args=[wrong_snow.pk])).content.decode()
    assert "A pupil was suspended in this time. More school days may count then" in page

    changed = remove_closure(closure=wrong_snow, by=head)

    row.case.refresh_from_db()
    assert row.case.state == CaseState.OPEN
    assert {(one.kind, one.before) for one in changed.moved} == {
        (Kind.BOARD_MEETING, None),
        (Kind.DAY_SIX_EDUCATION, None),
    }
    said = moved_text(changed.moved, head)
    assert said.startswith("2 new deadlines: ")
    assert f"{row.case.reference}, bring the suspension of Mia Farrow before the board: due" in said
    assert arrange(again(row), clerk).is_ahead


def test_a_closed_case_in_which_nothing_new_is_owed_stays_closed(told, mother, head, ceo, wrong_snow):
    row = told(first_on=date(2026, 11, 9), last_on=date(2026, 11, 11), half_days=4)
    closed(row.case, ceo)
    before = Duty.objects.filter(case=row.case).count()

    changed = remove_closure(closure=wrong_snow, by=head)

    row.case.refresh_from_db()
    assert (row.case.state, changed.moved) == (CaseState.CLOSED, ())
    assert Duty.objects.filter(case=row.case).count() == before


# --- A child who is looked after, as it is found out --------------------------------------------------------------------------
def test_a_child_found_out_to_be_looked_after_is_owed_education_from_day_one(told, mother, child, head, run_jobs):
    row = told(last_on=date(2026, 11, 4), half_days=6)
    education = Duty.objects.open().filter(case=row.case, kind=Kind.DAY_SIX_EDUCATION)
    assert not education.exists()

    change_pupil_facts(pupil=child, is_looked_after=True, placing_authority="Farshire", by=head)
    run_jobs()
    assert education.count() == 1

    change_pupil_facts(pupil=child, is_looked_after=False, placing_authority="", by=head)
    run_jobs()
    assert not education.exists()


def test_what_somebody_waived_with_a_reason_is_not_owed_again_by_the_night(told, mother, child, head):
    row = told(last_on=date(2026, 11, 4), half_days=6)
    PupilFacts.objects.update(is_looked_after=True)
    settle_all()
    education = Duty.objects.open().filter(case=row.case, kind=Kind.DAY_SIX_EDUCATION)
    waive(duty=education.get(), reason="The carer teaches her.", by=head)

    settle_all()

    assert not education.exists()


def test_of_a_suspension_that_is_over_no_education_is_owed_by_what_is_found_out_later(
    told,
    mother,
    child,
    head,
    clock,
):
    row = told(last_on=date(2026, 11, 4), half_days=6)
    clock.move_to(datetime(2026, 11, 9, 9, tzinfo=LONDON))
    PupilFacts.objects.update(is_looked_after=True)

    settle_all()

    assert not Duty.objects.filter(case=row.case, kind=Kind.DAY_SIX_EDUCATION).exists()


# --- A meeting that does not take place, and one nobody was invited to --------------------------------------------------------
def invited(row, to, by):
    return issue(row, to, by, Event.INVITED, reason="", method=CopyMethod.HAND)


def off(meeting, by, clock, reason="A member is ill."):
    clock.shift(timedelta(minutes=1))
    board.call_off_meeting(meeting=meeting, reason=reason, by=by)
    clock.shift(timedelta(minutes=1))


def test_who_knows_of_the_first_meeting_is_told_that_it_is_off_however_many_were_called_off_since(
    told,
    mother,
    dad,
    clerk,
    clock,
):
    row = told()
    first = arrange(row, clerk)
    invited(row, mother, clerk)
    off(first, clerk, clock)
    off(arrange(again(row), clerk, THE_9TH + timedelta(days=1)), clerk, clock)

    assert owed(row) == [(str(mother.pk), "invited")]
    off_letter = issue(row, mother, clerk, Event.INVITED, reason="A member is ill.", method=CopyMethod.HAND)
    assert "on Monday 9 November 2026 at 17:30. That meeting does not take place" in text_of(off_letter)
    assert owed(row) == []

    clock.shift(timedelta(minutes=1))
    off(arrange(again(row), clerk, THE_9TH + timedelta(days=2)), clerk, clock)
    assert owed(row) == []


def test_who_was_invited_by_word_is_told_that_the_meeting_is_off(told, mother, dad, clerk, clock):
    row = told()
    meeting = arrange(row, clerk)
    clock.shift(timedelta(minutes=1))
    said = "I told her by telephone; she comes."
    telling.note_not_told(suspension=again(row), key=key_of(row, mother, Event.INVITED), reason=said, by=clerk)
    off(meeting, clerk, clock)

    assert owed(row) == [(str(mother.pk), "invited")]

    telling.note_not_told(suspension=again(row), key=key_of(row, mother, Event.INVITED), reason="I rang.", by=clerk)
    clock.shift(timedelta(minutes=1))
    off(arrange(again(row), clerk), clerk, clock)
    assert owed(row) == []


def test_an_answer_to_the_family_leaves_the_social_worker_owed_that_the_meeting_is_off(
    told,
    mother,
    clerk,
    clock,
):
    PupilFacts.objects.update(has_social_worker=True)
    row = told(**FIVE)
    meeting = arrange(row, clerk)
    for to in (mother, "worker"):
        invited(row, to, clerk)
    off(meeting, clerk, clock)

    decided(again(row), clerk, BoardDecision.CONSIDERED, attended=[])
    settle_all()

    assert owed(row) == [("worker", "invited"), (str(mother.pk), "considered")]
    letter = issue(row, "worker", clerk, Event.INVITED, reason="A member is ill.", method=CopyMethod.HAND)
    assert "does not take place" in text_of(letter)
    assert owed(row) == [(str(mother.pk), "considered")]


def test_whom_nobody_told_before_the_meeting_began_was_not_invited_and_the_page_says_so(
    told,
    mother,
    dad,
    clerk,
    client_of,
):
    row = told()
    meeting = arrange(row, clerk, timezone.now())
    invited(row, mother, clerk)

    board.begin_meeting(
        meeting=meeting, began_at=timezone.now(), users=[], names=["Priya Shah"], by=clerk, uninvited_why=UNINVITED
    )

    assert owed(row) == []
    line = next(line for line in told_page(again(row), clerk).lines if line.who == dad.formal_name)
    assert (line.tag.text, line.is_left) == ("not told", False)
    assert line.note.startswith("Not invited: the meeting began")
    url = reverse("pupils:board_outcome", args=[row.case.reference, row.pk])
    said = "The meeting began before this was told to Darren Farrow."
    assert said in client_of(clerk).get(url).content.decode()

    arrange(again(row), clerk)
    assert (str(dad.pk), "invited") in owed(row)
