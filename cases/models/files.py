"""The files of a piece of evidence, and the moments at which a case's evidence was sealed by a decision."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.querysets import EvidenceFileQuerySet
from cases.states import FILE_MOVES, KEPT, FileKind, FileState
from kernel.tables import pairs
from kernel.triggers import differs_beside

# Once a decision rests on a piece of evidence, nothing joins it and nothing of it is taken out. What is sensitive is sealed
# as it comes; it is taken out all the same, for it may turn out to be what nobody may keep.
SEALED = """
    IF TG_OP = 'UPDATE' THEN
        IF NEW.state <> 'removed' OR OLD.state = 'removed' THEN
            RETURN NEW;
        END IF;
    END IF;
    IF EXISTS (
        SELECT 1 FROM cases_evidence
        WHERE id = NEW.evidence_id AND sealed_at IS NOT NULL AND NOT (TG_OP = 'UPDATE' AND is_sensitive)
    ) THEN
        RAISE EXCEPTION 'pgtrigger: Cannot change the files of sealed evidence';
    END IF;
    RETURN NEW;
"""


class EvidenceFile(models.Model):
    """A file that was sent: what it is called, its hash, the bytes as sent, and the copy made anew that is shown.

    A file that is refused or taken out leaves its name, size and hash; its bytes are gone.
    """

    evidence = models.ForeignKey("cases.Evidence", on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=150)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=10, choices=FileState, default=FileState.WAITING)
    kind = models.CharField(max_length=10, choices=FileKind, blank=True, default="")
    original = models.FileField(upload_to="evidence/%Y/%m/", max_length=200, blank=True, default="")
    served = models.FileField(upload_to="evidence/%Y/%m/", max_length=200, blank=True, default="")
    note = models.TextField(blank=True, default="")
    is_scanned = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    examined_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    remove_reason = models.CharField(max_length=300, blank=True, default="")

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="evidence_file_state_known", condition=Q(state__in=FileState.values)),
            models.CheckConstraint(name="evidence_file_kind_known", condition=Q(kind__in=[*FileKind.values, ""])),
            models.CheckConstraint(name="evidence_file_name_given", condition=~Q(name="")),
            models.CheckConstraint(
                name="evidence_file_hash_whole", condition=Q(sha256="") | Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="evidence_file_bytes_iff_kept",
                condition=(Q(state__in=KEPT) & ~Q(original="") & ~Q(sha256=""))
                | (~Q(state__in=KEPT) & Q(original="", served="")),
            ),
            models.CheckConstraint(
                name="evidence_file_copy_iff_cleaned",
                condition=(Q(state=FileState.CLEANED) & ~Q(served="")) | (~Q(state=FileState.CLEANED) & Q(served="")),
            ),
            models.CheckConstraint(
                name="evidence_file_examined_iff_stamped",
                condition=Q(state=FileState.WAITING, examined_at__isnull=True)
                | (~Q(state=FileState.WAITING) & Q(examined_at__isnull=False))
                | Q(state=FileState.REMOVED),
            ),
            models.CheckConstraint(
                name="evidence_file_refused_with_reason", condition=~Q(state=FileState.REFUSED) | ~Q(note="")
            ),
            models.CheckConstraint(
                name="evidence_file_removed_iff_stamped",
                condition=(
                    Q(state=FileState.REMOVED, removed_at__isnull=False, removed_by__isnull=False)
                    & ~Q(remove_reason="")
                )
                | (~Q(state=FileState.REMOVED) & Q(removed_at__isnull=True, removed_by__isnull=True, remove_reason="")),
                violation_error_message="Say why it is taken out.",
            ),
            models.UniqueConstraint(
                fields=["evidence", "sha256"], condition=Q(state__in=KEPT), name="evidence_file_once"
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="evidence_file_moves", field="state", transitions=pairs(FILE_MOVES)),
            # What was sent stays as it was sent, its bytes too; what was found of it is noted once, with the move.
            pgtrigger.Protect(
                name="evidence_file_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.state = OLD.state OR NEW.original NOT IN (OLD.original, '') OR "
                    + differs_beside(
                        "state", "kind", "original", "served", "note", "is_scanned", "examined_at",
                        "removed_at", "removed_by_id", "remove_reason",
                    )
                ),
            ),
            pgtrigger.Trigger(
                name="evidence_file_sealed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=SEALED,
            ),
            pgtrigger.Protect(name="evidence_file_never_deleted", operation=pgtrigger.Delete),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        return self.evidence.chain

    @property
    def is_kept(self) -> bool:
        return self.state in KEPT

    @property
    def is_waiting(self) -> bool:
        return self.state == FileState.WAITING

    @property
    def reference(self) -> str:
        return self.evidence.case.reference

    def get_absolute_url(self) -> str:
        return self.evidence.get_absolute_url()

    def get_served_url(self) -> str:
        return reverse("cases:file", args=[self.reference, self.pk])

    def get_original_url(self) -> str:
        return reverse("cases:file_original", args=[self.reference, self.pk])


class Sealing(models.Model):
    """The moment of a decision: all evidence of the case until then is sealed. Append-only."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="sealings")
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        triggers = [pgtrigger.Protect(name="sealing_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"evidence of {self.case_id} sealed"

    @property
    def chain(self) -> str:
        return self.case.chain
