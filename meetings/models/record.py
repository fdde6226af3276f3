"""What was said and agreed at a meeting, what the parties say to the draft, and what somebody is to do."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.models import Case
from meetings.models.meeting import Attendee, Meeting
from meetings.querysets import ActionQuerySet, AgreedQuerySet, CommentQuerySet
from records.states import CopyMethod
from suspensions.states import Channel


class AgreedRecord(models.Model):
    """The text of a meeting's record: it is written, sent to the parties for comment, then issued.

    `revision` counts its changes; a change takes back that it was sent.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="agreed")
    points = models.TextField("what was talked about", blank=True, default="")
    agreed = models.TextField("what was agreed", blank=True, default="")
    advice = models.TextField("advice that was given", blank=True, default="")
    revision = models.PositiveSmallIntegerField(default=1)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField("sent to the parties", null=True, blank=True)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AgreedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="agreed_record_shared_iff_stamped",
                condition=Q(shared_at__isnull=True, shared_by__isnull=True)
                | (Q(shared_at__isnull=False, shared_by__isnull=False) & ~Q(points="")),
                violation_error_message="Write down what was talked about first.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="agreed_record_never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"record of meeting {self.meeting_id}"

    @property
    def chain(self) -> str:
        return self.meeting.chain


class Comment(models.Model):
    """What somebody who was there says to a draft of the record, in their words: that it is right, or what is not."""

    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="comments")
    revision = models.PositiveSmallIntegerField()
    is_agreed = models.BooleanField()
    text = models.TextField(blank=True, default="")
    channel = models.CharField(max_length=10, choices=Channel)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="comment_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="comment_says_something",
                condition=Q(is_agreed=True) | ~Q(text=""),
                violation_error_message="Write down what is not right.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="comment_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"comment of attendee {self.attendee_id}"

    @property
    def chain(self) -> str:
        return self.attendee.chain


class DraftGiven(models.Model):
    """The draft of a record was given to somebody who gets no letter and has no account: how, and on which local day.

    `deemed_on` is the day on which it counts as received.
    """

    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="drafts_given")
    revision = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=8, choices=CopyMethod)
    given_on = models.DateField()
    deemed_on = models.DateField("counts as received on")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="draft_given_method_known", condition=Q(method__in=CopyMethod.values)),
            models.CheckConstraint(
                name="draft_given_counts_after_it_went",
                condition=Q(deemed_on__gte=F("given_on")),
                violation_error_message="It cannot count as received before it went.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="draft_given_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"draft given to attendee {self.attendee_id}"

    @property
    def chain(self) -> str:
        return self.attendee.chain


class Action(models.Model):
    """What somebody is to do after a meeting, and by when: owed from when the record is issued."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True, default="")
    due_on = models.DateField()
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    owed_at = models.DateTimeField(null=True, blank=True)
    owed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    how = models.TextField("what was done", blank=True, default="")

    objects = ActionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="action_what_given", condition=~Q(what=""), violation_error_message="Say what is to be done."
            ),
            models.CheckConstraint(
                name="action_exactly_one_owner",
                condition=Q(user__isnull=False, name="") | (Q(user__isnull=True) & ~Q(name="")),
                violation_error_message="Say who does it: one person.",
            ),
            models.CheckConstraint(
                name="action_owed_iff_stamped",
                condition=Q(owed_at__isnull=True, owed_by__isnull=True)
                | Q(owed_at__isnull=False, owed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="action_done_iff_stamped",
                condition=Q(done_at__isnull=True, done_by__isnull=True, how="")
                | (Q(done_at__isnull=False, done_by__isnull=False, owed_at__isnull=False) & ~Q(how="")),
                violation_error_message="Say what was done.",
            ),
        ]
        triggers = [
            # What stands in an issued record stays.
            pgtrigger.Protect(
                name="action_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.owed_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"action {self.pk} of meeting {self.meeting_id}"

    @property
    def chain(self) -> str:
        return self.meeting.chain

    @property
    def case(self) -> Case:
        return self.meeting.case

    @property
    def who(self) -> str:
        """The name of whoever does it."""
        return self.user.name if self.user is not None else self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:action", args=[self.meeting.case.reference, self.pk])
