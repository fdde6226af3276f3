"""The gate register: what reception sees, and nothing of the case; "They are here"; the desk session; on paper."""

from datetime import timedelta

import pytest
from django.conf import settings

from cases.states import Part
from notices.models import Notice
from notices.states import NoticeKind
from schools.states import Kinship, Role
from suspensions import selectors, services
from suspensions.models import Breach
from tests import factories as make


def register(client, school):
    return client.get(f"/gate/{school.pk}/")


def rows(user, school=None):
    return selectors.not_on_site(user, school)


# --- What it shows -----------------------------------------------------------------------------------------------------
def test_reception_sees_who_until_when_whose_father_and_the_arrangements(
    suspension, alfie, school, head, office, client_of
):
    services.set_arrangement(suspension=suspension, collection="Grandmother, side gate, 15:20", by=head)

    page = register(client_of(office), school)

    for words in (
        "At the gate: Hillside Primary",
        "Darren FARROW",
        "father of Alfie, Year 3",
        "tonight 23:59",
        "Collecting the child: Grandmother, side gate, 15:20",
        "They are here",
        "Shown as it was at 08:19",
        'data-refresh-seconds="60"',
        "Not for public view",
    ):
        assert words in page.text, words


def test_it_shows_nothing_of_the_case(suspension, case, alfie, school, head, office, client_of):
    client = client_of(office)
    services.report_breach(suspension=suspension, by=office)
    pages = [
        register(client, school),
        client.get(f"/gate/{school.pk}/print/"),
        client.get(f"/gate/here/{suspension.pk}/"),
    ]

    for page in pages:
        assert page.status_code == 200
        for secret in (case.reference, case.title, "SECRET ACCOUNT", "hreatening", "fist", "/cases/", "alfie farrow"):
            assert secret not in page.text.lower() + page.text, secret


def test_each_child_is_named_once_with_the_year_at_this_site_only(
    suspension, alfie, father, school, other_school, office
):
    for name, year, where in (("Mia", "Reception", school), ("Zoe", "9", other_school)):
        pupil = make.PersonFactory(pupil=True, given_name=name, at=where)
        make.PupilFactsFactory(person=pupil, year_group=year)
        make.RelationshipFactory(adult=father, pupil=pupil, kind=Kinship.FATHER)

    assert rows(office)[0].note == "father of Alfie, Year 3, and Mia, Reception"


def test_a_child_known_under_two_rows_of_one_person_is_named_once(suspension, alfie, father, school, office):
    make.RelationshipFactory(adult=make.PersonFactory(merged_into=father), pupil=alfie, kind=Kinship.FATHER)

    assert rows(office)[0].note == "father of Alfie, Year 3"


def test_somebody_unknown_stands_there_by_looks_and_vehicle(case, school, head, office):
    stranger = make.PersonFactory(unknown=True, description="tall man, red cap", vehicle="grey van AB12 CDE")
    services.suspend_for_rest_of_today(case=case, person=stranger, school=school, grounds="x", by=head)

    row = rows(office)[0]

    assert (row.name, row.note) == ("Unknown person (tall man, red cap)", "grey van AB12 CDE")


def test_once_it_is_known_who_they_are_the_register_shows_the_name_and_the_looks(
    case, alfie, father, school, head, office
):
    stranger = make.PersonFactory(unknown=True, description="tall man, red cap", vehicle="grey van")
    services.suspend_for_rest_of_today(case=case, person=stranger, school=school, grounds="x", by=head)
    type(stranger).objects.filter(pk=stranger.pk).update(merged_into=father)

    row = rows(office)[0]

    assert (row.name, row.note) == ("Darren FARROW", "father of Alfie, Year 3 · tall man, red cap · grey van")


def test_who_was_lifted_or_has_ended_is_gone(suspension, head, office, clock):
    assert len(rows(office)) == 1

    clock.move_to(suspension.period.upper)
    assert rows(office) == []


def test_a_lifted_one_is_gone_at_once(suspension, head, office):
    services.lift_suspension(suspension=suspension, reason="x", by=head)

    assert rows(office) == []


