"""The headteacher decides on a report that a colleague logged."""

import pytest
from django.urls import reverse

from cases.duties import Kind
from cases.models import Case, Duty
from incidents.models import Incident
from incidents.states import Conclusion
from notices.models import Notice
from notices.states import NoticeKind
from suspensions.models import BehaviourWarning, SiteSuspension

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


WHY_NOT = "He said sorry to her at once."


@pytest.fixture
def case(logged, office, head, ceo):
    return logged(by=office)


@pytest.fixture
def url(case):
    return reverse("desk:decide", args=[case.reference])


def test_suspending_tells_the_ceo_and_closes_the_duty(client_of, head, ceo, office, father, case, url):
    typed = {"conclusion": "suspend", "suspended": [father.pk], "reason": "He threatened a teacher."}

    response = client_of(head).post(url, typed)

    assert response.url == f"/cases/{case.reference}/logged/"
    assert SiteSuspension.objects.get().grounds == "He threatened a teacher."
    assert Notice.objects.filter(to_user=ceo, kind=NoticeKind.CEO_INFORMED).exists()
    assert Notice.objects.filter(to_user=office, kind=NoticeKind.CONCLUDED).exists()
    assert not Duty.objects.open().filter(kind=Kind.DECIDE_ON_REPORT).exists()


def test_a_talk_is_logged_and_suspends_nobody(client_of, head, father, case, url):
    typed = {
        "conclusion": "talk",
        "talked_to": father.pk,
        "talk_channel": "telephone",
        "talk_at": "08:10",
        "talk_note": "He apologised.",
        "reason": "First time, and he is sorry.",
        "why_not_suspended": WHY_NOT,
    }

    client_of(head).post(url, typed)

    assert Notice.objects.get(to_person=father).note == "He apologised."
    assert not SiteSuspension.objects.exists()
    assert Incident.objects.get().conclusion == Conclusion.TALK


def test_no_action_needs_its_reason(client_of, head, case, url):
    refused = client_of(head).post(url, {"conclusion": "no_action", "reason": ""})
    typed = {"conclusion": "no_action", "reason": "A misunderstanding.", "why_not_suspended": WHY_NOT}
    done = client_of(head).post(url, typed)

    assert refused.status_code == 422
    assert "Say why." in refused.text
    assert done.status_code == 302
    assert not Notice.objects.filter(kind=NoticeKind.CEO_INFORMED).exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": "x"}, "Choose what you decide."),
        ({"conclusion": "suspend", "reason": "x"}, "Choose who is suspended."),
        ({"conclusion": "talk", "reason": "x"}, "Say with whom you spoke."),
        ({"conclusion": "talk", "reason": "x", "talk_at": "23:00"}, "This time is in the future."),
        ({"conclusion": "dance", "reason": "x"}, "Select a valid choice"),
    ],
)
def test_an_incomplete_decision_is_explained(client_of, head, url, typed, sentence):
    response = client_of(head).post(url, typed)

    assert response.status_code == 422
    assert sentence in response.text
    assert not Incident.objects.get().conclusion


def test_a_second_decision_is_refused(client_of, head, case, url):
    typed = {"conclusion": "no_action", "reason": "A misunderstanding.", "why_not_suspended": WHY_NOT}
    client_of(head).post(url, typed)

    page = client_of(head).get(url)
    again = client_of(head).post(url, {**typed, "reason": "Again"})

    assert "has decided on this already" in page.text
    assert again.status_code == 422
    assert "has decided on this already" in again.text


def test_the_deputy_and_the_office_cannot_decide(client_of, deputy, office, url):
    assert client_of(deputy).get(url).status_code == 403
    assert client_of(deputy).post(url, {"conclusion": "no_action", "reason": "x"}).status_code == 403
    assert client_of(office).get(url).status_code == 404


def test_the_reporter_learns_that_it_was_decided_and_not_what(client_of, head, office, case, url):
    typed = {"conclusion": "no_action", "reason": "A private matter.", "why_not_suspended": WHY_NOT}
    client_of(head).post(url, typed)

    page = client_of(office).get(reverse("incidents:incident", args=[case.reference, 1]))

    assert "Your headteacher has decided" in page.text
    assert "private matter" not in page.text
    assert Case.objects.count() == 1


def test_a_warning_letter_is_decided_and_then_due(client_of, head, father, case, url):
    typed = {"conclusion": "warning", "reason": "He would not step back.", "why_not_suspended": WHY_NOT}
    browser = client_of(head)

    refused = browser.post(url, typed)
    done = browser.post(url, {**typed, "warned": [father.pk]})

    assert (refused.status_code, "Choose who is warned." in refused.text) == (422, True)
    assert done.status_code == 302
    assert Incident.objects.get().conclusion == Conclusion.WARNING
    assert BehaviourWarning.objects.get().person == father
    assert Duty.objects.open().filter(case=case, kind=Kind.SEND_WARNING).exists()
    assert not SiteSuspension.objects.exists()
    assert "Send Mr Darren Farrow the warning letter" in browser.get("/").text
