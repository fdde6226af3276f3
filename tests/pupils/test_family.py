"""Whoever is of a pupil's family decides nothing about them, and does not see the file."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from cases.access import reach, walled_from
from cases.deciding import decider_role
from cases.models import Case, Duty
from cases.owners import nobody_by_name
from kernel.refusal import Refused
from notices.models import Notice
from pupils import services
from pupils.models import PupilSuspension
from pupils.states import HalfOfDay
from schools.states import Kinship, Role
from tests import factories as make

FAMILY = "is entered as family or a contact of Alfie Farrow"


def known_as_family(user, pupil, *, merged="", kind=Kinship.FATHER):
    """The account's own person is related to the pupil: directly, or by a record merged into it or into the pupil's."""
    person = make.PersonFactory(given_name="Otto", family_name="Farrow", user=user)
    adult = make.PersonFactory(given_name="O.", merged_into=person) if merged == "adult" else person
    child = make.PersonFactory(pupil=True, given_name="A.", merged_into=pupil) if merged == "child" else pupil
    make.RelationshipFactory(adult=adult, pupil=child, kind=kind)
    return person


def anew(user):
    return User.objects.get(pk=user.pk)


def sees(user, row):
    seen = PupilSuspension.objects.visible_to(anew(user)).filter(pk=row.pk).exists()
    assert seen == Case.objects.visible_to(anew(user)).filter(pk=row.case_id).exists()
    return seen


# --- Deciding -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("merged", ["", "adult", "child"])
def test_a_head_never_suspends_a_child_of_their_family_and_reads_who_does(decide, head, pupil, merged):
    known_as_family(head, pupil, merged=merged)

    with pytest.raises(Refused, match=FAMILY) as refused:
        decide()

    assert "Whoever acts as headteacher decides instead" in refused.value.reason
    assert "ask the CEO to appoint a headteacher to stand in" in refused.value.reason
    assert not Case.objects.exists()


def test_whoever_stands_in_suspends_instead(decide, head, deputy, pupil, school):
    known_as_family(head, pupil)
    make.CoverFactory(role=Role.HEAD, school=school, user=deputy)

    row = decide(by=anew(deputy))

    assert (row.decided_by, row.capacity) == (deputy, "acting_head")
    assert sees(deputy, row)
    assert not sees(head, row)


def test_family_neither_cancels_nor_notes_half_days_elsewhere(decide, head, deputy, pupil, school):
    row = decide()
    said = {"where": "Fernside", "year": 2026, "term": "1", "half_days": 3, "pupil": pupil, "school": school}
    noted = services.note_elsewhere(by=deputy, **said)
    for user in (head, deputy):
        known_as_family(user, pupil)
    head, deputy = anew(head), anew(deputy)

    with pytest.raises(Refused, match=FAMILY):
        services.cancel_suspension(
            suspension=row, reason="Because", back_on=row.first_on, back_half=HalfOfDay.MORNING, by=head
        )
    with pytest.raises(Refused, match="Ask another senior leader"):
        services.note_elsewhere(by=deputy, **said)
    with pytest.raises(Refused, match="Ask another senior leader"):
        services.take_back_elsewhere(row=noted, reason="Because", by=deputy)


def test_nobody_follows_a_suspension_of_a_child_of_their_family(decide, head, pupil):
    row = decide()
    known_as_family(head, pupil)

    with pytest.raises(Refused, match=FAMILY):
        decide(
            follows=row,
            further_basis="exceptional",
            further_reason="A threat",
            first_on=date(2026, 11, 4),
            last_on=date(2026, 11, 4),
            by=anew(head),
        )


def test_the_pages_say_it_before_anything_is_typed(client, decide, head, pupil):
    row = decide()
    known_as_family(head, pupil)
    client.force_login(head, backend="accounts.backends.Backend")

    for name in ("suspend", "counts"):
        text = client.get(reverse(f"pupils:{name}", args=[pupil.pk])).text
        assert FAMILY in text
        assert "2 November" not in text
    assert client.get(row.get_absolute_url()).status_code == 404


# --- The wall -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("merged", ["", "adult", "child"])
def test_a_file_about_a_child_of_the_family_is_behind_a_wall(decide, deputy, pupil, merged):
    row = decide()
    assert sees(deputy, row)

    known_as_family(deputy, pupil, merged=merged)

    assert not sees(deputy, row)
    assert row.case_id in reach(anew(deputy)).walled
    assert deputy.pk in walled_from(row.case)


def test_a_duty_by_name_of_somebody_of_the_family_is_the_roles_again(decide, deputy, pupil):
    row = decide()
    duty = make.DutyFactory(case=row.case, owner_role=Role.HEAD, owner_user=deputy)
    back = Duty.objects.filter(nobody_by_name(), pk=duty.pk)
    assert not back.exists()

    known_as_family(deputy, pupil)

    assert back.exists()


def test_a_ceo_of_the_family_hears_nothing_and_the_chair_decides_in_their_place(decide, ceo, chair, pupil):
    known_as_family(ceo, pupil)

    row = decide()

    assert decider_role(row.case) == Role.CHAIR
    assert [notice.to_user for notice in Notice.objects.filter(case=row.case)] == [chair]
    assert not sees(ceo, row)


def test_a_clerk_of_the_family_is_handed_nothing(decide, pupil):
    clerk = make.UserFactory(role=(Role.CLERK, None))
    row = decide()
    make.BoardReceiptFactory(suspension=row)
    assert PupilSuspension.objects.handed_to_board(anew(clerk)).filter(pk=row.pk).exists()

    known_as_family(clerk, pupil)

    assert not PupilSuspension.objects.handed_to_board(anew(clerk)).filter(pk=row.pk).exists()


def test_what_a_parent_is_known_for_walls_nothing_of_another_child(decide, deputy, pupil, school):
    known_as_family(deputy, make.PersonFactory(pupil=True, at=school))

    assert sees(deputy, decide())


def test_a_colleague_who_may_not_suspend_hears_403_as_before(decide, deputy):
    with pytest.raises(PermissionDenied):
        decide(by=deputy)
