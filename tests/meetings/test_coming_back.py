"""A meeting on coming back after a suspension: the talk that is due, invited to by letter, with a record; never a condition."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from kernel.refusal import Refused
from meetings.services import (
    arrange_meeting,
    issue_letter,
    issue_meeting_record,
    note_comment,
    note_outcome,
    share_record,
    write_topic,
)
from meetings.states import MeetingKind, MeetingState, Outcome, Topic
from pupils.models import Reintegration
from pupils.services.after import note_reintegration
from records.services import sign_in_room
from records.states import CopyMethod, RecordKind, RecordState
from schools.states import Kinship
from tests import factories as make
from tests.meetings.sides import hold

PLACE = "Room 2"


@pytest.fixture
def suspended(clock, head):
    """Alfie is suspended on this Monday and Tuesday, and back on Wednesday; his mother is known."""
    school = head.memberships.get().school
    make.TermFactory(school=school, name="Autumn", first_on=date(2026, 9, 3), last_on=date(2026, 12, 18))
    pupil = make.PersonFactory(pupil=True, given_name="Alfie", family_name="Farrow", at=school)
    mother = make.PersonFactory(given_name="Kay", family_name="Farrow", at=school)
    make.RelationshipFactory(adult=mother, pupil=pupil, kind=Kinship.MOTHER, has_parental_responsibility=True)
    case = make.CaseFactory(school=school, opened_by=head)
    make.InvolvementFactory(case=case, part="subject", person=pupil)
    row = make.PupilSuspensionFactory(
        case=case, pupil=pupil, school=school, first_on=date(2026, 11, 2), last_on=date(2026, 11, 3), decided_by=head
    )
    make.DutyFactory(case=case, kind=Kind.REINTEGRATION, subject=str(row.pk), owner_role="head")
    row.mother = mother
    return row


@pytest.fixture
def invited(suspended, head, planned):
    plan = planned(starts_at=timezone.now() + timedelta(days=2), place=PLACE, about="A good start.")
    told = {"case": suspended.case, "kind": MeetingKind.REINTEGRATION, "parents": [suspended.mother]}
    return arrange_meeting(plan=plan, by=head, **told)


def is_due(suspended):
    return Duty.objects.open().filter(case=suspended.case, kind=Kind.REINTEGRATION).exists()


def test_the_talk_that_is_due_can_be_a_meeting_with_its_letter(invited, suspended, head):
    assert invited.back_after == suspended

    letter = issue_letter(attendee=invited.attendees.get(capacity="parent"), method=CopyMethod.HAND, by=head)

    said = str(letter.content)
    assert "how Alfie makes a good start" in said
    assert "Alfie is back from Wednesday 4 November 2026" in said
    assert "whether or not we have met" in said
    assert is_due(suspended)


def test_held_it_is_noted_at_the_suspension_once(invited, suspended, head, clock, client_of):
    clock.shift(timedelta(days=1))
    hold(invited, head, clock)

    assert not is_due(suspended)
    noted = Reintegration.objects.get(suspension=suspended)
    assert (noted.is_held, noted.held_on) == (True, date(2026, 11, 4))
    assert "Kay Farrow" in noted.who_came
    assert noted.agreed == "It stands in the record of the meeting."


def test_its_record_is_agreed_issued_and_signed_like_that_of_every_meeting(invited, head, clock, run_jobs):
    clock.shift(timedelta(days=1))
    hold(invited, head, clock)
    write_topic(meeting=invited, topic=Topic.POINTS, text="A place to go at break.", revision=0, by=head)
    share_record(meeting=invited, by=head)
    parent = invited.attendees.get(capacity="parent")
    issue_letter(attendee=parent, method=CopyMethod.HAND, by=head)
    note_comment(meeting=invited, attendee=parent, is_agreed=True, by=head)

    record = issue_meeting_record(meeting=invited, by=head)
    for one in record.signatories.order_by("order"):
        record.refresh_from_db()
        sign_in_room(signatory=one, digest=record.digest, typed=one.name, by=head)
    run_jobs(raising=True)

    record.refresh_from_db()
    assert [one.name for one in record.signatories.order_by("order")] == [head.name, "Kay Farrow"]
    assert record.state == RecordState.COMPLETE
    invited.refresh_from_db()
    assert (invited.state, record.kind) == (MeetingState.RECORDED, RecordKind.MEETING_RECORD)
    assert ["What", "Meeting on coming back"] in record.content["sections"][0]["rows"]


def test_nobody_coming_changes_nothing_for_the_pupil_and_the_short_form_says_why(invited, suspended, head, clock):
    clock.shift(timedelta(days=2, hours=2))
    note_outcome(meeting=invited, outcome=Outcome.NOT_ATTENDED, reason="Nobody knows.", by=head)
    assert is_due(suspended)

    note_reintegration(suspension=suspended, is_held=False, why_not="Nobody came, twice.", by=head)

    assert not is_due(suspended)
    suspended.refresh_from_db()
    assert suspended.is_standing
    assert suspended.last_on == date(2026, 11, 3)


def test_what_was_noted_by_the_short_form_before_stays_the_one_truth(invited, suspended, head, clock):
    clock.shift(timedelta(days=1))
    noted = {"held_on": date(2026, 11, 3), "who_came": "Kay", "agreed": "A call each Friday."}
    note_reintegration(suspension=suspended, is_held=True, by=head, **noted)
    hold(invited, head, clock)

    assert Reintegration.objects.filter(suspension=suspended).count() == 1


def test_where_no_talk_is_due_it_is_not_offered(case, father, head, planned, client_of, suspended):
    url = reverse("meetings:arrange", args=[case.reference])
    assert "Meeting on coming back" not in client_of(head).get(url).text
    assert "Meeting on coming back" in client_of(head).get(url.replace(case.reference, suspended.case.reference)).text
    with pytest.raises(Refused, match="No talk on coming back is due"):
        arrange_meeting(case=case, kind=MeetingKind.REINTEGRATION, parents=[father], plan=planned(), by=head)
