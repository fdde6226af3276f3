"""Who is told: every parent and carer, the pupil at 18, the offices; and compulsory school age at its edges."""

from datetime import date

import pytest

from pupils.ages import compulsory_from, compulsory_until, is_adult, is_compulsory_age
from pupils.models import PupilSuspension
from pupils.recipients import About, NoticeKey, Order, Tie, family_of, told_of
from pupils.selectors.recipients import recipients
from pupils.states import Event, RecipientKind
from schools.models import PupilFacts, Relationship
from schools.states import Kinship
from tests import factories as make
from tests.pupils.conftest import parent_of

OFFICES = (RecipientKind.AUTHORITY, RecipientKind.WORKER, RecipientKind.VIRTUAL, RecipientKind.BOARD)


def names(row):
    return [one.name for one in recipients(PupilSuspension.objects.with_people().get(pk=row.pk))]


def kinds(row):
    return [one.kind for one in recipients(PupilSuspension.objects.with_people().get(pk=row.pk))]


# --- Compulsory school age (Education Act 1996 s.8) ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("born_on", "first"),
    [
        (date(2021, 8, 30), date(2026, 8, 31)),
        (date(2021, 8, 31), date(2026, 8, 31)),
        (date(2021, 9, 1), date(2026, 12, 31)),
        (date(2021, 12, 31), date(2026, 12, 31)),
        (date(2022, 1, 1), date(2027, 3, 31)),
        (date(2022, 3, 31), date(2027, 3, 31)),
        (date(2022, 4, 1), date(2027, 8, 31)),
        # Born on 29 February: five on 1 March.
        (date(2020, 2, 29), date(2025, 3, 31)),
    ],
)
def test_it_begins_on_the_prescribed_day_on_or_after_the_fifth_birthday(born_on, first):
    assert compulsory_from(born_on) == first
    assert is_compulsory_age(born_on, first) is True
    assert is_compulsory_age(born_on, first.replace(day=first.day - 1)) is False


@pytest.mark.parametrize(
    ("born_on", "last"),
    [
        # 16 within the school year 2026-27, from its first day to its last.
        (date(2010, 9, 1), date(2027, 6, 25)),
        (date(2011, 6, 25), date(2027, 6, 25)),
        (date(2011, 6, 26), date(2027, 6, 25)),
        (date(2011, 8, 31), date(2027, 6, 25)),
        # And the next.
        (date(2011, 9, 1), date(2028, 6, 30)),
        (date(2012, 2, 29), date(2028, 6, 30)),
    ],
)
def test_it_ends_on_the_last_friday_in_june_of_the_year_of_sixteen(born_on, last):
    assert compulsory_until(born_on) == last
    assert last.weekday() == 4
    assert is_compulsory_age(born_on, last) is True
    assert is_compulsory_age(born_on, date(last.year, 7, 1)) is False


def test_an_unknown_birthday_says_neither():
    assert is_compulsory_age(None, date(2026, 11, 2)) is None
    assert not is_adult(None, date(2026, 11, 2))


def test_eighteen_begins_with_the_birthday():
    assert not is_adult(date(2008, 11, 3), date(2026, 11, 2))
    assert is_adult(date(2008, 11, 2), date(2026, 11, 2))
    assert not is_adult(date(2008, 2, 29), date(2026, 2, 28))
    assert is_adult(date(2008, 2, 29), date(2026, 3, 1))


# --- The family ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "tie", "is_told"),
    [
        (Kinship.MOTHER, {}, True),
        (Kinship.FATHER, {}, True),
        (Kinship.STEP_PARENT, {}, False),
        (Kinship.STEP_PARENT, {"lives_with": True}, True),
        (Kinship.STEP_PARENT, {"has_parental_responsibility": True}, True),
        (Kinship.CARER, {}, True),
        (Kinship.FOSTER_CARER, {}, True),
        (Kinship.GRANDPARENT, {}, False),
        (Kinship.GRANDPARENT, {"has_parental_responsibility": True}, True),
        (Kinship.GRANDPARENT, {"lives_with": True}, True),
        (Kinship.SIBLING, {"lives_with": True}, False),
        (Kinship.SIBLING, {"has_parental_responsibility": True}, True),
        (Kinship.SOCIAL_WORKER, {"lives_with": True}, False),
        (Kinship.OTHER, {"may_collect": True}, False),
    ],
)
def test_whoever_has_responsibility_or_care_is_told_and_nobody_else(suspend, child, terms, kind, tie, is_told):
    parent_of(child, terms, "Ann", kind, **tie)

    assert ("Ann Farrow" in names(suspend(owed=False))) is is_told


