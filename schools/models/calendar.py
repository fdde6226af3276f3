"""The days on which the trust's offices do not work."""

from django.db import models
from django.db.models import Q

from schools.models.trust import TRUST_CHAIN
from schools.querysets import HolidayQuerySet


class BankHoliday(models.Model):
    """A bank holiday in England: never a working day. Pre-filled from the published list, kept by administrators."""

    on = models.DateField(unique=True)
    name = models.CharField(max_length=120)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(
                name="bank_holiday_name_given", condition=~Q(name=""), violation_error_message="Name the holiday."
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.on:%d %B %Y}"

    @property
    def chain(self) -> str:
        return TRUST_CHAIN
