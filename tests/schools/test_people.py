"""People: added, named, reached, linked with children, merged and unmerged."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import Entry
from kernel.refusal import Refused
from schools.models import AdultFacts, Person, Relationship
from schools.services import people as services
from schools.states import Kinship, PersonKind
from tests import factories

pytestmark = pytest.mark.django_db


def add(school, by, **facts):
    names = {"given_name": "Darren", "family_name": "Farrow", "kinds": [PersonKind.PARENT]}
    return services.add_person(school=school, by=by, **names | facts)


def reload(person):
    return Person.objects.get(pk=person.pk)


def test_whoever_logs_incidents_adds_people_at_their_school(staff, school):
    person = add(school, staff, title="Mr")

    assert person.formal_name == "Mr Darren Farrow"
    assert person.added_by == staff
    assert [link.school for link in person.school_links.all()] == [school]
    assert Entry.objects.get(verb="person.added").subject == f"schools.person:{person.pk}"


@pytest.mark.parametrize("who", ["stranger", "chair"])
def test_others_do_not(who, school, request):
    with pytest.raises(PermissionDenied):
        add(school, request.getfixturevalue(who))


def test_an_unknown_person_has_a_description_and_a_vehicle(staff, school):
    person = services.add_person(
        school=school, by=staff, kinds=[PersonKind.OTHER], description="tall man, red coat", vehicle="grey van"
    )

    assert person.is_unknown
    assert [*Person.objects.named_like("grey van")] == [person]
    assert [*Person.objects.named_like("red")] == [person]


def test_nobody_is_added_without_a_name_or_a_description(staff, school):
    with pytest.raises(ValidationError, match="Give a name, or describe"):
        services.add_person(school=school, by=staff, kinds=[PersonKind.OTHER])


def test_nobody_is_added_without_a_kind(staff, school):
    with pytest.raises(ValidationError):
        add(school, staff, kinds=[])


def test_an_unknown_person_gets_a_name_later(staff, school):
    person = services.add_person(school=school, by=staff, kinds=[PersonKind.OTHER], description="red coat")

    services.name_person(person=person, title="Mr", given_name="Darren", family_name="Farrow", by=staff)

    named = reload(person)
    assert (named.full_name, named.description) == ("Darren Farrow", "red coat")
    assert [*Person.objects.named_like("farrow")] == [named]
    with pytest.raises(Refused, match="already has a name"):
        services.name_person(person=named, given_name="Dan", family_name="Farrow", by=staff)


def test_a_name_is_a_name(staff, school):
    person = services.add_person(school=school, by=staff, kinds=[PersonKind.OTHER], description="red coat")

    with pytest.raises(Refused, match="Enter a name"):
        services.name_person(person=person, given_name="", family_name="", by=staff)


def test_a_corrected_name_keeps_the_old_one_in_history_and_is_found_anew(head, school):
    person = add(school, head)

    services.rename_person(person=person, given_name="Darren", family_name="Pharoah", by=head)

    assert [*Person.objects.named_like("pharoah")] == [person]
    assert not Person.objects.named_like("farrow").exists()
    data = Entry.objects.get(verb="person.renamed").payload.data
    assert (data["before"]["family_name"], data["after"]["family_name"]) == ("Farrow", "Pharoah")


@pytest.mark.parametrize("who", ["staff", "office", "stranger"])
def test_names_and_addresses_are_for_those_who_work_on_cases(who, head, school, request):
    person, by = add(school, head), request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        services.rename_person(person=person, given_name="D", family_name="F", by=by)
    with pytest.raises(PermissionDenied):
        services.set_contact_facts(person=person, address="1 High Street", by=by)


def test_contact_facts_are_kept_with_their_history(head, school):
    person = add(school, head)

    services.set_contact_facts(person=person, address="1 High Street", is_address_confidential=True, by=head)
    services.set_contact_facts(person=person, phone="01632 960123", by=head)

    facts = AdultFacts.objects.get(person=person)
    assert (facts.address, facts.is_address_confidential, facts.phone) == ("1 High Street", True, "01632 960123")
    assert Entry.objects.filter(verb="person.contact_changed").count() == 2
    assert not services.set_contact_facts(person=person, phone="01632 960123", by=head)


def test_a_wrong_address_is_said_beside_its_field(head, school):
    with pytest.raises(ValidationError) as refused:
        services.set_contact_facts(person=add(school, head), email="nowhere", by=head)

    assert "email" in refused.value.message_dict


def test_pupil_facts_are_kept(head, school):
    pupil = add(school, head, kinds=[PersonKind.PUPIL], given_name="Alfie")

    services.set_pupil_facts(pupil=pupil, year_group="3", has_ehcp=True, by=head)

    assert reload(pupil).pupil_facts.has_ehcp


def test_a_child_is_linked_and_said_again_is_changed(head, school):
    pupil, adult = add(school, head, kinds=[PersonKind.PUPIL], given_name="Alfie"), factories.PersonFactory()

    first = services.link_child(adult=adult, pupil=pupil, kind=Kinship.FATHER, by=head)
    services.link_child(adult=adult, pupil=pupil, kind=Kinship.STEP_PARENT, may_collect=True, by=head)

    row = Relationship.objects.get()
    assert (row.pk, row.kind, row.may_collect) == (first.pk, Kinship.STEP_PARENT, True)
    assert [link.school for link in adult.school_links.all()] == [school]
    services.unlink_child(relationship=row, by=head)
    assert not Relationship.objects.exists()


def test_only_a_pupil_is_somebodys_child_here(head, school):
    adult, other = add(school, head), add(school, head, given_name="Dan")

    with pytest.raises(Refused, match="not known as a pupil"):
        services.link_child(adult=adult, pupil=other, kind=Kinship.FATHER, by=head)
    with pytest.raises(Refused, match="their own parent"):
        services.link_child(adult=adult, pupil=adult, kind=Kinship.FATHER, by=head)


def test_a_person_joins_a_second_school_once(ceo, school, other_school):
    person = add(school, ceo)

    for _ in range(2):
        services.link_school(person=person, school=other_school, by=ceo)

    assert person.school_links.count() == 2
    assert Entry.objects.filter(verb="person.school_linked").count() == 1


# --- Merging ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def pair(head, school):
    return add(school, head, given_name="Daren", family_name="Farow"), add(school, head)


def test_a_merged_record_is_found_as_the_one_that_is_kept(pair, head):
    wrong, right = pair

    services.merge_people(person=wrong, into=right, by=head)

    assert reload(wrong).merged_into == right
    assert [*Person.objects.unmerged().named_like("farow")] == [right]


def test_a_merge_is_undone_as_it_was(pair, head):
    wrong, right = pair
    services.merge_people(person=wrong, into=right, by=head)

    services.unmerge(person=reload(wrong), by=head)

    assert [*Person.objects.unmerged().named_like("farow")] == [wrong]
    assert [*Person.objects.unmerged().named_like("farrow")] == [right]
    verbs = Entry.objects.filter(verb__startswith="person.").values_list("verb", flat=True)
    assert [*verbs.order_by("seq")][-2:] == ["person.merged", "person.unmerged"]


def test_merging_is_refused_with_a_reason(pair, head, school):
    wrong, right = pair
    third = add(school, head, given_name="Dave")
    services.merge_people(person=wrong, into=right, by=head)

    for person, into, why in [
        (right, right, "same record"),
        (wrong, third, "already been merged"),
        (third, wrong, "has itself been merged"),
        (right, third, "other way round, or undo"),
    ]:
        with pytest.raises(Refused, match=why):
            services.merge_people(person=reload(person), into=reload(into), by=head)


def test_a_pupils_record_and_one_with_an_account_are_the_ones_kept(head, staff, school):
    pupil = add(school, head, kinds=[PersonKind.PUPIL], given_name="Alfie")
    adult, colleague = add(school, head), add(school, head, given_name="Helen")
    Person.objects.filter(pk=colleague.pk).update(user=staff)

    with pytest.raises(Refused, match="pupil"):
        services.merge_people(person=pupil, into=adult, by=head)
    with pytest.raises(Refused, match="account"):
        services.merge_people(person=reload(colleague), into=adult, by=head)
    services.merge_people(person=adult, into=reload(colleague), by=head)


def test_nothing_is_unmerged_that_is_not_merged(pair, head):
    with pytest.raises(Refused, match="not merged"):
        services.unmerge(person=pair[0], by=head)


@pytest.mark.parametrize("who", ["staff", "stranger", "chair"])
def test_merging_is_for_those_who_work_on_cases_at_both(who, pair, request):
    with pytest.raises(PermissionDenied):
        services.merge_people(person=pair[0], into=pair[1], by=request.getfixturevalue(who))