def test_the_pupil_alone_is_told_from_eighteen(suspend, child, mother, dad):
    PupilFacts.objects.update(born_on=date(2008, 11, 2))

    row = suspend(owed=False)

    assert kinds(row) == [RecipientKind.PUPIL, RecipientKind.AUTHORITY, RecipientKind.BOARD]


def test_merged_records_of_a_parent_and_of_the_pupil_are_one_person(suspend, child, mother, terms):
    twin = make.PersonFactory(pupil=True, given_name="M.", merged_into=child, at=terms)
    old = make.PersonFactory(given_name="K.", family_name="Farrow", merged_into=mother, at=terms)
    make.RelationshipFactory(adult=old, pupil=twin, kind=Kinship.MOTHER, contact_order="No contact")
    parent_of(twin, terms, "Lee", Kinship.FATHER)

    row = suspend(owed=False)
    found = recipients(PupilSuspension.objects.with_people().get(pk=row.pk))

    assert [one.name for one in found if one.is_family] == ["Kay Farrow", "Lee Farrow"]
    assert next(one for one in found if one.person and one.person.pk == mother.pk).order is Order.UNDECIDED


# --- The offices -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, (RecipientKind.AUTHORITY, RecipientKind.BOARD)),
        ({"has_social_worker": True}, (RecipientKind.AUTHORITY, RecipientKind.WORKER, RecipientKind.BOARD)),
        ({"is_looked_after": True}, OFFICES),
    ],
)
@pytest.mark.parametrize("half_days", [1, 4, 32])
def test_authority_and_board_are_told_of_every_suspension_and_others_where_the_pupil_has_one(
    suspend, child, facts, told, half_days
):
    PupilFacts.objects.update(**facts)

    assert tuple(kind for kind in kinds(suspend(half_days=half_days, owed=False)) if kind in OFFICES) == told


def test_a_social_worker_on_record_is_named(suspend, child, terms):
    PupilFacts.objects.update(has_social_worker=True)
    parent_of(child, terms, "Sue", Kinship.SOCIAL_WORKER)

    assert "Sue Farrow" in names(suspend(owed=False))


def test_the_sixth_day_is_the_familys_and_what_the_board_decided_is_not_told_to_the_board(suspend, mother):
    everybody = recipients(suspend(owed=False))

    assert [one.kind for one in told_of(Event.DAY_SIX, everybody)] == [RecipientKind.PARENT]
    assert RecipientKind.BOARD not in [one.kind for one in told_of(Event.REINSTATED, everybody)]
    assert [*told_of(Event.CANCELLED, everybody)] == [*everybody]


# --- Names of notices ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("to", ["34", "authority", "worker", "virtual", "board", "0"])
@pytest.mark.parametrize("event", Event)
def test_a_notice_is_named_by_duty_and_record_alike(to, event):
    key = NoticeKey(12, to, event)

    assert NoticeKey.read(str(key)) == NoticeKey.read(key.slug) == key


@pytest.mark.parametrize(
    "text", ["", "1", "12:34", "12:34:later", "12:someone:decided", "x:1:decided", "1:1:decided:1"]
)
def test_nothing_else_names_one(text):
    assert NoticeKey.read(text) is None


def test_an_order_on_any_record_counts_and_a_decision_settles_it():
    class One:
        pk, formal_name = 7, "Kay"

    class Pupil:
        pk, formal_name = 1, "Mia"

    about = About(pupil=Pupil, day=date(2026, 11, 2))
    ties = [Tie(One, Kinship.MOTHER), Tie(One, Kinship.MOTHER, has_order=True)]

    for decided, order in (({}, Order.UNDECIDED), ({7: True}, Order.TOLD), ({7: False}, Order.WITHHELD)):
        (one,) = family_of(about, ties, decided)
        assert one.order is order


def test_the_pupil_is_no_parent_of_themself(suspend, child):
    assert Relationship.objects.filter(pupil=child).count() == 0
    assert [one for one in recipients(suspend(owed=False)) if one.is_family] == []
