"""The case itself, the people in it and the evidence gathered."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.querysets import CaseQuerySet, EvidenceQuerySet, InvolvementQuerySet
from cases.states import CASE_MOVES, CaseState, EvidenceKind, Part
from kernel.tables import pairs
from kernel.triggers import differs_beside

EXACTLY_ONE_PARTY = (
    Q(person__isnull=False, user__isnull=True, name="")
    | Q(person__isnull=True, user__isnull=False, name="")
    | (Q(person__isnull=True, user__isnull=True) & ~Q(name=""))
)


class Case(models.Model):
    """Everything that follows from one matter. Its reference ends in a random part, which tells nobody how many there are."""

    reference = models.CharField(max_length=20, unique=True)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="cases")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    void_reason = models.TextField(blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField(blank=True, default="")

    objects = CaseQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["school", "-opened_at", "-id"], name="case_by_school_newest"),
            models.Index(fields=["-opened_at", "-id"], name="case_newest"),
        ]
        constraints = [
            models.CheckConstraint(name="case_state_known", condition=Q(state__in=CaseState.values)),
            models.CheckConstraint(
                name="case_reference_form",
                condition=Q(reference__regex=r"^[A-Z]{2,4}-[0-9]{4}-[BCDFGHJKMNPQRTVWXYZ2346789]{4,6}$"),
            ),
            models.CheckConstraint(name="case_title_given", condition=~Q(title="")),
            models.CheckConstraint(
                name="case_void_iff_stamped",
                condition=(
                    Q(state=CaseState.VOID, voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")
                )
                | (~Q(state=CaseState.VOID) & Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")),
                violation_error_message="Voiding a case needs a reason.",
            ),
            models.CheckConstraint(
                name="case_closed_iff_stamped",
                condition=(Q(state=CaseState.CLOSED, closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome=""))
                | (~Q(state=CaseState.CLOSED) & Q(closed_at__isnull=True, closed_by__isnull=True, outcome="")),
                violation_error_message="Say how the case ended.",
            ),
        ]
        triggers = [pgtrigger.FSM(name="case_moves", field="state", transitions=pairs(CASE_MOVES))]

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.state == CaseState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == CaseState.CLOSED

    def get_absolute_url(self) -> str:
        return reverse("desk:case", args=[self.reference])


class Involvement(models.Model):
    """Somebody's part in a case: a person known to the trust, an account, or a name that was given."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="involvements")
    part = models.CharField(max_length=10, choices=Part)
    person = models.ForeignKey(
        "schools.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="involvements"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="involvements"
    )
    name = models.CharField(max_length=200, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    # A person is found by their own key; here stands what a name that was given, or an account, is found by.
    search_key = models.CharField(max_length=400, blank=True, default="", db_default="")
    search_vector = models.GeneratedField(
        expression=SearchVector("search_key", config="simple"), output_field=SearchVectorField(), db_persist=True
    )
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            GinIndex(fields=["search_vector"], condition=Q(person__isnull=True), name="involvement_search"),
        ]
        constraints = [
            models.CheckConstraint(name="involvement_part_known", condition=Q(part__in=Part.values)),
            models.CheckConstraint(
                name="involvement_exactly_one_party",
                condition=EXACTLY_ONE_PARTY,
                violation_error_message="Name one person.",
            ),
            models.UniqueConstraint(
                fields=["case", "part", "person"],
                condition=Q(person__isnull=False),
                name="involvement_person_once",
                violation_error_message="This person already has this part in the case.",
            ),
            models.UniqueConstraint(
                fields=["case", "part", "user"],
                condition=Q(user__isnull=False),
                name="involvement_user_once",
                violation_error_message="This person already has this part in the case.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.case_id}"

    @property
    def chain(self) -> str:
        return self.case.chain

    @property
    def who(self) -> str:
        """The name to show."""
        if self.person is not None:
            return self.person.full_name
        return self.user.name if self.user is not None else self.name


class Evidence(models.Model):
    """Something that shows what happened, described: where it is kept, where it came from, its files."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    description = models.TextField()
    captured_at = models.DateTimeField(null=True, blank=True)
    source_url = models.URLField(max_length=1000, blank=True, default="")
    # Blurred until somebody asks to see it.
    is_sensitive = models.BooleanField(default=False, db_default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField(null=True, blank=True)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="evidence_kind_known", condition=Q(kind__in=EvidenceKind.values)),
            models.CheckConstraint(
                name="evidence_description_given",
                condition=~Q(description=""),
                violation_error_message="Describe what it is and where it is kept.",
            ),
            models.CheckConstraint(
                name="evidence_sealed_iff_stamped",
                condition=Q(sealed_at__isnull=True, sealed_by__isnull=True)
                | Q(sealed_at__isnull=False, sealed_by__isnull=False),
            ),
        ]
        triggers = [
            # What was said of it stays; a decision seals it, once.
            pgtrigger.Protect(
                name="evidence_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.sealed_at IS NOT NULL OR {differs_beside('sealed_at', 'sealed_by_id')}"
                ),
            ),
            pgtrigger.Protect(name="evidence_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.description[:60]}"

    @property
    def chain(self) -> str:
        return self.case.chain

    @property
    def is_sealed(self) -> bool:
        return self.sealed_at is not None

    def get_absolute_url(self) -> str:
        return reverse("cases:evidence_item", args=[self.case.reference, self.pk])
