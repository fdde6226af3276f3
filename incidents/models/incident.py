"""An incident as it was reported, and what was added later."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from incidents.querysets import AddendumQuerySet, IncidentQuerySet
from incidents.states import Category, Conclusion, Setting
from kernel.triggers import differs_beside

DECISION = (
    *("conclusion", "conclusion_reason", "concluded_at", "concluded_by_id"),
    *("not_suspended_why", "not_suspended_at", "not_suspended_by_id"),
)


class Incident(models.Model):
    """What happened. Locked from the moment its report is issued; afterwards only addenda."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="incidents")
    number = models.PositiveSmallIntegerField(default=1)
    occurred_at = models.DateTimeField()
    discovered_at = models.DateTimeField(null=True, blank=True)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=200, blank=True, default="")
    on_paper_at = models.DateTimeField("written down on paper at", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True, default="")
    setting = models.CharField(max_length=10, choices=Setting)
    categories = ArrayField(models.CharField(max_length=12, choices=Category), default=list, blank=True)
    other_category = models.CharField(max_length=200, blank=True, default="")
    account = models.TextField()
    injuries = models.TextField(blank=True, default="")
    police_called_at = models.DateTimeField(null=True, blank=True)
    police_reference = models.CharField(max_length=80, blank=True, default="")
    is_child_at_risk = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    locked_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.CharField(max_length=10, choices=Conclusion, blank=True, default="")
    conclusion_reason = models.TextField(blank=True, default="")
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    # Why nobody was suspended after an attack or a threat: one sentence for the CEO.
    not_suspended_why = models.TextField(blank=True, default="", db_default="")
    not_suspended_at = models.DateTimeField(null=True, blank=True)
    not_suspended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = IncidentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="incident_setting_known", condition=Q(setting__in=Setting.values)),
            models.CheckConstraint(
                name="incident_categories_known", condition=Q(categories__contained_by=Category.values)
            ),
            models.CheckConstraint(
                name="incident_account_given",
                condition=~Q(account=""),
                violation_error_message="Say what happened.",
            ),
            models.CheckConstraint(
                name="incident_not_in_the_future",
                condition=Q(occurred_at__lte=F("logged_at")),
                violation_error_message="The time it happened is in the future.",
            ),
            models.CheckConstraint(
                name="incident_discovered_after_it_happened",
                condition=Q(discovered_at__isnull=True) | Q(discovered_at__gte=F("occurred_at")),
                violation_error_message="It cannot have been discovered before it happened.",
            ),
            models.CheckConstraint(
                name="incident_conclusion_known", condition=Q(conclusion__in=["", *Conclusion.values])
            ),
            models.CheckConstraint(
                name="incident_concluded_iff_stamped",
                condition=Q(conclusion="", conclusion_reason="", concluded_at__isnull=True, concluded_by__isnull=True)
                | (
                    ~Q(conclusion="")
                    & ~Q(conclusion_reason="")
                    & Q(concluded_at__isnull=False, concluded_by__isnull=False)
                ),
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                name="incident_not_suspended_iff_stamped",
                condition=Q(not_suspended_why="", not_suspended_at__isnull=True, not_suspended_by__isnull=True)
                | (~Q(not_suspended_why="") & Q(not_suspended_at__isnull=False, not_suspended_by__isnull=False)),
                violation_error_message="Say why nobody is suspended.",
            ),
            models.UniqueConstraint(fields=["case", "number"], name="incident_number_once"),
        ]
        triggers = [
            # Once locked, only the decision on it is added.
            pgtrigger.Protect(
                name="incident_locked",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.locked_at IS NOT NULL AND {differs_beside(*DECISION)}"),
            ),
            pgtrigger.Protect(name="incident_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"incident {self.number} of {self.case_id}"

    @property
    def chain(self) -> str:
        return self.case.chain

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    def get_absolute_url(self) -> str:
        return reverse("incidents:incident", args=[self.case.reference, self.number])


class Addendum(models.Model):
    """Something added to an incident after its report was issued; never changed."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AddendumQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="addendum_text_given", condition=~Q(text=""), violation_error_message="Write what you want to add."
            )
        ]
        triggers = [pgtrigger.Protect(name="addendum_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"addendum to {self.incident_id}"

    @property
    def chain(self) -> str:
        return self.incident.chain
