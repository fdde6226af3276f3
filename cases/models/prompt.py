"""What was worth thinking of on a case, and what came of it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.querysets import PromptQuerySet
from cases.states import PromptAnswer, PromptKind


class AnsweredPrompt(models.Model):
    """Somebody did what a prompt suggested, or said that it is not needed. Append-only."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="prompts")
    kind = models.CharField(max_length=16, choices=PromptKind)
    answer = models.CharField(max_length=8, choices=PromptAnswer)
    note = models.CharField(max_length=300, blank=True, default="")
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PromptQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="prompt_kind_known", condition=Q(kind__in=PromptKind.values)),
            models.CheckConstraint(name="prompt_answer_known", condition=Q(answer__in=PromptAnswer.values)),
            models.UniqueConstraint(
                fields=["case", "kind"], name="prompt_once", violation_error_message="This is answered already."
            ),
        ]
        triggers = [pgtrigger.Protect(name="prompt_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"

    @property
    def chain(self) -> str:
        return self.case.chain
