"""An adult suspended from a site: for how long, why, by whom, and what still works for their child."""

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from kernel.tables import pairs
from suspensions.querysets import (
    LIVE,
    ArrangementQuerySet,
    BreachQuerySet,
    SiteSuspensionQuerySet,
    TellingQuerySet,
)
from suspensions.states import SUSPENSION_MOVES, Capacity, SuspensionState


class PointRange(Func):
    """An id as a range of one number, so that GiST can compare it without an extension."""

    function = "int8range"

    def __init__(self, column: str) -> None:
        super().__init__(F(column), F(column), Value("[]"))


class SiteSuspension(models.Model):
    """An adult may not come onto a site over a bounded period (aware datetimes, end exclusive at local midnight).

    Whether it has ended is read from the clock; the state says only what somebody decided.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="site_suspensions")
    person = models.ForeignKey("schools.Person", on_delete=models.PROTECT, related_name="site_suspensions")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="site_suspensions")
    period = DateTimeRangeField()
    state = models.CharField(max_length=12, choices=SuspensionState, default=SuspensionState.PROVISIONAL)
    grounds = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.TextField(blank=True, default="")

    objects = SiteSuspensionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["school"], condition=Q(state__in=LIVE), name="site_suspension_live_by_school"),
            models.Index(fields=["person"], name="site_suspension_by_person"),
        ]
        constraints = [
            models.CheckConstraint(name="site_suspension_state_known", condition=Q(state__in=SuspensionState.values)),
            models.CheckConstraint(name="site_suspension_capacity_known", condition=Q(capacity__in=Capacity.values)),
            models.CheckConstraint(
                name="site_suspension_period_bounded",
                condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
                violation_error_message="A suspension from site always has a start and an end.",
            ),
            models.CheckConstraint(
                name="site_suspension_grounds_given",
                condition=~Q(grounds=""),
                violation_error_message="Say what the risk to staff or children is.",
            ),
            models.CheckConstraint(
                name="site_suspension_ended_iff_stamped",
                condition=(
                    Q(state__in=LIVE, ended_at__isnull=True, ended_by__isnull=True, end_reason="")
                    | (~Q(state__in=LIVE) & Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason=""))
                ),
                violation_error_message="Say why it ends.",
            ),
            ExclusionConstraint(
                name="site_suspension_one_live",
                expressions=[
                    (PointRange("person_id"), RangeOperators.OVERLAPS),
                    (PointRange("school_id"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=LIVE),
                violation_error_message="This person is already suspended from this site for some of this time.",
            ),
        ]
        triggers = [pgtrigger.FSM(name="site_suspension_moves", field="state", transitions=pairs(SUSPENSION_MOVES))]

    def __str__(self) -> str:
        return f"suspension of {self.person_id} from {self.school_id}"

    @property
    def chain(self) -> str:
        return self.case.chain

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    def is_in_force(self, at: datetime) -> bool:
        """Live, and not ended by the clock (aware datetime)."""
        return self.is_live and self.period.lower <= at < self.period.upper

    @property
    def minute_owed(self) -> datetime:
        """The minute (aware) of what the person must be told: the decision, or its end by somebody."""
        return (self.ended_at or self.decided_at).replace(second=0, microsecond=0)

    def get_absolute_url(self) -> str:
        return reverse("suspensions:suspension", args=[self.case.reference, self.pk])


class Arrangement(models.Model):
    """What still works for the person's child while they may not come: one for each site."""

    suspension = models.OneToOneField(SiteSuspension, on_delete=models.PROTECT, related_name="arrangement")
    drop_off = models.CharField("bringing the child", max_length=300, blank=True, default="")
    collection = models.CharField("collecting the child", max_length=300, blank=True, default="")
    events = models.CharField("school events", max_length=300, blank=True, default="")
    emergencies = models.CharField("if the child is ill or hurt", max_length=300, blank=True, default="")
    contact = models.CharField("how to reach the school", max_length=300, blank=True, default="")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="arrangement_says_something",
                condition=~Q(drop_off="", collection="", events="", emergencies="", contact=""),
                violation_error_message="Say at least one thing that was arranged.",
            )
        ]

    def __str__(self) -> str:
        return f"arrangement for {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain


class Breach(models.Model):
    """Somebody saw the person on site while they were suspended from it."""

    suspension = models.ForeignKey(SiteSuspension, on_delete=models.PROTECT, related_name="breaches")
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
    def chain(self) -> str:
        return self.suspension.chain
