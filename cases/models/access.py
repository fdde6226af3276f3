"""Sight of one case, given to one account; and who acts for the CEO, on one case or on every one."""

from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.querysets import DelegationQuerySet
from cases.states import Cause
from schools.models.trust import TRUST_CHAIN
from schools.states import OFFICES, ActsAs


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


class Delegation(models.Model):
    """Somebody acts for the CEO over a period (aware datetimes, end exclusive), on one case or on every one.

    A member of the Central Team to whom the CEO delegated; or, where the CEO is involved in a case or decided in it,
    whoever holds the office of Chair or vice-chair (`to` is nobody by name), and a trustee to whom they gave the review.
    Ended by shortening the period.
    """

    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="delegations")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )
    acts_as = models.CharField(max_length=12, choices=ActsAs)
    cause = models.CharField(max_length=10, choices=Cause, default=Cause.GIVEN)
    period = DateTimeRangeField()
    reason = models.CharField(max_length=300)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="delegation_acts_as_known", condition=Q(acts_as__in=ActsAs.values)),
            models.CheckConstraint(name="delegation_cause_known", condition=Q(cause__in=Cause.values)),
            models.CheckConstraint(
                name="delegation_period_begins", condition=Q(period__isempty=False, period__lower_inf=False)
            ),
            models.CheckConstraint(
                name="delegation_reason_given", condition=~Q(reason=""), violation_error_message="Say why."
            ),
            models.CheckConstraint(
                name="delegation_to_somebody_iff_not_an_office",
                condition=Q(acts_as__in=OFFICES, to__isnull=True) | (~Q(acts_as__in=OFFICES) & Q(to__isnull=False)),
                violation_error_message="Choose to whom.",
            ),
            models.CheckConstraint(
                name="delegation_office_iff_caused",
                condition=Q(acts_as__in=OFFICES, cause__in=[Cause.INVOLVED, Cause.DECIDED])
                | (~Q(acts_as__in=OFFICES) & Q(cause=Cause.GIVEN)),
            ),
            models.CheckConstraint(
                name="delegation_of_every_case_ends",
                condition=Q(case__isnull=False) | Q(acts_as=ActsAs.DELEGATE, period__upper_inf=False),
                violation_error_message="Say until when, if it is for every case.",
            ),
            models.CheckConstraint(
                name="delegation_not_to_oneself",
                condition=~Q(to=F("given_by")),
                violation_error_message="Nobody delegates to themselves.",
            ),
            models.UniqueConstraint(
                fields=["case", "to"],
                condition=Q(period__upper_inf=True, to__isnull=False),
                name="delegation_open_once",
                violation_error_message="This is delegated to them already.",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(period__upper_inf=True, to__isnull=True),
                name="delegation_one_office",
                violation_error_message="Somebody already decides in the place of the CEO.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to_id or self.acts_as} acts on {self.case_id or 'every case'}"

    @property
    def chain(self) -> str:
        return self.case.chain if self.case is not None else TRUST_CHAIN

    def get_absolute_url(self) -> str:
        return reverse("desk:delegate", args=[self.case.reference]) if self.case else reverse("desk:delegation")
