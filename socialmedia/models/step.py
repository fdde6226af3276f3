"""What was done about a post: a talk, a request, a letter, a report, and what came of it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.models import Case
from kernel.triggers import differs_beside
from socialmedia.models.concern import OnlineConcern
from socialmedia.querysets import StepQuerySet
from socialmedia.states import Basis, StepKind

# What comes later; the rest stays as it was decided.
LATER = ("reference", "outcome", "outcome_at", "outcome_by_id")
WITH_PERSON = (StepKind.REMOVAL, StepKind.EXPECTATIONS, StepKind.WARNING, StepKind.THANKS)


class ConcernStep(models.Model):
    """Somebody took a step about a post. `skips_why` says why it came before the two that come first.

    `what` is the substance: what was said, what is asked, what it rests on. `person` is to whom it goes.
    """

    concern = models.ForeignKey(OnlineConcern, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=StepKind)
    person = models.ForeignKey("schools.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey("meetings.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    suspension = models.ForeignKey(
        "suspensions.SiteSuspension", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    basis = models.CharField(max_length=12, choices=Basis, blank=True, default="")
    what = models.TextField(blank=True, default="")
    skips_why = models.TextField("why others did not come first", blank=True, default="")
    reference = models.CharField("their reference", max_length=100, blank=True, default="")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True, default="")
    outcome_at = models.DateTimeField(null=True, blank=True)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="concern_step_kind_known", condition=Q(kind__in=StepKind.values)),
            models.CheckConstraint(name="concern_step_basis_known", condition=Q(basis__in=[*Basis.values, ""])),
            models.CheckConstraint(
                name="concern_step_police_on_a_basis",
                condition=(Q(kind=StepKind.POLICE) & ~Q(basis="")) | (~Q(kind=StepKind.POLICE) & Q(basis="")),
                violation_error_message="Say what the report to the police rests on.",
            ),
            models.CheckConstraint(
                name="concern_step_letter_to_a_person",
                condition=~Q(kind__in=[kind.value for kind in WITH_PERSON]) | Q(person__isnull=False),
                violation_error_message="Say to whom it goes.",
            ),
            models.CheckConstraint(
                name="concern_step_meeting_is_a_talk", condition=Q(meeting__isnull=True) | Q(kind=StepKind.DISCUSSION)
            ),
            models.CheckConstraint(
                name="concern_step_suspension_iff_suspended",
                condition=Q(kind=StepKind.SUSPENSION, suspension__isnull=False)
                | (~Q(kind=StepKind.SUSPENSION) & Q(suspension__isnull=True)),
            ),
            models.CheckConstraint(
                name="concern_step_says_something",
                condition=~Q(what="") | Q(meeting__isnull=False) | Q(kind=StepKind.THANKS),
                violation_error_message="Say what this step is about.",
            ),
            models.CheckConstraint(
                name="concern_step_outcome_iff_stamped",
                condition=(Q(outcome_at__isnull=False, outcome_by__isnull=False) & ~Q(outcome=""))
                | Q(outcome_at__isnull=True, outcome_by__isnull=True, outcome=""),
                violation_error_message="Say what came of it.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="concern_step_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"({differs_beside(*LATER)})"),
            ),
            pgtrigger.Protect(name="concern_step_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} about {self.concern_id}"

    @property
    def case(self) -> Case:
        return self.concern.case

    @property
    def chain(self) -> str:
        return self.concern.chain

    def get_absolute_url(self) -> str:
        return reverse("socialmedia:step", args=[self.case.reference, self.pk])
