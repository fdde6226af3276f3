"""What both sides of a mediation agreed: the mediator writes it, both read it, it alone leaves, and everybody signs."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from audit.models import Payload
from cases.duties import Kind
from cases.models import Duty
from cases.selectors import next_owed
from kernel.refusal import Refused
from meetings.models import Action, AgreedRecord, Comment
from meetings.services import (
    arrange_meeting,
    finish_action,
    issue_letter,
    issue_meeting_record,
    name_action,
    note_comment,
    note_draft_given,
    share_record,
    write_topic,
)
from meetings.states import MeetingKind, MeetingState, Topic
from packs.selectors.owed import owed_on_paper
from records.models import Copy, SealedFile, WrittenRecord
from records.services import give_whole, note_unsigned, sign_in_room
from records.states import CopyMethod, RecordKind, RecordState, SignMethod
from schools.calendar import local_day
from schools.states import SCHOOL_ROLES, Role
from suspensions.states import Channel
from tests import factories as make
from tests.meetings.sides import hold, meet

DRAFT = "The school rings on the same day when a lesson is missed."
NEVER = "She said that she wanted to resign."


@pytest.fixture
def files(settings, tmp_path):
    """Stored files go into a folder of the test, and the trust has a seal."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "f")}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.SEAL_DIR, settings.SEAL_PASSPHRASE = str(tmp_path / "seal"), "a passphrase"
    call_command("make_seal", "--if-none", stdout=StringIO())


@pytest.fixture
def drafted(running, mediator, clock):
    """Both sides met yesterday, and the mediator wrote down what they agreed."""
    meeting = hold(meet(running, mediator), mediator, clock)
    write_topic(meeting=meeting, topic=Topic.POINTS, text=NEVER, revision=0, by=mediator)
    write_topic(meeting=meeting, topic=Topic.POINTS, text=DRAFT, revision=1, by=mediator)
    return meeting


@pytest.fixture
def shared(drafted, deputy, mediator):
    """It was sent to both: the deputy is told, the father got it by hand. There is something to do."""
    due = local_day(timezone.now()) + timedelta(days=10)
    name_action(meeting=drafted, what="Write down whom to ring", user=deputy, due_on=due, by=mediator)
    share_record(meeting=drafted, by=mediator)
    given = {"method": CopyMethod.HAND, "given_on": local_day(timezone.now()), "by": mediator}
    note_draft_given(meeting=drafted, attendee=parent(drafted), **given)
    return drafted


def parent(meeting):
    return meeting.attendees.get(capacity="parent")


def party(meeting):
    return meeting.attendees.get(capacity="party")


def page(name, meeting):
    return reverse(f"meetings:{name}", args=[meeting.case.reference, meeting.pk])


def both_agree(meeting, deputy, mediator):
    note_comment(meeting=meeting, attendee=party(meeting), is_agreed=True, by=deputy)
    told = {"channel": Channel.TELEPHONE, "by": mediator}
    note_comment(meeting=meeting, attendee=parent(meeting), is_agreed=True, **told)


# --- The draft --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [*Role])
def test_nobody_else_reads_the_draft_whatever_their_role(shared, case, role, client_of):
    note_comment(meeting=shared, attendee=party(shared), is_agreed=False, text=NEVER, by=party(shared).user)
    user = make.UserFactory(role=(role, case.school if role in SCHOOL_ROLES else None))
    client = client_of(user)
    pages = [page(name, shared) for name in ("meeting", "record", "draft", "comment", "action_add")]
    pages += [shared.case.get_absolute_url(), reverse("desk:history", args=[shared.case.reference])]

    shown = [client.get(url).text for url in pages]

    assert [text for text in shown if DRAFT in text or NEVER in text or "whom to ring" in text] == []
    assert [model.objects.visible_to(user).count() for model in (AgreedRecord, Comment, Action)] == [0, 0, 0]
    with pytest.raises(PermissionDenied):
        issue_meeting_record(meeting=shared, by=user)
    with pytest.raises(PermissionDenied):
        note_comment(meeting=shared, attendee=parent(shared), is_agreed=True, by=user)


def test_both_sides_read_it_and_only_the_mediator_what_each_says_to_it(shared, deputy, mediator, client_of):
    note_comment(meeting=shared, attendee=parent(shared), is_agreed=False, text="I never shouted.", by=mediator)

    assert DRAFT in client_of(deputy).get(page("draft", shared)).text
    assert "never shouted" not in client_of(deputy).get(page("record", shared)).text
    assert "never shouted" in client_of(mediator).get(page("record", shared)).text


