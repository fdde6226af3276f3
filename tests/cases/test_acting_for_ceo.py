"""Who acts for the CEO: whom they delegated to, the Chair where they are involved, a trustee who has nothing to do with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.models import Entry
from cases.access import may, reach, sees
from cases.deciding import capacity_on, decider_role
from cases.duties import Kind
from cases.independence import not_independent
from cases.models import Case, Delegation, Duty
from cases.selectors import next_owed, who_can_see
from cases.services.access import grant_sight
from cases.services.case import involve, mark_void, remove_involvement
from cases.services.deciding import note_decision, settle_cases_of
from cases.services.delegation import delegate, end_delegation, grant_review
from cases.services.duties import open_duty, reassign, waive
from cases.states import INVOLVING, WALLING, Cause, Part
from incidents.services.interviews import owe_interview, plan_interview
from incidents.states import WitnessKind
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from schools.roles import ACTING_POWERS, CEO_PART, POWERS
from schools.states import ActsAs, PersonKind, Role
from tests import factories as make

pytestmark = pytest.mark.django_db
WHY = "She leads on these"


def again(user):
    """The same account at its next request."""
    return User.objects.get(pk=user.pk)


def powers_on(user, case):
    return {power for power in POWERS if may(again(user), power, case)}


def owed(user):
    return {(duty.case_id, duty.kind) for duty in next_owed(again(user), 50)}


def acting(case):
    return {(row.acts_as, row.to_id) for row in Delegation.objects.in_force().filter(case=case)}


@pytest.fixture
def case(school, head, clock):
    return make.CaseFactory(school=school, opened_by=head)


@pytest.fixture
def vice(school):
    return make.UserFactory(name="Odile Brook", role=(Role.VICE_CHAIR, None))


@pytest.fixture
def trustee(school):
    return make.UserFactory(name="Ines Vogel", role=(Role.TRUSTEE, None))


# --- Delegated ---------------------------------------------------------------------------------------------------------
def test_a_delegate_holds_on_the_case_what_the_table_says_and_nothing_on_another(case, ceo, central):
    other = make.CaseFactory(school=case.school)
    before = powers_on(central, case)
    assert not sees(central, case)

    delegate(case=case, to=central, reason=WHY, by=ceo)

    assert powers_on(central, case) == before | {*ACTING_POWERS[ActsAs.DELEGATE]}
    assert powers_on(central, other) == before
    assert {*Case.objects.visible_to(again(central))} == {case}
    assert not {"delegate", "approve_wording", "suspend_pupil", "void_case"} & powers_on(central, case)
    assert powers_on(ceo, case) >= {*CEO_PART}


def test_the_ceos_duties_of_a_delegated_case_show_to_both(case, ceo, central):
    other = make.CaseFactory(school=case.school)
    delegate(case=case, to=central, reason=WHY, by=ceo)
    for one in (case, other):
        open_duty(case=one, kind=Kind.CEO_ACKNOWLEDGE, by=ceo)

    assert owed(central) == {(case.pk, Kind.CEO_ACKNOWLEDGE)}
    assert owed(ceo) == {(case.pk, Kind.CEO_ACKNOWLEDGE), (other.pk, Kind.CEO_ACKNOWLEDGE)}
    assert all(reach(again(central)).owes(duty) == (duty.case_id == case.pk) for duty in Duty.objects.all())
    assert {*Duty.objects.open().owed_by(again(central))} == {*Duty.objects.filter(case=case)}


def test_what_was_delegated_is_taken_back_at_once_and_stays_in_the_history(case, ceo, central, clock):
    given = delegate(case=case, to=central, reason=WHY, by=ceo)
    clock.shift(timedelta(minutes=5))

    end_delegation(delegation=given, by=ceo)

    assert not sees(again(central), case)
    assert not may(again(central), "review", case)
    assert Delegation.objects.get().period.upper == timezone.now()
    verbs = [*Entry.objects.filter(chain=case.chain).order_by("seq").values_list("verb", flat=True)]
    assert verbs == ["delegation.given", "delegation.ended"]
    with pytest.raises(Refused, match="ended already"):
        end_delegation(delegation=given, by=ceo)


def test_every_case_for_a_week_begins_and_ends_by_itself(case, ceo, central, clock):
    start = timezone.now() + timedelta(days=1)
    delegate(case=None, to=central, reason=WHY, from_at=start, until=start + timedelta(days=7), by=ceo)
    assert not may(again(central), "suspend", case)

    clock.move_to(start)
    later = make.CaseFactory()
    assert powers_on(central, case) >= {*ACTING_POWERS[ActsAs.DELEGATE]}
    assert {*Case.objects.visible_to(again(central))} == {case, later}
    open_duty(case=later, kind=Kind.CEO_ACKNOWLEDGE, by=ceo)
    assert owed(central) == {(later.pk, Kind.CEO_ACKNOWLEDGE)}
    assert capacity_on(case, again(central)) == "delegate"

    clock.shift(timedelta(days=7))
    assert not Case.objects.visible_to(again(central)).exists()
    assert owed(central) == set()


def test_a_delegate_who_leaves_the_central_team_acts_no_more(case, ceo, central, school):
    delegate(case=case, to=central, reason=WHY, by=ceo)
    make.MembershipFactory(user=central, role=Role.STAFF, school=school)
    own = central.memberships.get(role=Role.CENTRAL_TEAM)
    type(own).objects.filter(pk=own.pk).update(period=TimestamptzRange(own.period.lower, timezone.now()))

    assert not sees(again(central), case)
    assert not may(again(central), "review", case)


@pytest.mark.parametrize("who", ["head", "deputy", "chair", "admin", "central", "stranger"])
def test_only_the_ceo_delegates(case, cast, who):
    other = make.UserFactory(role=(Role.CENTRAL_TEAM, None))
    for one in (case, None):
        with pytest.raises(PermissionDenied):
            delegate(case=one, to=other, reason=WHY, until=timezone.now() + timedelta(days=1), by=getattr(cast, who))


@pytest.mark.parametrize("who", ["head", "deputy", "chair", "admin"])
def test_nobody_but_the_central_team_is_delegated_to(case, cast, who):
    with pytest.raises(Refused, match="is not in the Central Team"):
        delegate(case=case, to=getattr(cast, who), reason=WHY, by=cast.ceo)


def test_a_delegate_delegates_to_nobody(case, ceo, central):
    delegate(case=case, to=central, reason=WHY, by=ceo)
    with pytest.raises(PermissionDenied):
        delegate(case=case, to=make.UserFactory(role=(Role.CENTRAL_TEAM, None)), reason=WHY, by=again(central))


def test_a_delegate_may_give_it_back_themselves(case, ceo, central, clock):
    given = delegate(case=case, to=central, reason=WHY, by=ceo)
    clock.shift(60)
    end_delegation(delegation=given, by=central)
    assert not sees(again(central), case)


def test_a_stranger_ends_nothing(case, ceo, central, head):
    given = delegate(case=case, to=central, reason=WHY, by=ceo)
    with pytest.raises(PermissionDenied):
        end_delegation(delegation=given, by=head)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"until": None}, "Say until when"),
        ({"until": timedelta(days=-1)}, "The end is before the beginning"),
        ({"until": timedelta(days=400)}, "a year at most"),
        ({"until": timedelta(days=1), "from_at": timedelta(days=-1)}, "in the past"),
    ],
)
def test_a_period_that_cannot_be_is_refused(ceo, central, given, words, clock):
    period = {name: value and timezone.now() + value for name, value in given.items()}
    with pytest.raises(Refused, match=words):
        delegate(case=None, to=central, reason=WHY, by=ceo, **period)


def test_the_same_twice_is_refused(case, ceo, central):
    delegate(case=case, to=central, reason=WHY, by=ceo)
    with pytest.raises(Refused, match="has this already"):
        delegate(case=case, to=central, reason=WHY, by=ceo)


def test_a_case_is_not_delegated_to_somebody_who_has_to_do_with_it(case, ceo, central):
    involve(case=case, part=Part.WITNESS, user=central, by=ceo)
    with pytest.raises(Refused, match="is a witness in this case"):
        delegate(case=case, to=central, reason=WHY, by=ceo)


def test_a_delegation_opens_nothing_that_is_about_the_delegate(case, ceo, central):
    delegate(case=None, to=central, reason=WHY, until=timezone.now() + timedelta(days=9), by=ceo)
    make.InvolvementFactory(case=case, person=None, user=central)
    assert not Case.objects.visible_to(again(central)).exists()
    assert not powers_on(central, case)


@pytest.mark.parametrize("part", [part for part in INVOLVING if part not in WALLING])
@pytest.mark.parametrize("way", ["account", "person", "merged"])
@pytest.mark.parametrize("is_every", [True, False], ids=["every case", "this case"])
def test_a_delegate_who_turns_out_to_have_a_part_acts_for_nobody_there(case, ceo, central, head, part, way, is_every):
    """Delegated first and entered afterwards, or before with every case: the CEO decides, and everywhere else they do."""
    other, until = make.CaseFactory(school=case.school), timezone.now() + timedelta(days=9)
    given = [None] if is_every else [case, other]
    before = powers_on(central, case)
    for one in given:
        delegate(case=one, to=central, reason=WHY, until=until, by=ceo)
    for one in (case, other):
        open_duty(case=one, kind=Kind.CEO_ACKNOWLEDGE, by=ceo)
    who = {"user": central}
    if way != "account":
        known = make.PersonFactory(user=central, kinds=[PersonKind.PARENT])
        who = {"person": make.PersonFactory(merged_into=known) if way == "merged" else known}

    involve(case=case, part=part, by=head, **who)

    assert powers_on(central, case) == before
    assert capacity_on(case, again(central)) == ""
    assert not sees(again(central), case)
    assert {*Case.objects.visible_to(again(central))} == {other}
    assert owed(central) == {(other.pk, Kind.CEO_ACKNOWLEDGE)}
    assert not any("Delegate" in line for line in who_can_see(case))
    assert powers_on(central, other) >= {*ACTING_POWERS[ActsAs.DELEGATE]}


def test_who_can_see_names_the_delegate(case, ceo, central):
    delegate(case=case, to=central, reason=WHY, by=ceo)
    assert "Joan Petty (Delegate of the CEO)" in who_can_see(case)


def test_reach_and_powers_stay_at_one_question(case, ceo, central, django_assert_num_queries):
    delegate(case=case, to=central, reason=WHY, by=ceo)
    user = again(central)
    with django_assert_num_queries(1):
        assert may(user, "review", case)
        assert sees(user, case)


# --- The CEO is involved -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("way", ["account", "person", "merged"])
def test_an_involved_ceo_hands_their_part_to_the_chair_at_once(case, ceo, chair, head, part, way, run_jobs):
    open_duty(case=case, kind=Kind.CEO_ACKNOWLEDGE, by=head)
    open_duty(case=case, kind=Kind.INFORM_CHAIR, by=head)
    who = {"user": ceo}
    if way != "account":
        known = make.PersonFactory(user=ceo, kinds=[PersonKind.PARENT])
        who = {"person": make.PersonFactory(merged_into=known) if way == "merged" else known}

    involve(case=case, part=part, by=head, **who)
    run_jobs()

    assert decider_role(case) == Role.CHAIR
    assert acting(case) == {(ActsAs.CHAIR, None)}
    assert powers_on(chair, case) >= {*ACTING_POWERS[ActsAs.CHAIR]}
    assert capacity_on(case, again(chair), power="review") == "chair"
    assert not {"review", "delegate", "inform_chair", "close_suspended_case"} & powers_on(ceo, case)
    assert owed(chair) == {(case.pk, Kind.CEO_ACKNOWLEDGE)}
    assert owed(ceo) == set()
    assert Duty.objects.get(case=case, kind=Kind.INFORM_CHAIR).waived_at
    assert [(n.to_user, n.kind) for n in Notice.objects.filter(case=case)] == [(chair, NoticeKind.DECIDES)]
    assert sees(again(ceo), case) == (part not in WALLING)


def test_a_review_in_a_case_the_ceo_logged_goes_to_the_chair(school, ceo, chair, head):
    case = make.CaseFactory(school=school, opened_by=ceo)
    assert open_duty(case=case, kind=Kind.CEO_ACKNOWLEDGE, by=head).owner_role == Role.CEO
    assert open_duty(case=case, kind=Kind.REVIEW, by=head).owner_role == Role.CHAIR
    assert owed(chair) == {(case.pk, Kind.CEO_ACKNOWLEDGE), (case.pk, Kind.REVIEW)}


def test_a_review_of_the_ceos_own_family_goes_to_the_chair(case, ceo, chair, head):
    child, father = make.PersonFactory(pupil=True), make.PersonFactory()
    make.RelationshipFactory(adult=make.PersonFactory(user=ceo), pupil=child)
    make.RelationshipFactory(adult=father, pupil=child)
    row = involve(case=case, part=Part.SUBJECT, person=father, by=head)
    assert decider_role(case) == Role.CEO
    assert open_duty(case=case, kind=Kind.REVIEW, by=head).owner_role == Role.CHAIR
    involve(case=case, part=Part.WITNESS, name="A neighbour", by=head)
    assert decider_role(case) == Role.CHAIR
    remove_involvement(involvement=row, reason="His brother", by=head)
    assert decider_role(case) == Role.CEO


def test_the_chair_is_told_once(case, ceo, chair, head, run_jobs):
    involve(case=case, part=Part.TARGET, user=ceo, by=head)
    involve(case=case, part=Part.WITNESS, user=ceo, by=head)
    run_jobs()
    run_jobs()
    assert Notice.objects.filter(case=case, to_user=chair).count() == 1


def test_what_opens_later_is_the_chairs_too(case, ceo, chair, head):
    involve(case=case, part=Part.TARGET, user=ceo, by=head)
    assert open_duty(case=case, kind=Kind.CEO_ACKNOWLEDGE, by=head).owner_role == Role.CHAIR


def test_a_case_with_an_involved_chair_goes_to_the_vice_chair(case, ceo, chair, vice, head):
    involve(case=case, part=Part.TARGET, user=ceo, by=head)
    open_duty(case=case, kind=Kind.CEO_ACKNOWLEDGE, by=head)
    assert sees(again(chair), case)

    involve(case=case, part=Part.WITNESS, user=chair, by=head)

    assert decider_role(case) == Role.VICE_CHAIR
    assert not sees(again(chair), case)
    assert owed(vice) == {(case.pk, Kind.CEO_ACKNOWLEDGE)}
    assert capacity_on(case, again(vice)) == "vice_chair"


def test_whoever_stands_in_for_the_ceo_counts_like_them(case, ceo, chair, head):
    """The acting CEO answers to the CEO: where one of them is involved, neither decides."""
    make.CoverFactory(role=Role.CEO, school=None, user=head, of=ceo)
    involve(case=case, part=Part.TARGET, user=ceo, by=again(head))

    assert decider_role(case) == Role.CHAIR
    assert not may(again(head), "review", case)
    assert may(again(head), "close_case", case), "as the headteacher they are"
    assert may(again(chair), "review", case)


def test_whoever_begins_to_stand_in_for_the_chair_decides_at_once(case, ceo, chair, vice, head, clock):
    involve(case=case, part=Part.TARGET, user=ceo, by=head)
    make.CoverFactory(role=Role.CHAIR, school=None, user=vice, of=chair)
    assert may(again(vice), "review", case)
    clock.shift(timedelta(days=1))
    assert not may(again(vice), "review", case)


def test_delegates_of_an_involved_ceo_lose_the_case(case, ceo, central, head, clock):
    delegate(case=case, to=central, reason=WHY, by=ceo)
    other = make.UserFactory(role=(Role.CENTRAL_TEAM, None))
    delegate(case=None, to=other, reason=WHY, until=timezone.now() + timedelta(days=9), by=ceo)
    clock.shift(60)

    involve(case=case, part=Part.TARGET, user=ceo, by=head)

    for user in (central, other):
        assert not sees(again(user), case)
        assert not may(again(user), "review", case)
    assert acting(case) == {(ActsAs.CHAIR, None)}
    assert not any("Delegate" in line for line in who_can_see(case))


def test_an_involved_ceo_delegates_nothing_of_the_case(case, ceo, central, head):
    involve(case=case, part=Part.TARGET, user=ceo, by=head)
    with pytest.raises(PermissionDenied):
        delegate(case=case, to=central, reason=WHY, by=again(ceo))
    with pytest.raises(PermissionDenied):
        grant_sight(case=case, user=central, reason=WHY, by=again(ceo))


def test_the_chair_never_delegates_to_the_central_team(case, ceo, chair, central, head):
    involve(case=case, part=Part.TARGET, user=ceo, by=head)
    with pytest.raises(Refused, match="answer to the CEO"):
        delegate(case=case, to=central, reason=WHY, by=again(chair))
    with pytest.raises(Refused, match="is not a trustee"):
        grant_review(case=case, to=central, reason=WHY, by=again(chair))


def test_an_involvement_named_in_error_gives_the_case_back(case, ceo, chair, trustee, head, clock):
    row = involve(case=case, part=Part.TARGET, user=ceo, by=head)
    open_duty(case=case, kind=Kind.CEO_ACKNOWLEDGE, by=head)
    grant_review(case=case, to=trustee, reason=WHY, by=again(chair))
    clock.shift(60)

    remove_involvement(involvement=row, reason="It was her sister", by=head)

    assert decider_role(case) == Role.CEO
    assert acting(case) == set()
    assert may(again(ceo), "review", case)
    assert not sees(again(chair), case)
    assert not sees(again(trustee), case)
    assert owed(ceo) == {(case.pk, Kind.CEO_ACKNOWLEDGE)}


def test_another_part_of_the_ceo_keeps_the_case_with_the_chair(case, ceo, chair, head):
    row = involve(case=case, part=Part.TARGET, user=ceo, by=head)
    involve(case=case, part=Part.WITNESS, user=ceo, by=head)
    remove_involvement(involvement=row, reason="Only saw it", by=head)
    assert decider_role(case) == Role.CHAIR


def test_a_ceo_who_decided_does_not_review_their_decision(case, ceo, chair, head):
    assert note_decision(case=case, by=head) == Role.CEO
    assert note_decision(case=case, by=ceo) == Role.CHAIR
    assert Delegation.objects.get().cause == Cause.DECIDED
    assert not may(again(ceo), "review", case)
    assert may(again(ceo), "suspend", case)
    assert may(again(chair), "review", case)


def test_taking_out_a_witness_does_not_give_back_what_was_decided(case, ceo, chair, head):
    row = involve(case=case, part=Part.WITNESS, user=ceo, by=head)
    note_decision(case=case, by=ceo)
    remove_involvement(involvement=row, reason="In error", by=head)
    assert decider_role(case) == Role.CHAIR


def test_somebody_who_becomes_ceo_with_a_part_in_open_cases_hands_them_over(case, chair, deputy, head):
    involve(case=case, part=Part.WITNESS, user=deputy, by=head)
    assert decider_role(case) == Role.CEO
    make.MembershipFactory(user=deputy, role=Role.CEO, school=None)

    settle_cases_of(user=deputy, by=head)

    assert acting(case) == {(ActsAs.CHAIR, None)}


# --- A trustee reviews -----------------------------------------------------------------------------------------------------
def test_a_trustee_sees_the_case_and_reviews_it_and_nothing_else(case, ceo, chair, trustee, head, clock):
    involve(case=case, part=Part.TARGET, user=ceo, by=head)
    given = grant_review(case=case, to=trustee, reason=WHY, by=again(chair))

    assert powers_on(trustee, case) == {*ACTING_POWERS[ActsAs.TRUSTEE]}
    assert capacity_on(case, again(trustee)) == "trustee"
    assert may(again(chair), "review", case)
    assert "Ines Vogel (Trustee not involved, for the CEO)" in who_can_see(case)

    clock.shift(60)
    end_delegation(delegation=given, by=again(chair))
    assert not powers_on(trustee, case)


def test_a_trustee_owes_the_review_and_not_the_reading(case, ceo, chair, trustee, head):
    involve(case=case, part=Part.TARGET, user=ceo, by=head)
    grant_review(case=case, to=trustee, reason=WHY, by=again(chair))
    reading = open_duty(case=case, kind=Kind.CEO_ACKNOWLEDGE, by=head)
    mine = reach(again(trustee))
    assert not mine.owes(reading)
    reading.kind = "review"
    assert mine.owes(reading)


def test_a_trustee_who_has_to_do_with_it_does_not_review(case, ceo, chair, trustee, head):
    involve(case=case, part=Part.TARGET, user=ceo, by=head)
    for also, words in (({trustee: "made the suspension"}, "made the suspension"),):
        with pytest.raises(Refused, match=words):
            grant_review(case=case, to=trustee, reason=WHY, by=again(chair), also=also)
    involve(case=case, part=Part.PRESENT, user=trustee, by=head)
    with pytest.raises(Refused, match="was present"):
        grant_review(case=case, to=trustee, reason=WHY, by=again(chair))


def test_where_the_ceo_decides_no_trustee_reviews(case, ceo, trustee):
    with pytest.raises(Refused, match="only where the CEO cannot"):
        grant_review(case=case, to=trustee, reason=WHY, by=ceo)


# --- Independence ----------------------------------------------------------------------------------------------------------
def test_whoever_logged_it_is_not_independent(case, head, ceo):
    assert "Ruth Adeyemi logged this case" in not_independent(case, head)
    assert not_independent(case, ceo) is None


@pytest.mark.parametrize("part", Part)
def test_whoever_has_a_part_is_not_independent(case, ceo, head, part):
    make.InvolvementFactory(case=case, part=part, person=None, user=ceo)
    assert not_independent(case, ceo).startswith("Dana Whitlock ")


@pytest.mark.parametrize("tie", ["parent of the subject", "child is the subject's", "the same child", "none"])
def test_family_of_the_person_is_not_independent(case, ceo, school, tie):
    mine, theirs = make.PersonFactory(user=ceo), make.PersonFactory()
    child = make.PersonFactory(pupil=True)
    subject = {"parent of the subject": child, "child is the subject's": theirs}.get(tie, theirs)
    make.InvolvementFactory(case=case, person=subject)
    if tie == "parent of the subject":
        make.RelationshipFactory(adult=mine, pupil=child)
    elif tie == "child is the subject's":
        type(mine).objects.filter(pk=mine.pk).update(kinds=[PersonKind.PUPIL])
        make.RelationshipFactory(adult=theirs, pupil=again_person(mine))
    elif tie == "the same child":
        make.RelationshipFactory(adult=mine, pupil=child)
        make.RelationshipFactory(adult=theirs, pupil=child)
    else:
        make.RelationshipFactory(adult=theirs, pupil=child)

    assert bool(not_independent(case, ceo)) == (tie != "none")


def again_person(person):
    return type(person).objects.get(pk=person.pk)


def test_what_the_rooms_above_know_comes_first(case, ceo):
    assert "Dana Whitlock extended the suspension." in not_independent(case, ceo, {ceo: "extended the suspension"})


# --- What is owed by somebody above --------------------------------------------------------------------------------------
@pytest.fixture
def handed_over(case, ceo, chair, head):
    """A case in which the CEO was the target: the Chair reviews."""
    involve(case=case, part=Part.TARGET, user=ceo, by=head)
    return open_duty(case=case, kind=Kind.REVIEW, by=head)


@pytest.mark.parametrize("who", ["head", "deputy", "ceo"])
def test_the_chairs_duty_is_set_aside_or_handed_on_by_nobody_below(handed_over, cast, deputy, who):
    for act, more in ((waive, {}), (reassign, {"to": deputy})):
        with pytest.raises(
            Refused, match=r"The Chair of Trustees owes this\. Only they, or whoever stands in for them"
        ):
            act(duty=handed_over, reason=WHY, by=again(getattr(cast, who)), **more)
    handed_over.refresh_from_db()
    assert handed_over.is_open
    assert handed_over.owner_user is None
    assert not Entry.objects.filter(verb__in=("duty.waived", "duty.handed_on"), actor=getattr(cast, who)).exists()


def test_the_chair_hands_on_what_is_theirs_and_takes_it_back(handed_over, chair, vice, trustee):
    grant_review(case=handed_over.case, to=trustee, reason=WHY, by=again(chair))
    reassign(duty=handed_over, to=trustee, reason=WHY, by=again(chair))
    reassign(duty=handed_over, to=chair, reason="He is away", by=again(chair))
    waive(duty=handed_over, reason="It was made in error", by=again(chair))
    handed_over.refresh_from_db()
    assert handed_over.waived_by == chair


def test_whoever_stands_in_for_the_chair_settles_what_is_the_chairs(handed_over, chair, vice):
    make.CoverFactory(role=Role.CHAIR, school=None, user=vice, of=chair)
    waive(duty=handed_over, reason="It was made in error", by=again(vice))
    handed_over.refresh_from_db()
    assert handed_over.waived_by == vice


@pytest.mark.parametrize("who", ["head", "deputy"])
def test_what_the_ceo_owes_is_not_set_aside_at_the_school(case, cast, who):
    for kind in (Kind.CEO_ACKNOWLEDGE, Kind.REVIEW, Kind.REPRESENTATIONS):
        duty = open_duty(case=case, kind=kind, by=cast.ceo)
        with pytest.raises(Refused, match="The CEO owes this"):
            waive(duty=duty, reason=WHY, by=again(getattr(cast, who)))


def test_what_the_ceo_owes_is_settled_by_them_a_delegate_and_whoever_stands_in(case, ceo, central, head, deputy):
    delegate(case=case, to=central, reason=WHY, by=ceo)
    duty = open_duty(case=case, kind=Kind.CEO_ACKNOWLEDGE, by=ceo)
    reassign(duty=duty, to=central, reason=WHY, by=again(central))
    with pytest.raises(Refused, match="Joan Petty owes this"):
        reassign(duty=duty, to=head, reason=WHY, by=again(head))
    reassign(duty=duty, to=ceo, reason="Back to me", by=again(ceo))
    make.CoverFactory(role=Role.CEO, school=None, user=head, of=ceo)
    waive(duty=duty, reason="She was there", by=again(head))
    duty.refresh_from_db()
    assert duty.waived_by == head


def test_what_a_school_owes_is_settled_by_whoever_works_on_the_case(case, ceo, deputy):
    for user in (ceo, deputy):
        duty = open_duty(case=case, kind=Kind.REPORT_TO_CEO, by=ceo)
        waive(duty=duty, reason="The CEO was there", by=again(user))
        duty.refresh_from_db()
        assert duty.waived_by == user


def test_the_interviewer_who_is_named_owes_the_interview_even_where_the_chair_did(case, ceo, chair, head, deputy):
    involve(case=case, part=Part.TARGET, user=ceo, by=head)
    involve(case=case, part=Part.TARGET, user=head, by=head)
    witness = involve(case=case, part=Part.WITNESS, name="A neighbour", by=head)
    assert owe_interview(involvement=witness, by=head).owner_role == Role.CHAIR
    plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, interviewer=deputy, by=again(deputy))
    assert Duty.objects.get(kind=Kind.INTERVIEW).owner_user == deputy


# --- Capacity --------------------------------------------------------------------------------------------------------------
def test_in_which_capacity_somebody_acts(case, cast, school):
    assert capacity_on(case, cast.head) == "head"
    assert capacity_on(case, cast.ceo) == "ceo"
    assert capacity_on(case, cast.deputy) == ""
    make.CoverFactory(school=school, user=cast.deputy)
    assert capacity_on(case, again(cast.deputy)) == "acting_head"
    make.CoverFactory(role=Role.CEO, school=None, user=cast.head, of=cast.ceo)
    assert capacity_on(case, again(cast.head)) == "head"
    assert capacity_on(case, again(cast.head), power="review") == "acting_ceo"


def test_whoever_stands_in_for_the_ceo_delegates_single_cases_only(case, ceo, chair, central, school):
    acting = make.UserFactory(name="Ola Berg", role=(Role.HEAD, school))
    make.CoverFactory(role=Role.CEO, school=None, user=acting)
    with pytest.raises(Refused, match="single cases"):
        delegate(case=None, to=central, reason=WHY, until=timezone.now() + timedelta(days=9), by=again(acting))

    assert delegate(case=case, to=central, reason=WHY, by=again(acting))


def test_an_involved_ceo_does_not_void_the_case_that_the_chair_decides(case, head, ceo, chair):
    involve(case=case, part=Part.TARGET, user=ceo, by=head)

    with pytest.raises(PermissionDenied):
        mark_void(case=case, reason="Logged twice", by=again(ceo))
