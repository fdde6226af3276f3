"""The record of a meeting: agreed between all who were there, or with who does not agree in their words; signed by all."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from cases.states import Part
from kernel.refusal import Refused, Stale
from meetings.models import Action, AgreedRecord
from meetings.services import (
    _shared,
    finish_action,
    issue_letter,
    issue_meeting_record,
    name_action,
    note_comment,
    note_draft_given,
    note_outcome,
    remove_action,
    send_letter_again,
    share_record,
    write_topic,
)
from meetings.states import MeetingState, Outcome, Topic
from notices.models import Notice
from notices.states import NoticeKind
from records.models import Signatory
from records.states import CopyMethod, RecordKind, RecordState
from schools.access import forget_powers
from schools.models import Membership
from tests import factories as make

POINTS = "He said that he is sorry.\n\nThe school said that the gate is locked at nine."


@pytest.fixture
def talked(arrange, clock, head, staff):
    """A meeting that was held an hour ago, with a companion who has an account; gives it and who was there."""
    meeting = arrange(companion=staff)
    clock.shift(timedelta(days=1, hours=2))
    people = {one.capacity: one for one in meeting.attendees.all()}
    at = timezone.now()
    times = {"began_at": at - timedelta(hours=2), "ended_at": at - timedelta(hours=1)}
    note_outcome(meeting=meeting, outcome=Outcome.HELD, came=[one.pk for one in people.values()], by=head, **times)
    meeting.refresh_from_db()
    return meeting, people


@pytest.fixture
def sent(talked, head):
    meeting, people = talked
    write_topic(meeting=meeting, topic=Topic.POINTS, text=POINTS, revision=0, by=head)
    share_record(meeting=meeting, by=head)
    return meeting, people


@pytest.fixture
def shared(sent, head):
    """The draft was sent for comment, and handed to the father."""
    meeting, people = sent
    issue_letter(attendee=people["parent"], method=CopyMethod.HAND, by=head)
    return meeting, people


def agree(meeting, by, *people):
    for one in people:
        note_comment(meeting=meeting, attendee=one, is_agreed=True, by=by)


def open_duty(kind):
    return Duty.objects.open().filter(kind=kind).first()


def test_a_record_is_owed_two_working_days_after_the_meeting(talked, head):
    duty = open_duty(Kind.MEETING_RECORD)

    assert duty.owner_user == head
    assert duty.due_at.astimezone(timezone.get_default_timezone()).date() == date(2026, 11, 5)


def test_no_record_is_written_before_the_meeting_was_held(arrange, head):
    with pytest.raises(Refused, match="once the meeting was held"):
        write_topic(meeting=arrange(), topic=Topic.POINTS, text=POINTS, revision=0, by=head)


def test_two_who_write_at_once_lose_nothing(talked, head, deputy):
    meeting, _ = talked
    write_topic(meeting=meeting, topic=Topic.POINTS, text=POINTS, revision=0, by=head)

    with pytest.raises(Stale):
        write_topic(meeting=meeting, topic=Topic.POINTS, text="Other", revision=0, by=deputy)

    assert AgreedRecord.objects.get().points == POINTS


def test_nothing_is_sent_for_comment_before_it_says_what_was_talked_about(talked, head):
    with pytest.raises(Refused, match="what was talked about"):
        share_record(meeting=talked[0], by=head)


def test_colleagues_are_told_and_parents_written_to_and_the_duty_waits_for_them(sent, case, head, staff):
    meeting, people = sent

    assert Notice.objects.filter(to_user=staff, kind=NoticeKind.MEETING_COMMENT).count() == 1
    assert open_duty(Kind.MEETING_LETTER).subject == f"{meeting.pk}-{people['parent'].pk}"
    assert open_duty(Kind.MEETING_RECORD).due_at.date() == date(2026, 11, 10)
    record = issue_letter(attendee=people["parent"], by=head)
    said = str(record.content)
    assert record.kind == RecordKind.MEETING_DRAFT
    assert "the gate is locked at nine" in said
    assert "five working days from the day on which this letter counts as received" in said


def test_what_was_sent_for_comment_and_never_reached_the_parent_is_never_issued(sent, head, clock):
    meeting, people = sent
    agree(meeting, head, people["companion"])
    letter = issue_letter(attendee=people["parent"], by=head)
    clock.shift(timedelta(days=30))

    with pytest.raises(Refused, match="has not reached Darren Farrow yet"):
        issue_meeting_record(meeting=meeting, by=head)

    assert letter.state == RecordState.ISSUED


def test_the_days_of_a_parent_begin_when_the_letter_counts_as_received(sent, head, clock, father):
    meeting, people = sent
    agree(meeting, head, people["companion"])
    issue_letter(attendee=people["parent"], method=CopyMethod.POST, address="17 Quince Passage", by=head)
    assert open_duty(Kind.MEETING_RECORD).due_at.isoformat() == "2026-11-13T00:00:00+00:00"
    clock.shift(timedelta(days=8))
    with pytest.raises(Refused, match="It waits for Darren Farrow, until Thursday 12 November 2026, 23:59"):
        issue_meeting_record(meeting=meeting, by=head)

    clock.shift(timedelta(days=2))

    assert issue_meeting_record(meeting=meeting, by=head).state == RecordState.ISSUED


def test_a_letter_that_never_came_begins_no_days(sent, head, clock):
    meeting, people = sent
    agree(meeting, head, people["companion"])
    record = issue_letter(attendee=people["parent"], method=CopyMethod.HAND, by=head)
    clock.shift(timedelta(days=30))
    send_letter_again(attendee=people["parent"], copy=record.copies.get(), dispute="He was never there.", by=head)

    with pytest.raises(Refused, match="has not reached Darren Farrow yet"):
        issue_meeting_record(meeting=meeting, by=head)


def test_whoever_has_neither_letter_nor_account_is_given_the_draft(talked, head, clock, client_of):
    meeting, people = talked
    aunt = make.AttendeeFactory(meeting=meeting, capacity="supporter", person=None, name="An aunt", has_attended=True)
    write_topic(meeting=meeting, topic=Topic.POINTS, text=POINTS, revision=0, by=head)
    share_record(meeting=meeting, by=head)
    agree(meeting, head, people["companion"], people["parent"])
    clock.shift(timedelta(days=30))
    with pytest.raises(Refused, match="has not reached An aunt yet"):
        issue_meeting_record(meeting=meeting, by=head)
    assert "The draft has not reached An aunt yet" in page_of(meeting, client_of(head))
    given = {"meeting": meeting, "method": CopyMethod.HAND, "given_on": timezone.localdate(), "by": head}
    with pytest.raises(Refused, match="by letter, or by a message"):
        note_draft_given(attendee=people["parent"], **given)

    note_draft_given(attendee=aunt, **given)

    with pytest.raises(Refused, match="It waits for An aunt"):
        issue_meeting_record(meeting=meeting, by=head)
    clock.shift(timedelta(days=8))
    assert issue_meeting_record(meeting=meeting, by=head).state == RecordState.ISSUED


def page_of(meeting, client):
    return client.get(reverse("meetings:record", args=[meeting.case.reference, meeting.pk])).text


def test_the_record_waits_for_everybody_or_for_five_working_days(shared, head, clock):
    meeting, people = shared
    agree(meeting, head, people["companion"])
    with pytest.raises(Refused, match="It waits for Darren Farrow"):
        issue_meeting_record(meeting=meeting, by=head)

    clock.shift(timedelta(days=8))

    assert issue_meeting_record(meeting=meeting, by=head).state == RecordState.ISSUED


def test_once_everybody_agrees_it_is_issued_and_everybody_present_signs(shared, head, father, staff):
    meeting, people = shared
    agree(meeting, head, people["companion"], people["parent"])

    record = issue_meeting_record(meeting=meeting, by=head)

    meeting.refresh_from_db()
    assert meeting.state == MeetingState.RECORDED
    signers = Signatory.objects.filter(record=record).order_by("order")
    assert [(one.name, one.user or one.person) for one in signers] == [
        (head.name, head),
        ("Darren Farrow", father),
        (staff.name, staff),
    ]
    assert open_duty(Kind.SIGN).subject == str(record.pk)
    assert open_duty(Kind.MEETING_RECORD) is None
    with pytest.raises(Refused, match="issued as it stands"):
        issue_meeting_record(meeting=meeting, by=head)


def test_who_does_not_agree_is_quoted_in_their_own_words(shared, head, clock):
    meeting, people = shared
    note_comment(
        meeting=meeting, attendee=people["parent"], is_agreed=False, text="I did not say that I am sorry.", by=head
    )
    clock.shift(timedelta(days=8))

    record = issue_meeting_record(meeting=meeting, by=head)

    parts = {part["heading"]: part["paragraphs"] for part in record.content["sections"]}
    assert parts["What Darren Farrow does not agree with"] == ["I did not say that I am sorry."]


def test_a_changed_text_goes_to_everybody_again(shared, head):
    meeting, people = shared
    agree(meeting, head, people["companion"], people["parent"])

    write_topic(meeting=meeting, topic=Topic.AGREED, text="He rings first.", revision=1, by=head)

    with pytest.raises(Refused, match="Send it for comment first"):
        issue_meeting_record(meeting=meeting, by=head)
    share_record(meeting=meeting, by=head)
    with pytest.raises(Refused, match="has not reached Darren Farrow"):
        issue_meeting_record(meeting=meeting, by=head)


def test_a_record_that_was_put_right_replaces_the_one_before(shared, head):
    meeting, people = shared
    agree(meeting, head, people["companion"], people["parent"])
    first = issue_meeting_record(meeting=meeting, by=head)

    write_topic(meeting=meeting, topic=Topic.AGREED, text="He rings first.", revision=1, by=head)
    share_record(meeting=meeting, by=head)
    agree(meeting, head, people["companion"], people["parent"])
    second = issue_meeting_record(meeting=meeting, by=head)

    first.refresh_from_db()
    assert (first.state, second.version) == (RecordState.SUPERSEDED, 2)


def test_an_attendee_says_it_of_themselves_and_of_nobody_else(shared, staff):
    meeting, people = shared

    note_comment(meeting=meeting, attendee=people["companion"], is_agreed=True, by=staff)

    with pytest.raises(PermissionDenied):
        note_comment(meeting=meeting, attendee=people["parent"], is_agreed=True, by=staff)


def test_an_attendee_reads_the_draft_once_it_was_sent_and_not_what_others_say(talked, head, staff, client_of):
    meeting, people = talked
    write_topic(meeting=meeting, topic=Topic.POINTS, text=POINTS, revision=0, by=head)
    url = reverse("meetings:record", args=[meeting.case.reference, meeting.pk])
    assert "the gate is locked" not in client_of(staff).get(url).text

    share_record(meeting=meeting, by=head)
    note_comment(meeting=meeting, attendee=people["parent"], is_agreed=False, text="I never said it.", by=head)

    page = client_of(staff).get(url).text
    assert "the gate is locked" in page
    assert "What Darren Farrow does not agree with" not in page


def test_what_was_agreed_is_owed_from_the_issue_by_whoever_has_an_account(shared, case, head, staff, client_of):
    meeting, people = shared
    mine = {"meeting": meeting, "due_on": date(2026, 11, 13), "by": head}
    name_action(what="Send the term’s dates", user=staff, **mine)
    name_action(what="Ring the office before coming", name="Mr Farrow", **mine)
    share_record(meeting=meeting, by=head)
    agree(meeting, head, people["companion"], people["parent"])
    assert open_duty(Kind.MEETING_ACTION) is None

    issue_meeting_record(meeting=meeting, by=head)

    owed = Duty.objects.open().filter(kind=Kind.MEETING_ACTION).order_by("pk")
    assert [(duty.owner_user, duty.due_at.isoformat()) for duty in owed] == [
        (staff, "2026-11-14T00:00:00+00:00"),
        (head, "2026-11-14T00:00:00+00:00"),
    ]
    assert "Send the term’s dates" in client_of(staff).get(reverse("desk:home")).text
    assert case.title not in client_of(staff).get(reverse("desk:home")).text


def test_what_is_done_is_noted_by_whoever_owes_it(case, head, staff, stranger):
    meeting = make.MeetingFactory(case=case, recorded=True)
    make.AttendeeFactory(meeting=meeting, capacity="companion", person=None, user=staff, has_attended=True)
    action = make.ActionFactory(meeting=meeting, name="", user=staff, owed=True)
    make.DutyFactory(case=case, kind="meeting_action", subject=str(action.pk), owner_user=staff)
    with pytest.raises(PermissionDenied):
        finish_action(action=action, how="Sent", by=stranger)

    finish_action(action=action, how="Sent on Monday", by=staff)
    finish_action(action=action, how="Sent on Monday", by=staff)

    assert Action.objects.get().done_by == staff
    assert open_duty(Kind.MEETING_ACTION) is None
    with pytest.raises(Refused, match="already"):
        finish_action(action=action, how="Sent again", by=staff)


def test_what_stands_in_an_issued_record_is_not_taken_out(shared, head):
    meeting, people = shared
    kept = name_action(meeting=meeting, what="Ring first", name="Mr Farrow", due_on=date(2026, 11, 13), by=head)
    gone = name_action(meeting=meeting, what="Sing", name="Mr Farrow", due_on=date(2026, 11, 13), by=head)
    remove_action(action=gone, by=head)
    remove_action(action=gone, by=head)
    share_record(meeting=meeting, by=head)
    agree(meeting, head, people["companion"], people["parent"])
    issue_meeting_record(meeting=meeting, by=head)

    with pytest.raises(Refused, match="was issued"):
        remove_action(action=kept, by=head)


def test_only_those_who_were_there_comment(talked, head):
    meeting, _ = talked
    write_topic(meeting=meeting, topic=Topic.POINTS, text=POINTS, revision=0, by=head)
    share_record(meeting=meeting, by=head)
    absent = make.AttendeeFactory(meeting=meeting, has_attended=False)

    with pytest.raises(Refused, match="Only those who were there"):
        note_comment(meeting=meeting, attendee=absent, is_agreed=True, by=head)


@pytest.mark.parametrize("loss", ["role", "wall"])
def test_whoever_loses_the_power_or_comes_behind_the_wall_meanwhile_notes_nothing(
    shared, case, staff, monkeypatch, loss
):
    meeting, people = shared
    action = make.ActionFactory(meeting=meeting, name="", user=staff, owed=True)
    lock = _shared.lock

    def waiting(row):
        if loss == "role":
            Membership.objects.filter(user=staff).delete()
        else:
            make.InvolvementFactory(case=case, part=Part.SUBJECT, person=None, user=staff)
        return lock(row)

    monkeypatch.setattr(_shared, "lock", waiting)
    acts = (
        lambda: note_comment(meeting=meeting, attendee=people["companion"], is_agreed=True, by=staff),
        lambda: finish_action(action=action, how="Rang her.", by=staff),
    )
    for act in acts:
        forget_powers(staff)
        with pytest.raises(PermissionDenied), transaction.atomic():
            act()
