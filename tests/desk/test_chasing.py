"""Who is told of what is overdue, when, and how often."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.system import system_user
from cases.models import Duty
from desk.services.chasing import chase_overdue
from notices.mail import email_of
from notices.models import Notice
from notices.states import NoticeKind
from schools.calendar import LONDON
from tests.factories import InvolvementFactory

pytestmark = pytest.mark.django_db


def digests(user=None):
    found = Notice.objects.filter(kind=NoticeKind.DIGEST)
    return found.filter(to_user=user) if user else found


def chase():
    return chase_overdue(by=system_user())


@pytest.fixture
def late(logged, head, ceo, clock):
    """A case of Monday whose report was due on Tuesday; it is Wednesday, eight in the morning."""
    case = logged(by=head, is_suspended=True)
    clock.move_to(datetime(2026, 11, 4, 8, 0, tzinfo=LONDON))
    return case


def test_whoever_is_late_hears_once_a_day_how_many_and_never_what(late, head):
    chase()
    chase()

    digest = digests(head).get()
    own = Duty.objects.open().owed_by(head).filter(due_at__lt=timezone.now()).count()
    assert own > 1
    assert f"{own} things on your list are overdue." in digest.note
    body = email_of(digest).body
    assert late.reference not in body
    assert "Farrow" not in body
    assert digest.note in body


def test_the_next_day_they_hear_again(late, head, clock):
    chase()
    clock.shift(timedelta(days=1))
    chase()

    assert digests(head).count() == 2


def test_nobody_is_chased_before_half_past_seven_nor_on_a_saturday(late, clock):
    clock.move_to(datetime(2026, 11, 5, 7, 29, tzinfo=LONDON))
    assert chase() == 0
    clock.move_to(datetime(2026, 11, 7, 9, 0, tzinfo=LONDON))
    assert chase() == 0
    clock.move_to(datetime(2026, 11, 5, 7, 30, tzinfo=LONDON))
    assert chase() > 0


def test_the_ceo_hears_after_two_days_of_what_others_owe_in_the_same_message(late, ceo, clock):
    Duty.objects.open().filter(owner_role="ceo").update(due_at=timezone.now() + timedelta(days=30))
    Duty.objects.open().exclude(owner_role="ceo").update(due_at=timezone.now() - timedelta(hours=47))
    chase()
    assert not digests(ceo).exists()

    clock.move_to(datetime(2026, 11, 5, 8, 0, tzinfo=LONDON))
    chase()

    assert "of others have been overdue for more than two days." in digests(ceo).get().note


def test_whoever_owes_nothing_late_hears_nothing(late, deputy, office, stranger, chair):
    chase()

    for user in (office, stranger):
        assert not digests(user).exists()


def test_a_case_behind_a_wall_counts_for_nobody_it_is_about(late, ceo, head):
    Duty.objects.open().update(due_at=timezone.now() - timedelta(days=5))
    InvolvementFactory(case=late, person=None, user=ceo)

    chase()

    assert not digests(ceo).exists()


def test_the_page_shows_what_is_late_in_the_files_one_sees(late, ceo, stranger, client_of):
    shown = client_of(ceo).get(reverse("desk:overdue")).text
    assert late.reference in shown
    assert "Write the report for the CEO" in shown
    assert late.reference not in client_of(stranger).get(reverse("desk:overdue")).text
