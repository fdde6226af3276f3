"""People: who finds whom, what is shown to whom, naming, reaching, two records of one human being."""

from datetime import timedelta

import pytest
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from audit.models import Entry, Reading
from cases.models import Draft
from schools.models import AdultFacts, Person
from tests.factories import (
    AdultFactsFactory,
    CaseFactory,
    GrantFactory,
    InvolvementFactory,
    PersonFactory,
    PupilFactsFactory,
    RelationshipFactory,
    SiteSuspensionFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "7 Secret Lane\nMiddleton"


@pytest.fixture
def father(school):
    return PersonFactory(at=school)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def find(client, words):
    return client.post("/people/search/", {"q": words}, follow=True)


# --- Finding
def test_people_are_found_by_name_at_ones_schools_and_no_word_stands_in_the_address(
    client_of, head, school, other_school
):
    PersonFactory(at=school, family_name="Farrow")
    PersonFactory(at=other_school, family_name="Farrowby")
    answer = find(client_of(head), "farr")
    assert [one.name for one in answer.context["found"]] == ["Darren Farrow"]
    assert "farr" not in answer.redirect_chain[0][0].lower()


def test_the_ceo_finds_people_of_every_school(client_of, ceo, school, other_school):
    PersonFactory(at=school, family_name="Farrow")
    PersonFactory(at=other_school, family_name="Farrowby")
    assert len(find(client_of(ceo), "farr").context["found"]) == 2


def test_a_parent_is_found_with_their_children(client_of, head, school, father):
    RelationshipFactory(adult=father, pupil=PersonFactory(pupil=True, family_name="Farrow", at=school))
    [one] = find(client_of(head), "darren").context["found"]
    assert one.relation == "parent or carer, father of Alfie Farrow"
    assert one.facts == "Hillside Primary"


def test_those_without_sight_of_cases_find_nobody(client_of, cast, father):
    for user in (cast.staff, cast.office, cast.chair, cast.central, cast.admin):
        client = client_of(user)
        assert client.get("/people/").status_code == 403
        assert client.post("/people/search/", {"q": "Farrow"}).status_code == 403
        assert client.get(father.get_absolute_url()).status_code == 404
    assert not Draft.objects.exists()


def test_many_people_of_one_name_ask_for_more_of_it(client_of, head, school):
    for _ in range(31):
        PersonFactory(at=school)
    assert "Type more of the name." in text_of(find(client_of(head), "Farrow"))


def test_under_three_letters_nobody_is_found(client_of, head, father):
    answer = client_of(head).post("/people/search/", {"q": "fa"})
    assert answer.status_code == 422


# --- The page
def test_a_persons_page_shows_what_the_reader_may_see_and_notes_the_reading(
    client_of, head, school, other_school, father
):
    mine, theirs = CaseFactory(school=school), CaseFactory(school=other_school)
    for case in (mine, theirs):
        InvolvementFactory(case=case, person=father)
        SiteSuspensionFactory(case=case, person=father)
    text = text_of(client_of(head).get(father.get_absolute_url()))
    assert mine.reference in text
    assert "from Hillside Primary" in text
    assert theirs.reference not in text
    assert "Brook Secondary" not in text
    assert Reading.objects.filter(user=head, subject=f"schools.person:{father.pk}").count() == 1


def test_another_schools_head_does_not_see_the_person(client_of, stranger, father):
    assert client_of(stranger).get(father.get_absolute_url()).status_code == 404


def test_a_grant_shows_the_people_of_its_case_without_how_to_reach_them(client_of, central, school, father):
    AdultFactsFactory(person=father, address=ADDRESS)
    case = CaseFactory(school=school)
    InvolvementFactory(case=case, person=father)
    GrantFactory(case=case, user=central)
    text = text_of(client_of(central).get(father.get_absolute_url()))
    assert case.reference in text
    assert "Secret Lane" not in text
    assert "Only those who work on cases" in text
    assert client_of(central).get(f"/people/{father.pk}/contact/").status_code == 403


def test_an_address_stands_on_its_own_page_only(client_of, head, school, father):
    AdultFactsFactory(person=father, address=ADDRESS, is_address_confidential=True, phone="01632 960111")
    pupil = PersonFactory(pupil=True, at=school)
    mother = PersonFactory(given_name="Kim", family_name="Lyle", at=school)
    for adult, kind in ((father, "father"), (mother, "mother")):
        RelationshipFactory(adult=adult, pupil=pupil, kind=kind)
    client = client_of(head)
    own = text_of(client.get(father.get_absolute_url()))
    assert "7 Secret Lane" in own
    assert "Confidential: never tell the other parent" in own
    for page in (pupil.get_absolute_url(), mother.get_absolute_url(), "/people/"):
        assert "Secret Lane" not in text_of(client.get(page))
        assert "960111" not in text_of(client.get(page))
    assert "Secret Lane" not in text_of(find(client, "Farrow"))


def test_a_pupils_page_names_the_adults_and_what_to_remember(client_of, head, school, father):
    pupil = PupilFactsFactory(person=PersonFactory(pupil=True, at=school), is_looked_after=True).person
    RelationshipFactory(adult=father, pupil=pupil, may_collect=True, contact_order="No contact, order of 3 May 2026")
    text = text_of(client_of(head).get(pupil.get_absolute_url()))
    for words in (
        "Looked after by a local authority. Which one is not known",
        "Darren Farrow",
        "may collect",
        "No contact, order of 3 May 2026",
    ):
        assert words in text
    assert "How to reach them" not in text


def test_a_walled_case_is_not_on_the_page(client_of, head, school, father):
    case = CaseFactory(school=school)
    InvolvementFactory(case=case, person=father)
    InvolvementFactory(case=case, person=None, user=head)
    SiteSuspensionFactory(case=case, person=father)
    text = text_of(client_of(head).get(father.get_absolute_url()))
    assert case.reference not in text
    assert "Suspensions from site" not in text


def test_a_page_costs_the_same_with_much_as_with_little(client_of, head, school, father, django_assert_max_num_queries):
    client, counts = client_of(head), []
    client.get(father.get_absolute_url())
    for more in (1, 19):
        for _ in range(more):
            case = CaseFactory(school=school)
            InvolvementFactory(case=case, person=father)
            SiteSuspensionFactory(
                case=case, person=father, state="lifted", ended_at=timezone.now(), ended_by=head, end_reason="x"
            )
            RelationshipFactory(adult=father, pupil=PersonFactory(pupil=True))
        with django_assert_max_num_queries(13) as asked:
            client.get(father.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- Naming and reaching
def test_an_unknown_person_is_given_a_name(client_of, head, school):
    unknown = PersonFactory(unknown=True, at=school)
    client = client_of(head)
    page = text_of(client.get(unknown.get_absolute_url()))
    assert "Give this person a name" in page
    answer = client.post(f"/people/{unknown.pk}/name/", {"given_name": "Kim", "family_name": "Lyle", "title": "Ms"})
    assert answer.url == unknown.get_absolute_url()
    unknown.refresh_from_db()
    assert (unknown.formal_name, unknown.description) == ("Ms Kim Lyle", "grey van")


def test_a_name_is_asked_for(client_of, head, father):
    answer = client_of(head).post(f"/people/{father.pk}/name/", {"given_name": " "})
    assert answer.status_code == 422
    assert "Enter a first name or a surname." in answer.content.decode()


def test_a_wrong_name_is_corrected_and_the_history_keeps_both(client_of, head, father):
    client_of(head).post(f"/people/{father.pk}/name/", {"given_name": "Darren", "family_name": "Farrows"})
    told = Entry.objects.get(verb="person.renamed").payload.data
    assert told["before"]["family_name"] == "Farrow"
    assert told["after"]["family_name"] == "Farrows"


def test_how_to_reach_somebody_is_kept_and_shown_again(client_of, head, father):
    client = client_of(head)
    facts = {"address": ADDRESS, "is_address_confidential": "on", "phone": "01632 960111", "email": "d@example.org"}
    facts |= {"email_agreed_on_day": "1", "email_agreed_on_month": "10", "email_agreed_on_year": "2026"}
    assert client.post(f"/people/{father.pk}/contact/", facts).url == father.get_absolute_url()
    kept = AdultFacts.objects.get(person=father)
    assert (kept.address, kept.is_address_confidential, str(kept.email_agreed_on)) == (ADDRESS, True, "2026-10-01")
    form = text_of(client.get(f"/people/{father.pk}/contact/"))
    assert "7 Secret Lane" in form
    assert 'value="2026"' in form


def test_a_wrong_address_of_mail_is_explained(client_of, head, father):
    answer = client_of(head).post(f"/people/{father.pk}/contact/", {"email": "nobody"})
    assert (answer.status_code, AdultFacts.objects.count()) == (422, 0)


# --- One human being, two records
def same(client, person, words):
    return client.post(f"/people/{person.pk}/same/search/", {"q": words}, follow=True)


def test_two_records_become_one_person_and_two_again(client_of, head, school, father):
    double = PersonFactory(given_name="Darren", family_name="Farow", at=school)
    case = CaseFactory(school=school)
    InvolvementFactory(case=case, person=double)
    client = client_of(head)
    choices = same(client, double, "darren").context["choices"]
    assert [one.name for one, _ in choices] == ["Darren Farrow"]
    assert client.post(f"/people/{double.pk}/same/", {"into": father.pk}).url == father.get_absolute_url()
    assert client.get(double.get_absolute_url()).url == father.get_absolute_url()
    page = text_of(client.get(father.get_absolute_url()))
    assert case.reference in page
    assert "Other records of the same person" in page
    assert client.post(f"/people/{double.pk}/separate/").url == father.get_absolute_url()
    double.refresh_from_db()
    assert double.merged_into is None
    assert case.reference not in text_of(client.get(father.get_absolute_url()))


def test_two_who_are_both_suspended_are_not_joined(client_of, head, school, father):
    double = PersonFactory(at=school)
    for person in (father, double):
        SiteSuspensionFactory(case__school=school, person=person)
    answer = client_of(head).post(f"/people/{double.pk}/same/", {"into": father.pk}, follow=True)
    assert "Both are suspended from a site now." in text_of(answer)
    assert Person.objects.get(pk=double.pk).merged_into is None


@pytest.mark.parametrize("other", ["ended", "lifted"])
def test_a_suspension_that_is_over_does_not_stop_joining(client_of, head, school, father, other):
    double, now = PersonFactory(at=school), timezone.now()
    SiteSuspensionFactory(case__school=school, person=father)
    past = TimestamptzRange(now - timedelta(days=2), now - timedelta(days=1))
    over = {"ended": {"period": past}, "lifted": {"lifted": True}}[other]
    SiteSuspensionFactory(case__school=school, person=double, **over)
    client_of(head).post(f"/people/{double.pk}/same/", {"into": father.pk})
    assert Person.objects.get(pk=double.pk).merged_into == father


def test_nobody_is_joined_with_somebody_one_does_not_see(client_of, head, father, other_school):
    theirs = PersonFactory(at=other_school)
    for into in (theirs.pk, 0, "x", ""):
        assert client_of(head).post(f"/people/{father.pk}/same/", {"into": into}).status_code == 404
    assert client_of(head).post(f"/people/{theirs.pk}/same/", {"into": father.pk}).status_code == 404


# --- Who may work with a person
def test_those_given_sight_of_a_case_change_no_name(client_of, central, school, father):
    case = CaseFactory(school=school)
    InvolvementFactory(case=case, person=father)
    GrantFactory(case=case, user=central)
    client = client_of(central)
    assert client.get(f"/people/{father.pk}/").status_code == 200
    for part in ("name", "contact", "same"):
        assert client.get(f"/people/{father.pk}/{part}/").status_code == 403
    typed = {"given_name": "Zebedee", "family_name": "Quux"}
    assert client.post(f"/people/{father.pk}/name/", typed).status_code == 403
    assert client.post(f"/people/{father.pk}/same/search/", {"q": "farr"}).status_code == 403
    father.refresh_from_db()
    assert father.given_name == "Darren"


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 18, "٣", "-1", "x", ""])
def test_a_record_that_cannot_be_is_not_found(number, client_of, head, father):
    assert client_of(head).post(f"/people/{father.pk}/same/", {"into": number}).status_code == 404
    assert client_of(head).get(f"/people/{'9' * 400}/").status_code == 404
