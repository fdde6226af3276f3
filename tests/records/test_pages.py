"""Who sees a record and its PDF, and what do the pages say?"""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Reading
from cases.states import Part
from records.models import WrittenRecord
from records.selectors import case_section, copies_of
from records.services import correct_record, discard_record, hand_copy, issue_record, start_record
from records.states import CopyMethod, RecordKind, RecordState
from tests import factories
from tests.records.contents import HOSTILE, LETTER


def page_of(client, record, status=200):
    response = client.get(record.get_absolute_url())
    assert response.status_code == status
    return response.content.decode()


def bytes_of(response):
    return b"".join(response.streaming_content)


# --- Who sees it --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["head", "deputy", "ceo"])
def test_who_sees_the_file_sees_the_record_and_its_pdf(complete, cast, client_of, who):
    client = client_of(getattr(cast, who))
    assert "He came to the front gate at 08:05." in page_of(client, complete)
    response = client.get(complete.get_pdf_url())
    assert response.status_code == 200
    assert bytes_of(response).startswith(b"%PDF")


@pytest.mark.parametrize("who", ["office", "staff", "stranger", "chair", "central", "admin"])
def test_nobody_else_learns_that_it_exists(complete, cast, client_of, who):
    client = client_of(getattr(cast, who))
    page_of(client, complete, 404)
    assert client.get(complete.get_pdf_url()).status_code == 404
    assert client.post(f"/records/{complete.pk}/discard/").status_code == 404


def test_without_signing_in_one_is_asked_to(complete, client):
    for url in (complete.get_absolute_url(), complete.get_pdf_url()):
        response = client.get(url)
        assert response.status_code == 302
        assert response["Location"].startswith("/account/login/")


def test_the_holder_of_a_copy_sees_the_record_and_nothing_of_the_case_around_it(complete, chair, head, client_of):
    hand_copy(record=complete, to_user=chair, method=CopyMethod.LINK, by=head)
    page = page_of(client_of(chair), complete)
    assert "He came to the front gate at 08:05." in page
    assert "Who holds a copy" not in page
    assert f"/cases/{complete.case.reference}/" not in page
    assert "Correct it" not in page
    assert bytes_of(client_of(chair).get(complete.get_pdf_url())).startswith(b"%PDF")


def test_a_copy_of_the_first_version_does_not_open_the_second(complete, chair, head, client_of):
    hand_copy(record=complete, to_user=chair, method=CopyMethod.LINK, by=head)
    second = issue_record(record=correct_record(record=complete, correction="The time", by=head), by=head)
    page_of(client_of(chair), second, 404)
    page = page_of(client_of(chair), complete)
    assert "no longer counts" in page
    assert second.get_absolute_url() not in page


@pytest.mark.parametrize("who", ["head", "ceo", "chair"])
def test_whom_the_case_is_about_gets_404_whatever_their_role_and_copies(complete, cast, client_of, who):
    user = getattr(cast, who)
    factories.CopyFactory(record=complete, to_user=user)
    factories.InvolvementFactory(case=complete.case, part=Part.SUBJECT, person=None, user=user)
    page_of(client_of(user), complete, 404)
    assert client_of(user).get(complete.get_pdf_url()).status_code == 404


def test_an_ended_role_and_a_closed_account_open_nothing(complete, head, chair, client_of):
    factories.CopyFactory(record=complete, to_user=chair)
    client = client_of(chair)
    page_of(client, complete)
    type(chair).objects.filter(pk=chair.pk).update(is_active=False)
    assert client.get(complete.get_absolute_url()).status_code == 302
    former = factories.UserFactory()
    factories.MembershipFactory(user=former, school=complete.case.school, ended=True)
    page_of(client_of(former), complete, 404)


# --- What it says -------------------------------------------------------------------------------------------------------
def test_a_draft_says_that_it_is_not_issued(draft, head, client_of):
    page = page_of(client_of(head), draft)
    assert "Not issued yet" in page
    assert "Go on writing" in page
    assert "Open PDF" not in page
    assert client_of(head).get(draft.get_pdf_url()).url == draft.get_absolute_url()


def test_until_the_pdf_is_there_the_page_says_so_and_refreshes(issued, head, client_of, run_jobs):
    page = page_of(client_of(head), issued)
    assert "being prepared" in page
    assert 'data-refresh-seconds="5"' in page
    assert client_of(head).get(issued.get_pdf_url()).url == issued.get_absolute_url()
    run_jobs(raising=True)
    page = page_of(client_of(head), issued)
    assert "Open PDF (1 page, " in page
    assert "data-refresh-seconds" not in page


def test_a_pdf_that_does_not_come_is_owned_up_to(issued, head, client_of, clock_after):
    with clock_after(timedelta(minutes=6)):
        assert "takes longer than it should" in page_of(client_of(head), issued)


def test_the_page_tells_who_issued_it_its_code_and_who_holds_copies(complete, head, ceo, client_of):
    hand_copy(record=complete, to_user=ceo, method=CopyMethod.LINK, by=head)
    hand_copy(record=complete, to_person=factories.PersonFactory(), method=CopyMethod.POST, by=head)
    page = page_of(client_of(head), complete)
    for words in ("Ruth Adeyemi", complete.shown_code, "Dana Whitlock", "Mr Darren Farrow", "by post"):
        assert words in page
    assert [copy.who for copy in copies_of(complete)] == ["Dana Whitlock", "Mr Darren Farrow"]


def test_versions_lead_to_each_other(complete, head, client_of):
    second = issue_record(record=correct_record(record=complete, correction="It was 08:15.", by=head), by=head)
    old, new = page_of(client_of(head), complete), page_of(client_of(head), second)
    assert "no longer counts" in old
    assert second.get_absolute_url() in old
    assert "It was 08:15." in new
    assert complete.get_absolute_url() in new


def test_a_draft_of_a_new_version_is_not_yet_said_to_replace(complete, head, client_of):
    correct_record(record=complete, correction="It was 08:15.", by=head)
    assert "no longer counts" not in page_of(client_of(head), complete)


def test_a_draft_is_discarded_by_a_button(draft, head, client_of):
    response = client_of(head).post(f"/records/{draft.pk}/discard/", follow=True)
    assert "This draft was discarded" in response.content.decode()
    again = client_of(head).post(f"/records/{draft.pk}/discard/", follow=True)
    assert "This draft was discarded." in again.content.decode()
    assert client_of(head).get(f"/records/{draft.pk}/discard/").status_code == 405


def test_hostile_text_is_shown_as_it_was_typed(case, head, client_of):
    draft = start_record(
        case=case, kind=RecordKind.INCIDENT_REPORT, title="<script>alert(1)</script>", content=HOSTILE, by=head
    )
    page = page_of(client_of(head), draft)
    assert "<script>alert" not in page
    assert "{{ 7|add:7 }}" in page
    assert 'dir="rtl"' in page


def test_each_kind_leads_back_to_where_it_is_written(case, head, client_of):
    letter = start_record(case=case, kind=RecordKind.FIRST_LETTER, title="Letter", content=LETTER, subject="5", by=head)
    assert f"/cases/{case.reference}/suspensions/5/letter/" in page_of(client_of(head), letter)


def test_what_was_withdrawn_says_so_and_offers_nothing(complete, head, client_of):
    withdrawn = factories.WrittenRecordFactory(case=complete.case, withdrawn=True, content=complete.content, number=2)
    page = page_of(client_of(head), withdrawn)
    assert "This was withdrawn" in page
    assert "What you can do" not in page
    assert [*WrittenRecord.objects.current()] == [complete]


def test_a_letter_about_nothing_in_particular_leads_nowhere(case, head, client_of):
    letter = start_record(case=case, kind=RecordKind.FIRST_LETTER, title="Letter", content=LETTER, by=head)
    assert "Go on writing" not in page_of(client_of(head), letter)


# --- The PDF ------------------------------------------------------------------------------------------------------------
def test_the_pdf_is_sent_as_ours_named_and_uncached(complete, head, client_of):
    response = client_of(head).get(complete.get_pdf_url())
    reference = complete.case.reference
    assert response["Content-Disposition"] == f'inline; filename="{reference}-incident-report-v1.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert int(response["Content-Length"]) == complete.file.size
    assert len(bytes_of(response)) == complete.file.size


def test_readings_of_page_and_pdf_are_noted_once_an_hour(complete, head, ceo, client_of):
    for user in (head, ceo):
        for _ in range(3):
            page_of(client_of(user), complete)
            bytes_of(client_of(user).get(complete.get_pdf_url()))
    subject = f"records.writtenrecord:{complete.pk}"
    assert sorted(Reading.objects.filter(subject=subject).values_list("user", flat=True)) == [head.pk, ceo.pk]


def test_the_pdf_costs_few_queries(complete, head, client_of):
    client = client_of(head)
    bytes_of(client.get(complete.get_pdf_url()))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        bytes_of(client.get(complete.get_pdf_url()))
    assert len(queries) <= 9, [query["sql"][:90] for query in queries]


def test_the_page_costs_the_same_for_one_copy_and_for_twenty(complete, head, client_of):
    client = client_of(head)
    counts = []
    for copies in (1, 20):
        factories.CopyFactory.create_batch(copies, record=complete)
        page_of(client, complete)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, complete)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14, counts


# --- On the case page ---------------------------------------------------------------------------------------------------
def test_the_case_shows_its_records_newest_first_with_their_copies(complete, head, ceo):
    hand_copy(record=complete, to_user=ceo, method=CopyMethod.LINK, by=head)
    second = issue_record(record=correct_record(record=complete, correction="The time", by=head), by=head)
    start_record(case=complete.case, kind=RecordKind.FIRST_LETTER, title="Letter", content=LETTER, by=head)
    gone = start_record(
        case=complete.case, kind=RecordKind.FIRST_LETTER, title="Gone", content=LETTER, subject="9", by=head
    )
    discard_record(record=gone, by=head)
    section = case_section(complete.case, head)
    assert [item.title for item in section.items] == [
        "Letter, to Mr Darren Farrow, version 1",
        "Incident report, version 2",
        "Incident report, version 1",
    ]
    letter, new, old = section.items
    assert letter.tag.text == "Draft: not issued yet"
    assert new.tag is None
    assert old.tag.text == "Replaced by a later version"
    assert "Copies: Dana Whitlock." in old.text
    assert [link.label for link in new.links] == ["Open"]
    assert [link.label for link in old.links] == ["Open", "PDF, 1 page"]
    assert second.get_absolute_url() == new.links[0].url


def test_a_case_without_records_says_so(case, head):
    assert case_section(case, head).is_empty


def test_the_section_costs_the_same_for_one_record_and_for_twenty(case, head):
    counts = []
    case_section(case, head)
    for count in (1, 20):
        for _ in range(count):
            factories.CopyFactory(record=factories.WrittenRecordFactory(case=case, complete=True))
        with CaptureQueriesContext(connection) as queries:
            case_section(case, head)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4


def test_seeing_records_is_asked_row_by_row(complete, head, deputy):
    assert WrittenRecord.objects.visible_to(deputy).get(pk=complete.pk).state == RecordState.COMPLETE
    assert re.search("EXISTS", str(WrittenRecord.objects.visible_to(deputy).query))
