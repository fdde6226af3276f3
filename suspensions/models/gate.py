"""What happens around a suspension at the gate and on the telephone: somebody was seen, somebody was told."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from kernel.triggers import differs_beside
from notices.states import SPOKEN
from suspensions.models.suspension import SiteSuspension
from suspensions.querysets import BreachQuerySet, TellingQuerySet, VisitQuerySet


class Breach(models.Model):
    """Somebody saw the person on site while they were suspended from it."""

    suspension = models.ForeignKey(SiteSuspension, on_delete=models.PROTECT, related_name="breaches")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, default="")

    objects = BreachQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-seen_at", "-pk"]
        triggers = [pgtrigger.Protect(name="breach_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"breach of {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain


class Telling(models.Model):
    """A talk or call in which the person was told of their suspension, or an attempt at it: the notice says more."""

    suspension = models.ForeignKey(SiteSuspension, on_delete=models.PROTECT, related_name="tellings")
    notice = models.OneToOneField("notices.Notice", on_delete=models.PROTECT, related_name="telling")

    objects = TellingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-notice__spoken_at", "-pk"]
        triggers = [pgtrigger.Protect(name="telling_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"telling of {self.suspension_id}"

    @property
    def has_spoken(self) -> bool:
        """Somebody spoke to the person: a message or no answer tells nobody."""
        return self.notice.call_result in SPOKEN

    @property
    def chain(self) -> str:
        return self.suspension.chain


class PermittedVisit(models.Model):
    """For so long somebody may come onto a site from which they are suspended, to one place: a meeting they are asked to.

    `subject` names that meeting for whoever moves it or calls it off. Moving it is another visit.
    """

    suspension = models.ForeignKey(SiteSuspension, on_delete=models.PROTECT, related_name="visits")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    period = DateTimeRangeField()
    place = models.CharField(max_length=200)
    subject = models.CharField(max_length=80)
    permitted_at = models.DateTimeField()
    permitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="permitted_visit_bounded",
                condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
                violation_error_message="Say from when until when they may come.",
            ),
            models.CheckConstraint(name="permitted_visit_place_given", condition=~Q(place="")),
            models.CheckConstraint(name="permitted_visit_subject_given", condition=~Q(subject="")),
            models.CheckConstraint(
                name="permitted_visit_withdrawn_iff_stamped",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["suspension", "school", "subject", "period"],
                condition=Q(withdrawn_at__isnull=True),
                name="permitted_visit_once",
            ),
        ]
        triggers = [
            # What was permitted stays on file; it is withdrawn once.
            pgtrigger.Protect(
                name="permitted_visit_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.withdrawn_at IS NOT NULL OR {differs_beside('withdrawn_at', 'withdrawn_by_id')}"
                ),
            ),
            pgtrigger.Protect(name="permitted_visit_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"visit during {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain
