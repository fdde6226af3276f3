"""The main job by its services: from the gate to the Chair."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from audit.models import Chain
from audit.selectors import first_break
from cases.duties import Kind
from cases.models import Case, Duty
from cases.states import Part
from desk.services.informing import acknowledge_as_chair, acknowledge_notice, acknowledge_report, inform_chair
from desk.services.log import Newcomer, Party, submit_log
from desk.services.report import issue_report, write_report
from incidents.models import Incident
from incidents.states import Category, Setting
from kernel.refusal import Refused
from notices.models import Notice
from notices.selectors import informing
from notices.states import NoticeKind
from records.models import Copy, WrittenRecord
from records.states import RecordState
from schools.states import PersonKind
from suspensions.models import SiteSuspension
from tests.factories import PersonFactory, RelationshipFactory


def log(school, by, at, **changes):
    facts = {
        "token": uuid4(),
        "school": school,
        "occurred_at": at,
        "setting": Setting.GATE,
        "account": "He shouted and raised a fist.",
        "categories": [Category.THREATENING],
        # Asked where whoever decides logs it and suspends nobody.
        "why_not_suspended": "He left at once and said sorry.",
        **changes,
    }
    return submit_log(by=by, **facts)


@pytest.fixture
def now(clock):
    return timezone.now()


@pytest.fixture
def father(school):
    father = PersonFactory(at=school)
    RelationshipFactory(adult=father, pupil=PersonFactory(pupil=True, at=school))
    return father


@pytest.fixture
def suspended(now, school, head, ceo, chair, office, father):
    party = Party(part=Part.SUBJECT, person=father, is_suspended=True, risk="He threatened a teacher.", was_told=True)
    log(school, head, now - timedelta(minutes=14), parties=[party])
    return Case.objects.get()


OF_A_SUSPENSION = {Kind.LETTER_TO_PARENT, Kind.DECIDE_BEFORE_END, Kind.REVIEW}


def open_kinds(case):
    return {*Duty.objects.open().filter(case=case).values_list("kind", flat=True)}


def test_one_press_makes_case_incident_suspension_and_tells_the_ceo_and_the_office(suspended, ceo, office):
    assert suspended.title == "Mr D. Farrow: threatening behaviour at the gate"
    assert Incident.objects.get().case == suspended
    assert SiteSuspension.objects.get().case == suspended
    told = Notice.objects.filter(to_user__isnull=False).values_list("to_user", "kind")
    assert {*told} == {(ceo.pk, NoticeKind.CEO_INFORMED), (office.pk, NoticeKind.GATE_STARTED)}
    assert open_kinds(suspended) == {Kind.REPORT_TO_CEO, Kind.INFORM_CHAIR, *OF_A_SUSPENSION}


def test_the_journey_from_the_gate_to_the_chair_leaves_a_whole_chain(
    suspended, clock, head, ceo, chair, run_jobs, settings
):
    run_jobs()
    clock.shift(timedelta(minutes=12))
    acknowledge_notice(case=suspended, by=ceo)
    answers = {"circumstances": "", "injuries": "", "police_called_at": None, "police_reference": ""}
    write_report(case=suspended, action_taken="He was told to leave, and left.", by=head, **answers)
    report = issue_report(case=suspended, by=head)
    run_jobs()
    acknowledge_report(case=suspended, record=report, by=ceo)
    clock.shift(timedelta(minutes=31))
    inform_chair(case=suspended, note="A threat at Hillside; the father is suspended today.", by=ceo)
    clock.shift(timedelta(hours=2))
    acknowledge_as_chair(case=suspended, by=chair)

    told = informing(suspended)
    assert told.ceo_told < told.ceo_read < told.chair_told < told.chair_read
    report.refresh_from_db()
    assert report.state == RecordState.COMPLETE
    assert {*Copy.objects.filter(record=report).values_list("to_user", flat=True)} == {ceo.pk, chair.pk}
    assert open_kinds(suspended) == OF_A_SUSPENSION
    assert first_break(Chain.objects.get(pk=suspended.reference)) is None


def test_the_same_form_sent_twice_makes_one_case(now, school, head, father, ceo):
    token = uuid4()
    party = Party(part=Part.SUBJECT, person=father)

    first = log(school, head, now, token=token, parties=[party])
    second = log(school, head, now, token=token, parties=[party])

    assert first == second
    assert Case.objects.count() == 1


def test_a_report_by_the_office_waits_for_the_heads_decision(now, school, office, head, father, ceo):
    log(school, office, now, parties=[Party(part=Part.SUBJECT, person=father, is_suspended=True, risk="x")])

    case = Case.objects.get()
    assert open_kinds(case) == {Kind.DECIDE_ON_REPORT}
    assert not SiteSuspension.objects.exists()
    assert Notice.objects.get().to_user == head


def test_a_pupil_is_refused_as_the_one_it_is_about_and_nothing_is_saved(now, school, head, ceo):
    child = PersonFactory(pupil=True, at=school)

    with pytest.raises(Refused, match="never suspended for what a parent did"):
        log(school, head, now, parties=[Party(part=Part.SUBJECT, person=child, is_suspended=True, risk="x")])

    assert not Case.objects.exists()


def test_somebody_unknown_is_logged_by_description_and_suspended(now, school, head, ceo, office):
    newcomer = Newcomer(kind=PersonKind.OTHER, description="tall man, green coat", vehicle="grey van")

    log(
        school,
        head,
        now,
        parties=[Party(part=Part.SUBJECT, newcomer=newcomer, is_suspended=True, risk="Pushed a child")],
    )

    assert Case.objects.get().title.startswith("Unknown person: threatening behaviour")
    assert SiteSuspension.objects.get().person.vehicle == "grey van"


def test_an_incident_in_the_future_is_refused(now, school, head, father):
    with pytest.raises(Refused, match="in the future"):
        log(school, head, now + timedelta(minutes=1), parties=[Party(part=Part.SUBJECT, person=father)])


def test_a_case_about_the_ceo_goes_to_the_chair_and_never_to_the_ceo(now, school, head, ceo, chair):
    about = PersonFactory(at=school, user=ceo, kinds=[PersonKind.PARENT])

    log(school, head, now, parties=[Party(part=Part.SUBJECT, person=about)], tells_ceo=True)

    told = [(notice.to_user, notice.kind) for notice in Notice.objects.order_by("pk")]
    assert told == [(chair, NoticeKind.CEO_INFORMED), (chair, NoticeKind.NOT_SUSPENDED)]
    assert not Case.objects.visible_to(ceo).exists()
    assert Case.objects.visible_to(chair).exists()


def test_no_report_is_issued_on_a_preview_that_is_out_of_date(suspended, head):
    answers = {"circumstances": "", "injuries": "", "police_called_at": None, "police_reference": ""}
    write_report(case=suspended, action_taken="He left.", by=head, **answers)
    Incident.objects.update(revision=2)

    with pytest.raises(Refused, match="changed after this preview"):
        issue_report(case=suspended, by=head)

    assert WrittenRecord.objects.get().state == RecordState.DRAFT


def test_mail_says_reference_and_link_and_nothing_else(suspended, run_jobs, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run_jobs()

    for message in mail.outbox:
        said = message.subject + message.body
        assert suspended.reference in said
        assert "Farrow" not in said
        assert "fist" not in said
