"""E-mails that somebody uploads: what was sent, and what came of each file."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kernel.tables import pairs
from kernel.triggers import differs_beside
from socialmedia.querysets import MailQuerySet, UploadQuerySet
from socialmedia.states import MAIL_KEPT, MAIL_MOVES, MailState


class MailUpload(models.Model):
    """Several saved e-mails, sent at once. Each is read by the worker; its row says what came of it."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="mail_uploads")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = UploadQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["uploaded_by", "-id"], name="mail_upload_newest")]
        triggers = [pgtrigger.Protect(name="mail_upload_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"upload {self.pk} at {self.school_id}"

    @property
    def chain(self) -> str:
        return f"school:{self.school_id}"

    def get_absolute_url(self) -> str:
        return reverse("socialmedia:upload", args=[self.pk])


class MailFile(models.Model):
    """One uploaded e-mail: its name, hash and bytes as sent. Of one that is refused or left out the bytes are gone.

    `told` is what it says, while somebody is asked who its sender is; a contact takes it over.
    """

    upload = models.ForeignKey(MailUpload, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=150)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True, default="")
    original = models.FileField(upload_to="mail/%Y/%m/", max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    sender = models.CharField(max_length=254, blank=True, default="")
    note = models.TextField(blank=True, default="")
    told = models.JSONField(default=dict, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MailQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="mail_file_state_known", condition=Q(state__in=MailState.values)),
            models.CheckConstraint(name="mail_file_name_given", condition=~Q(name="")),
            models.CheckConstraint(
                name="mail_file_hash_whole", condition=Q(sha256="") | Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="mail_file_bytes_iff_kept",
                condition=(Q(state__in=MAIL_KEPT) & ~Q(original="") & ~Q(sha256=""))
                | (~Q(state__in=MAIL_KEPT) & Q(original="")),
            ),
            models.CheckConstraint(
                name="mail_file_told_iff_asked",
                condition=(Q(state=MailState.ASKED) & ~Q(told={}) & ~Q(sender=""))
                | (~Q(state=MailState.ASKED) & Q(told={})),
            ),
            models.CheckConstraint(
                name="mail_file_read_iff_stamped",
                condition=Q(state=MailState.WAITING, read_at__isnull=True)
                | (~Q(state=MailState.WAITING) & Q(read_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="mail_file_refused_with_reason",
                condition=~Q(state__in=[MailState.REFUSED, MailState.LEFT_OUT]) | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="mail_file_answered_stamped",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="mail_file_left_out_iff_answered",
                condition=~Q(state=MailState.LEFT_OUT) | Q(answered_at__isnull=False),
            ),
            models.UniqueConstraint(fields=["upload", "number"], name="mail_file_number_once"),
        ]
        triggers = [
            pgtrigger.FSM(name="mail_file_moves", field="state", transitions=pairs(MAIL_MOVES)),
            # What was sent stays as it was sent, its bytes too; what came of it is noted with its moves.
            pgtrigger.Protect(
                name="mail_file_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.state = OLD.state OR NEW.original NOT IN (OLD.original, '') OR "
                    + differs_beside(
                        "state", "original", "sender", "note", "told", "read_at", "answered_at", "answered_by_id"
                    )
                ),
            ),
            pgtrigger.Protect(name="mail_file_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        return self.upload.chain

    def get_absolute_url(self) -> str:
        return self.upload.get_absolute_url()
