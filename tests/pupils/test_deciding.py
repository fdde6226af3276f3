"""A headteacher suspends a pupil: who may, what is stored, what is refused and in which words."""

import threading
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from audit.models import Entry
from cases.duties import Kind
from cases.models import Case, Delegation, Duty
from cases.states import Part
from desk.services.closing import close_case
from desk.services.involving import take_out
from desk.services.people import merge
from desk.services.suspending import suspend_on_case
from desk.services.voiding import void_case
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from pupils import rules, services
from pupils.counting import length_of
from pupils.models import PupilSuspension
from pupils.selectors.cancelling import return_choices
from pupils.states import Capacity, Category, FurtherBasis, Ground, HalfOfDay
from pupils.words import VERBS
from schools.calendar import LONDON
from schools.schooldays import Half
from schools.selectors.school_calendar import school_calendar
from schools.states import Role
from tests import factories as make
from tests.pupils.conftest import decision

AM, PM = HalfOfDay.MORNING, HalfOfDay.AFTERNOON


def open_kinds(case):
    return {duty.kind for duty in Duty.objects.open().filter(case=case)}


def stored(row):
    return row.half_days, row.term_total, row.year_total


# --- Made ---------------------------------------------------------------------------------------------------------------
def test_it_has_a_case_of_its_own_about_the_pupil_whose_title_says_nothing_of_the_conduct(decide, pupil, head):
    row = decide()

    assert row.case.title == "Suspension of a pupil: A. Farrow"
    assert row.case.school == row.school
    part = row.case.involvements.get()
    assert (part.part, part.person) == (Part.SUBJECT, pupil)
    assert (row.decided_by, row.capacity) == (head, Capacity.HEAD)
    assert stored(row) == (4, 4, 4)
    assert [reason.code for reason in row.reasons.all()] == ["PP", "DM"]


def test_the_history_says_who_decided_what_in_which_capacity(decide):
    row = decide(last_half=AM)

    entry = Entry.objects.of_chain(row.case.reference).get(verb="pupil_suspension.decided")
    said = VERBS["pupil_suspension.decided"].format(actor="Ruth Adeyemi", **entry.payload.data)
    assert said == (
        "Ruth Adeyemi, headteacher, suspended Alfie Farrow: from Monday 2 November 2026 to Tuesday 3 November 2026, "
        "morning, 1½ days."
    )


def test_the_ceo_is_told_at_once_and_owed_no_report(decide, ceo):
    row = decide()

    assert [(n.to_user, n.kind) for n in Notice.objects.filter(case=row.case)] == [(ceo, NoticeKind.CEO_INFORMED)]
    assert open_kinds(row.case).isdisjoint({Kind.REPORT_TO_CEO, Kind.INFORM_CHAIR, Kind.CEO_ACKNOWLEDGE})


def test_deciding_opens_the_duties_to_tell(decide, ceo):
    row = decide()

    assert open_kinds(row.case) >= {Kind.WRITTEN_NOTICE, Kind.TELL_LOCAL_AUTHORITY, Kind.TELL_BOARD}


def test_whoever_acts_as_headteacher_decides_as_acting_headteacher(decide, deputy, school):
    with pytest.raises(PermissionDenied), transaction.atomic():
        decide(by=deputy)
    make.CoverFactory(role=Role.HEAD, school=school, user=deputy)
    deputy = type(deputy).objects.get(pk=deputy.pk)

    assert decide(by=deputy).capacity == Capacity.ACTING_HEAD


@pytest.mark.parametrize("who", ["deputy", "office", "staff", "stranger", "ceo", "chair", "central"])
def test_nobody_else_suspends_a_pupil_not_the_ceo_either(decide, request, who):
    with pytest.raises(PermissionDenied):
        decide(by=request.getfixturevalue(who))


def test_a_ceo_who_acts_as_headteacher_hands_their_own_part_to_the_chair(decide, ceo, chair, school):
    make.CoverFactory(role=Role.HEAD, school=school, user=ceo)

    row = decide(by=ceo)

    assert row.capacity == Capacity.ACTING_HEAD
    assert Delegation.objects.get(case=row.case).acts_as == "chair"


