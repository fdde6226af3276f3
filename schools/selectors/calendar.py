"""The calendar that clocks are counted by, and what is published about it."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.urls import reverse
from govuk_bank_holidays.bank_holidays import BankHolidays

from kernel.components import Action, Link
from schools.calendar import Calendar
from schools.models import BankHoliday
from schools.selectors.trust import trust


def calendar() -> Calendar:
    """The trust's office hours and bank holidays: one query, none where the page has asked for the trust already."""
    whole = trust()
    if whole.holidays is None:
        whole.holidays = [*BankHoliday.objects.values_list("on", flat=True)]
    return Calendar(bank_holidays=frozenset(whole.holidays), opens=whole.office_opens, closes=whole.office_closes)


@cache
def published_days() -> dict[date, str]:
    """The bank holidays of England and Wales that GOV.UK had published when our package was made, oldest first."""
    published = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return {row["date"]: row["title"] for row in published}


@dataclass(frozen=True)
class YearPage:
    """The bank holidays of a year, its neighbours, and how many published days are missing."""

    year: int
    days: tuple[tuple[BankHoliday, Action], ...]
    years: tuple[Link, ...]
    missing: int
    is_published: bool


def year_page(year: int) -> YearPage:
    """What the page of one year's bank holidays shows."""
    days = [*BankHoliday.objects.filter(on__year=year)]
    known, published = {row.on for row in days}, [day for day in published_days() if day.year == year]
    links = [Link(str(near), reverse("schools:calendar_year", args=[near])) for near in (year - 1, year + 1)]
    return YearPage(
        year, tuple((day, _remove(day)) for day in days), tuple(links), len(set(published) - known), bool(published)
    )


def _remove(day: BankHoliday) -> Action:
    return Action("Remove", reverse("schools:holiday_remove", args=[day.pk]), "link", None, "post", str(day))
