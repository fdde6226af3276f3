"""An examination that is found to be missed after the decision, and what follows as if it had been known then."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from cases.states import CaseState
from kernel.refusal import Refused
from pupils import services
from pupils.models import ExamNote, PupilSuspension
from pupils.selectors.board_clock import board_clock, board_file
from pupils.selectors.letter import Typed, content_of, subject_of
from pupils.selectors.told import told_page, told_section
from pupils.services import board, exams, telling
from pupils.states import HalfOfDay
from pupils.words import VERBS
from records.states import CopyMethod
from schools.states import Kinship
from tests import factories as make
from tests.pupils.conftest import again
from tests.pupils.test_board import closed, midnight_after
from tests.pupils.test_deciding_pages import WEIGH, WHAT, WHEN, page
from tests.pupils.test_telling import key_of

ENGLISH = {"exam": "GCSE English Language", "exam_on": date(2026, 11, 3)}
MATHS = {"exam": "GCSE Mathematics", "exam_on": date(2026, 11, 5)}


@pytest.fixture
def mother(pupil, office_addresses):
    return pupil.adults.get().adult


def found_out(row, by, **changes):
    return exams.note_exam(suspension=again(row), by=by, **{**ENGLISH, **changes})


def taken_back(row, by, reason="It was written down for another pupil.", **changes):
    return exams.take_back_exam(suspension=again(row), reason=reason, by=by, **{**ENGLISH, **changes})


def told(row, to, by):
    """Their paper is issued and handed over."""
    telling.issue_notice(suspension=again(row), key=key_of(row, to), reason="He threw a chair.", by=by)
    how = {"method": CopyMethod.HAND, "sent_on": date(2026, 11, 2)}
    telling.log_notice_sent(suspension=again(row), key=key_of(row, to), by=by, **how)


def said(row, to):
    """What their paper would say now, with spaces for line ends."""
    _, content = content_of(
        subject_of(again(row), key_of(row, to)), Typed("He threw a chair."), method=None, address=""
    )
    return " ".join(" ".join(part["paragraphs"]) + str(part["rows"]) for part in content["sections"])


def owed(row):
    return {duty.subject or duty.kind: duty.due_at for duty in Duty.objects.open().filter(case=row.case)}


def test_it_is_kept_with_who_noted_it_and_nothing_of_the_decision_is_changed(decide, deputy):
    row = decide()

    note = found_out(row, deputy)

    assert (note.exam, note.exam_on, note.noted_by, note.noted_at) == (*ENGLISH.values(), deputy, timezone.now())
    assert again(row).missed_exam == ""
    entry = Entry.objects.of_chain(row.case.reference).get(verb="pupil_exam.noted")
    assert VERBS[entry.verb].format(actor="Sam Okoro", **entry.payload.data) == (
        "Sam Okoro noted that Alfie Farrow misses GCSE English Language on Tuesday 3 November 2026 by the suspension."
    )


def test_the_board_and_the_family_are_owed_it_in_writing_again(decide, mother, head):
    row = decide()
    for to in (mother, "board", "authority"):
        told(row, to, head)
    assert not {str(key_of(row, to)) for to in (mother, "board", "authority")} & {*owed(row)}

    found_out(row, head)

    left = owed(row)
    assert {str(key_of(row, mother)), str(key_of(row, "board"))} <= {*left}
    assert left[str(key_of(row, "board"))] <= timezone.now() + timedelta(hours=10)
    assert "Alfie would miss GCSE English Language on Tuesday 3 November 2026. The board must meet" in said(row, mother)
    assert "The pupil would miss GCSE English Language on Tuesday 3 November 2026. The board must meet" in said(
        row, "board"
    )


def test_no_examination_is_missed_by_a_suspension_at_lunchtimes(decide, mother, head, client_of):
    with pytest.raises(Refused, match="A suspension at lunchtimes takes no session away"):
        decide(category="LNCH", missed_exam="GCSE English", missed_exam_on=date(2026, 11, 3))
    row = decide(category="LNCH")

    with pytest.raises(Refused, match="A suspension at lunchtimes takes no session away"):
        found_out(row, head)
    answer = client_of(head).get(reverse("pupils:exam", args=[row.case.reference, row.pk]))

    assert "A suspension at lunchtimes takes no session away" in answer.text
    assert not ExamNote.objects.exists()


def test_what_is_owed_anew_stays_owed_however_often_the_records_are_gone_through(decide, mother, head):
    row = decide()
    for to in (mother, "board"):
        told(row, to, head)
    found_out(row, head)

    for _ in range(2):
        telling.resettle_notices(suspension=again(row), by=head)
        assert {str(key_of(row, mother)), str(key_of(row, "board"))} <= {*owed(row)}

    told(row, mother, head)
    telling.resettle_notices(suspension=again(row), by=head)
    assert str(key_of(row, mother)) not in owed(row)


def test_a_board_that_was_said_to_know_is_owed_its_notice_all_the_same(decide, mother, head):
    row = decide()
    telling.note_not_told(suspension=again(row), key=key_of(row, "board"), reason="The clerk stood beside me.", by=head)
    assert str(key_of(row, "board")) not in owed(row)

    found_out(row, head)

    assert str(key_of(row, "board")) in owed(row)


def test_it_counts_exactly_as_if_it_had_been_known_at_the_decision(decide, mother, head, pupil, terms):
    known_then = decide(missed_exam=ENGLISH["exam"], missed_exam_on=ENGLISH["exam_on"])
    letter, notice = said(known_then, mother), said(known_then, "board")
    board.note_board_told(suspension=again(known_then), received_on=date(2026, 11, 2), by=head)
    clock = board_clock(again(known_then), board_file(known_then))
    taken_back(known_then, head)
    assert board_clock(again(known_then), board_file(known_then)).law_by is None

    found_out(known_then, head)

    assert (said(known_then, mother), said(known_then, "board")) == (letter, notice)
    assert board_clock(again(known_then), board_file(known_then)) == clock
    assert clock.is_exam_missed
    assert clock.must_be_told


def test_the_board_meets_within_fifteen_school_days_of_being_told_and_before_it_if_it_can(decide, head):
    row = decide()
    board.note_board_told(suspension=again(row), received_on=date(2026, 11, 2), by=head)
    assert str(row.pk) not in {duty.subject for duty in Duty.objects.open().filter(kind=Kind.BOARD_MEETING)}

    found_out(row, head)

    duty = Duty.objects.open().get(kind=Kind.BOARD_MEETING, subject=str(row.pk))
    assert duty.due_at == midnight_after(date(2026, 11, 2))


def test_of_two_examinations_the_first_that_is_ahead_sets_the_day(decide, mother, head, clock):
    row = decide(last_on=date(2026, 11, 6))
    clock.shift(timedelta(days=1, hours=8))
    board.note_board_told(suspension=again(row), received_on=date(2026, 11, 3), by=head)

    found_out(row, head)
    assert board_clock(again(row), board_file(row)).law_by == date(2026, 11, 24)
    found_out(row, head, **MATHS)

    assert board_clock(again(row), board_file(row)).law_by == date(2026, 11, 4)
    both = "GCSE English Language on Tuesday 3 November 2026 and GCSE Mathematics on Thursday 5 November 2026"
    assert f"would miss {both}" in said(row, mother)
    assert "before the first of them" in said(row, mother)


def test_noted_wrongly_it_is_taken_back_with_a_reason_and_stays_readable(decide, mother, head):
    row = decide()
    board.note_board_told(suspension=again(row), received_on=date(2026, 11, 2), by=head)
    found_out(row, head)
    told(row, mother, head)

    taken_back(row, head)

    assert not Duty.objects.open().filter(kind=Kind.BOARD_MEETING, subject=str(row.pk)).exists()
    assert str(key_of(row, mother)) in owed(row)
    assert "would miss" not in said(row, mother)
    assert [note.is_missed for note in ExamNote.objects.filter(suspension=row).order_by("pk")] == [True, False]
    entry = Entry.objects.of_chain(row.case.reference).get(verb="pupil_exam.taken_back")
    assert "after all: It was written down for another pupil." in VERBS[entry.verb].format(
        actor="R", **entry.payload.data
    )


def test_what_was_taken_back_in_error_is_noted_again(decide, head):
    row = decide()
    found_out(row, head)
    taken_back(row, head)

    found_out(row, head)

    assert [str(exam) for exam in board_clock(again(row), board_file(row)).exams] == [
        "GCSE English Language on Tuesday 3 November 2026"
    ]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"exam": " "}, "Name the examination"),
        ({"exam_on": date(2026, 11, 4)}, "An examination on Wednesday 4 November 2026 is not missed because of it"),
        ({"exam_on": date(2026, 10, 23)}, "is not missed because of it"),
    ],
)
def test_its_day_lies_within_the_suspension(decide, head, changes, why):
    row = decide()

    with pytest.raises(Refused, match=why):
        found_out(row, head, **changes)


def test_an_examination_on_another_day_is_refused_at_the_decision_as_well(decide):
    with pytest.raises(Refused, match="is not missed because of it"):
        decide(missed_exam="GCSE English", missed_exam_on=date(2026, 11, 4))


def test_the_page_that_asks_for_it_says_so_before_more_is_asked(clock, terms, pupil, head, client_of):
    other_day = {"missed_exam": "GCSE English"} | {
        f"missed_exam_on_{part}": value
        for part, value in zip(("day", "month", "year"), ("4", "11", "2026"), strict=True)
    }

    answer = client_of(head).post(
        page("suspend_weigh", pupil), {**WHAT, **WHEN, "was_marked": "no", **WEIGH, **other_day}
    )

    assert answer.status_code == 422
    assert "An examination on Wednesday 4 November 2026 is not missed because of it." in answer.text


def test_twice_the_same_and_what_is_not_noted_are_refused(decide, head):
    row = decide()
    found_out(row, head)

    with pytest.raises(Refused, match="This examination is noted already"):
        found_out(row, head)
    with pytest.raises(Refused, match="This examination is not noted as missed"):
        taken_back(row, head, **MATHS)
    with pytest.raises(Refused, match="Say why it is not missed"):
        taken_back(row, head, reason=" ")


def test_by_a_suspension_that_was_cancelled_nothing_is_missed(decide, head):
    row = decide()
    services.cancel_suspension(
        suspension=row, reason="Another.", back_on=row.first_on, back_half=HalfOfDay.MORNING, by=head
    )

    with pytest.raises(Refused, match="the pupil misses nothing by it"):
        found_out(row, head)


def test_a_closed_case_is_opened_again_by_it(decide, head, ceo):
    row = decide()
    closed(row.case, ceo)

    found_out(row, head)

    assert again(row).case.state == CaseState.OPEN


def test_whoever_does_not_work_on_the_case_or_is_of_the_family_notes_none(decide, head, staff, stranger, deputy, pupil):
    row = decide()
    make.RelationshipFactory(
        adult=make.PersonFactory(user=deputy), pupil=pupil, kind=Kinship.FATHER, has_parental_responsibility=True
    )

    for who in (staff, stranger):
        with pytest.raises(PermissionDenied):
            found_out(row, who)
    with pytest.raises((Refused, PermissionDenied)):
        found_out(row, deputy)


def test_it_is_noted_and_taken_back_on_its_pages(decide, head, client_of):
    row, client = decide(), client_of(head)
    args = [row.case.reference, row.pk]
    assert "None is missed, as far as is known." in client.get(row.get_absolute_url()).text
    on = {"exam_on_day": "3", "exam_on_month": "11", "exam_on_year": "2026"}

    wrong = client.post(reverse("pupils:exam", args=args), {"exam": "GCSE English", **on, "exam_on_day": "9"})
    right = client.post(reverse("pupils:exam", args=args), {"exam": "GCSE English", **on}, follow=True)

    assert wrong.status_code == 422
    assert "is not missed because of it" in wrong.text
    assert "Now tell the board and the family" in right.text
    assert "Found out: GCSE English on Tuesday 3 November 2026 is missed." in right.text
    sent = {"which": "2026-11-03 GCSE English", "reason": "She can sit it here."}
    back = client.post(reverse("pupils:exam_back", args=args), sent, follow=True)
    assert "is not missed. She can sit it here." in back.text
    assert "No examination is noted as missed." in client.get(reverse("pupils:exam_back", args=args)).text


SATURDAY = {"exam_on_day": "7", "exam_on_month": "11", "exam_on_year": "2026"}


def test_on_a_day_on_which_the_school_is_closed_it_is_asked_whether_it_is_then(decide, head, client_of):
    row, client = decide(last_on=date(2026, 11, 9)), client_of(head)
    url = reverse("pupils:exam", args=[row.case.reference, row.pk])
    assert "although the school is closed" not in client.get(url).text

    asked = client.post(url, {"exam": "GCSE Music", **SATURDAY})
    client.post(url, {"exam": "GCSE Music", **SATURDAY, "is_closed_known": "on"})

    assert asked.status_code == 422
    assert "The school does not meet on Saturday 7 November 2026. Look at the day again." in asked.text
    assert "although the school is closed" in asked.text
    assert ExamNote.objects.get().exam_on == date(2026, 11, 7)


def test_on_a_sunday_there_is_none(decide, head):
    row = decide(last_on=date(2026, 11, 9))

    with pytest.raises(Refused, match="Sunday 8 November 2026 is no day for an examination"):
        found_out(row, head, exam_on=date(2026, 11, 8), is_closed_known=True)


def test_before_it_is_decided_it_is_asked_as_well_and_what_was_said_is_carried_on(clock, terms, pupil, head, client_of):
    client = client_of(head)
    long = {"starts": "next", "last_on_day": "9", "last_on_month": "11", "last_on_year": "2026"}
    sent = {**WHAT, **WHEN, **long, **WEIGH, "missed_exam": "GCSE Music"}
    sent |= {f"missed_{name}": value for name, value in SATURDAY.items()}

    asked = client.post(page("suspend_weigh", pupil), sent)
    client.post(page("suspend_weigh", pupil), {**sent, "is_closed_known": "on"})
    check = client.get(page("suspend_decide", pupil))

    assert asked.status_code == 422
    assert "although the school is closed" in asked.text
    assert '<input type="hidden" name="is_closed_known" value="on"' in check.text
    assert "although the school is closed" in client.get(page("suspend_weigh", pupil)).text
    client.post(page("suspend_decide", pupil), {**sent, "is_closed_known": "on"})
    assert PupilSuspension.objects.get().missed_exam_on == date(2026, 11, 7)


def test_who_reviews_a_suspension_reads_which_examination_is_missed(decide, head, ceo, client_of):
    row = decide()
    found_out(row, head)

    text = client_of(ceo).get(reverse("pupils:advise", args=[row.case.reference, row.pk])).text

    assert "GCSE English Language on Tuesday 3 November 2026" in text


def test_the_list_says_of_an_examination_that_was_found_out_to_write_again_and_why(decide, mother, head):
    row = decide()
    told(row, mother, head)
    told(row, "authority", head)

    found_out(row, head)

    lines = {line.who: line for line in told_page(again(row), head).lines}
    again_to = lines[mother.formal_name]
    assert (again_to.tag.text, again_to.open.label) == ("to be told", "Write it again")
    assert "by an examination that is missed. It is owed anew." in again_to.note
    [item] = [one for one in told_section(again(row), head).items if one.title == mother.formal_name]
    assert "by an examination that is missed" in item.text
    telling.issue_notice(suspension=again(row), key=key_of(row, mother), reason="He threw a chair.", by=head)
    lines = {line.who: line for line in told_page(again(row), head).lines}
    assert lines[mother.formal_name].open.label == "Say how it went"
