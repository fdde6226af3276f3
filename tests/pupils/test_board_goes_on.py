"""What the board has done is not always the end: an answer, an adjourned meeting, a change of what counts come after it."""

from datetime import date, timedelta

import pytest

from cases.states import CaseState
from kernel.refusal import Refused
from pupils.models import BoardOutcome
from pupils.selectors.board import board_list
from pupils.services import board, elsewhere, exams
from pupils.states import BoardDecision, Event, TermNumber
from tests.pupils.test_board import closed, midnight_after
from tests.pupils.test_board import owed as meeting_owed
from tests.pupils.test_board_tells import (  # noqa: F401  the fixtures
    FIVE,
    THE_9TH,
    TODAY,
    absent,
    arrange,
    clerk,
    decided,
    met,
    owed,
    told,
    written,
)
from tests.pupils.test_telling import again, issue

AN_EXAM = {"exam": "GCSE English", "exam_on": date(2026, 11, 5)}


@pytest.fixture
def answered(told, clerk, clock):  # noqa: F811
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
def test_after_its_answer_the_board_has_nothing_to_do(answered, mother, clerk, client_of):  # noqa: F811
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


def test_half_days_elsewhere_noted_after_the_answer_make_the_board_meet(answered, mother, head, clerk):  # noqa: F811
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


def test_an_examination_that_is_not_missed_after_all_lets_the_answer_stand(answered, mother, head, clerk):  # noqa: F811
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
    clerk,  # noqa: F811
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
