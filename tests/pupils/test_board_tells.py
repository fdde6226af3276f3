"""What the board decided: who is told, with the reasons, who writes it, who came, what cannot be done."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from cases.services.duties import waive
from desk.services.people import merge
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from pupils.board import Attended
from pupils.jobs import settle_all
from pupils.models import BoardAttendance, BoardMeeting, BoardOutcome
from pupils.recipients import NoticeKey
from pupils.selectors.addresses import notice_url, told_url
from pupils.selectors.family import family_at
from pupils.services import board, cancelling, telling
from pupils.states import BoardDecision, Came, Event, HalfOfDay
from records.models import WrittenRecord
from records.states import CopyMethod, RecordKind
from schools.calendar import LONDON
from schools.models import Person, PupilFacts, Relationship
from schools.states import Kinship
from tests import factories as make
from tests.pupils.board_acts import (
    FIVE,
    absent,
    arrange,
    decided,
    met,
    owed,
    text_of,
    upheld,
    written,
)
from tests.pupils.conftest import TODAY, parent_of
from tests.pupils.test_board import UNINVITED
from tests.pupils.test_telling import due, issue, key_of, sent


# --- What it decided: everybody is told ----------------------------------------------------------------------------------
def test_everybody_is_owed_the_decision_whatever_it_was(told, mother, dad, clerk):
    PupilFacts.objects.update(is_looked_after=True)
    row = told()

    upheld(row, clerk)

    assert owed(row) == [
        (str(mother.pk), "outcome"),
        (str(dad.pk), "outcome"),
        ("authority", "outcome"),
        ("worker", "outcome"),
        ("virtual", "outcome"),
    ]
    assert due(row, mother, Event.OUTCOME) == due(row, "authority", Event.OUTCOME) == "Mon 02 Nov 17:00"


def test_the_headteacher_is_told_in_the_system(told, mother, clerk, head):
    upheld(told(), clerk)

    assert Notice.objects.filter(kind=NoticeKind.BOARD_NEWS, to_user=head).count() >= 2


def test_the_letter_gives_the_decision_its_reasons_and_what_the_family_may_do(told, mother, clerk, trust):
    row = told()
    upheld(row, clerk)

    record = issue(row, mother, clerk, Event.OUTCOME)
    said = text_of(record)

    for words in (
        "met on Monday 2 November 2026 about the suspension of Mia from",
        "not to end the suspension: Mia is not reinstated",
        "Two adults saw it.",
        "The suspension goes on as it was decided. Mia comes back on",
        "no further appeal against a suspension",
        "you may complain to",
        "does not decide about the suspension again",
        "First-tier Tribunal (Special Educational Needs and Disability)",
        "within six months",
    ):
        assert words in said
    assert record.content["sign_off"] == ["Cleo Ward", "Clerk to the board", trust.name]
    assert record.kind == RecordKind.PUPIL_OUTCOME


@pytest.mark.parametrize(
    ("decision", "event", "changes"),
    [
        (BoardDecision.UPHELD, Event.OUTCOME, {}),
        (BoardDecision.REINSTATED, Event.REINSTATED, {"back_on": date(2026, 11, 4)}),
        (BoardDecision.CONSIDERED, Event.CONSIDERED, {}),
    ],
)
def test_whoever_sends_the_decision_its_reasons_are_the_boards_as_its_clerk_noted_them(
    told, mother, clerk, head, client_of, decision, event, changes
):
    row = told(**(FIVE if event == Event.CONSIDERED else {}))
    note = decided if event == Event.CONSIDERED else upheld
    note(row, clerk, decision, reasons="Two adults saw it, and other ways had been tried.", **changes)
    client, url = client_of(head), notice_url(row, key_of(row, mother, event))

    page = client.get(url).content.decode()
    client.post(url, {"do": "issue", "reason": "The board was wrong.", "method": "later"})
    said = text_of(written(row, mother, event))

    assert "Two adults saw it, and other ways had been tried." in page
    assert 'name="reason"' not in page
    assert "Two adults saw it, and other ways had been tried." in said
    assert "The board was wrong." not in said
    assert "Correct its words" not in client.get(url).content.decode()
    if event != Event.CONSIDERED:
        record = issue(row, "authority", head, event, reason="The board was wrong.")
        assert "Two adults saw it, and other ways had been tried." in text_of(record)
        assert "The board was wrong." not in text_of(record)


def test_the_local_authority_is_told_the_decision_with_the_reasons_and_no_address(told, mother, clerk):
    row = told()
    upheld(row, clerk)

    record = issue(row, "authority", clerk, Event.OUTCOME)

    assert "not to reinstate the pupil" in text_of(record)
    assert "Two adults saw it." in text_of(record)
    assert "12 Elm Close" not in text_of(record)
    assert record.kind == RecordKind.PUPIL_BOARD_NOTICE


def test_a_suspension_found_not_right_is_told_as_that(told, mother, clerk, clock):
    row = told(first_on=TODAY, last_on=TODAY, half_days=2, missed_exam="GCSE English", missed_exam_on=TODAY)
    clock.move_to(datetime(2026, 11, 4, 9, tzinfo=LONDON))
    upheld(row, clerk, BoardDecision.NOT_RIGHT, decided_on=date(2026, 11, 4))

    said = text_of(issue(row, mother, clerk, Event.OUTCOME))

    assert "that the suspension should not have been made" in said
    assert "Mia is back at school already" in said
    assert "no further appeal" not in said


def test_what_is_considered_without_a_meeting_is_answered_to_the_family_alone(told, mother, clerk):
    row = told(**FIVE)

    decided(row, clerk, BoardDecision.CONSIDERED, reasons="The board would have done the same.")

    assert owed(row) == [(str(mother.pk), "considered")]
    said = text_of(issue(row, mother, clerk, Event.CONSIDERED))
    assert "did not let it end it" in said
    assert "The board would have done the same." in said


def test_a_reinstatement_is_told_by_the_clerk_as_well(told, mother, clerk):
    row = told()

    upheld(row, clerk, BoardDecision.REINSTATED, back_on=date(2026, 11, 4))

    assert owed(row) == [(str(mother.pk), "reinstated"), ("authority", "reinstated")]
    record = issue(row, mother, clerk, Event.REINSTATED, method=CopyMethod.HAND)
    assert record.content["sign_off"][:2] == ["Cleo Ward", "Clerk to the board"]
    assert owed(row) == [("authority", "reinstated")]


def test_at_18_the_pupil_is_told_the_decision(told, mother, child, clerk):
    PupilFacts.objects.update(born_on=date(2008, 1, 1))
    row = told()

    upheld(row, clerk)

    assert owed(row) == [(str(child.pk), "outcome"), ("authority", "outcome")]
    said = text_of(issue(row, child, clerk, Event.OUTCOME))
    assert "you are not reinstated" in said
    assert "Nothing changes" not in said


def test_whom_an_order_keeps_from_it_is_neither_invited_nor_told(told, mother, dad, clerk, head):
    Relationship.objects.filter(adult=dad).update(contact_order="No contact, 2026")
    row = told()
    telling.decide_on_order(suspension=row, person_pk=dad.pk, is_told=False, reason="The order says so.", by=head)

    arrange(row, clerk)
    assert owed(row) == [(str(mother.pk), "invited")]

    meeting = BoardMeeting.objects.get()
    board.begin_meeting(
        meeting=meeting, began_at=timezone.now(), users=[], names=["Priya Shah"], by=clerk, uninvited_why=UNINVITED
    )
    decided(row, clerk)
    assert owed(row, Event.OUTCOME) == [(str(mother.pk), "outcome"), ("authority", "outcome")]
    assert dad.pk not in dict(family_at(row))


def test_whoever_is_allowed_later_is_owed_the_decision_then(told, mother, dad, clerk, head):
    Relationship.objects.filter(adult=dad).update(contact_order="No contact, 2026")
    row = told()
    telling.decide_on_order(suspension=row, person_pk=dad.pk, is_told=False, reason="The order says so.", by=head)
    upheld(row, clerk)

    telling.decide_on_order(suspension=row, person_pk=dad.pk, is_told=True, reason="It was lifted.", by=head)

    assert (str(dad.pk), "outcome") in owed(row)


def test_merged_parents_are_one_and_what_was_told_stays_told(told, mother, child, terms, clerk, head):
    twin = parent_of(child, terms, "Kay", Kinship.MOTHER, "12 Elm Close", has_parental_responsibility=True)
    row = told()
    upheld(row, clerk)
    issue(row, twin, clerk, Event.OUTCOME, method=CopyMethod.HAND)

    merge(person=twin, into=mother, by=head)
    settle_all()

    assert owed(row) == [("authority", "outcome")]


def test_where_no_parent_is_known_somebody_must_be_found_for_the_decision(told, clerk):
    row = told()

    upheld(row, clerk)

    assert owed(row) == [("authority", "outcome"), ("0", "outcome")]


def test_a_corrected_letter_is_owed_anew_and_only_to_its_reader(told, mother, dad, clerk):
    row = told()
    upheld(row, clerk)
    for parent in (mother, dad):
        issue(row, parent, clerk, Event.OUTCOME, method=CopyMethod.HAND)

    Person.objects.filter(pk=mother.pk).update(family_name="Marsh")
    issue(row, mother, clerk, Event.OUTCOME)

    assert owed(row) == [("authority", "outcome"), (str(mother.pk), "outcome")]
    assert written(row, mother, Event.OUTCOME).version == 2
    sent(row, mother, clerk, Event.OUTCOME)
    assert owed(row) == [("authority", "outcome")]


def test_the_board_decides_once_and_a_form_sent_twice_owes_once(told, mother, clerk):
    row, token = told(), uuid4()
    met(row, clerk)

    for _ in range(2):
        decided(row, clerk, token=token)
    with pytest.raises(Refused, match="has decided"):
        decided(row, clerk)

    assert BoardOutcome.objects.count() == 1
    assert owed(row) == [(str(mother.pk), "outcome"), ("authority", "outcome")]


def test_nothing_is_told_that_the_board_did_not_decide(told, mother, clerk):
    row = told()
    upheld(row, clerk)

    for event in (Event.REINSTATED, Event.CONSIDERED):
        with pytest.raises(Refused, match=r"has not (been )?decided"):
            issue(row, mother, clerk, event)


def test_what_the_board_tells_is_not_set_aside_by_a_word_but_the_clerk_says_how_they_know(told, mother, clerk, head):
    row = told()
    upheld(row, clerk)
    duty = Duty.objects.get(subject=str(key_of(row, mother, Event.OUTCOME)))
    with pytest.raises(Refused, match="The Clerk to the board owes this"):
        waive(duty=duty, reason="Not needed.", by=head)

    telling.note_not_told(suspension=row, key=key_of(row, mother, Event.OUTCOME), reason="Read out to her.", by=clerk)

    duty.refresh_from_db()
    assert (duty.waived_by, duty.waive_reason) == (clerk, "Read out to her.")


# --- Who writes it -------------------------------------------------------------------------------------------------------
def test_the_clerk_writes_what_the_board_tells_and_nothing_else_of_the_file(told, mother, clerk, head):
    row = told()
    upheld(row, clerk)

    with pytest.raises(PermissionDenied):
        issue(row, mother, clerk, Event.DECIDED)
    record = issue(row, mother, clerk, Event.OUTCOME, method=CopyMethod.HAND)

    assert WrittenRecord.objects.visible_to(clerk).get() == record
    other = issue(row, mother, head, Event.DECIDED)
    assert other not in WrittenRecord.objects.visible_to(clerk)
    assert record in WrittenRecord.objects.visible_to(head)


def test_the_school_can_write_it_as_well(told, mother, clerk, head):
    row = told()
    upheld(row, clerk)

    issue(row, mother, head, Event.OUTCOME, method=CopyMethod.HAND)

    assert owed(row) == [("authority", "outcome")]


def test_a_stranger_and_a_clerk_behind_a_wall_write_nothing(told, mother, clerk, stranger, client_of):
    row = told()
    upheld(row, clerk)
    with pytest.raises(PermissionDenied):
        issue(row, mother, stranger, Event.OUTCOME)
    make.RelationshipFactory(adult=make.PersonFactory(user=clerk), pupil=row.pupil, kind=Kinship.OTHER)
    make.InvolvementFactory(case=row.case, person=row.pupil)

    assert client_of(clerk).get(told_url(row)).status_code == 404
    assert not WrittenRecord.objects.visible_to(clerk).exists()
    with pytest.raises(Refused, match="entered as family"):
        issue(row, mother, clerk, Event.OUTCOME)


def test_the_clerk_sees_who_is_told_of_what_the_board_does_and_no_more(told, mother, clerk, head, client_of):
    row = told()
    issue(row, mother, head, Event.DECIDED)
    upheld(row, clerk)
    client = client_of(clerk)

    page = client.get(told_url(row)).content.decode()

    assert "What the board decided" in page
    assert ">Suspended<" not in page
    assert f'href="{row.case.get_absolute_url()}"' not in page
    assert row.conduct not in page
    assert client.get(notice_url(row, key_of(row, mother, Event.DECIDED))).status_code == 403
    assert client.get(notice_url(row, key_of(row, mother, Event.OUTCOME))).status_code == 200


def test_noting_the_outcome_leads_to_who_is_told(told, mother, clerk, client_of):
    row = told()
    met(row, clerk)
    typed = {"decision": "upheld", "reasons": "Two adults saw it."}
    typed |= {f"decided_on_{part}": value for part, value in (("day", "2"), ("month", "11"), ("year", "2026"))}
    typed |= {f"came_{pk}": "absent" for pk, _ in family_at(row)}

    answer = client_of(clerk).post(reverse("pupils:board_outcome", args=[row.case.reference, row.pk]), typed)

    assert (answer.status_code, answer["Location"]) == (302, told_url(row))


def test_the_clerk_issues_logs_and_sends_again_on_the_pages(told, mother, clerk, client_of):
    row = told()
    upheld(row, clerk)
    client, url = client_of(clerk), notice_url(row, key_of(row, mother, Event.OUTCOME))

    client.post(url, {"do": "issue", "reason": "Two adults saw it.", "method": "later"})
    record = written(row, mother, Event.OUTCOME)
    assert client.get(record.get_absolute_url()).status_code == 200
    client.post(f"{url}sent/", {"method": "hand", "sent_on_day": "2", "sent_on_month": "11", "sent_on_year": "2026"})
    assert (str(mother.pk), "outcome") not in owed(row)

    copy = record.copies.get()
    lost = reverse("pupils:notice_lost", args=[row.case.reference, row.pk, copy.pk])
    assert client.post(lost, {"dispute": "She says so.", "method": "later"}).status_code == 302
    assert (str(mother.pk), "outcome") in owed(row)


def test_the_clerks_home_page_leads_to_each_letter(told, mother, clerk, client_of):
    row = told()
    upheld(row, clerk)

    page = client_of(clerk).get(reverse("desk:home")).content.decode()

    assert "Write for the board to Kay Farrow about what the board decided about Mia Farrow" in page
    assert notice_url(row, key_of(row, mother, Event.OUTCOME)) in page


# --- Who came ------------------------------------------------------------------------------------------------------------
def test_it_is_said_of_each_of_the_family_whether_they_came(told, mother, dad, child, clerk, client_of):
    row = told()
    meeting = met(row, clerk)

    decided(
        row,
        clerk,
        attended=[
            Attended(mother.pk, Came.CAME, "Ann Lee, a friend"),
            Attended(dad.pk, Came.REPRESENTED, "Mr Osei, a solicitor"),
            Attended(child.pk, Came.ABSENT),
        ],
    )

    rows = BoardAttendance.objects.filter(meeting=meeting)
    assert [(one.person, one.came, one.with_whom) for one in rows] == [
        (mother, "came", "Ann Lee, a friend"),
        (dad, "represented", "Mr Osei, a solicitor"),
        (child, "absent", ""),
    ]
    page = client_of(clerk).get(row.board_url).content.decode()
    assert "Came to the meeting, with Ann Lee, a friend" in page
    assert "Did not come, and somebody spoke for them: Mr Osei, a solicitor" in page
    assert Entry.objects.of_chain(row.case.reference).filter(verb="board.attended_with").count() == 2


@pytest.mark.parametrize(
    ("attended", "reason"),
    [
        (lambda mother, child: [], "Say whether Kay Farrow came"),
        (lambda mother, child: [Attended(mother.pk, Came.CAME)], "Say whether Mia Farrow came"),
        (
            lambda mother, child: [Attended(mother.pk, Came.REPRESENTED), Attended(child.pk, Came.ABSENT)],
            "Say who spoke for Kay Farrow",
        ),
    ],
)
def test_a_meeting_has_no_outcome_without_saying_who_came(told, mother, child, clerk, attended, reason):
    row = told()
    met(row, clerk)

    with pytest.raises(Refused, match=reason):
        decided(row, clerk, attended=attended(mother, child))

    assert not BoardOutcome.objects.exists()


def test_nobody_else_is_noted_as_family(told, mother, clerk, terms):
    row, other = told(), make.PersonFactory(at=terms)
    met(row, clerk)

    with pytest.raises(Refused, match="nobody of the family"):
        decided(row, clerk, attended=[*absent(row), Attended(other.pk, Came.CAME)])


def test_without_a_meeting_nobody_is_asked_who_came(told, mother, clerk, client_of):
    row = told(**FIVE)

    page = client_of(clerk).get(reverse("pupils:board_outcome", args=[row.case.reference, row.pk])).content.decode()
    decided(row, clerk, BoardDecision.CONSIDERED, attended=[])

    assert "Who came" not in page
    assert not BoardAttendance.objects.exists()


# --- A meeting that is late ----------------------------------------------------------------------------------------------
LATE = datetime(2026, 11, 25, 17, 30, tzinfo=LONDON)


def test_a_meeting_after_the_limit_is_arranged_only_by_somebody_who_knows_it_and_says_why(told, mother, clerk):
    row = told()

    with pytest.raises(Refused, match="by Monday 23 November 2026"):
        arrange(row, clerk, LATE)
    with pytest.raises(Refused, match="why it meets later"):
        arrange(row, clerk, LATE, is_late_known=True)
    meeting = arrange(row, clerk, LATE, is_late_known=True, late_reason="No three members are free before.")

    assert meeting.late_reason == "No three members are free before."
    assert Entry.objects.of_chain(row.case.reference).filter(verb="board.meeting_late").exists()
    # The duty stays due when the law wants it.
    duty = Duty.objects.open().get(kind=Kind.BOARD_MEETING)
    assert duty.due_at == datetime(2026, 11, 24, tzinfo=LONDON)


def test_on_the_last_day_of_the_law_nothing_is_asked(told, mother, clerk):
    meeting = arrange(told(), clerk, datetime(2026, 11, 23, 17, 30, tzinfo=LONDON), late_reason="Not needed")

    assert meeting.late_reason == ""


def test_where_the_law_sets_no_day_none_is_late(told, mother, clerk):
    assert arrange(told(**FIVE), clerk, datetime(2027, 1, 25, 17, 30, tzinfo=LONDON)).late_reason == ""


def test_the_page_warns_with_the_day_and_takes_it_once_the_box_is_ticked(told, mother, clerk, client_of):
    row = told()
    client, url = client_of(clerk), reverse("pupils:board_meeting", args=[row.case.reference, row.pk])
    typed = {"on_day_day": "25", "on_day_month": "11", "on_day_year": "2026", "at_time": "17:30", "place": "Here"}
    assert b"late_reason" not in client.get(url).content

    warned = client.post(url, typed)
    unsaid = client.post(url, {**typed, "is_late_known": "on"})
    taken = client.post(url, {**typed, "is_late_known": "on", "late_reason": "No three members are free."})

    assert warned.status_code == unsaid.status_code == 422
    assert "The law wants the board to meet by Monday 23 November 2026" in warned.content.decode()
    assert b"late_reason" in warned.content
    assert "Say why it meets later." in unsaid.content.decode()
    assert (taken.status_code, taken["Location"]) == (302, told_url(row))
    assert "No three members are free." in client.get(row.board_url).content.decode()


# --- What cannot be done -------------------------------------------------------------------------------------------------
def test_of_a_cancelled_suspension_the_board_is_offered_only_what_is_said(told, mother, clerk, head, client_of):
    row = told()
    meeting = arrange(row, clerk)
    cancelling.cancel_suspension(
        suspension=row, reason="Another pupil did it.", back_on=TODAY, back_half=HalfOfDay.MORNING, by=head
    )
    client = client_of(clerk)

    page = client.get(row.board_url).content.decode()

    assert "Note what somebody says" in page
    for label in ("Arrange a meeting", "Note the outcome", "It has begun", "The papers are out", "Call it off"):
        assert label not in page
    for name in ("board_papers", "board_begin", "board_off"):
        shown = client.get(reverse(f"pupils:{name}", args=[row.case.reference, row.pk, meeting.pk])).content.decode()
        assert "<textarea" not in shown
    for act, more in (
        (board.call_off_meeting, {"reason": "x"}),
        (board.send_papers, {"papers": "x", "papers_on": TODAY}),
        (board.begin_meeting, {"began_at": timezone.now(), "users": [], "names": ["Priya Shah"]}),
    ):
        with pytest.raises(Refused, match="has been cancelled"):
            act(meeting=meeting, by=clerk, **more)


def test_nothing_is_considered_while_a_meeting_is_ahead(told, mother, clerk):
    row = told(**FIVE)
    arrange(row, clerk)

    with pytest.raises(Refused, match="Hold it, or call it off first"):
        decided(row, clerk, BoardDecision.CONSIDERED)


def test_every_notice_of_the_board_is_named_in_an_address():
    for event in (Event.INVITED, Event.OUTCOME, Event.CONSIDERED):
        key = NoticeKey(12, "34", event)
        assert NoticeKey.read(str(key)) == NoticeKey.read(key.slug) == key
