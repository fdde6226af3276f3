"""Two records of one person: what stands on either counts for both, wherever somebody's safety rests on it."""

from datetime import date

import pytest

from cases.independence import not_independent
from desk.services.involving import take_out
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from schools.models import Person, SchoolLink
from schools.states import Kinship
from suspensions import services
from suspensions.models import SiteSuspension
from suspensions.selectors.children import schools_of_children
from suspensions.selectors.gate import elsewhere, not_on_site
from suspensions.selectors.letter import letter_page
from tests import factories as make

SAID = {"happened": "You shouted at a teacher at the gate.", "reason": "You raised a fist at her."}
ADDRESS = "14 Poplar Rise, Middleton, MD4 7QX"


def merge(person, into):
    Person.objects.filter(pk=person.pk).update(merged_into=into)
    person.refresh_from_db()


def issue(suspension, by, **typed):
    row = SiteSuspension.objects.with_people().get(pk=suspension.pk)
    return services.issue_letter(suspension=row, by=by, **{**SAID, **typed})


@pytest.fixture
def double(school):
    """A second record of the child, which the school does not keep."""
    return make.PersonFactory(pupil=True, given_name="Alf", at=school)


# --- Whose address a letter gives away ---------------------------------------------------------------------------------
@pytest.mark.parametrize("address_on", ["the record that is kept", "the one merged into it"])
def test_the_mothers_address_is_kept_whichever_of_her_records_it_stands_on(suspension, alfie, school, head, address_on):
    first, second = (make.PersonFactory(given_name="Kim", family_name="Lyle", at=school) for _ in range(2))
    kept, gone = (first, second) if address_on.startswith("the record") else (second, first)
    make.RelationshipFactory(adult=second, pupil=alfie, kind=Kinship.MOTHER)
    make.AdultFactsFactory(person=first, address=ADDRESS, is_address_confidential=True)
    merge(gone, kept)
    services.set_arrangement(suspension=suspension, collection="Grandmother", by=head)

    with pytest.raises(Refused, match="Kim Lyle"):
        issue(suspension, head, happened="You went to 14 Poplar Rise.")


@pytest.mark.parametrize("hers_is_kept", [True, False])
def test_her_address_is_kept_where_the_parents_are_linked_with_two_records_of_one_child(
    suspension, alfie, double, school, head, hers_is_kept
):
    mother = make.PersonFactory(given_name="Kim", family_name="Lyle", at=school)
    make.RelationshipFactory(adult=mother, pupil=double, kind=Kinship.MOTHER)
    make.AdultFactsFactory(person=mother, address=ADDRESS, is_address_confidential=True)
    merge(*((alfie, double) if hers_is_kept else (double, alfie)))
    services.set_arrangement(suspension=suspension, collection="Grandmother", by=head)

    with pytest.raises(Refused, match="Kim Lyle"):
        issue(suspension, head, happened="You went to 14 Poplar Rise.")


def test_somebody_in_the_case_is_protected_by_what_their_other_record_says(suspension, case, alfie, head):
    named, kept = (make.PersonFactory(given_name="Helen", family_name="Bell") for _ in range(2))
    make.AdultFactsFactory(person=kept, address=ADDRESS, is_address_confidential=True)
    make.InvolvementFactory(case=case, person=named, part="target")
    merge(named, kept)

    assert letter_page(suspension, {**SAID, "reason": "You came to 14 poplar rise."}).gives_away == ("Helen Bell",)


# --- Whose child it is -------------------------------------------------------------------------------------------------
def test_a_father_of_a_merged_record_is_a_father_and_the_child_is_arranged_for(suspension, alfie, double, school, head):
    merge(alfie, double)

    with pytest.raises(Refused, match="Set the arrangements first"):
        issue(suspension, head)
    assert "Alf" in str(letter_page(suspension, SAID).text)


def test_a_child_whose_other_record_belongs_to_the_school_is_a_child_there(
    suspension, alfie, other_school, school, head
):
    kept = make.PersonFactory(pupil=True, given_name="Alf", at=other_school)
    merge(alfie, kept)

    with pytest.raises(Refused, match="Set the arrangements first"):
        issue(suspension, head)


def test_a_child_linked_by_both_records_is_named_once_and_a_court_order_on_either_counts(
    suspension, alfie, double, father, head
):
    make.RelationshipFactory(adult=father, pupil=double, kind=Kinship.FATHER, has_parental_responsibility=True)
    father.children.filter(pupil=alfie).update(has_parental_responsibility=True)
    merge(double, alfie)
    services.set_arrangement(suspension=suspension, collection="Grandmother", by=head)

    letter = str(letter_page(suspension, SAID).text)
    assert "Alfie’s place" in letter
    assert "and Alf" not in letter

    father.children.filter(pupil=double).update(contact_order="No contact")

    assert "Alfie" not in str(letter_page(suspension, SAID).text)


