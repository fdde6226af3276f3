"""The demonstration: what it holds, what it never does, and loading it again."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from audit.selectors import breaks
from cases.models import Case, Draft, Duty, Involvement
from desk.demo.load import load
from desk.demo.place import ACCOUNTS
from desk.demo.reset import empty
from incidents.models import Addendum, Incident
from incidents.states import Category, Conclusion, Setting
from notices.models import Notice
from records.models import Copy, WrittenRecord
from records.states import CopyMethod, RecordState
from schools.calendar import LONDON
from schools.models import Cover, Person, Relationship, School, StandingDeputy, Trust
from suspensions.models import Arrangement, Breach, SiteSuspension, Telling
from suspensions.states import SuspensionState

MONDAY = datetime(2026, 11, 2, 14, 12, tzinfo=LONDON)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for all tests here on a Monday afternoon, and gone afterwards."""
    with django_db_blocker.unblock(), time_machine.travel(MONDAY, tick=False), transaction.atomic():
        said: list[str] = []
        load(said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    return loaded


def account(key):
    return User.objects.get(email=f"{key}@demo.example")


# --- What it holds -----------------------------------------------------------------------------------------------------
def test_it_says_what_it_loaded(demo):
    assert demo == ["7 sites and 30 accounts", "565 pupils, parents and others", "43 cases"]


def test_trust_and_accounts_are_marked_as_a_demonstration(demo):
    assert Trust.objects.get().is_demo
    assert {*User.objects.people().values_list("is_demo", flat=True)} == {True}
    assert School.objects.get(prefix="HIL").name == "Hillside Primary"
    assert StandingDeputy.objects.get().user == account("deputy")
    assert Cover.objects.in_force().count() == 1


def test_every_account_has_the_demonstrations_password(demo, settings):
    assert User.objects.people().count() == len(ACCOUNTS)
    assert all(user.check_password(settings.DEMO_PASSWORD) for user in User.objects.people()[:2])
    assert User.objects.people().values("password").distinct().count() == 1


def test_every_history_is_whole(demo):
    assert [*breaks()] == []


def test_every_person_and_relationship_keeps_the_rules_of_its_table(demo):
    for row in [*Person.objects.all()[::7], *Relationship.objects.all()[::7]]:
        row.full_clean()


def test_nothing_happened_later_than_now(demo):
    assert not Entry.objects.filter(at__gt=timezone.now()).exists()
    assert not Incident.objects.filter(logged_at__gt=timezone.now()).exists()


def test_every_case_keeps_its_history_in_the_order_of_time(demo):
    for case in Case.objects.all():
        moments = [*Entry.objects.filter(chain=case.reference).order_by("seq").values_list("at", flat=True)]
        assert moments == sorted(moments), case.title


def test_there_is_a_case_in_every_state_and_of_every_kind(demo):
    assert {*Case.objects.values_list("state", flat=True)} == {"open", "void"}
    shown = {SuspensionState.PROVISIONAL, SuspensionState.LIFTED, SuspensionState.VOID}
    assert {*SiteSuspension.objects.values_list("state", flat=True)} == shown
    assert {*Incident.objects.values_list("setting", flat=True)} == {*Setting.values}
    assert {kind for kinds in Incident.objects.values_list("categories", flat=True) for kind in kinds} == {
        *Category.values
    }
    assert {*Incident.objects.values_list("conclusion", flat=True)} == {"", *Conclusion.values}
    assert {*Copy.objects.values_list("method", flat=True)} == {*CopyMethod.values}
    assert Case.objects.values("school").distinct().count() == School.objects.count()
    assert 40 <= Case.objects.count() <= 50


def test_there_is_a_record_in_every_state_before_the_worker_comes(demo):
    assert {*WrittenRecord.objects.values_list("state", flat=True)} == {
        RecordState.DRAFT,
        RecordState.ISSUED,
        RecordState.SUPERSEDED,
    }
    assert WrittenRecord.objects.filter(version=2, state=RecordState.ISSUED).exists()


def test_there_is_something_of_everything_else(demo):
    for model in (Addendum, Arrangement, Breach, Draft, Telling):
        assert model.objects.exists(), model
    assert Person.objects.filter(given_name="", family_name="").exists(), "nobody unknown"
    assert Notice.objects.undelivered().count() == 1
    assert Notice.objects.exclude(resolved_how="").exists()
    assert Duty.objects.filter(waived_at__isnull=False).exists()
    assert Duty.objects.open().filter(owner_user__isnull=False).exists()
    assert Incident.objects.filter(is_child_at_risk=True).exists()
    assert Incident.objects.exclude(on_behalf_of="").exists()


def test_people_are_suspended_today_and_a_report_waits_too_long_for_the_head(demo):
    assert SiteSuspension.objects.in_force().count() == 2
    late = Duty.objects.open().filter(kind="decide_on_report", due_at__lt=timezone.now())
    assert late.get().case.school.prefix == "HIL"


def test_people_bear_names_as_registers_hold_them(demo):
    for surname in ("O'Brien", "Nguyễn", "المصري", "Fernández Prieto", "Hartley-Smythe"):
        assert Person.objects.filter(family_name=surname).exists(), surname
    assert Person.objects.filter(given_name="Łukasz").exists()
    assert Person.objects.filter(adult_facts__is_address_confidential=True).exists()


# --- What it never does ------------------------------------------------------------------------------------------------
def test_what_was_told_on_earlier_days_is_not_sent_again(demo):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (args ->> 'notice_id')::bigint FROM procrastinate_jobs WHERE task_name = 'notices.deliver'"
        )
        queued = {number for (number,) in cursor.fetchall()}
    waiting = Notice.objects.filter(pk__in=queued)
    assert 0 < waiting.count() == len(queued) < 15
    assert waiting.order_by("queued_at")[0].queued_at > timezone.now() - timedelta(hours=12)
    assert not Notice.objects.filter(channel="email", sent_at=None, failed_at=None).exclude(pk__in=queued).exists()


