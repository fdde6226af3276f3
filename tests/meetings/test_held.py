"""What came of a meeting: is it kept, and does what must follow?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from kernel.refusal import Refused
from meetings.models import Sitting
from meetings.services import change_meeting, note_outcome
from meetings.states import MeetingKind, MeetingState, Outcome
from notices.models import Notice
from notices.states import NoticeKind
from schools.states import Role
from tests import factories as make


@pytest.fixture
def met(arrange, clock):
    """A meeting that began 70 minutes ago; gives it and those who were asked, by capacity."""

    def act(**more):
        meeting = arrange(**more)
        clock.shift(timedelta(days=1, minutes=70))
        return meeting, {one.capacity: one for one in meeting.attendees.all()}

    return act


def times():
    at = timezone.now()
    return {"began_at": at - timedelta(minutes=65), "ended_at": at - timedelta(minutes=10)}


def open_kinds(case):
    return {*Duty.objects.open().filter(case=case).values_list("kind", flat=True)}


def test_who_came_is_kept_with_the_times(met, case, head):
    meeting, asked = met()

    sitting = note_outcome(
        meeting=meeting, outcome=Outcome.HELD, came=[asked["convener"].pk, asked["parent"].pk],
        others=["An aunt"], by=head, **times(),
    )  # fmt: skip

    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD
    assert {one.who: one.has_attended for one in meeting.attendees.all()} == {
        "Ruth Adeyemi": True,
        "Darren Farrow": True,
        "An aunt": True,
    }
    assert sitting.present.splitlines()[-1] == "An aunt: Also there"
    assert not open_kinds(case) & {Kind.MEETING, Kind.MEETING_LETTER, Kind.MEETING_AGAIN}


def test_whoever_was_asked_and_is_not_ticked_did_not_come(met, head, staff):
    meeting, asked = met(companion=staff)

    note_outcome(
        meeting=meeting, outcome=Outcome.HELD, came=[asked["convener"].pk, asked["parent"].pk], by=head, **times()
    )

    assert meeting.attendees.get(user=staff).has_attended is False


@pytest.mark.parametrize("reason", ["", "She rang: the bus did not come."])
def test_a_parent_who_does_not_come_is_asked_to_a_new_day(met, case, head, planned, reason):
    meeting, _ = met()

    note_outcome(meeting=meeting, outcome=Outcome.NOT_ATTENDED, reason=reason, by=head)
    assert Kind.MEETING_AGAIN in open_kinds(case)
    change_meeting(meeting=meeting, plan=planned(), by=head)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.revision) == (MeetingState.ARRANGED, 2)
    assert {Kind.MEETING, Kind.MEETING_LETTER} <= open_kinds(case)
    assert Kind.MEETING_AGAIN not in open_kinds(case)
    assert Sitting.objects.get().reason == reason


def test_a_meeting_that_is_broken_off_goes_on_another_day(met, case, head, planned):
    meeting, asked = met()
    came = [asked["convener"].pk, asked["parent"].pk]
    with pytest.raises(Refused, match="why it was broken off"):
        note_outcome(meeting=meeting, outcome=Outcome.ADJOURNED, came=came, by=head, **times())

    note_outcome(meeting=meeting, outcome=Outcome.ADJOURNED, came=came, reason="He had to leave", by=head, **times())
    change_meeting(meeting=meeting, plan=planned(), by=head)

    meeting.refresh_from_db()
    assert meeting.state == MeetingState.ARRANGED
    assert {one.has_attended for one in meeting.attendees.all()} == {None}
    assert Sitting.objects.get().outcome == Outcome.ADJOURNED


def test_nothing_is_noted_before_it_begins(arrange, head):
    with pytest.raises(Refused, match="It begins tomorrow"):
        note_outcome(meeting=arrange(), outcome=Outcome.NOT_ATTENDED, by=head)


def test_what_came_of_it_is_noted_once(met, head):
    meeting, _ = met()
    note_outcome(meeting=meeting, outcome=Outcome.NOT_ATTENDED, by=head)

    with pytest.raises(Refused, match="already"):
        note_outcome(meeting=meeting, outcome=Outcome.NOT_ATTENDED, by=head)


@pytest.mark.parametrize(("first", "last"), [(10, 65), (-5, -10), (65, -5)])
def test_times_that_cannot_be_are_refused(met, head, first, last):
    meeting, asked = met()
    at = timezone.now()

    with pytest.raises(Refused) as refused:
        note_outcome(
            meeting=meeting, outcome=Outcome.HELD, came=[asked["parent"].pk], by=head,
            began_at=at - timedelta(minutes=first), ended_at=at - timedelta(minutes=last),
        )  # fmt: skip

    assert refused.value.field == "began_at"


def test_a_meeting_without_the_parent_was_none(met, head):
    meeting, asked = met()

    with pytest.raises(Refused, match="No parent is ticked"):
        note_outcome(meeting=meeting, outcome=Outcome.HELD, came=[asked["convener"].pk], by=head, **times())


def test_an_interview_whose_companion_did_not_come_is_noted_with_why_and_the_ceo_told(met, ceo, staff):
    meeting, asked = met(by=ceo, kind=MeetingKind.PARENT_INTERVIEW, companion=staff)
    another = make.UserFactory(role=(Role.CEO, None))
    held = {"meeting": meeting, "outcome": Outcome.HELD, "came": [asked["convener"].pk, asked["parent"].pk], "by": ceo}
    with pytest.raises(Refused, match="companion"):
        note_outcome(**held, **times())

    note_outcome(no_companion_why="She was taken ill.", **held, **times())

    meeting.refresh_from_db()
    assert meeting.no_companion_why == "She was taken ill."
    assert Notice.objects.filter(to_user=another, kind=NoticeKind.MEETING_ALONE).count() == 1
