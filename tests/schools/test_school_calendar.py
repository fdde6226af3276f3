"""A school's calendar: terms, closures and session times written, copied, read back; who may, and what is refused."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.system import system_user
from audit.models import Entry
from kernel.refusal import Refused
from schools import access, rules
from schools.calendar import Calendar
from schools.models import Closure, SessionTimes, Term
from schools.schooldays import COMMON, SchoolCalendar, Sessions
from schools.selectors.school_calendar import school_calendar
from schools.services import school_calendar as services
from schools.services.cover import act_as_head
from schools.states import ClosureKind, Phase
from schools.words import sentence
from tests import factories as make

pytestmark = pytest.mark.django_db

INSET = ClosureKind.INSET


def autumn(school, by, **changed):
    facts = {"name": "Autumn term", "first_on": date(2026, 9, 1), "last_on": date(2026, 12, 18)}
    return services.add_term(school=school, by=by, **(facts | changed))


def close(school, by, first, last=None, kind=INSET, name=""):
    return services.add_closure(school=school, first_on=first, last_on=last or first, kind=kind, name=name, by=by)


def told(school):
    return [
        (entry.verb, sentence(entry.verb, entry.payload.data, actor="Ann"))
        for entry in Entry.objects.of_chain(school.chain).select_related("payload").order_by("seq")
    ]


# --- Terms -----------------------------------------------------------------------------------------------------------
def test_a_head_enters_the_terms_of_their_school(school, head):
    term = autumn(school, head)

    assert school_calendar(school).terms == (term.span,)
    assert school_calendar(school).is_school_day(date(2026, 9, 1))
    assert told(school) == [
        ("term.added", "Ann added the term Autumn term, Tuesday 1 September 2026 to Friday 18 December 2026.")
    ]


def test_a_deputy_who_acts_as_head_keeps_the_calendar(school, deputy, head):
    with pytest.raises(PermissionDenied):
        autumn(school, deputy)
    make.StandingDeputyFactory(user=deputy, school=school, named_by=head)

    act_as_head(school=school, by=deputy)
    access.forget_powers(deputy)

    assert autumn(school, deputy)


def test_an_administrator_keeps_the_calendar_of_every_school(school, other_school, admin):
    assert autumn(school, admin)
    assert autumn(other_school, admin)


@pytest.mark.parametrize("who", ["stranger", "deputy", "office", "staff", "ceo"])
def test_nobody_else_keeps_it(school, who, request):
    with pytest.raises(PermissionDenied):
        autumn(school, request.getfixturevalue(who))

    assert not Term.objects.exists()


def test_the_central_office_has_no_terms(admin):
    central = make.SchoolFactory(phase=Phase.CENTRAL)

    with pytest.raises(Refused, match="working days only"):
        autumn(central, admin)
    with pytest.raises(Refused, match="working days only"):
        services.set_session_times(school=central, morning_opens=time(9), morning_closes=time(12), by=admin)


def test_terms_of_a_school_do_not_overlap(school, other_school, admin):
    autumn(school, admin)
    autumn(other_school, admin)

    with pytest.raises(ValidationError, match="Another term of the school has some of these days"):
        autumn(school, admin, name="Spring term", first_on=date(2026, 12, 18), last_on=date(2027, 3, 25))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"last_on": date(2026, 8, 31)}, "before the first"),
        ({"last_on": date(2100, 1, 1)}, "2000 to 2099"),
        ({"first_on": date(1999, 9, 1)}, "2000 to 2099"),
    ],
)
def test_days_that_cannot_be_meant_are_refused(school, head, changed, reason):
    with pytest.raises(Refused, match=reason):
        autumn(school, head, **changed)


def test_a_term_of_a_whole_year_is_refused(school, head):
    with pytest.raises(ValidationError, match="No term is this long"):
        autumn(school, head, last_on=date(2027, 7, 21))


def test_a_term_is_changed_and_removed(school, head):
    term = autumn(school, head)

    services.change_term(term=term, name="Autumn", first_on=date(2026, 9, 2), last_on=term.last_on, by=head)
    assert not school_calendar(school).is_school_day(date(2026, 9, 1))
    services.remove_term(term=term, by=head)

    assert school_calendar(school) == SchoolCalendar(())
    assert [text for _, text in told(school)][1:] == [
        "Ann changed the term Autumn term: name, first day.",
        "Ann removed the term Autumn, Wednesday 2 September 2026 to Friday 18 December 2026.",
    ]


def test_a_term_is_not_changed_into_another(school, head):
    autumn(school, head)
    spring = autumn(school, head, name="Spring term", first_on=date(2027, 1, 4), last_on=date(2027, 3, 25))

    with pytest.raises(ValidationError, match="Another term"):
        services.change_term(
            term=spring, name="Spring term", first_on=date(2026, 12, 18), last_on=date(2027, 3, 25), by=head
        )


# --- Closures --------------------------------------------------------------------------------------------------------
def test_a_closure_takes_days_out_of_a_term(school, head):
    autumn(school, head)
    close(school, head, date(2026, 10, 26), date(2026, 10, 30), ClosureKind.HALF_TERM)

    calendar = school_calendar(school)
    assert calendar.add_school_days(date(2026, 10, 23), 1) == date(2026, 11, 2)
    assert told(school)[-1] == (
        "closure.added",
        "Ann closed the school: Half-term, Monday 26 October 2026 to Friday 30 October 2026.",
    )


@pytest.mark.parametrize("first", [date(2026, 8, 28), date(2026, 9, 5), date(2026, 12, 21)])
def test_nothing_is_closed_where_no_term_has_a_weekday(school, head, first):
    autumn(school, head)

    with pytest.raises(Refused, match="nothing to close"):
        close(school, head, first)


def test_a_closure_may_begin_before_a_term_and_end_after_it(school, head):
    autumn(school, head)

    assert rules.cannot_close(school_calendar(school), date(2026, 8, 1), date(2026, 9, 1)) is None
    assert rules.cannot_close(school_calendar(school), date(2026, 12, 18), date(2026, 12, 31)) is None


def test_the_same_days_are_not_closed_twice_for_the_same_reason(school, head):
    autumn(school, head)
    close(school, head, date(2026, 9, 1))

    with pytest.raises(ValidationError, match="already closed"):
        close(school, head, date(2026, 9, 1))
    assert close(school, head, date(2026, 9, 1), kind=ClosureKind.EMERGENCY, name="Burst pipe")


def test_a_closure_is_changed_and_taken_back(school, head):
    autumn(school, head)
    closure = close(school, head, date(2026, 9, 1))

    services.change_closure(
        closure=closure, first_on=date(2026, 9, 2), last_on=date(2026, 9, 2), kind=INSET, name="Training", by=head
    )
    assert school_calendar(school).closed == {date(2026, 9, 2)}
    services.remove_closure(closure=closure, by=head)

    assert not school_calendar(school).closed
    assert told(school)[-1][1] == "Ann took back a closure: Training, Wednesday 2 September 2026."


def test_a_closure_is_not_changed_to_where_nothing_closes(school, head):
    autumn(school, head)
    closure = close(school, head, date(2026, 9, 1))
    sunday = date(2026, 9, 6)

    with pytest.raises(Refused, match="nothing to close"):
        services.change_closure(closure=closure, first_on=sunday, last_on=sunday, kind=INSET, by=head)


# --- Bank holidays ---------------------------------------------------------------------------------------------------
def summer(school, by):
    return autumn(school, by, name="Summer term", first_on=date(2026, 4, 20), last_on=date(2026, 7, 21))


def test_bank_holidays_are_filled_in_where_a_term_would_meet(school, head):
    summer(school, head)

    assert services.prefill_year(school=school, year=2025, by=head) == 2  # early May and the spring bank holiday
    assert {row.first_on for row in Closure.objects.all()} == {date(2026, 5, 4), date(2026, 5, 25)}
    assert services.prefill_year(school=school, year=2025, by=head) == 0
    assert services.prefill_year(school=school, year=2026, by=head) == 0
    assert [verb for verb, _ in told(school)] == ["term.added", "closures.filled_in"]


def test_a_bank_holiday_within_half_term_needs_no_closure_of_its_own(school, head):
    summer(school, head)
    close(school, head, date(2026, 5, 25), date(2026, 5, 29), ClosureKind.HALF_TERM)

    assert services.prefill_year(school=school, year=2025, by=head) == 1


def test_a_bank_holiday_taken_out_is_a_school_day_and_never_a_working_day(school, head):
    summer(school, head)
    services.prefill_year(school=school, year=2025, by=head)
    may = date(2026, 5, 4)

    services.remove_closure(closure=Closure.objects.get(first_on=may), by=head)

    assert school_calendar(school).is_school_day(may)
    assert not Calendar(bank_holidays=frozenset([may])).is_working_day(may)


# --- Session times ---------------------------------------------------------------------------------------------------
TIMES = {"morning_opens": time(8, 30), "morning_closes": time(11, 45)}
AFTERNOON = {"afternoon_opens": time(12, 30), "afternoon_closes": time(15)}


def test_a_school_without_times_has_the_common_ones(school):
    assert school_calendar(school).usual == COMMON


def test_the_usual_times_and_a_day_that_differs(school, head):
    autumn(school, head)
    services.set_session_times(school=school, **TIMES, **AFTERNOON, by=head)
    services.set_session_times(school=school, on=date(2026, 12, 18), **TIMES, by=head)

    calendar = school_calendar(school)
    assert calendar.usual == Sessions((time(8, 30), time(11, 45)), (time(12, 30), time(15)))
    assert calendar.half_days_on(date(2026, 12, 17)) == 2
    assert calendar.half_days_on(date(2026, 12, 18)) == 1
    assert [text for _, text in told(school)][1:] == [
        "Ann entered the usual times.",
        "Ann entered the times on Friday 18 December 2026.",
    ]


def test_times_of_a_day_are_replaced_by_those_entered_later(school, head):
    services.set_session_times(school=school, **TIMES, by=head)
    row = services.set_session_times(school=school, **TIMES, **AFTERNOON, by=head)

    assert SessionTimes.objects.get() == row
    services.remove_session_times(times=row, by=head)
    assert school_calendar(school).usual == COMMON
    assert [verb for verb, _ in told(school)] == [
        "session_times.added",
        "session_times.changed",
        "session_times.removed",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"morning_closes": time(8)},
        {"afternoon_opens": time(12)},
        {"afternoon_opens": time(11), "afternoon_closes": time(15)},
        {"afternoon_opens": time(15), "afternoon_closes": time(15)},
    ],
)
def test_times_out_of_order_are_refused(school, head, wrong):
    with pytest.raises(ValidationError):
        services.set_session_times(school=school, **(TIMES | wrong), by=head)


# --- Copying ---------------------------------------------------------------------------------------------------------
def test_a_year_is_copied_to_other_schools(school, other_school, admin):
    autumn(school, admin)
    close(school, admin, date(2026, 9, 1))
    summer(school, admin)  # of the year before: not copied

    [copied] = services.copy_year(school=school, year=2026, to=[other_school], by=admin)

    assert (copied.school, copied.terms, copied.closures, copied.left) == (other_school, 1, 1, ())
    calendar = school_calendar(other_school)
    assert [term.name for term in calendar.terms] == ["Autumn term"]
    assert calendar.closed == {date(2026, 9, 1)}
    assert told(other_school) == [
        ("calendar.copied", "Ann copied a calendar from another school: 1 terms, 1 closures.")
    ]


def test_what_a_school_has_already_is_left_as_it_is_and_named(school, other_school, admin):
    autumn(school, admin)
    close(school, admin, date(2026, 9, 1))
    close(school, admin, date(2026, 10, 26), date(2026, 10, 30), ClosureKind.HALF_TERM)
    autumn(other_school, admin, first_on=date(2026, 9, 2))
    close(other_school, admin, date(2026, 10, 19), date(2026, 10, 26), ClosureKind.HALF_TERM)

    [copied] = services.copy_year(school=school, year=2026, to=[other_school], by=admin)

    assert (copied.terms, copied.closures) == (0, 1)
    assert copied.left == (
        "Autumn term, Wednesday 2 September 2026 to Friday 18 December 2026",
        "Half-term, Monday 19 October 2026 to Monday 26 October 2026",
    )


def test_copying_again_changes_nothing_and_is_not_noted(school, other_school, admin):
    autumn(school, admin)
    services.copy_year(school=school, year=2026, to=[other_school], by=admin)

    [copied] = services.copy_year(school=school, year=2026, to=[other_school], by=admin)

    assert (copied.terms, copied.closures) == (0, 0)
    assert len(told(other_school)) == 1


def test_an_empty_year_is_not_copied(school, other_school, admin):
    with pytest.raises(Refused, match="nothing in its calendar for 2026–27 yet"):
        services.copy_year(school=school, year=2026, to=[other_school], by=admin)


def test_a_head_copies_to_no_school_of_somebody_else(school, other_school, head):
    autumn(school, head)

    with pytest.raises(PermissionDenied):
        services.copy_year(school=school, year=2026, to=[other_school], by=head)
    assert not other_school.terms.exists()


# --- Reading ---------------------------------------------------------------------------------------------------------
def test_the_whole_calendar_costs_one_question(school, admin):
    make.TermFactory(school=school)
    make.ClosureFactory(school=school)
    make.SessionTimesFactory(school=school)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        school_calendar(school)

    assert len(asked) == 1


def test_a_calendar_is_kept_by_its_head_and_administrators(school, other_school, head, admin, ceo):
    mine, other = make.TermFactory(school=school), make.TermFactory(school=other_school)

    assert {*Term.objects.visible_to(head)} == {mine}
    assert {*Term.objects.visible_to(admin)} == {mine, other}
    assert not Term.objects.visible_to(ceo).exists()
    assert school.pk in access.calendars_kept_by(head)
    assert other_school.pk not in access.calendars_kept_by(head)


def test_the_system_keeps_calendars_too(school, trust):
    assert autumn(school, system_user())
