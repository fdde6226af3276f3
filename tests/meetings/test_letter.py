"""The letter to a parent about a meeting: what it says, that each goes to its own address, and that it follows changes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from cases.duties import Kind
from cases.models import Duty
from cases.services.case import involve
from cases.states import Part
from kernel.refusal import Refused
from meetings.keys import letter_key
from meetings.models import Attendee
from meetings.services import cancel_meeting, change_meeting, issue_letter, log_letter_sent, send_letter_again
from meetings.states import AttendeeCapacity, MeetingKind
from records.models import Copy, WrittenRecord
from records.states import CopyMethod, RecordKind, RecordState
from schools.calendar import local_day
from tests import factories as make


def parent_of(meeting):
    return meeting.attendees.filter(capacity=AttendeeCapacity.PARENT).order_by("pk").last()


def text_of(record):
    parts = [record.content["summary"], *record.content["to"]]
    for one in record.content["sections"]:
        parts += [one["heading"], *one["paragraphs"], *(cell for row in one["rows"] for cell in row)]
    return "\n".join(parts)


def test_the_invitation_says_what_the_policy_promises(arrange, ceo, staff):
    meeting = arrange(by=ceo, kind=MeetingKind.PARENT_INTERVIEW, companion=staff)

    said = text_of(issue_letter(attendee=parent_of(meeting), by=ceo))

    assert "Tuesday 3 November 2026" in said
    assert "You may bring a person of your choice" in said
    assert "Helen Bell" in said
    assert "has had nothing to do with what happened" in said
    assert "everybody gets a copy" in said
    assert "The gate." in said


def test_a_companion_who_is_involved_is_not_called_uninvolved(arrange, ceo, head):
    meeting = arrange(by=ceo, kind=MeetingKind.PARENT_INTERVIEW, companion=head, no_companion_why="Nobody else.")

    said = text_of(issue_letter(attendee=parent_of(meeting), by=ceo))

    assert "nothing to do with" not in said
    assert "Nobody else." not in said


def test_a_suspended_parent_reads_that_they_may_come_for_this(arrange, case, father, head):
    now = timezone.now()
    period = TimestamptzRange(now - timedelta(days=1), now + timedelta(days=9))
    make.SiteSuspensionFactory(case=case, person=father, school=case.school, period=period)

    said = text_of(issue_letter(attendee=parent_of(arrange()), by=head))

    assert "from 08:04 until the meeting is over" in said


def test_each_parent_gets_a_letter_of_their_own_and_a_confidential_address_stays(arrange, case, father, head):
    mother = make.PersonFactory(title="Ms", given_name="Mia", family_name="Farrow", at=case.school)
    make.AdultFactsFactory(person=mother, address="4 Hidden Row", is_address_confidential=True)
    involve(case=case, part=Part.PRESENT, person=mother, by=head)
    meeting = arrange(parents=[father, mother], about="We meet at 4 Hidden Row.")
    his, hers = meeting.attendees.filter(capacity=AttendeeCapacity.PARENT).order_by("pk")

    with pytest.raises(Refused, match="confidential address"):
        issue_letter(attendee=his, method=CopyMethod.POST, address="17 Quince Passage", by=head)
    record = issue_letter(attendee=hers, method=CopyMethod.POST, address="4 Hidden Row", by=head)

    assert record.content["to"] == ["Ms Mia Farrow"]
    assert record.subject == letter_key(hers)
    assert Copy.objects.get().address == "4 Hidden Row"


def test_the_duty_is_done_when_the_letter_went_not_when_it_was_issued(arrange, case, head):
    attendee = parent_of(arrange())
    mine = Duty.objects.open().filter(case=case, kind=Kind.MEETING_LETTER)
    issue_letter(attendee=attendee, by=head)
    assert mine.exists()

    log_letter_sent(attendee=attendee, method=CopyMethod.HAND, sent_on=local_day(timezone.now()), by=head)

    assert not mine.exists()


def test_e_mail_counts_only_where_it_was_agreed_to(arrange, head):
    attendee = parent_of(arrange())
    issue_letter(attendee=attendee, by=head)

    with pytest.raises(Refused, match="E-mail counts only"):
        log_letter_sent(attendee=attendee, method=CopyMethod.EMAIL, sent_on=local_day(timezone.now()), by=head)


def test_a_letter_is_issued_again_only_where_the_meeting_has_changed(arrange, head, planned):
    meeting = arrange()
    first = issue_letter(attendee=parent_of(meeting), by=head)
    with pytest.raises(Refused, match="issued as it stands"):
        issue_letter(attendee=parent_of(meeting), by=head)

    change_meeting(meeting=meeting, plan=planned(place="Room 5"), by=head)
    second = issue_letter(attendee=parent_of(meeting), by=head)

    first.refresh_from_db()
    assert (second.version, first.state) == (2, RecordState.SUPERSEDED)
    assert "takes the place of the one before" in text_of(second)


def test_a_meeting_that_is_called_off_is_written_to_whoever_was_invited(arrange, case, head):
    meeting = arrange()
    issue_letter(attendee=parent_of(meeting), method=CopyMethod.HAND, by=head)

    cancel_meeting(meeting=meeting, reason="The CEO has a cold", by=head)
    record = issue_letter(attendee=parent_of(meeting), method=CopyMethod.HAND, by=head)

    assert record.kind == RecordKind.MEETING_CANCELLED
    assert "does not take place" in text_of(record)
    assert "cold" not in text_of(record)
    assert not Duty.objects.open().filter(case=case, kind=Kind.MEETING_LETTER).exists()


def test_the_page_shows_the_letter_before_it_goes_and_issues_it(arrange, case, client_of, head):
    meeting = arrange()
    url = reverse("meetings:letter", args=[case.reference, letter_key(parent_of(meeting))])
    browser = client_of(head)
    assert "Preview: not issued" in browser.get(url).text

    answer = browser.post(url, {"do": "issue", "method": "hand"})

    assert answer.status_code == 302
    assert WrittenRecord.objects.get(kind=RecordKind.MEETING_INVITATION).state == RecordState.ISSUED
    assert browser.get(url).status_code == 200


@pytest.mark.parametrize("key", ["0-0", "x-y", "1", "999999999999999999999-1"])
def test_no_letter_is_found_under_another_name(arrange, case, client_of, head, key):
    arrange()

    assert client_of(head).get(reverse("meetings:letter", args=[case.reference, key])).status_code == 404


def test_a_letter_that_went_before_the_meeting_changed_leaves_the_duty_open(arrange, case, head, planned):
    meeting = arrange()
    issue_letter(attendee=parent_of(meeting), by=head)
    change_meeting(meeting=meeting, plan=planned(place="Room 5"), by=head)

    copy = log_letter_sent(
        attendee=parent_of(meeting), method=CopyMethod.HAND, sent_on=local_day(timezone.now()), by=head
    )

    assert copy.record.version == 1
    assert Duty.objects.open().filter(case=case, kind=Kind.MEETING_LETTER).exists()


@pytest.fixture
def posted(arrange, head, clock):
    """A letter that went by post and should have come, for a meeting in ten days."""
    meeting = arrange(starts_at=timezone.now() + timedelta(days=10))
    issue_letter(attendee=parent_of(meeting), method=CopyMethod.POST, address="17 Quince Passage", by=head)
    clock.shift(timedelta(days=4))
    return Copy.objects.get()


def owed(case):
    return Duty.objects.open().filter(case=case, kind=Kind.MEETING_LETTER).exists()


def lose(copy, head, **more):
    attendee = Attendee.objects.with_people().get(person=copy.to_person)
    return send_letter_again(attendee=attendee, copy=copy, dispute="The post brought it back.", by=head, **more)


def test_a_letter_that_never_came_goes_again_as_it_was(posted, case, head):
    again = lose(posted, head, method=CopyMethod.HAND)

    posted.refresh_from_db()
    assert posted.dispute == "The post brought it back."
    assert (again.record, again.method) == (posted.record, CopyMethod.HAND)
    assert not owed(case)


def test_sent_later_it_is_due_again(posted, case, head):
    assert lose(posted, head) is None

    assert owed(case)


def test_where_the_meeting_has_changed_another_letter_is_due(posted, case, head, planned):
    meeting = posted.record.case.meetings.get()
    change_meeting(meeting=meeting, plan=planned(place="Room 5"), by=head)

    with pytest.raises(Refused, match="as it reads now"):
        lose(posted, head, method=CopyMethod.HAND)
    lose(posted, head)

    assert owed(case)


def test_an_invitation_to_a_meeting_that_was_called_off_is_not_written_again(posted, case, head):
    meeting = posted.record.case.meetings.get()
    cancel_meeting(meeting=meeting, reason="A cold", by=head)
    issue_letter(attendee=parent_of(meeting), method=CopyMethod.HAND, by=head)

    lose(posted, head)

    assert not owed(case)


def test_an_invitation_to_a_meeting_that_is_over_is_not_written_again(posted, case, head, clock):
    clock.shift(timedelta(days=7))

    lose(posted, head)

    assert not owed(case)


def test_the_page_about_a_letter_that_never_came_says_what_follows(posted, case, client_of, head):
    attendee = parent_of(posted.record.case.meetings.get())
    url = reverse("meetings:letter_lost", args=[case.reference, letter_key(attendee), posted.pk])
    browser = client_of(head)
    letter = reverse("meetings:letter", args=[case.reference, letter_key(attendee)])
    assert url in browser.get(letter).text
    assert "It goes as it was issued." in browser.get(url).text

    answer = browser.post(url, {"dispute": "He says so.", "method": "later"})

    assert (answer.status_code, answer["Location"]) == (302, letter)
    assert "It never came: He says so." in browser.get(letter).text
    assert "It was noted already" in browser.get(url).text


@pytest.mark.parametrize(("days", "is_late"), [(1, True), (2, True), (3, False)])
def test_the_page_warns_where_the_post_would_come_too_late(arrange, case, client_of, head, days, is_late):
    meeting = arrange(starts_at=timezone.now() + timedelta(days=days))
    url = reverse("meetings:letter", args=[case.reference, letter_key(parent_of(meeting))])

    text = client_of(head).get(url).text

    assert ("By post it would not come in time" in text) is is_late
    assert ("not before the meeting" in text) is is_late


def test_once_they_have_the_letter_the_page_does_not_warn_of_the_post(arrange, case, client_of, head, planned):
    meeting = arrange(starts_at=timezone.now() + timedelta(days=1))
    url = reverse("meetings:letter", args=[case.reference, letter_key(parent_of(meeting))])
    issue_letter(attendee=parent_of(meeting), method=CopyMethod.HAND, by=head)

    assert "By post it would not come in time" not in client_of(head).get(url).text

    change_meeting(meeting=meeting, plan=planned(starts_at=meeting.starts_at, place="Room 5"), by=head)

    assert "By post it would not come in time" in client_of(head).get(url).text
