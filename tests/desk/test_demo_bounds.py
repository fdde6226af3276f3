"""Where the demonstration refuses to be loaded, and the clock its stories are told by."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from desk.demo.clock import Clock, Later
from desk.demo.tales.pupils import TALES
from schools.calendar import LONDON, Calendar, at_local
from schools.models import Trust
from schools.schooldays import SchoolCalendar
from tests.factories import TrustFactory, UserFactory
from tests.pupils.hand import HILLTOP, SIXWAYS

MONDAY = datetime(2026, 11, 2, 14, 12, tzinfo=LONDON)


# --- Where it refuses to be ----------------------------------------------------------------------------------------------
def test_it_is_not_loaded_where_the_demonstration_is_off(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO is off"):
        call_command("demo", "--if-empty")
    assert not User.objects.people().exists()


@pytest.mark.parametrize("arguments", [(), ("--if-empty",), ("--reset",)])
def test_it_is_not_loaded_beside_a_real_trust(db, arguments):
    TrustFactory(is_demo=False)
    with pytest.raises(CommandError, match="a real trust"):
        call_command("demo", *arguments)
    assert Trust.objects.get().is_demo is False


def test_it_is_not_loaded_where_somebody_has_begun_to_set_up(db):
    UserFactory()
    with pytest.raises(CommandError, match="a real trust"):
        call_command("demo", "--if-empty")


# --- Its clock -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("hour", [0, 3, 8, 12, 23])
def test_todays_stories_lie_in_today_and_in_the_past_at_any_hour(hour):
    now = datetime(2026, 11, 2, hour, 1, tzinfo=LONDON)
    clock = Clock(now, Calendar())
    for moment in (clock.moment(0, "08:05"), clock.minutes_ago(14)):
        assert at_local(now.date(), datetime.min.time()) <= moment <= now


def test_days_back_skip_weekends_and_bank_holidays():
    clock = Clock(MONDAY, Calendar(bank_holidays=frozenset({MONDAY.date() - timedelta(days=3)})))
    assert clock.moment(1, "15:40") == datetime(2026, 10, 29, 15, 40, tzinfo=LONDON)


def test_the_clock_never_goes_past_the_moment_of_loading():
    clock = Clock(MONDAY, Calendar())
    with clock.stopped():
        clock.go_to(MONDAY + timedelta(days=1))
        assert timezone.now() == MONDAY


def test_a_step_some_working_days_later_keeps_the_time_of_day():
    friday = datetime(2026, 10, 23, 16, 30, tzinfo=LONDON)
    after = Later(days=1, minutes=10).after(friday, Calendar())
    assert after == datetime(2026, 10, 26, 16, 40, tzinfo=LONDON)


def test_what_takes_hours_waits_for_the_next_morning_of_work_and_what_takes_minutes_does_not():
    friday = datetime(2026, 10, 23, 17, 30, tzinfo=LONDON)
    assert Later(hours=1).after(friday, Calendar()) == datetime(2026, 10, 26, 8, 40, tzinfo=LONDON)
    assert Later(hours=14).after(friday, Calendar()) == datetime(2026, 10, 26, 8, 40, tzinfo=LONDON)
    assert Later(minutes=40).after(friday, Calendar()) == datetime(2026, 10, 23, 18, 10, tzinfo=LONDON)


def test_what_would_be_in_the_night_waits_for_the_morning_after_it():
    thursday = datetime(2026, 10, 22, 14, 0, tzinfo=LONDON)
    assert Later(hours=15).after(thursday, Calendar()) == datetime(2026, 10, 23, 8, 40, tzinfo=LONDON)


def test_days_to_come_and_days_gone_by_are_working_days():
    clock = Clock(MONDAY, Calendar(bank_holidays=frozenset({MONDAY.date() + timedelta(days=1)})))
    assert [clock.day(offset) for offset in (-1, 0, 1)] == [
        MONDAY.date() - timedelta(days=3),
        MONDAY.date(),
        MONDAY.date() + timedelta(days=2),
    ]


@pytest.mark.parametrize("calendar", [HILLTOP, SIXWAYS])
@pytest.mark.parametrize("plan", [tale.plan for tale in TALES], ids=lambda plan: plan.pupil)
def test_on_whatever_day_it_is_loaded_a_pupil_is_suspended_within_one_term_and_clear_of_holidays(plan, calendar):
    first = calendar.terms[0].first
    for today in (first + timedelta(days=n) for n in range(60, 800)):
        decided_on, first_on = plan.place(calendar, today)

        missed = calendar.school_days_in(first_on, calendar.terms[-1].last)[: plan.days + 1]
        assert decided_on < first_on
        assert decided_on < today
        assert len({calendar.statutory_term_of(day) for day in missed[:-1]}) == 1
        assert (missed[-1] - decided_on).days <= plan.days + 1 + 2 * (plan.days // 5 + 2)


def test_where_no_school_day_is_known_no_pupil_is_suspended():
    assert TALES[0].plan.place(SchoolCalendar(()), MONDAY.date()) is None
