"""What was decided about a running suspension: arrangements for the child, a later end, other terms."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from suspensions.models.suspension import SiteSuspension
from suspensions.querysets import ArrangementQuerySet, ExtensionQuerySet, VariationQuerySet
from suspensions.states import Capacity


class Arrangement(models.Model):
    """What still works for the person's child while they may not come: one for each site."""

    suspension = models.ForeignKey(SiteSuspension, on_delete=models.PROTECT, related_name="arrangements")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    drop_off = models.CharField("bringing the child", max_length=300, blank=True, default="")
    collection = models.CharField("collecting the child", max_length=300, blank=True, default="")
    events = models.CharField("school events", max_length=300, blank=True, default="")
    emergencies = models.CharField("if the child is ill or hurt", max_length=300, blank=True, default="")
    contact = models.CharField("how to reach the school", max_length=300, blank=True, default="")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["suspension", "school"],
                name="arrangement_once_a_site",
                violation_error_message="This site has its arrangements already.",
            ),
            models.CheckConstraint(
                name="arrangement_says_something",
                condition=~Q(drop_off="", collection="", events="", emergencies="", contact=""),
                violation_error_message="Say at least one thing that was arranged.",
            ),
        ]

    def __str__(self) -> str:
        return f"arrangement for {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain


class Extension(models.Model):
    """A suspension goes on until later (aware datetimes, ends exclusive at local midnight). Append-only.

    `considered` answers whether disability, illness or language could explain the conduct, and what was weighed.
    """

    suspension = models.ForeignKey(SiteSuspension, on_delete=models.PROTECT, related_name="extensions")
    previous_until = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.TextField()
    considered = models.TextField()
    review_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="extension_goes_on",
                condition=Q(until__gt=F("previous_until")) & Q(until__gt=F("decided_at")),
                violation_error_message="The new end must be later than the end it has now.",
            ),
            models.CheckConstraint(
                name="extension_reason_given",
                condition=~Q(reason=""),
                violation_error_message="Say why it must go on.",
            ),
            models.CheckConstraint(
                name="extension_considered_given",
                condition=~Q(considered=""),
                violation_error_message="Say what you considered about disability, illness and language.",
            ),
            models.CheckConstraint(name="extension_capacity_known", condition=Q(capacity__in=Capacity.values)),
        ]
        triggers = [pgtrigger.Protect(name="extension_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"extension of {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain


class Variation(models.Model):
    """An upheld suspension goes on under other terms: what still counts and what not, an earlier end. Append-only."""

    suspension = models.ForeignKey(SiteSuspension, on_delete=models.PROTECT, related_name="variations")
    terms = models.TextField()
    reason = models.TextField()
    until = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity)

    objects = VariationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="variation_terms_given",
                condition=~Q(terms=""),
                violation_error_message="Say what is different from now on.",
            ),
            models.CheckConstraint(
                name="variation_reason_given", condition=~Q(reason=""), violation_error_message="Say why."
            ),
            models.CheckConstraint(name="variation_capacity_known", condition=Q(capacity__in=Capacity.values)),
        ]
        triggers = [pgtrigger.Protect(name="variation_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"variation of {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain
