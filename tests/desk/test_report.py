"""The report of circumstances: written, previewed, issued, corrected, read."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.duties import Kind
from cases.models import Draft, Duty
from incidents.models import Incident
from notices.models import Notice
from notices.states import NoticeKind
from records.models import Copy, WrittenRecord
from records.states import RecordState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TYPED = {
    "circumstances": "He had asked for a meeting twice.",
    "action_taken": "He was told to leave.",
    "injuries": "",
    "police_on_day": "2",
    "police_on_month": "11",
    "police_on_year": "2026",
    "police_at": "08:10",
    "police_reference": "14-1187-26",
}


@pytest.fixture
def case(logged, head, ceo, chair, office):
    return logged(by=head, is_suspended=True)


@pytest.fixture
def url(case):
    return reverse("desk:report", args=[case.reference])


@pytest.fixture
def issue(client_of, head, case, url):
    def write_and_issue(**changes):
        browser = client_of(head)
        browser.post(url, {**TYPED, **changes})
        return browser.post(reverse("desk:report_issue", args=[case.reference]))

    return write_and_issue


def test_the_preview_says_everything_and_issues_nothing(client_of, head, case, url):
    preview = client_of(head).post(url, TYPED, follow=True)

    for said in (
        "He shouted and raised a fist.",
        "He was told to leave.",
        "14-1187-26",
        "Darren Farrow",
        "Not issued yet",
    ):
        assert said in preview.text
    assert WrittenRecord.objects.get().state == RecordState.DRAFT
    assert not Notice.objects.filter(kind=NoticeKind.REPORT_ISSUED).exists()


def test_issuing_freezes_locks_and_tells_the_ceo(issue, case, ceo, run_jobs):
    issue()

    record = WrittenRecord.objects.get()
    assert record.state == RecordState.ISSUED
    assert Incident.objects.get().is_locked
    assert Copy.objects.get(record=record).to_user == ceo
    assert Notice.objects.filter(to_user=ceo, kind=NoticeKind.REPORT_ISSUED).exists()
    kinds = {*Duty.objects.open().filter(case=case).values_list("kind", flat=True)}
    assert {Kind.CEO_ACKNOWLEDGE, Kind.CHAIR_REPORT} <= kinds
    assert Kind.REPORT_TO_CEO not in kinds


def test_a_report_without_what_was_done_is_refused_and_nothing_is_lost(client_of, head, url):
    response = client_of(head).post(url, {**TYPED, "action_taken": ""})

    assert response.status_code == 422
    assert "Say what was done." in response.text
    assert "He had asked for a meeting twice." in response.text


def test_police_in_the_future_is_refused(client_of, head, url):
    response = client_of(head).post(url, {**TYPED, "police_at": "23:00"})

    assert response.status_code == 422
    assert "This time is in the future." in response.text


def test_a_preview_that_is_out_of_date_is_not_issued(client_of, head, case, url):
    client_of(head).post(url, TYPED)
    Incident.objects.update(revision=7)

    response = client_of(head).post(reverse("desk:report_issue", args=[case.reference]), follow=True)

    assert "changed after this preview" in response.text
    assert WrittenRecord.objects.get().state == RecordState.DRAFT


def test_a_correction_is_a_new_version_that_says_what_it_puts_right(client_of, head, issue, url, run_jobs):
    issue()
    page = client_of(head).get(url)
    without = client_of(head).post(url, {**TYPED, "correction": ""})
    issue(correction="The time of the police call.", police_at="08:12")

    assert "What does this version put right?" in page.text
    assert "He was told to leave." in page.text
    assert without.status_code == 422
    first, second = WrittenRecord.objects.order_by("version")
    assert (first.state, second.version, second.supersedes) == (RecordState.SUPERSEDED, 2, first)
    assert second.correction == "The time of the police call."


def test_the_ceo_reads_and_confirms(client_of, issue, ceo, case):
    issue()
    url = reverse("desk:report_read", args=[case.reference])

    page = client_of(ceo).get(url)
    client_of(ceo).post(url, {"record": WrittenRecord.objects.get().pk})

    assert "He was told to leave." in page.text
    assert not Notice.objects.filter(to_user=ceo, acknowledged_at__isnull=True).exists()
    assert not Duty.objects.open().filter(kind=Kind.CEO_ACKNOWLEDGE).exists()
    assert Entry.objects.filter(verb="notice.read").count() == 2


def test_confirming_twice_or_what_was_never_sent_is_refused(client_of, issue, ceo, head, case):
    issue()
    url = reverse("desk:report_read", args=[case.reference])
    shown = {"record": WrittenRecord.objects.get().pk}
    client_of(ceo).post(url, shown)

    again = client_of(ceo).post(url, shown, follow=True)
    never = client_of(head).post(url, shown, follow=True)

    assert "You have confirmed this already." in again.text
    assert "Nothing on this case was sent to you." in never.text


def test_a_version_that_was_replaced_meanwhile_is_not_confirmed(client_of, issue, ceo, case):
    issue()
    shown = {"record": WrittenRecord.objects.get().pk}
    issue(correction="The time of the police call.")

    response = client_of(ceo).post(reverse("desk:report_read", args=[case.reference]), shown, follow=True)

    assert "A corrected report has been issued" in response.text
    assert Notice.objects.filter(to_user=ceo, kind=NoticeKind.REPORT_ISSUED, acknowledged_at__isnull=True).count() == 2


def test_the_draft_typed_so_far_is_there_again_and_gone_after_issue(client_of, head, case, url, issue):
    key = f"report:{case.reference}"
    client_of(head).post("/drafts/", {"draft_key": key, "action_taken": "Half a"})

    assert "Half a" in client_of(head).get(url).text
    issue()
    assert not Draft.objects.filter(key=key).exists()


def test_the_deputy_may_write_it_and_the_office_may_not_see_it(client_of, deputy, office, url):
    assert client_of(deputy).get(url).status_code == 200
    assert client_of(office).get(url).status_code == 404
