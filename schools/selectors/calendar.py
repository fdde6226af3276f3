"""The calendar that clocks are counted by, and what is published about it."""

from datetime import date
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

from schools.calendar import Calendar
from schools.models import BankHoliday
from schools.selectors.trust import trust


def calendar() -> Calendar:
    """Load bank holidays and the trust's office hours: two queries."""
    hours = trust()
    holidays = frozenset(BankHoliday.objects.values_list("on", flat=True))
    return Calendar(bank_holidays=holidays, opens=hours.office_opens, closes=hours.office_closes)


@cache
def published_days() -> dict[date, str]:
    """The bank holidays of England and Wales that GOV.UK had published when our package was made, oldest first."""
    published = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return {row["date"]: row["title"] for row in published}
