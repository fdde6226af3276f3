"""The case page: what leads it, what it offers whom, its history in words, and void."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Reading
from cases.models import Case, Duty
from cases.states import CaseState
from incidents.models import Incident
from notices.models import Notice
from notices.states import NoticeKind
from suspensions.models import SiteSuspension
from suspensions.states import SuspensionState
from tests.factories import (
    AddendumFactory,
    CaseFactory,
    CopyFactory,
    CoverFactory,
    DutyFactory,
    EvidenceFactory,
    GrantFactory,
    InvolvementFactory,
    MembershipFactory,
    NoticeFactory,
    PersonFactory,
    RecordFileFactory,
    SiteSuspensionFactory,
    WrittenRecordFactory,
)

pytestmark = [pytest.mark.django_db]

MOST_QUERIES = 20


@pytest.fixture
def case(clock, logged, head, ceo, chair, office):
    return logged(by=head, is_suspended=True)


def test_people_are_added_and_taken_out_while_the_case_is_open(client_of, head, school):
    url = reverse("desk:involved", args=["HIL-2026-BCDF"])
    case = CaseFactory(school=school, reference="HIL-2026-BCDF")
    assert url in client_of(head).get(case.get_absolute_url()).text
    Case.objects.filter(pk=case.pk).update(
        state=CaseState.CLOSED, closed_at=timezone.now(), closed_by=head, outcome="Talked over"
    )

    assert url not in client_of(head).get(case.get_absolute_url()).text


def test_it_leads_with_what_is_in_force_and_the_chain(client_of, head, case):
    page = client_of(head).get(case.get_absolute_url()).text

    assert "may not come onto the site of Hillside Primary" in page
    assert "CEO told" in page
    assert page.index("CEO told") < page.index("What happened")
    assert "Darren Farrow" in page


def test_each_reader_is_offered_what_they_may_do(client_of, head, deputy, ceo, case):
    seen = {user: client_of(user).get(case.get_absolute_url()).text for user in (head, deputy, ceo)}

    assert "Write the report" in seen[head]
    assert "Logged in error" in seen[head]
    assert "Inform the Chair</a>" not in seen[head]
    assert "Logged in error" not in seen[deputy]
    assert "Inform the Chair" in seen[ceo]
    assert "I have read this" in seen[ceo]


def test_looking_is_noted_once_an_hour(client_of, head, case, clock):
    for _ in range(3):
        client_of(head).get(case.get_absolute_url())
    clock.shift(timedelta(hours=1))
    client_of(head).get(case.get_absolute_url())

    assert Reading.objects.filter(user=head, subject=f"cases.case:{case.pk}").count() == 2


def test_history_tells_who_did_what_in_words(client_of, head, case):
    page = client_of(head).get(reverse("desk:history", args=[case.reference])).text

    assert "Ruth Adeyemi logged the incident." in page
    assert "Ruth Adeyemi informed Dana Whitlock (CEO)" in page
    assert "{" not in page.split("<main")[1].split("</main>")[0]


def test_void_ends_the_suspension_and_tells_everybody_who_was_told(client_of, head, ceo, office, case):
    url = reverse("desk:void", args=[case.reference])

    client_of(head).post(url, {"reason": "It was about somebody else."})

    case.refresh_from_db()
    assert case.state == CaseState.VOID
    assert SiteSuspension.objects.get().state == SuspensionState.VOID
    assert {notice.to_user for notice in Notice.objects.filter(kind=NoticeKind.VOIDED)} >= {ceo, office}
    assert not Duty.objects.open().filter(case=case).exclude(kind__in=("tell_parent", "letter_to_parent")).exists()
    page = client_of(head).get(case.get_absolute_url()).text
    assert "This case is void" in page


def test_void_needs_a_reason_and_happens_once(client_of, head, case):
    url = reverse("desk:void", args=[case.reference])

    assert client_of(head).post(url, {"reason": ""}).status_code == 422
    client_of(head).post(url, {"reason": "Twice."})
    assert client_of(head).post(url, {"reason": "Again."}).status_code == 422
    assert "void already" in client_of(head).get(url).text


def test_nothing_is_added_to_a_void_case(client_of, head, case):
    client_of(head).post(reverse("desk:void", args=[case.reference]), {"reason": "Twice."})

    response = client_of(head).post(reverse("desk:report", args=[case.reference]), {"action_taken": "x"})

    assert response.status_code == 422
    assert "This case is void" in response.text


def test_the_deputy_cannot_void(client_of, deputy, case):
    assert client_of(deputy).get(reverse("desk:void", args=[case.reference])).status_code == 403


@pytest.mark.parametrize("reader", ["head", "ceo"])
def test_one_line_and_twenty_cost_the_same_few_queries(cast, client_of, school, case, reader):
    user, counts = getattr(cast, reader), []
    Incident.objects.update(locked_at=timezone.now())
    browser = client_of(user)
    browser.get(case.get_absolute_url())
    for more in (1, 19):
        for _ in range(more):
            hold_more(case, school, user)
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(case.get_absolute_url())
        # A savepoint stands for the transaction that a test is inside of already.
        counts.append(sum("SAVEPOINT" not in one["sql"] for one in asked.captured_queries))
    assert page.text.count("Somebody else who was there") == 20
    assert counts[0] == counts[1] <= MOST_QUERIES


def hold_more(case, school, user):
    """One more of everything a case page lists."""
    NoticeFactory(case=case, to_user=user)
    NoticeFactory(case=case, to_user=None, to_person=PersonFactory(), channel="letter", message_id="")
    DutyFactory(case=case, kind="letter_to_parent", subject=str(100_000 + Duty.objects.count()))
    EvidenceFactory(case=case)
    AddendumFactory(incident=case.incidents.get())
    InvolvementFactory(case=case, person=PersonFactory(), note="Somebody else who was there")
    GrantFactory(case=case)
    CoverFactory(school=school)
    MembershipFactory(role="chair", school=None)
    record = WrittenRecordFactory(case=case, issued=True)
    RecordFileFactory(record=record)
    CopyFactory(record=record, to_user=user)
    SiteSuspensionFactory(
        case=case, school=school, state="lifted", ended_at=timezone.now(), ended_by=user, end_reason="x"
    )


def test_a_stranger_and_a_wrong_reference_look_the_same(client_of, stranger, case):
    theirs = client_of(stranger).get(case.get_absolute_url())
    nobodys = client_of(stranger).get("/cases/HIL-2026-ZZZZ/")

    assert theirs.status_code == nobodys.status_code == 404
    assert case.reference not in theirs.text
    assert Case.objects.count() == 1


def test_a_duty_handed_on_says_to_whom_and_whether_they_left(client_of, head, deputy, ceo, case):
    Duty.objects.filter(case=case).delete()
    DutyFactory(case=case, owner_role="head", owner_user=deputy)
    client = client_of(ceo)
    assert "Sam Okoro" in client.get(case.get_absolute_url()).content.decode()

    type(deputy).objects.filter(pk=deputy.pk).update(is_active=False)

    assert "was handed to Sam Okoro, who is no longer here" in client.get(case.get_absolute_url()).content.decode()
    mine = client_of(head).get(case.get_absolute_url()).content.decode()
    assert "Was handed to Sam Okoro, who is no longer here" in mine
