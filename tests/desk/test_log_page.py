"""The page for logging: what it asks, what it refuses, and that nothing typed is lost."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cases.models import Case, Draft
from incidents.models import Incident
from notices.models import Notice
from schools.models import Person
from schools.states import PersonKind, Role
from suspensions.models import SiteSuspension
from tests.factories import MembershipFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_link_opens_a_page_with_an_address_of_its_own(client_of, head):
    response = client_of(head).get("/log/")

    assert response.status_code == 302
    assert response.url.startswith("/log/")
    assert client_of(head).get(response.url).status_code == 200


def test_whoever_cannot_log_is_refused(client_of, chair):
    assert client_of(chair).get("/log/").status_code == 403


def test_a_complete_page_logs_and_leads_to_what_was_done(client_of, head, answers, page_url):
    response = client_of(head).post(page_url, answers())

    case = Case.objects.get()
    assert response.status_code == 302
    assert response.url == f"/cases/{case.reference}/logged/"
    assert Incident.objects.get().account == "He shouted and raised a fist."


def test_suspending_needs_the_risk_in_a_sentence(client_of, head, answers, page_url):
    response = client_of(head).post(page_url, answers(**{"p0-is_suspended": "on", "p0-risk": ""}))

    assert response.status_code == 422
    assert "Say what the risk to staff or children is." in response.text
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"account": ""}, "Say what happened."),
        ({"account": " \x00 \n"}, "Say what happened."),
        ({"account": "x" * 200_000}, "longer than the 50,000 characters"),
        ({"setting": ""}, "Say where it was."),
        ({"setting": "moon"}, "Choose where it was."),
        ({"categories": None}, "Tick what it was."),
        ({"categories": ["other"]}, "Say what else it was."),
        ({"school": "999999"}, "Choose one of your schools."),
        ({"school": "x"}, "Choose one of your schools."),
        ({"when": "today", "at_time": "23:50"}, "This time is in the future."),
        ({"when": "today"}, "Say at what time"),
        ({"when": "today", "at_time": "25:99"}, "Enter a time, for example 08:05."),
        ({"when": "other", "at_time": "08:00"}, "Say which day it was."),
        (
            {"when": "other", "at_time": "08:00", "on_day_day": "31", "on_day_month": "2", "on_day_year": "2026"},
            "Enter a day that exists",
        ),
        (
            {"when": "other", "at_time": "08:00", "on_day_day": "1", "on_day_month": "1", "on_day_year": "2027"},
            "This day is in the future.",
        ),
        (
            {"when": "other", "at_time": "08:00", "on_day_day": "1", "on_day_month": "1", "on_day_year": "1990"},
            "more than three years ago",
        ),
        ({"party": None}, "Say who it was"),
        ({"p0-part": "witness"}, "Say whom it is about"),
        ({"p0-person": "999999"}, "not one of your school"),
        ({"p0-person": "", "p0-is_unknown": "1"}, "Describe them"),
        ({"p0-person": ""}, "Enter a name, or take this person out."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_saved(
    client_of, head, answers, page_url, changes, sentence
):
    response = client_of(head).post(page_url, answers(**changes))

    assert response.status_code == 422
    assert sentence in response.text
    assert "Error: " in response.text
    assert not Case.objects.exists()
    assert not Notice.objects.exists()


def test_everything_typed_is_still_there_after_a_refusal(client_of, head, answers, page_url):
    typed = answers(
        setting="", account="<b>{{ 1 }} {% x %}</b> مرحبا 😀", **{"p0-is_suspended": "on", "p0-risk": "A fist & more"}
    )

    response = client_of(head).post(page_url, typed)

    assert "&lt;b&gt;{{ 1 }} {% x %}&lt;/b&gt; مرحبا 😀" in response.text
    assert "A fist &amp; more" in response.text
    assert "Darren Farrow" in response.text


def test_choosing_a_pupil_explains_the_law_and_offers_no_suspension(client_of, head, answers, page_url, son):
    response = client_of(head).post(page_url, answers(**{"p0-person": son.pk, "p0-is_suspended": "on", "p0-risk": "x"}))

    assert response.status_code == 422
    assert "never suspended for what a parent did" in response.text
    assert not SiteSuspension.objects.exists()


def test_a_second_suspension_of_the_same_person_is_refused(client_of, head, answers, logged):
    logged(by=head, is_suspended=True)

    response = client_of(head).post(
        reverse("desk:log_form", args=[uuid4()]), answers(**{"p0-is_suspended": "on", "p0-risk": "Again"})
    )

    assert response.status_code == 422
    assert "already" in response.text
    assert Case.objects.count() == 1


def test_a_colleague_is_not_suspended_from_their_workplace(client_of, head, staff, answers, page_url, school):
    colleague = PersonFactory(at=school, user=staff, kinds=[PersonKind.PARENT, PersonKind.STAFF])

    response = client_of(head).post(
        page_url, answers(**{"p0-person": colleague.pk, "p0-is_suspended": "on", "p0-risk": "Shouted"})
    )

    assert response.status_code == 422
    assert not Case.objects.exists()


def test_nobody_logs_about_themselves(client_of, head, answers, page_url, school):
    me = PersonFactory(at=school, user=head, kinds=[PersonKind.PARENT])

    response = client_of(head).post(page_url, answers(**{"p0-person": me.pk}))

    assert response.status_code == 422
    assert "about yourself" in response.text


def test_a_person_of_another_school_cannot_be_chosen(client_of, head, answers, page_url, other_school):
    elsewhere = PersonFactory(at=other_school)

    response = client_of(head).post(page_url, answers(**{"p0-person": elsewhere.pk}))

    assert response.status_code == 422


def test_finding_by_a_childs_name_offers_the_parent(client_of, head, father):
    response = client_of(head).post("/log/people/", {"q": "alf"})

    assert "Darren Farrow" in response.text
    assert "father of Alfie (Year 3)" in response.text


def test_without_scripts_finding_and_adding_keep_what_was_typed(client_of, head, father, answers, page_url):
    browser = client_of(head)
    typed = answers(party=None, account="Half a sentence", q="alf", **{"p0-person": None, "p0-part": None})

    found = browser.post(page_url, {**typed, "find": "1"}, follow=True)
    added = browser.post(page_url, {**typed, "add": str(father.pk)}, follow=True)

    assert "father of Alfie" in found.text
    assert "Half a sentence" in added.text
    assert f'name="p0-person" value="{father.pk}"' in added.text
    assert not Case.objects.exists()


def test_a_card_can_be_taken_out_again(client_of, head, father, answers, page_url):
    response = client_of(head).post(page_url, {**answers(), "remove": "0"}, follow=True)

    assert f'value="{father.pk}"' not in response.text


def test_somebody_unknown_and_somebody_new_are_added_with_the_case(client_of, head, answers, page_url):
    typed = answers(
        party=["0", "1"],
        **{
            "p0-person": "", "p0-is_unknown": "1", "p0-description": "tall man", "p0-vehicle": "grey van",
            "p1-person": "", "p1-family_name": "Okafor", "p1-given_name": "Grace", "p1-kind": "relative", "p1-part": "witness",
        },
    )  # fmt: skip

    assert client_of(head).post(page_url, typed).status_code == 302

    assert Person.objects.get(description="tall man").vehicle == "grey van"
    assert Person.objects.get(family_name="Okafor").kinds == [PersonKind.RELATIVE]


def test_the_draft_is_used_up_by_sending(client_of, head, answers, page_url):
    key = "log:" + page_url.split("/")[2]
    browser = client_of(head)
    browser.post(page_url, {**answers(), "find": "1", "q": "far"})
    assert Draft.objects.get().key == key

    browser.post(page_url, answers())

    assert not Draft.objects.exists()


def test_the_office_reports_and_the_head_is_told_to_decide(client_of, office, head, answers, page_url):
    page = client_of(office).get(page_url)
    response = client_of(office).post(page_url, answers(), follow=True)

    assert "Suspend from site" not in page.text
    assert "Your headteacher has been told" in response.text
    assert "Dana Whitlock" not in response.text
    assert Notice.objects.get().to_user == head


def test_somebody_who_logs_at_two_schools_chooses_one(client_of, head, other_school, page_url):
    MembershipFactory(user=head, role=Role.HEAD, school=other_school)

    response = client_of(head).get(page_url)

    assert "Which school?" in response.text
    assert "Brook Secondary" in response.text


def test_the_page_costs_the_same_queries_with_one_card_and_with_many(
    client_of, head, answers, page_url, django_assert_max_num_queries, school
):
    people = [PersonFactory(at=school) for _ in range(8)]
    typed = answers(party=[str(n) for n in range(8)], **{f"p{n}-person": person.pk for n, person in enumerate(people)})
    browser = client_of(head)
    browser.post(page_url, {**typed, "find": "1", "q": ""})

    with django_assert_max_num_queries(12):
        browser.get(page_url)


def test_logging_with_a_suspension_sends_at_most_250_statements(cast, logged, django_assert_max_num_queries):
    with django_assert_max_num_queries(250):
        logged(by=cast.head, is_suspended=True)
