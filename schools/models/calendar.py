"""The days on which the trust's offices do not work, and the calendar of each school."""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse

from kernel import wording
from kernel.ranges import DayRange, PointRange
from schools.models.trust import TRUST_CHAIN
from schools.querysets import DatesQuerySet, HolidayQuerySet, SessionTimesQuerySet
from schools.schooldays import Sessions, Span, autumn_of
from schools.states import ClosureKind

# Longer than any term is: a year was mistyped.
LONGEST = Value(timedelta(days=200))


class BankHoliday(models.Model):
    """A bank holiday in England: never a working day. Pre-filled from the published list, kept by administrators."""

    on = models.DateField(unique=True)
    name = models.CharField(max_length=120)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(
                name="bank_holiday_name_given", condition=~Q(name=""), violation_error_message="Name the holiday."
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.on:%d %B %Y}"

    @property
    def chain(self) -> str:
        return TRUST_CHAIN


class Term(models.Model):
    """A term of a school as the school divides its year: a half-term does not end it, it is a closure within."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(max_length=60)
    first_on = models.DateField()
    last_on = models.DateField()

    objects = DatesQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(
                name="term_name_given", condition=~Q(name=""), violation_error_message="Name the term."
            ),
            models.CheckConstraint(
                name="term_first_day_no_later",
                condition=Q(first_on__lte=F("last_on")),
                violation_error_message="The last day of a term is not before its first.",
            ),
            models.CheckConstraint(
                name="term_no_longer_than_terms_are",
                condition=Q(last_on__lte=F("first_on") + LONGEST),
                violation_error_message="No term is this long. Look at the years of both days.",
            ),
            ExclusionConstraint(
                name="term_apart_from_others",
                expressions=[
                    (PointRange("school"), RangeOperators.OVERLAPS),
                    (DayRange("first_on", "last_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Another term of the school has some of these days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {span_text(self.first_on, self.last_on)}"

    @property
    def chain(self) -> str:
        return f"school:{self.school_id}"

    @property
    def span(self) -> Span:
        return Span(self.first_on, self.last_on, self.name)

    def get_absolute_url(self) -> str:
        return _year_url(self.school_id, self.first_on)


class Closure(models.Model):
    """Days within a term on which a school does not meet. Closures may overlap: a bank holiday lies in a half-term."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="closures")
    first_on = models.DateField()
    last_on = models.DateField()
    kind = models.CharField(max_length=12, choices=ClosureKind)
    name = models.CharField(max_length=120, blank=True, default="")

    objects = DatesQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(name="closure_kind_known", condition=Q(kind__in=ClosureKind.values)),
            models.CheckConstraint(
                name="closure_first_day_no_later",
                condition=Q(first_on__lte=F("last_on")),
                violation_error_message="The last day is not before the first.",
            ),
            models.CheckConstraint(
                name="closure_no_longer_than_terms_are",
                condition=Q(last_on__lte=F("first_on") + LONGEST),
                violation_error_message="This is longer than any term. Look at the years of both days.",
            ),
            models.UniqueConstraint(
                name="closure_once",
                fields=["school", "first_on", "last_on", "kind"],
                violation_error_message="The school is already closed on these days for this reason.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {span_text(self.first_on, self.last_on)}"

    @property
    def title(self) -> str:
        """What it is called: its name, or what kind it is."""
        return self.name or self.get_kind_display()

    @property
    def chain(self) -> str:
        return f"school:{self.school_id}"

    @property
    def span(self) -> Span:
        return Span(self.first_on, self.last_on, self.title)

    def get_absolute_url(self) -> str:
        return _year_url(self.school_id, self.first_on)


class SessionTimes(models.Model):
    """When the sessions of a school open and close: usually (without a day), or on one day that differs."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="session_times")
    on = models.DateField(null=True, blank=True)
    morning_opens = models.TimeField()
    morning_closes = models.TimeField()
    afternoon_opens = models.TimeField(null=True, blank=True)
    afternoon_closes = models.TimeField(null=True, blank=True)

    objects = SessionTimesQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = [F("on").asc(nulls_first=True)]
        constraints = [
            models.CheckConstraint(
                name="session_times_morning_in_order",
                condition=Q(morning_opens__lt=F("morning_closes")),
                violation_error_message="The morning must open before it closes.",
            ),
            models.CheckConstraint(
                name="session_times_afternoon_whole",
                condition=Q(afternoon_opens__isnull=True, afternoon_closes__isnull=True)
                | Q(afternoon_opens__isnull=False, afternoon_closes__isnull=False),
                violation_error_message="Enter both times of the afternoon, or neither.",
            ),
            models.CheckConstraint(
                name="session_times_afternoon_in_order",
                condition=Q(afternoon_opens__isnull=True)
                | Q(afternoon_opens__gte=F("morning_closes"), afternoon_opens__lt=F("afternoon_closes")),
                violation_error_message="The afternoon opens after the morning has closed, and before it closes itself.",
            ),
            models.UniqueConstraint(
                name="session_times_once_a_day",
                fields=["school", "on"],
                nulls_distinct=False,
                violation_error_message="This day already has its own times.",
            ),
        ]

    def __str__(self) -> str:
        return f"times on {wording.full_day(self.on)}" if self.on else "usual times"

    @property
    def chain(self) -> str:
        return f"school:{self.school_id}"

    @property
    def sessions(self) -> Sessions:
        has_afternoon = self.afternoon_opens is not None and self.afternoon_closes is not None
        afternoon = (self.afternoon_opens, self.afternoon_closes) if has_afternoon else None
        return Sessions((self.morning_opens, self.morning_closes), afternoon)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return _year_url(self.school_id, self.on)


def span_text(first: date, last: date) -> str:
    """Days in words: "Monday 26 October 2026", or from the first to the last."""
    return wording.full_day(first) if first == last else f"{wording.full_day(first)} to {wording.full_day(last)}"


def _year_url(school_id: int, day: date | None) -> str:
    if day is None:
        return reverse("schools:school_calendar_now", args=[school_id])
    return reverse("schools:school_calendar", args=[school_id, autumn_of(day)])
