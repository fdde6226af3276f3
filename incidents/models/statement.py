"""What somebody wrote of it themselves: asked for, written, confirmed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.models import Case
from incidents.querysets import StatementQuerySet
from incidents.states import AWAITED, STATEMENT_MOVES, StatementState
from kernel.tables import pairs
from kernel.triggers import differs_beside


class Statement(models.Model):
    """A statement of one person of a case: a colleague's with an account (`author`), or somebody's who has a link.

    `about_on` and `about_place` are all that the writer is told of the case. Until it is confirmed only its writer reads
    `text`.
    """

    involvement = models.ForeignKey("cases.Involvement", on_delete=models.PROTECT, related_name="statements")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="statements"
    )
    state = models.CharField(max_length=10, choices=StatementState, default=StatementState.ASKED)
    about_on = models.DateField()
    about_place = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True, default="")
    written_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdraw_reason = models.TextField(blank=True, default="")
    stands_in_at = models.DateTimeField(null=True, blank=True)
    stands_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="statement_state_known", condition=Q(state__in=StatementState.values)),
            models.CheckConstraint(
                name="statement_place_given", condition=~Q(about_place=""), violation_error_message="Say where it was."
            ),
            models.CheckConstraint(
                name="statement_text_by_state",
                condition=Q(state=StatementState.ASKED, written_at__isnull=True, text="")
                | Q(state=StatementState.WRITTEN, written_at__isnull=False)
                | (Q(state=StatementState.CONFIRMED, written_at__isnull=False) & ~Q(text=""))
                | Q(state__in=[StatementState.DECLINED, StatementState.WITHDRAWN], text=""),
                violation_error_message="There is nothing in it yet.",
            ),
            models.CheckConstraint(
                name="statement_confirmed_iff_stamped",
                condition=Q(state=StatementState.CONFIRMED, confirmed_at__isnull=False)
                | (~Q(state=StatementState.CONFIRMED) & Q(confirmed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="statement_declined_iff_stamped",
                condition=Q(state=StatementState.DECLINED, declined_at__isnull=False)
                | (~Q(state=StatementState.DECLINED) & Q(declined_at__isnull=True, decline_reason="")),
            ),
            models.CheckConstraint(
                name="statement_withdrawn_iff_stamped",
                condition=(
                    Q(state=StatementState.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdraw_reason="")
                )
                | (
                    ~Q(state=StatementState.WITHDRAWN)
                    & Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdraw_reason="")
                ),
                violation_error_message="Say why it is taken back.",
            ),
            models.CheckConstraint(
                name="statement_stands_in_once_confirmed",
                condition=Q(stands_in_at__isnull=True, stands_in_by__isnull=True)
                | Q(stands_in_at__isnull=False, stands_in_by__isnull=False, state=StatementState.CONFIRMED),
            ),
            models.UniqueConstraint(
                fields=["involvement"],
                condition=Q(state__in=AWAITED),
                name="statement_one_awaited",
                violation_error_message="They have been asked for a statement already, and it is not in yet.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="statement_moves", field="state", transitions=pairs(STATEMENT_MOVES)),
            # What was confirmed, declined or taken back stays; only what it counts for is said later, once.
            pgtrigger.Protect(
                name="statement_settled",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state IN ('confirmed', 'declined', 'withdrawn') AND "
                    f"(OLD.stands_in_at IS NOT NULL OR {differs_beside('stands_in_at', 'stands_in_by_id')})"
                ),
            ),
            pgtrigger.Protect(name="statement_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"statement {self.pk} ({self.state})"

    @property
    def case(self) -> Case:
        return self.involvement.case

    @property
    def chain(self) -> str:
        return self.involvement.chain

    @property
    def who(self) -> str:
        """The name of whoever writes it."""
        return self.author.name if self.author is not None else self.involvement.who

    @property
    def is_awaited(self) -> bool:
        return self.state in AWAITED

    @property
    def is_confirmed(self) -> bool:
        return self.state == StatementState.CONFIRMED

    def get_absolute_url(self) -> str:
        return reverse("incidents:statement", args=[self.case.reference, self.pk])
