"""The step short of a suspension: a decision to warn an adult in writing."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.models import Case
from suspensions.querysets import WarningQuerySet
from suspensions.states import Capacity


class BehaviourWarning(models.Model):
    """Somebody decided to warn an adult about an incident; the letter that says so is a written record."""

    incident = models.ForeignKey("incidents.Incident", on_delete=models.PROTECT, related_name="warnings")
    person = models.ForeignKey("schools.Person", on_delete=models.PROTECT, related_name="warnings")
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity)

    objects = WarningQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="warning_capacity_known", condition=Q(capacity__in=Capacity.values)),
            models.CheckConstraint(
                name="warning_reason_given", condition=~Q(reason=""), violation_error_message="Say what was wrong."
            ),
            models.UniqueConstraint(
                fields=["incident", "person"],
                name="warning_once",
                violation_error_message="This person has been warned about this already.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="warning_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"warning of {self.person_id}"

    @property
    def case(self) -> Case:
        return self.incident.case

    @property
    def chain(self) -> str:
        return self.case.chain

    def get_absolute_url(self) -> str:
        return reverse("suspensions:warning", args=[self.case.reference, self.pk])
