"""Is a meeting arranged as the policy asks, and does everybody who has to know get to know it?"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from cases.services.case import involve
from cases.states import Part
from desk.services.voiding import void_case
from kernel.refusal import Refused
from meetings.models import Attendee, Meeting
from meetings.services import arrange_meeting, cancel_meeting, change_meeting, name_attendee, remove_attendee
from meetings.states import AttendeeCapacity, MeetingKind, MeetingState
from notices.mail import calendar_of
from notices.models import Notice
from notices.states import NoticeKind
from schools.states import Role
from tests import factories as make

INTERVIEW = MeetingKind.PARENT_INTERVIEW


def owed(case, kind):
    return [duty.subject for duty in Duty.objects.open().filter(case=case, kind=kind).order_by("pk")]


def told(user):
    return [notice.kind for notice in Notice.objects.filter(to_user=user).order_by("pk")]


def test_a_meeting_opens_the_duty_to_meet_and_to_write_to_each_parent(arrange, case, father, head):
    mother = make.PersonFactory(at=case.school)
    involve(case=case, part=Part.PRESENT, person=mother, by=head)

    meeting = arrange(parents=[father, mother])

    parents = meeting.attendees.filter(capacity=AttendeeCapacity.PARENT).order_by("pk")
    assert owed(case, Kind.MEETING) == [str(meeting.pk)]
    assert Duty.objects.get(kind=Kind.MEETING).due_at == meeting.ends_at
    assert owed(case, Kind.MEETING_LETTER) == [f"{meeting.pk}-{one.pk}" for one in parents]
    assert {one.capacity for one in meeting.attendees.all()} == {"convener", "parent"}


def test_only_whoever_decides_for_the_ceo_invites_to_a_parent_interview(arrange, ceo, staff):
    with pytest.raises(Refused, match="whoever decides in their place"):
        arrange(kind=INTERVIEW, companion=staff)

    meeting = arrange(by=ceo, kind=INTERVIEW, companion=staff)

    assert (meeting.capacity, meeting.convener) == ("ceo", ceo)


def test_a_parent_interview_wants_a_companion_who_is_not_involved(arrange, ceo):
    with pytest.raises(Refused, match="nothing to do with the case") as refused:
        arrange(by=ceo, kind=INTERVIEW)

    assert refused.value.field == "companion"


@pytest.mark.parametrize(
    ("tie", "said"),
    [("logged", "logged this case"), ("witness", "is a witness"), ("statement", "gave a statement in this case")],
)
def test_a_companion_who_is_involved_is_refused_with_what_they_did(arrange, case, ceo, head, staff, tie, said):
    companion = head if tie == "logged" else staff
    if tie == "witness":
        involve(case=case, part=Part.WITNESS, user=staff, by=head)
    if tie == "statement":
        row = involve(case=case, part=Part.WITNESS, name="Somebody", by=head)
        make.StatementFactory(involvement=row, author=staff, confirmed=True)

    with pytest.raises(Refused, match=f"{companion.name} {said}"):
        arrange(by=ceo, kind=INTERVIEW, companion=companion)


def test_whoever_decided_on_it_is_no_companion(arrange, case, ceo, chair, stranger):
    suspension = make.SiteSuspensionFactory(case=case, upheld=True)
    make.ReviewFactory(suspension=suspension, decided_by=stranger)

    with pytest.raises(Refused, match=f"{stranger.name} decided on it"):
        arrange(by=ceo, kind=INTERVIEW, companion=stranger)


def test_what_is_not_as_the_policy_asks_is_recordable_and_the_ceo_is_told(arrange, case, ceo, head):
    deputy_ceo = make.UserFactory(role=(Role.CEO, None))

    meeting = arrange(by=ceo, kind=INTERVIEW, companion=head, no_companion_why="Nobody else was there in half-term.")

    assert meeting.no_companion_why == "Nobody else was there in half-term."
    assert told(deputy_ceo) == [NoticeKind.MEETING_ALONE]
    assert Entry.objects.filter(verb="meeting.not_as_policy").count() == 1


def test_a_reason_is_not_kept_where_the_companion_is_uninvolved(arrange, ceo, staff):
    assert arrange(by=ceo, kind=INTERVIEW, companion=staff, no_companion_why="?").no_companion_why == ""


def test_nobody_is_invited_who_is_not_of_the_case(arrange, case, father):
    other = make.PersonFactory(at=case.school)

    for parents in ((), (other,), (father, other)):
        with pytest.raises(Refused) as refused:
            arrange(parents=parents)
        assert refused.value.field == "parents"


def test_the_parents_of_a_pupil_in_the_case_can_be_invited_and_the_pupil_not(arrange, case, head):
    pupil, mother = make.PersonFactory(pupil=True, at=case.school), make.PersonFactory(at=case.school)
    make.RelationshipFactory(adult=mother, pupil=pupil)
    involve(case=case, part=Part.TARGET, person=pupil, by=head)

    with pytest.raises(Refused):
        arrange(parents=[pupil])
    assert arrange(parents=[mother]).attendees.filter(person=mother).exists()


def test_no_meeting_is_arranged_for_a_time_that_is_over(arrange):
    with pytest.raises(Refused, match="over"):
        arrange(starts_at=timezone.now() - timedelta(minutes=16))


def test_a_companion_with_an_account_is_told_with_an_entry_for_the_calendar(arrange, ceo, staff):
    meeting = arrange(by=ceo, kind=INTERVIEW, companion=staff)

    notice = Notice.objects.get(to_user=staff)
    calendar = calendar_of(notice, staff)
    assert notice.kind == NoticeKind.MEETING_ARRANGED
    assert f"UID:{meeting.uid}@inspires-casework" in calendar
    assert {"METHOD:REQUEST", "SEQUENCE:0", "LOCATION:Room 2", "DTSTART:20261103T081900Z"} <= {*calendar.split("\r\n")}
    assert "Farrow" not in calendar


def test_a_new_time_reaches_calendars_as_the_same_entry(arrange, ceo, staff, planned):
    meeting = arrange(by=ceo, kind=INTERVIEW, companion=staff)

    change_meeting(meeting=meeting, plan=planned(companion=staff, minutes=30), by=ceo)
    cancel_meeting(meeting=meeting, reason="He is ill", by=ceo)

    first, moved, off = (
        calendar_of(one, staff).split("\r\n") for one in Notice.objects.filter(to_user=staff).order_by("pk")
    )
    uid = next(line for line in first if line.startswith("UID:"))
    assert uid in moved
    assert uid in off
    assert "SEQUENCE:1" in moved
    assert {"SEQUENCE:2", "METHOD:CANCEL", "STATUS:CANCELLED"} <= {*off}


def test_another_time_moves_the_duty_and_the_letters_are_due_again(arrange, case, head, planned):
    meeting = arrange()
    Duty.objects.filter(kind=Kind.MEETING_LETTER).update(
        discharged_at=timezone.now(), discharged_by=head, how="By hand"
    )
    later = timezone.now() + timedelta(days=3)

    change_meeting(meeting=meeting, plan=planned(starts_at=later), by=head, reason="He asked.")

    assert Meeting.objects.get().revision == 2
    assert Duty.objects.get(kind=Kind.MEETING).due_at == later + timedelta(minutes=60)
    assert len(owed(case, Kind.MEETING_LETTER)) == 1


def test_what_is_not_in_the_invitation_changes_without_a_new_one(arrange, case, head, planned):
    meeting = arrange()

    change_meeting(meeting=meeting, plan=planned(needs="A ramp"), by=head)

    meeting.refresh_from_db()
    assert (meeting.needs, meeting.revision) == ("A ramp", 1)


def test_another_companion_takes_the_place_of_one_and_both_hear_of_it(arrange, ceo, staff, deputy, planned):
    meeting = arrange(by=ceo, kind=INTERVIEW, companion=staff)

    change_meeting(meeting=meeting, plan=planned(companion=deputy), by=ceo)

    assert meeting.attendees.get(capacity=AttendeeCapacity.COMPANION).user == deputy
    assert told(staff) == [NoticeKind.MEETING_ARRANGED, NoticeKind.MEETING_CANCELLED]
    assert told(deputy) == [NoticeKind.MEETING_ARRANGED]
    assert not Meeting.objects.visible_to(staff).exists()


def test_a_meeting_is_called_off_once_and_nothing_is_owed_of_it(arrange, case, head):
    meeting = arrange()

    cancel_meeting(meeting=meeting, reason="He is ill", by=head)

    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED
    assert owed(case, Kind.MEETING) == owed(case, Kind.MEETING_LETTER) == []
    with pytest.raises(Refused, match="already"):
        cancel_meeting(meeting=meeting, reason="He is ill", by=head)


def test_a_case_that_was_logged_in_error_calls_its_meetings_off(arrange, case, head):
    meeting = arrange()

    void_case(case=case, reason="The wrong person", by=head)

    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED


def test_somebody_else_comes_and_does_not_come(arrange, head, deputy):
    meeting = arrange()
    aunt = name_attendee(meeting=meeting, capacity=AttendeeCapacity.SUPPORTER, name="An aunt", by=head)
    name_attendee(meeting=meeting, capacity=AttendeeCapacity.OTHER, user=deputy, by=head)

    remove_attendee(attendee=aunt, by=head)
    remove_attendee(attendee=aunt, by=head)

    assert told(deputy) == [NoticeKind.MEETING_ARRANGED]
    assert [one.who for one in meeting.attendees.order_by("pk")][2:] == [deputy.name]


@pytest.mark.parametrize("capacity", ["convener", "parent", "companion"])
def test_whoever_the_meeting_is_for_is_not_taken_off(arrange, head, staff, capacity):
    meeting = arrange(companion=staff)

    with pytest.raises(Refused, match="come with the meeting"):
        remove_attendee(attendee=meeting.attendees.get(capacity=capacity), by=head)


def test_nobody_whom_the_case_is_about_is_asked_to_its_meeting(arrange, case, father, head, staff):
    father.user = staff
    father.save()

    with pytest.raises(Refused, match="cannot be told"):
        arrange(companion=staff)
    meeting = arrange()
    with pytest.raises(Refused, match="cannot be told"):
        name_attendee(meeting=meeting, capacity=AttendeeCapacity.OTHER, user=staff, by=head)


def test_of_two_forms_sent_at_once_one_makes_the_meeting(case, father, head, planned):
    token = "00000000-0000-0000-0000-0000000000aa"
    asked = {"case": case, "kind": MeetingKind.INFORMAL_DISCUSSION, "parents": [father], "plan": planned(), "by": head}

    arrange_meeting(token=token, **asked)
    arrange_meeting(token=token, **asked)

    assert Meeting.objects.count() == 1
    assert Attendee.objects.count() == 2


# --- The page -----------------------------------------------------------------------------------------------------
def test_where_no_companion_is_needed_nobody_is_asked_why_there_is_none(arrange, case, father, ceo, head, client_of):
    page = reverse("meetings:arrange", args=[case.reference])
    talk = arrange()
    change = reverse("meetings:change", args=[case.reference, talk.pk])

    for user, url, asks_why in ((head, page, False), (ceo, page, True), (ceo, change, False)):
        shown = client_of(user).get(url).text
        assert ("why not?" in shown) == asks_why
        assert ("Nobody has to." in shown) != asks_why
        assert "No companion is needed" not in shown


# --- Who sees it --------------------------------------------------------------------------------------------------
def test_an_attendee_sees_the_meeting_and_nothing_else_of_the_case(arrange, case, client_of, staff):
    meeting = arrange(companion=staff)
    page = client_of(staff).get(meeting.get_absolute_url())

    assert page.status_code == 200
    assert case.title not in page.text
    assert case.get_absolute_url() not in page.text
    assert client_of(staff).get(case.get_absolute_url()).status_code == 404


def test_whoever_is_not_asked_sees_no_meeting(arrange, client_of, staff, stranger, office):
    meeting = arrange(companion=staff)

    for user in (stranger, office):
        assert client_of(user).get(meeting.get_absolute_url()).status_code == 404


def test_an_attendee_whom_the_case_is_about_later_sees_it_no_more(arrange, case, father, head, staff):
    arrange(companion=staff)

    involve(case=case, part=Part.SUBJECT, user=staff, by=head)

    assert not Meeting.objects.visible_to(type(staff).objects.get(pk=staff.pk)).exists()