def test_every_issued_record_waits_for_the_worker(demo):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'records.render'")
        assert cursor.fetchone() == (WrittenRecord.objects.exclude(issued_at=None).count(),)


def test_colleagues_never_see_the_case_about_themselves(demo):
    for person, colleague in (("Okoro", "deputy"), ("Whitlock", "ceo")):
        about = Involvement.objects.get(part="subject", person__family_name=person, person__user__isnull=False).case
        assert not Case.objects.visible_to(account(colleague)).filter(pk=about.pk).exists()
    seen = Case.objects.visible_to(account("chair")).filter(involvements__person__user=account("ceo"))
    assert seen.count() == 1


def test_accounts_of_the_demonstration_cannot_sign_in_to_a_real_site(demo, settings):
    typed = {"login": "head@demo.example", "password": settings.DEMO_PASSWORD}
    settings.DEMO = False
    assert Client().post(reverse("account_login"), typed).status_code == 200
    settings.DEMO = True
    assert Client().post(reverse("account_login"), typed).status_code == 302


def test_the_pages_of_the_headteacher_open(demo, client_of):
    head = client_of(account("head"))
    for page in ("desk:home", "desk:cases"):
        assert head.get(reverse(page), follow=True).status_code == 200
    for case in Case.objects.visible_to(account("head")):
        assert head.get(case.get_absolute_url()).status_code == 200, case.title


# --- Loading it again ----------------------------------------------------------------------------------------------------
def test_if_empty_does_nothing_where_it_is_loaded(demo):
    said = StringIO()
    call_command("demo", "--if-empty", stdout=said)
    assert said.getvalue() == "The demonstration is there already.\n"


def test_without_a_word_it_is_not_loaded_twice(demo):
    with pytest.raises(CommandError, match="there already"):
        call_command("demo")


def test_a_reset_leaves_nothing_behind(demo):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    empty()
    assert not User.objects.exists()
    assert not Case.objects.exists()
    assert not Entry.objects.exists()