def test_history_and_letters_keep_nothing_of_the_draft(shared, mediator, deputy):
    note_comment(meeting=shared, attendee=parent(shared), is_agreed=False, text="I never shouted.", by=mediator)

    kept = str([*Payload.objects.values_list("data", flat=True)])
    assert [word for word in (DRAFT, NEVER, "never shouted", "whom to ring") if word in kept] == []
    kinds = {*WrittenRecord.objects.filter(case=shared.case).values_list("kind", flat=True)}
    assert kinds == set()
    assert not Duty.objects.filter(
        case=shared.case, kind=Kind.MEETING_LETTER, discharged_at=None, waived_at=None
    ).exists()


def test_a_parent_gets_it_from_the_mediator_and_has_five_working_days_from_then(drafted, mediator, deputy, clock):
    share_record(meeting=drafted, by=mediator)
    note_comment(meeting=drafted, attendee=party(drafted), is_agreed=True, by=deputy)
    with pytest.raises(Refused, match="has not reached Darren Farrow"):
        issue_meeting_record(meeting=drafted, by=mediator)
    given = {"method": CopyMethod.HAND, "given_on": local_day(timezone.now()), "by": mediator}
    note_draft_given(meeting=drafted, attendee=parent(drafted), **given)
    with pytest.raises(Refused, match="It waits for Darren Farrow"):
        issue_meeting_record(meeting=drafted, by=mediator)

    clock.shift(timedelta(days=8))

    assert issue_meeting_record(meeting=drafted, by=mediator).state == RecordState.ISSUED


# --- The record -------------------------------------------------------------------------------------------------------
def test_once_both_agree_it_is_filed_and_the_ceo_and_the_office_see_to_it(
    shared, mediator, deputy, ceo, office, client_of, files, run_jobs
):
    both_agree(shared, deputy, mediator)

    record = issue_meeting_record(meeting=shared, by=mediator)
    run_jobs(raising=True)

    shared.refresh_from_db()
    assert (shared.state, record.kind, record.version) == (MeetingState.RECORDED, RecordKind.MEDIATION_RECORD, 1)
    assert record.content["signing"] == [
        ["Mo Fairley", "Mediator"], ["Darren Farrow", "Parent or carer"], [deputy.name, "For the school"]
    ]  # fmt: skip
    owed = Duty.objects.open().get(case=shared.case, kind=Kind.SIGN)
    assert (owed.owner_role, owed.owner_user) == (Role.CEO, None)
    assert [one.record for one in owed_on_paper(office)] == [record]
    assert record in WrittenRecord.objects.visible_to(ceo)
    assert DRAFT in client_of(ceo).get(record.get_absolute_url()).text
    assert "Open it" in client_of(ceo).get(page("record", shared)).text
    assert not AgreedRecord.objects.visible_to(ceo).exists()


def test_everybody_signs_it_is_sealed_and_everybody_gets_it(shared, mediator, deputy, head, ceo, files, run_jobs):
    both_agree(shared, deputy, mediator)
    record = issue_meeting_record(meeting=shared, by=mediator)
    run_jobs(raising=True)
    led, father, school = record.signatories.order_by("order")
    sign_in_room(signatory=led, digest=record.digest, typed="Mo Fairley", by=ceo)
    note_unsigned(signatory=father, method=SignMethod.DECLINED, reason="He signs nothing.", witness="Mo", by=ceo)
    sign_in_room(signatory=school, digest=record.digest, typed=deputy.name, by=head)
    run_jobs(raising=True)

    record.refresh_from_db()
    assert record.state == RecordState.COMPLETE
    assert SealedFile.objects.filter(record=record).exists()
    owed = Duty.objects.open().get(case=shared.case, kind=Kind.COPY)
    assert (owed.owner_role, owed.owner_user) == (Role.CEO, None)
    assert {*Copy.objects.filter(record=record).values_list("to_user", flat=True)} == {mediator.pk, deputy.pk}
    give_whole(signatory=father, method=CopyMethod.HAND, handed_on=local_day(timezone.now()), by=ceo)
    assert not Duty.objects.open().filter(case=shared.case, kind=Kind.COPY).exists()


