"""Something somebody must do on a case, by a time."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.duties import Kind
from cases.querysets import DutyQuerySet
from schools.states import Role

OPEN = Q(discharged_at__isnull=True, waived_at__isnull=True)


class Duty(models.Model):
    """A duty. Who owes it: a role (at the case's school, where it is a school's role) or one account.

    `by_name_ends_at` (aware, exclusive): until then it is that account's although it does not see the file, as whoever
    mediates does not; after that it is the role's, unless the account sees the file.

    The school is carried beside the case so that a list of what is due needs no second table; a composite foreign key
    holds the two together. Written only by cases.services: duties, and voiding a case.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="duties")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=Kind)
    subject = models.CharField(max_length=80, blank=True, default="")
    about = models.CharField(max_length=200, blank=True, default="")
    owner_role = models.CharField(max_length=16, choices=Role)
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="duties"
    )
    by_name_ends_at = models.DateTimeField("theirs without the file, until", null=True, blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    discharged_at = models.DateTimeField(null=True, blank=True)
    discharged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    how = models.CharField(max_length=300, blank=True, default="")
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    waive_reason = models.TextField(blank=True, default="")

    objects = DutyQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["owner_role", "school", "due_at", "id"], condition=OPEN, name="duty_open_by_school"),
            models.Index(fields=["owner_role", "due_at", "id"], condition=OPEN, name="duty_open_by_role"),
            models.Index(fields=["owner_user", "due_at", "id"], condition=OPEN, name="duty_open_by_user"),
        ]
        constraints = [
            models.CheckConstraint(name="duty_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="duty_owner_role_known", condition=Q(owner_role__in=Role.values)),
            models.CheckConstraint(
                name="duty_discharged_iff_stamped",
                condition=(Q(discharged_at__isnull=True, discharged_by__isnull=True, how=""))
                | (Q(discharged_at__isnull=False, discharged_by__isnull=False) & ~Q(how="")),
            ),
            models.CheckConstraint(
                name="duty_waived_iff_stamped",
                condition=(Q(waived_at__isnull=True, waived_by__isnull=True, waive_reason=""))
                | (Q(waived_at__isnull=False, waived_by__isnull=False) & ~Q(waive_reason="")),
                violation_error_message="Say why it is not done.",
            ),
            models.CheckConstraint(
                name="duty_not_both_done_and_waived",
                condition=Q(discharged_at__isnull=True) | Q(waived_at__isnull=True),
            ),
            models.CheckConstraint(
                name="duty_by_name_ends_at_names_somebody",
                condition=Q(by_name_ends_at__isnull=True) | Q(owner_user__isnull=False),
            ),
            models.UniqueConstraint(fields=["case", "kind", "subject"], condition=OPEN, name="duty_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.case_id}"

    @property
    def chain(self) -> str:
        return self.case.chain

    @property
    def is_open(self) -> bool:
        return self.discharged_at is None and self.waived_at is None
