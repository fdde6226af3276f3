"""Who is found by what somebody types: names in many scripts, a child's name, and nobody of another school."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.access import powers
from schools.models import Person
from schools.selectors.people import find
from schools.services.people import search_key_of
from schools.states import Kinship, PersonKind
from tests import factories

pytestmark = pytest.mark.django_db


def person(given, family, school, **facts):
    row = factories.PersonFactory(given_name=given, family_name=family, at=school, **facts)
    Person.objects.filter(pk=row.pk).update(search_key=search_key_of(row))
    return row


def child(given, family, school, year="3"):
    pupil = person(given, family, school, kinds=[PersonKind.PUPIL], title="")
    factories.PupilFactsFactory(person=pupil, year_group=year)
    return pupil


def found(typed, user, **kwargs):
    return [(c.name, c.relation) for c in find(typed=typed, user=user, **kwargs)]


# Given name, family name, what is typed.
NAMES = [
    ("Sean", "O'Brien", "obr"),
    ("Sean", "O'Brien", "o'brien"),
    ("Sean", "O’Brien", "brien"),
    ("Ann", "Smith-Jones", "jones"),
    ("Ann", "Smith-Jones", "smith"),
    ("Ann", "Smith-Jones", "smithj"),
    ("Ann", "Smith-Jones", "smith-jon"),
    ("Ann", "Smith-Jones", "ann smith-jones"),
    ("Ann", "Smith-Jones", "jones ann"),
    ("Łukasz", "Żółty", "luk"),
    ("Łukasz", "Żółty", "zol"),
    ("Łukasz", "Żółty", "ŁUKASZ"),
    ("José", "Núñez", "nunez"),
    ("Zoë", "Müller", "mul"),
    ("Søren", "Æbelø", "soren"),
    ("Jürgen", "Groß", "gross"),
    ("محمد", "الأحمد", "محم"),
    ("מרים", "לוי", "לוי"),
    ("小明", "王", "王小"),
    ("小明", "王", "小明"),
    ("Олена", "Шевченко", "шев"),
    ("Nguyễn", "Văn An", "nguyen"),
    ("Nguyễn", "Văn An", "van an"),
    ("Mary Jane", "van der Berg", "berg"),
    ("Mary Jane", "van der Berg", "jane"),
    ("D’Angelo", "King", "dang"),
    ("Darren", "Farrow", "Mr Farrow"),
    ("Darren", "Farrow", "Mr. D Farrow"),
    ("Darren", "Farrow", "  dar   far "),
    ("Darren", "Farrow", "farrow, darren"),
]


@pytest.mark.parametrize(("given", "family", "typed"), NAMES)
def test_a_name_is_found_by_how_people_type_it(given, family, typed, staff, school):
    wanted = person(given, family, school)

    assert [c.person for c in find(typed=typed, user=staff)] == [wanted]


@pytest.mark.parametrize(
    "typed", ["", "fa", "  f a", "xyz", "farrowe", "arrow", "darren smith", "mr", "%", "' OR 1=1", "***", "&|!:", "___"]
)
def test_too_little_or_something_else_finds_nobody(typed, staff, school):
    person("Darren", "Farrow", school)

    assert find(typed=typed, user=staff) == []


def test_somebody_is_found_by_the_name_they_are_known_as(staff, school):
    person("Aleksander", "Kowalski", school, known_as="Olek")

    assert found("olek", staff) == [("Olek Kowalski", "Parent or carer")]


def test_a_childs_name_finds_its_adults_and_the_child_is_marked(staff, school):
    father, alfie = person("Darren", "Farrow", school), child("Alfie", "Reid", school)
    mother = person("Joanne", "Reid", school)
    factories.RelationshipFactory(adult=father, pupil=alfie, kind=Kinship.FATHER)
    factories.RelationshipFactory(adult=mother, pupil=alfie, kind=Kinship.MOTHER)

    candidates = find(typed="alf", user=staff)

    assert [(c.name, c.relation, c.is_pupil, c.is_by_child) for c in candidates] == [
        ("Darren Farrow", "father of Alfie (Year 3)", False, True),
        ("Joanne Reid", "mother of Alfie (Year 3)", False, True),
        ("Alfie Reid", "Pupil, Year 3", True, False),
    ]


def test_an_adult_found_by_name_comes_once_and_first(staff, school):
    father, alfie = person("Darren", "Farrow", school), child("Alfie", "Farrow", school)
    aunt = person("Zara", "Quill", school)
    factories.RelationshipFactory(adult=father, pupil=alfie, kind=Kinship.FATHER)
    factories.RelationshipFactory(adult=aunt, pupil=alfie, kind=Kinship.OTHER_RELATIVE)

    assert found("farrow", staff) == [
        ("Darren Farrow", "father of Alfie (Year 3)"),
        ("Zara Quill", "relative of Alfie (Year 3)"),
        ("Alfie Farrow", "Pupil, Year 3"),
    ]


def test_several_children_are_named_together(staff, school):
    adult = person("Joanne", "Reid", school)
    for name, year, kind in [("Alfie", "3", "mother"), ("Mia", "6", "mother"), ("Tom", "Reception", "carer")]:
        factories.RelationshipFactory(adult=adult, pupil=child(name, "Reid", school, year), kind=kind)

    assert found("joanne", staff) == [
        ("Joanne Reid", "mother of Alfie (Year 3) and Mia (Year 6); carer of Tom (Reception)")
    ]


def test_nobody_of_another_school_is_found(staff, stranger, ceo, school, other_school):
    person("Darren", "Farrow", other_school)

    assert found("farrow", staff) == []
    assert found("farrow", staff, school=other_school) == []
    assert len(found("farrow", stranger)) == len(found("farrow", ceo)) == 1


def test_one_school_may_be_asked(ceo, school, other_school):
    person("Darren", "Farrow", school)
    person("Dan", "Farrow", other_school)

    assert [name for name, _ in found("farrow", ceo, school=other_school)] == ["Dan Farrow"]


@pytest.mark.parametrize("who", ["admin", "chair"])
def test_those_who_log_no_incidents_find_nobody(who, school, request):
    person("Darren", "Farrow", school)

    assert found("farrow", request.getfixturevalue(who)) == []


def test_who_has_left_a_school_is_not_offered(staff, school):
    factories.SchoolLinkFactory(person=person("Darren", "Farrow", None), school=school, is_current=False)

    assert found("farrow", staff) == []


def test_of_merged_records_the_kept_one_is_offered(head, school):
    kept, alfie = person("Darren", "Farrow", school), child("Alfie", "Reid", school)
    merged = person("Darren", "Farrow", school, merged_into=kept)
    factories.RelationshipFactory(adult=merged, pupil=alfie, kind=Kinship.FATHER)

    assert [c.pk for c in find(typed="farrow", user=head)] == [kept.pk]
    assert [c.pk for c in find(typed="alfie", user=head) if not c.is_pupil] == [kept.pk]
    assert found("farrow", head) == [("Darren Farrow", "father of Alfie (Year 3)")]


def test_no_more_than_asked_are_offered_and_pupils_never_crowd_out_adults(staff, school):
    for n in range(12):
        child(f"Ann{n}", "Smith", school)
    parents = [person(f"Bea{n}", "Smith", school) for n in range(3)]

    candidates = find(typed="smith", user=staff, limit=5)

    assert len(candidates) == 5
    assert [c.pk for c in candidates[:3]] == [p.pk for p in parents]
    assert all(c.is_pupil for c in candidates[3:])


@pytest.mark.parametrize("count", [1, 20])
def test_finding_costs_three_queries_however_many_there_are(count, staff, school):
    for n in range(count):
        pupil = child(f"Alfie{n}", "Farrow", school)
        factories.RelationshipFactory(adult=person(f"Darren{n}", "Farrow", school), pupil=pupil)
    powers(staff)

    with CaptureQueriesContext(connection) as queries:
        find(typed="farrow", user=staff, limit=8)

    assert len(queries) == 3