# --- Which schools are told --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("which", ["the adult", "the adult that is kept", "the child", "the child that is kept"])
def test_a_school_hears_of_it_by_whichever_record_the_child_is_known(
    suspension, father, other_school, head, clock, which
):
    office = make.UserFactory(role=("office", other_school))
    mia, other_mia = (make.PersonFactory(pupil=True, given_name=name) for name in ("Mia", "Mia"))
    other_father = make.PersonFactory()
    if which.startswith("the adult"):
        SchoolLink.objects.create(person=mia, school=other_school)
        make.RelationshipFactory(adult=other_father, pupil=mia, kind=Kinship.FATHER)
        merge(*((other_father, father) if which == "the adult" else (father, other_father)))
    else:
        SchoolLink.objects.create(person=other_mia, school=other_school)
        make.RelationshipFactory(adult=father, pupil=mia, kind=Kinship.FATHER)
        merge(*((mia, other_mia) if which == "the child" else (other_mia, mia)))
    make.PupilFactsFactory(person=mia, year_group="5")
    suspension = SiteSuspension.objects.with_people().get(pk=suspension.pk)

    assert schools_of_children(suspension.person) == [other_school]
    services.extend_site_suspension(
        suspension=suspension, until_on=date(2026, 11, 10), reason="x", considered="x", by=head
    )
    assert Notice.objects.filter(kind=NoticeKind.GATE_ELSEWHERE, to_user=office).exists()
    [shown] = elsewhere(other_school)
    assert shown.note == "father of Mia, Year 5"


@pytest.mark.parametrize("is_kept", [True, False])
def test_the_register_names_a_child_under_any_record_once(suspension, alfie, double, father, office, is_kept):
    make.RelationshipFactory(adult=father, pupil=double, kind=Kinship.FATHER)
    merge(*((double, alfie) if is_kept else (alfie, double)))

    [row] = not_on_site(office)

    assert row.note == f"father of {'Alfie' if is_kept else 'Alf'}, Year 3"


# --- Who is family -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("is_kept", [True, False])
def test_parents_of_two_records_of_one_child_are_family(case, father, alfie, double, ceo, is_kept):
    mother = make.PersonFactory(user=ceo)
    make.RelationshipFactory(adult=mother, pupil=double, kind=Kinship.MOTHER)
    assert not_independent(case, ceo) is None

    merge(*((double, alfie) if is_kept else (alfie, double)))

    assert "family ties" in not_independent(case, ceo)


def test_a_child_the_case_is_about_is_family_under_any_record(school, alfie, double, ceo):
    case = make.CaseFactory(school=school)
    make.InvolvementFactory(case=case, person=alfie)
    make.RelationshipFactory(adult=make.PersonFactory(user=ceo), pupil=double, kind=Kinship.MOTHER)
    merge(double, alfie)

    assert "family ties" in not_independent(case, ceo)


# --- Who stays in the case -----------------------------------------------------------------------------------------------
def subject_row(case):
    return case.involvements.subjects().get()


def test_whoever_is_suspended_under_another_record_stays_in_the_case(client_of, case, father, school, head):
    kept = make.PersonFactory(at=school)
    merge(father, kept)
    services.suspend_for_rest_of_today(case=case, person=father, school=school, grounds="x", by=head)
    row = subject_row(case)
    assert (row.person_id, SiteSuspension.objects.get().person_id) == (father.pk, kept.pk)

    with pytest.raises(Refused, match="Void the suspension first"):
        take_out(involvement=row, reason="In error", by=head)
    page = client_of(head).get(f"/cases/{case.reference}/people/{row.pk}/remove/").content.decode()
    assert "Void the suspension first" in page
    assert 'name="reason"' not in page


def test_whoever_was_suspended_in_error_can_be_taken_out(suspension, case, head):
    services.void_suspension(suspension=suspension, reason="The wrong man", by=head)

    take_out(involvement=subject_row(case), reason="The wrong man", by=head)

    assert not case.involvements.subjects().exists()


@pytest.mark.parametrize("is_merged", [False, True])
def test_whoever_was_warned_stays_in_the_case(case, father, school, head, is_merged):
    if is_merged:
        merge(father, make.PersonFactory(at=school))
    services.warn(incident=case.incidents.get(), person=father, reason="He would not step back.", by=head)

    with pytest.raises(Refused, match="was warned on this case"):
        take_out(involvement=subject_row(case), reason="In error", by=head)
