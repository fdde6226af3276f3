"""Are drafts begun, issued, corrected and handed over as they should be, and by whom?"""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.system import system_user
from audit.models import Chain, Entry
from cases.services.case import mark_void
from cases.states import Part
from kernel.refusal import Refused
from records import hashing
from records.content import LONGEST
from records.models import Copy, WrittenRecord
from records.rules import cannot_arrive, cannot_write
from records.selectors import draft_of, standing
from records.services import (
    correct_record,
    discard_record,
    hand_copy,
    issue_record,
    keep_file,
    note_received,
    save_content,
    start_record,
)
from records.states import CopyMethod, RecordKind, RecordState
from schools.access import forget_powers
from tests import factories
from tests.records.contents import LETTER, REPORT

LETTER_OF = {"kind": RecordKind.FIRST_LETTER, "title": "Letter", "content": LETTER}
REPORT_OF = {"kind": RecordKind.INCIDENT_REPORT, "title": "Incident report", "content": REPORT}


def verbs(case):
    return [*Entry.objects.of_chain(case.chain).values_list("verb", flat=True)]


# --- Drafts -----------------------------------------------------------------------------------------------------------
def test_numbers_count_within_a_case(case, head):
    first = start_record(case=case, **REPORT_OF, by=head)
    second = start_record(case=case, **LETTER_OF, subject="7", by=head)
    elsewhere = start_record(case=factories.CaseFactory(school=case.school), **REPORT_OF, by=head)
    assert (first.number, second.number, elsewhere.number) == (1, 2, 1)
    assert first.version == 1
    assert verbs(case) == ["record.started", "record.started"]


def test_a_second_draft_of_the_same_is_refused_and_leads_to_the_first(draft, head):
    with pytest.raises(Refused, match="already a draft") as refused:
        start_record(case=draft.case, **REPORT_OF, by=head)
    assert refused.value.about == draft
    assert draft_of(draft.case, RecordKind.INCIDENT_REPORT) == draft


def test_what_was_issued_is_not_begun_again(issued, head):
    with pytest.raises(Refused, match="Correct it"):
        start_record(case=issued.case, **REPORT_OF, by=head)
    assert standing(issued.case, RecordKind.INCIDENT_REPORT) == issued


def test_drafts_of_different_subjects_stand_beside_each_other(case, head):
    one = start_record(case=case, **LETTER_OF, subject="1", by=head)
    two = start_record(case=case, **LETTER_OF, subject="2", by=head)
    assert draft_of(case, RecordKind.FIRST_LETTER, "1") == one
    assert draft_of(case, RecordKind.FIRST_LETTER, "2") == two


def test_a_draft_is_written_anew(draft, head):
    saved = save_content(record=draft, content={**REPORT, "summary": "Two people."}, title="Report", by=head)
    assert (saved.content["summary"], saved.title) == ("Two people.", "Report")
    assert verbs(draft.case) == ["record.started", "record.written"]


def test_the_same_text_again_is_no_change(draft, head):
    save_content(record=draft, content=REPORT, by=head)
    assert verbs(draft.case) == ["record.started"]


def test_the_history_keeps_digests_and_not_the_text(draft, head):
    save_content(record=draft, content={**REPORT, "summary": "A secret"}, by=head)
    issue_record(record=draft, by=head)
    for entry in Entry.objects.of_chain(draft.case.chain):
        assert "secret" not in str(entry.payload.data)


def test_a_draft_that_is_no_content_is_refused(case, head):
    with pytest.raises(ValidationError):
        start_record(case=case, **{**REPORT_OF, "content": {"kind": "poem"}}, by=head)


def test_more_text_than_fits_is_refused_with_a_sentence(draft, head):
    with pytest.raises(Refused, match="250,000"):
        save_content(record=draft, content={**REPORT, "summary": "x" * (LONGEST + 1)}, by=head)


def test_a_discarded_draft_makes_room_for_another(draft, head):
    discard_record(record=draft, by=head)
    draft.refresh_from_db()
    assert draft.state == RecordState.DISCARDED
    again = start_record(case=draft.case, **REPORT_OF, by=head)
    assert again.pk != draft.pk
    for act in (discard_record, issue_record):
        with pytest.raises(Refused, match="discarded"):
            act(record=draft, by=head)


