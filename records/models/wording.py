"""The trust's own wording of a paragraph of its letters: what it says, from which day, who approved it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kernel.tables import pairs
from kernel.triggers import differs_beside
from records.querysets import WordingQuerySet
from records.states import WORDING_MOVES, WordingState
from records.wording import PARAGRAPHS, Paragraph
from schools.models.trust import TRUST_CHAIN

DECISION = ("decided_at", "decided_by_id", "reason")


class Wording(models.Model):
    """A text that the Central Team wrote for one paragraph; it counts for decisions from its day on, once approved.

    `is_standard`: from that day the standard text counts again. A change is a new wording; none is ever edited.
    """

    name = models.CharField(max_length=24)
    text = models.TextField(blank=True, default="")
    is_standard = models.BooleanField(default=False)
    effective_on = models.DateField()
    why = models.TextField()
    state = models.CharField(max_length=10, choices=WordingState, default=WordingState.WAITING)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True, default="")

    objects = WordingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="wording_name_given", condition=~Q(name="")),
            models.CheckConstraint(
                name="wording_text_iff_own",
                condition=Q(is_standard=True, text="") | (Q(is_standard=False) & ~Q(text="")),
                violation_error_message="Write the text.",
            ),
            models.CheckConstraint(
                name="wording_why_given", condition=~Q(why=""), violation_error_message="Say why it changes."
            ),
            models.CheckConstraint(name="wording_state_known", condition=Q(state__in=WordingState.values)),
            models.CheckConstraint(
                name="wording_decided_iff_stamped",
                condition=Q(state=WordingState.WAITING, decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state=WordingState.WAITING) & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="wording_declined_iff_reason",
                condition=(Q(state=WordingState.DECLINED) & ~Q(reason=""))
                | (~Q(state=WordingState.DECLINED) & Q(reason="")),
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                name="wording_approved_by_a_second_person",
                condition=~Q(state=WordingState.APPROVED) | ~Q(decided_by=F("proposed_by")),
                violation_error_message="Somebody else than its writer approves it.",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(state=WordingState.WAITING),
                name="wording_one_waits",
                violation_error_message="A wording of this paragraph waits for the CEO already.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="wording_moves", field="state", transitions=pairs(WORDING_MOVES)),
            pgtrigger.Protect(
                name="wording_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.decided_at IS NOT NULL AND {differs_beside('state')} OR {differs_beside('state', *DECISION)}"
                ),
            ),
            pgtrigger.Protect(name="wording_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph.label}, from {self.effective_on}"

    @property
    def chain(self) -> str:
        return TRUST_CHAIN

    @property
    def paragraph(self) -> Paragraph:
        return PARAGRAPHS[self.name]

    def get_absolute_url(self) -> str:
        return reverse("records:wording", args=[self.name])