def test_nobody_reads_of_a_case_about_themselves(suspension, case, school, office, client_of):
    make.InvolvementFactory(case=case, person=None, user=office, part=Part.SUBJECT)

    assert "FARROW" not in register(client_of(office), school).text
    assert client_of(office).get(f"/gate/here/{suspension.pk}/").status_code == 404
    assert client_of(office).post(f"/gate/here/{suspension.pk}/").status_code == 404


def test_the_head_of_another_school_sees_only_their_own_sites(suspension, school, other_school, stranger, client_of):
    client = client_of(stranger)

    assert register(client, school).status_code == 404
    assert client.get(f"/gate/{school.pk}/print/").status_code == 404
    assert client.post(f"/gate/here/{suspension.pk}/").status_code == 404
    assert "FARROW" not in register(client, other_school).text
    assert rows(stranger) == []


def test_over_several_sites_each_line_says_which(suspension, case, father, other_school, ceo):
    services.suspend_for_rest_of_today(case=case, person=father, school=other_school, grounds="x", by=ceo)

    found = rows(ceo)

    assert [row.note for row in found] == ["Brook Secondary", "Hillside Primary"]
    assert found[0].action.about == "Darren FARROW, Brook Secondary"


@pytest.mark.parametrize("count", [1, 20])
def test_the_register_costs_the_same_for_one_and_for_twenty(
    clock, school, office, client_of, count, django_assert_max_num_queries
):
    for _ in range(count):
        suspension = make.SiteSuspensionFactory(case__school=school, person__vehicle="grey van")
        make.ArrangementFactory(suspension=suspension)
        pupil = make.PersonFactory(pupil=True, at=school)
        make.RelationshipFactory(adult=suspension.person, pupil=pupil)
    client = client_of(office)
    register(client, school)

    with django_assert_max_num_queries(12):
        page = register(client, school)

    assert page.text.count("They are here") == count


def test_typed_tags_are_shown_as_they_were_typed(case, school, head, office, client_of):
    evil = "<script>alert(1)</script>{{ 7|add:7 }}"
    stranger = make.PersonFactory(unknown=True, description=evil, vehicle=evil)
    suspension = services.suspend_for_rest_of_today(case=case, person=stranger, school=school, grounds=evil, by=head)
    services.set_arrangement(suspension=suspension, collection=evil, by=head)

    for url in (f"/gate/{school.pk}/", f"/gate/{school.pk}/print/", f"/gate/here/{suspension.pk}/"):
        text = client_of(office).get(url).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in text


# --- Which site --------------------------------------------------------------------------------------------------------
def test_who_has_one_site_goes_straight_to_it(school, office, client_of):
    assert client_of(office).get("/gate/").url == f"/gate/{school.pk}/"


def test_who_has_several_chooses_and_the_choice_is_remembered(school, other_school, ceo, client_of):
    client = client_of(ceo)
    assert "Choose a site" in client.get("/gate/").text

    register(client, other_school)

    assert client.get("/gate/").url == f"/gate/{other_school.pk}/"
    assert "Choose a site" in client.get("/gate/?choose=1").text


def test_the_list_of_sites_says_how_many(suspension, other_school, ceo, client_of):
    page = client_of(ceo).get("/gate/")

    assert "1 person" in page.text
    assert "Nobody" in page.text


@pytest.mark.parametrize("who", ["chair", "admin"])
def test_who_stands_at_no_gate_sees_no_register(request, school, who, client_of):
    client = client_of(request.getfixturevalue(who))

    assert client.get("/gate/").status_code == 403
    assert register(client, school).status_code == 404


def test_the_empty_register_says_so(school, office, client_of):
    assert "Nobody is suspended from this site now." in register(client_of(office), school).text


# --- They are here -----------------------------------------------------------------------------------------------------
def test_one_press_logs_it_alerts_the_leaders_and_says_what_to_do(suspension, school, office, head, deputy, client_of):
    type(school).objects.filter(pk=school.pk).update(safeguarding_lead="Ola Brandt", safeguarding_phone="01632 960007")

    page = client_of(office).post(f"/gate/here/{suspension.pk}/", follow=True)

    assert Breach.objects.get().seen_by == office
    assert {n.to_user for n in Notice.objects.filter(kind=NoticeKind.GATE_BREACH)} == {head, deputy}
    for words in (
        "Darren FARROW",
        "They are here: this is logged",
        "Told: Ruth Adeyemi (headteacher), Sam Okoro (senior leader)",
        'href="tel:999"',
        "01632 960001",
        "Ola Brandt <a",
        "civil matter",
        "section 547",
    ):
        assert words in page.text, words
    assert "trespass" not in page.text.lower()
    assert page.text.index("tel:999") < page.text.index("tel:01632960001") < page.text.index("tel:01632960007")


