"""Telling people: one row for each person told, each way."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from notices.querysets import AppointmentQuerySet, NoticeQuerySet
from notices.states import MAILED, Audience, CallResult, Channel, NoticeKind

SPOKEN = (Channel.TELEPHONE, Channel.IN_PERSON)


class Notice(models.Model):
    """Somebody was told, or is being told.

    By e-mail: queued with the act that causes it, sent by the worker, acknowledged by a press; to somebody without an
    account only with a link, to the address that the link is for. In person or by
    telephone: logged with who, when and what was said. By letter: the record and its copy say the rest.
    """

    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    audience = models.CharField(max_length=16, choices=Audience)
    channel = models.CharField(max_length=10, choices=Channel)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    to_person = models.ForeignKey(
        "schools.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    to_name = models.CharField(max_length=200, blank=True, default="")
    path = models.CharField(max_length=200, blank=True, default="")
    link = models.ForeignKey("cases.Link", null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    note = models.TextField(blank=True, default="")
    queued_at = models.DateTimeField()
    queued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=120, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failed_reason = models.CharField(max_length=300, blank=True, default="")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_how = models.CharField(max_length=300, blank=True, default="")
    spoken_at = models.DateTimeField(null=True, blank=True)
    call_result = models.CharField(max_length=12, choices=CallResult, blank=True, default="")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["case", "queued_at"], name="notice_by_case"),
            models.Index(
                fields=["to_user", "-queued_at"],
                condition=Q(acknowledged_at__isnull=True),
                name="notice_unread",
            ),
            models.Index(
                fields=["queued_by"],
                condition=Q(case__isnull=True, failed_at__isnull=False, resolved_at__isnull=True),
                name="notice_trust_undelivered",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="notice_kind_known", condition=Q(kind__in=NoticeKind.values)),
            models.CheckConstraint(name="notice_audience_known", condition=Q(audience__in=Audience.values)),
            models.CheckConstraint(name="notice_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="notice_call_result_known", condition=Q(call_result__in=["", *CallResult.values])
            ),
            models.CheckConstraint(
                name="notice_exactly_one_recipient",
                condition=Q(to_user__isnull=False, to_person__isnull=True, to_name="")
                | Q(to_user__isnull=True, to_person__isnull=False, to_name="")
                | (Q(to_user__isnull=True, to_person__isnull=True) & ~Q(to_name="")),
                violation_error_message="Say who was told.",
            ),
            models.CheckConstraint(
                name="notice_email_has_message_id", condition=~Q(channel__in=MAILED) | ~Q(message_id="")
            ),
            models.CheckConstraint(
                name="notice_link_iff_sent_by_link",
                condition=Q(channel=Channel.LINK, link__isnull=False, to_user__isnull=True, case__isnull=False)
                | (~Q(channel=Channel.LINK) & Q(link__isnull=True)),
            ),
            models.CheckConstraint(
                name="notice_spoken_iff_spoken_channel",
                condition=Q(channel__in=SPOKEN, spoken_at__isnull=False)
                | (~Q(channel__in=SPOKEN) & Q(spoken_at__isnull=True)),
                violation_error_message="Say when you spoke.",
            ),
            models.CheckConstraint(
                name="notice_failed_iff_reason",
                condition=Q(failed_at__isnull=True, failed_reason="")
                | (Q(failed_at__isnull=False) & ~Q(failed_reason="")),
            ),
            models.CheckConstraint(
                name="notice_not_sent_and_failed", condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True)
            ),
            models.CheckConstraint(
                name="notice_resolved_iff_stamped",
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True, resolved_how="")
                | (Q(resolved_at__isnull=False, resolved_by__isnull=False) & ~Q(resolved_how="")),
            ),
            models.CheckConstraint(
                name="notice_acknowledged_iff_stamped",
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.audience}"

    @property
    def chain(self) -> str:
        return self.case.chain if self.case is not None else "trust"

    @property
    def who(self) -> str:
        """The name of whoever is told."""
        if self.to_user is not None:
            return self.to_user.name
        return self.to_person.full_name if self.to_person is not None else self.to_name

    def get_absolute_url(self) -> str:
        return self.path or reverse("notices:notice", args=[self.pk])


class Appointment(models.Model):
    """When and where something is that an account is told of: its e-mail carries it in the form that calendars read.

    `uid` and `revision` say to a calendar which entry it is, and which state of it.
    """

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="appointment")
    uid = models.UUIDField("name of the entry in calendars")
    revision = models.PositiveSmallIntegerField(default=1)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200)
    is_cancelled = models.BooleanField(default=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="appointment_place_given", condition=~Q(place="")),
            models.CheckConstraint(name="appointment_lasts", condition=Q(minutes__gte=1)),
        ]
        triggers = [pgtrigger.Protect(name="appointment_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"appointment of notice {self.notice_id}"
