"""The demonstration: what it holds, what it never does, and loading it again."""

from collections import Counter
from datetime import datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from audit.selectors import breaks
from cases.duties import Kind
from cases.models import AnsweredPrompt, Case, Delegation, Draft, Duty, EvidenceFile, Involvement
from cases.states import CaseState, Cause, FileState, PromptAnswer, PromptKind
from desk.demo.load import load
from desk.demo.place import ACCOUNTS
from desk.demo.printing import NotSetYet, print_some
from desk.demo.reset import empty
from desk.selectors.home import home
from incidents.models import Addendum, Incident, Interview
from incidents.states import Category, Conclusion, InterviewState, Setting, WitnessKind
from notices.doors import leads_on
from notices.models import Notice
from packs.models import Pack
from pupils.counting import Band, band_of
from pupils.models import BoardMeeting, PupilSuspension
from pupils.states import Category as PupilCategory
from pupils.states import PupilSuspensionState
from records import pdf
from records.models import Copy, Signature, Wording, WrittenRecord
from records.selectors.record import OF_COMPLAINTS, OF_POSTS, OF_RESTRICTIONS
from records.states import CopyMethod, RecordKind, RecordState, WordingState
from schools.calendar import LONDON
from schools.models import Cover, Person, Relationship, School, StandingDeputy, Trust
from schools.states import ActsAs
from suspensions.hearing import WindowState
from suspensions.models import Arrangement, Breach, Representation, Review, SiteSuspension, Telling
from suspensions.selectors.hearing import window
from suspensions.states import Capacity, Outcome, SuspensionState
from tests import factories as make
from tests.links import follow, shape
from tests.records.structure import structure_faults

MONDAY = datetime(2026, 11, 2, 14, 12, tzinfo=LONDON)
# How many pages of a kind each reader reads, how many links of a kind they try, and messages that lead to one.
PAGES, LINKS, MESSAGES = 2, 1, 6
# Notices to offices: these go to no person of ours.
OF_OFFICES = {RecordKind.PUPIL_NOTICE, RecordKind.PUPIL_BOARD_NOTICE}


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
    assert demo == ["7 sites and 30 accounts", "567 pupils, parents and others", "71 cases"]


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


def kinds(rows, *columns):
    """The values that rows have in a column; in several, as tuples."""
    return {*rows.values_list(*columns, flat=len(columns) == 1)}


def test_there_is_a_case_in_every_state_and_of_every_kind(demo):
    assert kinds(Case.objects, "state") == {*CaseState.values}
    assert kinds(Incident.objects, "setting") == {*Setting.values}
    assert {kind for found in Incident.objects.values_list("categories", flat=True) for kind in found} == {
        *Category.values
    }
    assert kinds(Incident.objects, "conclusion") == {"", *Conclusion.values}
    assert kinds(Copy.objects, "method") == {*CopyMethod.values}
    assert Case.objects.values("school").distinct().count() == School.objects.count()
    assert Entry.objects.filter(verb="case.reopened").count() == 1


def test_there_is_a_suspension_in_every_state_and_every_way_it_can_go(demo):
    assert kinds(SiteSuspension.objects, "state") == {*SuspensionState.values}
    assert kinds(Review.objects, "outcome") == {*Outcome.values}
    assert {window(one).state for one in SiteSuspension.objects.all()} == {*WindowState}
    assert {one.extensions.count() for one in SiteSuspension.objects.all()} == {0, 1, 2}
    counts = SiteSuspension.objects.aggregate(
        wide=Count("pk", filter=Q(is_trust_wide=True)),
        renewed=Count("pk", filter=Q(renews__isnull=False)),
        entered=Count("pk", filter=Q(is_entered=True)),
        unreviewed=Count("pk", filter=Q(state="provisional", extensions__isnull=False, period__endswith__lt=MONDAY)),
    )
    assert counts == {"wide": 1, "renewed": 1, "entered": 2, "unreviewed": 1}
    assert kinds(Representation.objects, "is_waiver", "considered_by__name") == {
        (True, None),
        (False, None),
        (False, "Dana Whitlock"),
        (False, "Joan Petty"),
        (False, "Edwin Marsh"),
    }


def test_there_is_a_pupil_in_every_band_and_every_state_of_a_suspension(demo):
    found = {row.pupil.given_name: row for row in PupilSuspension.objects.select_related("pupil").order_by("pk")}

    assert {name: (row.half_days, row.term_total, row.year_total) for name, row in found.items()} == {
        "Kayden": (5, 5, 5),  # lunchtimes
        "Tyler": (4, 4, 4),
        "Haris": (11, 11, 11),  # 5.5 days
        "Amari": (32, 32, 32),
        "Leo": (2, 2, 2),
        "Jasper": (4, 8, 8),  # the further one
        "Daria": (6, 86, 86),  # 43 days with those at another school
    }
    assert {band_of(row.term_total) for row in found.values()} == {*Band}
    assert kinds(PupilSuspension.objects, "state") == {*PupilSuspensionState.values}
    assert kinds(PupilSuspension.objects, "category") == {*PupilCategory.values}
    assert found["Jasper"].follows is not None
    assert BoardMeeting.objects.filter(suspension=found["Amari"], began_at__isnull=False).exists()


