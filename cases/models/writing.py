"""What people are in the middle of writing, and what they have sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.querysets import DraftQuerySet


class Draft(models.Model):
    """What somebody has typed into a form so far, read by its writer only. `key` names the form and what it is about.

    `opened_at` tells which page of the form saved it last, where that is known.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["key", "-saved_at"], name="draft_by_key")]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="draft_once"),
            models.CheckConstraint(name="draft_key_given", condition=~Q(key="")),
        ]

    def __str__(self) -> str:
        return f"draft {self.key} of {self.user_id}"


class Submission(models.Model):
    """A form that was sent: the same form sent twice makes one thing and leads to the same page."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    led_to = models.CharField(max_length=300, blank=True, default="")
    sent_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "token"], name="submission_once")]

    def __str__(self) -> str:
        return f"submission of {self.user_id}"