def test_who_does_not_agree_is_quoted_and_a_corrected_one_is_a_new_version(shared, mediator, deputy, clock):
    note_comment(meeting=shared, attendee=party(shared), is_agreed=True, by=deputy)
    note_comment(meeting=shared, attendee=parent(shared), is_agreed=False, text="I never shouted.", by=mediator)
    clock.shift(timedelta(days=8))
    first = issue_meeting_record(meeting=shared, by=mediator)
    assert "I never shouted." in str(first.content)

    write_topic(meeting=shared, topic=Topic.AGREED, text="They ring first.", revision=3, by=mediator)
    share_record(meeting=shared, by=mediator)
    both_agree(shared, deputy, mediator)
    second = issue_meeting_record(meeting=shared, by=mediator)

    first.refresh_from_db()
    assert (first.state, second.version, second.number) == (RecordState.SUPERSEDED, 2, first.number)
    assert "I never shouted." not in str(second.content)


def test_what_is_to_be_done_is_owed_and_found_by_whoever_does_it(shared, mediator, deputy, ceo, client_of):
    due = local_day(timezone.now()) + timedelta(days=3)
    mine = name_action(meeting=shared, what="Ring both in a month", user=mediator, due_on=due, by=mediator)
    share_record(meeting=shared, by=mediator)
    both_agree(shared, deputy, mediator)

    issue_meeting_record(meeting=shared, by=mediator)

    task = Action.objects.get(user=deputy)
    assert "Write down whom to ring" in client_of(ceo).get(task.get_absolute_url()).text
    written = client_of(mediator).get(page("record", shared)).text
    assert f'href="{mine.get_absolute_url()}"' in written
    assert f'href="{task.get_absolute_url()}"' not in written
    assert Kind.MEETING_ACTION in {duty.kind for duty in next_owed(deputy, 50)}
    finish_action(action=task, how="Sent to both", by=deputy)
    finish_action(action=mine, how="Rang both", by=mediator)
    assert not Duty.objects.open().filter(kind=Kind.MEETING_ACTION).exists()


def test_the_mediator_does_nothing_more_once_their_access_is_over(shared, mediator, deputy, clock, client_of):
    due = local_day(timezone.now()) + timedelta(days=3)
    mine = name_action(meeting=shared, what="Ring both in a month", user=mediator, due_on=due, by=mediator)
    share_record(meeting=shared, by=mediator)
    both_agree(shared, deputy, mediator)
    record = issue_meeting_record(meeting=shared, by=mediator)
    clock.shift(timedelta(days=11))
    gone = type(mediator).objects.get(pk=mediator.pk)

    for act in (
        lambda: write_topic(meeting=shared, topic=Topic.AGREED, text="More.", revision=3, by=gone),
        lambda: issue_meeting_record(meeting=shared, by=gone),
        lambda: finish_action(action=mine, how="Rang", by=gone),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert client_of(gone).get(mine.get_absolute_url()).status_code == 404
    assert next_owed(gone, 50) == []
    # They signed this one, like everybody who was there: it is theirs as it is everybody's.
    assert client_of(gone).get(record.get_absolute_url()).status_code == 200


# --- An informal discussion, from end to end --------------------------------------------------------------------------
def test_an_informal_discussion_from_the_invitation_to_the_copies(
    case, father, head, staff, planned, clock, files, run_jobs
):
    plan = planned(companion=staff)
    meeting = arrange_meeting(case=case, kind=MeetingKind.INFORMAL_DISCUSSION, parents=[father], plan=plan, by=head)
    issue_letter(attendee=parent(meeting), method=CopyMethod.HAND, by=head)
    hold(meeting, head, clock)
    write_topic(meeting=meeting, topic=Topic.POINTS, text="The gate was talked about.", revision=0, by=head)
    share_record(meeting=meeting, by=head)
    issue_letter(attendee=parent(meeting), method=CopyMethod.HAND, by=head)
    note_comment(meeting=meeting, attendee=parent(meeting), is_agreed=True, by=head)
    note_comment(meeting=meeting, attendee=meeting.attendees.get(user=staff), is_agreed=True, by=staff)

    record = issue_meeting_record(meeting=meeting, by=head)
    run_jobs(raising=True)
    for one in record.signatories.order_by("order"):
        sign_in_room(signatory=one, digest=record.digest, typed=one.name, by=head)
    run_jobs(raising=True)
    theirs = record.signatories.get(person=father)
    give_whole(signatory=theirs, method=CopyMethod.HAND, handed_on=local_day(timezone.now()), by=head)

    record.refresh_from_db()
    assert record.state == RecordState.COMPLETE
    assert SealedFile.objects.filter(record=record).exists()
    assert {copy.who for copy in Copy.objects.filter(record=record)} == {head.name, staff.name, father.formal_name}
    assert not Duty.objects.open().filter(case=case).exists()