def test_whoever_can_decide_decides_somewhere(demo):
    """The vice-chair does not: the Chair has no part in any of the stories. Nobody stands in for the CEO either."""
    assert kinds(SiteSuspension.objects, "capacity") == {Capacity.HEAD, Capacity.ACTING_HEAD, Capacity.CEO}
    assert kinds(Review.objects, "capacity") == {Capacity.CEO, Capacity.DELEGATE, Capacity.CHAIR, Capacity.TRUSTEE}
    assert kinds(Delegation.objects, "acts_as", "cause") == {
        (ActsAs.DELEGATE, Cause.GIVEN),
        (ActsAs.CHAIR, Cause.INVOLVED),
        (ActsAs.CHAIR, Cause.DECIDED),
        (ActsAs.TRUSTEE, Cause.GIVEN),
    }
    assert Delegation.objects.get(case=None).period.upper < timezone.now()


def test_every_kind_of_duty_falls_due_somewhere(demo):
    """But for the copies of a sealed record: the worker seals, and has not come."""
    assert kinds(Duty.objects, "kind") == {*Kind.values} - {Kind.COPY}


def test_there_is_a_record_of_every_kind_and_every_letter_went_to_somebody(demo):
    assert kinds(WrittenRecord.objects, "kind") == {*RecordKind.values}
    letters = {kind for kind in RecordKind.values if kind.endswith("_letter")} | {RecordKind.BEHAVIOUR_WARNING}
    letters |= {kind for kind in RecordKind.values if kind.startswith("pupil_")} - OF_OFFICES
    # A colleague is handed what a panel found, and goes by their name.
    letters |= {*OF_COMPLAINTS, *OF_POSTS, *OF_RESTRICTIONS} - {RecordKind.PANEL_ABOUT}
    letters |= {RecordKind.MEETING_INVITATION, RecordKind.MEETING_CANCELLED, RecordKind.MEETING_DRAFT}
    assert kinds(Copy.objects.filter(to_person__isnull=False), "record__kind") == letters
    assert kinds(Wording.objects, "state") == {WordingState.APPROVED, WordingState.WAITING}


def test_the_pdf_of_every_kind_is_tagged_and_read_out_in_order(demo, tmp_path):
    faults, signed = {}, set()
    for kind in RecordKind.values:
        issued = WrittenRecord.objects.exclude(issued_at=None).filter(kind=kind).select_related("case__school")
        record = issued.filter(signatories__isnull=False).order_by("pk").first() or issued.order_by("pk").first()
        signers = [one.name for one in record.signatories.order_by("order")]
        signed |= {kind} if signers else set()
        title = f"{record.title}, {record.case.reference}, version {record.version}"
        faults[kind] = structure_faults(pdf.render(record).data, title, signers, tmp_path)
    assert {kind: found for kind, found in faults.items() if found} == {}
    assert {RecordKind.MEETING_RECORD, RecordKind.MEDIATION_RECORD, RecordKind.INTERVIEW_NOTE} <= signed


def test_witnesses_are_heard_in_every_way(demo):
    assert kinds(Interview.objects, "state") == {*InterviewState.values}
    assert kinds(Interview.objects, "witness_kind") == {*WitnessKind.values}
    assert Interview.objects.get(witness_kind=WitnessKind.PUPIL).supporting_adult


def test_there_is_evidence_with_files_and_prompts_are_answered_and_skipped(demo):
    """The worker has not come: it finds the pictures and the PDF clean."""
    assert kinds(EvidenceFile.objects, "state") == {FileState.WAITING, FileState.REFUSED, FileState.REMOVED}
    waiting = EvidenceFile.objects.filter(state=FileState.WAITING)
    assert {file.name.rpartition(".")[2] for file in waiting} == {"jpg", "pdf"}
    assert max(waiting.values_list("size", flat=True)) < 40_000
    assert kinds(AnsweredPrompt.objects, "kind") == {*PromptKind.values}
    assert kinds(AnsweredPrompt.objects, "answer") == {*PromptAnswer.values}


def test_there_is_a_record_in_every_state_before_the_worker_comes(demo):
    assert {*WrittenRecord.objects.values_list("state", flat=True)} == {
        RecordState.DRAFT,
        RecordState.ISSUED,
        RecordState.SUPERSEDED,
    }
    assert WrittenRecord.objects.filter(version=2, state=RecordState.ISSUED).exists()