def test_the_same_form_sent_twice_decides_once(decide):
    token = uuid4()

    assert decide(token=token) == decide(token=token)
    assert PupilSuspension.objects.count() == 1


# --- Counted ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, (4, 4, 4)),
        ({"first_half": PM, "last_half": AM}, (2, 2, 2)),
        # Over a weekend: Friday and Monday.
        ({"first_on": date(2026, 11, 6), "last_on": date(2026, 11, 9)}, (4, 4, 4)),
        # Across Christmas: 18 December in the autumn, 4 to 6 January in the spring term: the most in a term is 6.
        ({"first_on": date(2026, 12, 18), "last_on": date(2027, 1, 6)}, (8, 6, 8)),
        # Three lunchtimes.
        ({"category": Category.LUNCHTIME, "last_on": date(2026, 11, 4)}, (3, 3, 3)),
    ],
)
def test_half_days_are_those_on_which_the_school_meets(decide, changes, counted):
    assert stored(decide(**changes)) == counted


def test_what_was_served_before_and_elsewhere_counts_with_it(decide, pupil, school):
    make.PupilSuspensionFactory(
        pupil=pupil, school=school, first_on=date(2026, 10, 5), last_on=date(2026, 10, 6), half_days=4
    )
    make.HalfDaysElsewhereFactory(pupil=pupil, school=school, year=2026, term="1", half_days=3)
    make.HalfDaysElsewhereFactory(pupil=pupil, school=school, year=2025, term="3", half_days=50)
    back = {"taken_back_at": timezone.now(), "taken_back_by": make.UserFactory(), "taken_back_why": "Another pupil"}
    make.HalfDaysElsewhereFactory(pupil=pupil, school=school, year=2026, term="1", half_days=40, **back)

    assert stored(decide()) == (4, 11, 11)


def test_another_school_of_the_trust_is_counted_by_its_own_calendar(decide, pupil, other_school):
    make.TermFactory(school=other_school, first_on=date(2026, 9, 1), last_on=date(2026, 12, 16))
    # Hillside has its half-term in that week; Brook met.
    make.PupilSuspensionFactory(
        pupil=pupil, school=other_school, first_on=date(2026, 10, 26), last_on=date(2026, 10, 27), half_days=4
    )

    assert stored(decide()) == (4, 8, 8)


def test_a_merged_record_counts_with_the_pupil(decide, pupil, school):
    twin = make.PersonFactory(pupil=True, merged_into=pupil, at=school)
    make.PupilSuspensionFactory(
        pupil=twin, school=school, first_on=date(2026, 10, 5), last_on=date(2026, 10, 5), half_days=2
    )

    row = decide(pupil=twin)

    assert row.pupil == pupil
    assert stored(row) == (4, 6, 6)


def test_ninety_half_days_are_lawful_and_ninety_one_are_not(decide, pupil, school):
    make.HalfDaysElsewhereFactory(pupil=pupil, school=school, year=2026, term="1", half_days=86)

    with pytest.raises(Refused, match=r"it would be 45½ days in the school year\. The law allows 45") as refused:
        decide(last_on=date(2026, 11, 4), last_half=AM)
    assert "At most 2 days are left" in refused.value.reason
    assert stored(decide()) == (4, 90, 90)


# --- Refused ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ground", "why", "instead"),
    [
        (Ground.PARENT, "never suspended for what a parent did", "log what the parent did"),
        (Ground.COOL_OFF, "never sent home to calm down or cool off, even if the parents agree", "a quiet place"),
        (Ground.CONDITION, "never lasts until a meeting has been held", "invite the parents to a meeting now"),
        (Ground.NEEDS, "the school cannot meet special educational needs", "ask for an early review"),
        (Ground.OTHER, "only suspended for misconduct of their own", "safeguarding lead"),
    ],
)
def test_what_is_no_lawful_ground_is_refused_with_what_is_lawful_instead(decide, ground, why, instead):
    with pytest.raises(Refused, match="What you can do") as refused:
        decide(ground=ground)

    assert why in refused.value.reason
    assert instead in refused.value.reason
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"first_on": date(2026, 10, 23)}, "Friday 23 October 2026 is over. A decision counts from now on"),
        ({"first_on": date(2026, 11, 7), "last_on": date(2026, 11, 9)}, "Saturday 7 November 2026 is no school day"),
        ({"last_on": date(2026, 11, 8)}, "The next one is Monday 9 November 2026"),
        ({"first_on": date(2026, 11, 4)}, "The last day is before the first"),
        ({"last_on": date(2027, 9, 6)}, "The calendar of Hillside Primary ends before Monday 6 September 2027"),
        ({"reasons": []}, "Choose at least one reason"),
        ({"reasons": ["PP", "PP"]}, "the same reason twice"),
        ({"reasons": ["PP", "DM", "BU", "TH"]}, "three reasons at most"),
        ({"reasons": ["XX"]}, "does not count today"),
    ],
)
def test_what_cannot_be_is_refused_in_words(decide, changes, why):
    with pytest.raises(Refused, match=why):
        decide(**changes)
    assert not Case.objects.exists()


def test_codes_that_came_later_do_not_count_before_their_day():
    assert rules.cannot_give(["VR"], date(2026, 9, 1)) is None
    assert rules.cannot_give(["VR"], date(2026, 8, 31)) == "One of these reasons does not count today. Choose it again."


def test_without_a_term_in_the_calendar_nothing_can_be_counted(clock, school, pupil, head):
    with pytest.raises(Refused, match="The calendar of Hillside Primary has no terms yet"):
        services.decide_suspension(**decision(pupil, school, head))


def test_an_adult_is_no_pupil_and_a_pupil_who_has_left_is_not_on_the_roll(decide, school):
    with pytest.raises(Refused, match="is no pupil"):
        decide(pupil=make.PersonFactory(at=school))
    left = make.PersonFactory(pupil=True)
    make.SchoolLinkFactory(person=left, school=school, is_current=False)
    with pytest.raises(Refused, match="is not on the roll of Hillside Primary now"):
        decide(pupil=left)


def test_two_suspensions_of_a_pupil_never_overlap(decide):
    decide()

    with pytest.raises(Refused, match="suspended already from Monday 2 November 2026 to Tuesday 3 November 2026"):
        decide(first_on=date(2026, 11, 3), last_on=date(2026, 11, 5))
    assert decide(first_on=date(2026, 11, 4), last_on=date(2026, 11, 5)).half_days == 4


def test_days_may_be_taken_from_a_pupil_suspended_at_lunchtimes_and_nothing_counts_twice(decide):
    decide(category=Category.LUNCHTIME, last_on=date(2026, 11, 6))

    # Five lunchtimes, and two halves on Wednesday, of which its lunchtime is one.
    assert stored(decide(first_on=date(2026, 11, 4), last_on=date(2026, 11, 4))) == (2, 6, 6)


# --- Entered late -------------------------------------------------------------------------------------------------------
LATE = {
    "first_on": date(2026, 10, 22),
    "last_on": date(2026, 10, 23),
    "decided_at": datetime(2026, 10, 22, 9, 30, tzinfo=LONDON),
    "left_at": datetime(2026, 10, 22, 9, 30, tzinfo=LONDON),
    "late_reason": "I was on a school trip without a connection.",
}


def test_a_decision_of_an_earlier_day_is_entered_as_it_was_made(decide):
    now = timezone.now()

    row = decide(**LATE)

    assert (row.decided_at, row.entered_at, row.left_at) == (LATE["decided_at"], now, LATE["left_at"])
    assert stored(row) == (4, 4, 4)
    assert stored(decide()) == (4, 8, 8)
    entries = {entry.verb: entry for entry in Entry.objects.of_chain(row.case.reference)}
    late = entries["pupil_suspension.entered_late"]
    assert VERBS[late.verb].format(actor="Ruth Adeyemi", **late.payload.data) == (
        "Ruth Adeyemi decided this on Thursday 22 October 2026, 09:30 and entered it only now: "
        "I was on a school trip without a connection."
    )
    assert entries["pupil_suspension.decided"].at == now


def test_what_a_late_one_owes_is_due_at_once(decide, ceo):
    row = decide(**LATE)

    due = Duty.objects.open().filter(case=row.case, kind__in=[Kind.WRITTEN_NOTICE, Kind.SET_WORK])
    assert {duty.kind for duty in due} == {Kind.WRITTEN_NOTICE, Kind.SET_WORK}
    assert all(duty.due_at <= timezone.now() for duty in due)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"late_reason": " "}, "Say why it is entered only now"),
        ({"decided_at": datetime(2026, 11, 2, 8, 0, tzinfo=LONDON)}, "That is no earlier day"),
        ({"decided_at": datetime(2026, 7, 20, 9, 0, tzinfo=LONDON)}, "Only a decision made since"),
        ({"decided_at": datetime(2026, 10, 23, 9, 0, tzinfo=LONDON)}, "Thursday 22 October 2026 is over"),
    ],
)
def test_what_is_entered_late_has_its_bounds(decide, changes, why):
    with pytest.raises(Refused, match=why):
        decide(**{**LATE, **changes})


def test_an_afternoon_may_follow_a_morning_of_the_same_day(decide):
    decide(last_on=date(2026, 11, 2), last_half=AM)

    assert decide(first_half=PM, last_on=date(2026, 11, 2)).half_days == 1


def test_a_lunchtime_that_is_over_is_refused(decide, clock):
    clock.move_to(datetime(2026, 11, 2, 13, 0, tzinfo=LONDON))

    with pytest.raises(Refused, match="The lunchtime of today is over"):
        decide(category=Category.LUNCHTIME, last_on=date(2026, 11, 2))


@pytest.mark.django_db(transaction=True)
def test_of_two_heads_deciding_at_once_one_wins(clock, terms, pupil, head, deputy):
    make.CoverFactory(role=Role.HEAD, school=terms, user=deputy)
    barrier, ends = threading.Barrier(2), []

    def act(by):
        barrier.wait()
        try:
            services.decide_suspension(**decision(pupil, terms, by))
            ends.append("decided")
        except Refused as refused:
            ends.append(refused.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[by]) for by in (head, deputy)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert PupilSuspension.objects.count() == 1
    assert Case.objects.count() == 1
    assert sorted(end[:30] for end in ends) == ["The pupil is suspended already", "decided"]


# --- A further one ------------------------------------------------------------------------------------------------------
NEW = {
    "first_on": date(2026, 11, 4),
    "last_on": date(2026, 11, 5),
    "further_basis": FurtherBasis.NEW_EVIDENCE,
    "further_reason": "A recording shows a second blow.",
}


def test_a_further_one_stands_in_the_same_case_and_names_what_is_new(decide):
    first = decide()

    row = decide(follows=first, **NEW)

    assert (row.case, row.follows) == (first.case, first)
    assert stored(row) == (4, 8, 8)
    entry = Entry.objects.of_chain(row.case.reference).get(verb="pupil_suspension.decided_further")
    assert "New evidence has come to light: A recording" in VERBS[entry.verb].format(actor="R", **entry.payload.data)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"further_basis": ""}, "Say why there is a further suspension"),
        ({"further_reason": " "}, "Say what is new"),
        ({"first_on": date(2026, 11, 3)}, "begins after the one before it ends"),
    ],
)
def test_a_further_one_is_never_an_extension(decide, changes, why):
    first = decide()

    with pytest.raises(Refused, match=why):
        decide(follows=first, **{**NEW, **changes})


def test_a_further_one_begins_as_soon_as_the_one_before_ends(decide):
    first = decide(last_half=AM)

    with pytest.raises(Refused, match="as soon as the one before ends, here with Tuesday 3 November 2026, afternoon"):
        decide(follows=first, **NEW)
    assert decide(follows=first, **{**NEW, "first_on": date(2026, 11, 3), "first_half": PM}).half_days == 5


def test_one_is_followed_once_and_a_cancelled_one_never(decide, head):
    first = decide()
    second = decide(follows=first, **NEW)

    with pytest.raises(Refused, match="follows this one already"):
        decide(follows=first, **{**NEW, "first_on": date(2026, 11, 6), "last_on": date(2026, 11, 6)})
    cancel(second, head, back_on=date(2026, 11, 4))
    with pytest.raises(Refused, match="was cancelled, so that nothing follows it"):
        decide(follows=second, **{**NEW, "first_on": date(2026, 11, 9), "last_on": date(2026, 11, 9)})


# --- Cancelled ----------------------------------------------------------------------------------------------------------
def cancel(row, by, **changes):
    said = {"reason": "It was another pupil.", "back_on": row.first_on, "back_half": AM, **changes}
    services.cancel_suspension(suspension=row, by=by, **said)
    row.refresh_from_db()


def test_cancelled_before_it_begins_nothing_of_it_counts_and_the_record_stays(decide, head):
    row = decide()

    cancel(row, head)

    assert (row.state, row.end_reason, row.back_on) == ("cancelled", "It was another pupil.", date(2026, 11, 2))
    assert stored(decide()) == (4, 4, 4)


def test_cancelled_in_the_middle_what_was_served_counts(decide, head, clock):
    row = decide()
    clock.move_to(datetime(2026, 11, 2, 14, 0, tzinfo=LONDON))

    with pytest.raises(Refused, match=r"without delay\. Choose Tuesday 3 November 2026, morning"):
        cancel(row, head, back_on=date(2026, 11, 4))
    cancel(row, head, back_on=date(2026, 11, 3))

    assert stored(decide(first_on=date(2026, 11, 9), last_on=date(2026, 11, 9))) == (2, 4, 4)


def test_cancelling_owes_five_notices_and_waives_those_of_the_decision(decide, head, pupil):
    pupil.pupil_facts.is_looked_after = pupil.pupil_facts.has_social_worker = True
    pupil.pupil_facts.save()
    row = decide()

    cancel(row, head)

    owed = {(duty.kind, duty.subject.rpartition(":")[2]) for duty in Duty.objects.open().filter(case=row.case)}
    told = {
        (kind.value, "cancelled")
        for kind in (
            Kind.WRITTEN_NOTICE,
            Kind.TELL_BOARD,
            Kind.TELL_LOCAL_AUTHORITY,
            Kind.TELL_SOCIAL_WORKER,
            Kind.TELL_VIRTUAL_SCHOOL_HEAD,
        )
    }
    assert owed >= told
    assert not {event for _, event in owed} & {"decided", "day_six"}


@pytest.mark.parametrize("who", ["deputy", "ceo", "stranger"])
def test_only_the_headteacher_cancels(decide, request, who):
    row = decide()

    with pytest.raises(PermissionDenied):
        cancel(row, request.getfixturevalue(who))


def test_over_45_days_in_the_year_nobody_cancels(decide, head, pupil, school):
    row = decide()
    make.HalfDaysElsewhereFactory(pupil=pupil, school=school, year=2026, term="1", half_days=87)

    with pytest.raises(Refused, match="Over 45 days the law does not let you cancel"):
        cancel(row, head)


def test_with_exactly_45_days_in_the_year_it_can_be_cancelled(decide, head, pupil, school):
    row = decide()
    make.HalfDaysElsewhereFactory(pupil=pupil, school=school, year=2026, term="1", half_days=86)

    cancel(row, head)

    assert row.state == "cancelled"


def test_it_is_cancelled_once_and_for_a_reason(decide, head):
    row = decide()
    with pytest.raises(Refused, match="Say why you cancel it"):
        cancel(row, head, reason=" ")
    cancel(row, head)

    with pytest.raises(Refused, match="was cancelled already"):
        cancel(row, head)


def test_one_that_is_followed_is_not_cancelled_before_the_further_one(decide, head):
    first = decide()
    second = decide(follows=first, **NEW)

    with pytest.raises(Refused, match="Cancel that one first"):
        cancel(first, head)
    cancel(second, head)
    cancel(first, head)


def test_cancelled_before_todays_lunchtime_that_lunchtime_is_not_served(decide, head, clock):
    row = decide(category=Category.LUNCHTIME, last_on=date(2026, 11, 4))
    clock.move_to(datetime(2026, 11, 3, 10, 0, tzinfo=LONDON))

    cancel(row, head, back_on=date(2026, 11, 3))

    assert length_of(row.absence, school_calendar(row.school)) == 1


