"""Pages about telling people: reading, confirming, putting right, and the case's list of who was told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from notices.models import Notice
from notices.selectors import CHAIR_KINDS, case_section
from notices.services import note_failure, send_again, tell
from notices.states import Audience, CallResult, Channel, NoticeKind
from tests.factories import CaseFactory, GrantFactory, InvolvementFactory, NoticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(school):
    return CaseFactory(school=school)


@pytest.fixture
def failed(case, ceo, head, clock):
    notice = tell(
        kind=NoticeKind.CEO_INFORMED, audience=Audience.CEO, to=ceo, path=case.get_absolute_url(), by=head, case=case
    )
    note_failure(notice=notice, reason="The mail server refuses this address", by=head)
    notice.refresh_from_db()
    return notice


def text_of(answer):
    return " ".join(answer.content.decode().split())


# --- Reading and confirming
def test_the_addressee_reads_and_confirms_once(client_of, office, case, clock):
    notice = NoticeFactory(
        case=case, kind=NoticeKind.GATE_STARTED, audience=Audience.OFFICE, to_user=office, path="/gate/"
    )
    client = client_of(office)
    page = text_of(client.get(f"/notices/{notice.pk}/"))
    assert "The gate register has changed" in page
    assert "I have read this" in page
    assert client.post(f"/notices/{notice.pk}/read/").url == f"/notices/{notice.pk}/"
    notice.refresh_from_db()
    read_at = notice.acknowledged_at
    assert notice.acknowledged_by == office
    clock.shift(timedelta(minutes=1))
    client.post(f"/notices/{notice.pk}/read/")
    notice.refresh_from_db()
    assert notice.acknowledged_at == read_at
    assert "I have read this" not in text_of(client.get(f"/notices/{notice.pk}/"))


def test_looking_at_a_notice_confirms_nothing(client_of, office, case):
    notice = NoticeFactory(case=case, kind=NoticeKind.GATE_STARTED, to_user=office)
    client_of(office).get(f"/notices/{notice.pk}/")
    notice.refresh_from_db()
    assert notice.acknowledged_at is None


def test_nobody_confirms_in_anothers_name(client_of, head, office, case):
    notice = NoticeFactory(case=case, kind=NoticeKind.GATE_STARTED, to_user=office)
    client = client_of(head)
    assert "I have read this" not in text_of(client.get(f"/notices/{notice.pk}/"))
    client.post(f"/notices/{notice.pk}/read/")
    notice.refresh_from_db()
    assert notice.acknowledged_at is None


def test_who_sees_the_file_no_more_is_told_so_and_led_nowhere(client_of, central, case, clock):
    grant = GrantFactory(case=case, user=central)
    notice = NoticeFactory(case=case, kind=NoticeKind.DELEGATED, to_user=central, path=case.get_absolute_url())
    way = f'href="{case.get_absolute_url()}"'
    assert way in text_of(client_of(central).get(f"/notices/{notice.pk}/"))

    grant.delete()

    page = text_of(client_of(central).get(f"/notices/{notice.pk}/"))
    assert way not in page
    assert "closed to you now" in page
    client_of(central).post(f"/notices/{notice.pk}/read/")
    again = client_of(central).post(f"/notices/{notice.pk}/read/")
    assert again.url == f"/notices/{notice.pk}/"


def test_a_page_that_is_no_more_is_no_way_on(client_of, office, case):
    notice = NoticeFactory(case=case, kind=NoticeKind.CONCLUDED, to_user=office, path="/nothing/is/here/")
    assert "/nothing/" not in text_of(client_of(office).get(f"/notices/{notice.pk}/"))


def test_what_did_not_arrive_is_put_right_by_who_works_on_the_case_or_caused_it_alone(
    client_of, head, office, chair, case
):
    notice = NoticeFactory(case=case, kind=NoticeKind.TOLD, failed=True, to_user=chair, queued_by=office)
    ways = {user: "Put it right" in text_of(client_of(user).get(f"/notices/{notice.pk}/")) for user in (head, chair)}
    assert ways == {head: True, chair: False}


@pytest.mark.parametrize("kind", [NoticeKind.REPORT_ISSUED, *CHAIR_KINDS])
def test_what_discharges_a_duty_is_confirmed_on_its_own_page(client_of, chair, case, kind):
    notice = NoticeFactory(case=case, kind=kind, to_user=chair, path=f"/cases/{case.reference}/chair/")
    client = client_of(chair)
    page = text_of(client.get(f"/notices/{notice.pk}/"))
    assert "I have read this" not in page
    assert f'href="/cases/{case.reference}/chair/"' in page
    assert client.post(f"/notices/{notice.pk}/read/").url == f"/cases/{case.reference}/chair/"
    notice.refresh_from_db()
    assert notice.acknowledged_at is None


def test_a_notice_is_seen_by_its_addressee_and_those_who_see_the_file(client_of, cast, case):
    notice = NoticeFactory(case=case, to_user=cast.chair)
    seen = {
        name for name, user in vars(cast).items() if client_of(user).get(f"/notices/{notice.pk}/").status_code == 200
    }
    assert seen == {"head", "deputy", "ceo", "chair"}
    for name in set(vars(cast)) - seen:
        assert client_of(getattr(cast, name)).post(f"/notices/{notice.pk}/read/").status_code == 404


def test_nothing_behind_a_wall_is_read(client_of, head, case):
    notice = NoticeFactory(case=case, to_user=head)
    InvolvementFactory(case=case, person=None, user=head)
    client = client_of(head)
    assert client.get(f"/notices/{notice.pk}/").status_code == 404
    assert case.reference not in text_of(client.get("/notices/"))


def test_a_notice_of_the_trust_shows_to_its_addressee_only(client_of, head, deputy, clock):
    notice = tell(kind=NoticeKind.COVER, audience=Audience.HEAD, to=head, path="/cover/", by=deputy)
    assert "The trust" in text_of(client_of(head).get(f"/notices/{notice.pk}/"))
    assert client_of(deputy).get(f"/notices/{notice.pk}/").status_code == 404


def test_everything_told_to_me_page_by_page(client_of, office, head, case, django_assert_max_num_queries):
    for _ in range(31):
        NoticeFactory(case=case, kind=NoticeKind.GATE_STARTED, to_user=office)
    NoticeFactory(case=case, to_user=head)
    client = client_of(office)
    client.get("/notices/")
    with django_assert_max_num_queries(12):
        first = client.get("/notices/")
    assert len(first.context["items"]) == 30
    second = client.get(first.context["older_url"])
    assert len(second.context["items"]) == 1
    assert second.context["older_url"] == ""
    for nonsense in ("x", "-1", "9" * 30):
        assert client.get(f"/notices/?before={nonsense}").status_code == 200


# --- A message that did not arrive
def test_a_failed_message_is_sent_again(client_of, head, failed, run_jobs, mailoutbox):
    client, address = client_of(head), f"/cases/{failed.case.reference}/notices/{failed.pk}/"
    assert "The mail server refuses this address" in text_of(client.get(address))
    assert client.post(f"{address}again/").url == failed.case.get_absolute_url()
    failed.refresh_from_db()
    assert failed.failed_at is None
    assert not Duty.objects.open().filter(kind=Kind.NOTICE_FAILED).exists()
    run_jobs()
    assert len(mailoutbox) == 1


def test_a_failed_message_is_put_right_by_a_call(client_of, head, failed):
    client, address = client_of(head), f"/cases/{failed.case.reference}/notices/{failed.pk}/"
    answer = client.post(address, {"way": "By telephone", "note": "Called at 09:10, she will open it"})
    assert answer.url == failed.case.get_absolute_url()
    failed.refresh_from_db()
    assert failed.resolved_how == "By telephone: Called at 09:10, she will open it"
    assert failed.resolved_by == head
    assert not Duty.objects.open().filter(kind=Kind.NOTICE_FAILED).exists()
    assert "This was put right already." in text_of(client.get(address))
    again = client.post(address, {"way": "By post", "note": "x"})
    assert again.status_code == 422


def test_how_and_what_are_asked_for(client_of, head, failed):
    answer = client_of(head).post(f"/cases/{failed.case.reference}/notices/{failed.pk}/", {"note": " "})
    assert answer.status_code == 422
    assert "Choose how you told them." in answer.content.decode()
    assert "Say when you told them, and what was said." in answer.content.decode()


def test_a_message_that_arrived_is_not_put_right(client_of, head, case):
    notice = NoticeFactory(case=case, sent=True, to_user=head)
    client, address = client_of(head), f"/cases/{case.reference}/notices/{notice.pk}/"
    assert "This message has not failed." in text_of(client.get(address))
    assert client.post(f"{address}again/").status_code == 302
    notice.refresh_from_db()
    assert notice.sent_at


def test_who_may_not_work_on_the_case_puts_nothing_right(client_of, cast, failed):
    address = f"/cases/{failed.case.reference}/notices/{failed.pk}/"
    for user in (cast.staff, cast.stranger, cast.chair):
        assert client_of(user).post(address, {"way": "By post", "note": "x"}).status_code == 404
    other = CaseFactory()
    assert client_of(cast.head).get(f"/cases/{other.reference}/notices/{failed.pk}/").status_code == 404


def test_who_caused_a_message_puts_it_right_without_seeing_the_file(client_of, staff, head, case, clock):
    notice = tell(kind=NoticeKind.DECIDE, audience=Audience.HEAD, to=head, path="/", by=staff, case=case)
    note_failure(notice=notice, reason="x", by=head)
    assert client_of(staff).get(f"/cases/{case.reference}/notices/{notice.pk}/").status_code == 200
    done = client_of(staff).post(f"/cases/{case.reference}/notices/{notice.pk}/", {"way": "In person", "note": "Now"})
    assert done.url == "/"


# --- The case's part of the page
def test_the_case_says_who_was_told_and_how_it_stands(head, ceo, office, case, clock):
    NoticeFactory(case=case, to_user=ceo, read=True)
    NoticeFactory(case=case, to_user=office, audience=Audience.OFFICE, kind=NoticeKind.GATE_STARTED, sent=True)
    NoticeFactory(case=case, to_user=office, audience=Audience.OFFICE, kind=NoticeKind.GATE_CHANGED)
    NoticeFactory(case=case, to_user=ceo, failed=True)
    NoticeFactory(
        case=case,
        to_user=None,
        to_name="Mr Farrow",
        audience=Audience.PARENT,
        kind=NoticeKind.TOLD,
        channel=Channel.TELEPHONE,
        message_id="",
        spoken_at=timezone.now(),
        call_result=CallResult.NO_ANSWER,
    )
    section = case_section(case, head)
    assert section.title == "Who was told"
    told = [(item.title, item.text, item.tag and item.tag.text, len(item.links)) for item in section.items]
    assert told == [
        (
            "Dana Whitlock, CEO",
            " at 08:19: a case you should know of, in the system and by e-mail",
            "read today 08:19",
            1,
        ),
        (
            "Pat Lund, office",
            " at 08:19: the gate register has changed, in the system and by e-mail",
            "sent, not confirmed",
            1,
        ),
        ("Pat Lund, office", " at 08:19: the gate register has changed, in the system and by e-mail", "being sent", 1),
        (
            "Dana Whitlock, CEO",
            " at 08:19: a case you should know of, in the system and by e-mail",
            "did not arrive",
            2,
        ),
        ("Mr Farrow, the person concerned", " at 08:19: by telephone, no answer.", "not reached", 1),
    ]


def test_the_section_costs_one_query_and_says_when_it_is_empty(head, ceo, case, django_assert_num_queries):
    assert case_section(case, head).is_empty
    for _ in range(20):
        NoticeFactory(case=case, to_user=ceo)
    with django_assert_num_queries(1):
        assert len(case_section(case, head).items) == 20


def test_notices_count_no_more_than_they_are(head, ceo, case):
    NoticeFactory.create_batch(70, case=case, to_user=ceo)
    assert len(case_section(case, head).items) == 60
    assert Notice.objects.count() == 70


# --- A message about no case
@pytest.fixture
def lost(head, deputy, clock):
    """The deputy stands in; the message that says so reached nobody."""
    return NoticeFactory(case=None, kind=NoticeKind.COVER, failed=True, to_user=deputy, queued_by=head)


def test_a_message_about_no_case_shows_to_whoever_caused_it_and_to_administrators(client_of, cast, lost):
    shows = [
        name for name, user in vars(cast).items() if "Messages that did not arrive" in text_of(client_of(user).get("/"))
    ]
    assert shows == ["head", "admin"]
    assert f'href="/notices/{lost.pk}/failed/"' in client_of(cast.head).get("/").content.decode()


def test_one_whose_cause_has_left_shows_to_administrators(client_of, admin, head, lost):
    type(head).objects.filter(pk=head.pk).update(is_active=False)
    assert "Messages that did not arrive" in text_of(client_of(admin).get("/"))


def test_a_message_about_no_case_is_put_right_once(client_of, admin, lost):
    client = client_of(admin)
    assert "Send it again" in text_of(client.get(f"/notices/{lost.pk}/failed/"))
    assert client.post(f"/notices/{lost.pk}/failed/", {}).status_code == 422
    assert client.post(f"/notices/{lost.pk}/failed/", {"way": "In person", "note": "At the gate"}).url == "/"
    lost.refresh_from_db()
    assert lost.resolved_by == admin
    assert "Messages that did not arrive" not in text_of(client.get("/"))
    assert "This was put right already." in text_of(client.get(f"/notices/{lost.pk}/failed/"))


def test_a_message_about_no_case_is_sent_again(client_of, head, lost):
    client = client_of(head)
    assert client.post(f"/notices/{lost.pk}/again/").url == "/"
    lost.refresh_from_db()
    assert lost.failed_at is None
    assert "Messages that did not arrive" not in text_of(client.get("/"))


def test_nobody_else_puts_it_right(client_of, ceo, office, lost, head):
    for user in (ceo, office):
        assert client_of(user).get(f"/notices/{lost.pk}/failed/").status_code == 404
        assert client_of(user).post(f"/notices/{lost.pk}/again/").status_code == 404
        with pytest.raises(PermissionDenied):
            send_again(notice=lost, by=user)


def test_its_own_page_leads_to_putting_it_right(client_of, ceo, head, lost):
    lost.to_user = head
    lost.save()
    assert f"/notices/{lost.pk}/failed/" in client_of(head).get(f"/notices/{lost.pk}/").content.decode()
    assert f"/notices/{lost.pk}/failed/" not in client_of(ceo).get(f"/notices/{lost.pk}/").content.decode()


def test_a_message_about_a_case_is_not_put_right_at_the_address_of_those_about_none(client_of, head, failed):
    assert client_of(head).get(f"/notices/{failed.pk}/failed/").status_code == 404
