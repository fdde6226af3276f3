"""Agreeing on fewer or other ways to reach a school: the warning, the terms, when they were not kept to."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kernel.ranges import PointRange
from kernel.tables import pairs
from kernel.triggers import differs_beside
from socialmedia.querysets import OfRestrictionQuerySet, RestrictionQuerySet, TermsQuerySet
from socialmedia.states import (
    RESTRICTION_MOVES,
    RESTRICTION_OVER,
    ContactChannel,
    Ground,
    RestrictionState,
    TermsKind,
)
from suspensions.states import Capacity

# What moves on of a restriction; the rest stays as it was decided.
MOVING = ("state", "set_at", "set_by_id", "period", "over_at", "over_by_id", "over_reason", "skip_reason")


class Restriction(models.Model):
    """An adult is warned, or told, to reach a school less often or in fewer ways. It blocks nothing that protects a child.

    `why` stands in the letters; `skip_reason` says why nobody warned first. `period` runs from the day it was set to
    the next local midnight after its last day.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="restrictions")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="restrictions")
    person = models.ForeignKey("schools.Person", on_delete=models.PROTECT, related_name="restrictions")
    state = models.CharField(max_length=10, choices=RestrictionState, default=RestrictionState.WARNED)
    grounds = ArrayField(models.CharField(max_length=12, choices=Ground))
    why = models.TextField("what has happened")
    skip_reason = models.TextField(blank=True, default="")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity, blank=True, default="")
    set_at = models.DateTimeField(null=True, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    period = DateTimeRangeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)
    over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    over_reason = models.TextField(blank=True, default="")

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["person"], name="restriction_by_person")]
        constraints = [
            models.CheckConstraint(name="restriction_state_known", condition=Q(state__in=RestrictionState.values)),
            models.CheckConstraint(name="restriction_capacity_known", condition=Q(capacity__in=["", *Capacity.values])),
            models.CheckConstraint(
                name="restriction_grounds_known",
                condition=Q(grounds__contained_by=Ground.values) & ~Q(grounds=[]),
                violation_error_message="Say what goes beyond criticism. Criticism or a complaint alone is no ground.",
            ),
            models.CheckConstraint(
                name="restriction_why_given", condition=~Q(why=""), violation_error_message="Say what has happened."
            ),
            models.CheckConstraint(
                name="restriction_set_iff_stamped",
                condition=(
                    ~Q(state__in=[RestrictionState.SET, RestrictionState.ENDED])
                    & Q(set_at__isnull=True, set_by__isnull=True, period__isnull=True)
                )
                | (
                    Q(state__in=[RestrictionState.SET, RestrictionState.ENDED])
                    & Q(set_at__isnull=False, set_by__isnull=False, period__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="restriction_over_iff_stamped",
                condition=(
                    Q(state__in=RESTRICTION_OVER, over_at__isnull=False, over_by__isnull=False) & ~Q(over_reason="")
                )
                | (~Q(state__in=RESTRICTION_OVER) & Q(over_at__isnull=True, over_by__isnull=True, over_reason="")),
                violation_error_message="Say why it ends.",
            ),
            models.CheckConstraint(
                name="restriction_period_bounded",
                condition=Q(period__isnull=True)
                | Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
                violation_error_message="A restriction always has an end.",
            ),
            ExclusionConstraint(
                name="restriction_one_at_a_time",
                expressions=[
                    (PointRange("person"), RangeOperators.OVERLAPS),
                    (PointRange("school"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(state=RestrictionState.SET),
                violation_error_message="A restriction on this person is in force at this school already. Change that one.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="restriction_moves", field="state", transitions=pairs(RESTRICTION_MOVES)),
            pgtrigger.Protect(
                name="restriction_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"({differs_beside(*MOVING)})"),
            ),
            pgtrigger.Protect(name="restriction_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"restriction {self.pk} of {self.person_id}"

    @property
    def chain(self) -> str:
        return self.case.chain

    @property
    def who(self) -> str:
        """The name of whom it is about."""
        return (self.person.merged_into or self.person).full_name

    def get_absolute_url(self) -> str:
        return reverse("socialmedia:restriction", args=[self.case.reference, self.pk])


class Terms(models.Model):
    """What holds from a moment on: by which ways not, whom to write to, how often, until which local day. Append-only.

    `considered` is what was thought of: disability, illness, language, and what is done differently for it. They bind from
    the day on which whom they are about is told (`TermsQuerySet.with_told`).
    """

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=TermsKind)
    channels = ArrayField(models.CharField(max_length=12, choices=ContactChannel), blank=True)
    single_contact = models.CharField(max_length=200)
    frequency = models.CharField(max_length=300)
    considered = models.TextField()
    reason = models.TextField()
    until_on = models.DateField()
    review_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = TermsQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="terms_kind_known", condition=Q(kind__in=TermsKind.values)),
            models.CheckConstraint(
                name="terms_channels_known", condition=Q(channels__contained_by=ContactChannel.values)
            ),
            models.CheckConstraint(
                name="terms_contact_given",
                condition=~Q(single_contact=""),
                violation_error_message="Say whom they can reach.",
            ),
            models.CheckConstraint(
                name="terms_frequency_given",
                condition=~Q(frequency=""),
                violation_error_message="Say how often, and when they are answered.",
            ),
            models.CheckConstraint(
                name="terms_considered_given",
                condition=~Q(considered=""),
                violation_error_message="Say whether disability, illness or language could explain it.",
            ),
            models.CheckConstraint(name="terms_reason_given", condition=~Q(reason="")),
            models.CheckConstraint(
                name="terms_reviewed_before_they_end",
                condition=Q(review_on__lte=F("until_on")),
                violation_error_message="Look at it again before it ends.",
            ),
            models.UniqueConstraint(fields=["restriction", "number"], name="terms_number_once"),
        ]
        triggers = [pgtrigger.Protect(name="terms_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"terms {self.number} of {self.restriction_id}"

    @property
    def chain(self) -> str:
        return self.restriction.chain


class RestrictionBreach(models.Model):
    """Somebody did not keep to the terms: what happened, and the contact it was, where one is logged. Append-only."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="breaches")
    contact = models.ForeignKey(
        "socialmedia.Contact", null=True, blank=True, on_delete=models.PROTECT, related_name="breaches"
    )
    what = models.TextField()
    happened_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfRestrictionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["happened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="restriction_breach_what_given",
                condition=~Q(what=""),
                violation_error_message="Say what happened.",
            ),
            models.UniqueConstraint(
                fields=["restriction", "contact"],
                name="restriction_breach_once_a_contact",
                violation_error_message="This contact is noted already.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="restriction_breach_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"breach of {self.restriction_id}"

    @property
    def chain(self) -> str:
        return self.restriction.chain
