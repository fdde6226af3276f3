"""Suspending from site for the rest of today; lifting; marking as made in error."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone

from audit.models import Chain, Entry
from audit.selectors import first_break
from cases.duties import Kind
from cases.models import Duty
from cases.services.deciding import settle_decider
from cases.states import Part
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import Audience, CallResult, Channel, NoticeKind
from schools.calendar import LONDON
from schools.states import Role
from suspensions import services
from suspensions.models import SiteSuspension
from suspensions.services import _making as making
from suspensions.services import suspension as suspending
from suspensions.states import Capacity, SuspensionState
from suspensions.words import VERBS
from tests import factories as make


def suspend(case, person, by, school=None, grounds="He raised a fist."):
    return services.suspend_for_rest_of_today(
        case=case, person=person, school=school or case.school, grounds=grounds, by=by
    )


def told(case, kind):
    return {(n.to_user, n.audience) for n in Notice.objects.filter(case=case, kind=kind).select_related("to_user")}


def open_duties(case):
    return {duty.kind for duty in Duty.objects.open().filter(case=case)}


def speak(suspension, by, **kwargs):
    said = {"channel": Channel.IN_PERSON, "spoken_at": timezone.now(), "call_result": CallResult.SPOKE, "note": "x"}
    return services.log_telling(suspension=suspension, by=by, **{**said, **kwargs})


# --- Made --------------------------------------------------------------------------------------------------------------
def test_it_begins_now_and_ends_at_the_next_midnight(suspension):
    assert suspension.period.lower == timezone.now()
    assert suspension.period.upper == datetime(2026, 11, 3, 0, 0, tzinfo=LONDON)
    assert wording.until(suspension.period.upper, timezone.now()) == "tonight 23:59"


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 3, 29, 0, 30, tzinfo=LONDON), 22.5),  # the clocks go forward this night
        (datetime(2026, 10, 25, 0, 30, tzinfo=LONDON), 24.5),  # the clocks go back this night
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON), 23.5),  # the first 01:30 of two
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1), 22.5),  # the second
        (datetime(2026, 7, 1, 23, 59, 59, tzinfo=LONDON), 1 / 3600),
        (datetime(2026, 7, 1, 0, 0, tzinfo=LONDON), 24),
    ],
)
def test_the_rest_of_today_ends_at_midnight_in_london_also_when_the_clocks_change(clock, request, now, hours):
    clock.move_to(now)
    case, father, head = (request.getfixturevalue(name) for name in ("case", "father", "head"))

    period = suspend(case, father, head).period

    # Through UTC: within one time zone Python subtracts by the wall clock.
    assert (period.upper.astimezone(UTC) - period.lower.astimezone(UTC)).total_seconds() == pytest.approx(hours * 3600)
    assert period.upper.astimezone(LONDON).strftime("%H:%M") == "00:00"
    assert wording.clock_time(wording.last_moment(period.upper)) == "23:59"


def test_the_site_is_told_and_the_person_must_be(suspension, case, office, head):
    assert told(case, NoticeKind.GATE_STARTED) == {(office, Audience.OFFICE)}
    assert open_duties(case) == {Kind.TELL_PARENT, Kind.LETTER_TO_PARENT, Kind.DECIDE_BEFORE_END, Kind.REVIEW}
    duty = Duty.objects.get(kind=Kind.TELL_PARENT)
    assert (duty.subject, duty.about) == (str(suspension.pk), "Mr Darren Farrow")


def test_the_head_is_told_when_the_ceo_decided(case, father, head, office, ceo):
    suspension = suspend(case, father, ceo)

    assert told(case, NoticeKind.GATE_STARTED) == {(office, Audience.OFFICE), (head, Audience.HEAD)}
    path = {n.audience: n.path for n in Notice.objects.filter(case=case)}
    assert path[Audience.HEAD] == suspension.get_absolute_url()
    assert path[Audience.OFFICE] == f"/gate/{suspension.school_id}/"


def test_the_site_that_is_closed_to_them_is_told_and_not_the_school_of_the_case(
    case, father, other_school, stranger, office, ceo
):
    porter = make.UserFactory(role=(Role.OFFICE, other_school))

    suspend(case, father, ceo, school=other_school)

    assert told(case, NoticeKind.GATE_STARTED) == {(porter, Audience.OFFICE), (stranger, Audience.HEAD)}
    assert {n.path for n in Notice.objects.filter(case=case)} == {f"/gate/{other_school.pk}/"}


def test_an_office_colleague_whom_the_case_is_about_is_not_told(case, father, head, other_school, office):
    make.InvolvementFactory(case=case, person=None, user=office, part=Part.SUBJECT)

    suspend(case, father, head)

    assert told(case, NoticeKind.GATE_STARTED) == set()


def test_whoever_is_suspended_is_somebody_the_case_is_about(case, head):
    uncle = make.PersonFactory(given_name="Ned")

    suspend(case, uncle, head)

    assert case.involvements.subjects().filter(person=uncle).exists()


def test_a_merged_person_is_suspended_under_the_row_they_go_on_under(case, father, head):
    assert suspend(case, make.PersonFactory(merged_into=father), head).person == father


@pytest.mark.parametrize(
    ("who", "capacity"),
    [
        ("head", Capacity.HEAD),
        ("ceo", Capacity.CEO),
        ("acting_head", Capacity.ACTING_HEAD),
        ("acting_ceo", Capacity.ACTING_CEO),
    ],
)
def test_it_says_in_which_capacity_it_was_decided(request, case, school, father, deputy, who, capacity):
    if who == "acting_head":
        make.CoverFactory(role=Role.HEAD, school=school, user=deputy)
    if who == "acting_ceo":
        make.CoverFactory(role=Role.CEO, school=None, user=deputy)
    by = deputy if who.startswith("acting") else request.getfixturevalue(who)

    assert suspend(case, father, by).capacity == capacity


def test_the_ceo_who_stands_in_for_a_head_decides_as_ceo(case, school, father, ceo):
    make.CoverFactory(role=Role.HEAD, school=school, user=ceo)

    assert suspend(case, father, ceo).capacity == Capacity.CEO


@pytest.mark.parametrize("who", ["deputy", "office", "staff", "stranger", "chair", "central", "admin"])
def test_nobody_else_can_suspend(request, case, father, who):
    by = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        suspend(case, father, by)


def test_a_head_cannot_suspend_from_the_site_of_another_school(case, father, head, other_school):
    with pytest.raises(PermissionDenied):
        suspend(case, father, head, school=other_school)


def test_history_says_it_in_words(suspension, case):
    services.set_arrangement(suspension=suspension, collection="Grandmother", by=suspension.decided_by)
    services.set_arrangement(suspension=suspension, collection="Aunt", by=suspension.decided_by)
    services.report_breach(suspension=suspension, by=suspension.decided_by)
    services.lift_suspension(suspension=suspension, reason="He apologised.", by=suspension.decided_by)
    said = {
        entry.verb: VERBS[entry.verb].format(actor=entry.actor, **entry.payload.data)
        for entry in Entry.objects.of_chain(case.chain)
        if entry.verb in VERBS
    }

    assert said["suspension.made"].startswith("Ruth Adeyemi suspended Mr Darren Farrow from the site of Hillside")
    assert said["suspension.lifted"].endswith("Hillside Primary: He apologised.")
    assert {*said} == {
        "suspension.made",
        "suspension.arranged",
        "suspension.arrangement_changed",
        "suspension.breached",
        "suspension.lifted",
    }
    assert first_break(Chain.objects.get(pk=case.chain)) is None


@pytest.mark.django_db(transaction=True)
def test_two_heads_suspending_at_once_leave_one_row_and_one_sentence(father, school, head, ceo):
    cases = [make.CaseFactory(school=school) for _ in range(2)]
    barrier, ends = threading.Barrier(2), []

    def act(case, by):
        barrier.wait()
        try:
            suspend(case, father, by)
            ends.append("suspended")
        except Refused as refused:
            ends.append(refused.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=pair) for pair in zip(cases, (head, ceo), strict=True)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert SiteSuspension.objects.count() == 1
    assert "suspended" in ends
    assert any(end.startswith("Darren Farrow is already suspended from Hillside Primary until") for end in ends)


def test_what_only_the_database_sees_is_said_in_the_same_sentence(case, father, school, head, monkeypatch):
    suspend(case, father, head)
    blind = suspending.standing(make.PersonFactory(), school)
    monkeypatch.setattr(suspending, "standing", lambda *args: blind)

    with pytest.raises(Refused, match="already suspended from Hillside Primary until tonight 23:59"):
        suspend(make.CaseFactory(school=school), father, head)


def test_any_other_fault_of_the_database_is_no_refusal(case, father, school, head, monkeypatch):
    monkeypatch.setattr(suspending, "Capacity", lambda _: "king")
    monkeypatch.setattr(making, "full_check", lambda row, **kwargs: None)

    with pytest.raises(IntegrityError, match="site_suspension_capacity_known"):
        suspend(case, father, head)


def test_people_suspended_at_the_same_time_do_not_stand_in_each_others_way(suspension, case, father, other_school):
    others = [
        make.SiteSuspensionFactory(case=case, school=case.school, period=suspension.period),
        make.SiteSuspensionFactory(case=case, person=father, school=other_school, period=suspension.period),
    ]
    for one in [suspension, *others]:
        full_check(one)


@pytest.mark.parametrize("wide", [False, True])
def test_one_that_overlaps_another_of_the_same_person_is_found_before_the_database_is_asked(
    suspension, case, father, head, wide
):
    again = make.SiteSuspensionFactory.build(
        case=case, person=father, school=case.school, is_trust_wide=wide, period=suspension.period, decided_by=head
    )
    with pytest.raises(ValidationError, match="already suspended"):
        full_check(again)


# --- Lifted ------------------------------------------------------------------------------------------------------------
def test_lifting_ends_it_and_owes_the_person_word_of_it(suspension, case, head, office):
    speak(suspension, head)
    assert open_duties(case) == {Kind.LETTER_TO_PARENT, Kind.DECIDE_BEFORE_END, Kind.REVIEW}

    services.lift_suspension(suspension=suspension, reason="He apologised.", by=head)

    suspension.refresh_from_db()
    assert (suspension.state, suspension.ended_by, suspension.end_reason) == ("lifted", head, "He apologised.")
    assert not SiteSuspension.objects.in_force().exists()
    assert open_duties(case) == {Kind.TELL_PARENT, Kind.LETTER_TO_PARENT}
    assert told(case, NoticeKind.GATE_CHANGED) == {(office, Audience.OFFICE)}


def test_a_talk_before_it_was_lifted_does_not_tell_that_it_was(suspension, case, head, clock):
    clock.shift(timedelta(hours=1))
    earlier = timezone.now() - timedelta(minutes=30)
    services.lift_suspension(suspension=suspension, reason="He apologised.", by=head)

    speak(suspension, head, spoken_at=earlier)
    assert Kind.TELL_PARENT in open_duties(case)

    speak(suspension, head)
    assert Kind.TELL_PARENT not in open_duties(case)


def test_after_lifting_a_new_suspension_is_possible(suspension, case, father, head):
    services.lift_suspension(suspension=suspension, reason="He apologised.", by=head)

    assert suspend(case, father, head).pk != suspension.pk


@pytest.mark.parametrize("act", [services.lift_suspension, services.void_suspension])
def test_an_end_needs_a_reason(suspension, head, act):
    with pytest.raises(Refused, match="Say why"):
        act(suspension=suspension, reason=" ", by=head)


def test_what_has_ended_by_itself_is_not_lifted(suspension, head, clock):
    clock.shift(timedelta(days=1))

    with pytest.raises(Refused, match="ended by itself, yesterday, Mon 2 Nov 23:59"):
        services.lift_suspension(suspension=suspension, reason="Late", by=head)


@pytest.mark.parametrize("again", [services.lift_suspension, services.void_suspension])
@pytest.mark.parametrize(("trait", "said"), [("lifted", "lifted already"), ("void", "made in error already")])
def test_what_was_ended_is_not_ended_again(clock, school, head, again, trait, said):
    suspension = make.SiteSuspensionFactory(case__school=school, **{trait: True})

    with pytest.raises(Refused, match=said):
        again(suspension=suspension, reason="Once more", by=head)


@pytest.mark.parametrize("who", ["deputy", "office", "stranger"])
@pytest.mark.parametrize("act", [services.lift_suspension, services.void_suspension])
def test_nobody_else_can_end_it(request, suspension, act, who):
    by = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        act(suspension=suspension, reason="x", by=by)


# --- Made in error -----------------------------------------------------------------------------------------------------
def test_an_error_nobody_heard_of_owes_the_person_nothing(suspension, case, head):
    services.void_suspension(suspension=suspension, reason="Wrong Farrow", by=head)

    suspension.refresh_from_db()
    assert suspension.state == SuspensionState.VOID
    assert open_duties(case) == set()
    assert {duty.waive_reason for duty in Duty.objects.filter(case=case)} == {
        "The suspension was made in error.",
        "The suspension was made in error, and the person had not heard of it.",
    }


def test_an_error_the_person_heard_of_is_told_to_them(suspension, case, head):
    speak(suspension, head)

    services.void_suspension(suspension=suspension, reason="Wrong Farrow", by=head)

    assert open_duties(case) == {Kind.TELL_PARENT}


def test_everybody_who_was_told_is_told_again(suspension, case, head, office, ceo, chair):
    make.NoticeFactory(case=case, to_user=ceo, kind=NoticeKind.CEO_INFORMED, path="/cases/x/")
    make.NoticeFactory(case=case, to_user=chair, audience=Audience.CHAIR, kind=NoticeKind.CHAIR_INFORMED, path="/c/")

    services.void_suspension(suspension=suspension, reason="Wrong Farrow", by=head)

    again = told(case, NoticeKind.GATE_CHANGED)
    assert again == {(office, Audience.OFFICE), (ceo, Audience.CEO), (chair, Audience.CHAIR)}


def test_where_the_whole_case_is_void_its_own_message_goes_to_the_others(suspension, case, head, office, ceo):
    make.NoticeFactory(case=case, to_user=ceo, kind=NoticeKind.CEO_INFORMED)
    type(case).objects.filter(pk=case.pk).update(
        state="void", voided_at=timezone.now(), voided_by=head, void_reason="Logged twice"
    )

    services.void_suspension(suspension=suspension, reason="Logged twice", by=head)

    assert told(case, NoticeKind.GATE_CHANGED) == {(office, Audience.OFFICE)}


def test_one_that_has_run_its_time_can_still_be_an_error(suspension, head, clock):
    clock.shift(timedelta(days=3))

    services.void_suspension(suspension=suspension, reason="Wrong Farrow", by=head)

    suspension.refresh_from_db()
    assert suspension.state == SuspensionState.VOID


# --- Arrangements ------------------------------------------------------------------------------------------------------
def test_arrangements_are_set_by_a_senior_leader_and_the_office_is_told(suspension, case, deputy, office):
    services.set_arrangement(suspension=suspension, collection="Grandmother", by=deputy)

    assert suspension.arrangements.get().collection == "Grandmother"
    assert told(case, NoticeKind.GATE_CHANGED) == {(office, Audience.OFFICE)}


def test_the_same_arrangements_twice_tell_nobody_again(suspension, case, deputy):
    for _ in range(2):
        services.set_arrangement(suspension=suspension, collection="Grandmother", by=deputy)

    assert Notice.objects.filter(case=case, kind=NoticeKind.GATE_CHANGED).count() == 1


def test_changed_arrangements_keep_the_old_ones_in_the_history(suspension, case, deputy):
    for who in ("Grandmother", "Aunt"):
        services.set_arrangement(suspension=suspension, collection=who, by=deputy)

    changed = Entry.objects.of_chain(case.chain).get(verb="suspension.arrangement_changed")
    assert changed.payload.data["before"]["collection"] == "Grandmother"
    assert changed.payload.data["after"]["collection"] == "Aunt"


def test_when_it_has_ended_no_arrangements_are_needed(suspension, deputy, clock):
    clock.shift(timedelta(days=1))

    with pytest.raises(Refused, match="no longer needed"):
        services.set_arrangement(suspension=suspension, collection="Grandmother", by=deputy)


def test_the_office_cannot_set_arrangements(suspension, office):
    with pytest.raises(PermissionDenied):
        services.set_arrangement(suspension=suspension, collection="Grandmother", by=office)


# --- Telling the person ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("result", [CallResult.NO_ANSWER, CallResult.MESSAGE_LEFT])
def test_a_call_that_reached_nobody_tells_nobody(suspension, case, head, result):
    speak(suspension, head, channel=Channel.TELEPHONE, call_result=result)

    assert suspension.tellings.count() == 1
    assert Kind.TELL_PARENT in open_duties(case)


def test_speaking_to_them_does_the_duty(suspension, case, deputy):
    telling = speak(suspension, deputy, channel=Channel.TELEPHONE, note="He was calm.")

    assert (telling.notice.to_person, telling.notice.note) == (suspension.person, "He was calm.")
    duty = Duty.objects.get(case=case, kind=Kind.TELL_PARENT)
    assert duty.how == "By telephone, Monday 2 November 2026, 08:19"


def test_nobody_is_told_in_the_future(suspension, head):
    with pytest.raises(Refused, match="in the future"):
        speak(suspension, head, spoken_at=timezone.now() + timedelta(minutes=1))


def test_nobody_is_told_before_it_was_decided(suspension, head):
    with pytest.raises(Refused, match="decided today 08:19"):
        speak(suspension, head, spoken_at=timezone.now() - timedelta(minutes=1))


def test_the_minute_of_the_decision_counts(suspension, head, clock):
    SiteSuspension.objects.update(decided_at=timezone.now() + timedelta(seconds=40))
    clock.shift(timedelta(minutes=5))
    suspension.refresh_from_db()

    assert speak(suspension, head, spoken_at=datetime(2026, 11, 2, 8, 19, tzinfo=LONDON))


def test_the_same_form_twice_is_one_talk(suspension, head):
    token = "0c9f2f0e-6f0e-4b7e-9d0c-3a3d2f1f0a11"

    assert speak(suspension, head, token=token)
    assert speak(suspension, head, token=token) is None
    assert suspension.tellings.count() == 1


# --- At the gate -------------------------------------------------------------------------------------------------------
def test_reception_reports_them_and_the_leaders_of_the_site_are_alerted(
    suspension, case, office, head, deputy, stranger
):
    breach = services.report_breach(suspension=suspension, by=office)

    assert (breach.seen_by, breach.seen_at) == (office, timezone.now())
    assert told(case, NoticeKind.GATE_BREACH) == {(head, Audience.HEAD), (deputy, Audience.SENIOR_LEADER)}


def test_two_presses_of_one_finger_are_one_sighting(suspension, case, office, staff, head, clock):
    services.report_breach(suspension=suspension, by=office)
    services.report_breach(suspension=suspension, by=office)
    assert suspension.breaches.count() == 1

    services.report_breach(suspension=suspension, by=staff)
    clock.shift(timedelta(minutes=3))
    services.report_breach(suspension=suspension, by=office)
    assert suspension.breaches.count() == 3


def test_somebody_of_another_site_reports_nothing_here(suspension, stranger):
    with pytest.raises(PermissionDenied):
        services.report_breach(suspension=suspension, by=stranger)


@pytest.mark.parametrize("how", ["lifted", "ended"])
def test_who_may_be_here_breaches_nothing(suspension, head, office, clock, how):
    if how == "lifted":
        services.lift_suspension(suspension=suspension, reason="x", by=head)
    else:
        clock.move_to(suspension.period.upper)

    with pytest.raises(Refused, match="no longer in force"):
        services.report_breach(suspension=suspension, by=office)


def test_the_end_is_the_first_moment_they_may_come(suspension):
    last = suspension.period.upper - timedelta(microseconds=1)

    assert suspension.is_in_force(last)
    assert not suspension.is_in_force(suspension.period.upper)
    assert SiteSuspension.objects.in_force(last).exists()
    assert not SiteSuspension.objects.in_force(suspension.period.upper).exists()


# --- A CEO who has a part in the case ---------------------------------------------------------------------------------
@pytest.mark.parametrize("part", [Part.TARGET, Part.WITNESS])
def test_a_ceo_who_has_a_part_in_the_case_does_not_void_what_was_decided_in_it(
    part, suspension, case, ceo, chair, head, client_of
):
    make.InvolvementFactory(case=case, part=part, person=None, user=ceo)
    settle_decider(case=case, by=head)
    browser = client_of(ceo)
    url = f"{suspension.get_absolute_url()}void/"

    assert "You have a part in this case" in browser.get(suspension.get_absolute_url()).text
    assert "You have a part in this case" in browser.get(url).text
    assert browser.post(url, {"reason": "It was nothing"}).status_code == 422
    with pytest.raises(Refused, match="The Chair of Trustees does"):
        services.void_suspension(suspension=suspension, reason="It was nothing", by=type(ceo).objects.get(pk=ceo.pk))
    services.void_suspension(suspension=suspension, reason="Another man", by=type(chair).objects.get(pk=chair.pk))


def test_a_ceo_the_case_is_about_does_not_even_find_it(suspension, case, ceo, chair, head, client_of):
    make.InvolvementFactory(case=case, part=Part.SUBJECT, person=None, user=ceo)

    url = f"{suspension.get_absolute_url()}void/"
    assert client_of(ceo).post(url, {"reason": "It was nothing"}).status_code == 404
    with pytest.raises(PermissionDenied):
        services.void_suspension(suspension=suspension, reason="x", by=type(ceo).objects.get(pk=ceo.pk))


def test_a_ceo_without_a_part_voids_their_own_error(suspension, ceo):
    services.void_suspension(suspension=suspension, reason="Another man", by=ceo)

    suspension.refresh_from_db()
    assert suspension.state == "void"
