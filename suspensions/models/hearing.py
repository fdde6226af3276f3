"""The suspended person's own side, and the decision on it: representations and reviews."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from suspensions.models.suspension import SiteSuspension
from suspensions.querysets import RepresentationQuerySet, ReviewedEvidenceQuerySet, ReviewQuerySet
from suspensions.states import Capacity, Channel, Outcome


class Representation(models.Model):
    """What the suspended person says to it, by whatever way it came, or that they waive saying anything (in writing).

    `is_all`: they say that nothing else will come, which closes the window early. Considered once, by somebody who is
    not involved; that is added later, and nothing else changes.
    """

    suspension = models.ForeignKey(SiteSuspension, on_delete=models.PROTECT, related_name="representations")
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel)
    text = models.TextField()
    is_waiver = models.BooleanField(default=False)
    is_all = models.BooleanField(default=False)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    consideration = models.TextField(blank=True, default="")
    considered_at = models.DateTimeField(null=True, blank=True)
    considered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(name="representation_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="representation_text_given",
                condition=~Q(text=""),
                violation_error_message="Write down what the person said.",
            ),
            models.CheckConstraint(
                name="representation_waiver_in_writing",
                condition=Q(is_waiver=False) | Q(channel__in=[Channel.LETTER, Channel.EMAIL, Channel.HANDED]),
                violation_error_message="A waiver counts only in writing.",
            ),
            models.CheckConstraint(
                name="representation_considered_iff_stamped",
                condition=Q(consideration="", considered_at__isnull=True, considered_by__isnull=True)
                | (~Q(consideration="") & Q(considered_at__isnull=False, considered_by__isnull=False)),
                violation_error_message="Say what you made of it.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="representation_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.considered_at IS NOT NULL OR (to_jsonb(OLD) - '{consideration,considered_at,considered_by_id}'::text[])"
                    " IS DISTINCT FROM (to_jsonb(NEW) - '{consideration,considered_at,considered_by_id}'::text[])"
                ),
            ),
            pgtrigger.Protect(name="representation_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"representation on {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain


class Review(models.Model):
    """Somebody not involved decided on a suspension: whether the evidence carries it, or on its day to look again.

    `is_first` is the decision to uphold or not; later ones look again at an upheld one. Append-only.
    """

    suspension = models.ForeignKey(SiteSuspension, on_delete=models.PROTECT, related_name="reviews")
    is_first = models.BooleanField(default=True)
    outcome = models.CharField(max_length=12, choices=Outcome)
    reasons = models.TextField()
    considered = models.TextField()
    risk = models.TextField(blank=True, default="")
    follows = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(name="review_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="review_reasons_given", condition=~Q(reasons=""), violation_error_message="Give your reasons."
            ),
            models.CheckConstraint(
                name="review_considered_given",
                condition=~Q(considered=""),
                violation_error_message="Say what you considered about disability, illness and language.",
            ),
            models.CheckConstraint(
                name="review_upheld_names_the_risk",
                condition=~Q(outcome__in=[Outcome.UPHELD, Outcome.VARIED, Outcome.CONTINUED]) | ~Q(risk=""),
                violation_error_message="Say what the risk to staff or children is. "
                "Criticism or a complaint alone is no ground.",
            ),
            models.CheckConstraint(name="review_capacity_known", condition=Q(capacity__in=Capacity.values)),
            models.UniqueConstraint(
                fields=["suspension"],
                condition=Q(is_first=True),
                name="review_first_once",
                violation_error_message="Somebody has already decided on this.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="review_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"review of {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain


class ReviewedEvidence(models.Model):
    """A piece of evidence that a review took into account. Append-only."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="evidence")
    evidence = models.ForeignKey("cases.Evidence", on_delete=models.PROTECT, related_name="reviews")

    objects = ReviewedEvidenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["review", "evidence"], name="reviewed_evidence_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="reviewed_evidence_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} in {self.review_id}"

    @property
    def chain(self) -> str:
        return self.review.chain
