"""Mail by a real server: delivered once, in order, whatever the server does; never a name or a fact in it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError
from django.db import connection
from django.utils import timezone

from accounts.models import User
from cases.duties import Kind
from cases.models import Duty
from kernel.jobs import PATIENCE
from notices.mail import counts_in, email_of
from notices.models import Notice
from notices.services import tell
from notices.states import Audience, NoticeKind
from tests.factories import CaseFactory, InvolvementFactory, NoticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(school):
    case = CaseFactory(school=school, title="Mr D. Farrow: threatening behaviour at the gate")
    InvolvementFactory(case=case)
    return case


def tell_ceo(case, ceo, head, **changes):
    facts = {"kind": NoticeKind.CEO_INFORMED, "audience": Audience.CEO, "path": case.get_absolute_url(), **changes}
    return tell(to=ceo, by=head, case=case, **facts)


def waiting_jobs():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notices.deliver' AND status = 'todo'"
        )
        return cursor.fetchone()[0]


def test_a_notice_reaches_the_mail_server_with_reference_and_link_only(
    server, run_jobs, case, ceo, head, settings, clock
):
    server.start()
    notice = tell_ceo(case, ceo, head, note="He said: I will find you, Ms Shah")
    assert run_jobs() == ["notices.deliver"]
    [letter] = server.letters
    assert server.recipients == [[ceo.email]]
    assert letter["Subject"] == f"{case.reference}: a case you should know of"
    assert letter["Message-ID"] == notice.message_id
    assert letter["Auto-Submitted"] == "auto-generated"
    body = letter.get_content()
    assert f"{settings.BASE_URL}/cases/{case.reference}/" in body
    notice.refresh_from_db()
    assert (notice.sent_at, notice.attempts) == (timezone.now(), 1)


@pytest.mark.parametrize("kind", [kind for kind in NoticeKind if kind != NoticeKind.TOLD])
def test_no_mail_of_any_kind_carries_a_name_or_a_fact(case, ceo, head, school, kind):
    notice = NoticeFactory(case=case, kind=kind, to_user=ceo, queued_by=head, note="I will find you")
    message = email_of(notice).message().as_string()
    personal = ("Farrow", "Darren", "threatening", "gate, this", "find you", ceo.name, head.name, school.name)
    assert not [words for words in personal if words in message]
    assert case.reference in message


def test_a_digest_says_how_many_and_no_other_word():
    assert counts_in("3 things on your list are overdue.") == "3 things on your list are overdue."
    assert counts_in("Mr Farrow is overdue.") == "Something is overdue."


def test_a_breach_at_the_gate_is_marked_urgent(case, office):
    notice = NoticeFactory(case=case, kind=NoticeKind.GATE_BREACH, to_user=office)
    assert email_of(notice).extra_headers["X-Priority"] == "1"
    assert "X-Priority" not in email_of(NoticeFactory(case=case, to_user=office)).extra_headers


def test_a_dead_server_loses_nothing_and_keeps_the_order(server, run_jobs, school, ceo, head, clock):
    notices = [tell_ceo(CaseFactory(school=school), ceo, head) for _ in range(3)]
    for wait in (0, *PATIENCE.STEPS, PATIENCE.EVERY):
        clock.shift(timedelta(seconds=wait))
        assert run_jobs() == []
        assert waiting_jobs() == 3
    assert not Notice.objects.filter(sent_at__isnull=False).exists()
    server.start()
    clock.shift(timedelta(seconds=PATIENCE.EVERY))
    assert run_jobs() == ["notices.deliver"] * 3
    assert [letter["Message-ID"] for letter in server.letters] == [notice.message_id for notice in notices]
    assert not Notice.objects.filter(sent_at__isnull=True).exists()
    clock.shift(timedelta(days=1))
    assert run_jobs() == []
    assert len(server.letters) == 3


def test_a_server_that_is_busy_is_asked_again(server, run_jobs, case, ceo, head, clock):
    server.start()
    server.refusing = {ceo.email: "451 Busy, come again"}
    tell_ceo(case, ceo, head)
    assert run_jobs() == []
    server.refusing = {}
    clock.shift(timedelta(seconds=PATIENCE.STEPS[0]))
    assert run_jobs() == ["notices.deliver"]
    assert Notice.objects.get().attempts == 2


def test_a_refused_recipient_becomes_the_duty_of_who_caused_it(server, run_jobs, case, ceo, head, client_of, clock):
    server.start()
    server.refusing = {ceo.email: "550 No such person"}
    notice = tell_ceo(case, ceo, head)
    run_jobs()
    assert waiting_jobs() == 0
    notice.refresh_from_db()
    assert notice.failed_reason == "The mail server refuses this address"
    duty = Duty.objects.get(kind=Kind.NOTICE_FAILED)
    assert (duty.owner_user, duty.subject) == (head, str(notice.pk))
    [line] = client_of(head).get("/").context["home"].steps
    assert line.what == "A message about this case did not arrive"
    assert line.action.url == f"/cases/{case.reference}/notices/{notice.pk}/"


def test_one_refused_recipient_does_not_hold_up_the_others(server, run_jobs, case, ceo, head, chair, clock):
    server.start()
    server.refusing = {ceo.email: "550 No such person"}
    tell_ceo(case, ceo, head)
    tell_ceo(case, chair, head)
    run_jobs()
    assert server.recipients == [[chair.email]]


def test_after_two_days_a_dead_server_is_somebodys_duty(server, run_jobs, case, ceo, head, clock):
    notice = tell_ceo(case, ceo, head)
    Notice.objects.filter(pk=notice.pk).update(attempts=PATIENCE.MOST_ATTEMPTS - 1)
    run_jobs()
    assert Notice.objects.get().failed_reason == "The mail server did not take it"
    assert Duty.objects.filter(kind=Kind.NOTICE_FAILED).exists()


def test_mail_to_a_closed_account_is_not_sent(server, run_jobs, case, ceo, head, clock):
    server.start()
    tell_ceo(case, ceo, head)
    User.objects.filter(pk=ceo.pk).update(is_active=False)
    run_jobs()
    assert server.letters == []
    assert Notice.objects.get().failed_reason == "The account is closed"


def test_a_worker_that_died_after_sending_sends_the_same_message_again(server, run_jobs, case, ceo, head, clock):
    """Mail programs show a message with the same Message-ID once."""
    server.start()
    notice = tell_ceo(case, ceo, head)
    email_of(notice).send()
    run_jobs()
    assert {letter["Message-ID"] for letter in server.letters} == {notice.message_id}


def test_a_delivered_notice_is_never_sent_again(server, run_jobs, case, ceo, head, clock):
    server.start()
    notice = tell_ceo(case, ceo, head)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) "
            "SELECT queue_name, task_name, args FROM procrastinate_jobs WHERE task_name = 'notices.deliver'"
        )
    assert run_jobs() == ["notices.deliver", "notices.deliver"]
    assert [letter["Message-ID"] for letter in server.letters] == [notice.message_id]


def test_no_header_can_be_smuggled_in(case, ceo, head):
    ceo.email = "ceo@trust.example\nBcc: thief@example.org"
    with pytest.raises(ValidationError):
        ceo.full_clean()
    with pytest.raises(BadHeaderError):
        email_of(NoticeFactory(case=case, to_user=ceo)).message()
    title = CaseFactory(title="x\r\nBcc: thief@example.org", school=case.school)
    message = email_of(NoticeFactory(case=title, to_user=head, note="\r\nBcc: thief@example.org")).message()
    assert message["Bcc"] is None
    assert "thief" not in message.as_string()
