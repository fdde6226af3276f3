"""Whether somebody of whom a court order is noted is told of a pupil's suspension."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from pupils.querysets import ReasonQuerySet


class OrderDecision(models.Model):
    """The headteacher decided whether somebody is told although a court order about contact is noted. Append-only.

    Until then nothing is issued to them; the latest decision counts. It is made for one suspension and one person.
    """

    suspension = models.ForeignKey("pupils.PupilSuspension", on_delete=models.PROTECT, related_name="order_decisions")
    person = models.ForeignKey("schools.Person", on_delete=models.PROTECT, related_name="+")
    is_told = models.BooleanField("is told")
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ReasonQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="order_decision_reason_given",
                condition=~Q(reason=""),
                violation_error_message="Say why.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="order_decision_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.person_id} of suspension {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain
