"""What was reported: changed while it may be, added to afterwards, never rewritten."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from incidents.models import Incident
from incidents.rules import cannot_have_happened
from incidents.services import add_addendum, amend_incident, conclude_incident, lock_incident, log_incident
from incidents.states import Category, Conclusion, Setting
from kernel.refusal import Refused, Stale
from tests.factories import CaseFactory, IncidentFactory

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def incident(school, clock):
    return IncidentFactory(case__school=school, categories=[Category.THREATENING])


@pytest.fixture
def url(incident):
    return reverse("incidents:incident", args=[incident.case.reference, 1])


@pytest.fixture
def typed(incident):
    return {
        "revision": 1,
        "on_day_day": "2",
        "on_day_month": "11",
        "on_day_year": "2026",
        "at_time": "08:05",
        "setting": "gate",
        "categories": ["threatening"],
        "account": "He also threw a bottle.",
    }


@pytest.mark.parametrize(
    ("occurred", "found", "sentence"),
    [
        ({"minutes": 1}, None, "This time is in the future."),
        ({"days": -1200}, None, "This is more than three years ago. Check the date."),
        ({"hours": -1}, {"hours": -2}, "It cannot have been discovered before it happened."),
        ({"hours": -2}, {"hours": -1}, None),
        ({}, None, None),
    ],
)
def test_when_an_incident_can_have_been(clock, occurred, found, sentence):
    now = timezone.now()

    assert cannot_have_happened(now + timedelta(**occurred), now + timedelta(**found) if found else None) == sentence


def test_a_second_incident_of_a_case_gets_the_next_number(school, head, clock):
    case = CaseFactory(school=school, opened_by=head)
    facts = {"occurred_at": timezone.now(), "setting": Setting.GATE, "account": "x", "categories": []}

    assert [log_incident(case=case, by=head, **facts).number for _ in range(2)] == [1, 2]


def test_changing_keeps_old_and_new_in_the_history(incident, head):
    amend_incident(incident=incident, revision=1, by=head, account="He threw a bottle.")

    incident.refresh_from_db()
    entry = Entry.objects.get(verb="incident.amended")
    assert incident.revision == 2
    assert entry.payload.data["before"]["account"].startswith("Came to the front gate")
    assert entry.payload.data["after"]["account"] == "He threw a bottle."


def test_saving_the_same_changes_nothing(incident, head):
    assert not amend_incident(incident=incident, revision=1, by=head, account=incident.account)
    assert not Entry.objects.exists()


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(incident, head, deputy):
    amend_incident(incident=incident, revision=1, by=head, account="The head's text.")

    with pytest.raises(Stale):
        amend_incident(incident=incident, revision=1, by=deputy, account="The deputy's text.")

    incident.refresh_from_db()
    assert incident.account == "The head's text."


def test_both_texts_are_on_the_page_of_the_second_editor(client_of, incident, head, deputy, url, typed):
    amend_incident(incident=incident, revision=1, by=head, account="The text of the head.")

    response = client_of(deputy).post(url, typed)

    assert response.status_code == 422
    assert "Both texts are below" in response.text
    assert "Ruth Adeyemi" in response.text
    assert "bottle" in response.text
    assert 'name="revision" value="2"' in response.text


def test_putting_both_together_saves(client_of, incident, head, deputy, url, typed):
    amend_incident(incident=incident, revision=1, by=head, account="The text of the head.")

    response = client_of(deputy).post(url, {**typed, "revision": 2})

    assert response.status_code == 302
    assert Incident.objects.get().account == "He also threw a bottle."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"account": ""}, "Say what happened."),
        ({"at_time": "09:59"}, "This time is in the future."),
        ({"at_time": ""}, "Enter the time."),
        ({"on_day_day": "31", "on_day_month": "2"}, "Enter a day that exists"),
        ({"found_at": "07:00"}, "Enter both the day and the time."),
        (
            {"found_at": "07:00", "found_on_day": "2", "found_on_month": "11", "found_on_year": "2026"},
            "It cannot have been discovered before it happened.",
        ),
        ({"categories": ["other"]}, "Say what else it was."),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(client_of, head, url, typed, changes, sentence):
    response = client_of(head).post(url, {"place": "by the bins", **typed, **changes})

    assert response.status_code == 422
    assert sentence in response.text
    assert "by the bins" in response.text


def test_once_locked_it_is_added_to_and_not_changed(client_of, incident, head, url, typed):
    lock_incident(incident=incident, by=head)

    page = client_of(head).get(url)
    refused = client_of(head).post(url, typed)
    add_url = reverse("incidents:addendum", args=[incident.case.reference, 1])
    added = client_of(head).post(add_url, {"text": "He apologised at 09:10."})

    assert "stays as it is" in page.text
    assert refused.status_code == 422
    assert added.status_code == 302
    assert Incident.objects.get().addenda.get().text == "He apologised at 09:10."


def test_before_it_is_locked_nothing_is_added_below(incident, head):
    with pytest.raises(Refused, match="change the text itself"):
        add_addendum(incident=incident, text="x", by=head)


def test_locking_twice_is_one_lock(incident, head):
    lock_incident(incident=incident, by=head)
    lock_incident(incident=incident, by=head)

    assert Entry.objects.filter(verb="incident.locked").count() == 1


def test_a_reporter_reads_their_own_report_and_cannot_change_it(client_of, staff, incident, url, typed):
    Incident.objects.update(logged_by=staff)

    assert client_of(staff).get(url).status_code == 200
    assert client_of(staff).post(url, typed).status_code == 403


def test_another_colleague_does_not_see_it(client_of, staff, url):
    assert client_of(staff).get(url).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_heads_deciding_at_once_leave_one_decision(incident, head):
    ends, gate = [], threading.Barrier(2)

    def decide():
        mine = Incident.objects.get(pk=incident.pk)
        gate.wait()
        try:
            conclude_incident(incident=mine, conclusion=Conclusion.NO_ACTION, reason="A misunderstanding", by=head)
            ends.append("decided")
        except Refused:
            ends.append("refused")
        finally:
            connection.close()

    people = [threading.Thread(target=decide) for _ in range(2)]
    [person.start() for person in people]
    [person.join() for person in people]

    assert sorted(ends) == ["decided", "refused"]
    assert Entry.objects.filter(verb="incident.decided").count() == 1
