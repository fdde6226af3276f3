"""Bank holidays: filled in from the published list, added and removed, and what clocks make of them."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.system import system_user
from audit.models import Entry
from kernel.once import one_page
from kernel.refusal import Refused
from schools import selectors
from schools.models import BankHoliday
from schools.services import calendar as services
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_published_holidays_of_england_and_wales_are_filled_in(trust):
    added = services.prefill_bank_holidays(by=system_user())

    assert added == BankHoliday.objects.count() > 100
    assert BankHoliday.objects.filter(on=date(2026, 4, 6), name="Easter Monday").exists()
    assert not BankHoliday.objects.filter(on=date(2026, 1, 2)).exists()  # Scotland's


def test_filling_in_again_adds_nothing_and_brings_nothing_back(trust):
    services.prefill_bank_holidays(by=system_user())
    services.remove_bank_holiday(holiday=BankHoliday.objects.get(on=date(2026, 5, 4)), by=system_user())

    assert services.prefill_bank_holidays(by=system_user()) == 0
    assert not BankHoliday.objects.filter(on=date(2026, 5, 4)).exists()


def test_an_administrator_brings_a_years_holidays_back(admin):
    services.prefill_bank_holidays(by=admin)
    services.remove_bank_holiday(holiday=BankHoliday.objects.get(on=date(2026, 5, 4)), by=admin)

    assert services.prefill_bank_holidays(by=admin, year=2026) == 1


def test_an_extra_holiday_does_not_keep_its_year_from_being_filled_in(admin):
    services.add_bank_holiday(on=date(2027, 6, 11), name="A royal wedding", by=admin)

    services.prefill_bank_holidays(by=admin)

    assert BankHoliday.objects.filter(on__year=2027).count() == 9


def test_what_is_done_to_the_calendar_stands_in_the_trusts_history(admin):
    holiday = services.add_bank_holiday(on=date(2027, 6, 11), name="A royal wedding", by=admin)
    services.remove_bank_holiday(holiday=holiday, by=admin)

    verbs = Entry.objects.of_chain("trust").values_list("verb", flat=True)
    assert [*verbs] == ["bank_holiday.added", "bank_holiday.removed"]


def test_a_day_is_a_holiday_once(admin):
    services.add_bank_holiday(on=date(2027, 6, 11), name="A royal wedding", by=admin)

    with pytest.raises(Refused, match="already a bank holiday"):
        services.add_bank_holiday(on=date(2027, 6, 11), name="Another", by=admin)


@pytest.mark.parametrize("who", ["head", "ceo", "central", "staff", "chair"])
def test_only_administrators_keep_the_calendar(who, request):
    with pytest.raises(PermissionDenied):
        services.add_bank_holiday(on=date(2027, 6, 11), name="Mine", by=request.getfixturevalue(who))


def test_the_calendar_is_loaded_with_one_query():
    factories.TrustFactory(office_opens=time(7, 30), office_closes=time(16))
    factories.BankHolidayFactory(on=date(2026, 11, 3))

    with CaptureQueriesContext(connection) as queries:
        calendar = selectors.calendar()

    assert len(queries) == 1
    assert calendar.add_working_days(date(2026, 11, 2), 1) == date(2026, 11, 4)
    assert (calendar.opens, calendar.closes) == (time(7, 30), time(16))


def test_a_page_asks_once_for_the_trust_and_its_calendar():
    factories.TrustFactory()

    with one_page(), CaptureQueriesContext(connection) as queries:
        assert selectors.calendar() == selectors.calendar()
        assert selectors.trust() is selectors.trust()

    assert len(queries) == 1


def test_what_may_change_something_asks_anew(admin):
    assert date(2026, 11, 3) not in selectors.calendar().bank_holidays

    services.add_bank_holiday(on=date(2026, 11, 3), name="A royal wedding", by=admin)

    assert date(2026, 11, 3) in selectors.calendar().bank_holidays


def test_before_set_up_the_calendar_knows_the_bank_holidays(db):
    factories.BankHolidayFactory(on=date(2026, 11, 3))

    assert selectors.calendar().bank_holidays == {date(2026, 11, 3)}


def test_before_set_up_the_calendar_keeps_ordinary_hours(db):
    assert selectors.calendar().opens == time(8)
    assert selectors.trust().name == ""
