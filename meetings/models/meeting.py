"""A meeting on a case, the people who come to it, and what came of each day it was arranged for."""

import uuid
from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kernel.tables import pairs
from meetings.querysets import AttendeeQuerySet, MeetingQuerySet, SittingQuerySet
from meetings.states import (
    INVITED,
    MEDIATED_KINDS,
    MEETING_MOVES,
    NOTED,
    AttendeeCapacity,
    MeetingKind,
    MeetingState,
    Outcome,
)
from suspensions.states import Capacity

SHORTEST, LONGEST = 5, 8 * 60


class Meeting(models.Model):
    """People sit down together because of a case. `starts_at` is aware, `minutes` how long it is planned to take.

    `back_after`: the suspension after which a pupil comes back, of a meeting about that.
    `revision` counts how often day, time or place were set: letters and entries of calendars say which they are of.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=MeetingKind)
    state = models.CharField(max_length=12, choices=MeetingState, default=MeetingState.ARRANGED)
    convener = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity, blank=True, default="")
    back_after = models.ForeignKey(
        "pupils.PupilSuspension", null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=200)
    is_remote = models.BooleanField(default=False)
    how_to_join = models.CharField(max_length=300, blank=True, default="")
    about = models.TextField("what it is about")
    needs = models.TextField("interpreter and access", blank=True, default="")
    no_companion_why = models.TextField("why no uninvolved companion comes", blank=True, default="")
    revision = models.PositiveSmallIntegerField(default=1)
    uid = models.UUIDField("name of its entry in calendars", default=uuid.uuid4, unique=True, editable=False)
    arranged_at = models.DateTimeField()
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancel_reason = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["starts_at"], name="meeting_by_start")]
        constraints = [
            models.CheckConstraint(name="meeting_kind_known", condition=Q(kind__in=MeetingKind.values)),
            models.CheckConstraint(
                name="meeting_back_after_iff_reintegration",
                condition=Q(kind=MeetingKind.REINTEGRATION, back_after__isnull=False)
                | (~Q(kind=MeetingKind.REINTEGRATION) & Q(back_after__isnull=True)),
            ),
            models.CheckConstraint(name="meeting_state_known", condition=Q(state__in=MeetingState.values)),
            models.CheckConstraint(name="meeting_capacity_known", condition=Q(capacity__in=["", *Capacity.values])),
            models.CheckConstraint(
                name="meeting_minutes_sensible",
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST),
                violation_error_message="A meeting takes between 5 minutes and 8 hours.",
            ),
            models.CheckConstraint(
                name="meeting_place_given", condition=~Q(place=""), violation_error_message="Say where it is."
            ),
            models.CheckConstraint(
                name="meeting_about_given", condition=~Q(about=""), violation_error_message="Say what it is about."
            ),
            models.CheckConstraint(
                name="meeting_remote_iff_joined",
                condition=Q(is_remote=False, how_to_join="") | (Q(is_remote=True) & ~Q(how_to_join="")),
                violation_error_message="Say how they join.",
            ),
            models.CheckConstraint(
                name="meeting_noted_iff_stamped",
                condition=Q(state__in=NOTED, noted_at__isnull=False, noted_by__isnull=False)
                | (~Q(state__in=NOTED) & Q(noted_at__isnull=True, noted_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_iff_stamped",
                condition=(
                    Q(state=MeetingState.CANCELLED, cancelled_at__isnull=False, cancelled_by__isnull=False)
                    & ~Q(cancel_reason="")
                )
                | (
                    ~Q(state=MeetingState.CANCELLED)
                    & Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason="")
                ),
                violation_error_message="Say why it is called off.",
            ),
            models.CheckConstraint(
                name="meeting_recorded_iff_stamped",
                condition=Q(state=MeetingState.RECORDED, recorded_at__isnull=False, recorded_by__isnull=False)
                | (~Q(state=MeetingState.RECORDED) & Q(recorded_at__isnull=True, recorded_by__isnull=True)),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="meeting_moves", field="state", transitions=pairs(MEETING_MOVES)),
            pgtrigger.Protect(name="meeting_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"meeting {self.pk} ({self.state})"

    @property
    def chain(self) -> str:
        return self.case.chain

    @property
    def ends_at(self) -> datetime:
        """When it is planned to end."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_interview(self) -> bool:
        return self.kind == MeetingKind.PARENT_INTERVIEW

    @property
    def is_mediated(self) -> bool:
        """A meeting of a mediation: led by whoever mediates, on the mediation's own case."""
        return self.kind in MEDIATED_KINDS

    @property
    def is_with_one_side(self) -> bool:
        return self.kind == MeetingKind.MEDIATION_SEPARATE

    @property
    def is_arranged(self) -> bool:
        return self.state == MeetingState.ARRANGED

    @property
    def is_noted(self) -> bool:
        return self.state in NOTED

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.case.reference, self.pk])


class Attendee(models.Model):
    """Somebody who comes to a meeting, as what; once it was held, whether they came."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendees")
    capacity = models.CharField(max_length=12, choices=AttendeeCapacity)
    person = models.ForeignKey(
        "schools.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    name = models.CharField(max_length=200, blank=True, default="")
    has_attended = models.BooleanField("came", null=True, blank=True)
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="attendee_capacity_known", condition=Q(capacity__in=AttendeeCapacity.values)),
            models.CheckConstraint(
                name="attendee_exactly_one_party",
                condition=Q(person__isnull=False, user__isnull=True, name="")
                | Q(person__isnull=True, user__isnull=False, name="")
                | (Q(person__isnull=True, user__isnull=True) & ~Q(name="")),
                violation_error_message="Name one person.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False),
                name="attendee_person_once",
                violation_error_message="This person comes already.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"],
                condition=Q(user__isnull=False),
                name="attendee_user_once",
                violation_error_message="This colleague comes already.",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(capacity=AttendeeCapacity.CONVENER),
                name="attendee_one_convener",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(capacity=AttendeeCapacity.COMPANION),
                name="attendee_one_companion",
                violation_error_message="There is a companion already.",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(capacity=AttendeeCapacity.MEDIATOR),
                name="attendee_one_mediator",
            ),
        ]
        triggers = [
            # Only whoever is still expected can be taken off again.
            pgtrigger.Protect(
                name="attendee_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.has_attended IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} of meeting {self.meeting_id}"

    @property
    def chain(self) -> str:
        return self.meeting.chain

    @property
    def who(self) -> str:
        """The name to show."""
        if self.person is not None:
            return self.person.full_name
        return self.user.name if self.user is not None else self.name

    @property
    def is_parent(self) -> bool:
        return self.capacity == AttendeeCapacity.PARENT

    @property
    def is_invited(self) -> bool:
        """The meeting is with them."""
        return self.capacity in INVITED

    @property
    def leads(self) -> bool:
        """They lead the meeting, and write its record."""
        return self.capacity in (AttendeeCapacity.CONVENER, AttendeeCapacity.MEDIATOR)


class Sitting(models.Model):
    """A day for which a meeting was arranged, and what came of it: from when until when, who was there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sittings")
    outcome = models.CharField(max_length=12, choices=Outcome)
    planned_at = models.DateTimeField("for when it was arranged")
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    present = models.TextField("who was there", blank=True, default="")
    reason = models.TextField("why it was broken off, or why nobody came", blank=True, default="")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SittingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="sitting_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="sitting_times_iff_held",
                condition=Q(outcome=Outcome.NOT_ATTENDED, began_at__isnull=True, ended_at__isnull=True, present="")
                | (
                    ~Q(outcome=Outcome.NOT_ATTENDED)
                    & Q(began_at__isnull=False, ended_at__isnull=False)
                    & ~Q(present="")
                ),
                violation_error_message="Say from when until when it was, and who was there.",
            ),
            models.CheckConstraint(
                name="sitting_ends_after_it_begins",
                condition=Q(began_at__isnull=True) | Q(ended_at__gt=F("began_at")),
                violation_error_message="It ended before it began.",
            ),
            models.CheckConstraint(
                name="sitting_not_in_the_future",
                condition=Q(ended_at__isnull=True) | Q(ended_at__lte=F("noted_at")),
                violation_error_message="This time is in the future.",
            ),
            models.CheckConstraint(
                name="sitting_broken_off_with_reason",
                condition=~Q(outcome=Outcome.ADJOURNED) | ~Q(reason=""),
                violation_error_message="Say why it was broken off.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="sitting_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"sitting of meeting {self.meeting_id}"

    @property
    def chain(self) -> str:
        return self.meeting.chain
