"""Pupils who are suspended, on the head's home and in the list of cases; and finding the pupil to suspend."""

from datetime import date

import pytest

from pupils.states import Category, HalfOfDay
from schools.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY, THURSDAY = date(2026, 11, 2), date(2026, 11, 5)


@pytest.fixture
def mia(school):
    return make.PersonFactory(pupil=True, at=school, given_name="Mia", family_name="Okafor")


@pytest.fixture
def suspended(school):
    def suspended(pupil, **facts):
        known = {"first_on": TODAY, "last_on": THURSDAY, "half_days": 8, "term_total": 8, "year_total": 8}
        case = make.CaseFactory(school=facts.get("school", school))
        make.InvolvementFactory(case=case, part="subject", person=pupil)
        return make.PupilSuspensionFactory(case=case, pupil=pupil, **{**known, "school": school, **facts})

    return suspended


def text_of(answer):
    return " ".join(answer.content.decode().split())


def away_of(client):
    return [(one.name, one.tag.text) for one in client.get("/").context["home"].pupils_away]


def find(client, words):
    return client.post("/pupils/suspend/search/", {"q": words}, follow=True)


# --- Home ------------------------------------------------------------------------------------------------------------
def test_the_head_s_home_says_which_pupils_are_suspended_today_and_until_when(client_of, head, mia, suspended, clock):
    suspended(mia)

    assert away_of(client_of(head)) == [("Mia OKAFOR", "until Thu 5 Nov")]
    assert "Pupils suspended today" in text_of(client_of(head).get("/"))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"last_half": HalfOfDay.MORNING}, "until Thu 5 Nov, morning"),
        ({"category": Category.LUNCHTIME}, "lunchtimes until Thu 5 Nov"),
        ({"cancelled": True, "back_on": date(2026, 11, 3), "back_half": HalfOfDay.MORNING}, "back Tue 3 Nov"),
    ],
)
def test_home_says_halves_lunchtimes_and_what_ended_early(client_of, head, mia, suspended, clock, facts, said):
    suspended(mia, **facts)

    assert away_of(client_of(head)) == [("Mia OKAFOR", said)]


def test_home_names_no_pupil_of_another_school_none_of_the_reader_s_family_and_nobody_whose_turn_is_over(
    client_of, head, school, other_school, mia, suspended, clock
):
    suspended(mia, first_on=date(2026, 10, 21), last_on=date(2026, 10, 22))
    suspended(make.PersonFactory(pupil=True, at=other_school), school=other_school)
    child = make.PersonFactory(pupil=True, at=school)
    make.RelationshipFactory(adult=make.PersonFactory(at=school, user=head), pupil=child)
    suspended(child)

    assert away_of(client_of(head)) == []


def test_the_ceo_reads_no_list_of_pupils_on_the_home_page(client_of, ceo, mia, suspended, clock):
    suspended(mia)

    assert "Pupils suspended today" not in text_of(client_of(ceo).get("/"))
    assert away_of(client_of(ceo)) == []


# --- Cases -----------------------------------------------------------------------------------------------------------
def test_the_list_of_cases_says_until_when_a_pupil_is_suspended_and_can_be_narrowed_to_them(
    client_of, head, school, mia, suspended, clock
):
    row, other = suspended(mia), make.CaseFactory(school=school)
    suspended(make.PersonFactory(pupil=True, at=school), cancelled=True, back_on=date(2026, 11, 4))

    shown = client_of(head).get("/cases/?in_force=now")

    assert [one.reference for one in shown.context["page"].rows] == [row.case.reference]
    assert [tag.text for tag in shown.context["page"].rows[0].tags] == ["until Thu 5 Nov"]
    assert other.reference in text_of(client_of(head).get("/cases/"))


# --- Whom ------------------------------------------------------------------------------------------------------------
def test_the_head_finds_the_pupil_by_name_and_goes_on_to_the_first_page(client_of, head, school, mia, clock):
    make.PupilFactsFactory(person=mia, year_group="9")
    make.PersonFactory(at=school, given_name="Grace", family_name="Okafor")

    answer = find(client_of(head), "okaf")

    [one] = answer.context["found"]
    assert (one.name, one.facts, one.url) == ("Mia Okafor", f"Year 9, {school.name}", f"/pupils/{mia.pk}/suspend/")
    assert "okaf" not in answer.redirect_chain[0][0].lower()
    assert client_of(head).get(one.url).status_code == 200


def test_only_pupils_on_the_roll_of_the_head_s_own_school_are_found(client_of, head, school, other_school, mia):
    make.PersonFactory(pupil=True, at=other_school, family_name="Okafor")
    left = make.PersonFactory(pupil=True, at=school, family_name="Okafor")
    left.school_links.update(is_current=False)

    assert [one.name for one in find(client_of(head), "okafor").context["found"]] == ["Mia Okafor"]


def test_a_pupil_with_two_records_is_found_once_under_the_name_that_is_kept(client_of, head, school, mia):
    kept = make.PersonFactory(pupil=True, given_name="Mia", family_name="Okafor-Lind")
    mia.merged_into = kept
    mia.save()

    assert [one.name for one in find(client_of(head), "okafor").context["found"]] == ["Mia Okafor-Lind"]


def test_a_deputy_who_stands_in_finds_pupils_too_and_nobody_else_does(client_of, cast, school, mia):
    make.CoverFactory(school=school, user=cast.deputy)
    make.UserFactory(role=(Role.OFFICE, school))

    opens = {name: client_of(user).get("/pupils/suspend/").status_code for name, user in vars(cast).items()}

    assert {name for name, status in opens.items() if status == 200} == {"head", "deputy", "stranger"}