def test_who_sees_the_file_finds_the_way_to_it(suspension, office, head, client_of):
    url = suspension.get_absolute_url()

    assert url in client_of(head).get(f"/gate/here/{suspension.pk}/").text
    assert url not in client_of(office).get(f"/gate/here/{suspension.pk}/").text


def test_looking_at_the_page_reports_nobody(suspension, office, client_of):
    page = client_of(office).get(f"/gate/here/{suspension.pk}/")

    assert "Nobody has reported them here yet" in page.text
    assert not Breach.objects.exists()


def test_a_page_left_open_overnight_says_that_it_is_over(suspension, school, office, client_of, clock):
    clock.move_to(suspension.period.upper)

    page = client_of(office).post(f"/gate/here/{suspension.pk}/", follow=True)

    assert "no longer in force" in page.text
    assert not Breach.objects.exists()


# --- Open at the desk --------------------------------------------------------------------------------------------------
def test_a_desk_session_stays_open_while_it_refreshes_itself(school, office, client_of, clock):
    client = client_of(office)
    client.post(f"/gate/{school.pk}/desk/")

    for _ in range(3):
        clock.shift(timedelta(minutes=20))
        assert client.get(f"/gate/{school.pk}/", headers={"X-Refresh": "1"}).status_code == 200


def test_without_it_a_page_that_refreshes_itself_locks_like_every_page(school, office, client_of, clock):
    client = client_of(office)
    register(client, school)
    refreshed = []
    for _ in range(17):
        clock.shift(timedelta(minutes=1))
        refreshed.append(client.get(f"/gate/{school.pk}/", headers={"X-Refresh": "1"}).status_code)

    assert (refreshed[0], refreshed[-1]) == (200, 302)


def test_a_desk_session_ends_when_its_twelve_hours_are_over(school, office, client_of, clock):
    client = client_of(office)
    client.post(f"/gate/{school.pk}/desk/")

    clock.shift(timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS + 1))

    assert register(client, school).status_code == 302


def test_it_can_be_locked_again(school, office, client_of):
    client = client_of(office)
    client.post(f"/gate/{school.pk}/desk/")
    assert "Lock it like every page" in register(client, school).text

    client.post(f"/gate/{school.pk}/desk/", {"end": "1"})

    assert "is_desk" not in client.session


@pytest.mark.parametrize("who", ["head", "deputy", "ceo"])
def test_an_account_that_opens_cases_never_stays_open_at_a_desk(request, school, who, client_of):
    client = client_of(request.getfixturevalue(who))

    page = client.post(f"/gate/{school.pk}/desk/", follow=True)

    assert "Your account opens cases" in page.text
    assert "is_desk" not in client.session


# --- On paper ----------------------------------------------------------------------------------------------------------
def test_the_print_version_says_when_it_was_made_and_that_it_is_not_for_public_view(
    suspension, school, office, client_of
):
    page = client_of(office).get(f"/gate/{school.pk}/print/")

    assert "Monday 2 November 2026, 08:19. Not for public view." in page.text
    assert "Monday 2 November 2026, 23:59" in page.text
    assert "Darren FARROW" in page.text
    assert "They are here</button>" not in page.text


def test_staff_see_the_register_too(suspension, school, staff, client_of):
    assert "Darren FARROW" in register(client_of(staff), school).text


def test_a_closed_school_has_no_register(suspension, school, office, client_of):
    type(school).objects.filter(pk=school.pk).update(is_open=False)

    assert register(client_of(office), school).status_code == 404
    assert rows(office) == []


def test_who_stands_in_for_a_head_sees_their_register(suspension, school, client_of):
    acting = make.UserFactory(role=(Role.CENTRAL_TEAM, None))
    make.CoverFactory(role=Role.HEAD, school=school, user=acting)

    assert "Darren FARROW" in register(client_of(acting), school).text
