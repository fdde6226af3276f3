"""A file of pupils and contacts on its way in: what was uploaded, what it would do, what it did."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kernel.tables import pairs
from schools.querysets import ImportQuerySet
from schools.states import IMPORT_MOVES, ImportState, LineOutcome

WITH_CONTENT = (ImportState.UPLOADED, ImportState.CHECKED, ImportState.QUEUED, ImportState.FAILED)


class ImportRun(models.Model):
    """One file of one school. The file is kept until it is applied or discarded, then dropped; the counts stay."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField(null=True, blank=True)
    encoding = models.CharField(max_length=12)
    delimiter = models.CharField(max_length=1)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    queued_at = models.DateTimeField(null=True, blank=True)
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    failed_reason = models.CharField(max_length=300, blank=True, default="")
    row_count = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    warning_count = models.PositiveIntegerField(default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["school", "-uploaded_at"], name="import_run_by_school")]
        constraints = [
            models.CheckConstraint(name="import_run_state_known", condition=Q(state__in=ImportState.values)),
            models.CheckConstraint(name="import_run_size_given", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="import_run_content_iff_needed",
                condition=Q(state__in=WITH_CONTENT, content__isnull=False)
                | (~Q(state__in=WITH_CONTENT) & Q(content__isnull=True)),
            ),
            models.CheckConstraint(
                name="import_run_queued_stamped",
                condition=Q(queued_at__isnull=True, queued_by__isnull=True)
                | Q(queued_at__isnull=False, queued_by__isnull=False),
            ),
            models.CheckConstraint(
                name="import_run_queued_when_applied",
                condition=~Q(state__in=[ImportState.QUEUED, ImportState.APPLIED, ImportState.FAILED])
                | Q(queued_at__isnull=False),
            ),
            models.CheckConstraint(
                name="import_run_finished_iff_over",
                condition=Q(state__in=[ImportState.APPLIED, ImportState.DISCARDED], finished_at__isnull=False)
                | (~Q(state__in=[ImportState.APPLIED, ImportState.DISCARDED]) & Q(finished_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="import_run_failed_iff_reason",
                condition=(Q(state=ImportState.FAILED) & ~Q(failed_reason=""))
                | (~Q(state=ImportState.FAILED) & Q(failed_reason="")),
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(state=ImportState.QUEUED),
                name="import_run_one_at_a_time",
                violation_error_message="Another file of this school is being applied. Wait until it is done.",
            ),
        ]
        triggers = [pgtrigger.FSM(name="import_run_moves", field="state", transitions=pairs(IMPORT_MOVES))]

    def __str__(self) -> str:
        return f"{self.file_name} for {self.school_id}"

    @property
    def chain(self) -> str:
        return f"school:{self.school_id}"

    def get_absolute_url(self) -> str:
        return reverse("schools:import_run", args=[self.pk])


class ImportLine(models.Model):
    """What one row of the file would do, in words; kept with the file and dropped with it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=LineOutcome)
    who = models.CharField(max_length=300, blank=True, default="")
    notes = models.JSONField(default=list, blank=True)
    warnings = models.JSONField(default=list, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="import_line_outcome_known", condition=Q(outcome__in=LineOutcome.values)),
            models.UniqueConstraint(fields=["run", "number"], name="import_line_once"),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of import {self.run_id}"