@pytest.mark.parametrize("who", ["office", "staff", "stranger", "chair", "central", "admin"])
def test_only_who_works_on_the_case_writes(draft, cast, who):
    user = getattr(cast, who)
    acts = [
        lambda: start_record(case=draft.case, **LETTER_OF, by=user),
        lambda: save_content(record=draft, content=LETTER, by=user),
        lambda: discard_record(record=draft, by=user),
        lambda: issue_record(record=draft, by=user),
        lambda: correct_record(record=draft, correction="x", by=user),
        lambda: hand_copy(record=draft, to_user=user, method=CopyMethod.LINK, by=user),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("who", ["deputy", "ceo"])
def test_leaders_and_the_ceo_issue_as_well(draft, cast, who):
    assert issue_record(record=draft, by=getattr(cast, who)).state == RecordState.ISSUED


def test_nothing_is_begun_or_issued_on_a_void_case(draft, head):
    mark_void(case=draft.case, reason="Logged twice", by=head)
    draft.case.refresh_from_db()
    for act in (
        lambda: start_record(case=draft.case, **LETTER_OF, by=head),
        lambda: issue_record(record=draft, by=head),
        lambda: save_content(record=draft, content=LETTER, by=head),
    ):
        with pytest.raises(Refused, match="void"):
            act()


# --- Issue ------------------------------------------------------------------------------------------------------------
def test_issuing_freezes_and_identifies(draft, head):
    before = Chain.objects.get(pk=draft.case.chain).head
    issued = issue_record(record=draft, by=head)
    issued.refresh_from_db()
    assert issued.state == RecordState.ISSUED
    assert hashing.read_code(issued.code) == issued.code
    assert issued.digest == hashing.digest_of(issued.content)
    assert issued.chain_head == before[:16]
    assert issued.issued_by == head
    assert verbs(draft.case) == ["record.started", "record.issued"]


def test_letterhead_and_issuer_are_frozen_with_the_text(draft, head):
    issued = issue_record(record=draft, by=head)
    school = draft.case.school
    type(school).objects.filter(pk=school.pk).update(name="Renamed Academy")
    issued.refresh_from_db()
    assert issued.content["letterhead"]["school"] == "Hillside Primary"
    assert issued.content["letterhead"]["trust"] == "Inspires Multi-Academy Trust"
    assert issued.content["issued_by"] == {"name": "Ruth Adeyemi", "job_title": head.job_title}


def test_issuing_queues_the_pdf_once(issued):
    jobs = ProcrastinateJob.objects.filter(task_name="records.render")
    assert [job.args for job in jobs] == [{"record_id": issued.pk}]


def test_an_issued_record_is_neither_written_on_nor_issued_again(issued, head):
    for act in (
        lambda: save_content(record=issued, content=LETTER, by=head),
        lambda: discard_record(record=issued, by=head),
        lambda: issue_record(record=issued, by=head),
    ):
        with pytest.raises(Refused, match="issued"):
            act()


def test_an_empty_draft_is_not_issued(case, head):
    empty = {**REPORT, "summary": "", "sections": [{"heading": "What happened", "paragraphs": []}]}
    draft = start_record(case=case, **{**REPORT_OF, "content": empty}, by=head)
    with pytest.raises(Refused, match="nothing in it"):
        issue_record(record=draft, by=head)


# --- Correction -------------------------------------------------------------------------------------------------------
def test_a_correction_is_a_new_version_that_takes_the_place_of_the_old(complete, head):
    version = correct_record(record=complete, correction="The time was 08:15.", by=head)
    complete.refresh_from_db()
    assert (version.number, version.version, version.state) == (complete.number, 2, RecordState.DRAFT)
    assert complete.state == RecordState.COMPLETE, "the old one counts until the new one is issued"
    save_content(record=version, content={**REPORT, "summary": "At 08:15."}, by=head)
    issue_record(record=version, by=head)
    complete.refresh_from_db()
    assert complete.state == RecordState.SUPERSEDED
    assert standing(complete.case, RecordKind.INCIDENT_REPORT) == version
    assert complete.code != WrittenRecord.objects.get(pk=version.pk).code


def test_a_new_version_gets_the_letterhead_of_its_own_day(issued, head):
    version = correct_record(record=issued, correction="The time", by=head)
    assert "letterhead" not in version.content
    assert "issued_by" not in version.content


def test_a_correction_says_what_it_corrects(issued, head):
    with pytest.raises(ValidationError, match="what this version corrects"):
        correct_record(record=issued, correction="", by=head)


def test_one_version_is_corrected_once_at_a_time(issued, head):
    version = correct_record(record=issued, correction="The time", by=head)
    with pytest.raises(Refused, match="new version"):
        correct_record(record=issued, correction="The place", by=head)
    discard_record(record=version, by=head)
    again = correct_record(record=issued, correction="The place", by=head)
    assert again.version == 2


def test_only_the_current_version_is_corrected(issued, head):
    version = correct_record(record=issued, correction="The time", by=head)
    with pytest.raises(Refused, match="not issued yet"):
        correct_record(record=version, correction="The time", by=head)
    issue_record(record=version, by=head)
    with pytest.raises(Refused, match="no longer counts"):
        correct_record(record=issued, correction="The place", by=head)


def test_a_correction_of_what_was_withdrawn_meanwhile_is_not_issued(issued, head):
    version = correct_record(record=issued, correction="The time", by=head)
    WrittenRecord.objects.filter(pk=issued.pk).update(state=RecordState.WITHDRAWN)
    with pytest.raises(Refused, match="no longer counts"):
        issue_record(record=version, by=head)


# --- Copies -----------------------------------------------------------------------------------------------------------
def test_a_copy_lets_its_holder_see_that_record_and_nothing_else(issued, chair, head):
    other = start_record(case=issued.case, **LETTER_OF, by=head)
    assert not WrittenRecord.objects.visible_to(chair).exists()
    hand_copy(record=issued, to_user=chair, method=CopyMethod.LINK, by=head)
    assert [*WrittenRecord.objects.visible_to(chair)] == [issued]
    assert other not in WrittenRecord.objects.visible_to(chair)
    assert not type(issued.case).objects.visible_to(chair).exists()


def test_the_same_account_gets_a_copy_once(issued, chair, head):
    first = hand_copy(record=issued, to_user=chair, method=CopyMethod.LINK, by=head)
    second = hand_copy(record=issued, to_user=chair, method=CopyMethod.EMAIL, by=head)
    assert first == second
    assert Copy.objects.count() == 1


def test_a_copy_on_paper_says_how_it_went(issued, office):
    person = factories.PersonFactory()
    copy = hand_copy(
        record=issued, to_person=person, method=CopyMethod.POST, address="14 Mill Lane", proof="RX123", by=office
    )
    assert (copy.who, copy.address, copy.proof) == ("Mr Darren Farrow", "14 Mill Lane", "RX123")


def test_the_office_opens_no_door(issued, office, chair):
    with pytest.raises(PermissionDenied):
        hand_copy(record=issued, to_user=chair, method=CopyMethod.LINK, by=office)


def test_drafts_and_replaced_versions_are_not_handed_over(issued, chair, head):
    version = correct_record(record=issued, correction="The time", by=head)
    with pytest.raises(Refused, match="Only what was issued"):
        hand_copy(record=version, to_user=chair, method=CopyMethod.LINK, by=head)
    issue_record(record=version, by=head)
    with pytest.raises(Refused, match="current one"):
        hand_copy(record=issued, to_user=chair, method=CopyMethod.LINK, by=head)


def test_whom_the_case_is_about_is_handed_nothing_and_sees_nothing(issued, chair, head):
    hand_copy(record=issued, to_user=chair, method=CopyMethod.LINK, by=head)
    factories.InvolvementFactory(case=issued.case, part=Part.SUBJECT, person=None, user=chair)
    forget_powers(chair)
    assert not WrittenRecord.objects.visible_to(chair).exists()
    other = start_record(case=issued.case, **LETTER_OF, by=head)
    issue_record(record=other, by=head)
    with pytest.raises(Refused, match="cannot be given"):
        hand_copy(record=other, to_user=chair, method=CopyMethod.LINK, by=head)


def test_its_holder_says_that_a_copy_arrived(issued, chair, head):
    copy = hand_copy(record=issued, to_user=chair, method=CopyMethod.LINK, by=head)
    assert cannot_arrive(copy) is None
    note_received(copy=copy, by=chair)
    copy.refresh_from_db()
    assert copy.received_at is not None
    with pytest.raises(Refused, match="already"):
        note_received(copy=copy, by=chair)


def test_nobody_says_it_for_somebody_else(issued, chair, staff, head):
    copy = hand_copy(record=issued, to_user=chair, method=CopyMethod.LINK, by=head)
    with pytest.raises(PermissionDenied):
        note_received(copy=copy, by=staff)


# --- The file ---------------------------------------------------------------------------------------------------------
def test_only_the_system_notes_a_stored_file(issued, head):
    with pytest.raises(PermissionDenied):
        keep_file(record=issued, name="x.pdf", sha256="0" * 64, pages=1, size=1, by=head)


def test_the_file_of_a_version_that_was_replaced_meanwhile_is_kept_without_completing_it(issued, head):
    issue_record(record=correct_record(record=issued, correction="The time", by=head), by=head)
    keep_file(record=issued, name="x.pdf", sha256="0" * 64, pages=1, size=1, by=system_user())
    issued.refresh_from_db()
    assert issued.state == RecordState.SUPERSEDED
    assert issued.file.pages == 1


def test_every_state_has_its_answer_to_being_written_on():
    said = {}
    for state in RecordState:
        record = factories.WrittenRecordFactory.build(state=state)
        said[state] = cannot_write(record)
    assert [state for state, reason in said.items() if reason is None] == [RecordState.DRAFT]
