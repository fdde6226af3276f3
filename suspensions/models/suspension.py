"""An adult suspended from a site, or from every site of the trust: for how long, why and by whom."""

from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Lower, Upper
from django.urls import reverse

from kernel.ranges import PointRange
from kernel.tables import pairs
from suspensions.querysets import SiteSuspensionQuerySet
from suspensions.states import LIVE, SUSPENSION_MOVES, Capacity, SuspensionState

EVERY_SITE = "every site of the trust"
# The end of the 41st day after the start, and one year; a day of grace in the database, which counts in hours and
# knows no local midnight. The rules count the days.
LONGEST_PROVISIONAL = Value(timedelta(days=43))
LONGEST_UPHELD = Value(timedelta(days=367))


class SiteRange(Func):
    """The site as a range of one id; a suspension from the whole trust is the range of every id."""

    function = "int8range"

    def __init__(self) -> None:
        site = Case(When(is_trust_wide=False, then=F("school")), default=None, output_field=models.BigIntegerField())
        super().__init__(site, site, Value("[]"))


class SiteSuspension(models.Model):
    """An adult may not come onto a site over a bounded period (aware datetimes, end exclusive at local midnight).

    Whether it has ended is read from the clock; the state says only what somebody decided. `counted_from` is the
    moment from which the longest time runs: the start, or that of the suspension this one replaced. `heard_from` is
    the local day on which the letter counts as received: the person's time to answer runs from it. One that the trust
    had before it began to use the system is entered (`is_entered`); where its decider has no account, `decider_name`
    names them and `decided_by` is whoever entered it.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="site_suspensions")
    person = models.ForeignKey("schools.Person", on_delete=models.PROTECT, related_name="site_suspensions")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="site_suspensions")
    is_trust_wide = models.BooleanField(default=False)
    period = DateTimeRangeField()
    counted_from = models.DateTimeField()
    review_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=SuspensionState, default=SuspensionState.PROVISIONAL)
    grounds = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    renews = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewals")
    is_entered = models.BooleanField(default=False)
    entered_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decider_name = models.CharField(max_length=200, blank=True, default="")
    heard_from = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_as = models.CharField(max_length=12, choices=Capacity, blank=True, default="")
    end_reason = models.TextField(blank=True, default="")

    objects = SiteSuspensionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["school"], condition=Q(state__in=LIVE), name="site_suspension_live_by_school"),
            models.Index(fields=["person"], name="site_suspension_by_person"),
            models.Index(
                fields=["is_trust_wide"],
                condition=Q(state__in=LIVE, is_trust_wide=True),
                name="site_suspension_live_wide",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="site_suspension_state_known", condition=Q(state__in=SuspensionState.values)),
            models.CheckConstraint(name="site_suspension_capacity_known", condition=Q(capacity__in=Capacity.values)),
            models.CheckConstraint(
                name="site_suspension_ended_as_known", condition=Q(ended_as__in=["", *Capacity.values])
            ),
            models.CheckConstraint(
                name="site_suspension_entered_iff_stamped",
                condition=Q(is_entered=True, entered_at__isnull=False, entered_by__isnull=False)
                | Q(is_entered=False, entered_at__isnull=True, entered_by__isnull=True, decider_name=""),
            ),
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
            models.CheckConstraint(
                name="site_suspension_counted_from_no_later",
                condition=Q(counted_from__lte=Lower("period")),
            ),
            models.CheckConstraint(
                name="site_suspension_provisional_within_six_weeks",
                condition=Q(is_entered=True)
                | ~Q(state=SuspensionState.PROVISIONAL)
                | Q(counted_from__gte=Upper("period") - LONGEST_PROVISIONAL),
                violation_error_message="Before it is upheld, a suspension lasts six weeks at most.",
            ),
            models.CheckConstraint(
                name="site_suspension_within_a_year",
                condition=Q(is_entered=True) | Q(counted_from__gte=Upper("period") - LONGEST_UPHELD),
                violation_error_message="A suspension lasts twelve months at most. After that it is a new decision.",
            ),
            models.CheckConstraint(
                name="site_suspension_long_has_review_day",
                condition=Q(review_on__isnull=False)
                | ~Q(state=SuspensionState.UPHELD)
                | Q(counted_from__gte=Upper("period") - LONGEST_PROVISIONAL),
                violation_error_message="Say on which day it is looked at again.",
            ),
            ExclusionConstraint(
                name="site_suspension_one_live",
                expressions=[
                    (PointRange("person"), RangeOperators.OVERLAPS),
                    (SiteRange(), RangeOperators.OVERLAPS),
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
    def decider(self) -> str:
        """The name of whoever decided it, with an account or without."""
        return self.decider_name or self.decided_by.name

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    def is_in_force(self, at: datetime) -> bool:
        """Live, and not ended by the clock (aware datetime)."""
        return self.is_live and self.period.lower <= at < self.period.upper

    def is_ahead(self, at: datetime) -> bool:
        """Live, and not begun yet (aware datetime): a new one that waits for the end of the one before."""
        return self.is_live and at < self.period.lower

    @property
    def place(self) -> str:
        """Where the person may not come, within a sentence."""
        return EVERY_SITE if self.is_trust_wide else f"the site of {self.school.name}"

    @property
    def site_name(self) -> str:
        """The site, or that it is every one of them, as a list names it."""
        return EVERY_SITE if self.is_trust_wide else self.school.name

    def covers(self, school_id: int) -> bool:
        """The site of this school is one the person may not come onto."""
        return self.is_trust_wide or self.school_id == school_id

    def get_absolute_url(self) -> str:
        return reverse("suspensions:suspension", args=[self.case.reference, self.pk])
