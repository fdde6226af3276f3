"""The meetings of a mediation: the mediator arranges them, nobody else reads what was said, and all ends with the day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from audit.models import Payload
from cases.access import reach
from cases.duties import Kind
from cases.models import Duty
from cases.selectors import next_owed
from cases.services.case import involve
from cases.services.delegation import delegate
from cases.services.writing import save_draft
from cases.states import Part
from kernel.refusal import Refused
from meetings.models import Action, AgreedRecord, Attendee, Comment, Meeting
from meetings.services import (
    Plan,
    appoint_mediator,
    arrange_mediation_meeting,
    arrange_meeting,
    cancel_meeting,
    change_meeting,
    end_mediation,
    issue_letter,
    let_come,
    name_attendee,
    note_comment,
    note_draft_given,
    note_outcome,
    share_record,
    write_topic,
)
from meetings.states import AttendeeCapacity, MeetingKind, MeetingState, Outcome, Topic
from notices.models import Notice
from notices.states import NoticeKind
from records.states import CopyMethod, RecordKind
from schools.calendar import local_day
from schools.states import SCHOOL_ROLES, Role
from suspensions.models import PermittedVisit
from tests import factories as make
from tests.meetings.sides import hold, meet, say

ALONE = "He is afraid that his son is laughed at."


def side(mediation, *, is_parent):
    return mediation.parties.get(person__isnull=not is_parent)


def open_kinds(case, **more):
    return [*Duty.objects.open().filter(case=case, **more).order_by("pk").values_list("kind", flat=True)]


def url(name, meeting):
    return reverse(f"meetings:{name}", args=[meeting.case.reference, meeting.pk])


def again(user):
    return type(user).objects.get(pk=user.pk)


# --- Arranged -------------------------------------------------------------------------------------------------------
def test_the_mediator_arranges_a_meeting_and_sees_no_letter(running, mediator, deputy, client_of):
    meeting = meet(running, mediator)

    assert (meeting.kind, meeting.convener) == (MeetingKind.MEDIATION_JOINT, mediator)
    capacities = [*meeting.attendees.order_by("pk").values_list("capacity", flat=True)]
    assert capacities == [AttendeeCapacity.MEDIATOR, AttendeeCapacity.PARENT, AttendeeCapacity.PARTY]
    owed = {duty.kind: duty.owner_user for duty in Duty.objects.open().filter(case=running.case)}
    assert owed == {Kind.MEDIATE: mediator, Kind.MEETING: mediator, Kind.MEETING_LETTER: None}
    assert Notice.objects.filter(to_user=deputy, kind=NoticeKind.MEETING_ARRANGED).count() == 1
    page = client_of(mediator).get(url("meeting", meeting)).text
    assert "Call it off" in page
    assert "Letters to parents" not in page


def test_whoever_decides_for_the_ceo_arranges_one_too_and_the_mediator_leads_it(running, ceo, mediator, head):
    meeting = meet(running, ceo)

    assert meeting.convener == mediator
    assert Notice.objects.filter(to_user=mediator, kind=NoticeKind.MEETING_ARRANGED).count() == 1
    with pytest.raises(PermissionDenied):
        meet(running, head)


def test_together_means_both_sides_and_alone_means_one_person(running, mediator):
    father, deputy = side(running, is_parent=True), side(running, is_parent=False)
    plan = Plan(starts_at=timezone.now() + timedelta(days=1), minutes=60, place="Room 2", about="How they talk.")
    told = {"mediation": running, "plan": plan, "by": mediator}
    with pytest.raises(Refused, match="both sides"):
        arrange_mediation_meeting(kind=MeetingKind.MEDIATION_JOINT, parties=[father], **told)
    with pytest.raises(Refused, match="one person"):
        arrange_mediation_meeting(kind=MeetingKind.MEDIATION_SEPARATE, parties=[father, deputy], **told)


def test_nobody_meets_before_a_mediator_is_appointed_or_after_their_access(proposed, running, ceo, mediator):
    with pytest.raises(Refused, match="access ends"):
        meet(running, mediator, starts_at=timezone.now() + timedelta(days=11))
    end_mediation(mediation=running, outcome="They found a way", by=mediator)
    running.refresh_from_db()
    with pytest.raises(Refused, match="is over"):
        meet(running, ceo)


def test_no_other_meeting_is_arranged_on_a_mediation(running, father, ceo, planned):
    told = {"case": running.case, "parents": [father], "plan": planned(), "by": ceo}
    for kind in (MeetingKind.INFORMAL_DISCUSSION, MeetingKind.MEDIATION_JOINT):
        with pytest.raises(Refused, match="own page"):
            arrange_meeting(kind=kind, **told)


def test_each_parent_has_a_letter_that_says_what_stays_confidential(running, mediator, ceo):
    separate = meet(running, mediator, only=side(running, is_parent=True))

    letter = issue_letter(attendee=separate.attendees.get(capacity="parent"), method=CopyMethod.HAND, by=ceo)

    said = str(letter.content)
    assert "Mo Fairley mediates" in said
    assert "What you say stays between you and the mediator" in said
    assert letter.content["sign_off"][:2] == ["Mo Fairley", "Mediator"]
    with pytest.raises(PermissionDenied):
        issue_letter(attendee=separate.attendees.get(capacity="parent"), by=mediator)


def test_a_suspended_parent_is_let_in_by_whoever_works_on_the_case_not_by_the_mediator(
    running, case, father, mediator, ceo, head, client_of
):
    now = timezone.now()
    period = TimestamptzRange(now - timedelta(days=1), now + timedelta(days=9))
    make.SiteSuspensionFactory(case=case, person=father, school=case.school, period=period)
    meeting = meet(running, mediator)
    assert not PermittedVisit.objects.exists()
    assert "may not come onto this site then" in client_of(ceo).get(url("meeting", meeting)).text
    assert "may not come onto this site" not in client_of(mediator).get(url("meeting", meeting)).text

    let_come(meeting=meeting, by=head)

    assert PermittedVisit.objects.count() == 1
    change_meeting(meeting=meeting, plan=Plan(meeting.starts_at + timedelta(hours=1), 60, "Room 3", "It."), by=mediator)
    assert not PermittedVisit.objects.standing().exists()


def test_the_mediator_moves_it_names_an_interpreter_and_calls_it_off(running, mediator):
    meeting = meet(running, mediator)
    name_attendee(meeting=meeting, capacity=AttendeeCapacity.INTERPRETER, name="A Polish interpreter", by=mediator)
    change_meeting(meeting=meeting, plan=Plan(meeting.starts_at, 45, "Room 3", "How they talk."), by=mediator)
    cancel_meeting(meeting=meeting, reason="The father is ill", by=mediator)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.place) == (MeetingState.CANCELLED, "Room 3")
    assert open_kinds(running.case) == [Kind.MEDIATE]


# --- Held -----------------------------------------------------------------------------------------------------------
def test_with_one_side_missing_it_was_no_meeting_together(running, mediator, clock):
    meeting = meet(running, mediator)
    clock.shift(timedelta(days=1, hours=2))
    now = timezone.now()
    told = {"meeting": meeting, "began_at": now - timedelta(hours=1), "ended_at": now, "by": mediator}
    came = [one.pk for one in meeting.attendees.exclude(capacity=AttendeeCapacity.PARTY)]
    with pytest.raises(Refused, match="One side is not ticked"):
        note_outcome(outcome=Outcome.HELD, came=came, **told)

    note_outcome(meeting=meeting, outcome=Outcome.NOT_ATTENDED, by=mediator)

    assert open_kinds(running.case, owner_user=mediator) == [Kind.MEDIATE, Kind.MEETING_AGAIN]


def test_a_record_is_owed_of_a_meeting_together_and_none_of_one_side_alone(running, mediator, clock):
    together, alone = meet(running, mediator), meet(running, mediator, only=side(running, is_parent=False))
    hold(together, mediator, clock)
    clock.shift(timedelta(days=-1, hours=-2))
    hold(alone, mediator, clock)

    owed = Duty.objects.open().filter(case=running.case, kind=Kind.MEETING_RECORD)
    assert [(duty.subject, duty.owner_user) for duty in owed] == [(str(together.pk), mediator)]


# --- What one side says alone -----------------------------------------------------------------------------------------
@pytest.fixture
def alone(running, mediator, clock):
    """The father told the mediator something, and they wrote it down for the two of them."""
    meeting = hold(meet(running, mediator, only=side(running, is_parent=True)), mediator, clock)
    write_topic(meeting=meeting, topic=Topic.POINTS, text=ALONE, revision=0, by=mediator)
    share_record(meeting=meeting, by=mediator)
    return meeting


def pages_of(meeting, case):
    return [
        url("meeting", meeting),
        url("record", meeting),
        url("draft", meeting),
        reverse("meetings:write", args=[meeting.case.reference, meeting.pk, "points"]),
        reverse("meetings:mediation", args=[meeting.case.reference]),
        reverse("meetings:month"),
        reverse("desk:home"),
        reverse("desk:history", args=[meeting.case.reference]),
        meeting.case.get_absolute_url(),
        case.get_absolute_url(),
    ]


@pytest.mark.parametrize("role", [*Role])
def test_nobody_but_the_mediator_reads_what_one_side_said_alone_whatever_their_role(alone, case, role, client_of):
    user = make.UserFactory(role=(role, case.school if role in SCHOOL_ROLES else None))
    client = client_of(user)

    assert [page for page in pages_of(alone, case) if ALONE in client.get(page).text] == []
    assert not AgreedRecord.objects.visible_to(user).exists()
    for act in (
        lambda: write_topic(meeting=alone, topic=Topic.POINTS, text="Mine.", revision=1, by=user),
        lambda: share_record(meeting=alone, by=user),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_other_side_reads_it_no_more_than_the_school_does(alone, case, deputy, head, ceo, client_of):
    central = make.UserFactory(role=(Role.CENTRAL_TEAM, None))
    delegate(case=alone.case, to=central, reason="I am away.", by=ceo)
    trustee = make.UserFactory(role=(Role.TRUSTEE, None))
    make.GrantFactory(case=alone.case, user=trustee)

    for user in (deputy, head, ceo, central, trustee):
        client = client_of(user)
        assert [page for page in pages_of(alone, case) if ALONE in client.get(page).text] == []
        assert "It is in no file" in client.get(url("record", alone)).text
        assert not AgreedRecord.objects.visible_to(user).exists()


def test_the_mediator_and_a_colleague_it_was_with_read_it(running, mediator, deputy, clock, client_of):
    meeting = meet(running, mediator, only=side(running, is_parent=False))
    friend = make.UserFactory(role=(Role.STAFF, running.case.school))
    name_attendee(meeting=meeting, capacity=AttendeeCapacity.SUPPORTER, user=friend, by=mediator)
    hold(meeting, mediator, clock)
    write_topic(meeting=meeting, topic=Topic.POINTS, text=ALONE, revision=0, by=mediator)
    assert ALONE not in client_of(deputy).get(url("record", meeting)).text

    share_record(meeting=meeting, by=mediator)

    shown = client_of(mediator).get(url("record", meeting)).text
    assert ALONE in shown
    assert "These people sign" not in shown
    assert ALONE in client_of(deputy).get(url("record", meeting)).text
    assert ALONE not in client_of(friend).get(url("record", meeting)).text
    assert [row.meeting for row in AgreedRecord.objects.visible_to(deputy)] == [meeting]
    assert not AgreedRecord.objects.visible_to(friend).exists()
    told = Notice.objects.filter(kind=NoticeKind.MEETING_COMMENT).values_list("to_user", flat=True)
    assert [*told] == [deputy.pk]


def test_not_a_word_of_it_stands_in_history_or_in_a_letter(alone, mediator):
    parent = alone.attendees.get(capacity=AttendeeCapacity.PARENT)
    given = {"method": CopyMethod.HAND, "given_on": local_day(timezone.now())}
    note_draft_given(meeting=alone, attendee=parent, by=mediator, **given)
    note_comment(meeting=alone, attendee=parent, is_agreed=False, text="I said that he cries.", by=mediator)

    kept = str([*Payload.objects.values_list("data", flat=True)])
    assert ALONE not in kept
    assert "he cries" not in kept
    assert not alone.case.records.filter(kind=RecordKind.MEETING_DRAFT).exists()
    assert open_kinds(alone.case) == [Kind.MEDIATE]


# --- It ends ----------------------------------------------------------------------------------------------------------
def everything(user, client, meetings, mediation):
    """What an account has of a mediation: pages, tray, what it was typing, and rows of every kind."""
    home = client.get(reverse("desk:home")).text
    return {
        "pages": [
            client.get(page).status_code
            for meeting in meetings
            for page in (url("meeting", meeting), url("record", meeting), url("held", meeting), url("draft", meeting))
        ]
        + [client.get(reverse(f"meetings:{name}", args=[mediation.case.reference])).status_code for name in
           ("mediation", "mediation_meet", "mediation_end")],
        "tray": len(next_owed(again(user), 50)),
        "draft": "Meeting of a mediation" in home,
        "named": mediation.case.reference in home,
        "rows": [
            model.objects.visible_to(again(user)).count() for model in (Meeting, AgreedRecord, Action, Comment)
        ],
    }  # fmt: skip


def test_from_the_minute_at_which_access_ends_nothing_is_left(alone, running, mediator, ceo, clock, client_of):
    make.ActionFactory(meeting=meet(running, mediator), user=mediator, name="")
    note_comment(meeting=alone, attendee=alone.attendees.get(capacity="parent"), is_agreed=True, by=mediator)
    save_draft(key=f"mediation_meet:{running.case.reference}", payload={"place": "Room 9"}, by=mediator)
    Notice.objects.filter(to_user=mediator).delete()
    client, meetings = client_of(mediator), [alone]
    before = everything(mediator, client, meetings, running)
    assert before == {
        "pages": [200, 200, 200, 200, 200, 200, 200], "tray": 2, "draft": True, "named": True, "rows": [2, 1, 1, 1],
    }  # fmt: skip

    running.refresh_from_db()
    clock.move_to(running.access_ends_at - timedelta(minutes=1))
    assert reach(again(mediator)).user_id == mediator.pk
    assert Meeting.objects.visible_to(again(mediator)).exists()
    clock.move_to(running.access_ends_at)

    after = everything(mediator, client_of(mediator), meetings, running)
    assert after == {
        "pages": [404, 404, 404, 404, 404, 404, 404], "tray": 0, "draft": False, "named": False, "rows": [0, 0, 0, 0],
    }  # fmt: skip
    for act in (
        lambda: write_topic(meeting=alone, topic=Topic.POINTS, text="More.", revision=1, by=again(mediator)),
        lambda: meet(running, again(mediator)),
    ):
        with pytest.raises(PermissionDenied):
            act()
    owed = {duty.kind for duty in next_owed(again(ceo), 50)}
    assert {Kind.MEDIATE, Kind.MEETING} <= owed


def test_whoever_mediates_next_leads_what_is_to_come_and_reads_nothing_said_to_the_one_before(
    alone, running, mediator, ceo, client_of
):
    later = meet(running, mediator)
    save_draft(key=f"mediation_note:{running.case.reference}", payload={"text": "Half"}, by=mediator)
    after = make.UserFactory(name="Jo Summers", role=(Role.MEDIATOR, None))
    until = local_day(timezone.now()) + timedelta(days=20)

    appoint_mediator(mediation=running, user=after, until_on=until, by=ceo)

    later.refresh_from_db()
    assert later.convener == after
    leads = Attendee.objects.get(meeting=later, capacity=AttendeeCapacity.MEDIATOR)
    assert leads.user == after
    assert {duty.kind for duty in next_owed(again(after), 50)} == {Kind.MEDIATE, Kind.MEETING}
    assert next_owed(again(mediator), 50) == []
    assert not mediator.drafts.exists()
    assert client_of(mediator).get(url("meeting", later)).status_code == 404
    assert ALONE not in client_of(after).get(url("record", alone)).text
    assert not AgreedRecord.objects.visible_to(after).exists()
    with pytest.raises(PermissionDenied):
        write_topic(meeting=alone, topic=Topic.POINTS, text="More.", revision=1, by=after)


def test_it_does_not_end_while_a_meeting_is_to_come_and_nothing_is_owed_afterwards(running, mediator, clock):
    meeting = hold(meet(running, mediator), mediator, clock)
    other = meet(running, mediator)
    with pytest.raises(Refused, match="still to come"):
        end_mediation(mediation=running, outcome="They found a way", by=mediator)
    cancel_meeting(meeting=other, reason="They found a way", by=mediator)

    end_mediation(mediation=running, outcome="They found a way", by=mediator)

    assert open_kinds(running.case) == []
    assert meeting.state == MeetingState.HELD


# --- Walls, and a mediator from outside -------------------------------------------------------------------------------
def test_the_walls_of_the_first_case_keep_people_from_its_mediation_and_its_meetings(case, running, mediator, head):
    colleague = make.UserFactory(role=(Role.SENIOR_LEADER, case.school))
    meeting = meet(running, mediator)
    assert Meeting.objects.visible_to(again(colleague)).exists()

    involve(case=running.case, part=Part.SUBJECT, user=colleague, by=head)

    assert not Meeting.objects.visible_to(again(colleague)).exists()
    with pytest.raises(Refused, match="cannot be told anything"):
        name_attendee(meeting=meeting, capacity=AttendeeCapacity.OTHER, user=again(colleague), by=mediator)


def test_a_mediator_who_comes_to_be_kept_out_has_nothing_from_then(running, mediator, head, client_of):
    meeting = meet(running, mediator)
    involve(case=running.case, part=Part.SUBJECT, user=mediator, by=head)

    assert client_of(mediator).get(url("meeting", meeting)).status_code == 404
    with pytest.raises(PermissionDenied):
        cancel_meeting(meeting=meeting, reason="It is me", by=again(mediator))


def test_for_a_mediator_from_outside_whoever_decides_writes_what_was_agreed_and_nothing_of_one_side(
    proposed, head, ceo, clock
):
    say(proposed, head)
    until = local_day(timezone.now()) + timedelta(days=10)
    appoint_mediator(mediation=proposed, name="Mrs Lindqvist", until_on=until, by=ceo)
    proposed.refresh_from_db()
    together, one = meet(proposed, ceo), meet(proposed, ceo, only=side(proposed, is_parent=True))
    assert together.attendees.get(capacity=AttendeeCapacity.MEDIATOR).name == "Mrs Lindqvist"
    hold(together, ceo, clock)
    clock.shift(timedelta(days=-1, hours=-2))
    hold(one, ceo, clock)

    write_topic(meeting=together, topic=Topic.POINTS, text="They agreed.", revision=0, by=ceo)
    with pytest.raises(PermissionDenied):
        write_topic(meeting=one, topic=Topic.POINTS, text="He said.", revision=0, by=ceo)
    with pytest.raises(PermissionDenied):
        write_topic(meeting=together, topic=Topic.POINTS, text="Mine.", revision=1, by=head)
