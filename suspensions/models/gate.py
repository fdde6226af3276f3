"""What happens around a suspension at the gate and on the telephone: somebody was seen, somebody was told."""

import pgtrigger
from django.conf import settings
from django.db import models

from notices.states import SPOKEN
from suspensions.models.suspension import SiteSuspension
from suspensions.querysets import BreachQuerySet, TellingQuerySet


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
