"""Sight of one case, given to one account."""

from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q


class Grant(models.Model):
    """An account may see the whole file of one case over a period (aware datetimes, end exclusive)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    period = DateTimeRangeField()
    reason = models.CharField(max_length=300)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="grant_period_begins", condition=Q(period__isempty=False, period__lower_inf=False)
            ),
            models.CheckConstraint(
                name="grant_reason_given", condition=~Q(reason=""), violation_error_message="Say why."
            ),
            models.CheckConstraint(
                name="grant_not_to_oneself",
                condition=~Q(user=F("granted_by")),
                violation_error_message="Nobody grants to themselves.",
            ),
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(period__upper_inf=True),
                name="grant_open_once",
                violation_error_message="This person already sees this case.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} sees {self.case_id}"

    @property
    def chain(self) -> str:
        return self.case.chain
