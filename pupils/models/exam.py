"""An examination that a suspension makes a pupil miss, where that was found out after the decision."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from pupils.querysets import ReasonQuerySet


class ExamNote(models.Model):
    """Somebody found out that the pupil misses an examination by a suspension, or that they do not. Append-only.

    The latest row about an examination and its day counts, beside what was known at the decision. From then on the board
    must be told and must meet, as if it had been known (SI 2012/1033 regs 23 and 24).
    """

    suspension = models.ForeignKey("pupils.PupilSuspension", on_delete=models.PROTECT, related_name="exam_notes")
    exam = models.CharField("examination or national test", max_length=200)
    exam_on = models.DateField("day of that examination")
    is_missed = models.BooleanField("is missed", default=True)
    reason = models.TextField("why it is not missed", blank=True, default="")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ReasonQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["noted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="exam_note_exam_given",
                condition=~Q(exam=""),
                violation_error_message="Name the examination.",
            ),
            models.CheckConstraint(
                name="exam_note_reason_iff_taken_back",
                condition=Q(is_missed=True, reason="") | (Q(is_missed=False) & ~Q(reason="")),
                violation_error_message="Say why it is not missed.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="exam_note_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"examination of suspension {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain
