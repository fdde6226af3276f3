"""A suspension goes on, or ends by itself: who, until when, what follows."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from audit.models import Chain, Entry
from audit.selectors import first_break
from cases.duties import Kind
from cases.models import Duty
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import Audience, NoticeKind
from schools.calendar import LONDON
from schools.states import Role
from suspensions import selectors, services
from suspensions.models import Extension, SiteSuspension
from suspensions.selectors.event import Happened, newest_event
from suspensions.selectors.gate import elsewhere
from suspensions.states import Capacity, Outcome, SuspensionState
from tests import factories as make

FRIDAY = date(2026, 11, 6)
NEXT_FRIDAY = date(2026, 11, 13)
SIX_WEEKS = date(2026, 12, 13)
OF_CLOCKS = {Kind.DECIDE_BEFORE_END, Kind.REVIEW, Kind.REPRESENTATIONS}


def extend(suspension, by, until_on=FRIDAY, **more):
    said = {"reason": "He says that he will be back.", "considered": "Nothing points to it."}
    return services.extend_site_suspension(suspension=suspension, until_on=until_on, by=by, **{**said, **more})


def owed(suspension, kind):
    return Duty.objects.open().get(subject=str(suspension.pk), kind=kind)


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


# --- Going on ----------------------------------------------------------------------------------------------------------
def test_it_goes_on_until_the_end_of_the_day(suspension, head):
    before = suspension.period.upper

    extension = extend(suspension, head)

    suspension.refresh_from_db()
    assert suspension.period.upper == london(2026, 11, 7)
    assert (extension.previous_until, extension.until) == (before, london(2026, 11, 7))
    assert (extension.decided_by, extension.capacity) == (head, Capacity.HEAD)
    assert newest_event(suspension).what is Happened.EXTENDED


def test_across_the_end_of_summer_time_it_ends_at_midnight_in_winter_time(clock, case, father, school, head):
    clock.move_to(london(2026, 10, 23, 9))
    one = services.suspend_for_rest_of_today(case=case, person=father, school=school, grounds="x", by=head)

    extend(one, head, date(2026, 10, 25))

    one.refresh_from_db()
    assert one.period.upper.isoformat() == "2026-10-26T00:00:00+00:00"


def test_one_that_was_upheld_for_its_first_day_does_not_go_on_unheard(suspension, head, ceo):
    """For one day nobody need be heard first; made longer afterwards it would be upheld unheard. A new decision is open."""
    said = {"reasons": "Two colleagues saw it.", "considered": "Nothing points to it.", "risk": "He may hit somebody."}
    services.review_site_suspension(suspension=suspension, outcome=Outcome.UPHELD, by=ceo, **said)

    with pytest.raises(Refused, match="upheld for its one day"):
        extend(suspension, head, review_on=FRIDAY)
    anew = services.renew_site_suspension(
        suspension=suspension,
        until_on=FRIDAY,
        grounds="He rang and threatened her again.",
        considered="Nothing.",
        by=head,
    )

    assert anew.state == SuspensionState.PROVISIONAL
    assert owed(anew, Kind.REVIEW)


@pytest.mark.parametrize(
    ("until_on", "said"),
    [
        (date(2026, 11, 1), "This day is in the past."),
        (date(2026, 11, 2), "It lasts until Monday 2 November 2026 already."),
        (SIX_WEEKS + timedelta(days=1), "Choose Sunday 13 December 2026 or earlier. Before it is upheld"),
        (date(2030, 1, 1), "Choose Sunday 13 December 2026 or earlier."),
    ],
)
def test_the_past_and_what_is_too_long_are_refused(suspension, head, until_on, said):
    with pytest.raises(Refused, match=said) as refused:
        extend(suspension, head, until_on)

    assert refused.value.field == "until_on"
    assert not Extension.objects.exists()


def test_it_can_be_extended_again_until_six_weeks_are_over(suspension, head, clock):
    extend(suspension, head)
    clock.shift(timedelta(days=3))
    extend(suspension, head, SIX_WEEKS)

    suspension.refresh_from_db()
    assert suspension.period.upper == london(2026, 12, 14)
    with pytest.raises(Refused, match="It cannot be extended any more"):
        extend(suspension, head, SIX_WEEKS + timedelta(days=1))


def test_once_upheld_it_lasts_twelve_months_at_most_and_has_a_day_to_look_again(case, father, head):
    period = TimestamptzRange(timezone.now(), london(2026, 11, 7))
    one = make.SiteSuspensionFactory(case=case, person=father, upheld=True, period=period)

    with pytest.raises(Refused, match=r"Choose Monday 1 November 2027 or earlier. A suspension lasts twelve months"):
        extend(one, head, date(2027, 11, 2), review_on=date(2027, 3, 1))
    with pytest.raises(Refused, match="Say on which day it is looked at again"):
        extend(one, head, date(2027, 11, 1))
    extend(one, head, date(2027, 11, 1), review_on=date(2027, 3, 1))

    one.refresh_from_db()
    assert one.review_on == date(2027, 3, 1)
    assert one.period.upper == london(2027, 11, 2)


@pytest.mark.parametrize(
    ("review_on", "said"), [(date(2026, 11, 1), "in the past"), (date(2026, 11, 7), "before it ends: on Friday 6")]
)
def test_it_is_looked_at_again_before_it_ends(suspension, head, review_on, said):
    with pytest.raises(Refused, match=said) as refused:
        extend(suspension, head, review_on=review_on)

    assert refused.value.field == "review_on"


def test_where_nobody_chose_it_is_looked_at_again_two_working_days_before(suspension, head):
    extend(suspension, head)

    suspension.refresh_from_db()
    assert suspension.review_on == date(2026, 11, 4)


@pytest.mark.parametrize("field", ["reason", "considered"])
def test_neither_the_reason_nor_what_was_considered_may_be_missing(suspension, head, field):
    with pytest.raises(Refused) as refused:
        extend(suspension, head, **{field: " "})

    assert refused.value.field == field


def test_what_has_ended_is_not_extended(suspension, head, clock):
    clock.move_to(london(2026, 11, 3, 0, 0))

    with pytest.raises(Refused, match=r"It ended by itself, .* suspend them again"):
        extend(suspension, head)


def test_a_second_before_midnight_it_can_still_be_extended(suspension, head, clock):
    clock.move_to(london(2026, 11, 2, 23, 59, 59))

    assert extend(suspension, head)


@pytest.mark.parametrize("end", [services.lift_suspension, services.void_suspension])
def test_what_somebody_ended_is_not_extended(suspension, head, end):
    end(suspension=suspension, reason="x", by=head)

    with pytest.raises(Refused, match="already"):
        extend(suspension, head)


def test_a_form_that_shows_an_older_end_is_refused(suspension, head, ceo):
    seen = suspension.period.upper
    extend(suspension, head)

    with pytest.raises(Refused, match="Somebody changed its end a moment ago"):
        extend(suspension, ceo, NEXT_FRIDAY, known_until=seen)


def test_the_same_form_sent_twice_extends_once(suspension, head):
    token = "0c9f2f0e-6f0e-4b7e-9d0c-3a3d2f1f0a11"

    assert extend(suspension, head, token=token)
    assert extend(suspension, head, token=token) is None
    assert Extension.objects.count() == 1


@pytest.mark.parametrize("who", ["deputy", "office", "staff", "stranger", "chair", "central", "admin"])
def test_nobody_else_extends_it(request, suspension, who):
    by = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        extend(suspension, by)
    with pytest.raises(PermissionDenied):
        services.let_end(suspension=suspension, note="x", by=by)


def test_an_acting_head_extends_it_as_acting(suspension, school, deputy):
    make.CoverFactory(role=Role.HEAD, school=school, user=deputy)

    assert extend(suspension, deputy).capacity == Capacity.ACTING_HEAD


# --- What follows ------------------------------------------------------------------------------------------------------
def test_the_person_must_be_told_again_and_the_sites_are(suspension, case, head, office):
    for kind in (Kind.TELL_PARENT, Kind.LETTER_TO_PARENT):
        Duty.objects.filter(kind=kind).update(discharged_at=timezone.now(), discharged_by=head, how="Done")

    extend(suspension, head)

    assert owed(suspension, Kind.TELL_PARENT).due_at == london(2026, 11, 3)
    assert owed(suspension, Kind.LETTER_TO_PARENT)
    assert {(n.to_user, n.audience) for n in Notice.objects.filter(kind=NoticeKind.GATE_CHANGED)} == {
        (office, Audience.OFFICE)
    }


def test_the_decision_is_owed_tonight_and_later_two_working_days_before_the_end(suspension, head):
    assert owed(suspension, Kind.DECIDE_BEFORE_END).due_at == london(2026, 11, 3)

    extend(suspension, head, NEXT_FRIDAY)

    assert owed(suspension, Kind.DECIDE_BEFORE_END).due_at == london(2026, 11, 12)
    done = Duty.objects.get(kind=Kind.DECIDE_BEFORE_END, discharged_at__isnull=False)
    assert done.how == "Extended until Friday 13 November 2026"


def test_an_end_without_a_decision_settles_the_duty_by_the_clock(suspension, clock, run_jobs):
    clock.move_to(london(2026, 11, 2, 23, 59))
    run_jobs(raising=True)
    assert owed(suspension, Kind.DECIDE_BEFORE_END)

    clock.move_to(london(2026, 11, 3, 0, 0))
    run_jobs(raising=True)

    done = Duty.objects.get(kind=Kind.DECIDE_BEFORE_END)
    assert done.discharged_at == london(2026, 11, 3, 0, 0)
    assert done.how.startswith("It ended by itself on Monday 2 November 2026.")


def test_the_first_midnight_settles_nothing_of_one_that_was_extended(suspension, head, clock, run_jobs):
    extend(suspension, head)
    clock.move_to(london(2026, 11, 3, 0, 0))

    run_jobs(raising=True)

    assert owed(suspension, Kind.DECIDE_BEFORE_END)


def test_letting_it_end_is_a_decision_with_its_reason(suspension, case, head):
    services.let_end(suspension=suspension, note="He apologised.", by=head)

    assert not Duty.objects.open().filter(kind=Kind.DECIDE_BEFORE_END).exists()
    assert Entry.objects.of_chain(case.chain).get(verb="suspension.left_to_end").payload.data["reason"] == (
        "He apologised."
    )
    with pytest.raises(Refused, match="It was decided already"):
        services.let_end(suspension=suspension, note="x", by=head)
    assert extend(suspension, head)
    assert owed(suspension, Kind.DECIDE_BEFORE_END)


def test_letting_it_end_needs_a_word_why(suspension, head):
    with pytest.raises(Refused, match="Say why that is enough"):
        services.let_end(suspension=suspension, note="  ", by=head)


def test_an_upheld_one_needs_nobody_to_let_it_end(case, father, head):
    one = make.SiteSuspensionFactory(case=case, person=father, upheld=True)

    with pytest.raises(Refused, match="to end it sooner, lift it"):
        services.let_end(suspension=one, note="x", by=head)


@pytest.mark.parametrize(("end", "is_waived"), [(services.lift_suspension, False), (services.void_suspension, True)])
def test_its_end_settles_what_was_to_decide_and_to_review(suspension, head, end, is_waived):
    extend(suspension, head)

    end(suspension=suspension, reason="x", by=head)

    rows = Duty.objects.filter(kind__in=OF_CLOCKS)
    assert not rows.open().exists()
    assert rows.filter(waived_at__isnull=False).exists() is is_waived


def test_a_breach_stays_on_record_and_can_be_reported_after_it_was_extended(suspension, head, office, clock):
    services.report_breach(suspension=suspension, by=office)
    extend(suspension, head)
    clock.move_to(london(2026, 11, 5, 9))

    services.report_breach(suspension=suspension, by=office)

    assert suspension.breaches.count() == 2


def test_the_review_is_owed_by_the_ceo_five_working_days_on(suspension):
    duty = owed(suspension, Kind.REVIEW)

    assert (duty.owner_role, duty.due_at) == (Role.CEO, london(2026, 11, 9, 8, 19))


def test_a_suspension_the_ceo_extends_is_reviewed_by_the_chair(suspension, ceo, chair):
    extend(suspension, ceo)

    assert owed(suspension, Kind.REVIEW).owner_role == Role.CHAIR


def test_a_suspension_from_another_site_is_decided_on_by_the_ceos_office(
    case, father, other_school, stranger, ceo, chair, head
):
    one = services.suspend_for_rest_of_today(case=case, person=father, school=other_school, grounds="x", by=ceo)

    assert owed(one, Kind.DECIDE_BEFORE_END).owner_role == Role.CHAIR
    with pytest.raises(PermissionDenied):
        extend(one, head)


def test_history_says_it_in_words_and_the_chain_is_whole(suspension, case, head):
    extend(suspension, head)

    entry = Entry.objects.of_chain(case.chain).get(verb="suspension.extended")
    assert entry.payload.data["until_on"] == "Friday 6 November 2026"
    assert first_break(Chain.objects.get(pk=case.chain)) is None


# --- Children at several schools ---------------------------------------------------------------------------------------
@pytest.fixture
def sister(father, other_school):
    pupil = make.PersonFactory(pupil=True, given_name="Mia", at=other_school)
    make.RelationshipFactory(adult=father, pupil=pupil)
    return pupil


def test_head_and_office_of_the_other_childs_school_are_told_that_it_lasts(
    suspension, head, other_school, stranger, sister
):
    porter = make.UserFactory(role=(Role.OFFICE, other_school))
    assert elsewhere(other_school) == []

    extend(suspension, head)

    told = Notice.objects.filter(kind=NoticeKind.GATE_ELSEWHERE)
    assert {(n.to_user, n.audience, n.path) for n in told} == {
        (stranger, Audience.HEAD, f"/gate/{other_school.pk}/"),
        (porter, Audience.OFFICE, f"/gate/{other_school.pk}/"),
    }
    (line,) = elsewhere(other_school)
    assert (line.name, line.note, line.site) == ("Darren FARROW", "father of Mia", "Hillside Primary")


def test_the_other_schools_register_says_it_without_the_story(
    suspension, head, other_school, stranger, sister, client_of
):
    extend(suspension, head)

    page = client_of(stranger).get(f"/gate/{other_school.pk}/")

    assert "May come here, not onto another site" in page.text
    assert "Darren FARROW" in page.text
    assert "fist" not in page.text
    assert suspension.case.reference not in page.text


def test_a_school_without_a_child_of_theirs_hears_nothing(suspension, head, other_school, stranger):
    extend(suspension, head)

    assert not Notice.objects.filter(to_user=stranger).exists()
    assert elsewhere(other_school) == []


def test_when_it_is_lifted_the_other_school_hears_of_it(suspension, head, other_school, stranger, sister):
    extend(suspension, head)
    services.lift_suspension(suspension=suspension, reason="x", by=head)

    assert Notice.objects.filter(kind=NoticeKind.GATE_ELSEWHERE, to_user=stranger).count() == 2
    assert elsewhere(other_school) == []


# --- At once -----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_two_extending_at_once_leave_one_extension(suspension, head, ceo):
    seen, results, start = suspension.period.upper, [], threading.Barrier(2)

    def act(by, until_on):
        try:
            start.wait()
            extend(SiteSuspension.objects.get(pk=suspension.pk), by, until_on, known_until=seen)
            results.append("done")
        except Refused as refused:
            results.append(refused.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=pair) for pair in ((head, FRIDAY), (ceo, NEXT_FRIDAY))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(result == "done" for result in results) == [False, True]
    assert Extension.objects.count() == 1
    assert any("Somebody changed its end" in result for result in results)


def test_the_section_shows_until_when_it_goes_on(suspension, case, head):
    extend(suspension, head)

    assert selectors.case_section(case, head).items[0].tag.text == "until 6 November"


def test_the_database_refuses_more_than_six_weeks(case, father):
    with pytest.raises(Exception, match="site_suspension_provisional_within_six_weeks"):
        make.SiteSuspensionFactory(
            case=case,
            person=father,
            state=SuspensionState.PROVISIONAL,
            period=TimestamptzRange(timezone.now(), timezone.now() + timedelta(days=44)),
        )
