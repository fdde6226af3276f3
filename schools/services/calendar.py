"""Bank holidays: filled in from the published list, kept by administrators."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit.services import write
from kernel.checking import full_check
from kernel.refusal import refuse_if
from schools import rules
from schools.access import require_set_up
from schools.models import BankHoliday
from schools.models.trust import TRUST_CHAIN
from schools.selectors.calendar import published_days


@transaction.atomic
def prefill_bank_holidays(*, by: User, year: int | None = None) -> int:
    """Add the published bank holidays of England and Wales: those of one year that are missing, or without a year
    those of every year that has none of them yet (so that a day somebody took out stays out). Packaged data, never
    the network. Gives how many were added.
    """
    require_set_up(by)
    known = set(BankHoliday.objects.values_list("on", flat=True))
    years = (
        {year} if year else {day.year for day in published_days()} - {day.year for day in known & {*published_days()}}
    )
    missing = [
        BankHoliday(on=day, name=name)
        for day, name in published_days().items()
        if day.year in years and day not in known
    ]
    BankHoliday.objects.bulk_create(missing, ignore_conflicts=True)
    if missing:
        data = {"count": len(missing), "first": missing[0].on, "last": missing[-1].on}
        write(chain=TRUST_CHAIN, verb="bank_holidays.filled_in", row=by, by=by, data=data)
    return len(missing)


@transaction.atomic
def add_bank_holiday(*, on: date, name: str, by: User) -> BankHoliday:
    """Add a bank holiday: from now on it is not a working day."""
    require_set_up(by)
    refuse_if(rules.cannot_add_holiday(on, is_known=BankHoliday.objects.filter(on=on).exists()), about=by, field="on")
    row = BankHoliday(on=on, name=name)
    full_check(row)
    row.save()
    write(chain=row.chain, verb="bank_holiday.added", row=row, by=by, data={"on": on, "name": name})
    return row


@transaction.atomic
def remove_bank_holiday(*, holiday: BankHoliday, by: User) -> None:
    """Remove a bank holiday: from now on it is a working day if it is no weekend. Clocks that run keep their end."""
    require_set_up(by)
    data = {"on": holiday.on, "name": holiday.name}
    write(chain=holiday.chain, verb="bank_holiday.removed", row=holiday, by=by, data=data)
    holiday.delete()