def test_there_is_something_of_everything_else(demo):
    for model in (Addendum, Arrangement, Breach, Draft, Signature, Telling):
        assert model.objects.exists(), model
    assert Person.objects.filter(given_name="", family_name="").exists(), "nobody unknown"
    assert Notice.objects.undelivered().count() == 1
    assert Notice.objects.exclude(resolved_how="").exists()
    assert Duty.objects.filter(waived_at__isnull=False).exists()
    assert Duty.objects.open().filter(owner_user__isnull=False).exists()
    assert Incident.objects.filter(is_child_at_risk=True).exists()
    assert Incident.objects.exclude(on_behalf_of="").exists()


def test_these_may_not_come_now(demo):
    names = kinds(SiteSuspension.objects.in_force(), "person__family_name")
    assert names == {
        *("Akhtar", "Baptiste", "Benali", "Brandt", "Farrow", "Holt", "Lyle", "O'Brien", "Pellow", "Rudge"),
        *("Tilbrook", "Vane"),
    }


# What is late on the day of loading, for whom, and in how many cases each has something to do.
HOMES = {
    "head": (10, {"notice_failed", "report_to_ceo", "decide_on_report", "meeting_letter"}),
    "head2": (4, {"sign"}),
    "ceo": (20, {"review", "inform_chair", "chair_report"}),
    "chair": (4, set()),
    "trustee": (1, set()),
    "central": (1, set()),
    "deputy": (1, set()),
    "office": (0, set()),
}


@pytest.mark.parametrize("key", HOMES)
def test_what_somebody_finds_when_they_come_in(demo, key):
    cases, late = HOMES[key]
    owed = Duty.objects.owed_by(account(key)).open()
    assert len(home(account(key)).steps) == cases
    assert home(account(key)).more == ""
    assert kinds(owed.filter(due_at__lt=timezone.now()), "kind") == late


def test_a_report_waits_too_long_for_the_head(demo):
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


def test_a_pack_and_a_bundle_are_asked_for_once_the_records_are_set(demo):
    head = account("head")
    with pytest.raises(NotSetYet):
        print_some(by=head)
    for record in WrittenRecord.objects.exclude(issued_at=None).filter(case__school__prefix="HIL"):
        make.RecordFileFactory(record=record)
    print_some(by=head)
    print_some(by=head)
    pack, bundle = Pack.objects.order_by("pk")
    assert (pack.line_count, pack.is_bundle) == (5, False)
    assert (bundle.reader, bundle.asked_by) == ("chair", head)
    assert bundle.lines.printed().count() == bundle.line_count > 0


def test_colleagues_never_see_the_case_about_themselves(demo):
    for person, colleague in (("Okoro", "deputy"), ("Whitlock", "ceo")):
        about = Involvement.objects.get(part="subject", person__family_name=person, person__user__isnull=False).case
        assert not Case.objects.visible_to(account(colleague)).filter(pk=about.pk).exists()


def test_the_chair_sees_the_cases_in_which_the_ceo_is_involved_or_decided_and_no_other(demo):
    seen = Case.objects.visible_to(account("chair"))
    about = Involvement.objects.filter(case__in=seen, part="subject")
    names = kinds(about, "person__given_name", "person__family_name")
    assert names == {
        ("Dana", "Whitlock"),
        ("Nigel", "Prosser"),
        ("Gavin", "Pellow"),
        ("Leanne", "Rudge"),
        ("Scott", "Rudge"),
    }
    assert seen.count() == 4
    assert Involvement.objects.get(case__in=seen, user=account("ceo")).part == "target"


def test_what_the_worker_does_by_the_clock_is_done_as_far_as_the_stories_go(demo):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE scheduled_at IS NULL OR scheduled_at <= %s), count(*) > 0 FROM procrastinate_jobs"
            " WHERE task_name IN ('suspensions.end_reached', 'suspensions.window_closed', 'suspensions.new_facts',"
            " 'notices.tell_who_decides')",
            [timezone.now()],
        )
        assert cursor.fetchone() == (0, True)


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


# Everybody who comes in by another door: what is shown to each opens for them.
READERS = (
    *("head", "deputy", "office", "staff", "ceo", "central", "chair", "trustee"),
    *("clerk", "mediator", "dpo", "admin"),
)


@pytest.mark.parametrize("key", READERS)
def test_a_page_shows_no_way_that_is_shut_to_its_reader(demo, client_of, key):
    assert [*follow(client_of(account(key)), pages=PAGES, links=LINKS)] == []


@pytest.mark.parametrize("key", READERS)
def test_a_message_shows_the_way_on_exactly_to_whoever_it_opens_for(demo, client_of, key):
    client, user = client_of(account(key)), account(key)
    kinds_seen, found = Counter(), {}
    for one in Notice.objects.addressed_to(user).exclude(path="").select_related("case").order_by("-pk"):
        if one.path not in found and kinds_seen[shape(one.path)] < MESSAGES:
            kinds_seen[shape(one.path)] += 1
            found[one.path] = leads_on(one, user)
    assert found == {path: client.get(path, follow=True).status_code == 200 for path in found}


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
