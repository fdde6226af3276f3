"""Whom the board invites to its meeting, what the invitation says, and what holds of letters once it has met."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from kernel.refusal import Refused
from pupils.jobs import settle_all, settle_school
from pupils.models import BoardMeeting
from pupils.selectors.addresses import notice_url
from pupils.selectors.letter import subject_of, words_to_begin
from pupils.selectors.told import told_page
from pupils.services import board, cancelling, elsewhere, telling
from pupils.states import Event, HalfOfDay, SaidBy, TermNumber
from records.models import WrittenRecord
from records.states import CopyMethod, RecordKind
from schools.calendar import LONDON
from schools.models import PupilFacts, Relationship
from schools.states import Kinship
from tests.pupils.board_acts import (
    FIVE,
    THE_9TH,
    arrange,
    decided,
    met,
    open_subjects,
    owed,
    text_of,
    upheld,
    written,
)
from tests.pupils.conftest import SIXTEEN, TODAY, again, parent_of
from tests.pupils.test_board import UNINVITED
from tests.pupils.test_telling import due, issue, key_of


# --- The meeting: everybody is invited ----------------------------------------------------------------------------------
def test_each_parent_is_owed_an_invitation_and_so_is_whoever_else_may_come(told, mother, dad, clerk):
    PupilFacts.objects.update(is_looked_after=True)
    row = told()

    arrange(row, clerk)

    assert owed(row) == [
        (str(mother.pk), "invited"),
        (str(dad.pk), "invited"),
        ("worker", "invited"),
        ("virtual", "invited"),
    ]
    duty = Duty.objects.get(subject=str(key_of(row, mother, Event.INVITED)))
    assert (duty.owner_role, duty.about) == ("clerk", "Kay Farrow about the board’s meeting about Mia Farrow")
    assert due(row, mother, Event.INVITED) == "Mon 02 Nov 17:00"


def test_the_invitation_says_when_where_who_may_come_and_what_they_may_ask(told, mother, clerk):
    row = told()
    arrange(row, clerk)

    said = text_of(issue(row, mother, clerk, Event.INVITED, reason=""))

    for words in (
        "Monday 9 November 2026 at 17:30",
        "Central office",
        "Somebody may speak for you, at your own cost, and you may bring a friend.",
        "Mia may come too and speak",
        "You can write to the board instead",
        "people take part online",
        "an interpreter, or help because of a disability",
        "5 Hall Road",
        "five school days before the meeting",
        "You may ask that somebody from Exampleshire comes.",
        "It can decide that Mia comes back before the suspension ends",
    ):
        assert words in said
    assert WrittenRecord.objects.get(kind=RecordKind.PUPIL_INVITED).content["sign_off"][0] == "Cleo Ward"


def test_at_18_the_pupil_is_invited_and_nobody_else_of_the_family(told, mother, child, clerk):
    PupilFacts.objects.update(born_on=date(2008, 1, 1))
    row = told()

    arrange(row, clerk)

    assert owed(row) == [(str(child.pk), "invited")]
    said = text_of(issue(row, child, clerk, Event.INVITED, reason=""))
    assert "the suspension of you from" in said
    assert "You may come and say what you think." in said


def test_who_turns_18_is_told_what_happens_from_then_on_and_their_mother_what_happened_before(
    told, mother, child, clerk, head, clock
):
    PupilFacts.objects.update(born_on=date(2008, 11, 5))
    row = told()
    issue(row, mother, head, method=CopyMethod.HAND)
    arrange(row, clerk)
    issue(row, mother, clerk, Event.INVITED, method=CopyMethod.HAND)
    clock.move_to(THE_9TH)
    meeting = BoardMeeting.objects.get()
    board.begin_meeting(
        meeting=meeting,
        began_at=THE_9TH,
        users=[],
        names=["Priya Shah", "Colm Reid"],
        by=clerk,
        uninvited_why=UNINVITED,
    )

    decided(row, clerk, decided_on=date(2026, 11, 9))
    settle_all()

    assert [to for to, _ in owed(row, Event.OUTCOME) if to.isdigit()] == [str(child.pk)]
    assert "you are not reinstated" in text_of(issue(row, child, clerk, Event.OUTCOME))
    with pytest.raises(Refused):
        issue(row, mother, clerk, Event.OUTCOME)
    lines = {(line.who, line.event): line.tag.text for line in told_page(again(row), head).lines}
    assert lines["Kay Farrow", "The suspension"] == lines["Kay Farrow", "The board’s meeting"] == "told"
    assert ("Mia Farrow", "The suspension") not in lines


def test_who_expects_a_meeting_that_fell_away_is_told_by_word_once_the_pupil_is_invited_in_their_place(
    told, mother, child, clerk, clock, client_of
):
    PupilFacts.objects.update(born_on=date(2008, 11, 5))
    row = told()
    meeting = arrange(row, clerk)
    issue(row, mother, clerk, Event.INVITED, method=CopyMethod.HAND)
    board.call_off_meeting(meeting=meeting, reason="A member is ill.", by=clerk)
    clock.move_to(datetime(2026, 11, 6, 9, 0, tzinfo=LONDON))

    arrange(row, clerk, datetime(2026, 11, 12, 17, 30, tzinfo=LONDON))
    settle_all()

    assert {to for to, _ in owed(row) if to.isdigit()} == {str(mother.pk), str(child.pk)}
    page = client_of(clerk).get(notice_url(row, key_of(row, mother, Event.INVITED)), follow=True)
    assert "How do they know of it" in page.text
    answer = client_of(clerk).post(
        page.request["PATH_INFO"], {"reason": "She was rung: it is on the 12th, and Mia is asked."}
    )
    assert answer.status_code == 302
    settle_all()
    assert {to for to, _ in owed(row) if to.isdigit()} == {str(child.pk)}


def test_who_was_invited_to_another_meeting_than_the_one_that_began_was_not_invited(told, mother, clerk):
    row = told()
    meeting = arrange(row, clerk)
    issue(row, mother, clerk, Event.INVITED, method=CopyMethod.HAND)
    board.call_off_meeting(meeting=meeting, reason="A member is ill.", by=clerk)

    met(row, clerk)

    line = next(
        one
        for one in told_page(again(row), clerk).lines
        if (one.who, one.event) == ("Kay Farrow", "The board’s meeting")
    )
    assert line.tag.text == "not told"
    assert "Not invited" in line.note


def test_what_was_owed_to_the_mother_before_the_pupil_turned_18_stays_owed_to_her(told, suspend, mother, child, clock):
    PupilFacts.objects.update(born_on=date(2008, 11, 5))
    row = suspend(**SIXTEEN)

    clock.move_to(datetime(2026, 11, 6, 9, 0, tzinfo=LONDON))
    settle_all()

    duties = Duty.objects.open().filter(case=row.case, kind=Kind.WRITTEN_NOTICE)
    assert [duty.subject for duty in duties] == [str(key_of(row, mother))]


def test_up_to_five_days_the_invitation_says_that_the_board_cannot_end_it(told, mother, clerk):
    row = told(**FIVE)
    arrange(row, clerk)

    said = text_of(issue(row, mother, clerk, Event.INVITED, reason=""))

    assert "The law does not let the board end such a suspension." in said


def test_the_social_worker_is_told_of_the_meeting_without_the_familys_letter(told, mother, clerk):
    PupilFacts.objects.update(has_social_worker=True)
    row = told()
    arrange(row, clerk)

    said = text_of(issue(row, "worker", clerk, Event.INVITED, reason=""))

    assert "You may come to the meeting, or take part by video or telephone" in said
    assert "12 Elm Close" not in said


def test_a_moved_meeting_is_told_anew_to_everybody(told, mother, clerk):
    row = told()
    first = arrange(row, clerk)
    issue(row, mother, clerk, Event.INVITED, reason="", method=CopyMethod.HAND)
    assert owed(row) == []

    board.call_off_meeting(meeting=first, reason="A member is ill.", by=clerk)
    arrange(row, clerk, THE_9TH + timedelta(days=1))

    assert owed(row) == [(str(mother.pk), "invited")]
    line = next(line for line in told_page(again(row), clerk).lines if line.who == "Kay Farrow")
    assert "meeting has changed" in line.note
    # How the old letter went says nothing of the new meeting, nor does the night.
    settle_all()
    assert owed(row) == [(str(mother.pk), "invited")]
    issue(row, mother, clerk, Event.INVITED, reason="", method=CopyMethod.HAND)
    assert owed(row) == []
    assert "Tuesday 10 November 2026 at 17:30" in text_of(written(row, mother, Event.INVITED))


def test_the_posted_invitation_to_a_meeting_that_moved_does_not_count_for_the_new_one(told, mother, clerk, clock):
    row = told()
    first = arrange(row, clerk)
    issue(row, mother, clerk, Event.INVITED, reason="", method=CopyMethod.POST, address="12 Elm Close")
    board.call_off_meeting(meeting=first, reason="A member is ill.", by=clerk)
    arrange(row, clerk, THE_9TH + timedelta(days=1))

    clock.move_to(datetime(2026, 11, 5, 9, tzinfo=LONDON))
    settle_all()

    assert owed(row) == [(str(mother.pk), "invited")]


def test_who_was_invited_is_told_that_the_meeting_is_off_and_nobody_else(told, mother, dad, clerk):
    row = told()
    meeting = arrange(row, clerk)
    issue(row, mother, clerk, Event.INVITED, reason="", method=CopyMethod.HAND)

    board.call_off_meeting(meeting=meeting, reason="A member is ill.", by=clerk)

    assert owed(row) == [(str(mother.pk), "invited")]
    assert Duty.objects.get(subject=str(key_of(row, dad, Event.INVITED))).waive_reason.startswith(
        "The meeting was called"
    )
    said = text_of(issue(row, mother, clerk, Event.INVITED, reason="A member is ill.", method=CopyMethod.HAND))
    assert "That meeting does not take place." in said
    assert "A member is ill." in said
    assert owed(row) == []


def test_the_letter_gives_the_reason_of_the_meeting_that_its_reader_expects(told, mother, clerk):
    row = told()
    first = arrange(row, clerk)
    issue(row, mother, clerk, Event.INVITED, reason="", method=CopyMethod.HAND)
    board.call_off_meeting(meeting=first, reason="A member is ill.", by=clerk)
    second = arrange(row, clerk, THE_9TH + timedelta(days=1))
    board.call_off_meeting(meeting=second, reason="The hall is flooded.", by=clerk)

    assert words_to_begin(subject_of(again(row), key_of(row, mother, Event.INVITED))).reason == "A member is ill."


def test_a_meeting_does_not_begin_before_everybody_is_invited_unless_it_is_said_why(
    told, mother, dad, clerk, client_of
):
    row = told()
    meeting = arrange(row, clerk, timezone.now())
    issue(row, mother, clerk, Event.INVITED, reason="", method=CopyMethod.HAND)
    begin = {"meeting": meeting, "began_at": timezone.now(), "users": [], "names": ["Priya Shah"], "by": clerk}

    with pytest.raises(Refused, match=f"Not invited: {dad.formal_name}. Say why the meeting began"):
        board.begin_meeting(**begin)
    board.begin_meeting(**begin, uninvited_why="He did not answer the door.")

    assert "He did not answer the door." in client_of(clerk).get(row.board_url).content.decode()
    told_so = Entry.objects.get(verb="board.began_uninvited").payload
    assert (told_so.data["missed"], told_so.data["reason"]) == (dad.formal_name, "He did not answer the door.")


def test_why_it_began_is_asked_only_where_somebody_was_not_invited(told, mother, clerk, client_of):
    row = told()
    meeting = arrange(row, clerk, timezone.now())
    page = reverse("pupils:board_begin", args=[row.case.reference, row.pk, meeting.pk])
    assert 'name="uninvited_why"' in client_of(clerk).get(page).content.decode()

    issue(row, mother, clerk, Event.INVITED, reason="", method=CopyMethod.HAND)

    assert 'name="uninvited_why"' not in client_of(clerk).get(page).content.decode()
    board.begin_meeting(
        meeting=meeting, began_at=timezone.now(), users=[], names=["Priya Shah"], by=clerk, uninvited_why="Left over."
    )
    meeting.refresh_from_db()
    assert meeting.uninvited_why == ""


def test_a_letter_written_after_the_decision_promises_no_meeting(told, mother, child, terms, clerk, head):
    row = told()
    issue(row, mother, head, method=CopyMethod.HAND)
    upheld(row, clerk)
    dad = parent_of(child, terms, "Darren", Kinship.FATHER, "9 Quarry Road", has_parental_responsibility=True)
    settle_all()

    said = text_of(issue(row, dad, head, method=CopyMethod.HAND))

    assert "What the board decided\nThe board of" in said
    assert "looked at this suspension on Monday 2 November 2026" in said
    assert "must meet" not in said


def test_the_letter_that_was_sent_before_the_decision_goes_on_saying_what_it_said(
    told, mother, clerk, head, client_of, clock
):
    row = told()
    issue(row, mother, head, method=CopyMethod.HAND)
    clock.shift(timedelta(minutes=5))
    upheld(row, clerk)

    with pytest.raises(Refused):
        issue(row, mother, head, method=CopyMethod.HAND)
    assert "has changed since" not in client_of(head).get(notice_url(row, key_of(row, mother))).content.decode()


def test_what_was_owed_anew_for_the_boards_duty_falls_away_with_its_decision(
    told, mother, child, terms, clerk, head, clock
):
    row = told(**FIVE)
    issue(row, mother, head, method=CopyMethod.HAND)
    clock.shift(timedelta(minutes=5))
    elsewhere.note_elsewhere(
        pupil=child, school=terms, where="Fernside", year=2026, term=TermNumber.AUTUMN, half_days=24, by=head
    )
    assert str(key_of(row, mother)) in open_subjects(row)

    upheld(again(row), clerk)
    settle_all()

    duty = Duty.objects.filter(case=row.case, subject=str(key_of(row, mother))).latest("pk")
    assert (duty.discharged_at, duty.waive_reason) == (None, "The board decided before this was told.")


def test_what_counts_after_the_decision_owes_no_letter_about_the_board(told, mother, child, terms, clerk, head):
    row = told(**FIVE)
    issue(row, mother, head, method=CopyMethod.HAND)
    elsewhere.note_elsewhere(
        pupil=child, school=terms, where="Fernside", year=2026, term=TermNumber.AUTUMN, half_days=2, by=head
    )
    assert str(key_of(row, mother)) in open_subjects(row)
    issue(row, mother, head, method=CopyMethod.HAND, reason="He threw a chair.")
    board.note_to_board(
        suspension=again(row), received_at=timezone.now(), channel=SaidBy.LETTER, said_by="Kay", text="No.", by=clerk
    )
    upheld(again(row), clerk)

    elsewhere.note_elsewhere(
        pupil=child, school=terms, where="Brook", year=2026, term=TermNumber.AUTUMN, half_days=24, by=head
    )

    assert str(key_of(row, mother)) not in open_subjects(row)


def test_what_was_said_of_a_letter_owed_anew_holds_until_something_changes(told, mother, child, terms, head, clock):
    row = told(**FIVE)
    issue(row, mother, head, method=CopyMethod.HAND)
    clock.shift(timedelta(minutes=5))
    term = {"pupil": child, "school": terms, "year": 2026, "term": TermNumber.AUTUMN, "by": head}
    elsewhere.note_elsewhere(**term, where="Fernside", half_days=2)
    telling.note_not_told(suspension=row, key=key_of(row, mother), reason="I told her by telephone.", by=head)

    settle_all()
    settle_school(terms.pk)
    assert str(key_of(row, mother)) not in open_subjects(row)
    elsewhere.note_elsewhere(**term, where="Brook", half_days=24)

    assert str(key_of(row, mother)) in open_subjects(row)


def test_the_clerk_reads_that_an_order_was_weighed_and_not_why(told, mother, dad, clerk, head):
    Relationship.objects.filter(adult=dad).update(contact_order="No contact, 2026")
    row = told()
    telling.decide_on_order(suspension=row, person_pk=dad.pk, is_told=True, reason="She agreed to it.", by=head)
    arrange(row, clerk)

    def note(user):
        return next(line.note for line in told_page(again(row), user).lines if line.who == dad.formal_name)

    assert "told, although a court order is noted. She agreed to it." in note(head)
    assert note(clerk).endswith("told, although a court order is noted.")


def test_a_father_who_comes_to_the_records_later_is_invited_too(told, mother, child, terms, clerk):
    row = told()
    arrange(row, clerk)

    dad = parent_of(child, terms, "Darren", Kinship.FATHER, "9 Quarry Road", has_parental_responsibility=True)
    settle_all()

    assert (str(dad.pk), "invited") in owed(row)


def test_once_the_board_has_decided_nobody_is_owed_an_invitation(told, mother, clerk):
    row = told()

    upheld(row, clerk)

    assert owed(row, Event.INVITED) == []
    assert [line.open for line in told_page(again(row), clerk).lines if line.event == "The board’s meeting"] == [None]
    with pytest.raises(Refused, match="No meeting of the board is ahead"):
        issue(row, mother, clerk, Event.INVITED, reason="")


def test_a_cancelled_suspension_invites_nobody_and_says_that_the_meeting_is_off(told, mother, clerk, head):
    row = told()
    arrange(row, clerk)

    cancelling.cancel_suspension(
        suspension=row, reason="Another pupil did it.", back_on=TODAY, back_half=HalfOfDay.MORNING, by=head
    )

    assert owed(row) == []
    said = text_of(issue(row, mother, head, Event.CANCELLED))
    assert "its meeting on Monday 9 November 2026 at 17:30 does not take place" in said
