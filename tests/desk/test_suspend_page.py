"""Suspending somebody on a case that is open already."""

import pytest
from django.urls import reverse

from cases.duties import Kind
from cases.models import Draft, Duty
from notices.models import Notice
from notices.states import NoticeKind
from suspensions.models import SiteSuspension
from tests import factories as make

CAST = ("head", "deputy", "ceo", "office", "staff", "stranger", "chair", "central", "admin")


@pytest.fixture
def darren(school):
    return make.PersonFactory(at=school)


@pytest.fixture
def open_case(clock, school, darren):
    case = make.CaseFactory(school=school)
    make.InvolvementFactory(case=case, person=darren)
    return case


def address(case):
    return reverse("desk:suspend", args=[case.reference])


@pytest.mark.parametrize("who", CAST)
def test_who_opens_the_page(open_case, cast, client_of, who):
    expected = {"head": 200, "ceo": 200, "deputy": 403}.get(who, 404)

    assert client_of(getattr(cast, who)).get(address(open_case)).status_code == expected


def test_the_head_suspends_and_the_ceo_and_the_office_are_told(open_case, darren, school, head, office, ceo, client_of):
    make.DraftFactory(user=head, key=f"suspend:{open_case.reference}", payload={"grounds": ["HALF TYPED"]})
    assert "HALF TYPED" in client_of(head).get(address(open_case)).text

    page = client_of(head).post(
        address(open_case), {"person": darren.pk, "school": school.pk, "grounds": "He raised a fist."}, follow=True
    )

    suspension = SiteSuspension.objects.get()
    assert page.request["PATH_INFO"] == suspension.get_absolute_url()
    for words in (
        "Suspended for the rest of today. The CEO and the site’s office have been told.",
        "until tonight 23:59",
        "He raised a fist.",
        "headteacher",
    ):
        assert words in page.text, words
    told = {(n.kind, n.to_user) for n in Notice.objects.filter(case=open_case)}
    assert told == {(NoticeKind.GATE_STARTED, office), (NoticeKind.CEO_INFORMED, ceo)}
    due = {duty.kind for duty in Duty.objects.open().filter(case=open_case)}
    assert due == {
        *(Kind.TELL_PARENT, Kind.LETTER_TO_PARENT, Kind.DECIDE_BEFORE_END),
        *(Kind.REPORT_TO_CEO, Kind.INFORM_CHAIR, Kind.REVIEW),
    }
    assert not Draft.objects.exists()


def test_a_ceo_who_suspends_is_not_told_that_they_were_told(
    open_case, darren, school, head, office, ceo, chair, client_of
):
    page = client_of(ceo).post(
        address(open_case), {"person": darren.pk, "school": school.pk, "grounds": "He raised a fist."}, follow=True
    )

    told = {n.to_user for n in Notice.objects.filter(case=open_case)}
    assert "The CEO and the site’s office have been told" not in page.text
    assert ("The Chair and the site’s office have been told" in page.text) == (chair in told)


def test_a_pupil_is_refused_and_what_was_typed_is_kept(open_case, school, head, client_of):
    alfie = make.PersonFactory(pupil=True, at=school)
    make.InvolvementFactory(case=open_case, person=alfie)

    page = client_of(head).post(
        address(open_case), {"person": alfie.pk, "school": school.pk, "grounds": "HIS FATHER SHOUTED"}
    )

    assert page.status_code == 422
    assert "is a pupil" in page.text
    assert "HIS FATHER SHOUTED" in page.text
    assert not SiteSuspension.objects.exists()
    assert not Notice.objects.exists()


def test_without_a_risk_nobody_is_suspended(open_case, darren, school, head, client_of):
    page = client_of(head).post(address(open_case), {"person": darren.pk, "school": school.pk, "grounds": " "})

    assert page.status_code == 422
    assert "Say what the risk to staff or children is." in page.text


def test_only_people_of_the_case_and_own_sites_can_be_chosen(open_case, other_school, head, client_of):
    page = client_of(head).post(
        address(open_case), {"person": make.PersonFactory().pk, "school": other_school.pk, "grounds": "x"}
    )

    assert page.status_code == 422
    assert "Choose somebody the case is about." in page.text
    assert "Choose one of your sites." in page.text


def test_a_report_that_waits_is_decided_and_not_passed_by(open_case, head, client_of):
    make.IncidentFactory(case=open_case)
    make.DutyFactory(case=open_case, kind=Kind.DECIDE_ON_REPORT)

    assert client_of(head).get(address(open_case)).url == reverse("desk:decide", args=[open_case.reference])


def test_where_nobody_is_named_it_says_what_to_do_first(clock, school, head, client_of):
    assert "Add the person to the case first" in client_of(head).get(address(make.CaseFactory(school=school))).text


def test_a_void_case_takes_no_suspension(clock, school, head, client_of):
    page = client_of(head).get(address(make.CaseFactory(school=school, void=True)))

    assert "void" in page.text
    assert "<textarea" not in page.text
