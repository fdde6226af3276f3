"""Informing the Chair: what goes, what arrives, what stays behind."""

import pytest
from django.urls import reverse

from cases.duties import Kind
from cases.models import Duty
from notices.models import Notice
from notices.states import NoticeKind
from records.models import Copy, WrittenRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def case(logged, head, ceo, office):
    return logged(by=head, is_suspended=True)


@pytest.fixture
def url(case):
    return reverse("desk:inform_chair", args=[case.reference])


@pytest.fixture
def report(client_of, head, case):
    browser = client_of(head)
    browser.post(reverse("desk:report", args=[case.reference]), {"action_taken": "He was told to leave."})
    browser.post(reverse("desk:report_issue", args=[case.reference]))
    return WrittenRecord.objects.get()


def test_with_the_report_the_chair_gets_a_copy_and_owes_reading_it(client_of, ceo, chair, case, url, report):
    client_of(ceo).post(url, {"note": "A threat at Hillside."})

    notice = Notice.objects.get(to_user=chair)
    assert notice.kind == NoticeKind.CHAIR_REPORT
    assert Copy.objects.filter(record=report, to_user=chair).exists()
    open_kinds = {*Duty.objects.open().filter(case=case).values_list("kind", flat=True)}
    assert Kind.CHAIR_ACKNOWLEDGE in open_kinds
    assert not {Kind.INFORM_CHAIR, Kind.CHAIR_REPORT} & open_kinds


def test_before_the_report_the_chair_gets_the_note_alone(client_of, ceo, chair, case, url):
    client_of(ceo).post(url, {"note": "A threat at Hillside."})
    page = client_of(chair).get(reverse("desk:chair", args=[case.reference]))

    assert Notice.objects.get(to_user=chair).kind == NoticeKind.CHAIR_INFORMED
    assert "A threat at Hillside." in page.text
    assert "The written report follows." in page.text


def test_without_a_chair_nobody_can_be_informed_and_the_page_says_so(client_of, ceo, url):
    page = client_of(ceo).get(url)
    refused = client_of(ceo).post(url, {"note": "x"})

    assert "No Chair of Trustees" in page.text
    assert refused.status_code == 422


def test_a_note_is_needed(client_of, ceo, chair, url):
    assert "Write a short note." in client_of(ceo).post(url, {"note": ""}).text


def test_the_head_cannot_inform_the_chair(client_of, head, chair, url):
    assert client_of(head).get(url).status_code == 403
    assert client_of(head).post(url, {"note": "x"}).status_code == 403


def test_the_chair_sees_what_was_sent_and_nothing_else(client_of, ceo, chair, case, url, report):
    client_of(ceo).post(url, {"note": "A threat."})
    browser = client_of(chair)

    assert browser.get(reverse("desk:chair", args=[case.reference])).status_code == 200
    assert browser.get(report.get_absolute_url()).status_code == 200
    assert browser.get(case.get_absolute_url()).status_code == 404
    assert browser.get(reverse("desk:history", args=[case.reference])).status_code == 404
    assert client_of(ceo).get(reverse("desk:chair", args=[case.reference])).status_code == 404


def test_the_chair_confirms_once(client_of, ceo, chair, case, url, report):
    client_of(ceo).post(url, {"note": "A threat."})
    page = reverse("desk:chair", args=[case.reference])

    shown = {"upto": Notice.objects.get(to_user=chair).pk}
    first = client_of(chair).post(page, shown, follow=True)
    second = client_of(chair).post(page, shown, follow=True)

    assert "You confirmed reading this" in first.text
    assert "You have confirmed this already." in second.text
    assert not Duty.objects.open().filter(kind=Kind.CHAIR_ACKNOWLEDGE).exists()
