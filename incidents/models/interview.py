"""What somebody said of it: an interview, planned, held and agreed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.models import Case
from incidents.querysets import InterviewQuerySet
from incidents.states import INTERVIEW_MOVES, NOTED, SETTLED, InterviewState, NoteForm, WitnessKind
from kernel.tables import pairs

NOT_NOTED = Q(noted_at__isnull=True, noted_by__isnull=True, started_at__isnull=True, ended_at__isnull=True) & Q(
    account="", note_form="", is_read_back=False
)
WHOLLY_NOTED = Q(noted_at__isnull=False, noted_by__isnull=False, started_at__isnull=False, ended_at__isnull=False) & (
    ~Q(account="") & ~Q(note_form="")
)
ONE_LEADER = Q(interviewer__isnull=False, interviewer_name="") | (Q(interviewer__isnull=True) & ~Q(interviewer_name=""))
NO_LEADER = Q(interviewer__isnull=True, interviewer_name="")


class Interview(models.Model):
    """One talk with one person of a case.

    `planned_at` is when the row was made, `planned_start_at` the moment the talk is arranged for; all moments are aware.
    """

    involvement = models.ForeignKey("cases.Involvement", on_delete=models.PROTECT, related_name="interviews")
    witness_kind = models.CharField(max_length=10, choices=WitnessKind)
    state = models.CharField(max_length=12, choices=InterviewState, default=InterviewState.PLANNED)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_start_at = models.DateTimeField(null=True, blank=True)
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    interviewer_name = models.CharField(max_length=200, blank=True, default="")
    place = models.CharField(max_length=200, blank=True, default="")
    supporting_adult = models.CharField(max_length=200, blank=True, default="")
    no_adult_reason = models.CharField(max_length=300, blank=True, default="")
    also_present = models.TextField(blank=True, default="")
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    note_form = models.CharField(max_length=10, choices=NoteForm, blank=True, default="")
    account = models.TextField(blank=True, default="")
    is_read_back = models.BooleanField(default=False)
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    disagreement = models.TextField(blank=True, default="")
    given_up_at = models.DateTimeField(null=True, blank=True)
    given_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_up_reason = models.TextField(blank=True, default="")

    objects = InterviewQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="interview_witness_kind_known", condition=Q(witness_kind__in=WitnessKind.values)
            ),
            models.CheckConstraint(name="interview_state_known", condition=Q(state__in=InterviewState.values)),
            models.CheckConstraint(name="interview_note_form_known", condition=Q(note_form__in=["", *NoteForm.values])),
            models.CheckConstraint(
                name="interview_noted_iff_stamped",
                condition=(Q(state__in=NOTED) & WHOLLY_NOTED) | (~Q(state__in=NOTED) & NOT_NOTED),
                violation_error_message="Write down what was said, from when until when.",
            ),
            models.CheckConstraint(
                name="interview_led_by_one",
                condition=ONE_LEADER | (~Q(state__in=NOTED) & NO_LEADER),
                violation_error_message="Say who held the interview: one person.",
            ),
            models.CheckConstraint(
                name="interview_ends_after_it_starts",
                condition=Q(started_at__isnull=True) | Q(ended_at__gt=F("started_at")),
                violation_error_message="It ended before it began.",
            ),
            models.CheckConstraint(
                name="interview_not_in_the_future",
                condition=Q(ended_at__isnull=True) | Q(ended_at__lte=F("noted_at")),
                violation_error_message="This time is in the future.",
            ),
            models.CheckConstraint(
                name="interview_pupil_supported",
                condition=~Q(state__in=NOTED)
                | ~Q(witness_kind=WitnessKind.PUPIL)
                | ~Q(supporting_adult="")
                | ~Q(no_adult_reason=""),
                violation_error_message="Say which adult supported the pupil, or why none did.",
            ),
            models.CheckConstraint(
                name="interview_settled_iff_stamped",
                condition=Q(state__in=SETTLED, settled_at__isnull=False, settled_by__isnull=False)
                | (~Q(state__in=SETTLED) & Q(settled_at__isnull=True, settled_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="interview_disagreement_iff_not_agreed",
                condition=(Q(state=InterviewState.NOT_AGREED) & ~Q(disagreement=""))
                | (~Q(state=InterviewState.NOT_AGREED) & Q(disagreement="")),
                violation_error_message="Say what they do not agree with.",
            ),
            models.CheckConstraint(
                name="interview_given_up_iff_stamped",
                condition=(
                    Q(state=InterviewState.NOT_POSSIBLE, given_up_at__isnull=False, given_up_by__isnull=False)
                    & ~Q(given_up_reason="")
                )
                | (
                    ~Q(state=InterviewState.NOT_POSSIBLE)
                    & Q(given_up_at__isnull=True, given_up_by__isnull=True, given_up_reason="")
                ),
                violation_error_message="Say why it is not possible.",
            ),
            models.UniqueConstraint(
                fields=["involvement"],
                condition=Q(state__in=[InterviewState.PLANNED, InterviewState.HELD]),
                name="interview_one_open",
                violation_error_message="There is an interview with this person already that is not finished.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="interview_moves", field="state", transitions=pairs(INTERVIEW_MOVES)),
            # What was agreed, not agreed or given up stays as it is.
            pgtrigger.Protect(
                name="interview_settled",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state IN ('agreed', 'not_agreed', 'not_possible')"),
            ),
            # Only a plan can be dropped, with whoever was named in error.
            pgtrigger.Protect(
                name="interview_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state <> 'planned'"),
            ),
        ]

    def __str__(self) -> str:
        return f"interview {self.pk} ({self.state})"

    @property
    def case(self) -> Case:
        return self.involvement.case

    @property
    def chain(self) -> str:
        return self.involvement.chain

    @property
    def who(self) -> str:
        """The name of whoever is interviewed."""
        return self.involvement.who

    @property
    def leader(self) -> str:
        """The name of whoever holds it; "" if nobody is named yet."""
        return self.interviewer.name if self.interviewer is not None else self.interviewer_name

    @property
    def is_noted(self) -> bool:
        return self.state in NOTED

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    def get_absolute_url(self) -> str:
        return reverse("incidents:interview", args=[self.case.reference, self.pk])
