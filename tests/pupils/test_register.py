"""The page of the register: which pupils are suspended today, for the office; nothing else of it."""

from datetime import date

import pytest
from django.urls import reverse

from pupils.states import Category, HalfOfDay
from schools.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
AM, PM = HalfOfDay.MORNING, HalfOfDay.AFTERNOON


@pytest.fixture
def mia(school):
    child = make.PersonFactory(pupil=True, at=school, given_name="Mia", family_name="Okafor")
    make.PupilFactsFactory(person=child, year_group="9")
    return child


@pytest.fixture
def suspended(school):
    def suspended(pupil, **facts):
        known = {"first_on": TODAY, "last_on": date(2026, 11, 4), "half_days": 6, "term_total": 6, "year_total": 6}
        case = make.CaseFactory(school=school)
        make.InvolvementFactory(case=case, part="subject", person=pupil)
        return make.PupilSuspensionFactory(case=case, pupil=pupil, school=school, **{**known, **facts})

    return suspended


def page_of(client, school):
    answer = client.get(reverse("pupils:suspended_today", args=[school.pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split("<main")[1].split("</main>")[0].split())


def test_the_office_reads_who_is_suspended_until_when_and_nothing_of_why(
    client_of, office, school, mia, suspended, clock
):
    row = suspended(mia, first_half=PM, last_half=AM, conduct="She threw a chair.", half_days=4)

    said = page_of(client_of(office), school)

    assert "Mia OKAFOR" in said
    assert "Year 9" in said
    assert "Afternoon of Monday 2 November 2026" in said
    assert "Morning of Wednesday 4 November 2026" in said
    assert "chair" not in said
    assert row.case.reference not in said


def test_lunchtimes_are_said_to_be_lunchtimes(client_of, office, school, mia, suspended, clock):
    suspended(mia, category=Category.LUNCHTIME, half_days=3)

    said = page_of(client_of(office), school)

    assert "Lunchtimes only" in said
    assert "Lunchtime of Wednesday 4 November 2026" in said


@pytest.mark.parametrize(
    ("facts", "is_there"),
    [
        ({"first_on": date(2026, 11, 3)}, False),
        ({"first_on": date(2026, 10, 21), "last_on": date(2026, 10, 22)}, False),
        ({"last_on": TODAY, "last_half": AM}, True),
        ({"cancelled": True, "back_on": date(2026, 11, 3), "back_half": AM}, True),
        ({"cancelled": True, "back_on": TODAY, "back_half": PM}, True),
        ({"cancelled": True, "back_on": TODAY, "back_half": AM}, False),
        ({"cancelled": True, "back_on": TODAY, "back_half": PM, "first_half": PM}, False),
    ],
)
def test_who_is_there_today_is_who_misses_some_of_today(
    client_of, office, school, mia, suspended, clock, facts, is_there
):
    suspended(mia, **facts)

    assert ("Mia OKAFOR" in page_of(client_of(office), school)) is is_there


def test_what_ended_early_says_from_when_the_pupil_is_back(client_of, office, school, mia, suspended, clock):
    suspended(mia, cancelled=True, back_on=date(2026, 11, 3), back_half=PM)

    assert "back from the afternoon of Tuesday 3 November 2026" in page_of(client_of(office), school)


def test_the_family_of_a_pupil_reads_nothing_of_them_there(client_of, office, school, mia, suspended, clock):
    me = make.PersonFactory(at=school, user=office)
    make.RelationshipFactory(adult=me, pupil=mia)
    suspended(mia)

    assert "No pupil is suspended today." in page_of(client_of(office), school)


def test_another_school_s_pupils_are_on_another_page(client_of, school, other_school, mia, suspended, clock):
    suspended(mia)
    theirs = make.UserFactory(role=(Role.OFFICE, other_school))

    assert "No pupil is suspended today." in page_of(client_of(theirs), other_school)
    assert client_of(theirs).get(reverse("pupils:suspended_today", args=[school.pk])).status_code == 404


def test_the_gate_register_leads_there_for_whoever_marks_the_register(client_of, office, staff, school, clock):
    there = reverse("pupils:suspended_today", args=[school.pk])
    gate = reverse("suspensions:gate_school", args=[school.pk])

    assert there in client_of(office).get(gate).content.decode()
    assert there not in client_of(staff).get(gate).content.decode()
    assert client_of(staff).get(there).status_code == 404


def test_one_pupil_and_ten_cost_the_same_few_queries(
    client_of, office, school, suspended, django_assert_max_num_queries, clock
):
    client, counts = client_of(office), []
    page_of(client, school)

    for more in (1, 9):
        for _ in range(more):
            suspended(make.PersonFactory(pupil=True, at=school))
        with django_assert_max_num_queries(12) as asked:
            page_of(client, school)
        counts.append(len(asked))

    assert counts[0] == counts[1]
