"""What follows a pupil's suspension: work, education from the sixth day, coming back, the CEO's advice."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from pupils.models.suspension import PupilSuspension
from pupils.querysets import OfAdviceQuerySet, OfSuspensionQuerySet
from pupils.states import AdviserCapacity, NoEducation


class WorkSet(models.Model):
    """Work for the first five days: what, how it reaches the pupil, who marks it. Append-only."""

    suspension = models.ForeignKey(PupilSuspension, on_delete=models.PROTECT, related_name="work")
    what = models.TextField("what the work is")
    how = models.TextField("how it reaches the pupil")
    marker = models.CharField("who marks it", max_length=200)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfSuspensionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="work_set_what_given", condition=~Q(what=""), violation_error_message="Say what the work is."
            ),
            models.CheckConstraint(
                name="work_set_how_given",
                condition=~Q(how=""),
                violation_error_message="Say how the work reaches the pupil.",
            ),
            models.CheckConstraint(
                name="work_set_marker_given", condition=~Q(marker=""), violation_error_message="Say who marks it."
            ),
        ]
        triggers = [pgtrigger.Protect(name="work_set_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"work during {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain


class DaySixEducation(models.Model):
    """Full-time education from the sixth day: with whom, where, when, or why there is none. The row noted last counts.

    `late_reason` where it begins later than it must; `has_consent`: the parent agreed to less than 48 hours' notice.
    Append-only. EIA 2006 s.100; SI 2007/1870.
    """

    suspension = models.ForeignKey(PupilSuspension, on_delete=models.PROTECT, related_name="day_six")
    exception = models.CharField(max_length=16, choices=NoEducation, blank=True, default="")
    reason = models.TextField("why there is none", blank=True, default="")
    provider = models.CharField("who provides it", max_length=200, blank=True, default="")
    address = models.TextField(blank=True, default="")
    times = models.CharField("from when to when each day", max_length=200, blank=True, default="")
    starts_on = models.DateField("first day there", null=True, blank=True)
    report_to = models.CharField("whom the pupil asks for", max_length=200, blank=True, default="")
    late_reason = models.TextField(blank=True, default="")
    has_consent = models.BooleanField("the parent agreed to shorter notice", default=False)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfSuspensionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="day_six_exception_known", condition=Q(exception__in=["", *NoEducation.values])
            ),
            models.CheckConstraint(
                name="day_six_arranged_or_excepted",
                condition=(
                    Q(exception="", reason="", starts_on__isnull=False)
                    & ~Q(provider="")
                    & ~Q(address="")
                    & ~Q(times="")
                    & ~Q(report_to="")
                )
                | (
                    ~Q(exception="")
                    & ~Q(reason="")
                    & Q(provider="", address="", times="", report_to="", late_reason="")
                    & Q(starts_on__isnull=True, has_consent=False)
                ),
                violation_error_message="Give provider, address, times, first day and whom to ask for; or why there is none.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="day_six_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"education during {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain

    @property
    def is_arranged(self) -> bool:
        return not self.exception


class Reintegration(models.Model):
    """The talk when a pupil comes back: who came and what was agreed, or why it was not held. Append-only.

    It is never a condition of coming back.
    """

    suspension = models.ForeignKey(PupilSuspension, on_delete=models.PROTECT, related_name="reintegrations")
    is_held = models.BooleanField()
    held_on = models.DateField(null=True, blank=True)
    who_came = models.TextField(blank=True, default="")
    agreed = models.TextField("what was agreed", blank=True, default="")
    why_not = models.TextField(blank=True, default="")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfSuspensionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="reintegration_held_or_why_not",
                condition=(Q(is_held=True, held_on__isnull=False, why_not="") & ~Q(who_came="") & ~Q(agreed=""))
                | (Q(is_held=False, held_on__isnull=True, who_came="", agreed="") & ~Q(why_not="")),
                violation_error_message="Say when it was, who came and what was agreed; or why it was not held.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="reintegration_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"coming back after {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain


class Advice(models.Model):
    """The CEO's review of a pupil's suspension. It advises: it neither cancels nor reinstates. Append-only."""

    suspension = models.ForeignKey(PupilSuspension, on_delete=models.PROTECT, related_name="advice")
    is_supported = models.BooleanField()
    reasons = models.TextField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=AdviserCapacity)

    objects = OfSuspensionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="advice_capacity_known", condition=Q(capacity__in=AdviserCapacity.values)),
            models.CheckConstraint(
                name="advice_reasons_given", condition=~Q(reasons=""), violation_error_message="Give your reasons."
            ),
            models.UniqueConstraint(
                fields=["suspension"],
                name="advice_once",
                violation_error_message="This suspension has been reviewed already.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="advice_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"advice on {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain


class AdviceAnswer(models.Model):
    """Why a suspension stands that the CEO did not support, and whether the board is asked. Append-only."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="answers")
    reasons = models.TextField()
    is_board_asked = models.BooleanField(default=False)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfAdviceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="advice_answer_reasons_given",
                condition=~Q(reasons=""),
                violation_error_message="Say why the suspension stands.",
            ),
            models.UniqueConstraint(
                fields=["advice"],
                name="advice_answer_once",
                violation_error_message="The advice has been answered already.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="advice_answer_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"answer to advice {self.advice_id}"

    @property
    def chain(self) -> str:
        return self.advice.chain