def test_a_further_one_cancelled_before_it_begins_leaves_the_talk_about_the_one_before(decide, head):
    first = decide()
    second = decide(follows=first, **NEW)
    talks = Duty.objects.open().filter(case=first.case, kind=Kind.REINTEGRATION)
    assert [duty.subject for duty in talks] == [str(second.pk)]

    cancel(second, head, back_on=second.first_on)

    assert [duty.subject for duty in talks.all()] == [str(first.pk)]


@pytest.mark.parametrize("hour", [10, 14])
def test_at_the_end_of_the_last_term_the_pupil_is_back_with_a_session_that_there_is(decide, head, clock, school, hour):
    make.SessionTimesFactory(
        school=school, on=date(2027, 7, 21), morning_closes=time(12, 0), afternoon_opens=None, afternoon_closes=None
    )
    row = decide(first_on=date(2027, 7, 20), last_on=date(2027, 7, 21))
    clock.move_to(datetime(2027, 7, 20, hour, 0, tzinfo=LONDON))

    choices = return_choices(row, timezone.now())

    after = [(date(2027, 7, 20), Half.AFTERNOON)] if hour < 12 else []
    assert choices == [*after, (date(2027, 7, 21), Half.MORNING)]


def test_over_at_the_end_of_what_is_entered_everything_served_counts(decide, head, clock):
    row = decide(first_on=date(2027, 7, 21), last_on=date(2027, 7, 21))
    clock.move_to(datetime(2027, 7, 22, 9, 0, tzinfo=LONDON))

    ((day, half),) = return_choices(row, timezone.now())
    cancel(row, head, back_on=day, back_half=AM)

    assert (day, half) == (date(2027, 7, 22), Half.MORNING)
    assert length_of(row.absence, school_calendar(row.school)) == 2


# --- Elsewhere ----------------------------------------------------------------------------------------------------------
def test_half_days_elsewhere_are_noted_and_taken_back_with_a_reason(decide, pupil, school, deputy):
    said = {"where": "Fernside Academy", "year": 2026, "term": "1", "half_days": 7}
    row = services.note_elsewhere(pupil=pupil, school=school, by=deputy, **said)
    assert decide(last_on=date(2026, 11, 2)).year_total == 9

    services.take_back_elsewhere(row=row, reason="It was her brother.", by=deputy)

    assert decide(first_on=date(2026, 11, 4), last_on=date(2026, 11, 4)).year_total == 4
    with pytest.raises(Refused, match="taken back already"):
        services.take_back_elsewhere(row=row, reason="Again", by=deputy)


# --- Its case -----------------------------------------------------------------------------------------------------------
def test_its_case_is_neither_void_nor_closed_before_it_is_over_and_the_pupil_stays(decide, head, ceo, pupil, school):
    row = decide()

    with pytest.raises(Refused, match="Alfie Farrow is suspended until Tuesday 3 November 2026, afternoon"):
        close_case(case=row.case, outcome="Over", by=head)
    with pytest.raises(Refused, match="never marked as made in error"):
        void_case(case=row.case, reason="A slip", by=head)
    with pytest.raises(Refused, match="stays in it for good"):
        take_out(involvement=row.case.involvements.get(), reason="A slip", by=head)


def test_no_adult_is_kept_off_the_site_by_the_case_of_a_pupil(decide, head, school):
    row = decide()

    with pytest.raises(Refused, match="about the suspension of a pupil"):
        suspend_on_case(case=row.case, person=make.PersonFactory(at=school), school=school, grounds="Shouted", by=head)


def test_a_suspended_pupil_is_never_one_person_with_an_adult(decide, head, school, pupil):
    decide()
    adult = make.PersonFactory(at=school)

    with pytest.raises(Refused, match="the other is no pupil"):
        merge(person=adult, into=pupil, by=head)


def test_over_it_is_left_to_end_no_more(decide, head, clock):
    row = decide()
    clock.move_to(datetime(2026, 11, 3, 15, 15, tzinfo=LONDON) + timedelta(minutes=1))

    with pytest.raises(Refused) as refused:
        close_case(case=row.case, outcome="Over", by=head)
    assert "is suspended until" not in refused.value.reason
